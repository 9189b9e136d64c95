"""What this room does when something happened below, when something is due, and when it is asked."""

from __future__ import annotations

from chalicelib.core.duties import Duty
from chalicelib.core.events import Answering, Beside, Listener
from chalicelib.notices.service import following, mailings, offering, order_news, rechecking, showing, subscribing
from chalicelib.notices.service.mailings import SendPage
from chalicelib.notices.service.order_news import TellOrderNews
from chalicelib.notices.service.subscribing import PassOn
from chalicelib.notifications.model.awaited import LetterAwaited
from chalicelib.notifications.model.carrying import ShownOnWeb
from chalicelib.notifications.model.notice import LetterFollowed
from chalicelib.orders.model.states import OrderChanged, OrdersFollowed
from chalicelib.plans.model.helping import NoticesOffered
from chalicelib.tickets.model.origins import TicketWritten

LISTENERS = (
    Listener(LetterFollowed, "notices.on_letter_followed", following.note_letter),
    Listener(OrderChanged, "notices.on_order_changed", order_news.hear),
)

BESIDE = (Beside(TicketWritten, "search.on_ticket_written", order_news.hear_ticket),)

DUTIES = (
    Duty(SendPage, mailings.send_page),
    Duty(PassOn, subscribing.pass_on),
    Duty(TellOrderNews, order_news.tell_order),
)

ANSWERING = (
    Answering(LetterAwaited, rechecking.recheck),
    Answering(NoticesOffered, offering.is_offered),
    Answering(ShownOnWeb, showing.show),
    Answering(OrdersFollowed, order_news.is_followed),
)
