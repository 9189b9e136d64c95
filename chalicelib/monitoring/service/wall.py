"""The supervisors' wall: a group's or a plan's numbers and lists, of windows and never of everything (A3, A4)."""

from __future__ import annotations

from collections.abc import Sequence

from chalicelib.conversations import service as conversations
from chalicelib.core.desk import Desk
from chalicelib.core.errors import NotFound
from chalicelib.monitoring.model.wall import (
    MOST_AGENTS,
    MOST_CONVERSATIONS,
    MOST_POOLS,
    Board,
    Pool,
    Wall,
    board_of,
    member,
    serving_in,
    shown_open,
    shown_waiting,
    staff_of,
    to_read,
    waits_in,
)
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.availability import BALANCED, ROTATION, order
from chalicelib.people.model.pools import EVERYBODY
from chalicelib.people.model.reach import STEER, Receivers, Thing
from chalicelib.people.model.reach import may as tie_of
from chalicelib.plans import service as plans
from chalicelib.plans.model.receiving import all_pools

PAGE = 10  # groups
BEYOND = "it is beyond your reach"


def groups_after(desk: Desk, agent: Agent, after: str | None) -> tuple[list[tuple[str, str | None]], bool]:
    """The ids and names of ten groups in reach behind this id, and whether others follow; a query for the directory, or
    a request for one's own groups. ``everybody`` has no name."""
    known = [each for each in _groups(desk, agent) if after is None or each[0] > after]
    return known[:PAGE], len(known) > PAGE


def board(desk: Desk, agent: Agent, after: str | None) -> Board:
    """The numbers of ten groups in reach behind this id, and of these together.

    What ``groups_after`` asks, two queries for each group, and two requests for what their agents have open.
    """
    known, more = groups_after(desk, agent, after)
    pools = [_pool(desk, agent, *each) for each in known]
    agents = people.read_agents(desk, serving_in(pools))
    held = sorted({each for agent in agents.values() for each in agent.serving})[:MOST_CONVERSATIONS]
    return board_of(pools, agents, conversations.headers(desk, held), desk.now(), more=more)


def _pool(desk: Desk, agent: Agent, group_id: str, name: str | None) -> Pool:
    heads = people.heads(desk, [group_id], [_mode(agent)], MOST_AGENTS)
    return Pool(group_id, name, conversations.window(desk, [group_id]), tuple(heads.candidates.values()))


def group_wall(desk: Desk, agent: Agent, group_id: str) -> Wall:
    """A group: who waits in its queue, its agents, and what they have open. Five requests, whatever goes on there.

    Raises ``NotFound``, ``NotYours``.
    """
    group = people.find_group(desk, group_id) if group_id != EVERYBODY else None
    if group is None and group_id != EVERYBODY:
        raise NotFound("there is no such group")
    receivers = Receivers((group_id,)) if group is not None else Receivers()
    people.allowed(desk, agent, STEER, Thing(receivers=receivers), BEYOND)
    return _wall(desk, agent, [group_id], group.name if group is not None else None)


def plan_wall(desk: Desk, agent: Agent, plan_key: str) -> Wall:
    """A plan: who waits of its visitors, the agents who receive them, and what these have open of it.

    A read of the plan, two queries for each of its first ten pools, and two requests. Raises ``UnknownPlan``,
    ``NotYours``.
    """
    plan = plans.read_plan(desk, plan_key)
    people.allowed(desk, agent, STEER, Thing(receivers=plan.receivers), BEYOND)
    return _wall(desk, agent, all_pools(plan)[:MOST_POOLS], plan.name, plan.key)


def _groups(desk: Desk, agent: Agent) -> list[tuple[str, str | None]]:
    around = people.Surroundings(desk, agent)
    groups = people.directory(desk).groups.values() if agent.reaches_all else around.groups
    reached = [
        each
        for each in groups
        if not each.archived and tie_of(agent, STEER, Thing(receivers=Receivers((each.group_id,))), around) is not None
    ]
    named: list[tuple[str, str | None]] = [(each.group_id, each.name) for each in reached]
    if agent.reaches_all and EVERYBODY in agent.uses:
        named.append((EVERYBODY, None))
    return sorted(named, key=lambda each: each[0])


def _wall(desk: Desk, agent: Agent, pools: Sequence[str], name: str | None, plan_key: str | None = None) -> Wall:
    waits, rows = waits_in(conversations.window(desk, pools), plan_key)
    mode = _mode(agent)
    heads = people.heads(desk, pools, [mode], MOST_AGENTS)
    first = sorted(heads.candidates.values(), key=lambda each: order(each, mode))[:MOST_AGENTS]
    agents = people.read_agents(desk, [each.agent_id for each in first])
    waiting, held, unread = to_read(rows, agents.values())
    headers = conversations.headers(desk, [*waiting, *held])
    now = desk.now()
    return Wall(
        name,
        waits,
        staff_of(first),
        shown_waiting(headers, rows),
        shown_open(headers, plan_key),
        unread,
        tuple(member(each, now) for each in agents.values()),
    )


def _mode(agent: Agent) -> str:
    """An allocation for which pools are kept."""
    return BALANCED if BALANCED in agent.uses and ROTATION not in agent.uses else ROTATION
