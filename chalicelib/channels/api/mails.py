"""Mails that wait for a person, for those who keep channels (A9)."""

from __future__ import annotations

import msgspec

from chalicelib.channels.api.views import MailView, show_mail
from chalicelib.channels.model.posted import NeverTaken, NotParked, UnknownMail
from chalicelib.channels.service import parking
from chalicelib.core.http import Answer, Call, Empty, Routes
from chalicelib.core.pages import PageOf, PageQuery, placed, start_of
from chalicelib.core.text import Id
from chalicelib.people import service as people

routes = Routes(__name__)

MAILS = "/v1/admin/mails"
ONE = MAILS + "/{mail_id}"
managing = people.may("channels.manage", everywhere=True)


class TakeMailIn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``channel_id``: the channel of e-mail that it is for; left out, the one that its address says."""

    channel_id: Id | None = None


@routes.get(MAILS, caller=managing, query=PageQuery)
def list_mails(call: Call[people.Caller]) -> Answer[PageOf[MailView]]:
    """Mails that wait for a person, the newest first.

    To nobody's address, by a machine, spam, too many, unreadable; kept for ninety days."""
    found, more = parking.list_parked(call.desk, start_of(call))
    return Answer(placed(call, found, show_mail, more=more))


@routes.post(ONE + "/take", caller=managing, body=TakeMailIn, raises=(UnknownMail, NotParked, NeverTaken))
def take_in_mail(call: Call[people.Caller], mail_id: str) -> Answer[MailView]:
    """It becomes part of a conversation, as what a person wrote, soon after. Twice is once."""
    by = call.caller.by(call.request_id)
    return Answer(show_mail(parking.take_in_by_hand(call.desk, mail_id, call.body.channel_id, by)))


@routes.post(ONE + "/drop", caller=managing, body=Empty, raises=(UnknownMail, NotParked))
def drop_mail(call: Call[people.Caller], mail_id: str) -> Answer[MailView]:
    """It is of no use, and goes. Twice is once."""
    return Answer(show_mail(parking.drop(call.desk, mail_id, call.caller.by(call.request_id))))
