"""Who came back about the same: the contacts of one customer are looked at together, once one of them is over (F1)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from chalicelib.core import races
from chalicelib.core.desk import Desk
from chalicelib.core.errors import NotFound
from chalicelib.core.transactions import Transaction
from chalicelib.reports.model.contacts import LONGEST, Contact, judged, opened_at
from chalicelib.reports.model.facts import Fact
from chalicelib.reports.service.ground import Ground, ground
from chalicelib.reports.service.writing import put_facts
from chalicelib.reports.store import log as store
from chalicelib.reports.store.log import ContactsMoved
from chalicelib.visitors import service as visitors

TOGETHER = 15  # contacts written at once, each with its fact


def look_at_contacts(desk: Desk, visitor_id: str, ends: Sequence[Fact]) -> None:
    """Count these ends of a visitor's conversation as contacts, and mend what the customer's others are to them. Safe
    to repeat, and at once.

    Four requests, one more for each visitor that the customer is known as, and a transaction where anything is
    otherwise than it was counted.
    """
    there = ground(desk)
    kept = [Contact(visitor_id, each) for each in ends if there.keeps(each.at)]
    if kept:
        ids = _known_as(desk, visitor_id)
        while races.again(desk, lambda: _look(desk, there, ids, kept), ContactsMoved, tries=races.CROWD):
            pass


def _known_as(desk: Desk, visitor_id: str) -> tuple[str, ...]:
    try:
        return visitors.whole(desk, visitor_id).all_ids
    except NotFound:
        return (visitor_id,)


def _look(desk: Desk, there: Ground, ids: tuple[str, ...], ended: Sequence[Contact]) -> bool:
    """Whether there is more to write. Lost: ``ContactsMoved``."""
    number = store.looked(desk, ids[0])
    within = timedelta(days=there.settings.contact_days)
    first = min(opened_at(each.end) for each in ended) - 2 * within - LONGEST
    pages = [store.contacts(desk, one, first) for one in ids]
    known = {each.place: each for page in pages for each in page}
    since = max([first, *(page[-1].end.at for page in pages if len(page) == store.MOST_CONTACTS)])
    all_of_them = known | {each.place: each for each in ended}
    changed = [
        each
        for each in judged(all_of_them.values(), within)
        if there.keeps(each.end.at)
        and (each.place not in known or (known[each.place].told != each.told and opened_at(each.end) - within >= since))
    ]  # of one that began soon after what was read it is not known what was before it: it stays as it was counted

    def also(tx: Transaction) -> None:
        store.put_looked(tx, ids[0], number)
        for each in changed[:TOGETHER]:
            store.put_contact(tx, each, there.settings.kept_until(each.end.at))

    if changed:
        facts = [each.told for each in changed[:TOGETHER] if each.told is not None]
        put_facts(desk, facts, also=also, there=there)
    return len(changed) > TOGETHER
