"""A notice is about to go out: whether it still should, asked at each try (A11).

A letter waits for its hours, or for a provider that is down; meanwhile its customer may have ended the one subscription
that it was owed to, its order may have gone on, and a mailing has hours of its own.
"""

from __future__ import annotations

from typing import Any

from chalicelib.core.desk import Desk
from chalicelib.core.errors import NotFound
from chalicelib.core.tables import read_all
from chalicelib.core.transactions import Transaction
from chalicelib.notices.model.mailings import Mailing
from chalicelib.notices.model.news import marks_in
from chalicelib.notices.model.subscriptions import ACTIVE, Subscription
from chalicelib.notices.store import customers, mailings
from chalicelib.notifications.model.awaited import ENDED, OUTDATED, Awaited, LetterAwaited
from chalicelib.orders import service as orders
from chalicelib.visitors import service as visitors

LOOKED_AT = 90


def recheck(desk: Desk, asked: LetterAwaited) -> Awaited:
    """Whether a notice still goes out. One read, one more for an order's, and for a customer who is several."""
    thing = str(asked.words.get("about") or "")
    marks = marks_in(asked.words.get("marks"))
    if marks and asked.plan_key is not None and not orders.is_still_so(desk, asked.plan_key, thing, marks):
        return Awaited(OUTDATED)
    wanted: list[Any] = _subscriptions(desk, asked, thing)
    if asked.what == "campaign_notice":
        wanted.append(mailings.wanted_mailing(asked.about.partition("~")[0]))
    found = read_all(desk.database, wanted) if wanted else []
    mailing = next((each for each in found if isinstance(each, Mailing)), None)
    also = mailing.within if mailing is not None else None
    if asked.topic_id is None:
        return Awaited(also=also)
    owed = [each for each in found if isinstance(each, Subscription) and each.state == ACTIVE]
    if not owed:
        return Awaited(ENDED)

    def hold(tx: Transaction, lost: Exception) -> None:
        customers.check_subscription(tx, owed[0], lost)

    return Awaited(also=also, hold=hold)


def _subscriptions(desk: Desk, asked: LetterAwaited, thing: str) -> list[Any]:
    """Those that the letter may be owed to: to this thing, or to all of its topic."""
    if asked.customer is None or asked.topic_id is None:
        return []
    customer = asked.customer
    if customer.merged:
        try:
            customer = visitors.card(desk, customer.visitor_id)
        except NotFound:
            return []
    return [
        customers.wanted_subscription(each, asked.topic_id, about)
        for each in customer.all_ids
        for about in dict.fromkeys((thing, ""))
    ][:LOOKED_AT]
