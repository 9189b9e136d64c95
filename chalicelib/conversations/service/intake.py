"""Intake: a message is stored exactly once, in its place (A1)."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from functools import partial

import msgspec
from msgspec.structs import replace

from chalicelib.conversations import store
from chalicelib.conversations.model.away import told_away
from chalicelib.conversations.model.channelled import ReplyElsewhere, arrived_by, refuse_unsent
from chalicelib.conversations.model.composing import refuse_unquotable
from chalicelib.conversations.model.conversation import (
    CLOSED,
    MESSAGE,
    AbsentAsked,
    Entry,
    Header,
    VisitorReturned,
    checked_text,
)
from chalicelib.conversations.model.numbers import refuse_numbers
from chalicelib.conversations.model.transitions import Enclosed as Beside
from chalicelib.conversations.model.transitions import answered_by_itself, refuse_closed, with_message
from chalicelib.conversations.model.via import Via
from chalicelib.conversations.model.watching import watched
from chalicelib.conversations.model.words import FORM
from chalicelib.conversations.service.access import is_guest, may_answer, note_manual, same_visitor
from chalicelib.conversations.service.guarding import counting_what_is_stopped, look_through, read_guarded
from chalicelib.conversations.service.watching import watch_question
from chalicelib.conversations.store import HeaderMoved
from chalicelib.core import events, races, times
from chalicelib.core.authors import Author
from chalicelib.core.desk import Desk
from chalicelib.core.errors import DeskError, LimitReached, existing
from chalicelib.core.masks import Spans
from chalicelib.core.once import AlreadyDone, Once, checked_client_id, mark, recall
from chalicelib.core.sensitive import hidden
from chalicelib.core.text import filled
from chalicelib.core.transactions import Transaction
from chalicelib.files import service as files
from chalicelib.files.model.upload import READY, FileUsed, Upload
from chalicelib.knowledge import service as knowledge
from chalicelib.knowledge.model.unsaid import NOTHING_HEEDED, Heeded, MustNotBeSaid
from chalicelib.people.model.agents import Agent, by_agent
from chalicelib.people.model.channels import plain_page
from chalicelib.plans import service as plans
from chalicelib.plans.model.holding import Holding
from chalicelib.plans.model.plan import Plan
from chalicelib.plans.model.replies import Answering, said_in
from chalicelib.plans.model.texts import spoken
from chalicelib.visitors import service as visitors

WELCOME = "welcome"  # the text's name
OWN_WELCOME = "#welcome"  # what the desk says by itself has names that no rule can have


class Enclosed(msgspec.Struct, frozen=True):
    """What goes with a message: the ``page`` on which it was written, a file of whoever writes it, the number of the
    message that it answers (``quote``), which words its agent ``heeded`` before, and ``via`` which channel it came."""

    page: str | None = None
    file_id: str | None = None
    quote: int | None = None
    heeded: Heeded = NOTHING_HEEDED
    via: Via | None = None


NOTHING = Enclosed()


class OwnWords:
    """What the desk says by itself to one message: the plan's welcome, what its visitors are told while something goes
    wrong (F9), and a keyword's answer (C5).

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
        holding = self.plan.holding
        welcome = spoken(self.plan.texts, WELCOME, header.locale)
        is_first = all(each.kind == FORM for each in entries[:-1]) and header.last_seq == len(entries)
        if is_first and welcome:
            said.append((OWN_WELCOME, welcome))
        if holding is not None:
            header, entries = told_of(holding, header, entries, now)
        answer = self.answering.first(header.replied)
        if answer is not None:
            said.append((answer.reply_id, said_in(answer, self.languages)))
        for rule, text in ((rule, filled(text, **words)) for rule, text in said):
            if text.strip():  # it may have been a name and nothing else, and they have none
                header, entry = answered_by_itself(header, rule, text, now)
                entries.append(entry)
        return replace(header, keywords=bool(self.plan.auto_replies)), entries


def told_of(holding: Holding, header: Header, entries: list[Entry], now: datetime) -> tuple[Header, list[Entry]]:
    """The conversation whose visitor is told what all of their plan's are told, once."""
    text = holding.reply(header.locale)
    if holding.rule in header.replied or not text:
        return header, entries
    header, entry = answered_by_itself(header, holding.rule, text, now, holding.incident_id)
    return header, [*entries, entry]


def done_before(desk: Desk, once: Once, refusal: DeskError) -> dict[str, object]:
    """What this request, which cannot be carried out now, was answered with before. Raises the ``refusal`` if it is
    new."""
    before: dict[str, object] | None = recall(desk, once, desk.now().timestamp())
    if before is None:
        raise refusal
    return before


def post_message(
    desk: Desk,
    caller: visitors.Caller,
    plan_key: str,
    conversation_id: str,
    text: str,
    client_id: str,
    enclosed: Enclosed = NOTHING,
) -> tuple[Entry, bool]:
    """A visitor's message, stored exactly once (A1), and whether it was there before; with it the page where they are.

    Two requests; one more with a file.

    Raises ``Invalid``, ``NotFound`` (also for somebody else's conversation, or file), ``ConversationClosed``,
    ``LimitReached``, ``FileUsed``.
    """
    visitors.same_plan(caller, plan_key)
    by = Author("visitor", caller.visitor_id)
    message = written(desk, by, text, client_id, enclosed)
    return write_message(desk, conversation_id, message, may=partial(same_visitor, desk, caller))


def reply(
    desk: Desk,
    agent: Agent,
    conversation_id: str,
    text: str,
    client_id: str,
    request_id: str = "",
    enclosed: Enclosed = NOTHING,
) -> tuple[Entry, bool]:
    """An agent's message: its agent's, a guest's, or a supervisor's, which is in the audit log (F7).

    Words that must not be said are not stored, which is counted (one request more); of those that agents are warned of
    it is counted that they were said, or replaced (E5).

    Raises ``NotYours``, ``ConversationClosed``, ``UnknownFile``, ``FileUsed``, ``MustNotBeSaid``.
    """

    def note(tx: Transaction, before: Header, entry: Entry) -> None:
        if not is_guest(agent, before):
            note_manual(tx, by_agent(agent), before, "answer_conversation", request_id, after={"seq": entry.seq})

    message = written(desk, by_agent(agent), text, client_id, enclosed)
    with counting_what_is_stopped(desk, agent.agent_id, conversation_id, message.client_id):
        return write_message(desk, conversation_id, message, may=partial(may_answer, desk, agent), note=note)


def written(desk: Desk, author: Author, text: str, client_id: str, enclosed: Enclosed) -> Message:
    """What somebody writes, as it can be stored. With a file (one request) it may have no words.

    Raises ``Invalid``, ``UnknownFile`` for one that is not theirs.
    """
    client_id = checked_client_id(client_id)
    if enclosed.file_id is None:
        words, file = checked_text(text), None
    else:
        words = checked_text(text) if text.strip() else ""
        file = files.to_be_sent(desk, f"{author.kind}#{author.id}", enclosed.file_id)
    return Message(author, words, client_id, enclosed.page, file, enclosed.quote, enclosed.heeded, enclosed.via)


class Message(msgspec.Struct, frozen=True):
    """What somebody writes, and the name that their page gave it; ``via``: of who writes by a channel (A9)."""

    author: Author
    text: str
    client_id: str
    page: str | None = None
    file: Upload | None = None
    quote: int | None = None
    heeded: Heeded = NOTHING_HEEDED
    via: Via | None = None

    @property
    def asked(self) -> list[object]:
        """What a second one of the same name must say, too."""
        return [self.text, *([self.file.file_id] if self.file else []), *([self.quote] if self.quote else [])]

    def without(self, kinds: Collection[str]) -> Message:
        """The same as it is kept where numbers of these kinds are not (F8)."""
        return replace(self, text=hidden(self.text, kinds)) if kinds else self

    @property
    def can_be_sent(self) -> bool:
        """Whether nothing is known against its file."""
        return self.file is None or self.file.state == READY

    def once(self, conversation_id: str) -> Once:
        """The marker of its being written into this conversation."""
        return Once.of(f"message#{conversation_id}#{self.author.id}", self.client_id, self.asked)

    def added_to(self, header: Header, now: datetime, abuse: Spans) -> tuple[Header, Entry]:
        """The conversation with it, and the entry that it becomes. Raises what ``with_message`` does."""
        if self.author.kind == "visitor":
            header = arrived_by(header, self.via) if self.via is not None else _by_page(header)
        enclosed: Beside = {"file": self.file.file if self.file else None, "quote": self.quote, "abuse": abuse}
        enclosed["via"] = self.via.kind if self.via is not None else None
        after, entry = with_message(header, self.author, self.text, self.client_id, now, **enclosed)
        if self.page is not None:
            after = replace(after, page=plain_page(self.page, after.kept) or after.page)
        return after, entry

    def refuse_file(self) -> None:
        """Raises ``FileUsed`` or ``UnknownFile`` for a file that cannot be sent any more, or not yet."""
        if self.file is not None:
            files.refuse_unready(self.file)

    def take_file(self, tx: Transaction, conversation_id: str, entry: Entry) -> None:
        """Add to the transaction: its file is part of this entry. Lost: ``FileMoved``."""
        if self.file is not None:
            files.attach(tx, self.file, conversation_id=conversation_id, seq=entry.seq)

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
            file=self.file.file if self.file else None,
            quote=self.quote,
        )


def _by_page(header: Header) -> Header:
    """The conversation whose visitor wrote on a page."""
    return header if header.via is None else replace(header, via=None)


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
    author = message.author

    def write(header: Header | None) -> tuple[Entry, bool]:
        nonlocal own_words
        header = existing(header, "no such conversation")
        if may is not None:
            may(header)
        if message.quote is not None:
            refuse_unquotable(quoted)
        if header.state == CLOSED or not message.can_be_sent:
            before = recall(desk, once, desk.now().timestamp())
            if before is not None:
                return message.again(header, before), True
            refuse_closed(header)
            message.refuse_file()
        _refuse_unbringable(desk, header, message, once)
        now = desk.now()
        try:
            looked = look_through(guard, author, message.text, message.heeded)
            after, entry = message.added_to(header, now, looked.abuse)
        except (LimitReached, MustNotBeSaid) as refusal:
            return message.again(header, done_before(desk, once, refusal)), True
        entries = [entry]
        if author.kind == "visitor" and header.first_reply_at is None and (own_words or header.keywords):
            own_words = own_words or OwnWords(plans.read_plan(desk, header.plan_key), message.text, header.locale)
            after, entries = own_words.after(after, entries, now)
        if author.kind == "visitor" and header.away is not None:
            after, told = told_away(after, now)
            entries.append(told)
        after = watched(header, after, now)
        tx = Transaction(desk)
        mark(tx, also, {"conversation_id": conversation_id})
        mark(tx, once, answer_of(entry))
        store.write(tx, header, after, entries)
        message.take_file(tx, conversation_id, entry)
        knowledge.count_noticed(tx, author.id, looked.noticed, now)
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
        except files.FileMoved:
            raise FileUsed("this file was sent already") from None
        return entry, False

    header, quoted, guard = read_guarded(desk, author, conversation_id, message.quote)
    message = message.without(header.replaces if header is not None else ())
    once = message.once(conversation_id)
    return races.follow(desk, header, write, HeaderMoved, tries=races.CROWD, longest=races.SHORT_PAUSE)


def _refuse_unbringable(desk: Desk, header: Header, message: Message, once: Once) -> None:
    """Raises what is in the way of bringing this where its customer reads, unless it was stored before."""
    file, via = message.file, header.via
    if via is None or message.author.kind != "agent" or recall(desk, once, desk.now().timestamp()) is not None:
        return
    refuse_numbers(message.text, header.stops)
    kind, size = (file.type, file.size) if file is not None else (None, 0)
    conversation_id, channel_id, text = header.conversation_id, via.channel_id, message.text
    refuse_unsent(events.ask(desk, ReplyElsewhere(conversation_id, channel_id, text, kind, size)))


def _tell_of_question(tx: Transaction, after: Header) -> None:
    """Whose agent is not there, or who had left, is seen to at once."""
    if after.absent_since is not None:
        events.publish(tx, AbsentAsked(after.conversation_id))
    if after.released_at is not None:
        events.publish(tx, VisitorReturned(after.conversation_id))
