"""What belongs to an incident, and how much that was in each ten minutes, each hour and each day."""

from __future__ import annotations

from datetime import datetime, timedelta
from heapq import merge
from itertools import islice

from pynamodb.attributes import NumberAttribute

from chalicelib.core import times
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Lost
from chalicelib.core.tables import Packed
from chalicelib.core.transactions import Transaction
from chalicelib.incidents.model.incident import Incident
from chalicelib.incidents.model.links import FINEST, SHARES, SPANS, Link, span_of
from chalicelib.incidents.store.bursts import about_key
from chalicelib.incidents.store.keys import Keys, share_of


class LinkRow(Keys):
    link = Packed(Link)


class LinkedRow(Keys):
    """That it is linked, which happens once."""


class ContactsRow(Keys):
    number = NumberAttribute(default=0)


class Linked(Lost):
    """It is linked already."""


def put_link(tx: Transaction, incident_id: str, link: Link) -> None:
    """It belongs to the incident from now on, and is counted. Lost: ``Linked``."""
    share, order = share_of(link.about), f"{times.sortable(link.at)}#{link.about}"
    marker = LinkedRow(about_key(link.about), f"link#{incident_id}")
    tx.put(marker, condition=LinkedRow.key.does_not_exist(), losing=lambda _: Linked("linked before"))
    tx.put(LinkRow(_links(incident_id, share), order, link=link))
    for span in SPANS:
        row = ContactsRow(_contacts(incident_id, share, span), times.stored(span_of(link.at, span)))
        tx.update(row, [ContactsRow.number.add(1)])


def newest(desk: Desk, incident_id: str, limit: int, before: str | None) -> tuple[list[tuple[str, Link]], bool]:
    """What belongs to it, the newest first, with its place, and whether there is more; a query for each share.

    ``before``: only what stands before this place.
    """
    behind = LinkRow.order < before if before is not None else None
    pages, more = list[list[tuple[str, Link]]](), False
    for share in range(SHARES):
        items, following = LinkRow.read_page(
            desk.database, _links(incident_id, share), range_condition=behind, limit=limit, forward=False
        )
        pages.append([(each["order"]["S"], LinkRow.link.held_in(each)) for each in items])
        more = more or following is not None
    together = list(merge(*pages, key=lambda each: each[0], reverse=True))
    return list(islice(together, limit)), more or len(together) > limit


def contacts(desk: Desk, incident: Incident, span: timedelta) -> dict[datetime, int]:
    """How many there were in each span that had any; a query for each share, more where a version before counted all of
    it by ten minutes alone."""
    found: dict[datetime, int] = {}
    kept = span if incident.by_spans else FINEST
    for share in range(SHARES):
        for item in ContactsRow.all_pages(desk.database, _contacts(incident.incident_id, share, kept)):
            at = span_of(times.read(item["order"]["S"]), span)
            found[at] = found.get(at, 0) + int(item["number"]["N"])
    return dict(sorted(found.items()))


def _links(incident_id: str, share: int) -> str:
    return f"link#{incident_id}#{share}"


def _contacts(incident_id: str, share: int, span: timedelta) -> str:
    key = f"contacts#{incident_id}#{share}"
    return key if span == FINEST else f"{key}#{span.total_seconds():.0f}"
