"""Visits that the desk planned for a date which is another by now: moved, or cancelled (D3). Pure."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from chalicelib.followups.model.followup import CANCELLED, DONE, OPEN, FollowUp, Remark, remarked


def is_untouched(follow_up: FollowUp) -> bool:
    """Whether nobody has called yet: what people did is theirs, whatever it was planned for."""
    return follow_up.state == OPEN and not follow_up.notes


def redated(follow_up: FollowUp, due_at: datetime, text: str, now: datetime) -> FollowUp:
    """It is due at another time; a remark says why."""
    noted = remarked(follow_up, text, now) or follow_up
    moved = replace(noted, due_at=due_at, promised_at=due_at, warned=False)
    return replace(moved, version=follow_up.version + 1)


def cancelled(follow_up: FollowUp, text: str, now: datetime) -> FollowUp:
    """There is nothing to call about any more; a remark says why."""
    over = replace(follow_up, state=DONE, outcome=CANCELLED, done_at=now, next_at=None)
    return replace(over, remarks=(*follow_up.remarks, Remark(now, text)), version=follow_up.version + 1)
