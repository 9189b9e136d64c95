"""A visitor's first message begins a conversation (A1): with an agent, in the queue, or with the plan closed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

import msgspec
from msgspec.structs import replace

from chalicelib.conversations import store
from chalicelib.conversations.model.beginning import started
from chalicelib.conversations.model.conversation import (
    ConversationClosed,
    ConversationStarted,
    Entry,
    Header,
    Page,
)
from chalicelib.conversations.model.forms import HelpBefore, StartConversation
from chalicelib.conversations.model.prechat import Answers, FormSaid, Reader, checked_answers, without_numbers
from chalicelib.conversations.model.queue import Begun, received_by
from chalicelib.conversations.model.snoozing import goes_on
from chalicelib.conversations.model.telling import told_soon
from chalicelib.conversations.model.transitions import accepted, turned_away, with_form
from chalicelib.conversations.model.via import Via
from chalicelib.conversations.service.entrance import count_arrival, count_start
from chalicelib.conversations.service.guarding import MASKING, guard_for_visitors, look_through
from chalicelib.conversations.service.intake import (
    Enclosed,
    Message,
    OwnWords,
    answer_of,
    done_before,
    write_message,
    written,
)
from chalicelib.conversations.service.reopening import to_go_on_with
from chalicelib.conversations.store import HeaderMoved
from chalicelib.core import events, races, work
from chalicelib.core.authors import Author
from chalicelib.core.contacts import region_of
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, LimitReached, Lost, Unauthorized, existing
from chalicelib.core.masks import Spans
from chalicelib.core.once import AlreadyDone, Once, mark, recall
from chalicelib.core.sensitive import hidden
from chalicelib.core.tables import read_both
from chalicelib.core.text import in_one_line
from chalicelib.core.transactions import Transaction
from chalicelib.files import service as files
from chalicelib.files.model.upload import FileUsed
from chalicelib.knowledge import service as knowledge
from chalicelib.notifications import service as notifications
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.channels import WEB, plain_page
from chalicelib.plans import service as plans
from chalicelib.plans.model.plan import Plan, closed_words, opening, refuse_unreceived, spoken_language
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.visitor import API, CHAT, Learned, Visitor, VisitorRefused

FIRST_PAGE = 100
LONGEST_ASKED = 200  # characters of what was looked for before


class Started(msgspec.Struct, frozen=True):
    """The visitor's open conversation as it now is; ``again``: this request was carried out before."""

    conversation_id: str
    page: Page
    again: bool


class Invited(msgspec.Struct, frozen=True):
    """The invitation that a conversation begins with (A7): whose words, and what is written with its beginning.

    ``also`` is handed the transaction and the id of the conversation.
    """

    invitation_id: str
    by: Author
    text: str
    also: Callable[[Transaction, str], None]


class Arrived(msgspec.Struct, frozen=True):
    """A message that came by a channel (A9), and what is written with it: ``also`` is handed the transaction, the id of
    the conversation and the entry. Nothing is demanded of its writer that only a page can ask."""

    via: Via
    also: Callable[[Transaction, str, Entry], None]


class Arrival(Protocol):
    """What those who serve conversations say to one that is about to begin (``Begun``).

    ``told``: once it waits, the conversation and the entry that says where it stands, if that was told.
    """

    @property
    def told(self) -> tuple[Header, Entry] | None: ...

    def serve(self, tx: Transaction, lost: Agent | None) -> tuple[Header, Entry] | None:
        """Add to the transaction: it is somebody's from its beginning; or nothing. Lost: ``people.AgentMoved``: then it
        may be asked again, with the agent as they stand."""

    def wait(self, tx: Transaction) -> None:
        """Add to the transaction, which begins it in the queue: they see to it once that is stored."""


def start_conversation(
    desk: Desk,
    caller: visitors.Caller,
    plan_key: str,
    first: StartConversation,
    *,
    origin: str | None = None,
    address: str | None = None,
    came: Invited | Arrived | None = None,
) -> Started:
    """A visitor's first message begins a conversation, or is added to the one they have (A1).

    While the plan is closed it is kept and over at once, with the plan's words and the offer to leave a message (C1).
    While somebody is free for it, it is theirs in the same transaction (``Begun``). Four requests to DynamoDB then, by
    a plan with one pool, two while closed, six when it has to wait; one more to count the source ``address``, where it
    is known; one to four for each time when others were given the same agent.
    ``came``: it came by a channel, with what is written beside it; or as somebody was invited: it begins with these
    words, and with whose they are while they have room. Whoever has an open
    conversation already goes on with that, and nothing of the invitation is written.
    Where the plan says so, the one that ended lately goes on instead: two requests more.
    What the plan asks before it (A6) is in ``first.form``: a request more for an e-mail address, none else.
    Raises ``Invalid``, ``Unauthorized``, ``NotFound``, ``NobodyReceives``, ``LimitReached``, ``VisitorRefused``.
    """
    visitors.same_plan(caller, plan_key)
    invited, arrived = came if isinstance(came, Invited) else None, came if isinstance(came, Arrived) else None
    author, enclosed = Author("visitor", caller.visitor_id), Enclosed(file_id=first.file_id, via=_via_of(arrived))
    words = written(desk, author, first.text, first.client_id, enclosed)
    there, known, guards = _read(desk, plan_key, caller.visitor_id)
    plan = plans.as_read(desk, there, origin)
    refuse_unreceived(plan)
    asked, once = _as_kept(plan, caller, words)
    locale, conversation_id = spoken_language(plan, caller.locale), desk.new_id("cnv")
    own_words, network = OwnWords(plan, asked.text, locale), plans.came_from(desk, address)
    is_counted, is_read = False, True

    if not asked.can_be_sent:
        return _sent_before(desk, asked, once)

    def begin() -> Started:
        nonlocal is_counted, is_read
        visitor, now = visitors.as_read(known, caller) if is_read else visitors.read(desk, caller), desk.now()
        is_read = False
        _refuse_blocked(visitor, now)
        message = replace(asked, author=Author("visitor", caller.visitor_id, visitor.name))
        if visitor.open_conversation_id is not None:
            return _added(desk, visitor.open_conversation_id, message, once, own_words, arrived)
        now_open = opening(plan, now)
        must = now_open.open and invited is None and arrived is None
        blank, answers = _blank(desk, plan, first, visitor, conversation_id, locale, must=must)
        message = replace(message, author=Author("visitor", caller.visitor_id, blank.visitor_name))
        is_counted = is_counted or count_arrival(desk, plan, network, conversation_id, waits=now_open.open)
        former = to_go_on_with(desk, plan, visitor, now) if now_open.open and invited is None else None
        words = _FirstWords(message, invited, former, answers.said, _abuse_in(desk, plan, guards, message), arrived)
        header, entry, entries = words.said(received_by(blank, plan), own_words, now)

        def gathered() -> Transaction:
            tx = Transaction(desk)
            mark(tx, once, {"conversation_id": header.conversation_id})
            words.also(tx, header, entry)
            _note_visitor(tx, visitor, header.conversation_id if now_open.open else None, answers.learned)
            count_start(tx, plan, network, caller.visitor_id)
            return tx

        try:
            if now_open.open:
                shown = _begin(Beginning(gathered, former, header, entries), desk)
            else:
                told = turned_away(header, *closed_words(plan, now_open, header.locale), now)
                shown = _begin_with(gathered(), None, *told, entries)
            return Started(header.conversation_id, shown, False)
        except visitors.VisitorBusy as busy:
            if busy.conversation_id is None:
                raise Unauthorized("this visitor is not known any more") from None
            return _added(desk, busy.conversation_id, message, once, own_words, arrived)

    try:
        # lost to an agent who named the visitor this very moment, or to the end of what they had open
        return races.again(desk, begin, (visitors.NotOpen, HeaderMoved, _Ended), tries=races.CROWD)
    except AlreadyDone as done:
        return _again(desk, done.answer)
    except (LimitReached, Invalid) as refused:  # also where the form was changed since it was carried out
        return _again(desk, done_before(desk, once, refused))
    except files.FileMoved:
        raise FileUsed("this file was sent already") from None


def _as_kept(plan: Plan, caller: visitors.Caller, message: Message) -> tuple[Message, Once]:
    """The first message without the numbers that the plan keeps from everybody (F8), and the marker of its beginning a
    conversation."""
    kept = message.without(plan.limits.replaces)
    return kept, Once.of(f"start#{caller.visitor_id}", kept.client_id, kept.asked)


def _via_of(arrived: Arrived | None) -> Via | None:
    return arrived.via if arrived is not None else None


class Beginning(msgspec.Struct, frozen=True):
    """What is written where a conversation begins, or the ``former`` one goes on."""

    gathered: Callable[[], Transaction]
    former: Header | None
    header: Header
    entries: Sequence[Entry]


class _FirstWords(msgspec.Struct, frozen=True):
    """What a conversation begins with, or a ``former`` one goes on with: the visitor's message, what they were invited
    by, if they were, the ``form`` that they filled in, where the message is abusive, and by what it ``arrived``."""

    message: Message
    invited: Invited | None
    former: Header | None
    form: FormSaid | None
    abuse: Spans
    arrived: Arrived | None

    def said(self, blank: Header, own_words: OwnWords, now: datetime) -> tuple[Header, Entry, list[Entry]]:
        """The conversation, the visitor's entry in it, and all that is written with it."""
        header, before = blank, list[Entry]()
        if self.former is not None:
            header, told = goes_on(blank, self.former, self.message.author, now)
            before.append(told)
        elif self.invited is not None:
            invited, text = self.invited, hidden(self.invited.text, blank.replaces)
            header, invitation = accepted(blank, invited.by, text, invited.invitation_id, now)
            before.append(invitation)
        if self.form is not None:
            header, filled = with_form(header, self.form, self.message.author, now)
            before.append(filled)
        header, entry = self.message.added_to(header, now, self.abuse)
        header, entries = own_words.after(told_soon(None, header, [entry], now, work.SOON), [*before, entry], now)
        return header, entry, entries

    def also(self, tx: Transaction, header: Header, entry: Entry) -> None:
        """Add to the transaction what goes with the message."""
        mark(tx, self.message.once(header.conversation_id), answer_of(entry))
        self.message.take_file(tx, header.conversation_id, entry)
        if self.invited is not None:
            self.invited.also(tx, header.conversation_id)
        if self.arrived is not None:
            self.arrived.also(tx, header.conversation_id, entry)


def _read(desk: Desk, plan_key: str, visitor_id: str) -> tuple[Plan | None, Visitor | None, knowledge.Guards | None]:
    """The plan, the visitor, and which words are looked for, if they must be read; one request."""
    wanted = plans.wanted(plan_key), visitors.wanted(visitor_id)
    guards = knowledge.known_guards(desk)
    if guards is None and desk.kept.get(MASKING, True):
        guards, there = knowledge.read_guards(desk, *wanted)
        return there[0], there[1], guards
    return *read_both(desk.database, *wanted), guards


def _abuse_in(desk: Desk, plan: Plan, guards: knowledge.Guards | None, message: Message) -> Spans:
    """Where the first message is abusive, if agents of the plan are to see that masked (E5)."""
    guard = guard_for_visitors(desk, guards, plan.key, masks=plan.limits.mask_abuse)
    return look_through(guard, message.author, message.text).abuse


def _blank(
    desk: Desk,
    plan: Plan,
    first: StartConversation,
    visitor: Visitor,
    conversation_id: str,
    locale: str,
    *,
    must: bool,
) -> tuple[Header, Answers]:
    """The conversation with nothing in it yet, and what its visitor filled in; ``must``: what the plan demands of that
    is demanded. While the plan is closed, and of whom was invited, nothing is. Raises ``Invalid``."""
    mobile, now = first.form.mobile if first.form is not None else None, desk.now()
    where = CHAT if first.source == WEB else API
    reader = Reader(visitor, locale, region_of(plan.time_zone) if mobile else None, must, where)
    answers = without_numbers(checked_answers(plan.prechat, first.form, reader, now), plan.limits.replaces)
    if answers.learned.email is not None:
        notifications.refuse_unreachable(desk, "form.email", answers.learned.email)
    named = replace(visitor, name=visitor.name or answers.learned.name)
    page = plain_page(first.page, plan.limits.keep_parameters) or visitor.page
    if first.help is not None:
        answers = replace(answers, said=_with_help(desk, plan, first.help, answers.said, locale))
    blank = started(conversation_id, plan, named, now, locale=locale, page=page, source=first.source)
    return replace(blank, choice=answers.said.choice_id if answers.said is not None else None), answers


def _with_help(desk: Desk, plan: Plan, before: HelpBefore, form: FormSaid | None, locale: str) -> FormSaid | None:
    """What they filled in, and what they looked for and read in the help; one request where they read anything."""
    question = hidden(in_one_line(before.question, LONGEST_ASKED), plan.limits.replaces) or None
    editions = knowledge.published(desk, before.article_ids, consistent=False) if before.article_ids else {}
    read = [editions[each] for each in dict.fromkeys(before.article_ids) if each in editions]
    titles = tuple(each.wording_in(locale)[1].title for each in read if each.is_for(plan.key))
    if question is None and not titles:
        return form
    return replace(form or FormSaid(), question=question, articles=titles)


def _note_visitor(tx: Transaction, visitor: Visitor, conversation_id: str | None, learned: Learned) -> None:
    """Add to the transaction: this is their open conversation (None: it is over at once), and what they said."""
    visitors.note_answer(tx, visitor, learned.agreed)
    if conversation_id is None:
        visitors.learn(tx, visitor, learned)
    else:
        visitors.claim_open(tx, visitor, conversation_id, learned)


def _refuse_blocked(visitor: Visitor, now: datetime) -> None:
    if visitor.is_blocked(now):
        raise VisitorRefused("nothing more can be said here")


def _begin(beginning: Beginning, desk: Desk) -> Page:
    """Begin the conversation with whoever has room, if somebody has; else in the queue. Lost: ``HeaderMoved`` (the
    former one was written to)."""
    arrival: Arrival | None = events.ask(desk, Begun(beginning.header))

    def serve(lost: Agent | None) -> Page | None:
        tx = beginning.gathered()
        served = arrival.serve(tx, lost) if arrival is not None else None
        return _begin_with(tx, beginning.former, *served, beginning.entries) if served is not None else None

    return races.follow(desk, None, serve, people.AgentMoved) or _begin_waiting(beginning, arrival)


def _begin_waiting(beginning: Beginning, arrival: Arrival | None) -> Page:
    """Begin the conversation in the queue, and look who serves it; what came of that is shown, and read if need be."""
    header, entries, tx = beginning.header, beginning.entries, beginning.gathered()
    store.write(tx, beginning.former, header, entries)
    if arrival is None:
        events.publish(tx, ConversationStarted(header.conversation_id))
    else:
        arrival.wait(tx)
    tx.commit_and_tell()
    told = arrival.told if arrival is not None else None
    if beginning.former is not None or told is None or told[1].seq != header.last_seq + 1:
        return _first_page(tx.desk, header.conversation_id)
    return _page_with(*told, entries)


def _begin_with(tx: Transaction, former: Header | None, header: Header, last: Entry, entries: Sequence[Entry]) -> Page:
    store.write(tx, former, header, [*entries, last])
    tx.commit_and_tell()
    return _page_with(header, last, entries) if former is None else _first_page(tx.desk, header.conversation_id)


def _page_with(header: Header, last: Entry, entries: Sequence[Entry]) -> Page:
    return Page((*entries, last), header.last_seq, header.state, False, header, header.visitor_id)


class _Ended(Lost):
    """What the visitor had open has ended; they are free to begin another."""


def _added(
    desk: Desk, conversation_id: str, message: Message, once: Once, own_words: OwnWords, arrived: Arrived | None = None
) -> Started:
    """The message that would begin a conversation, added to the one that is open. Lost: ``_Ended``."""

    def note(tx: Transaction, before: Header, entry: Entry) -> None:
        if arrived is not None:
            arrived.also(tx, before.conversation_id, entry)

    try:
        _, again = write_message(desk, conversation_id, message, also=once, note=note, own_words=own_words)
    except ConversationClosed:
        raise _Ended from None
    return Started(conversation_id, _first_page(desk, conversation_id), again)


def _sent_before(desk: Desk, asked: Message, once: Once) -> Started:
    """What this request was answered with before, as its file is part of something. Raises ``FileUsed``: nothing."""
    before: dict[str, object] | None = recall(desk, once, desk.now().timestamp())
    if before is None:
        asked.refuse_file()
        raise FileUsed("this file was sent already")
    return _again(desk, before)


def _again(desk: Desk, before: dict[str, object]) -> Started:
    conversation_id = str(before["conversation_id"])
    return Started(conversation_id, _first_page(desk, conversation_id), True)


def _first_page(desk: Desk, conversation_id: str) -> Page:
    return existing(store.page(desk, conversation_id, 0, FIRST_PAGE), "no such conversation")
