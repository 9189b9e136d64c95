"""What this room does when something happened below, and when something is due."""

from __future__ import annotations

from chalicelib.campaigns.service import carrying, definitions, rules, runs, standing, withdrawing
from chalicelib.campaigns.service.carrying import BringUp
from chalicelib.campaigns.service.definitions import RunCampaign
from chalicelib.campaigns.service.rules import PlanByRule
from chalicelib.campaigns.service.runs import PlanPiece, TellShares
from chalicelib.campaigns.service.standing import KeepSome, Restand
from chalicelib.campaigns.service.withdrawing import Withdraw
from chalicelib.conversations.model.conversation import ConversationEnded
from chalicelib.core.duties import Duty
from chalicelib.core.events import Answering, Listener
from chalicelib.followups.model.followup import CampaignSought
from chalicelib.visitors.model.visitor import CareChanged

# kinds are never renamed: these were the room followups' before they were this room's
LISTENERS = (
    Listener(ConversationEnded, "followups.on_conversation_ended", rules.plan_after),
    Listener(CareChanged, "campaigns.on_care_changed", standing.hear_change),
)

ANSWERING = (Answering(CampaignSought, definitions.is_there),)

DUTIES = (
    Duty(PlanByRule, rules.plan_by_rule),
    Duty(RunCampaign, runs.run_when_due),
    Duty(PlanPiece, runs.plan_piece),
    Duty(TellShares, runs.tell_shares),
    Duty(BringUp, carrying.bring_up),
    Duty(Restand, standing.restand_page),
    Duty(KeepSome, standing.keep_some),
    Duty(Withdraw, withdrawing.withdraw),
)
