"""Runs at once: nobody is planned twice, no quota is exceeded. On an engine that is atomic."""

from __future__ import annotations

from functools import partial

import pytest

from chalicelib.campaigns.service.runs import PlanPiece, plan_piece, run_now
from chalicelib.core import work
from tests.campaigns.stage import campaign, planned, shares
from tests.followups.stage import boss, caller, customers, settle
from tests.worlds import World, at_once, counted

pytestmark = pytest.mark.race


def test_a_run_by_many_at_once_gives_everybody_their_quota_and_nobody_twice(atomic_world: World) -> None:
    world = atomic_world
    agents, manager = world.found(agents=3), boss(world)
    customers(world, 60)
    made = campaign(world, *agents, by=manager, quota_per_agent=10)

    runs = at_once([partial(run_now, world.desk, caller(manager), made.campaign_id) for _ in range(6)])
    day = next(each[0].day for each in runs if not isinstance(each, Exception))
    for piece in range(3):
        at_once([partial(plan_piece, world.desk, PlanPiece(made.campaign_id, day, piece)) for _ in range(4)])
    settle(world)

    found = planned(world, made.campaign_id, manager)
    assert not [each for each in runs if isinstance(each, Exception)]
    assert sum(not again for _, again in runs) == 1
    assert shares(found) == {each.agent_id: 10 for each in agents}
    assert len({each.visitor_id for each in found}) == 30


def test_two_campaigns_at_once_never_take_the_same_customer(atomic_world: World) -> None:
    world = atomic_world
    agents, manager = world.found(agents=2), boss(world)
    customers(world, 40)
    made = [campaign(world, each, by=manager, quota_per_agent=25) for each in agents]

    ran = at_once([partial(run_now, world.desk, caller(manager), each.campaign_id) for each in made])
    settle(world)

    assert not [each for each in ran if isinstance(each, Exception)]
    found = [one for each in made for one in planned(world, each.campaign_id, manager)]
    assert len(found) == len({each.visitor_id for each in found}) == 40
    assert max(shares(found).values()) <= 25


def test_500_customers_are_planned_in_pieces_of_25(atomic_world: World) -> None:
    world = atomic_world
    agents, manager = world.found(agents=5), boss(world)
    customers(world, 500)
    made = campaign(world, *agents, by=manager, quota_per_agent=100)

    with counted() as requests:
        run_now(world.desk, caller(manager), made.campaign_id)
        ran = settle(world)

    found = planned(world, made.campaign_id, manager)
    assert shares(found) == {each.agent_id: 100 for each in agents}
    assert len({each.visitor_id for each in found}) == 500
    assert ran >= 20
    assert requests.names.count("TransactWriteItems") >= 500
    assert len(requests) <= 500 + 30 * (ran + 1)
    assert not work.dead(atomic_world.desk)
