"""Everything about a telephone number, an address or a number of something, together (F6), within reach (law 8)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from chalicelib.core.desk import Desk
from chalicelib.followups.model.followup import CALLBACK, FollowUp
from chalicelib.people.model.agents import Agent
from chalicelib.search import store
from chalicelib.search.model.contacts import contact_in
from chalicelib.search.model.documents import CONVERSATION, CUSTOMER, FOLLOW_UP, LEFT_MESSAGE, TICKET, Posting, kind_of
from chalicelib.search.model.words import mark
from chalicelib.search.service.finding import LOOKED_AT, Found, Reach, read_documents

# with what they are about, and the plans of messages left, a hundred items
MOST = {CUSTOMER: 6, CONVERSATION: 9, LEFT_MESSAGE: 6, FOLLOW_UP: 12, TICKET: 10}


class Overview(msgspec.Struct, frozen=True):
    """What is known by it, the newest first; ``more``: there is more than is shown, which a search brings."""

    customers: tuple[Found, ...]
    conversations: tuple[Found, ...]
    messages: tuple[Found, ...]
    callbacks: tuple[Found, ...]
    follow_ups: tuple[Found, ...]
    more: bool
    tickets: tuple[Found, ...] = ()


def look_over(desk: Desk, agent: Agent, q: str, request_id: str = "") -> Overview:
    """The customers, conversations, messages left, callbacks, follow-ups and tickets in which this number or address
    stands.

    Two requests: where it stands, and the documents together with what they are about; one more where the agent's
    groups matter, and one to note who is shown what is others'. Raises ``Invalid`` naming ``q``.
    """
    contact = contact_in(q)
    places, wanted = store.postings(desk, contact.word, None, None, None, LOOKED_AT), mark(contact.words)
    chosen, more = _chosen(each for each in places if each[1].may_have(wanted))
    reach = Reach(desk, agent)
    shown: dict[str, list[Found]] = {kind: [] for kind in MOST}
    for _, document, about, plan in read_documents(desk, chosen):
        lines = contact.lines_of(document) if document is not None else ()
        if document is not None and about is not None and lines and reach.has(about, plan):
            shown[kind_of(document.about)].append(Found(document, lines, about))
    reach.note(request_id)
    return _parted(shown, more=more or len(places) == LOOKED_AT)


def customers_of(desk: Desk, q: str) -> list[str]:
    """Ids of the customers who are known by this number or address; a query. Raises ``Invalid`` naming ``q``."""
    contact = contact_in(q)
    places, wanted = store.postings(desk, contact.word, None, None, None, LOOKED_AT), mark(contact.words)
    found = (each.about for _, each in places if each.may_have(wanted) and kind_of(each.about) == CUSTOMER)
    return list(dict.fromkeys(found))[: MOST[CUSTOMER]]


def _chosen(places: Iterable[tuple[str, Posting]]) -> tuple[Sequence[tuple[str, Posting]], bool]:
    """Of everything one document, so many of each kind, the newest first; whether others are left out.

    Of a conversation the one that says how its customer is reached, if it stands there.
    """
    firsts: dict[str, tuple[str, Posting]] = {}
    for order, posting in places:
        known = firsts.get(posting.about)
        if known is None or posting.part < known[1].part:
            firsts[posting.about] = (order, posting)
    by_kind: dict[str, list[tuple[str, Posting]]] = {kind: [] for kind in MOST}
    for each in firsts.values():
        by_kind[kind_of(each[1].about)].append(each)
    chosen = [each for kind, most in MOST.items() for each in by_kind[kind][:most]]
    return chosen, any(len(by_kind[kind]) > most for kind, most in MOST.items())


def _parted(shown: Mapping[str, Sequence[Found]], *, more: bool) -> Overview:
    calls = shown[FOLLOW_UP]
    return Overview(
        tuple(shown[CUSTOMER]),
        tuple(shown[CONVERSATION]),
        tuple(shown[LEFT_MESSAGE]),
        tuple(each for each in calls if _is_callback(each)),
        tuple(each for each in calls if not _is_callback(each)),
        more,
        tuple(shown[TICKET]),
    )


def _is_callback(result: Found) -> bool:
    return isinstance(result.about, FollowUp) and result.about.kind == CALLBACK
