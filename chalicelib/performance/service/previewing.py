"""What a draft would give, beside what the present scheme gives (F5)."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from chalicelib.core import races
from chalicelib.core.desk import Desk
from chalicelib.core.errors import existing
from chalicelib.core.once import AlreadyDone, Once, mark
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.performance import store
from chalicelib.performance.model.months import checked_month, later
from chalicelib.performance.model.results import Brief, Result
from chalicelib.performance.model.runs import Run
from chalicelib.performance.model.schemes import NoDraft, checked_scheme
from chalicelib.performance.model.sources import SAMPLED
from chalicelib.performance.service.running import PREVIEW_KEPT, begin_run
from chalicelib.performance.service.schemes import find_scheme
from chalicelib.quality.model.calendar import month_of

PAGE = 50


class Compared(msgspec.Struct, frozen=True):
    """An agent by the draft, and as the month shows them now, if it does."""

    drafted: Result
    present: Brief | None


def begin_preview(
    desk: Desk, agent_name: str, scheme_id: str, version: int, month: str | None, once: Once | None = None
) -> Run:
    """Compute a month (unsaid: the last one) by a scheme's draft, for those whom it would count; what is computed is
    kept for a week and is nobody's result. Four requests, and as many as the first page takes.

    Raises ``NotFound``, ``NoDraft``, ``ChangedMeanwhile``, ``Invalid`` with what is wrong in the draft.
    """
    record = find_scheme(desk, scheme_id)
    races.refuse_older(version, record)
    if record.draft is None:
        raise NoDraft("there is nothing to look at")
    draft = checked_scheme(record.draft, SAMPLED)
    roster = people.directory(desk)
    asked = checked_month(month) if month else later(month_of(desk.now(), roster.desk.time_zone), -1)
    schemes = {each.scheme_id: number for each in store.schemes(desk)[0] if (number := each.version_in(asked))}
    run = Run(
        run_id=desk.new_id("prn"),
        month=asked,
        started_at=desk.now(),
        started_by=agent_name,
        schemes={**schemes, scheme_id: 0},
        number=len(roster.agents),
        draft=draft,
        draft_of=scheme_id,
    )
    until = desk.now() + PREVIEW_KEPT
    tx = Transaction(desk)
    mark(tx, once, {"run_id": run.run_id})
    store.put_preview(tx, scheme_id, run.run_id, until)
    begin_run(tx, run, until)
    try:
        tx.commit_and_tell()
    except AlreadyDone as done:
        return existing(store.run(desk, str(done.answer["run_id"])), "this preview is gone")
    return store.run(desk, run.run_id) or run


def read_preview(desk: Desk, scheme_id: str, after: str | None) -> tuple[Run, Sequence[Compared], str | None]:
    """The last preview of a scheme: how far it is, and, once it is done, a page of agents by their ids. Five requests.
    Raises ``NotFound``."""
    run_id = existing(store.preview(desk, scheme_id), "no preview was asked for")
    run = existing(store.run(desk, run_id), "this preview is gone")
    if run.is_under_way:
        return run, (), None
    page, more = store.results_after(desk, run_id, after, PAGE)
    shown = store.month(desk, run.month).run_of(None)
    known = store.briefs_of(desk, shown, [each.agent_id for each in page]) if shown is not None and page else []
    present = {each.agent_id: each for each in known}
    compared = [Compared(each, present.get(each.agent_id)) for each in page]
    return run, compared, page[-1].agent_id if more else None
