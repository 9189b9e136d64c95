"""What is kept of whoever is, or was, on a website (F6)."""

from __future__ import annotations

from collections.abc import Sequence

from chalicelib.core.colleagues import copies
from chalicelib.core.desk import Desk
from chalicelib.core.persons import (
    ERASED,
    VISITOR,
    Kept,
    Nothing,
    Start,
    blanked,
    gone,
    one_item,
)
from chalicelib.core.tables import RawItem
from chalicelib.monitoring import store
from chalicelib.monitoring.store import CountRow, InvitedRow, LiveRow


def _invited(desk: Desk, visitor_id: str, _: Start) -> tuple[Sequence[RawItem], Start]:
    """The invitations that they were shown, as long as these are kept; a query for each month."""
    return store.invited(desk, visitor_id), None


DECLARED = (
    Kept(
        name="monitoring.invited",
        rows=(InvitedRow,),
        of=VISITOR,
        find=_invited,
        erase=blanked(InvitedRow, {"invitation.text": ERASED}),
        hides=("expires_at",),
    ),
    Kept(
        name="monitoring.live",
        rows=(LiveRow,),
        of=VISITOR,
        find=one_item(LiveRow, lambda visitor_id: (f"visitor#{visitor_id}", "now")),
        erase=gone(LiveRow),
        hides=("expires_at", "version", "place"),
    ),
    Nothing(rows=(CountRow,), why="numbers of a rule and month"),
)

AGENTS = (
    copies(InvitedRow, LiveRow),
    Nothing(rows=(CountRow,), why="numbers of a rule and month"),
)
