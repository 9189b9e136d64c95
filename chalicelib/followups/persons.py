"""What is kept of people in callbacks, return visits and promises (F6)."""

from __future__ import annotations

from collections.abc import Iterable

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
from chalicelib.followups.store import FollowUpRow


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

AGENTS = (copies(FollowUpRow),)
