"""Which groups an agent is in stands in the group, and as a copy in the agent's own record (law 3, law 7).

A group holds up to 500 members and a transaction 100 writes, so the copies are due work, written with the change and
tried in the same request: pieces of so many agents, each as the groups stand when it runs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from msgspec.structs import replace

from chalicelib.core import events, races, work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.transactions import Transaction
from chalicelib.people.model.agents import Agent, AgentAvailable, Group, Membership
from chalicelib.people.model.duty import GroupsChanged
from chalicelib.people.model.reach import memberships_in
from chalicelib.people.service.pools import tell_who_waits
from chalicelib.people.store import pools, reading
from chalicelib.people.store.rows import AgentMoved

TOGETHER = 40


class SpreadMemberships(Due, frozen=True):
    """A group has other members, or receives others: these agents carry a copy of it."""

    kind = "people.spread_memberships"

    agent_ids: tuple[str, ...]


def concerned(before: Group | None, after: Group) -> list[str]:
    """Whose copy is another after this change of a group."""
    old, new = set(before.member_ids if before else ()), set(after.member_ids)
    if before is not None and Membership.of(before) == Membership.of(after):
        return sorted(old ^ new)
    return sorted(old | new)


def spread_later(tx: Transaction, agent_ids: Sequence[str]) -> None:
    """Add to the transaction: these agents' copies are made anew, in this request if it lives."""
    for start in range(0, len(agent_ids), TOGETHER):
        work.put(tx, SpreadMemberships(tuple(agent_ids[start : start + TOGETHER])), inline=True)


def spread(desk: Desk, due: SpreadMemberships) -> None:
    """Make these agents' copies anew, and with them their places in the groups' pools, each by itself. Twice is once.

    Whoever is in a group that they were not in before may serve those who wait for it. Each writing is counted in the
    agent's record, so that nobody writes what they read before somebody else wrote.
    """

    def copy(agent_id: str) -> None:
        agent = reading.agent(desk, agent_id)  # before the groups: whoever has written since has seen newer ones
        known = reading.directory(desk).groups.values()
        if agent is None or (agent.memberships is not None and not _differs(agent, known)):
            return
        memberships = memberships_in(agent_id, known)
        tx = Transaction(desk)
        pools.put_memberships(tx, agent, memberships)
        if new := tuple(sorted({each.group_id for each in memberships} - agent.groups)):
            events.publish(tx, AgentAvailable(agent_id, new))
        groups = frozenset(each.group_id for each in memberships)
        if groups != agent.groups:
            events.publish(tx, GroupsChanged(agent_id))
        tell_who_waits(tx, agent, replace(agent, groups=groups), available=True)
        tx.commit_and_tell()

    for agent_id in due.agent_ids:
        races.again(desk, partial(copy, agent_id), AgentMoved)


def _differs(agent: Agent, groups: Iterable[Group]) -> bool:
    memberships = memberships_in(agent.agent_id, groups)
    known = agent.memberships is None or agent.memberships == memberships
    return not known or agent.groups != frozenset(each.group_id for each in memberships)


def recount_memberships(desk: Desk) -> int:
    """Compare every copy with the groups and mend what differs; how many did. One query when nothing differs."""
    people = reading.roster(desk)
    groups = people.groups.values()
    wrong = [each.agent_id for each in people.agents.values() if _differs(each, groups)]
    for start in range(0, len(wrong), TOGETHER):
        spread(desk, SpreadMemberships(tuple(wrong[start : start + TOGETHER])))
    return len(wrong)
