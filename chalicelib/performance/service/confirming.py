"""Confirming a month: what was looked at becomes its next revision, in one write, and stays as it is (F5)."""

from __future__ import annotations

from msgspec.structs import replace

from chalicelib.core import audit, races
from chalicelib.core.audit import By
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, existing
from chalicelib.core.text import checked
from chalicelib.core.transactions import Transaction
from chalicelib.performance import store
from chalicelib.performance.model.runs import (
    LONGEST_REASON,
    MOST_REVISIONS,
    DraftMoved,
    Month,
    MonthNotOver,
    Revision,
    Run,
    TooManyRevisions,
)
from chalicelib.performance.store import MonthMoved, StampMoved


def list_months(desk: Desk, before: str | None) -> tuple[list[Month], str | None]:
    """A page of months, the latest first; one query."""
    page, more = store.months(desk, before)
    return page, page[-1].month if more else None


def read_month(desk: Desk, name: str) -> tuple[Month, Run | None, Run | None, bool]:
    """A month, its draft, the run that is under way, and whether the draft is of what holds now; five reads at most."""
    month = store.month(desk, name)
    draft = store.run(desk, month.draft) if month.draft is not None else None
    running = store.run(desk, month.running) if month.running is not None else None
    is_current = draft is not None and draft.inputs == month.inputs and draft.stamp == store.stamp(desk)
    return month, draft, running if running is not None and running.is_under_way else None, is_current


def confirm(desk: Desk, by: By, name: str, run_id: str, reason: str = "") -> Month:
    """The draft that was looked at is the month's next revision; nothing that happens later changes it. Once: a draft
    that was confirmed is confirmed. Three reads and a write.

    ``reason`` is asked of a correction. Raises ``MonthNotOver``, ``DraftMoved`` where the draft is another one, or what
    it is made of was changed since, ``TooManyRevisions``, ``Invalid``.
    """

    def act(before: Month) -> Month:
        if any(each.run_id == run_id for each in before.revisions):
            return before
        run = store.run(desk, run_id) if before.draft == run_id else None
        if run is None or run.inputs != before.inputs:
            raise _moved(before)
        if not run.is_whole:
            raise MonthNotOver("it has to be computed once all of the month is counted")
        after = replace(
            before,
            draft=None,
            revisions=(*before.revisions, _revision(desk, by, before, run, reason)),
            version=before.version + 1,
        )
        tx = Transaction(desk)
        store.write_month(tx, before, after)
        store.check_stamp(tx, run.stamp)
        told = {"revision": run.revision, "run_id": run_id, "reason": reason}
        audit.note(tx, by, "confirm_performance", name, before={"revision": run.revision - 1}, after=told)
        try:
            tx.commit()
        except StampMoved:
            raise _moved(before) from None
        return after

    return races.follow(desk, store.month(desk, name), act, MonthMoved)


def _moved(month: Month) -> DraftMoved:
    return DraftMoved("compute it anew, look at it, and confirm that", extra={"draft": month.draft})


def _revision(desk: Desk, by: By, before: Month, run: Run, reason: str) -> Revision:
    if len(before.revisions) >= MOST_REVISIONS:
        raise TooManyRevisions(f"at most {MOST_REVISIONS}")
    if before.revisions and not reason.strip():
        raise Invalid.field("reason", "why it is corrected")
    return Revision(
        revision=len(before.revisions) + 1,
        run_id=run.run_id,
        confirmed_at=desk.now(),
        confirmed_by=by.agent_id,
        confirmed_by_name=by.name,
        computed_at=existing(run.finished_at, "it is not computed yet"),
        reason=checked("reason", reason, longest=LONGEST_REASON) if reason.strip() else "",
    )
