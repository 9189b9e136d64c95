"""What this room does when something happened below, and when something is due."""

from __future__ import annotations

from chalicelib.conversations.model.words import PromiseSought
from chalicelib.core.duties import Duty
from chalicelib.core.events import Answering, Listener
from chalicelib.followups.service import proposing, renaming, ticketed, visits, watch
from chalicelib.followups.service.renaming import RenameOwner
from chalicelib.followups.service.watch import CheckDeadline
from chalicelib.people.model.agents import AgentRenamed
from chalicelib.tickets.model.effects import VisitWanted
from chalicelib.tickets.model.origins import FollowUpSought

LISTENERS = (
    Listener(AgentRenamed, "followups.on_agent_renamed", renaming.rename_later),
    Listener(VisitWanted, "followups.on_visit_wanted", visits.plan_visit),
)

ANSWERING = (Answering(FollowUpSought, ticketed.known_of), Answering(PromiseSought, proposing.proposed))

DUTIES = (
    Duty(RenameOwner, renaming.rename),
    Duty(CheckDeadline, watch.check_deadline),
)
