"""What belongs to an incident: each thing once, with its time, whoever finds it and however often (F9)."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from chalicelib.core import work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.transactions import Transaction
from chalicelib.incidents.model.incident import BY_RULE
from chalicelib.incidents.model.links import SHARES, Link
from chalicelib.incidents.store import bursts, links
from chalicelib.incidents.store.links import Linked

TOGETHER = 25  # of one piece of work


class LinkThing(Due, frozen=True):
    """Something belongs to an incident."""

    kind = "incidents.link"

    incident_id: str
    about: str
    at: datetime
    way: str


class LinkEarlier(Due, frozen=True):
    """What counted for a topic since then, before it had this incident: the next of a share, behind ``after``."""

    kind = "incidents.link_earlier"

    incident_id: str
    topic: str
    since: datetime
    share: int
    after: str | None = None


def link_thing(desk: Desk, incident_id: str, link: Link) -> None:
    """It belongs to the incident; one transaction. Twice is once."""
    tx = Transaction(desk)
    links.put_link(tx, incident_id, link)
    with suppress(Linked):
        tx.commit()


def link_due(desk: Desk, due: LinkThing) -> None:
    """The same by due work."""
    link_thing(desk, due.incident_id, Link(due.about, due.at, due.way))


def link_earlier_later(tx: Transaction, incident_id: str, topic: str, since: datetime) -> None:
    """Add to the transaction: what counted since then belongs to the incident."""
    for share in range(SHARES):
        work.put(tx, LinkEarlier(incident_id, topic, since, share))


def link_earlier(desk: Desk, due: LinkEarlier) -> None:
    """Link some of a share, and have the next ones follow. A query, and a transaction for each. Safe to repeat."""
    rows, following = bursts.signs(desk, due.topic, due.share, due.since, TOGETHER, due.after)
    for about, at, leads_to in bursts.rows_of(rows):
        link_thing(desk, due.incident_id, Link(about, at, BY_RULE, leads_to))
    if following is not None:
        work.put_alone(desk, LinkEarlier(due.incident_id, due.topic, due.since, due.share, following))
