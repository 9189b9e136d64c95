"""What conversations carry a copy of, when that is changed elsewhere (law 3).

A copy is written over the header as it was read, and what it is a copy of is read after the header: whoever writes an
older copy after a newer one finds that the header has moved, and looks again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from chalicelib.conversations import store
from chalicelib.conversations.model.away import while_away
from chalicelib.conversations.model.conversation import CLOSED, OPEN, WAITING, Entry, Header
from chalicelib.conversations.model.edits import answering_keywords, served_by
from chalicelib.conversations.store import HeaderMoved
from chalicelib.core import races, work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.absences import AbsenceChanged
from chalicelib.people.model.agents import AgentRenamed, by_agent
from chalicelib.plans import service as plans
from chalicelib.plans.model.plan import KeywordsAdded
from chalicelib.plans.model.receiving import all_pools

PAGE = 100


class AnswerKeywords(Due, frozen=True):
    """The next of the conversations whose plan answers keywords now: open ones from ``start`` on, or those who wait.

    ``at``: of these, which of the plan's pools, and behind which number of its queue.
    """

    kind = "conversations.begin_to_answer_keywords"

    plan_key: str
    state: str = WAITING
    start: Mapping[str, Any] | None = None
    at: tuple[int, str] = (0, "0")


def rename_agent(desk: Desk, renamed: AgentRenamed) -> None:
    """The conversations that an agent has, or is a guest in, show the name and number they have now.

    Two reads and a write for each, of which nobody has more than they have room for. What was said stays as it was
    said. Twice is once.
    """
    agent_id = renamed.agent_id
    agent = people.read_agent(desk, agent_id)
    for conversation_id in sorted(agent.serving | agent.guest_in):
        _change(desk, conversation_id, lambda header: served_by(header, by_agent(people.read_agent(desk, agent_id))))


def spread_absence(desk: Desk, changed: AbsenceChanged) -> None:
    """The conversations that an agent has know what their visitors are told while the agent is away (B6).

    So whoever writes is told in the very transaction of what they wrote, once, and a post reads nothing more. Whoever
    wrote between the choice and this is told here. Two reads and a write for each. Twice is once.
    """
    agent_id = changed.agent_id

    def away(header: Header) -> tuple[Header, Sequence[Entry]]:
        if header.state != OPEN or header.agent_id != agent_id:
            return header, ()
        return while_away(header, people.read_agent(desk, agent_id).absence, desk.now())

    for conversation_id in sorted(people.read_agent(desk, agent_id).serving):
        _move(desk, conversation_id, away)


def begin_to_answer_keywords(desk: Desk, due: AnswerKeywords | KeywordsAdded, *, page: int = PAGE) -> None:
    """The plan has rules now where it had none: the conversations that go on, unanswered, hear of it (C5).

    A ``page`` of those who wait, or of those that are open, and a piece of work for the next one: first all who wait,
    pool by pool, since whoever is served meanwhile is open then. Four requests, and a read and a write for each
    concerned. Twice is once.
    """
    piece = due if isinstance(due, AnswerKeywords) else AnswerKeywords(due.plan_key)
    plan_key, state, key, at, whole = piece.plan_key, piece.state, None, piece.at, False
    if state == WAITING:
        pools = all_pools(plans.read_plan(desk, plan_key))
        number, after = at
        rows = store.queue(desk, pools[number], page, after=int(after)).rows if number < len(pools) else ()
        ids = [each.conversation_id for each in rows if each.plan_key == plan_key]
        whole = len(rows) < page
        at = (number + 1, "0") if whole else (number, str(rows[-1].number))
        state = OPEN if at[0] >= len(pools) else WAITING
    else:
        ids, key = store.list_in_state(desk, state, page, piece.start)
    if piece.state == WAITING or key is not None:
        tx = Transaction(desk)
        work.put(tx, AnswerKeywords(plan_key, state, key, at if state == WAITING else (0, "0")), inline=whole)
        tx.commit_and_tell()
    for header in store.headers(desk, ids):
        if header.plan_key == plan_key and not _answers(header):
            _change(desk, header.conversation_id, lambda each: each if _answers(each) else answering_keywords(each))


def _answers(header: Header) -> bool:
    """Whether its keywords are answered, or need not be any more."""
    return header.keywords or header.first_reply_at is not None


def _change(desk: Desk, conversation_id: str, changed: Callable[[Header], Header]) -> None:
    """Write the header as it is ``changed``, unless it is over or nothing changes; again where others wrote."""
    _move(desk, conversation_id, lambda header: (changed(header), ()))


def _move(desk: Desk, conversation_id: str, move: Callable[[Header], tuple[Header, Sequence[Entry]]]) -> None:
    """The same with the entries that say so."""

    def once() -> None:
        header = store.header(desk, conversation_id)
        if header is None or header.state == CLOSED:
            return
        after, entries = move(header)
        if after == header:
            return
        tx = Transaction(desk)
        store.write(tx, header, after, entries)
        tx.commit()

    races.again(desk, once, HeaderMoved)
