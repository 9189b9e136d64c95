"""A month, its revisions, and the runs that compute it (F5). Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated

import msgspec

from chalicelib.core.errors import Conflict, members
from chalicelib.core.text import among
from chalicelib.performance.model.schemes import SchemeDefinition

MEASURING, PLACING, DONE, VOID = "measuring", "placing", "done", "void"
STATES = (MEASURING, PLACING, DONE, VOID)
MOST_REVISIONS = 50
DRAFT = 0  # as a revision
LONGEST_REASON = 500


class Run(msgspec.Struct, frozen=True):
    """A computation of a month. ``step``: one more with each page; ``after``: the last agent of those before;
    ``measured``, ``placed``: how many are, of some ``number``.

    ``schemes``: which version of each scheme counts; ``stamp``, ``inputs``: how often schemes were published, and
    values entered for the month, when it began. ``is_whole``: whether the
    month was over, and all of it counted by then. ``draft``: of a preview, what the scheme would say.
    """

    run_id: str
    month: str
    started_at: datetime
    started_by: str
    schemes: Mapping[str, int]
    number: int = 0
    stamp: int = 0
    inputs: int = 0
    revision: int = 1
    draft: SchemeDefinition | None = None
    draft_of: str | None = None
    state: Annotated[str, among(*STATES)] = MEASURING
    step: int = 0
    after: str | None = None
    measured: int = 0
    placed: int = 0
    finished_at: datetime | None = None
    is_whole: bool = False

    @property
    def is_under_way(self) -> bool:
        """Whether pages follow."""
        return self.state in (MEASURING, PLACING)


class Revision(msgspec.Struct, frozen=True):
    """What was confirmed: the results of a run, for ever. ``reason``: why there is another; the first has none."""

    revision: int
    run_id: str
    confirmed_at: datetime
    confirmed_by: str
    confirmed_by_name: str
    computed_at: datetime
    reason: str = ""


class Month(msgspec.Struct, frozen=True):
    """``draft``: the run that was finished last and is not confirmed; ``running``: the one that is under way.
    ``inputs``: how often values were entered for it; ``version``: one more with each write."""

    month: str
    draft: str | None = None
    running: str | None = None
    revisions: tuple[Revision, ...] = ()
    inputs: int = 0
    version: int = 0

    @property
    def confirmed(self) -> Revision | None:
        """The revision that holds."""
        return self.revisions[-1] if self.revisions else None

    def confirms(self, run_id: str) -> bool:
        """Whether a revision has the results of this run: they stay."""
        return any(each.run_id == run_id for each in self.revisions)

    def run_of(self, revision: int | None) -> str | None:
        """The run whose results are shown: of a revision, or the draft; unsaid: of the one that holds, else of the
        draft."""
        if revision == DRAFT:
            return self.draft
        if revision is not None:
            return next((each.run_id for each in self.revisions if each.revision == revision), None)
        return self.confirmed.run_id if self.confirmed is not None else self.draft


class MonthNotOver(Conflict):
    """The month is not over on the desk's clock, or was computed before all that happened in it was counted."""

    code = "month_not_over"
    title = "The month is not over yet"


class DraftMoved(Conflict):
    """What was looked at is not what would be confirmed: it was computed anew, or something it is made of changed."""

    code = "draft_moved"
    title = "The month has to be computed anew and looked at first"
    beside = members(draft=str | None)


class TooManyRevisions(Conflict):
    """A month has so many of them."""

    code = "too_many_revisions"
    title = "This month was corrected too often"
