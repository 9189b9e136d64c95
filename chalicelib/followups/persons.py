"""What is kept of people in callbacks, return visits and promises (F6)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from chalicelib.core.aging import Aged, Span, Thing, in_list, kept_as
from chalicelib.core.colleagues import copies
from chalicelib.core.persons import (
    ABOUT,
    ERASED,
    VISITOR,
    Kept,
    Trace,
    blanked,
    days_left,
    listed,
    value_in,
)
from chalicelib.core.tables import RawItem
from chalicelib.followups.model.followup import DONE
from chalicelib.followups.store import FOLLOW_UP, FollowUpRow, sortable


def _leads(item: RawItem) -> Iterable[Trace]:
    held, key = value_in(item, "followup"), item["key"]["S"]
    return Trace(ABOUT, key), *days_left((held["owner"]["id"],), held["created_at"], held.get("done_at"), key)


DECLARED = (
    Kept(
        name="followups.followup",
        rows=(FollowUpRow,),
        of=VISITOR,
        find=listed(FollowUpRow, "by_visitor"),
        leads=_leads,
        erase=blanked(
            FollowUpRow,
            {
                "followup.visitor_name": None,
                "followup.email": None,
                "followup.mobile": None,
                "followup.comment": "",
                "followup.script": "",
                "followup.notes.*.text": ERASED,
                "followup.remarks.*.text": ERASED,
            },
            bumps=("version", "followup.version"),
        ),
        hides=("version",),
    ),
)


def _over(item: RawItem) -> Thing | None:
    follow_up = FollowUpRow.followup.held_in(item)
    if follow_up.state != DONE:
        return None
    since = follow_up.done_at or follow_up.due_at
    return Thing(
        follow_up.followup_id, since, item["listed"]["S"], follow_up.plan_key, follow_up.visitor_id, follow_up.about
    )


def _between(_: str, span: Span) -> Any:
    return FollowUpRow.listed.between(f"{DONE}#{sortable(span.begin)}", f"{DONE}#{sortable(span.until)}")


AGED = (
    Aged(
        name="followups",
        row=FollowUpRow,
        keys=lambda followup_id: (followup_id, FOLLOW_UP),
        meaning=_over,
        mark="listed",
        shelves=lambda _: (DONE,),
        find=in_list(FollowUpRow, "by_state", _between, _over),
        kept=kept_as("followups.followup", DECLARED),
    ),
)
AGENTS = (copies(FollowUpRow),)
