"""What this room does when something happened below, and when something is due."""

from __future__ import annotations

from chalicelib.core.duties import Duty
from chalicelib.core.events import Listener
from chalicelib.notices.service import following, mailings, subscribing
from chalicelib.notices.service.mailings import SendPage
from chalicelib.notices.service.subscribing import PassOn
from chalicelib.notifications.model.notice import LetterFollowed

LISTENERS = (Listener(LetterFollowed, "notices.on_letter_followed", following.note_letter),)

DUTIES = (
    Duty(SendPage, mailings.send_page),
    Duty(PassOn, subscribing.pass_on),
)
