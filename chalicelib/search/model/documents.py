"""What may be found: messages of a conversation, a customer, a message left, a follow-up, a ticket (A3, F6). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

import msgspec

from chalicelib.conversations.model.conversation import MESSAGE, Entry, Header
from chalicelib.core.questions import Term, contains
from chalicelib.core.words import distinct_words, plain
from chalicelib.followups.model.followup import FollowUp
from chalicelib.offline.model.message import Message
from chalicelib.search.model.words import mark
from chalicelib.tickets.model.ticket import CREATED, Ticket
from chalicelib.tickets.model.ticket import Entry as TicketEntry
from chalicelib.visitors.model.visitor import Visitor

CONVERSATION, CUSTOMER, LEFT_MESSAGE, FOLLOW_UP = "conversation", "customer", "message", "follow_up"
TICKET = "ticket"
KINDS = (CONVERSATION, CUSTOMER, LEFT_MESSAGE, FOLLOW_UP, TICKET)
PREFIXES = {"cnv": CONVERSATION, "vis": CUSTOMER, "off": LEFT_MESSAGE, "flw": FOLLOW_UP, "tkt": TICKET}
TAG = "tag"  # the side of a customer's line that is one of their tags
CONTACTS = 0  # the part of a conversation that says how its customer is reached

MOST_LINES, MOST_CHARACTERS = 20, 4_000
SHOWN_CHARACTERS, BEFORE_IT = 160, 40


class Line(msgspec.Struct, frozen=True):
    """Something that was said: ``side`` is visitor or agent, or what of a customer it is; ``seq``: its entry."""

    text: str
    side: str
    at: datetime
    seq: int = 0
    name: str | None = None


class Document(msgspec.Struct, frozen=True):
    """``about``: the id of what it is about; ``part``: its first entry. ``version``: of the record that it says."""

    about: str
    part: int
    at: datetime
    plan_key: str
    lines: tuple[Line, ...]
    version: int = 0

    @property
    def words(self) -> tuple[str, ...]:
        """By which it is found; a tag as a whole, too."""
        return (*(tag_word(each) for each in self.tags), *distinct_words(line.text for line in self.lines))

    @property
    def tags(self) -> tuple[str, ...]:
        """Those of a customer."""
        return tuple(line.text for line in self.lines if line.side == TAG)

    def answers(self, terms: Sequence[Term]) -> bool:
        """Whether all that is asked for stands in it."""
        return contains((line.text for line in self.lines), terms)

    @property
    def addresses(self) -> tuple[str, ...]:
        """By which a customer, or that of a conversation, is reached."""
        return tuple(line.text for line in self.lines if line.side in ("email", "mobile"))

    def says_the_same_as(self, other: Document) -> bool:
        """Whether nothing but its version is another."""
        return msgspec.structs.replace(self, version=other.version) == other

    def has(self, tag: str) -> bool:
        """Whether it is of a customer with this tag, however it is written."""
        return tag_word(tag) in map(tag_word, self.tags)


class Posting(msgspec.Struct, frozen=True):
    """That a word stands in a document; ``marks`` all words that stand there."""

    about: str
    part: int
    at: datetime
    plan_key: str
    marks: int

    def may_have(self, wanted: int) -> bool:
        """Whether the words of this mark may all stand there."""
        return self.marks & wanted == wanted


def kind_of(about: str) -> str:
    """What an id is of."""
    return PREFIXES[about.partition("_")[0]]


def tag_word(tag: str) -> str:
    """What stands for a whole tag among words; no text has such a word."""
    return f"#{plain(tag).strip()}"


def posting_of(document: Document) -> Posting:
    """What all its postings say."""
    return Posting(document.about, document.part, document.at, document.plan_key, mark(document.words))


def documents_of(conversation_id: str, plan_key: str, entries: Iterable[Entry]) -> Iterator[Document]:
    """What people wrote in these entries, as agents see it, some messages together."""
    lines: list[Line] = []
    for entry in entries:
        words = entry.masked_words
        if entry.kind != MESSAGE or not words:
            continue
        characters = sum(len(line.text) for line in lines) + len(words)
        if lines and (len(lines) == MOST_LINES or characters > MOST_CHARACTERS):
            yield _of_conversation(conversation_id, plan_key, lines)
            lines = []
        lines.append(Line(words, entry.author.kind, entry.at, entry.seq, entry.author.name))
    if lines:
        yield _of_conversation(conversation_id, plan_key, lines)


def _of_conversation(conversation_id: str, plan_key: str, lines: Sequence[Line]) -> Document:
    return Document(conversation_id, lines[0].seq, lines[0].at, plan_key, tuple(lines))


def version_at(moment: datetime) -> int:
    """The version of what is made of several records: the moment before the first of them was read, so that nothing
    that was read later is taken for older."""
    return int(moment.timestamp() * 1000)


def document_of_customer(visitor: Visitor, before: datetime) -> Document:
    """Who a customer is, how they are reached, and their tags; without lines where nobody knows. ``before``: they were
    read after that."""
    name = (("name", visitor.name),) if visitor.name else ()
    known = (*name, *visitor.addresses, *((TAG, each) for each in visitor.tags))
    lines = tuple(Line(value, side, visitor.first_seen_at) for side, value in known)
    return Document(visitor.visitor_id, 0, visitor.first_seen_at, visitor.plan_key, lines, version_at(before))


def document_of_contacts(header: Header, visitor: Visitor, before: datetime) -> Document:
    """How the customer of a conversation is reached, so that it is found by that. ``before``: they were read after
    that."""
    lines = tuple(Line(each, side, header.started_at) for side, each in visitor.addresses)
    return Document(header.conversation_id, CONTACTS, header.started_at, header.plan_key, lines, version_at(before))


def document_of_follow_up(follow_up: FollowUp) -> Document:
    """Whom a follow-up is for, and how they are reached; with its number."""
    asked = follow_up.created_at
    customer = [("name", follow_up.visitor_name), ("email", follow_up.email), ("mobile", follow_up.mobile)]
    known = [("number", follow_up.number), *customer]
    lines = tuple(Line(value, side, asked) for side, value in known if value)
    return Document(follow_up.followup_id, 0, asked, follow_up.plan_key, lines, follow_up.version)


def document_of_message(message: Message) -> Document:
    """A message that was left, who left it, and what was answered."""
    left = message.created_at
    known = [("number", message.number), ("name", message.name), ("email", message.email), ("mobile", message.mobile)]
    lines = [Line(value, side, left) for side, value in known if value]
    lines.append(Line(message.masked_text, "visitor", left))
    lines += [Line(each.text, "agent", each.at, name=each.agent.name) for each in message.answers]
    return Document(message.message_id, 0, left, message.plan_key, tuple(lines), message.version)


def document_of_ticket(ticket: Ticket, entries: Iterable[TicketEntry]) -> Document:
    """A ticket by its number and its customer, what it is about, and what was written in it last."""
    began = ticket.created_at
    known = [("number", ticket.number), ("name", ticket.visitor_name), ("email", ticket.email)]
    known += [("mobile", ticket.mobile), ("subject", ticket.subject), ("text", ticket.text)]
    lines = [Line(value, side, began) for side, value in known if value]
    lines += [Line(str(value), "field", began) for value in ticket.fields.values() if isinstance(value, str)]
    lines += [
        Line(each.text, each.author.kind, each.at, name=each.author.name)
        for each in entries
        if each.kind != CREATED and each.text
    ]
    return Document(ticket.ticket_id, 0, began, ticket.plan_key or "", tuple(lines), ticket.version)


def shown_lines(document: Document, terms: Sequence[Term]) -> list[Line]:
    """The lines in which something stands that was asked for, cut to what a list has room for; at least the first."""
    fitting = [line for line in document.lines if any(contains([line.text], [term]) for term in terms)]
    return [msgspec.structs.replace(line, text=_cut(line.text, terms)) for line in (fitting or document.lines[:1])]


def _cut(text: str, terms: Sequence[Term]) -> str:
    """Around the first thing that was asked for."""
    if len(text) <= SHOWN_CHARACTERS:
        return text
    lowered = text.casefold()
    places = [place for term in terms if (place := lowered.find(term.text.removeprefix("…"))) >= 0]
    begin = max(0, min(places, default=0) - BEFORE_IT)
    end = begin + SHOWN_CHARACTERS
    return f"{'…' if begin else ''}{text[begin:end].strip()}{'…' if end < len(text) else ''}"
