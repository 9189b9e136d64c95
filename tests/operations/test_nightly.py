"""The night's jobs: once a night, at three where the desk is, whatever hours were missed (requirement G2)."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from chalicelib.core.desk import Desk
from chalicelib.core.transactions import Transaction
from chalicelib.operations import service
from chalicelib.operations.model.due import night_of
from chalicelib.people import service as people
from tests.crashes import crash_at
from tests.worlds import World, counted

JOBS = list(service.NIGHTLY)


@pytest.mark.parametrize(
    ("now", "zone", "night"),
    [
        (datetime(2026, 11, 22, 18, 59, 59, tzinfo=UTC), "Asia/Shanghai", date(2026, 11, 22)),
        (datetime(2026, 11, 22, 19, 0, tzinfo=UTC), "Asia/Shanghai", date(2026, 11, 23)),
        (datetime(2026, 11, 22, 2, 59, tzinfo=UTC), "UTC", date(2026, 11, 21)),
        (datetime(2026, 11, 22, 11, 0, tzinfo=UTC), "America/Los_Angeles", date(2026, 11, 22)),
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), "Europe/Berlin", date(2026, 3, 29)),  # two o'clock was left out
    ],
)
def test_the_night_is_that_of_the_place_where_the_desk_is(now: datetime, zone: str, night: date) -> None:
    found = night_of(now, zone)

    assert found == night


def test_in_two_days_of_hours_each_job_is_done_twice_and_at_three(world: World) -> None:
    world.found()
    world.clock.at = datetime(2026, 11, 22, 19, 30, tzinfo=UTC)
    service.hourly(world.desk)  # the night of the day before

    hours = []
    for _ in range(48):
        world.clock.forward(hours=1)
        ran = service.hourly(world.desk)
        hours += [(name, world.clock.at.hour) for name in ran]

    assert hours == [(name, 19) for _ in range(2) for name in JOBS]


@pytest.mark.also_on_moto
def test_nights_that_were_missed_are_made_good_once(world: World) -> None:
    world.found()
    service.hourly(world.desk)
    world.clock.forward(days=3, hours=5)

    late, again = service.hourly(world.desk), service.hourly(world.desk)

    assert (late, again) == (JOBS, [])


def test_a_job_that_fails_holds_no_other_up_and_is_tried_in_the_next_hour(world: World) -> None:
    done: list[str] = []

    def breaks(desk: Desk) -> None:
        if not done:
            raise ValueError("the first time")
        done.append("first")

    jobs = {"first": breaks, "second": lambda desk: done.append("second")}
    world.found()

    with pytest.raises(RuntimeError, match="first"):
        service.hourly(world.desk, jobs)
    world.clock.forward(hours=1)
    ran = service.hourly(world.desk, jobs)

    assert (ran, done) == (["first"], ["second", "first"])


def test_a_job_that_died_before_it_was_noted_is_done_again_and_mends_nothing_twice(world: World) -> None:
    (agent,) = world.found(agents=1)
    world.online(agent)
    tx = Transaction(world.desk)
    people.set_conversations(tx, world.now(agent), serving=frozenset({"cnv_ghost"}))
    tx.commit()

    with crash_at(1, written=False):
        service.hourly(world.desk)
    again = service.hourly(world.desk)

    assert again == JOBS
    assert world.now(agent).serving == frozenset()


def test_an_hour_with_nothing_to_do_takes_one_request_and_one_for_each_job(world: World) -> None:
    world.found()
    service.hourly(world.desk)

    with counted() as requests:
        ran = service.hourly(world.desk)

    assert (ran, len(requests)) == ([], 1 + len(JOBS))


def test_a_desk_that_nobody_has_founded_has_no_night(world: World) -> None:
    assert service.hourly(world.desk) == []
