"""What people and timers do with follow-ups.

``callbacks``: opened after low scores. ``planning``: by hand, by rules. ``definitions``: campaigns and rules. ``runs``:
what campaigns do. ``calling``: calls, outcomes, giving to others. ``watch``: what time brings. ``lists``: who has what.
"""

from chalicelib.followups.service.access import find
from chalicelib.followups.service.callbacks import callback_id_of, choose_owner, open_callback, restate
from chalicelib.followups.service.calling import assign_follow_up, read_follow_up, record_call
from chalicelib.followups.service.definitions import (
    RUN,
    create_campaign,
    create_rule,
    list_campaigns,
    list_rules,
    read_campaign,
    update_campaign,
    update_rule,
)
from chalicelib.followups.service.lists import list_follow_ups
from chalicelib.followups.service.planning import PLAN_BY_RULE, plan_after, plan_by_rule, plan_follow_up
from chalicelib.followups.service.renaming import RENAME, rename, rename_later
from chalicelib.followups.service.runs import PIECE, TELL, plan_piece, run_now, run_when_due, tell_shares
from chalicelib.followups.service.watch import LOOK_AFTER, look_after
from chalicelib.followups.store import AlreadyPlanned, FollowUpMoved, followups

__all__ = [
    "LOOK_AFTER",
    "PIECE",
    "PLAN_BY_RULE",
    "RENAME",
    "RUN",
    "TELL",
    "AlreadyPlanned",
    "FollowUpMoved",
    "assign_follow_up",
    "callback_id_of",
    "choose_owner",
    "create_campaign",
    "create_rule",
    "find",
    "followups",
    "list_campaigns",
    "list_follow_ups",
    "list_rules",
    "look_after",
    "open_callback",
    "plan_after",
    "plan_by_rule",
    "plan_follow_up",
    "plan_piece",
    "read_campaign",
    "read_follow_up",
    "record_call",
    "rename",
    "rename_later",
    "restate",
    "run_now",
    "run_when_due",
    "tell_shares",
    "update_campaign",
    "update_rule",
]
