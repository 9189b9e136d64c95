"""Making what was said findable (A3): by due work, seconds after it was said; safe to repeat, at once and half-way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import Entry, Header
from chalicelib.conversations.model.telling import Written
from chalicelib.conversations.model.words import WordsChanged
from chalicelib.core import events, races, work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import Lost, NotFound
from chalicelib.core.transactions import Transaction
from chalicelib.followups import service as followups
from chalicelib.followups.model.followup import FollowUpWritten
from chalicelib.offline import service as offline
from chalicelib.offline.model.message import MessageWritten
from chalicelib.search import store
from chalicelib.search.model.documents import (
    Document,
    document_of_contacts,
    document_of_customer,
    document_of_follow_up,
    document_of_message,
    document_of_ticket,
    documents_of,
)
from chalicelib.search.model.hearing import Heard
from chalicelib.search.store import Kept, Progress
from chalicelib.tickets import service as tickets
from chalicelib.tickets.model.origins import TicketWritten
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.visitor import CustomerChanged, Visitor


class NameConversations(Due, frozen=True):
    """Whoever is reached in another way: their conversations behind ``before`` are found by that, too; then those of
    the ``others``."""

    kind = "search.name_conversations"

    visitor_id: str
    before: str | None = None
    others: tuple[str, ...] = ()


Follow = Callable[[Transaction, Document | None], None]
Also = Callable[[Transaction], None]

TOGETHER = 100  # entries that are looked at together
MOST_TOGETHER = 80  # documents of one transaction
NAMED_TOGETHER = 20  # conversations, after which those of the next customer are another piece of work


def find_what_was_said(desk: Desk, written: Written) -> None:
    """Everything of the conversation that was not looked at yet can be found from now on."""
    index_conversation(desk, written.conversation_id)


def find_as_changed(desk: Desk, changed: WordsChanged) -> None:
    """Nothing of the conversation is found by words that were edited or withdrawn: it is looked at anew. Safe to
    repeat; what it costs is a look at the whole conversation."""
    forget(desk, changed.conversation_id)
    index_conversation(desk, changed.conversation_id)


def index_conversation(desk: Desk, conversation_id: str) -> None:
    """Look at what came since it was looked at last: a query of what is kept, one for each hundred entries, a
    transaction for their documents, and a request for each 25 of their words.

    The documents come first, then what they are found by, then that they are: whoever dies between is followed by
    somebody who finds how far it came.
    """
    while races.again(desk, lambda: _look_further(desk, conversation_id), store.ProgressMoved):
        pass


def _look_further(desk: Desk, conversation_id: str) -> bool:
    """Whether there is more. Lost: ``ProgressMoved``."""
    progress, before = _let_be_found(desk, conversation_id), desk.now()
    try:
        page = conversations.entries_after(desk, conversation_id, progress.upto, TOGETHER)
        header = page.header or conversations.find(desk, conversation_id)
    except NotFound:
        return False
    if not page.entries:
        _let_others_hear(desk, header)
        return False
    if progress.upto == 0:
        name_conversation(desk, header, visitors.card(desk, header.visitor_id), before)
    upto = _keep(desk, header, progress, page.entries)
    _let_be_found(desk, conversation_id)
    return page.more or upto < page.entries[-1].seq


def _keep(desk: Desk, header: Header, progress: Progress, entries: tuple[Entry, ...]) -> int:
    """Up to which entry: of very long ones, as far as their documents fit a transaction."""
    tx, conversation_id = Transaction(desk), header.conversation_id
    documents = list(documents_of(conversation_id, header.plan_key, entries))
    if len(documents) > MOST_TOGETHER:
        beyond = documents[MOST_TOGETHER].part
        documents, entries = documents[:MOST_TOGETHER], tuple(each for each in entries if each.seq < beyond)
    after = Progress(entries[-1].seq, progress.posted)
    store.put_further(tx, conversation_id, progress, after, documents)
    also: Also | None = events.ask(desk, Heard(header, entries)) if not header.imported else None
    if also is not None:
        also(tx)
    tx.commit()
    return after.upto


def _let_others_hear(desk: Desk, header: Header) -> None:
    """Nothing was said, but it may have been filed."""
    also: Also | None = events.ask(desk, Heard(header, ())) if not header.imported else None
    if also is not None:
        tx = Transaction(desk)
        also(tx)
        tx.commit()


def _let_be_found(desk: Desk, conversation_id: str) -> Progress:
    """Post what is kept and was not posted; how far the conversation was looked at."""
    kept = _unposted(desk, conversation_id)
    if kept.progress.posted == kept.progress.upto:
        return kept.progress
    for document in kept.documents:
        store.post(desk, document)
    upto = kept.progress.upto
    tx = Transaction(desk)
    store.put_posted(tx, conversation_id, upto, upto)
    try:
        tx.commit()
    except Lost:
        raise store.ProgressMoved(None) from None
    return Progress(upto, upto)


def _unposted(desk: Desk, conversation_id: str) -> Kept:
    """One query where the end is known, two where more than the end was left."""
    newest = store.kept(desk, conversation_id, store.NOTHING_FURTHER)
    if newest.progress.posted == newest.progress.upto:
        return newest
    return store.kept(desk, conversation_id, newest.progress.posted + 1)


def find_customer(desk: Desk, changed: CustomerChanged, *, anew: bool = False) -> None:
    """A customer is found by what is known of them now; whoever is part of one is that one.

    Their conversations follow where they are reached otherwise than before, or are another's than before.
    """
    before = desk.now()
    try:
        visitor = visitors.card(desk, changed.visitor_id)
    except NotFound:
        return
    if visitor.visitor_id != changed.visitor_id:
        forget(desk, changed.visitor_id)
    document = document_of_customer(visitor, before)

    def name_theirs(tx: Transaction, former: Document | None) -> None:
        if changed.moved or (former.addresses if former is not None else ()) != document.addresses:
            for each in visitor.all_ids:
                work.put(tx, NameConversations(each))

    _put(desk, document, name_theirs, anew=anew)


def name_conversations(desk: Desk, due: NameConversations) -> None:
    """A page of somebody's conversations is found by how they are reached now; the next page follows. Safe to repeat.

    For each customer four requests, one for each of them, and four for each that is found otherwise than before.
    """
    named, others = _name_page(desk, due.visitor_id, due.before), due.others
    while others and named < NAMED_TOGETHER:
        named += _name_page(desk, others[0], None)
        others = others[1:]
    if others:
        work.put_alone(desk, NameConversations(others[0], others=others[1:]))


def _name_page(desk: Desk, visitor_id: str, behind: str | None) -> int:
    """How many there were."""
    before = desk.now()
    try:
        visitor = visitors.card(desk, visitor_id)
    except NotFound:
        return 0
    page, more = conversations.list_of(desk, [visitor_id], behind)
    for _, header in page:
        name_conversation(desk, header, visitor, before)
    if more:
        work.put_alone(desk, NameConversations(visitor_id, page[-1][0]))
    return len(page)


def name_conversation(desk: Desk, header: Header, visitor: Visitor, before: datetime) -> None:
    """A conversation is found by how its customer, who was read after ``before``, is reached."""
    _put(desk, document_of_contacts(header, visitor, before))


def find_follow_up(desk: Desk, written: FollowUpWritten) -> None:
    """A follow-up is found by its number, and by whom it is for."""
    try:
        follow_up = followups.find(desk, written.followup_id)
    except NotFound:
        return
    _put(desk, document_of_follow_up(follow_up))


def find_message(desk: Desk, written: MessageWritten) -> None:
    """A message that was left is found by what it says now, and by its answers."""
    try:
        message = offline.find(desk, written.message_id)
    except NotFound:
        return
    _put(desk, document_of_message(message))


def find_ticket(desk: Desk, written: TicketWritten) -> None:
    """A ticket is found by its number, its customer and what was written in it last."""
    try:
        ticket = tickets.find(desk, written.ticket_id)
    except NotFound:
        return
    _put(desk, document_of_ticket(ticket, tickets.last_words(desk, ticket)))


def _nothing_follows(tx: Transaction, former: Document | None) -> None:
    pass


def _put(desk: Desk, document: Document, follow: Follow = _nothing_follows, *, anew: bool = False) -> None:
    """Keep a document, unless a later one is kept, and let it be found. ``follow`` adds what follows from what stood
    there before; it follows also where a later one is kept, which may know nothing of this change.

    A read where it says what it said; else three writes, one of them for each 25 of its words. ``anew``: also then.
    """
    former, posted = store.document(desk, document.about, document.part)
    is_told = anew or not posted or former is None or not document.says_the_same_as(former)
    is_new = is_told and (former is not None or bool(document.lines))
    tx = Transaction(desk)
    follow(tx, former)
    if is_new:
        store.put_document(tx, document)
    try:
        tx.commit()
    except store.DocumentMoved:
        alone = Transaction(desk)
        follow(alone, former)
        alone.commit()
        return
    if is_new:
        let_be_posted(desk, document, former)


def let_be_posted(desk: Desk, document: Document, former: Document | None) -> None:
    """Let a document be found, and not by what only the former one said; then note that it can be.

    Where another was kept meanwhile, its words may have been taken for the former one's: it is posted once more; where
    none is kept any more, nothing is found.
    """

    def post(standing: Document | None) -> None:
        nonlocal former
        if standing is None:
            store.unpost(desk, document)
            return
        store.post(desk, standing, instead_of=former)
        former = standing
        tx = Transaction(desk)
        store.put_document_posted(tx, standing)
        tx.commit()

    races.follow(desk, document, post, store.DocumentMoved)


def forget(desk: Desk, about: str) -> None:
    """Nothing of this is found any more; what is looked at anew is found again. Safe to repeat."""
    kept = store.kept(desk, about, 0)
    for document in kept.documents:
        store.unpost(desk, document)
    for start in range(0, len(kept.documents), MOST_TOGETHER):
        tx = Transaction(desk)
        for document in kept.documents[start : start + MOST_TOGETHER]:
            store.delete_document(tx, about, document.part)
        tx.commit()
    if kept.progress.upto:
        tx = Transaction(desk)
        store.delete_progress(tx, about, kept.progress)
        tx.commit()
