"""Intake: a message is stored exactly once, in its place (A1)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

import msgspec
from msgspec.structs import replace

from chalicelib.conversations import store
from chalicelib.conversations.model.conversation import (
    CLOSED,
    MESSAGE,
    AbsentAsked,
    Entry,
    Header,
    VisitorReturned,
    checked_text,
)
from chalicelib.conversations.model.transitions import answered_by_itself, refuse_closed, told_away, with_message
from chalicelib.conversations.model.watching import watched
from chalicelib.conversations.service.access import is_guest, may_answer, note_manual, same_visitor
from chalicelib.conversations.service.watching import watch_question
from chalicelib.conversations.service.written import tell_soon, told_soon
from chalicelib.conversations.store import HeaderMoved
from chalicelib.core import events, races, times
from chalicelib.core.authors import Author
from chalicelib.core.desk import Desk
from chalicelib.core.errors import LimitReached, existing
from chalicelib.core.once import AlreadyDone, Once, checked_client_id, mark, recall
from chalicelib.core.text import filled
from chalicelib.core.transactions import Transaction
from chalicelib.people.model.agents import Agent, by_agent
from chalicelib.people.model.channels import plain_page
from chalicelib.plans import service as plans
from chalicelib.plans.model.plan import Plan
from chalicelib.plans.model.replies import Answering, said_in
from chalicelib.plans.model.texts import spoken
from chalicelib.visitors import service as visitors

WELCOME = "welcome"  # the text's name
OWN_WELCOME = "#welcome"  # what the desk says by itself has names that no rule can have


class OwnWords:
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


def done_before(desk: Desk, once: Once, often: LimitReached) -> dict[str, object]:
    """What this request, of which there are too many now, was answered with before. Raises ``often`` if it is new."""
    before: dict[str, object] | None = recall(desk, once, desk.now().timestamp())
    if before is None:
        raise often
    return before


def post_message(
    desk: Desk,
    caller: visitors.Caller,
    plan_key: str,
    conversation_id: str,
    text: str,
    client_id: str,
    page: str | None = None,
) -> tuple[Entry, bool]:
    """A visitor's message, stored exactly once (A1), and whether it was there before; with it the page where they are.

    Two requests.

    Raises ``Invalid``, ``NotFound`` (also for somebody else's conversation), ``ConversationClosed``, ``LimitReached``.
    """
    text = checked_text(text)
    visitors.same_plan(caller, plan_key)

    message = Message(Author("visitor", caller.visitor_id), text, checked_client_id(client_id), page)
    return write_message(desk, conversation_id, message, may=partial(same_visitor, caller))


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

    message = Message(by_agent(agent), text, checked_client_id(client_id))
    return write_message(desk, conversation_id, message, may=partial(may_answer, desk, agent), note=note)


class Message(msgspec.Struct, frozen=True):
    """What somebody writes, and the name that their page gave it."""

    author: Author
    text: str
    client_id: str
    page: str | None = None

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


def answer_of(entry: Entry) -> dict[str, object]:
    """What the marker must remember; the rest of the entry is in the request that comes again."""
    return {"seq": entry.seq, "at": times.stored(entry.at), "state": entry.state}


def write_message(
    desk: Desk,
    conversation_id: str,
    message: Message,
    *,
    may: Callable[[Header], None] | None = None,
    also: Once | None = None,
    note: Callable[[Transaction, Header, Entry], None] | None = None,
    own_words: OwnWords | None = None,
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
        header = existing(header, "no such conversation")
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
            return message.again(header, done_before(desk, once, often)), True
        entries = [entry]
        if message.page is not None:
            after = replace(after, page=plain_page(message.page, after.kept) or after.page)
        if author.kind == "visitor" and header.first_reply_at is None and (own_words or header.keywords):
            own_words = own_words or OwnWords(plans.read_plan(desk, header.plan_key), message.text, header.locale)
            after, entries = own_words.after(after, entries, now)
        if author.kind == "visitor" and header.away is not None:
            after, told = told_away(after, now)
            entries.append(told)
        after = told_soon(watched(header, after, now), now)
        tx = Transaction(desk)
        mark(tx, also, {"conversation_id": conversation_id})
        mark(tx, once, answer_of(entry))
        store.write(tx, header, after, entries)
        tell_soon(tx, header, after)
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
