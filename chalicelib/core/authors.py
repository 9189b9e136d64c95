"""Whom what is said or done on the desk is by: a visitor, an agent, or the desk itself."""

from __future__ import annotations

import msgspec


class AgentRef(msgspec.Struct):
    id: str | None
    name: str | None
    number: str | None
    picture: str | None = None


class Author(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who an entry is by: ``kind`` is visitor, agent or system. ``picture``: the file that shows them."""

    kind: str
    id: str | None = None
    name: str | None = None
    number: str | None = None
    picture: str | None = None

    @property
    def ref(self) -> AgentRef:
        """Who they are, where it is known that an agent is meant."""
        return AgentRef(self.id, self.name, self.number, self.picture)


SYSTEM = Author("system")
