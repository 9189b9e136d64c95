"""Asking (A3, F6): a page of what was said, newest first, within the reach of whoever asks (law 8)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import Header
from chalicelib.core.audit import By
from chalicelib.core.cursors import seal, unseal
from chalicelib.core.desk import Desk
from chalicelib.core.once import note_once_a_day
from chalicelib.core.questions import Term, telling, terms_of
from chalicelib.core.tables import Wanted, read_all
from chalicelib.followups import service as followups
from chalicelib.followups.model.followup import FollowUp
from chalicelib.offline import service as offline
from chalicelib.offline.model.message import Message
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.reach import EVERYWHERE, NEAR, SEE, Thing
from chalicelib.people.model.reach import may as tie_of
from chalicelib.plans import service as plans
from chalicelib.plans.model.plan import Plan
from chalicelib.search import store
from chalicelib.search.model.documents import (
    CONVERSATION,
    CUSTOMER,
    FOLLOW_UP,
    LEFT_MESSAGE,
    TICKET,
    Document,
    Line,
    Posting,
    kind_of,
    shown_lines,
    tag_word,
)
from chalicelib.search.model.words import mark
from chalicelib.tickets import service as tickets
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.model.turns import WORK
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.visitor import Visitor

PAGE = 20
LOOKED_AT = 400  # postings of one page
READ = 33  # documents of one page, each with what it is about and its plan: a hundred items

About = Header | Visitor | Message | FollowUp | Ticket


class Question(msgspec.Struct, frozen=True):
    """What is looked for: all words of ``q``, in what is of this kind, plan and agent, from then until then; with a
    ``tag``, only customers who have it."""

    q: str
    kind: str | None = None
    plan_key: str | None = None
    agent_id: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    tag: str | None = None

    @property
    def terms(self) -> tuple[Term, ...]:
        """What its words ask for; with a tag there may be none. Raises ``Invalid`` naming ``q``."""
        return () if self.tag is not None and not self.q.strip() else terms_of(self.q)

    @property
    def words(self) -> list[str]:
        """All that must be there, as it is stored."""
        tagged = [tag_word(self.tag)] if self.tag is not None else []
        return tagged + [word for term in self.terms for word in term.words]

    def is_answered_by(self, document: Document) -> bool:
        """Whether all that is asked for stands in it."""
        return document.answers(self.terms) and (self.tag is None or document.has(self.tag))


class Found(msgspec.Struct, frozen=True):
    """Something that fits: the lines that say so, and what it is about as it is now."""

    document: Document
    lines: tuple[Line, ...]
    about: About


def search(
    desk: Desk, agent: Agent, question: Question, cursor: str | None, request_id: str = ""
) -> tuple[list[Found], str | None]:
    """A page of what fits, newest first; it may be short, or empty, while others follow.

    Two requests: where the word that tells most stands, and the documents together with what they are about; one more
    where the agent's groups matter. Whoever is shown what is another agent's, because their rights reach so far, is in
    the audit log, once a day: one conditional write more. Raises ``Invalid`` naming ``q``.
    """
    name = f"search#{agent.agent_id}#{msgspec.json.encode(question).decode()}"
    before: str | None = unseal(desk, name, cursor) if cursor else None
    terms, words = question.terms, question.words
    first = words[0] if question.tag is not None else telling(terms)
    postings = store.postings(desk, first, question.since, question.until, before, LOOKED_AT)
    wanted = mark(words)
    fitting = [(order, each) for order, each in postings if each.may_have(wanted) and _is_meant(each, question)]
    shown: list[Found] = []
    reach = Reach(desk, agent)
    last = None
    for order, document, about, plan in read_documents(desk, fitting[:READ]):
        last = order
        if document is None or about is None or not question.is_answered_by(document):
            continue
        if not _is_of(about, question.agent_id) or not reach.has(about, plan):
            continue
        shown.append(Found(document, tuple(shown_lines(document, terms)), about))
        if len(shown) == PAGE:
            break
    reach.note(request_id)
    following = _following(postings, fitting, last, full=len(shown) == PAGE)
    return shown, seal(desk, name, following) if following is not None else None


def _following(
    postings: Sequence[tuple[str, Posting]], fitting: Sequence[tuple[str, Posting]], last: str | None, *, full: bool
) -> str | None:
    """Where the next page begins, if there is one: behind what was read, or behind all that was looked at."""
    rest = full or len(fitting) > READ
    if rest and last is not None and (last != postings[-1][0] or len(postings) == LOOKED_AT):
        return last
    return postings[-1][0] if len(postings) == LOOKED_AT else None


def _is_meant(posting: Posting, question: Question) -> bool:
    return question.kind in (None, kind_of(posting.about)) and question.plan_key in (None, posting.plan_key)


def read_documents(
    desk: Desk, fitting: Sequence[tuple[str, Posting]]
) -> list[tuple[str, Document | None, About | None, Plan | None]]:
    """The documents of these postings, what each is about, and for a message that was left its plan; one request."""
    if not fitting:
        return []
    ids = list(dict.fromkeys(each.about for _, each in fitting))
    keys = list(dict.fromkeys(each.plan_key for _, each in fitting if kind_of(each.about) == LEFT_MESSAGE))
    wanted: list[Wanted[Any]] = [*(store.wanted(each) for _, each in fitting), *map(_wanted, ids)]
    found = read_all(desk.database, wanted + [plans.wanted(each) for each in keys], consistent=False)
    documents, others = found[: len(fitting)], found[len(fitting) :]
    about = dict(zip(ids, others, strict=False))
    known = dict(zip(keys, others[len(ids) :], strict=True))
    return [
        (order, document, about[each.about], known.get(each.plan_key))
        for (order, each), document in zip(fitting, documents, strict=True)
    ]


def _wanted(about: str) -> Wanted[Any]:
    kind = kind_of(about)
    if kind == CONVERSATION:
        return conversations.wanted(about)
    if kind == TICKET:
        return tickets.wanted(about)
    if kind == FOLLOW_UP:
        return followups.wanted(about)
    return visitors.wanted(about) if kind == CUSTOMER else offline.wanted(about)


def _holder(about: About) -> str | None:
    if isinstance(about, Ticket):
        return about.handler_id
    if isinstance(about, FollowUp):
        return about.owner_id
    return about.last_agent_id if isinstance(about, Visitor) else about.agent_id


def _is_of(about: About, agent_id: str | None) -> bool:
    return agent_id is None or _holder(about) == agent_id


class Reach:
    """Which of what was found the agent may see; what that needs is read once. Whoever is shown what is another
    agent's, because their rights reach so far, is noted (F7)."""

    def __init__(self, desk: Desk, agent: Agent) -> None:
        self._desk = desk
        self._agent = agent
        self._around = people.Surroundings(desk, agent)
        self._ties: set[str] = set()

    def has(self, about: About, plan: Plan | None) -> bool:
        """Whether they may see this, and are shown it."""
        tie = self._tie(about, plan)
        if tie is not None and _holder(about) not in (None, self._agent.agent_id):
            self._ties.add(tie)
        return tie is not None

    def note(self, request_id: str) -> None:
        """Write down, once a day, that they were shown what is another's, if they were; a conditional write then."""
        if not self._ties.isdisjoint((NEAR, EVERYWHERE)):
            by = By(self._agent.agent_id, self._agent.name, request_id)
            note_once_a_day(self._desk, by, "search", self._agent.agent_id, after={})

    def _tie(self, about: About, plan: Plan | None) -> str | None:
        """By which tie they see it, if they do: conversations, messages, follow-ups and tickets as where they are
        read, customers who were served by them last, or by whom their rights reach."""
        if isinstance(about, FollowUp):
            return followups.tie_to(self._agent, about, self._around)
        if isinstance(about, Ticket):
            may_work = WORK in self._agent.rights.permissions
            return tie_of(self._agent, SEE, tickets.thing(about), self._around) if may_work else None
        if isinstance(about, Header):
            thing = conversations.thing(about)
        else:
            thing = offline.seen(about, plan) if isinstance(about, Message) else Thing(about.last_agent_id)
        return tie_of(self._agent, SEE, thing, self._around)
