"""An owner who was disabled, or may have it no longer: it goes to somebody who may, who is told (D2, D3)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest

from chalicelib.core import work
from chalicelib.followups import store
from chalicelib.followups.model.followup import FollowUp
from chalicelib.followups.model.forms import PlanFollowUp
from chalicelib.followups.service import access, planning, watch
from chalicelib.followups.service.watch import CheckDeadline
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.forms import UpdateAgent
from chalicelib.people.model.rights import AGENT
from chalicelib.people.service import desk
from tests.crashes import Death, at_each_write
from tests.followups.stage import boss, caller, customers, let_go_by, low_score, settle, told
from tests.worlds import World, at_once, counted


def disable(world: World, agent: Agent) -> None:
    """Their account ends."""
    people.update_agent(world.desk, agent.agent_id, UpdateAgent(active=False))


def visit(world: World, giver: Agent, owner: Agent) -> FollowUp:
    """Planned for a colleague, for tomorrow."""
    (visitor_id,) = customers(world, 1)
    due_at = (world.clock() + timedelta(hours=24)).isoformat()
    form = PlanFollowUp("care", due_at, owner.agent_id, visitor_id, owner_id=owner.agent_id)
    return planning.plan_follow_up(world.desk, caller(giver), form)[0]


def test_a_callback_of_a_disabled_supervisor_is_given_to_another_when_it_would_be_warned_of(world: World) -> None:
    world.found()
    owner, other = boss(world), boss(world)
    one = low_score(world, owner)

    disable(world, owner)
    let_go_by(world, minutes=91, step=13 * 60)

    now = access.find(world.desk, one.followup_id)
    assert (now.owner_id, now.warned, now.state) == (other.agent_id, True, "open")
    assert [owner.name in each.text and other.name in each.text for each in now.remarks] == [True]
    assert told(world) == [("callback_due", owner.email), ("callback_due", other.email)]
    (act,) = [each for each in desk.read_audit(world.desk, None, None)[0] if each.act == "assign_follow_up"]
    assert (act.by, act.before, act.after) == ("system", owner.agent_id, other.agent_id)


def test_a_late_callback_of_a_disabled_supervisor_has_a_new_owner_and_others_hear_that_it_is_late(
    world: World,
) -> None:
    world.found()
    owner, heir, third = boss(world), boss(world), boss(world)
    for number in range(2):
        low_score(world, third, f"srv_{number:08d}")  # so that the heir has fewest
    one = low_score(world, owner, "srv_late0001", minutes=60)

    disable(world, owner)
    world.clock.forward(minutes=61)
    settle(world)

    now = access.find(world.desk, one.followup_id)
    assert (now.owner_id, now.escalated) == (heir.agent_id, True)
    mine = [each for each in told(world) if each[1] != owner.email]
    assert mine[2:] == [("callback_due", heir.email), ("callback_overdue", third.email)]


def test_a_visit_of_a_disabled_agent_goes_to_whoever_has_least_to_do_when_it_is_due(world: World) -> None:
    (leaving, busy, free), giver = world.found(agents=3), boss(world)
    visit(world, giver, busy)
    one = visit(world, giver, leaving)
    before = told(world)

    disable(world, leaving)
    let_go_by(world, hours=25)

    now = access.find(world.desk, one.followup_id)
    assert now.owner_id == free.agent_id
    heard = {("followup_reminder", busy.email), ("followup_due", free.email)}
    assert set(told(world)[len(before) :]) == heard


def test_whoever_lost_the_permission_is_no_owner_either_and_an_able_owner_stays(world: World) -> None:
    world.found()
    demoted, staying = boss(world), boss(world)
    theirs, kept = low_score(world, demoted, "srv_00000001"), low_score(world, staying, "srv_00000002")

    people.update_agent(world.desk, demoted.agent_id, UpdateAgent(role=AGENT))
    let_go_by(world, minutes=91, step=13 * 60)

    owners = [access.find(world.desk, each.followup_id).owner_id for each in (theirs, kept)]
    assert owners == [staying.agent_id, staying.agent_id]
    assert access.find(world.desk, kept.followup_id).remarks == ()


def test_where_nobody_may_have_it_nobody_is_written_to_and_it_stays(world: World) -> None:
    world.found()
    owner = boss(world)
    one = low_score(world, owner)

    disable(world, owner)
    let_go_by(world, hours=3, step=1800)

    assert access.find(world.desk, one.followup_id).owner_id == owner.agent_id
    assert told(world) == [("callback_due", owner.email)]
    assert not work.dead(world.desk)


def test_a_look_costs_no_more_while_its_owner_may_have_it(world: World) -> None:
    world.found()
    owner, other = boss(world), boss(world)
    one = low_score(world, owner)
    world.clock.forward(minutes=95)

    with counted() as usual:
        watch.check_deadline(world.desk, CheckDeadline(one.followup_id, one.due_at))
    disable(world, owner)
    world.clock.forward(minutes=30)
    with counted() as handing_on:
        watch.check_deadline(world.desk, CheckDeadline(one.followup_id, one.due_at))

    assert usual.names == ["GetItem", "Query", "TransactWriteItems"]
    assert handing_on.names == ["GetItem", "Query", "Query", "BatchGetItem", "GetItem", "TransactWriteItems"]
    assert access.find(world.desk, one.followup_id).owner_id == other.agent_id


@pytest.mark.race
def test_many_looks_at_once_give_it_on_once(atomic_world: World) -> None:
    world = atomic_world
    world.found()
    owner, other = boss(world), boss(world)
    one = low_score(world, owner, minutes=-1)
    disable(world, owner)

    looks = at_once([partial(watch.check_deadline, world.desk, CheckDeadline(one.followup_id, one.due_at))] * 6)

    now = store.followup(atomic_world.desk, one.followup_id)
    assert not [each for each in looks if each is not None]
    assert now is not None and (now.owner_id, len(now.remarks)) == (other.agent_id, 1)
    assert told(world).count(("callback_due", other.email)) == 1


def test_a_look_that_dies_anywhere_gives_it_on_once(new_world: Callable[[], World]) -> None:
    def story(death: Death) -> None:
        world = new_world()
        world.found()
        owner, other = boss(world), boss(world)
        one = low_score(world, owner)
        disable(world, owner)
        world.clock.forward(minutes=95)

        with death():
            work.run_due(world.desk)
        world.clock.forward(seconds=90)
        settle(world)
        settle(world)

        now = access.find(world.desk, one.followup_id)
        assert (now.owner_id, len(now.remarks)) == (other.agent_id, 1)
        assert told(world).count(("callback_due", other.email)) == 1

    at_each_write(story, least=3)
