"""What this room does when something happened below, and when something is due."""

from __future__ import annotations

from chalicelib.conversations.model.conversation import ConversationEnded
from chalicelib.core.duties import Duty
from chalicelib.core.events import Listener
from chalicelib.followups.service import planning, renaming, runs, watch
from chalicelib.followups.service.definitions import RunCampaign
from chalicelib.followups.service.planning import PlanByRule
from chalicelib.followups.service.renaming import RenameOwner
from chalicelib.followups.service.runs import PlanPiece, TellShares
from chalicelib.followups.service.watch import CheckDeadline
from chalicelib.people.model.agents import AgentRenamed

LISTENERS = (
    Listener(ConversationEnded, "followups.on_conversation_ended", planning.plan_after),
    Listener(AgentRenamed, "followups.on_agent_renamed", renaming.rename_later),
)

DUTIES = (
    Duty(RenameOwner, renaming.rename),
    Duty(PlanByRule, planning.plan_by_rule),
    Duty(CheckDeadline, watch.check_deadline),
    Duty(RunCampaign, runs.run_when_due),
    Duty(PlanPiece, runs.plan_piece),
    Duty(TellShares, runs.tell_shares),
)
