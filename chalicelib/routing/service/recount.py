"""Counts are rebuilt from the facts: loads from the conversations, totals from the decisions (law 7)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

import msgspec

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import OPEN, Header
from chalicelib.core import audit
from chalicelib.core.audit import SYSTEM, By
from chalicelib.core.desk import Desk
from chalicelib.core.errors import NotFound
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.routing import store
from chalicelib.routing.service.queue import serve_agent

SETTLED = timedelta(hours=1)
SECOND_LOOK = 0.5


class Drift(msgspec.Struct, frozen=True):
    """Where an agent's record and the facts disagreed: ids the record lacked, and ids it had too many.

    ``total_was`` and ``total_is``: how often they were given a conversation, as noted and as decided; None if right.
    """

    agent_id: str
    name: str
    missing: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    total_was: int | None = None
    total_is: int | None = None


def recount(desk: Desk, by: By = SYSTEM, progress: Callable[[int, int], None] | None = None) -> list[Drift]:
    """Rebuild every agent's load and total, mend the records, and report what was wrong (law 7).

    The conversations and the decisions are the facts. What an index does not show yet is asked for by name, or looked
    at again a moment later, before it counts as wrong. Costs as much as is open, and as was decided since the last
    time: two requests for each agent. ``progress`` is told after each agent how many are done, of how many.
    """
    facts: dict[str, set[str]] = defaultdict(set)
    for header in conversations.open_ones(desk):
        if header.agent_id is not None and _takes_a_slot(header):
            facts[header.agent_id].add(header.conversation_id)
    drifts: list[Drift] = []
    agents = people.roster(desk).agents.values()
    for number, agent in enumerate(agents, start=1):
        missing, extra = _mend_load(desk, agent, facts[agent.agent_id], by)
        total = _mend_total(desk, agent, by)
        if missing or extra or total is not None:
            was, now = total or (None, None)
            drifts.append(Drift(agent.agent_id, agent.name, missing, extra, was, now))
        if progress is not None:
            progress(number, len(agents))
    for drift in drifts:
        if drift.extra:
            serve_agent(desk, drift.agent_id)
    return drifts


# --- loads ----------------------------------------------------------------------------------------------------------


def _mend_load(desk: Desk, agent: Agent, theirs: set[str], by: By) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ids that the record lacked and those it had too many, now mended."""
    missing = sorted(each for each in theirs - agent.serving if _has(desk, agent, each))
    extra = sorted(each for each in agent.serving - theirs if not _has(desk, agent, each))
    if not missing and not extra:
        return (), ()
    tx = Transaction(desk)
    serving = (agent.serving | set(missing)) - set(extra)
    people.set_serving(tx, agent, frozenset(serving))
    audit.note(tx, by, "recount", agent.agent_id, before=sorted(agent.serving), after=sorted(serving))
    try:
        tx.commit()
    except people.AgentMoved:
        return (), ()  # somebody was assigned meanwhile; the next recount looks again
    return tuple(missing), tuple(extra)


def _has(desk: Desk, agent: Agent, conversation_id: str) -> bool:
    try:
        header = conversations.find(desk, conversation_id)
    except NotFound:
        return False
    return _takes_a_slot(header) and header.agent_id == agent.agent_id


def _takes_a_slot(header: Header) -> bool:
    return header.state == OPEN and header.released_at is None


# --- totals ---------------------------------------------------------------------------------------------------------


def _mend_total(desk: Desk, agent: Agent, by: By) -> tuple[int, int] | None:
    """The total as it was noted and as it is now, if it was wrong.

    The index lags behind the records: only what is found twice, with a pause, while the record stood still is wrong.
    """
    settled = desk.now() - SETTLED
    total = _count(desk, agent, settled)
    if total == agent.assigned_total:
        return None
    desk.sleep(SECOND_LOOK)
    now = people.read_agent(desk, agent.agent_id)
    again = _count(desk, now, settled)
    if (again, now.assigned_total) != (total, agent.assigned_total):
        return None  # it was being assigned; the next recount looks again
    tx = Transaction(desk)
    people.set_total(tx, now, total)
    was = now.assigned_total
    audit.note(tx, by, "recount", agent.agent_id, before={"assigned_total": was}, after={"assigned_total": total})
    try:
        tx.commit()
    except people.AgentMoved:
        return None
    return was, total


def _count(desk: Desk, agent: Agent, settled: datetime) -> int:
    """How many decisions gave them a conversation: those counted before, and what came since."""
    until, total = _checkpoint(desk, agent, settled)
    return total + store.count_decisions(desk, agent.agent_id, until)


def _checkpoint(desk: Desk, agent: Agent, until: datetime) -> tuple[datetime, int]:
    """How many decisions there are up to ``until`` (or later); kept with the agent, so that none is counted twice.

    Everything so old has long reached the index.
    """
    if agent.counted_until is not None and agent.counted_until >= until:
        return agent.counted_until, agent.counted_total
    newer = store.count_decisions(desk, agent.agent_id, agent.counted_until, until)
    total = agent.counted_total + newer
    if newer:
        tx = Transaction(desk)
        people.set_counted(tx, agent, until, total)
        with suppress(people.AgentMoved):  # another recount has counted as far
            tx.commit()
    return until, total
