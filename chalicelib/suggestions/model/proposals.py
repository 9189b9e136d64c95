"""A conversation that is proposed as a new kind of question, and what becomes of that (E2). Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated

import msgspec
from msgspec.structs import replace

from chalicelib.conversations.model.conversation import MESSAGE, Entry, Header
from chalicelib.core.authors import Author
from chalicelib.core.errors import Conflict, Invalid, WrongFields, members
from chalicelib.core.i18n import nearest_locale
from chalicelib.core.masks import masked, own_words, personal
from chalicelib.core.text import among, checked, has_half_a_character, is_visible

OPEN, DRAFTED, JOINED, DECLINED = "open", "drafted", "joined", "declined"
STATES = (OPEN, DRAFTED, JOINED, DECLINED)
OUTCOMES = (DRAFTED, JOINED, DECLINED)
LONGEST_TITLE, LONGEST_ANSWER, LONGEST_REASON = 120, 8000, 1000
MOST_ENTRIES = 50


class Source(msgspec.Struct, frozen=True):
    """Which entries of a conversation it is from, by their numbers, both included; they never change."""

    conversation_id: str
    first: int
    last: int

    @property
    def length(self) -> int:
        """How many entries these are."""
        return self.last - self.first + 1


class Written(msgspec.Struct, frozen=True):
    """What somebody proposes. ``first``, ``last``: from which entry to which; None: as far back as is kept of one, up
    to the end."""

    title: str
    answer: str
    first: int | None = None
    last: int | None = None


class Decision(msgspec.Struct, frozen=True):
    """What an editor did. ``article_id``: of the draft it became, or the article it joined."""

    outcome: Annotated[str, among(*OUTCOMES)]
    by: Author
    at: datetime
    reason: str = ""
    article_id: str | None = None


class Proposal(msgspec.Struct, frozen=True):
    """``locale``: in which language it is written. ``seen_at``: when its author saw what became of it. Nothing that was
    written ever changes."""

    proposal_id: str
    source: Source
    plan_key: str
    locale: str
    title: str
    answer: str
    author: Author
    created_at: datetime
    state: Annotated[str, among(*STATES)] = OPEN
    category_id: str | None = None
    decision: Decision | None = None
    seen_at: datetime | None = None
    version: int = 1

    @property
    def author_id(self) -> str:
        """Who proposed it."""
        return str(self.author.id)

    @property
    def conversation_id(self) -> str:
        """What it is from."""
        return self.source.conversation_id


class ProposalDecided(Conflict):
    """An editor has decided on it."""

    code = "proposal_decided"
    title = "It was decided on already"
    beside = members(outcome=str, by=dict[str, str | None])


def id_of(conversation_id: str) -> str:
    """The proposal of a conversation, of which there is one at most."""
    return f"prp_{conversation_id.removeprefix('cnv_')}"


def source_of(header: Header, first: int | None, last: int | None) -> Source:
    """The entries that are meant. Raises ``Invalid`` naming ``first`` or ``last``."""
    last = header.last_seq if last is None else last
    if not 1 <= last <= header.last_seq:
        raise Invalid.field("last", f"an entry of the conversation: 1 to {header.last_seq}")
    first = max(1, last - MOST_ENTRIES + 1) if first is None else first
    if not max(1, last - MOST_ENTRIES + 1) <= first <= last:
        raise Invalid.field("first", f"at most {MOST_ENTRIES} entries, the last one not before the first")
    return Source(header.conversation_id, first, last)


def checked_words(written: Written) -> Written:
    """What was written, trimmed, and as an article can take it. Raises ``Invalid`` naming each field that does not
    hold."""
    wrong, title, answer = WrongFields(), "", ""
    with wrong:
        title = checked("title", written.title, longest=LONGEST_TITLE)
        title = " ".join("".join(each if each.isprintable() else " " for each in title).split())
        if has_half_a_character(title):
            raise Invalid.field("title", "no lone surrogate")
    with wrong:
        answer = checked_paragraphs("answer", written.answer, LONGEST_ANSWER)
    wrong.refuse()
    return replace(written, title=title, answer=answer)


def checked_paragraphs(field: str, text: str, longest: int) -> str:
    """Words of several lines, trimmed. Raises ``Invalid``."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not 1 <= len(text) <= longest:
        raise Invalid.field(field, f"1 to {longest} characters")
    if not is_visible(text):
        raise Invalid.field(field, "something that can be seen")
    if has_half_a_character(text) or any(ord(each) < 32 and each not in "\n\t" for each in text):
        raise Invalid.field(field, "no control characters, and no lone surrogate")
    return text


def proposed(
    header: Header, source: Source, written: Written, entries: Iterable[Entry], author: Author, now: datetime
) -> Proposal:
    """What is kept of it: the author's words, with a mask in place of whatever says who somebody is."""
    own = own_of(entries)
    return Proposal(
        id_of(header.conversation_id),
        source,
        header.plan_key,
        nearest_locale(header.locale),
        without_persons(written.title, own)[:LONGEST_TITLE],
        without_persons(written.answer, own),
        author,
        now,
        category_id=header.wrap.category_id,
    )


def own_of(entries: Iterable[Entry]) -> frozenset[str]:
    """What the visitor gave of themselves in these."""
    theirs = (each.words for each in entries if each.author.kind == "visitor" and each.kind == MESSAGE)
    return frozenset(word for text in theirs for word in own_words(text))


def without_persons(text: str, own: Iterable[str] = ()) -> str:
    """A text with a mask in place of whatever says who somebody is."""
    return masked(text, personal(text, own))


def decided(before: Proposal, decision: Decision) -> Proposal:
    """What an editor made of it; its own author has seen that. Raises ``ProposalDecided``."""
    refuse_decided(before)
    seen_at = decision.at if decision.by.id == before.author_id else None
    return replace(before, state=decision.outcome, decision=decision, seen_at=seen_at, version=before.version + 1)


def refuse_decided(proposal: Proposal) -> None:
    """Raises ``ProposalDecided``."""
    if proposal.decision is not None:
        by = {"id": proposal.decision.by.id, "name": proposal.decision.by.name}
        raise ProposalDecided(
            f"{proposal.decision.by.name} has decided on it", extra={"outcome": proposal.state, "by": by}
        )


def seen(before: Proposal, now: datetime) -> Proposal:
    """Its author saw what became of it; the same where there is nothing new."""
    if before.decision is None or before.seen_at is not None:
        return before
    return replace(before, seen_at=now, version=before.version + 1)
