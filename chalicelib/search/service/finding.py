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
from chalicelib.core.tables import Wanted, read_all
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
    LEFT_MESSAGE,
    TICKET,
    Document,
    Line,
    Posting,
    kind_of,
    shown_lines,
)
from chalicelib.search.model.words import mark, telling, terms_of
from chalicelib.tickets import service as tickets
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.model.turns import WORK
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.visitor import Visitor

PAGE = 20
LOOKED_AT = 400  # postings of one page
READ = 33  # documents of one page, each with what it is about and its plan: a hundred items

About = Header | Visitor | Message | Ticket


class Question(msgspec.Struct, frozen=True):
    """What is looked for: all words of ``q``, in what is of this kind, plan and agent, from then until then."""

    q: str
    kind: str | None = None
    plan_key: str | None = None
    agent_id: str | None = None
    since: datetime | None = None
    until: datetime | None = None


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
    terms = terms_of(question.q)
    postings = store.postings(desk, telling(terms), question.since, question.until, before, LOOKED_AT)
    wanted = mark(word for term in terms for word in term.words)
    fitting = [(order, each) for order, each in postings if each.may_have(wanted) and _is_meant(each, question)]
    shown: list[Found] = []
    ties: set[str] = set()
    reach = _Reach(desk, agent)
    last = None
    for order, document, about, plan in _read(desk, fitting[:READ]):
        last = order
        if document is None or about is None or not document.answers(terms) or not _is_of(about, question.agent_id):
            continue
        tie = reach.tie(about, plan)
        if tie is None:
            continue
        ties |= {tie} if _holder(about) not in (None, agent.agent_id) else set()
        shown.append(Found(document, tuple(shown_lines(document, terms)), about))
        if len(shown) == PAGE:
            break
    if not ties.isdisjoint((NEAR, EVERYWHERE)):
        by = By(agent.agent_id, agent.name, request_id)
        note_once_a_day(desk, by, "search", agent.agent_id, after={})
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


def _read(
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
    return visitors.wanted(about) if kind == CUSTOMER else offline.wanted(about)


def _holder(about: About) -> str | None:
    if isinstance(about, Ticket):
        return about.handler_id
    return about.last_agent_id if isinstance(about, Visitor) else about.agent_id


def _is_of(about: About, agent_id: str | None) -> bool:
    return agent_id is None or _holder(about) == agent_id


class _Reach:
    """Which of what was found the agent may see; what that needs is read once."""

    def __init__(self, desk: Desk, agent: Agent) -> None:
        self._agent = agent
        self._around = people.Surroundings(desk, agent)

    def tie(self, about: About, plan: Plan | None) -> str | None:
        """By which tie they see it, if they do: conversations and messages as where they are read, customers who were
        served by them last, or by whom their rights reach."""
        if isinstance(about, Ticket) and WORK not in self._agent.rights.permissions:
            return None
        if isinstance(about, Ticket):
            thing = tickets.thing(about)
        elif isinstance(about, Header):
            thing = conversations.thing(about)
        else:
            thing = offline.seen(about, plan) if isinstance(about, Message) else Thing(about.last_agent_id)
        return tie_of(self._agent, SEE, thing, self._around)
