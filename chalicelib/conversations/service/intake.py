"""Intake: a message is stored exactly once, in its place (A1)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial

import msgspec
from msgspec.structs import replace

from chalicelib.conversations import store
from chalicelib.conversations.model.beginning import started
from chalicelib.conversations.model.conversation import (
    CLOSED,
    MESSAGE,
    AbsentAsked,
    ConversationClosed,
    ConversationStarted,
    Entry,
    Header,
    Page,
    VisitorReturned,
    checked_text,
)
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.conversations.model.queue import Begun, received_by
from chalicelib.conversations.model.transitions import (
    answered_by_itself,
    refuse_closed,
    told_away,
    turned_away,
    with_message,
)
from chalicelib.conversations.model.watching import watched
from chalicelib.conversations.service.access import is_guest, may_answer, note_manual, same_visitor
from chalicelib.conversations.service.entrance import count_arrival, count_start
from chalicelib.conversations.service.watching import watch_question
from chalicelib.conversations.store import HeaderMoved
from chalicelib.core import events, races, times
from chalicelib.core.authors import Author
from chalicelib.core.desk import Desk
from chalicelib.core.errors import LimitReached, Lost, NotFound, Unauthorized
from chalicelib.core.once import AlreadyDone, Once, checked_client_id, mark, recall
from chalicelib.core.tables import read_both
from chalicelib.core.text import filled
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, by_agent
from chalicelib.people.model.channels import plain_page
from chalicelib.plans import service as plans
from chalicelib.plans.model.plan import Plan, closed_words, opening, refuse_unreceived, spoken_language
from chalicelib.plans.model.replies import Answering, said_in
from chalicelib.plans.model.texts import spoken
from chalicelib.visitors import service as visitors

WELCOME = "welcome"  # the text's name
OWN_WELCOME = "#welcome"  # what the desk says by itself has names that no rule can have
FIRST_PAGE = 100


class Started(msgspec.Struct, frozen=True):
    """The visitor's open conversation as it now is; ``again``: this request was carried out before."""

    conversation_id: str
    page: Page
    again: bool


def start_conversation(
    desk: Desk,
    caller: visitors.Caller,
    plan_key: str,
    first: StartConversation,
    *,
    origin: str | None = None,
    address: str | None = None,
) -> Started:
    """A visitor's first message begins a conversation, or is added to the one they have (A1).

    While the plan is closed it is kept and over at once, with the plan's words and the offer to leave a message (C1).
    While somebody is free and nobody waits it is theirs in the same transaction (``Begun``). Four requests to DynamoDB
    then, by a plan with one pool, two while closed, nine when it has to wait; one more to count the source ``address``,
    where it is known.
    Raises ``Invalid``, ``Unauthorized``, ``NotFound``, ``NobodyReceives``, ``LimitReached``.
    """
    text, client_id = checked_text(first.text), checked_client_id(first.client_id)
    visitors.same_plan(caller, plan_key)
    there, known = read_both(desk.database, plans.wanted(plan_key), visitors.wanted(caller))
    plan = plans.as_read(desk, there, origin)
    refuse_unreceived(plan)
    locale = spoken_language(plan, caller.locale)
    once = Once.of(f"start#{caller.visitor_id}", client_id, [text])
    own_words = _OwnWords(plan, text, locale)
    network, conversation_id = plans.came_from(desk, address), desk.new_id("cnv")
    is_counted = False

    def begin() -> Started:
        nonlocal is_counted, known
        visitor, now = visitors.as_read(known) if known else visitors.read(desk, caller.visitor_id), desk.now()
        known = None
        message = _Message(Author("visitor", caller.visitor_id, visitor.name), text, client_id)
        if visitor.open_conversation_id is not None:
            return _added(desk, visitor.open_conversation_id, message, once, own_words)
        now_open = opening(plan, now)
        if not is_counted:
            count_arrival(desk, plan, network, conversation_id, waits=now_open.open)
            is_counted = True
        page = plain_page(first.page, plan.limits.keep_parameters) or visitor.page
        blank = started(conversation_id, plan, visitor, now, locale=locale, page=page, source=first.source)
        header, entry = with_message(received_by(blank, plan), message.author, text, client_id, now)
        header, entries = own_words.after(header, [entry], now)

        def gathered() -> Transaction:
            tx = Transaction(desk)
            mark(tx, once, {"conversation_id": conversation_id})
            mark(tx, message.once(conversation_id), _answer(entry))
            if now_open.open:
                visitors.claim_open(tx, visitor, conversation_id)
            count_start(tx, plan, network, caller.visitor_id)
            return tx

        try:
            if now_open.open:
                shown = _begin_served(gathered(), header, entries) or _begin_waiting(gathered(), header, entries)
            else:
                told = turned_away(header, *closed_words(plan, now_open, header.locale), now)
                shown = _begin_with(gathered(), *told, entries)
            return Started(conversation_id, shown, False)
        except visitors.VisitorBusy as busy:
            if busy.conversation_id is None:
                raise Unauthorized("this visitor is not known any more") from None
            return _added(desk, busy.conversation_id, message, once, own_words)

    try:
        # lost to an agent who named the visitor this very moment, or to the end of what they had open
        return races.again(desk, begin, (visitors.NotOpen, _Ended), tries=races.CROWD)
    except AlreadyDone as done:
        return _again(desk, done.answer)
    except LimitReached as often:
        return _again(desk, _done_before(desk, once, often))


def _begin_served(tx: Transaction, header: Header, entries: Sequence[Entry]) -> Page | None:
    """Begin the conversation with whoever has room, if somebody has; or not at all. What is shown then is not read."""
    served: tuple[Header, Entry] | None = events.ask(tx, Begun(header))
    if served is None:
        return None
    with suppress(people.AgentMoved):  # they were given somebody else meanwhile: it waits
        return _begin_with(tx, *served, entries)
    return None


def _begin_waiting(tx: Transaction, header: Header, entries: Sequence[Entry]) -> Page:
    """Begin the conversation in the queue; those who serve it hear of it, and what came of that is shown."""
    events.publish(tx, ConversationStarted(header.conversation_id))
    store.write(tx, None, header, entries)
    tx.commit_and_tell()
    return _first_page(tx.desk, header.conversation_id)


def _begin_with(tx: Transaction, header: Header, last: Entry, entries: Sequence[Entry]) -> Page:
    store.write(tx, None, header, [*entries, last])
    tx.commit_and_tell()
    return Page((*entries, last), header.last_seq, header.state, False, header, header.visitor_id)


class _Ended(Lost):
    """What the visitor had open has ended; they are free to begin another."""


def _added(desk: Desk, conversation_id: str, message: _Message, once: Once, own_words: _OwnWords) -> Started:
    """The message that would begin a conversation, added to the one that is open. Lost: ``_Ended``."""
    try:
        _, again = _write_message(desk, conversation_id, message, also=once, own_words=own_words)
    except ConversationClosed:
        raise _Ended from None
    return Started(conversation_id, _first_page(desk, conversation_id), again)


class _OwnWords:
    """What the desk says by itself to one message: the plan's welcome, and a keyword's answer (C5).

    Made once for a message: however many races are lost, its expressions are tried once.
    """

    def __init__(self, plan: Plan, text: str, locale: str) -> None:
        self.plan = plan
        self.languages = (locale, *plan.languages)
        self.answering = Answering(plan.auto_replies, text, self.languages)

    def after(self, header: Header, entries: list[Entry], now: datetime) -> tuple[Header, list[Entry]]:
        """The conversation and its new entries, with what the desk says to the message that came last."""
        words = {"name": header.visitor_name or "", "plan": self.plan.name}
        said: list[tuple[str, str]] = []
        welcome = spoken(self.plan.texts, WELCOME, header.locale)
        if header.last_seq == 1 and welcome:
            said.append((OWN_WELCOME, welcome))
        answer = self.answering.first(header.replied)
        if answer is not None:
            said.append((answer.reply_id, said_in(answer, self.languages)))
        for rule, text in ((rule, filled(text, **words)) for rule, text in said):
            if text.strip():  # it may have been a name and nothing else, and they have none
                header, entry = answered_by_itself(header, rule, text, now)
                entries.append(entry)
        return replace(header, keywords=bool(self.plan.auto_replies)), entries


def _done_before(desk: Desk, once: Once, often: LimitReached) -> dict[str, object]:
    """What this request, of which there are too many now, was answered with before. Raises ``often`` if it is new."""
    before: dict[str, object] | None = recall(desk, once, desk.now().timestamp())
    if before is None:
        raise often
    return before


def _again(desk: Desk, before: dict[str, object]) -> Started:
    conversation_id = str(before["conversation_id"])
    return Started(conversation_id, _first_page(desk, conversation_id), True)


def _first_page(desk: Desk, conversation_id: str) -> Page:
    page = store.page(desk, conversation_id, 0, FIRST_PAGE)
    if page is None:
        raise NotFound("no such conversation")
    return page


def post_message(
    desk: Desk, caller: visitors.Caller, plan_key: str, conversation_id: str, text: str, client_id: str
) -> tuple[Entry, bool]:
    """A visitor's message, stored exactly once (A1), and whether it was there before. Two requests.

    Raises ``Invalid``, ``NotFound`` (also for somebody else's conversation), ``ConversationClosed``, ``LimitReached``.
    """
    text = checked_text(text)
    visitors.same_plan(caller, plan_key)

    message = _Message(Author("visitor", caller.visitor_id), text, checked_client_id(client_id))
    return _write_message(desk, conversation_id, message, may=partial(same_visitor, caller))


def reply(
    desk: Desk, agent: Agent, conversation_id: str, text: str, client_id: str, request_id: str = ""
) -> tuple[Entry, bool]:
    """An agent's message: its agent's, a guest's, or a supervisor's, which is in the audit log (F7).

    Raises ``NotYours``, ``ConversationClosed``.
    """
    text = checked_text(text)

    def note(tx: Transaction, before: Header, entry: Entry) -> None:
        if not is_guest(agent, before):
            note_manual(tx, by_agent(agent), before, "answer_conversation", request_id, after={"seq": entry.seq})

    message = _Message(by_agent(agent), text, checked_client_id(client_id))
    return _write_message(desk, conversation_id, message, may=partial(may_answer, desk, agent), note=note)


class _Message(msgspec.Struct, frozen=True):
    """What somebody writes, and the name that their page gave it."""

    author: Author
    text: str
    client_id: str

    def once(self, conversation_id: str) -> Once:
        """The marker of its being written into this conversation."""
        return Once.of(f"message#{conversation_id}#{self.author.id}", self.client_id, [self.text])

    def again(self, header: Header, before: dict[str, object]) -> Entry:
        """The entry that it became before, by what the marker remembers."""
        return Entry(
            seq=int(str(before["seq"])),
            kind=MESSAGE,
            author=self.author,
            text=self.text,
            at=times.read(str(before["at"])),
            state=str(before["state"]),
            visitor_id=header.visitor_id,
            client_id=self.client_id,
        )


def _answer(entry: Entry) -> dict[str, object]:
    """What the marker must remember; the rest of the entry is in the request that comes again."""
    return {"seq": entry.seq, "at": times.stored(entry.at), "state": entry.state}


def _write_message(
    desk: Desk,
    conversation_id: str,
    message: _Message,
    *,
    may: Callable[[Header], None] | None = None,
    also: Once | None = None,
    note: Callable[[Transaction, Header, Entry], None] | None = None,
    own_words: _OwnWords | None = None,
) -> tuple[Entry, bool]:
    """Append a message; whether it was there before. One read, and one transaction for each time a race was lost.

    A lost race brings the header as it now stands, so it is not read again. ``also``: another name of this request;
    ``note`` writes down who did it. ``own_words``: where the plan has been read already. A visitor of a plan that
    answers keywords, whom no agent has answered yet, costs one read more; one whose agent is not there, or who had
    left, what it takes to find somebody.
    """
    once, author = message.once(conversation_id), message.author

    def write(header: Header | None) -> tuple[Entry, bool]:
        nonlocal own_words
        if header is None:
            raise NotFound("no such conversation")
        if may is not None:
            may(header)
        if header.state == CLOSED:
            before = recall(desk, once, desk.now().timestamp())
            if before is not None:
                return message.again(header, before), True
            refuse_closed(header)
        now = desk.now()
        try:
            after, entry = with_message(header, author, message.text, message.client_id, now)
        except LimitReached as often:
            return message.again(header, _done_before(desk, once, often)), True
        entries = [entry]
        if author.kind == "visitor" and header.first_reply_at is None and (own_words or header.keywords):
            own_words = own_words or _OwnWords(plans.read_plan(desk, header.plan_key), message.text, header.locale)
            after, entries = own_words.after(after, entries, now)
        if author.kind == "visitor" and header.away is not None:
            after, told = told_away(after, now)
            entries.append(told)
        after = watched(header, after, now)
        tx = Transaction(desk)
        mark(tx, also, {"conversation_id": conversation_id})
        mark(tx, once, _answer(entry))
        store.write(tx, header, after, entries)
        if author.kind == "visitor":
            watch_question(tx, header, after)
            _tell_of_question(tx, after)
        if note is not None:
            note(tx, header, entry)
        try:
            tx.commit_and_tell()
        except AlreadyDone as done:
            if "seq" not in done.answer:
                raise  # known by its other name
            return message.again(header, done.answer), True
        return entry, False

    header = store.header(desk, conversation_id)
    return races.follow(desk, header, write, HeaderMoved, tries=races.CROWD, longest=races.SHORT_PAUSE)


def _tell_of_question(tx: Transaction, after: Header) -> None:
    """Whose agent is not there, or who had left, is seen to at once."""
    if after.absent_since is not None:
        events.publish(tx, AbsentAsked(after.conversation_id))
    if after.released_at is not None:
        events.publish(tx, VisitorReturned(after.conversation_id))
