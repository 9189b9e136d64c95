"""A budget warns, and saves by what costs most, never by what a conversation needs (F1)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from msgspec.structs import replace

from chalicelib.conversations.model.pages import visitor_pace
from chalicelib.core.tallies import Cell, Counted, Tally
from chalicelib.costs.model.budget import STEPS_AT, State, in_month, looked_at, switched
from chalicelib.costs.model.forecast import forecast
from chalicelib.costs.model.settings import REGIONS, SLOWER, SWITCHES, CostSettings, Prices, money
from chalicelib.costs.model.spending import Used
from chalicelib.costs.service import summing, watching, writing
from chalicelib.people.model.rights import AGENT, GROUP_LEADER, SUPERVISOR
from tests.costs.stage import Stage
from tests.crashes import Death, at_each_write
from tests.in_process import named_in
from tests.worlds import World, at_once, counted, in_use

DEAR = {"requests": 1_000_000, "invocations": 0, "gigabyte_seconds": 0, "read_units": 0, "write_units": 0}


@pytest.fixture
def stage(world: World) -> Stage:
    return Stage.set(world)


def spend(stage: Stage, requests: int, kind: str = "widget/read_entries", name: str = "") -> None:
    """So many requests are handed over by some container, and added up; each costs a dollar here."""
    desk = replace(stage.world.desk, meter=None)
    slot = stage.world.clock.at.replace(minute=0, second=0, microsecond=0)
    cell = Cell(slot, "demo", kind, Tally(requests=requests))
    writing.keep(desk, Counted(name or desk.new_id("cnt"), [cell], []))
    summing.add_up(desk)


def budget(stage: Stage, amount: float, *saves: str, **more: Any) -> Any:
    return stage.change(budget=amount, prices=DEAR, saves=list(saves), **more)


def letters(stage: Stage) -> list[tuple[str, str]]:
    """What was told of the budget: to whom, and the subject."""
    found = stage.ask("GET", "/v1/admin/notices", stage.boss).said["items"]
    return sorted((each["to"], each["subject"]) for each in found if each["what"] == "budget_reached")


def test_people_hear_once_at_four_fifths_and_once_when_it_is_spent(stage: Stage) -> None:
    chief = stage.world.agent(role=SUPERVISOR)
    stage.world.agent(role=GROUP_LEADER)
    budget(stage, 1000, language="en")

    told = []
    for requests in (790, 5, 10, 10, 200, 300):
        spend(stage, requests)
        summing.add_up(replace(stage.world.desk, meter=None))
        told.append(len(letters(stage)))

    assert told == [0, 0, 2, 2, 4, 4]  # the administrator and the supervisor
    assert {to for to, _ in letters(stage)} == {chief.email, stage.chief.email}
    assert {subject for _, subject in letters(stage)} == {
        "80% of the budget of 2026-11 is spent",
        "100% of the budget of 2026-11 is spent",
    }
    assert stage.costs()["warned"] == [80, 100]


def test_dying_at_any_write_or_many_at_once_tell_nobody_twice(stage: Stage) -> None:
    budget(stage, 100)
    desk = replace(stage.world.desk, meter=None)

    def story(death: Death) -> None:
        with death():
            spend(stage, 85, name="the same")
        spend(stage, 85, name="the same")

    at_each_write(story)
    outcomes = at_once([partial(watching.look_at_budget, desk, "Asia/Shanghai")] * 6)

    assert outcomes == [None] * 6
    assert len(letters(stage)) == 1


def test_what_costs_most_is_done_less_often_first_and_only_what_the_desk_allows(stage: Stage) -> None:
    budget(stage, 1000, "widget_polls", "console_polls")
    spend(stage, 300, "desk/read_inbox")
    spend(stage, 200)

    steps = []
    for requests in (310, 90, 200):
        spend(stage, requests, "admin/list_agents")
        steps.append([each["name"] for each in stage.costs()["switches"] if each["on"]])

    assert steps == [["console_polls"], ["widget_polls", "console_polls"], ["widget_polls", "console_polls"]]


def test_everything_is_as_ever_when_the_month_is_over_or_the_budget_is_raised(stage: Stage) -> None:
    budget(stage, 100, *SWITCHES)
    spend(stage, 95)
    saved = [each["name"] for each in stage.costs()["switches"] if each["on"]]
    stage.change(budget=1000)
    raised = [each["name"] for each in stage.costs()["switches"] if each["on"]]
    stage.change(budget=100)
    again = [each["name"] for each in stage.costs()["switches"] if each["on"]]

    stage.world.clock.at = datetime(2026, 11, 30, 16, 1, tzinfo=UTC)  # midnight in Shanghai
    later = stage.costs()
    paces = writing.keep(stage.world.desk, Counted("first of the month", [], []))
    summing.add_up(replace(stage.world.desk, meter=None))

    assert (len(saved), paces) == (2, {})
    assert (len(saved), raised, again) == (2, [], saved)
    assert [each["on"] for each in later["switches"]] == [False] * 3
    assert (later["month"], later["spent_percent"], later["warned"]) == ("2026-12", 0, [])
    assert stage.costs(month="2026-11", plan_key="demo")["total"]["requests"] == 95


def test_by_hand_it_is_on_or_off_until_the_month_is_over(stage: Stage) -> None:
    budget(stage, 100, "widget_polls")
    spend(stage, 85)
    put = partial(stage.ask, "PUT", token=stage.boss)

    off = put("/v1/admin/cost-switches/widget_polls", body={"by_hand": "off"}).said
    on = put("/v1/admin/cost-switches/reports", body={"by_hand": "on"}).said
    spend(stage, 50)
    kept = stage.costs()["switches"]
    back = put("/v1/admin/cost-switches/widget_polls", body={"by_hand": None}).said

    assert [each["on"] for each in off["switches"]] == [False, False, False]
    assert [each["on"] for each in on["switches"]] == [each["on"] for each in kept] == [False, False, True]
    assert [each["on"] for each in back["switches"]] == [True, False, True]
    stage.world.clock.at = datetime(2026, 12, 1, tzinfo=UTC)
    assert [each["on"] for each in stage.costs()["switches"]] == [False] * 3


class Saving(RuleBasedStateMachine):
    """Whatever is spent and saved, conversations begin, go on and end with the same requests; only polls are slower."""

    world: World

    def __init__(self) -> None:
        super().__init__()
        self.stage = Stage.set(type(self).world)
        self.visitors: list[tuple[str, str]] = []
        self.number = 0
        budget(self.stage, 10_000, *SWITCHES)

    @rule(requests=st.integers(1, 4000))
    def spending(self, requests: int) -> None:
        spend(self.stage, requests)
        self.stage.counted()  # this container has heard of it

    @rule(hand=st.sampled_from(["on", "off", None]), name=st.sampled_from(SWITCHES))
    def switching(self, hand: str | None, name: str) -> None:
        self.stage.ask("PUT", f"/v1/admin/cost-switches/{name}", self.stage.boss, {"by_hand": hand})
        self.stage.counted()

    @rule()
    def beginning(self) -> None:
        visitor = self.stage.visit()
        with counted() as requests:
            conversation_id = self.stage.begin(visitor)
        self.visitors.append((visitor, conversation_id))
        assert requests.names == ["BatchGetItem", "UpdateItem", "Query", "Query", "TransactWriteItems"]

    @precondition(lambda self: self.visitors)
    @rule()
    def writing(self) -> None:
        visitor, conversation_id = self.visitors[-1]
        path = f"/v1/widget/demo/conversations/{conversation_id}/messages"
        self.number += 1
        with counted() as requests:
            answer = self.stage.ask("POST", path, visitor, {"text": "And?", "client_id": str(self.number)})
        assert answer.status == 201
        assert requests.names in (["GetItem", "TransactWriteItems"], ["GetItem", "TransactWriteItems", *WRITTEN_DOWN])

    @precondition(lambda self: self.visitors)
    @rule()
    def ending(self) -> None:
        visitor, conversation_id = self.visitors.pop()
        answer = self.stage.ask("POST", f"/v1/widget/demo/conversations/{conversation_id}/close", visitor, {})
        assert answer.said["state"] == "closed"

    @invariant()
    def polls_are_slower_by_no_more_than_the_step(self) -> None:
        on = {each["name"] for each in self.stage.costs()["switches"] if each["on"]}
        if self.visitors:
            visitor, conversation_id = self.visitors[-1]
            path = f"/v1/widget/demo/conversations/{conversation_id}/entries?after=1"
            pace = self.stage.ask("GET", path, visitor).said["poll_after_ms"]
            usual = visitor_pace("open", self.stage.world.clock.at, self.stage.world.clock.at)
            known = "widget_polls" in self.stage.meter.paces
            assert pace == usual * (SLOWER["widget_polls"] if known else 1)
            assert known == ("widget_polls" in on) or self.stage.meter.is_due(self.stage.world.clock.at)


WRITTEN_DOWN = ["PutItem", "GetItem"]


def test_no_conversation_is_refused_or_slowed_beyond_the_pace(new_world: Any) -> None:
    def fresh() -> Saving:
        Saving.world = new_world()
        return Saving()

    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        fresh,
        settings=settings(
            max_examples=8, stateful_step_count=14, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


# --- rules, by themselves -------------------------------------------------------------------------------------------

SPENT = st.lists(st.floats(0, 60), min_size=1, max_size=12)


@given(spent=SPENT, saves=st.sets(st.sampled_from(SWITCHES)), dearest=st.permutations(SWITCHES))
def test_a_month_warns_of_each_mark_once_and_steps_only_grow(
    spent: list[float], saves: set[Any], dearest: list[str]
) -> None:
    held = CostSettings(budget=100.0, saves=tuple(sorted(saves)))
    costs = {name: float(10 - place) for place, name in enumerate(dearest)}
    state, warned, total = in_month(State(), "2026-11", "Asia/Shanghai"), [], 0.0

    for amount in spent:
        total += amount
        before = state
        state, due = looked_at(state, total, costs, held)
        assert looked_at(state, total, costs, held) == (state, None)
        assert state.steps[: len(before.steps)] == before.steps
        warned += [due] if due is not None else []

    assert warned == sorted(set(warned))
    assert (100 in warned) == (total >= 100)
    assert set(state.steps) <= saves
    assert len(state.steps) == min(len(saves), sum(total >= each for each in STEPS_AT))
    assert list(state.steps) == [each for each in dearest if each in saves][: len(state.steps)]
    assert set(switched(state, "reports", "off").saving) == set(state.steps) - {"reports"}


def test_a_forecast_goes_on_as_the_last_seven_days_did() -> None:
    first, beyond = date(2026, 11, 1), date(2026, 12, 1)
    week = {date(2026, 11, day): 10.0 for day in range(1, 11)}

    assert forecast(week, first, beyond, datetime(2026, 11, 11, tzinfo=UTC)) == pytest.approx(300)
    assert forecast({}, first, beyond, datetime(2026, 11, 1, 3, tzinfo=UTC)) is None
    assert forecast({first: 5.0}, first, beyond, datetime(2026, 11, 1, 12, tzinfo=UTC)) == pytest.approx(300)
    assert forecast(week, first, beyond, datetime(2026, 12, 2, tzinfo=UTC)) == 100
    assert forecast({}, first, beyond, datetime(2026, 10, 30, tzinfo=UTC)) is None


def test_money_is_units_by_prices() -> None:
    prices = Prices(requests=2, invocations=1, gigabyte_seconds=500_000, megabytes=2048, read_units=3, write_units=4)
    used = Used(1_000_000, 1_000_000, 2_000.0, 0, 1_000_000, 500_000, 3_000, 10)

    spent = money(used, prices)

    assert (spent.api, spent.functions, spent.database) == (2, 1 + 2.0, 3 + 2.0)
    assert (spent.letters, spent.sms) == (pytest.approx(0.3), pytest.approx(0.5))
    assert spent.total == pytest.approx(2 + 3 + 5 + 0.3 + 0.5)
    assert all(each.read_units < each.write_units for each in REGIONS.values())


# --- rights and refusals --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [AGENT, GROUP_LEADER])
def test_whoever_may_not_see_costs_sees_and_changes_nothing(stage: Stage, role: str) -> None:
    other = stage.sign_in(stage.world.agent(role=role))
    conversation_id = stage.begin(stage.visit())

    asked = [
        ("GET", "/v1/admin/costs", None),
        ("GET", "/v1/admin/costs/plans", None),
        ("GET", f"/v1/desk/conversations/{conversation_id}/cost", None),
        ("GET", "/v1/admin/cost-settings", None),
        ("PUT", "/v1/admin/cost-settings", {"budget": 5}),
        ("PUT", "/v1/admin/cost-switches/reports", {"by_hand": "on"}),
        ("POST", "/v1/admin/costs/count", {}),
    ]
    statuses = [stage.ask(method, path, other, body).status for method, path, body in asked]

    assert statuses == [403] * len(asked)


def test_a_supervisor_sees_and_changes_nothing(stage: Stage) -> None:
    chief = stage.sign_in(stage.world.agent(role=SUPERVISOR))

    seen, changed = (
        stage.ask("GET", "/v1/admin/costs", chief),
        stage.ask("PUT", "/v1/admin/cost-settings", chief, {"budget": 5}),
    )

    assert (seen.status, changed.status) == (200, 403)


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({"budget": -1}, ["budget"]),
        ({"saves": ["reports", "reports"]}, ["saves"]),
        ({"saves": ["conversations"]}, ["saves[0]"]),
        ({"currency": "XXX"}, ["currency"]),
        ({"prices": {"requests": 1e12}}, ["prices.requests"]),
        ({"prices": {"megabytes": 1}}, ["prices.megabytes"]),
    ],
)
def test_what_is_no_setting_is_refused_by_its_field(stage: Stage, body: dict[str, Any], fields: list[str]) -> None:
    answer = stage.ask("PUT", "/v1/admin/cost-settings", stage.boss, body)

    assert (answer.status, named_in(answer)) == (422, fields)


def test_months_plans_and_switches_that_are_none_are_refused(stage: Stage) -> None:
    month = stage.ask("GET", "/v1/admin/costs?month=2026-13", stage.boss)
    plan = stage.costs(plan_key="none")
    last = stage.ask("GET", "/v1/admin/costs?month=9999-12", stage.boss)
    switch = stage.ask("PUT", "/v1/admin/cost-switches/conversations", stage.boss, {"by_hand": "on"})
    unknown = stage.ask("GET", "/v1/desk/conversations/cnv_none/cost", stage.boss)

    assert (month.status, named_in(month)) == (422, ["month"])
    assert (last.status, named_in(last)) == (422, ["month"])
    assert (plan["days"], plan["total"]["requests"]) == ([], 0)
    assert (switch.status, unknown.status) == (404, 404)


def test_plans_are_listed_page_by_page_whatever_they_are_called(stage: Stage) -> None:
    desk = replace(stage.world.desk, meter=None)
    slot = stage.world.clock.at.replace(minute=0, second=0, microsecond=0)
    names = [f"plan{number:03}" for number in range(60)]
    cells = [Cell(slot, each, "widget/read_entries", Tally(requests=1, conversations=1)) for each in names]
    writing.keep(desk, Counted("many", cells, []))
    summing.add_up(desk)

    first = stage.ask("GET", "/v1/admin/costs/plans", stage.boss).said
    second = stage.ask("GET", f"/v1/admin/costs/plans?cursor={first['next']}", stage.boss).said

    assert [each["plan_key"] for each in first["items"] + second["items"]] == names
    assert second["next"] is None
    assert first["items"][0]["used"]["each"] == pytest.approx(3.7e-6, abs=1e-6)


def test_the_month_is_that_of_the_desks_clock(stage: Stage) -> None:
    stage.world.clock.at = datetime(2026, 11, 30, 15, 50, tzinfo=UTC)
    spend(stage, 3)
    stage.world.clock.forward(minutes=20)
    spend(stage, 4)

    november, december = stage.costs(month="2026-11"), stage.costs()

    assert [(each["day"], each["used"]["requests"]) for each in november["days"]] == [("2026-11-30", 3)]
    assert [(each["day"], each["used"]["requests"]) for each in december["days"]] == [("2026-12-01", 4)]


def test_a_look_that_another_overtakes_warns_of_nothing_twice(stage: Stage) -> None:
    budget(stage, 1000)
    spend(stage, 700)
    desk, began = replace(stage.world.desk, meter=None), []

    def overtake(operation: str, arguments: Mapping[str, Any]) -> None:
        if operation == "BatchGetItem" and "desk" in str(arguments) and not began:  # the month was read before
            began.append(operation)
            spend(stage, 150)

    with in_use().watching(before=overtake):
        watching.look_at_budget(desk, "Asia/Shanghai")
    spend(stage, 1)

    assert began
    assert len(letters(stage)) == 1
    assert stage.costs()["warned"] == [80]
