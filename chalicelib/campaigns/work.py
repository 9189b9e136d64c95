"""What this room does when something happened below, and when something is due."""

from __future__ import annotations

from chalicelib.campaigns.service import carrying, definitions, rules, runs
from chalicelib.campaigns.service.carrying import BringUp
from chalicelib.campaigns.service.definitions import RunCampaign
from chalicelib.campaigns.service.rules import PlanByRule
from chalicelib.campaigns.service.runs import PlanPiece, TellShares
from chalicelib.conversations.model.conversation import ConversationEnded
from chalicelib.core.duties import Duty
from chalicelib.core.events import Answering, Listener
from chalicelib.followups.model.followup import CampaignSought

# kinds are never renamed: these were the room followups' before they were this room's
LISTENERS = (Listener(ConversationEnded, "followups.on_conversation_ended", rules.plan_after),)

ANSWERING = (Answering(CampaignSought, definitions.is_there),)

DUTIES = (
    Duty(PlanByRule, rules.plan_by_rule),
    Duty(RunCampaign, runs.run_when_due),
    Duty(PlanPiece, runs.plan_piece),
    Duty(TellShares, runs.tell_shares),
    Duty(BringUp, carrying.bring_up),
)
