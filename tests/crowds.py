"""A large desk, written directly: agents who are there with room, and plans."""

from __future__ import annotations

from msgspec.structs import replace

from chalicelib.people.model.agents import Agent
from chalicelib.plans import service as plans
from chalicelib.plans.store import PlanRow
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.identity import RegisterVisitor
from infra.bench.crowd import hire
from tests.stored import put_rows
from tests.worlds import World


def staff(
    world: World, number: int, capacity: int = 5, group_ids: tuple[str, ...] = (), *, full: bool = False
) -> list[Agent]:
    """So many agents more, online for a day, with room or ``full``, in the group of ``demo`` or in these."""
    assert world.group is not None
    (group_id,) = group_ids or (world.group.group_id,)
    return hire(world.desk, number, group_id, capacity=capacity, full=full)


def more_plans(world: World, number: int) -> None:
    """So many plans like ``demo``."""
    plan = plans.read_plan(world.desk, "demo")
    copies = [replace(plan, key=f"plan-{n}", plan_id=f"pln_crowd{n:021d}", name=f"Plan {n}") for n in range(number)]
    put_rows(PlanRow.of(each, plan_key=each.key, auto_replies=None) for each in copies)


def visit(world: World, plan_key: str) -> visitors.Caller:
    """Somebody new at a plan."""
    _, token, _ = visitors.register(world.desk, None, plan_key, None, RegisterVisitor(locale="en"))
    return visitors.recognised(world.desk, token)
