"""What this room does when something happened below, and when something is due."""

from __future__ import annotations

from typing import Any

from chalicelib.conversations.model.conversation import ConversationEnded
from chalicelib.core.desk import Desk
from chalicelib.followups.model.followup import EFFECTIVE, FollowUpDone
from chalicelib.surveys.service import answering, asking, links
from chalicelib.surveys.service.links import ASK, CALL_BACK, EXPIRE, REMIND, RESTATE, SEND_LINK


def on_conversation_ended(desk: Desk, event: ConversationEnded) -> None:
    """Somebody may be asked how it went, before the closing is answered."""
    asking.ask_after_conversation(desk, event.conversation_id)


def on_follow_up_done(desk: Desk, event: FollowUpDone) -> None:
    """A callback's end belongs to the figures of the score that opened it."""
    if event.kind == "callback":
        answering.note_callback_done(desk, event.followup_id, event.in_time, event.outcome in EFFECTIVE)


def ask(desk: Desk, payload: dict[str, Any]) -> None:
    """Something else than a conversation is over."""
    asking.ask_now(desk, payload)


def send_link(desk: Desk, payload: dict[str, Any]) -> None:
    """The widget has had its time."""
    links.send_link(desk, payload["survey_id"])


def remind(desk: Desk, payload: dict[str, Any]) -> None:
    """The link has had its time."""
    links.remind(desk, payload["survey_id"])


def expire(desk: Desk, payload: dict[str, Any]) -> None:
    """The survey is over."""
    links.expire(desk, payload["survey_id"])


def call_back(desk: Desk, payload: dict[str, Any]) -> None:
    """A low score came while there was nobody to call back."""
    answering.open_owed_callback(desk, payload["survey_id"])


def restate(desk: Desk, payload: dict[str, Any]) -> None:
    """An answer was changed after it had opened a callback."""
    answering.restate(desk, payload["callback_id"], payload["said"])


HANDLERS = {
    ASK: ask,
    SEND_LINK: send_link,
    REMIND: remind,
    EXPIRE: expire,
    CALL_BACK: call_back,
    RESTATE: restate,
}
