"""What a container counted of what it does, as it hands it on. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

WIDGET_POLLS, CONSOLE_POLLS, REPORTS = "widget_polls", "console_polls", "reports"  # what may be done less often


class Tally(msgspec.Struct):
    """``requests`` from outside, ``invocations`` of functions and their ``milliseconds``; ``calls`` to the database,
    with the capacity they consumed; letters and segments of SMS that went out; ``conversations`` that began."""

    requests: int = 0
    invocations: int = 0
    milliseconds: float = 0.0
    calls: int = 0
    read_units: float = 0.0
    write_units: float = 0.0
    letters: int = 0
    segments: int = 0
    conversations: int = 0

    def add(self, other: Tally) -> None:
        """Count what the other counted as well."""
        for name in self.__struct_fields__:
            setattr(self, name, getattr(self, name) + getattr(other, name))


class Cell(msgspec.Struct, frozen=True):
    """What one kind came to for one plan (empty: for none alone) within a quarter of an hour."""

    since: datetime
    plan_key: str
    kind: str
    tally: Tally


class OfConversation(msgspec.Struct, frozen=True):
    """What all that was done for one conversation came to; part of what the cells say."""

    conversation_id: str
    plan_key: str
    tally: Tally


class Counted(msgspec.Struct, frozen=True):
    """Asked by a container that writes down its counts; answered by the paces that hold, as parts of the usual wait.

    ``count_id`` names this writing: twice is once.
    """

    count_id: str
    cells: Sequence[Cell]
    conversations: Sequence[OfConversation]
