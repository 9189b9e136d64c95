"""When the next call is: a try after one in vain, soon and not at once; a visit agreed with whoever was reached."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from chalicelib.core.errors import Invalid
from chalicelib.followups import store
from chalicelib.followups.model.followup import FollowUp, TriedLately, furthest_try
from chalicelib.followups.model.forms import PlanFollowUp, RecordCall
from chalicelib.followups.service import access, calling, lists, planning
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.rights import ADMINISTRATOR
from chalicelib.people.service import roles
from chalicelib.plans import service as plans
from chalicelib.plans.model.survey import SurveyRules
from tests.crashes import crash_at
from tests.followups.stage import boss, caller, customers, let_go_by, low_score, settle, told
from tests.in_process import Asking
from tests.worlds import World, at_once, counted

WEEK = {"weekly": {day: [["09:00", "18:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}}


def call(world: World, agent: Agent, follow_up: FollowUp, outcome: str, name: str, **next_in: float) -> FollowUp:
    """A call; ``next_in``: how long after it the next one is."""
    next_at = (world.clock() + timedelta(**next_in)).isoformat() if next_in else None
    form = RecordCall(outcome, name, name, next_at)  # type: ignore[arg-type]
    return calling.record_call(world.desk, agent, follow_up.followup_id, form)[0]


def visit(world: World, agent: Agent) -> FollowUp:
    """A visit to a customer who is there."""
    (visitor_id,) = customers(world, 1)
    due_at = (world.clock() + timedelta(hours=1)).isoformat()
    return planning.plan_follow_up(world.desk, caller(agent), PlanFollowUp("after_sale", due_at, "c", visitor_id))[0]


def rest_of(world: World, agent: Agent) -> list[FollowUp]:
    """What the agent has still to do."""
    return list(lists.list_follow_ups(world.desk, agent, "mine")[0])


# --- tries in vain --------------------------------------------------------------------------------------------------


def test_a_callback_is_put_off_for_two_days_at_most_and_a_visit_for_a_week(world: World) -> None:
    world.found()
    owner = boss(world)
    callback, visited = low_score(world, owner), visit(world, owner)

    with pytest.raises(Invalid) as refused:
        call(world, owner, callback, "not_reached", "far", days=2, minutes=1)
    with pytest.raises(Invalid):
        call(world, owner, visited, "not_reached", "far", days=7, minutes=1)
    tried = [call(world, owner, callback, "not_reached", "near", hours=47, minutes=59)]
    tried.append(call(world, owner, visited, "not_reached", "near", days=6))

    assert [each.field for each in refused.value.errors] == ["next_at"]
    assert [each.state for each in tried] == ["open", "open"]
    assert [len(each.notes) for each in tried] == [1, 1]


def test_where_the_plan_counts_working_time_the_next_try_may_wait_until_it_opens(world: World) -> None:
    world.found()
    owner = boss(world)
    survey = {name: getattr(SurveyRules(), name) for name in SurveyRules.__struct_fields__}
    survey |= {"reasons": None, "questions": [], "callback_time": "working"}
    plans.update_plan(world.desk, "demo", {"hours": WEEK, "survey": survey}, None)
    world.clock.at = datetime(2026, 11, 27, 2, 0, tzinfo=UTC)  # Friday 10:00 in Shanghai
    one, other = low_score(world, owner), low_score(world, owner, "srv_00000002")
    plan = plans.read_plan(world.desk, "demo")

    until = furthest_try(plan.survey, plan.hours, plan.time_zone, world.clock())
    with counted() as requests:
        tried = call(world, owner, one, "not_reached", "Monday", days=2, hours=23, minutes=59)
    with pytest.raises(Invalid):
        call(world, owner, other, "not_reached", "Monday noon", days=3, hours=2)

    assert until == datetime(2026, 11, 30, 2, 0, tzinfo=UTC)  # Monday 10:00
    assert tried.state == "open"
    assert requests.names == ["GetItem", "GetItem", "TransactWriteItems"]  # its plan is read, for it is late


def test_five_tries_in_one_second_are_one(world: World) -> None:
    world.found()
    owner = boss(world)
    one = low_score(world, owner)

    call(world, owner, one, "not_reached", "0", hours=1)
    for number in range(1, 5):
        with pytest.raises(TriedLately) as refused:
            call(world, owner, one, "not_reached", str(number), hours=1)
        assert refused.value.extra["again_at"] > world.clock()
    again = calling.record_call(
        world.desk,
        owner,
        one.followup_id,
        RecordCall(
            outcome="not_reached",
            text="0",
            next_at=one_hour_later(access.find(world.desk, one.followup_id)),
            client_id="0",
        ),
    )

    now = access.find(world.desk, one.followup_id)
    assert again == (now, True)
    assert (now.state, len(now.notes)) == ("open", 1)


def one_hour_later(follow_up: FollowUp) -> str:
    assert follow_up.next_at is not None
    return follow_up.next_at.isoformat()


@pytest.mark.race
def test_tries_at_once_are_one(atomic_world: World) -> None:
    world = atomic_world
    world.found()
    owner = boss(world)
    one = low_score(world, owner)

    tries = at_once([partial(call, world, owner, one, "not_reached", str(number), hours=1) for number in range(5)])

    now = store.followup(atomic_world.desk, one.followup_id)
    assert now is not None and len(now.notes) == 1
    assert sum(isinstance(each, FollowUp) for each in tries) == 1
    assert all(isinstance(each, (FollowUp, TriedLately)) for each in tries), tries


def test_after_four_tries_in_vain_the_leaders_hear_of_it_and_the_fifth_gives_it_up(world: World) -> None:
    world.found()
    owner, leader, chief = boss(world), boss(world), world.agent(role=ADMINISTRATOR)
    one = low_score(world, owner)

    for number in range(4):
        tried = call(world, owner, one, "not_reached", str(number), hours=3)
        if number == 2:
            before = told(world)
        world.clock.forward(minutes=30)
    with pytest.raises(Invalid):
        call(world, owner, one, "not_reached", "4", hours=3)
    given_up = call(world, owner, one, "not_reached", "4")
    let_go_by(world, hours=6, step=1800)

    assert (tried.state, tried.escalated) == ("open", True)
    assert (given_up.state, given_up.outcome, given_up.in_time) == ("done", "not_reached", True)
    assert before == [("callback_due", owner.email)]
    assert sorted(told(world)[1:]) == sorted(("callback_last_try", each.email) for each in (leader, chief))


def test_only_the_fourth_try_costs_a_request_more(world: World) -> None:
    world.found()
    owner = boss(world)
    boss(world)
    one = low_score(world, owner)
    costs = []

    for number in range(4):
        next_at = (world.clock() + timedelta(hours=1)).isoformat()
        with counted() as requests:
            calling.record_call(
                world.desk,
                owner,
                one.followup_id,
                RecordCall(outcome="not_reached", text="", next_at=next_at, client_id=str(number)),
            )
        costs.append(len(requests))
        world.clock.forward(minutes=6)

    assert costs == [2, 2, 2, 3]


# --- agreed visits --------------------------------------------------------------------------------------------------


def test_with_whoever_was_reached_the_next_visit_is_planned_in_the_same_transaction(world: World) -> None:
    world.found()
    owner = boss(world)
    one = visit(world, owner)

    with counted() as requests:
        closed = call(world, owner, one, "reached", "Call again in spring", days=100)
    (following,) = rest_of(world, owner)
    let_go_by(world, days=101, step=12 * 3600)

    assert requests.names == ["GetItem", "TransactWriteItems", "DeleteItem"]  # the event, told at once, as ever
    assert (closed.state, closed.following_id, closed.next_at) == ("done", following.followup_id, following.due_at)
    assert (following.kind, following.visitor_id, following.owner_id) == ("after_sale", one.visitor_id, owner.agent_id)
    assert "Call again in spring" in following.remarks[0].text
    assert told(world) == [("followup_reminder", owner.email)]


def test_after_a_callback_the_next_one_is_a_visit_of_whoever_does_visits(world: World) -> None:
    world.found()
    owner = boss(world)
    role = roles.create_role(world.desk, name="Caller", permissions=["callbacks.work"], scope="all")
    caller_only = world.agent(role=role.role_id)
    (visitor_id,) = customers(world, 1)
    one = low_score(world, owner)
    of_customer = store_with(world, one, visitor_id)

    with pytest.raises(Invalid) as refused:
        call(world, caller_only, of_customer, "solved", "1", days=7)
    closed = call(world, owner, of_customer, "solved", "2", days=7)

    assert [each.field for each in refused.value.errors] == ["next_at"]
    (following,) = rest_of(world, owner)
    assert (closed.state, following.kind, following.visitor_id) == ("done", "care", visitor_id)


def store_with(world: World, follow_up: FollowUp, visitor_id: str) -> FollowUp:
    """The same callback, of a customer who is there."""
    from msgspec.structs import replace

    from chalicelib.core.transactions import Transaction

    after = replace(follow_up, visitor_id=visitor_id, version=follow_up.version + 1)
    tx = Transaction(world.desk)
    store.write(tx, follow_up, after)
    tx.commit()
    return after


@pytest.mark.parametrize("outcome", ["refused", "wrong_contact", "became_ticket"])
def test_a_next_time_that_the_outcome_has_not_is_refused_and_named(world: World, outcome: str) -> None:
    world.found()
    owner = boss(world)
    one = visit(world, owner)

    with pytest.raises(Invalid) as refused:
        call(world, owner, one, outcome, "1", days=7)

    assert [each.field for each in refused.value.errors] == ["next_at"]
    assert access.find(world.desk, one.followup_id) == one


@pytest.mark.parametrize("next_in", [{"days": -1}, {"days": 367}])
def test_a_visit_agreed_for_the_past_or_in_years_is_refused(world: World, next_in: dict[str, float]) -> None:
    world.found()
    owner = boss(world)
    one = visit(world, owner)

    with pytest.raises(Invalid) as refused:
        call(world, owner, one, "reached", "1", **next_in)

    assert [each.field for each in refused.value.errors] == ["next_at"]
    assert [each.followup_id for each in rest_of(world, owner)] == [one.followup_id]


def test_the_same_call_twice_plans_one_visit_and_both_answers_are_the_same(world: World) -> None:
    world.found()
    owner = boss(world)
    one = visit(world, owner)
    http = Asking()
    token = http.sign_in(owner)
    next_at = (world.clock() + timedelta(hours=1)).isoformat()
    body = {"outcome": "reached", "next_at": next_at, "client_id": "1"}

    first, second = (http.ask("POST", f"/v1/desk/follow-ups/{one.followup_id}/calls", token, body) for _ in range(2))
    world.clock.forward(hours=2)
    late = http.ask("POST", f"/v1/desk/follow-ups/{one.followup_id}/calls", http.sign_in(owner), body)

    assert [each.status for each in (first, second, late)] == [201, 200, 200]
    assert first.said == second.said == late.said
    assert first.said["in_time"] is True
    (following,) = rest_of(world, owner)
    assert following.followup_id == first.said["following_id"]


@pytest.mark.race
def test_two_closing_it_at_once_with_a_next_visit_plan_one(atomic_world: World) -> None:
    world = atomic_world
    world.found()
    owner, other = boss(world), boss(world)
    one = visit(world, owner)

    at_once([partial(call, world, who, one, "reached", who.name, days=5) for who in (owner, other, owner, other)])

    planned = [*rest_of(world, owner), *rest_of(world, other)]
    closed = store.followup(atomic_world.desk, one.followup_id)
    assert closed is not None and len(closed.notes) == 1
    assert [each.followup_id for each in planned] == [closed.following_id]


@pytest.mark.parametrize("written", [False, True])
def test_a_call_that_dies_half_way_closes_and_plans_together_or_not_at_all(world: World, written: bool) -> None:
    world.found()
    owner = boss(world)
    one = visit(world, owner)
    form = RecordCall("reached", "1", next_at="2026-12-01T00:00:00Z")

    with crash_at(0, written=written):
        calling.record_call(world.desk, owner, one.followup_id, form)
    left = [each.followup_id for each in rest_of(world, owner)]
    after, again = calling.record_call(world.desk, owner, one.followup_id, form)
    settle(world)

    assert left == ([after.following_id] if written else [one.followup_id])
    assert again is written
    assert [each.followup_id for each in rest_of(world, owner)] == [after.following_id]
