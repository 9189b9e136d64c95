"""Who listens to what: the one place where events meet the rooms above them, and work its handlers.

It stands above all rooms; only app.py and the tools of operation read it.
"""

from __future__ import annotations

from chalicelib.assignment import work as assignment
from chalicelib.conversations import work as conversations
from chalicelib.core import secrets
from chalicelib.core.desk import Desk, Handler, Settings
from chalicelib.followups import work as followups
from chalicelib.notices import work as notices
from chalicelib.notices.senders import SnsSms, email_of_environment
from chalicelib.offline import work as offline
from chalicelib.people import work as people
from chalicelib.surveys import work as surveys

SUBSCRIPTIONS: dict[str, tuple[str, ...]] = {
    "ConversationStarted": ("assignment.on_conversation_started",),
    "ConversationEnded": (
        "assignment.on_conversation_ended",
        "followups.on_conversation_ended",
        "surveys.on_conversation_ended",
    ),
    "KeywordsAdded": ("conversations.on_keywords_added",),
    "PlaceChanged": ("assignment.on_place_changed",),
    "AssignedByHand": ("assignment.on_assigned_by_hand",),
    "AgentAvailable": ("assignment.on_agent_available",),
    "AgentLeft": ("assignment.on_agent_left",),
    "RightsChanged": ("offline.on_rights_changed",),
    "NoticeGivenUp": ("offline.on_notice_given_up",),
    "FollowUpDone": ("surveys.on_follow_up_done",),
}

HANDLERS: dict[str, Handler] = {
    **people.HANDLERS,
    **conversations.HANDLERS,
    **assignment.HANDLERS,
    **notices.HANDLERS,
    **followups.HANDLERS,
    **surveys.HANDLERS,
    **offline.HANDLERS,
}


def desk_of_environment() -> Desk:
    """The desk as the environment describes it, with everybody listening."""
    environ = secrets.environment()
    senders = {"email": email_of_environment(environ), "sms": SnsSms()}
    return Desk(
        Settings.from_environment(environ),
        subscriptions=SUBSCRIPTIONS,
        handlers=HANDLERS,
        senders=senders,
    )
