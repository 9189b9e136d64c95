"""What the desk says of its duty log: how long people have (B8). Pure."""

from __future__ import annotations

from typing import Annotated

import msgspec

from chalicelib.core.text import Id
from chalicelib.logbook.model.records import Version

MOST_GROUPS = 200
Minutes = Annotated[int, msgspec.Meta(ge=5, le=10_080)]
Groups = Annotated[tuple[Id, ...], msgspec.Meta(max_length=MOST_GROUPS)]


class DutySettings(msgspec.Struct, frozen=True):
    """``answer_minutes``, ``urgent_minutes``: how long each level has to answer a request for instruction;
    ``accept_minutes``: how long the next shift has to accept what is handed over; ``shift_groups``: the groups whose
    people hand over when their shift ends, without being asked."""

    answer_minutes: Minutes = 240
    urgent_minutes: Minutes = 30
    accept_minutes: Minutes = 30
    shift_groups: tuple[str, ...] = ()
    version: int = 0

    def minutes(self, *, urgent: bool) -> int:
        """How long a level has."""
        return self.urgent_minutes if urgent else self.answer_minutes


class ChangeDutySettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is left out stays; ``version``: the one that was read, if that matters."""

    answer_minutes: Minutes | None = None
    urgent_minutes: Minutes | None = None
    accept_minutes: Minutes | None = None
    shift_groups: Groups | None = None
    version: Version | None = None
