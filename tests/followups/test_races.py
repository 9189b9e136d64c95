"""Runs at once: nobody is planned twice, no quota is exceeded. On an engine that is atomic."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest

from chalicelib.core import work
from chalicelib.followups.model.followup import FollowUpClosed
from chalicelib.followups.service import access, calling, watch
from chalicelib.followups.service.runs import PlanPiece, plan_piece, run_now
from chalicelib.followups.service.watch import CheckDeadline
from chalicelib.followups.store import followups
from tests.followups.stage import boss, caller, campaign, customers, low_score, planned, settle, shares
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


def test_of_two_closing_a_callback_at_once_one_does(atomic_world: World) -> None:
    world = atomic_world
    world.found()
    owner, other = boss(world), boss(world)
    one = low_score(world, owner)

    calls = at_once(
        [
            partial(
                calling.record_call,
                world.desk,
                who,
                one.followup_id,
                outcome="solved",
                text="",
                next_at=None,
                client_id=client_id,
            )
            for who, client_id in ((owner, "same"), (owner, "same"), (other, "else"))
        ]
    )

    now = access.find(world.desk, one.followup_id)
    assert len(now.notes) == 1 and now.state == "done"
    assert all(isinstance(each, (tuple, FollowUpClosed)) for each in calls), calls


def test_a_look_taken_by_many_at_once_tells_once(atomic_world: World) -> None:
    world = atomic_world
    world.found()
    owner = boss(world)
    boss(world)
    one = low_score(world, owner, minutes=-1)

    looks = at_once([partial(watch.check_deadline, world.desk, CheckDeadline(one.followup_id, one.due_at))] * 6)

    now = followups.followup(atomic_world.desk, one.followup_id)
    assert not [each for each in looks if each is not None]
    assert now is not None and now.escalations == 1
    assert now.due_at == one.due_at < now.escalated_at < one.due_at + timedelta(hours=1)
