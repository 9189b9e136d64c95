"""What this room does when something happened below, and when something is due."""

from __future__ import annotations

from chalicelib.conversations.model.conversation import ConversationEnded
from chalicelib.core.duties import Duty
from chalicelib.core.events import Listener
from chalicelib.followups.model.followup import FollowUpDone
from chalicelib.surveys.service import answering, asking, links
from chalicelib.surveys.service.answering import CallBack, Restate
from chalicelib.surveys.service.asking import Ask
from chalicelib.surveys.service.links import Expire, Remind, SendLink
from chalicelib.tickets.model.effects import RatingWanted

LISTENERS = (
    Listener(ConversationEnded, "surveys.on_conversation_ended", asking.ask_after_conversation),
    Listener(RatingWanted, "surveys.on_rating_wanted", asking.ask_about_ticket),
    Listener(FollowUpDone, "surveys.on_follow_up_done", answering.note_callback_done),
)

DUTIES = (
    Duty(Ask, asking.ask_now),
    Duty(SendLink, links.send_link),
    Duty(Remind, links.remind),
    Duty(Expire, links.expire),
    Duty(CallBack, answering.open_owed_callback),
    Duty(Restate, answering.restate),
)
