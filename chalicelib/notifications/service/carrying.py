"""A letter by the way that its customer prefers, which is a room's above: on the website, or where they write from."""

from __future__ import annotations

from chalicelib.core import events
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Unavailable
from chalicelib.notifications.model.carrying import Carried, SaidSocially, ShownOnWeb
from chalicelib.notifications.model.email import Message, Refused, Unreachable
from chalicelib.notifications.model.notice import WEB, Notice


def carry(desk: Desk, notice: Notice, message: Message) -> str | Refused | Unreachable:
    """Its own id, or why it is not there."""
    try:
        outcome = _carried(desk, notice, message)
    except Unavailable as error:
        return Unreachable("unavailable", str(error))
    if outcome is None:
        return Refused("no_provider")
    if outcome.why is None:
        return notice.notice_id
    return Unreachable(outcome.why, outcome.detail) if outcome.again else Refused(outcome.why, outcome.detail)


def _carried(desk: Desk, notice: Notice, message: Message) -> Carried | None:
    if notice.channel == WEB:
        shown: Carried | None = events.ask(
            desk, ShownOnWeb(notice.notice_id, notice.to, notice.what, message.subject, message.text)
        )
        return shown
    said: Carried | None = events.ask(desk, SaidSocially(notice.notice_id, notice.to, message.text, notice.tries - 1))
    return said
