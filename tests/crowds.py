"""A large desk, written directly: agents who are there with room, and plans."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace

from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.availability import candidate_of, places
from chalicelib.people.service import groups
from chalicelib.people.store.rows import ROSTER, AgentRow, GroupRow, PoolRow, agent_key, listed, pool_key
from chalicelib.plans import service as plans
from chalicelib.plans.store import PlanRow
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model import RegisterVisitor
from tests.stored import put_rows
from tests.worlds import World


def staff(
    world: World, number: int, capacity: int = 5, group_ids: tuple[str, ...] = (), *, full: bool = False
) -> list[Agent]:
    """So many agents more, online for a day, with room or ``full``, in the group of ``demo`` or in these."""
    assert world.group is not None
    group_ids = group_ids or (world.group.group_id,)
    now = world.desk.now()
    like = replace(
        people.list_agents(world.desk)[0],
        capacity=capacity,
        status="online",
        lease_until=now + timedelta(days=1),
        joined_at=now,
        serving=frozenset(f"cnv_elsewhere{n:017d}" for n in range(capacity if full else 0)),
        session_ids=frozenset(),
        memberships=None,
        groups=frozenset(group_ids),
    )
    crew = [
        replace(
            like, agent_id=f"agt_crowd{n:021d}", email=f"crowd{n}@example.com", name=f"Agent {n}", number=f"{n:05d}"
        )
        for n in (next(world.made) for _ in range(number))
    ]
    put_rows(AgentRow.of(each, shelf=agent_key(each.agent_id), key="record") for each in crew)
    put_rows(listed(each) for each in crew)
    put_rows(
        PoolRow(pool_key(pool, mode), order, candidate=candidate)
        for each in crew
        for (pool, mode, order), candidate in places(candidate_of(each)).items()
    )
    for group_id in group_ids:
        group = groups.read_group(world.desk, group_id)
        grown = replace(group, member_ids=(*group.member_ids, *(each.agent_id for each in crew)))
        put_rows([GroupRow.of(grown, shelf=ROSTER, key=f"group#{group_id}")])
    return crew


def more_plans(world: World, number: int) -> None:
    """So many plans like ``demo``."""
    plan = plans.read_plan(world.desk, "demo")
    copies = [replace(plan, key=f"plan-{n}", plan_id=f"pln_crowd{n:021d}", name=f"Plan {n}") for n in range(number)]
    put_rows(PlanRow.of(each, plan_key=each.key, auto_replies=None) for each in copies)


def visit(world: World, plan_key: str) -> visitors.Caller:
    """Somebody new at a plan."""
    _, token, _ = visitors.register(world.desk, None, plan_key, None, RegisterVisitor(locale="en"))
    return visitors.recognised(world.desk, token)
