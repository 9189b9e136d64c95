"""Who listens to what: the one place where events meet the rooms above them, and work its handlers.

It stands above all rooms; only app.py and the tools of operation read it.
"""

from __future__ import annotations

from typing import Any

from chalicelib.assignment import work as assignment
from chalicelib.assignment.model import AssignedByHand
from chalicelib.campaigns import work as campaigns
from chalicelib.conversations import work as conversations
from chalicelib.conversations.model.conversation import (
    ConversationEnded,
    ConversationRequeued,
    ConversationStarted,
    PlaceChanged,
)
from chalicelib.core import dynamo, secrets
from chalicelib.core.database import Database
from chalicelib.core.desk import Desk, Handler, Settings
from chalicelib.core.events import Listener, subscriptions
from chalicelib.followups import work as followups
from chalicelib.followups.model.followup import FollowUpDone
from chalicelib.notifications import work as notifications
from chalicelib.notifications.model.notice import NoticeGivenUp
from chalicelib.notifications.senders import SnsSms, email_of_environment
from chalicelib.offline import work as offline
from chalicelib.people import work as people
from chalicelib.people.model.agents import AgentAvailable, AgentLeft, AgentRenamed, RightsChanged, ScopeChanged
from chalicelib.plans import work as plans
from chalicelib.plans.model.plan import KeywordsAdded
from chalicelib.plans.model.receiving import ReceiversChanged
from chalicelib.surveys import work as surveys

LISTENERS: tuple[Listener[Any], ...] = (
    Listener(ConversationStarted, "assignment.on_conversation_started", assignment.on_conversation_started),
    Listener(ConversationRequeued, "assignment.on_conversation_requeued", assignment.on_conversation_requeued),
    Listener(ConversationEnded, "assignment.on_conversation_ended", assignment.on_conversation_ended),
    Listener(ConversationEnded, "followups.on_conversation_ended", campaigns.on_conversation_ended),
    Listener(ConversationEnded, "surveys.on_conversation_ended", surveys.on_conversation_ended),
    Listener(KeywordsAdded, "conversations.on_keywords_added", conversations.on_keywords_added),
    Listener(PlaceChanged, "assignment.on_place_changed", assignment.on_place_changed),
    Listener(AssignedByHand, "assignment.on_assigned_by_hand", assignment.on_assigned_by_hand),
    Listener(AgentAvailable, "assignment.on_agent_available", assignment.on_agent_available),
    Listener(AgentLeft, "assignment.on_agent_left", assignment.on_agent_left),
    Listener(ReceiversChanged, "assignment.on_receivers_changed", assignment.on_receivers_changed),
    Listener(ScopeChanged, "plans.on_scope_changed", plans.on_scope_changed),
    Listener(AgentRenamed, "conversations.on_agent_renamed", conversations.on_agent_renamed),
    Listener(AgentRenamed, "followups.on_agent_renamed", followups.on_agent_renamed),
    Listener(AgentRenamed, "offline.on_agent_renamed", offline.on_agent_renamed),
    Listener(RightsChanged, "offline.on_rights_changed", offline.on_rights_changed),
    Listener(NoticeGivenUp, "offline.on_notice_given_up", offline.on_notice_given_up),
    Listener(FollowUpDone, "surveys.on_follow_up_done", surveys.on_follow_up_done),
)

SUBSCRIPTIONS = subscriptions(LISTENERS)

HANDLERS: dict[str, Handler] = {
    **people.HANDLERS,
    **plans.HANDLERS,
    **conversations.HANDLERS,
    **assignment.HANDLERS,
    **notifications.HANDLERS,
    **followups.HANDLERS,
    **campaigns.HANDLERS,
    **surveys.HANDLERS,
    **offline.HANDLERS,
    **{listener.kind: listener for listener in LISTENERS},
}


def desk_of_environment(database: Database | None = None) -> Desk:
    """The desk as the environment describes it, with everybody listening; on the environment's DynamoDB, unless a
    ``database`` is given.
    """
    environ = secrets.environment()
    senders = {"email": email_of_environment(environ), "sms": SnsSms()}
    return Desk(
        Settings.from_environment(environ),
        database or dynamo.of_environment(environ),
        subscriptions=SUBSCRIPTIONS,
        handlers=HANDLERS,
        senders=senders,
    )
