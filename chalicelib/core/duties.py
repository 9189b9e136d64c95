"""What is to be done when it is due, by type (law 3), and who does it.

    class SpreadRole(Due, frozen=True):                  # in the service that knows of it
        kind = "people.spread_role"
        role_id: str

    work.put(tx, SpreadRole(role_id))                    # with the change that causes it
    Duty(SpreadRole, roles.spread_role)                  # in the room's ``work.py``

A piece is written down as the names and values of its fields, and handed on as it was put. Pieces outlive the code that
wrote them: a kind is never renamed, nor is a field, and a field that comes later has a default.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, ClassVar, Generic, TypeVar

import msgspec

from chalicelib.core import times
from chalicelib.core.desk import Desk


class Due(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something to be done when it is due; ``kind`` names it in the table, for ever."""

    kind: ClassVar[str]


D = TypeVar("D", bound=Due)


class Duty(msgspec.Struct, Generic[D], frozen=True):
    """What a room does (``do``) when this is due."""

    due: type[D]
    do: Callable[[Desk, D], None]

    @property
    def kind(self) -> str:
        """The name of the work."""
        return self.due.kind

    def __call__(self, desk: Desk, payload: dict[str, Any]) -> None:
        """Do a piece of due work. Raises ``msgspec.ValidationError`` for one that is none of this kind."""
        self.do(desk, msgspec.convert(payload, self.due))


def payload_of(due: Due) -> dict[str, Any]:
    """What is written down of it: its fields by their names, without what has its default."""
    fields = msgspec.to_builtins(due, builtin_types=(datetime,))
    return {name: times.stored(each) if isinstance(each, datetime) else each for name, each in fields.items()}
