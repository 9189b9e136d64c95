"""Counts are rebuilt from the facts: loads from the conversations, totals from the decisions (law 7)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import msgspec
from msgspec.structs import replace

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

    ``parked_missing`` and ``parked_extra``: the same of those that take no slot, since their visitors have left.
    ``total_was`` and ``total_is``: how often they were given a conversation, as noted and as decided; None if right.
    """

    agent_id: str
    name: str
    missing: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    total_was: int | None = None
    total_is: int | None = None
    parked_missing: tuple[str, ...] = ()
    parked_extra: tuple[str, ...] = ()


class _Ids(msgspec.Struct, frozen=True):
    """Conversations of an agent: those that take a slot, and those that take none."""

    serving: frozenset[str] = frozenset()
    parked: frozenset[str] = frozenset()


def recount(desk: Desk, by: By = SYSTEM, progress: Callable[[int, int], None] | None = None) -> list[Drift]:
    """Rebuild every agent's load and total, and what they keep without a slot; mend the records, and report what was
    wrong (law 7).

    The conversations and the decisions are the facts. What an index does not show yet is asked for by name, or looked
    at again a moment later, before it counts as wrong. Costs as much as is open, and as was decided since the last
    time: two requests for each agent. ``progress`` is told after each agent how many are done, of how many.
    """
    taking: dict[str, set[str]] = defaultdict(set)
    parked: dict[str, set[str]] = defaultdict(set)
    for header in conversations.open_ones(desk):
        if header.agent_id is not None:
            (taking if header.released_at is None else parked)[header.agent_id].add(header.conversation_id)
    drifts: list[Drift] = []
    agents = people.roster(desk).agents.values()
    for number, agent in enumerate(agents, start=1):
        theirs = _Ids(frozenset(taking[agent.agent_id]), frozenset(parked[agent.agent_id]))
        drift = _mend_loads(desk, agent, theirs, by)
        total = _mend_total(desk, agent, by)
        if total is not None:
            was, now = total
            drift = replace(drift or Drift(agent.agent_id, agent.name), total_was=was, total_is=now)
        if drift is not None:
            drifts.append(drift)
        if progress is not None:
            progress(number, len(agents))
    for drift in drifts:
        if drift.extra:
            serve_agent(desk, drift.agent_id)
    return drifts


# --- loads ----------------------------------------------------------------------------------------------------------


def _mend_loads(desk: Desk, agent: Agent, theirs: _Ids, by: By) -> Drift | None:
    """What the record lacked and had too many, now mended; None, where it was right, or changed meanwhile."""
    missing = _such(desk, agent, theirs.serving - agent.serving, _takes_a_slot)
    parked_missing = _such(desk, agent, theirs.parked - agent.parked, _is_parked)
    extra = agent.serving - theirs.serving
    extra -= _such(desk, agent, extra, _takes_a_slot)
    parked_extra = agent.parked - theirs.parked
    parked_extra -= _such(desk, agent, parked_extra, _is_parked)
    if not (missing or extra or parked_missing or parked_extra):
        return None
    before = _Ids(agent.serving, agent.parked)
    after = _Ids((before.serving | missing) - extra, (before.parked | parked_missing) - parked_extra)
    tx = Transaction(desk)
    people.set_conversations(tx, agent, serving=after.serving, parked=after.parked)
    audit.note(tx, by, "recount", agent.agent_id, before=_noted(before, after), after=_noted(after, before))
    try:
        tx.commit()
    except people.AgentMoved:
        return None  # somebody was assigned meanwhile; the next recount looks again
    return Drift(
        agent.agent_id,
        agent.name,
        tuple(sorted(missing)),
        tuple(sorted(extra)),
        parked_missing=tuple(sorted(parked_missing)),
        parked_extra=tuple(sorted(parked_extra)),
    )


def _noted(ids: _Ids, other: _Ids) -> Any:
    """As the audit log has it: those that take a slot, and the others where they differ."""
    return sorted(ids.serving) if ids.parked == other.parked else msgspec.to_builtins(ids, order="deterministic")


def _such(
    desk: Desk, agent: Agent, conversation_ids: frozenset[str], is_so: Callable[[Header], bool]
) -> frozenset[str]:
    """Those of these that are the agent's and so now; a read each."""
    return frozenset(each for each in conversation_ids if _has(desk, agent, each, is_so))


def _has(desk: Desk, agent: Agent, conversation_id: str, is_so: Callable[[Header], bool]) -> bool:
    try:
        header = conversations.find(desk, conversation_id)
    except NotFound:
        return False
    return header.agent_id == agent.agent_id and is_so(header)


def _takes_a_slot(header: Header) -> bool:
    return header.state == OPEN and header.released_at is None


def _is_parked(header: Header) -> bool:
    return header.state == OPEN and header.released_at is not None


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
