"""How the record of a conversation is said and shown."""

from __future__ import annotations

from typing import Annotated

import msgspec

from chalicelib.conversations.model.filing import LONGEST_PART
from chalicelib.conversations.model.wrapping import Record
from chalicelib.core.shapes import partly, showing, shown

Part = Annotated[str, msgspec.Meta(max_length=LONGEST_PART)]
Version = Annotated[int, msgspec.Meta(ge=0)]


class NewRecord(msgspec.Struct, forbid_unknown_fields=True):
    """What it was about, what was done, what came of it, what follows."""

    problem: Part = ""
    steps: Part = ""
    result: Part = ""
    next: Part = ""

    @property
    def as_record(self) -> Record:
        """The record that it says."""
        return Record(self.problem, self.steps, self.result, self.next)


@partly(NewRecord)
class RecordBody(msgspec.Struct):
    """What is left out stays. ``version``: 0 while there is none."""

    version: Version | None = None


@showing(Record, "problem steps result next version")
class RecordView(msgspec.Struct):
    """``version``: 0 while nothing was written down."""


def show_record(record: Record | None) -> RecordView:
    return shown(RecordView, record or Record(version=0))
