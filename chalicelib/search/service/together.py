"""Many customers made findable at once, as an import brings them (F10): with few requests, and to the same end."""

from __future__ import annotations

from collections.abc import Sequence

from chalicelib.core import work
from chalicelib.core.desk import Desk
from chalicelib.core.transactions import Transaction
from chalicelib.search import store
from chalicelib.search.model.documents import Document, document_of_customer
from chalicelib.search.service.indexing import NameConversations, find_customer, let_be_posted
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.visitor import CustomerChanged, Visitor

MOST_TOGETHER = 90  # documents of a transaction, with the work that follows


def find_customers(desk: Desk, visitor_ids: Sequence[str]) -> None:
    """These are found by what is known of them now. Safe to repeat, late, and at once with whatever else changes them.

    Two reads and two writes for some of them, and one for each 25 of all their words. Whoever is several, is part of
    another, or changes meanwhile is looked at alone.
    """
    before = desk.now()
    there = visitors.visitors(desk, visitor_ids)
    plain = [each for each in there.values() if not _is_several(each)]
    alone = [each.visitor_id for each in there.values() if _is_several(each)]
    formers = store.documents(desk, [each.visitor_id for each in plain])
    changes = list[tuple[Visitor, Document, Document | None]]()
    for each in plain:
        document, (former, posted) = document_of_customer(each, before), formers.get(each.visitor_id, (None, False))
        is_told = not posted or former is None or not document.says_the_same_as(former)
        if is_told and (former is not None or document.lines):
            changes.append((each, document, former))
    for start in range(0, len(changes), MOST_TOGETHER):
        alone += _keep(desk, changes[start : start + MOST_TOGETHER])
    for visitor_id in alone:
        find_customer(desk, CustomerChanged(visitor_id, moved=False))


def _is_several(visitor: Visitor) -> bool:
    return visitor.joined_to is not None or visitor.merged_into is not None or bool(visitor.merged or visitor.joined)


def _keep(desk: Desk, changes: Sequence[tuple[Visitor, Document, Document | None]]) -> list[str]:
    """Keep and post these documents; of whom a later one is kept already: they are to be looked at alone."""
    tx, named = Transaction(desk), list[str]()
    for visitor, document, former in changes:
        store.put_document(tx, document)
        if _is_reached_otherwise(visitor, document, former):
            named.append(visitor.visitor_id)
    if named:
        work.put(tx, NameConversations(named[0], others=tuple(named[1:])))
    try:
        tx.commit()
    except store.DocumentMoved:
        return [visitor.visitor_id for visitor, _, _ in changes]
    store.post_all(desk, [(document, former) for _, document, former in changes])
    done = Transaction(desk)
    for _, document, _ in changes:
        store.put_document_posted(done, document)
    try:
        done.commit()
    except store.DocumentMoved:
        for _, document, former in changes:
            let_be_posted(desk, document, former)
    return []


def _is_reached_otherwise(visitor: Visitor, document: Document, former: Document | None) -> bool:
    """Whether what they said before is found by less than is known. Who was only just written down, and never changed
    since, has said nothing before."""
    if former is None and visitor.version == 0:
        return False
    return (former.addresses if former is not None else ()) != document.addresses
