"""What is kept of a conversation once it is over (E3). Pure."""

from __future__ import annotations

import msgspec


class Record(msgspec.Struct, frozen=True):
    """What an agent writes down of it (客户咨询记录表): what it was about, what was done, what came of it, what
    follows.

    Everything else that the sheet has stands in the header. ``version``: one more with each change.
    """

    problem: str = ""
    steps: str = ""
    result: str = ""
    next: str = ""
    version: int = 1


class Wrap(msgspec.Struct, frozen=True):
    """Where in the tree of categories it stands, and its record."""

    category_id: str | None = None
    record: Record | None = None


NOTHING_WRAPPED = Wrap()
