"""Each hour the audit log is sealed, and a day's last seal goes out to whom the desk says (F7)."""

from __future__ import annotations

from typing import Any

from chalicelib.core import seals, work
from chalicelib.notifications import service as notifications
from chalicelib.operations import service
from chalicelib.people.service import desk as whole_desk
from tests.core.test_seals import change, note, rows
from tests.crashes import AFTER, Death, at_each_write
from tests.in_process import Asking
from tests.worlds import World, counted


def letters(world: World) -> list[Any]:
    while work.run_due(world.desk, limit=100):
        pass
    listed = notifications.list_notices(world.desk, None, None)[0]
    return [each for each in listed if each.what == "audit_sealed"]


def send_to(world: World, *addresses: str) -> None:
    whole_desk.update_desk(world.desk, name=None, seats=None, time_zone=None, seal_to=addresses)


def hours(world: World, number: int) -> None:
    for _ in range(number):
        world.clock.forward(hours=1)
        service.every_hour(world.desk)


def test_a_day_that_ended_is_told_of_once_to_each_with_its_seal(world: World) -> None:
    world.found()
    send_to(world, "auditor@example.com", "boss@example.com")

    hours(world, 30)
    service.seal_log(world.desk)

    told = letters(world)
    sealed = {each.day: each.chain for each in seals.all_seals(world.desk) if each.ends}
    assert sorted(each.to for each in told) == ["auditor@example.com", "boss@example.com"]
    assert {each.words["day"]: each.words["chain"] for each in told} == sealed


def test_who_wants_no_letter_gets_none_and_all_is_sealed(world: World) -> None:
    world.found()

    hours(world, 30)

    assert letters(world) == []
    assert seals.last(world.desk) is not None


def test_it_may_die_at_any_write_and_the_day_is_told_of_once(world: World) -> None:
    world.found()
    send_to(world, "auditor@example.com")
    service.seal_log(world.desk)

    def story(death: Death) -> None:
        note(world, "act")
        world.clock.forward(days=1)
        with death():
            service.seal_log(world.desk)
        service.seal_log(world.desk)
        assert [each.fault for each in seals.verified(world.desk, seals.all_seals(world.desk)) if each.fault] == []

    at_each_write(story, sides=(AFTER,))

    told = [each.words["day"] for each in letters(world)]
    assert sorted(told) == sorted({each.day for each in seals.all_seals(world.desk) if each.ends})


def test_a_day_is_looked_at_over_http_and_what_was_changed_is_named(world: World) -> None:
    world.found()
    asking = Asking()
    hours(world, 30)
    token = asking.sign_in(world.agent(role="administrator"))
    day = asking.ask("GET", "/v1/admin/audit/seals", token).said["items"][-1]
    path = f"/v1/admin/audit/seals/{day['day']}"
    good = asking.ask("GET", f"{path}?chain={day['chain']}", token)

    item = rows(world.desk)[0]
    change(world.desk, item, by_name="Somebody else")

    bad = asking.ask("GET", path, token)
    assert (good.status, good.said["fault"]) == (200, None)
    assert (bad.said["fault"]["kind"], bad.said["fault"]["audit_id"]) == ("altered", item["audit_id"]["S"])
    assert asking.ask("GET", "/v1/admin/audit/seals/2020-01-01", token).status == 404
    assert asking.ask("GET", "/v1/admin/audit/seals/@@", token).status == 404


def test_an_hour_without_acts_is_sealed_by_two_requests(world: World) -> None:
    world.found()
    hours(world, 3)
    world.clock.forward(hours=1)

    with counted() as requests:
        made = service.seal_log(world.desk)

    assert (made, len(requests)) == (0, 2)
