"""What this room does when something happened below, and when something is due."""

from __future__ import annotations

from chalicelib.channels.service import carrying, fetching, letters, mailing, sending, texting, watching
from chalicelib.channels.service.fetching import Fetch, TakeLater
from chalicelib.channels.service.mailing import TakeMail
from chalicelib.channels.service.sending import Send
from chalicelib.channels.service.texting import TakeText
from chalicelib.channels.service.waiting import Resume
from chalicelib.conversations.model.channelled import ReplyElsewhere
from chalicelib.conversations.model.telling import SaidElsewhere
from chalicelib.core.duties import Duty
from chalicelib.core.events import Answering, Listener
from chalicelib.notifications.model.answering import AnswersSought
from chalicelib.notifications.model.carrying import SaidSocially, SocialSought
from chalicelib.offline.model.message import MessageWritten

LISTENERS = (
    Listener(SaidElsewhere, "channels.on_said", sending.hear),
    Listener(MessageWritten, "channels.on_message_written", sending.hear_left),
)

DUTIES = (
    Duty(Send, sending.send),
    Duty(Fetch, fetching.fetch),
    Duty(TakeLater, fetching.take_later),
    Duty(TakeMail, mailing.take_mail),
    Duty(Resume, mailing.resume),
    Duty(TakeText, texting.take_text),
)

ANSWERING = (
    Answering(ReplyElsewhere, watching.in_the_way_of),
    Answering(AnswersSought, letters.answered_at),
    Answering(SocialSought, carrying.may_be_told),
    Answering(SaidSocially, carrying.say),
)
