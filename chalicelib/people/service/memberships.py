"""Which groups an agent is in stands in the group, and as a copy in the agent's own record (law 3, law 7).

A group holds up to 500 members and a transaction 100 writes, so the copies are due work, written with the change and
tried in the same request: pieces of so many agents, each as the groups stand when it runs.
"""

from __future__ import annotations

from collections.abc import Sequence

from chalicelib.core import races, work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.transactions import Transaction
from chalicelib.people.model.agents import Group
from chalicelib.people.model.reach import memberships_in
from chalicelib.people.store import memberships, reading
from chalicelib.people.store.rows import AgentMoved

TOGETHER = 40


class SpreadMemberships(Due, frozen=True):
    """A group has other members, or receives others: these agents carry a copy of it."""

    kind = "people.spread_memberships"

    agent_ids: tuple[str, ...]


def concerned(before: Group | None, after: Group) -> list[str]:
    """Whose copy is another after this change of a group."""
    old, new = set(before.member_ids if before else ()), set(after.member_ids)
    if before is not None and (before.levels, before.channels) == (after.levels, after.channels):
        return sorted(old ^ new)
    return sorted(old | new)


def spread_later(tx: Transaction, agent_ids: Sequence[str]) -> None:
    """Add to the transaction: these agents' copies are made anew, in this request if it lives."""
    for start in range(0, len(agent_ids), TOGETHER):
        work.put(tx, SpreadMemberships(tuple(agent_ids[start : start + TOGETHER])), inline=True)


def spread(desk: Desk, due: SpreadMemberships) -> None:
    """Make these agents' copies anew, in one transaction. Twice is once; of two at once, the later one reads later.

    Each writing is counted in the agent's record, so that nobody writes what they read before somebody else wrote.
    """

    def copy() -> None:
        people = reading.roster(desk)
        known = [people.agents[each] for each in due.agent_ids if each in people.agents]
        if not known:
            return
        tx = Transaction(desk)
        for agent in known:
            memberships.put_memberships(tx, agent, memberships_in(agent.agent_id, people.groups.values()))
        tx.commit()

    races.again(desk, copy, AgentMoved)


def recount_memberships(desk: Desk) -> int:
    """Compare every copy with the groups and mend what differs; how many did. One query when nothing differs."""
    people = reading.roster(desk)
    groups = people.groups.values()
    wrong = [
        each.agent_id for each in people.agents.values() if each.memberships != memberships_in(each.agent_id, groups)
    ]
    for start in range(0, len(wrong), TOGETHER):
        spread(desk, SpreadMemberships(tuple(wrong[start : start + TOGETHER])))
    return len(wrong)
