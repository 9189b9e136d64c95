"""What is kept of people who subscribe, need something, and are told of it (F6): that a mailing reached somebody
stays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from chalicelib.core.colleagues import copies
from chalicelib.core.desk import Desk
from chalicelib.core.persons import (
    ABOUT,
    TICKET,
    VISITOR,
    Kept,
    Start,
    Trace,
    gone,
    kept_as_it_is,
    listed,
    partition,
    value_in,
)
from chalicelib.core.tables import RawItem
from chalicelib.notices.store.books import SubscriptionRow
from chalicelib.notices.store.mailings import about_of, mailed_to

_OWN = ("version", "order", "expires_at")


def _needs(item: RawItem) -> Iterable[Trace]:
    need = value_in(item, "need")
    if need is not None:
        yield Trace(ABOUT, need["need_id"])
        if need.get("ticket_id"):
            yield Trace(TICKET, need["ticket_id"])


def _mailed(desk: Desk, visitor_id: str, start: Start) -> tuple[Sequence[RawItem], Start]:
    """By which mailings they were written to, or were not; a query and a read for each page."""
    return listed(SubscriptionRow, "by_shelf")(desk, mailed_to(visitor_id), start)


def _letter(item: RawItem) -> Iterable[Trace]:
    mailing_id = item["shelf"]["S"].split("#")[1]
    return (Trace(ABOUT, about_of(mailing_id, item["key"]["S"])),)


DECLARED = (
    Kept(
        name="notices.of_customer",
        rows=(SubscriptionRow,),
        of=VISITOR,
        find=partition(SubscriptionRow, "customer#"),
        leads=_needs,
        erase=gone(SubscriptionRow),
        hides=_OWN,
    ),
    Kept(
        name="notices.mailed",
        rows=(SubscriptionRow,),
        of=VISITOR,
        find=_mailed,
        leads=_letter,
        erase=kept_as_it_is,
        hides=_OWN,
    ),
)

AGENTS = (copies(SubscriptionRow, texts=("mailing.by_name",)),)
