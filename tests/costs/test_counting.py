"""What is used is counted where it is used: by kind, plan and conversation, once, and for next to nothing (F1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from chalicelib.core import backlog, metering
from chalicelib.core.database import Answer, Database, TransactionCancelled, Unavailable
from chalicelib.core.metering import FEWEST, MOST_HELD, Meter
from chalicelib.core.tallies import Cell, Counted, OfConversation, Tally
from chalicelib.costs.model.spending import DESK, KINDS, NONE, Used, by_day, kind_of, packet, whole
from chalicelib.costs.service import reading, summing, writing
from chalicelib.costs.store import counts
from chalicelib.directory import known
from tests.costs.stage import Stage
from tests.crashes import Death, at_each_write
from tests.worlds import World, at_once, counted, in_use

POLLS = 30


@pytest.fixture
def stage(world: World) -> Stage:
    return Stage.set(world)


def talk(stage: Stage) -> str:
    """A conversation with a few polls and an answer; its id."""
    visitor = stage.visit()
    conversation_id = stage.begin(visitor)
    path = f"/v1/widget/demo/conversations/{conversation_id}"
    for _ in range(POLLS):
        stage.ask("GET", f"{path}/entries?after=2", visitor)
    stage.ask(
        "POST", f"/v1/desk/conversations/{conversation_id}/messages", stage.agent, {"text": "Hi", "client_id": "1"}
    )
    stage.ask("POST", f"{path}/close", visitor, {})
    return conversation_id


def test_a_conversations_cost_is_all_that_was_asked_about_it_and_followed_from_it(stage: Stage) -> None:
    stage.counted()
    before = stage.costs()["total"]
    others = talk(stage)
    mine = talk(stage)
    stage.settle()

    stage.counted()

    cost = stage.ask("GET", f"/v1/desk/conversations/{mine}/cost", stage.boss).said
    assert (cost["plan_key"], cost["currency"]) == ("demo", "USD")
    assert cost["used"]["requests"] == POLLS + 3  # beginning, answering, closing
    assert cost["used"]["conversations"] == 1
    assert cost["used"]["calls"] > POLLS + 3
    assert cost["used"]["cost"] == pytest.approx(sum(cost["paid_for"].values()), abs=1e-5)
    same = stage.ask("GET", f"/v1/desk/conversations/{others}/cost", stage.boss).said
    assert same["used"]["requests"] == cost["used"]["requests"]
    month = stage.costs(plan_key="demo")
    assert month["total"]["conversations"] == 2
    assert month["total"]["each"] == pytest.approx(month["total"]["cost"] / 2, abs=1e-6)
    assert {each["kind"]: each["used"]["requests"] for each in month["kinds"]}["widget_polls"] == 2 * POLLS
    assert stage.costs()["total"]["requests"] > before["requests"] + 2 * (POLLS + 3)


def test_what_is_counted_is_what_the_database_was_asked_and_said_it_consumed(stage: Stage) -> None:
    stage.counted()
    stage.restart()
    metered: Any = in_use().behind
    scale = metered.behind = Scale(metered.behind)

    with counted() as requests:
        talk(stage)
        stage.settle()
        tallies = [each.tally for piece in stage.meter.take("end") for each in piece.cells]

    metered.behind = scale.behind
    assert sum(each.calls for each in tallies) == len(requests.names) == len(scale.units)
    assert sum(each.read_units + each.write_units for each in tallies) == sum(scale.units)


@dataclass
class Scale:
    """What a database says it consumed, and of what it refused the least that this does."""

    behind: Database
    units: list[float] = field(default_factory=list)

    def call(self, operation: str, arguments: Mapping[str, Any]) -> Answer:
        try:
            answer = self.behind.call(operation, arguments)
        except TransactionCancelled as error:
            self.units.append(2.0 * len(error.reasons))
            raise
        consumed = answer.get("ConsumedCapacity", [])
        tables = consumed if isinstance(consumed, list) else [consumed]
        self.units.append(sum(each["CapacityUnits"] for each in tables))
        return answer


def test_a_request_asks_nothing_more_for_being_counted_and_one_in_a_hundred_writes_it_down(stage: Stage) -> None:
    visitor = stage.visit()
    path = f"/v1/widget/demo/conversations/{stage.begin(visitor)}/entries?after=2"
    stage.restart()

    taken = []
    for _ in range(2 * MOST_HELD):
        with counted() as requests:
            stage.ask("GET", path, visitor)
        taken.append(requests.names)

    more = [number for number, names in enumerate(taken, start=1) if names != ["Query"]]
    assert more == [MOST_HELD, 2 * MOST_HELD]
    assert taken[MOST_HELD - 1] == ["Query", "PutItem", "GetItem"]


def test_what_is_a_minute_old_is_written_down_by_whoever_comes_next(stage: Stage) -> None:
    visitor = stage.visit()
    path = f"/v1/widget/demo/conversations/{stage.begin(visitor)}/entries?after=2"
    stage.restart()
    for _ in range(FEWEST - 2):
        stage.ask("GET", path, visitor)
    stage.world.clock.forward(seconds=61)

    taken = []
    for _ in range(2):
        with counted() as requests:
            stage.ask("GET", path, visitor)
        taken.append(requests.names)

    # once a minute the page's sign is kept anyway
    assert taken == [["Query", "UpdateItem"], ["Query", "PutItem", "GetItem"]]


def test_many_threads_of_one_container_lose_no_count(stage: Stage) -> None:
    visitor = stage.visit()
    path = f"/v1/widget/demo/conversations/{stage.begin(visitor)}/entries?after=2"
    stage.counted()
    before = kinds(stage).get("widget_polls", NONE).requests

    answers = at_once([partial(stage.ask, "GET", path, visitor) for _ in range(16)] * 2)
    stage.counted()

    assert {each.status for each in answers} == {200}
    assert kinds(stage)["widget_polls"].requests == before + 32


def kinds(stage: Stage) -> dict[str, Used]:
    month = stage.costs()
    return {
        each["kind"]: Used(each["used"]["requests"], each["used"]["invocations"], calls=each["used"]["calls"])
        for each in month["kinds"]
    }


def test_counts_that_cannot_be_written_fail_no_request_and_are_written_with_the_next(stage: Stage) -> None:
    visitor = stage.visit()
    path = f"/v1/widget/demo/conversations/{stage.begin(visitor)}/entries?after=2"
    stage.restart()

    def refuse(operation: str, arguments: Mapping[str, Any]) -> None:
        if operation == "PutItem" and str(arguments["TableName"]).endswith("-costs"):
            raise Unavailable("ServiceUnavailable", "", operation)

    with in_use().watching(before=refuse):
        statuses = {stage.ask("GET", path, visitor).status for _ in range(MOST_HELD)}
    stage.counted()

    assert statuses == {200}
    assert kinds(stage)["widget_polls"].requests == MOST_HELD


def test_added_up_twice_at_once_or_after_dying_at_any_write_it_comes_to_the_same(stage: Stage) -> None:
    mine = talk(stage)
    stage.settle()
    metering.write_down(stage.world.desk)
    quiet = replace(stage.world.desk, meter=None)  # counts nothing more
    summing.add_up(quiet)
    first = stored(stage, mine)

    def story(death: Death) -> None:
        with death():
            put_counts(stage, "again")
            summing.add_up(quiet)
        put_counts(stage, "again")
        summing.add_up(quiet)

    at_each_write(story)
    outcomes = at_once([partial(summing.add_up, quiet)] * 4)

    assert outcomes == [None] * 4
    again = stored(stage, mine)
    assert again["letters"] - first["letters"] == 7
    assert {name: value for name, value in again.items() if name != "letters"} == {
        name: value for name, value in first.items() if name != "letters"
    }


def put_counts(stage: Stage, name: str) -> None:
    cell = Cell(stage.world.clock.at.replace(minute=0, second=0, microsecond=0), "demo", "notices.deliver", Tally())
    cell.tally.letters = 7
    writing.keep(stage.world.desk, Counted(name, [cell], []))


def stored(stage: Stage, conversation_id: str) -> dict[str, Any]:
    quiet = replace(stage.world.desk, meter=None)
    month = reading.read_month(quiet)
    one = reading.read_conversation(quiet, stage.world.now(stage.member), conversation_id)
    total = whole(month.by_kind)
    return {"letters": total.letters, "requests": total.requests, "calls": total.calls, "one": one.used}


def test_adding_up_asks_no_more_for_what_was_added_up_before(stage: Stage) -> None:
    quiet = replace(stage.world.desk, meter=None)
    taken = []
    for day in range(20):
        put_counts(stage, f"day {day}")
        summing.add_up(quiet)
        stage.world.clock.forward(hours=1)
        put_counts(stage, f"next {day}")
        with counted() as requests:
            summing.add_up(quiet)
        taken.append(len(requests))
        stage.world.clock.forward(hours=7)

    assert max(taken) <= 60, taken  # of two hours: the one before, and this one


def test_hours_that_were_missed_are_made_good(stage: Stage) -> None:
    quiet = replace(stage.world.desk, meter=None)
    summing.add_up(quiet)
    for number in range(30):
        stage.world.clock.forward(hours=2)
        put_counts(stage, f"missed {number}")

    summing.add_up(quiet)

    assert stored(stage, stage.begin(stage.visit()))["letters"] == 30 * 7


ZONES = ("Asia/Shanghai", "Europe/Berlin", "America/St_Johns", "Asia/Kathmandu", "Pacific/Apia")
CELLS = st.builds(
    Cell,
    st.integers(0, 40 * 96).map(lambda number: datetime(2026, 10, 1, tzinfo=UTC) + number * metering.SLOT),
    st.sampled_from(["", "demo", "shop"]),
    st.sampled_from(["widget/read_entries", "widget/post_message", "reports.sum_hour", "notices.deliver", "tick"]),
    st.builds(Tally, requests=st.integers(0, 9), calls=st.integers(0, 9), read_units=st.integers(0, 9).map(float)),
)


@given(packets=st.lists(st.lists(CELLS, max_size=6), max_size=5), zone=st.sampled_from(ZONES))
def test_each_cell_counts_once_for_its_plan_and_once_for_the_desk_on_its_day_there(
    packets: list[list[Cell]], zone: str
) -> None:
    sums = by_day([packet(each, []) for each in packets], zone)

    cells = [cell for each in packets for cell in each]
    for (plan_key, day), by_kind in sums.items():
        of_day = [each for each in cells if each.since.astimezone(ZoneInfo(zone)).date() == day]
        wanted = [each for each in of_day if plan_key in {DESK, each.plan_key}]
        for kind in KINDS:
            of_kind = [each.tally for each in wanted if kind_of(each.kind) == kind]
            assert by_kind.get(kind, NONE).requests == sum(each.requests for each in of_kind)
            assert by_kind.get(kind, NONE).read_units == sum(each.read_units for each in of_kind)
    desk = [whole(by_kind).calls for (plan_key, _), by_kind in sums.items() if plan_key == DESK]
    assert sum(desk) == sum(each.tally.calls for each in cells)


def test_every_operation_and_every_piece_of_work_is_of_a_kind() -> None:
    names = [f"{each.path.split('/')[2]}/{each.name}" for each in known().routes if each.path.startswith("/v1/")]
    names += [*known().handlers, "tick", "stream", "hourly"]

    kinds_of = {name: kind_of(name) for name in names}

    assert set(kinds_of.values()) == set(KINDS)
    assert kinds_of["widget/read_entries"] == "widget_polls"
    assert kinds_of["notices.deliver"] == "notices"
    assert kinds_of["reports.sum_hour"] == kinds_of["desk/read_report"] == "reports"


def test_names_that_strangers_make_up_are_no_plans_and_conversations_and_stop_nobody_adding_up(stage: Stage) -> None:
    visitor = stage.visit()
    real = stage.begin(visitor)
    stage.counted()
    before = stage.costs()["total"]["requests"]

    asked = [
        stage.ask("GET", f"/v1/widget/demo/conversations/{'c' * 3000}/entries?after=2", visitor),
        stage.ask("GET", "/v1/widget/demo/conversations/cnv_made_up/entries?after=2", visitor),
        stage.ask("GET", f"/v1/widget/{'p' * 1500}/conversations", visitor),
        stage.ask("GET", "/v1/widget/made_up/conversations/cnv_made_up/entries?after=2", visitor),
        stage.ask("GET", f"/v1/widget/made_up/conversations/{real}/entries?after=2", visitor),
        stage.ask("GET", "/v1/desk/conversations/cnv_made_up", stage.agent),
    ]
    stage.counted()

    assert all(each.status >= 400 for each in asked), [each.status for each in asked]
    plans = stage.ask("GET", "/v1/admin/costs/plans", stage.boss).said["items"]
    assert [each["plan_key"] for each in plans] == ["demo"]
    assert list(counts.conversation(stage.world.desk, "cnv_made_up")) == []
    assert stage.costs()["total"]["requests"] >= before + len(asked)


def test_a_meter_counts_what_is_within_another_by_itself() -> None:
    meter = Meter()
    now = datetime(2026, 11, 23, 9, 7, tzinfo=UTC)
    outer = metering.Counts(None, "widget/x", "demo", "cnv_1", Tally(requests=1), 0.0, None)  # type: ignore[arg-type]
    inner = metering.Counts(None, "reports.x", "demo", "cnv_1", Tally(calls=2), 0.0, outer)  # type: ignore[arg-type]

    meter.add(inner, now)
    meter.add(outer, now + timedelta(minutes=9))

    (taken,) = meter.take("one")
    assert [(each.since.minute, each.kind, each.tally.calls) for each in taken.cells] == [
        (0, "reports.x", 2),
        (15, "widget/x", 0),
    ]
    assert taken.conversations == [OfConversation("cnv_1", "demo", Tally(requests=1, calls=2))]
    assert not meter.is_due(now + timedelta(hours=1))


def test_work_that_is_run_for_a_conversation_counts_for_it(stage: Stage) -> None:
    visitor = stage.visit()
    conversation_id = stage.begin(visitor)
    stage.restart()
    stage.world.clock.forward(seconds=10)

    backlog.tick(stage.world.desk)

    (taken,) = stage.meter.take("end")
    one = next(each for each in taken.conversations if each.conversation_id == conversation_id)
    assert (one.plan_key, one.tally.requests) == ("demo", 0)
    assert one.tally.calls > 0
