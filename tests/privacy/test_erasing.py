"""One person is erased from every room, and nobody else is touched (F6)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.core import work
from chalicelib.core.errors import Invalid, Unauthorized
from chalicelib.core.persons import ERASED, Kept, Nothing, Swept
from chalicelib.core.tables import Row
from chalicelib.everything import TABLES
from chalicelib.privacy.model.archive import NAMES
from chalicelib.privacy.model.requests import NeedsSecondPerson, NotNow, OnHold, RequestInTheWay
from chalicelib.privacy.service import asking, declared
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.identity import RegisterVisitor
from tests.crashes import AFTER, Death, at_each_write
from tests.privacy.stage import Person, Stage, places_of
from tests.worlds import World

ONE, OTHER = ("zhugeqxv", "+8613912345678"), ("sunwukgw", "+8613987654321")
DAYS = "from=2026-11-20&to=2026-11-23"
COUNTED = [f"/v1/desk/reports?by={each}&{DAYS}" for each in ("agent", "plan", "group")]
COUNTED += [f"/v1/admin/survey-figures?by=plan&{DAYS}"]


def figures(stage: Stage) -> list[Any]:
    """What reports say, and what the desk counts; without when that was."""
    token = stage.sign_in(stage.chief)
    return [stage.do("GET", each, token).said for each in COUNTED]


def places_by_table(stage: Stage, person: Person) -> Counter[str]:
    return Counter(each.partition(":")[0] for each in places_of(person.marks, stage.desk))


def test_nothing_is_left_of_a_person_in_any_table_or_file_and_all_else_is_as_it_was(world: World) -> None:
    stage = Stage(world)
    one, other = stage.lives(Person(*ONE)), stage.lives(Person(*OTHER))
    stage.ends_the_day()
    stage.passes(days=4)
    rooms, others, counts = places_by_table(stage, one), places_by_table(stage, other), figures(stage)

    request = stage.erase(one)

    assert list(places_of(one.marks, stage.desk)) == []
    assert places_by_table(stage, other) & others == others  # all that there was; letters came since
    assert figures(stage) == counts
    assert len(rooms) >= 19
    assert sum(request.counts.values()) > 100
    drift = stage.do("POST", "/v1/admin/recount", stage.sign_in(stage.chief), {}).said["drift"]
    assert drift == []
    page = conversations.entries_after(stage.desk, one.conversation_id, 0, 100)
    assert [each.seq for each in page.entries] == [*range(1, len(page.entries) + 1)]
    assert {each.words for each in page.entries if each.kind == "message"} == {ERASED}
    # what comes late brings nobody back; who comes again is somebody new
    with pytest.raises(Unauthorized):
        visitors.register(
            stage.desk, visitors.recognised(stage.desk, one.token), "demo", None, RegisterVisitor(locale="en")
        )
    again = stage.site.sign_in(f"user-{one.tag}")[0]
    assert again.visitor_id != one.visitor_id


def subclasses(kind: type[Row]) -> Iterator[type[Row]]:
    for each in kind.__subclasses__():
        yield each
        yield from subclasses(each)


def test_every_kind_of_row_of_every_table_is_declared_and_what_is_kept_has_a_name() -> None:
    said = {row for each in declared.DECLARED for row in each.rows}
    kinds = {
        each
        for each in subclasses(Row)
        if each.__module__.startswith("chalicelib.") and not each.__subclasses__() and hasattr(each, "Meta")
    }

    undeclared = sorted(f"{each.__module__}.{each.__name__}" for each in kinds - said)
    unnamed = {each.name for each in declared.DECLARED if isinstance(each, Kept | Swept)} - NAMES.keys()

    assert len(kinds) >= len(TABLES)
    assert undeclared == []
    assert unnamed == set()
    assert all(each.why for each in declared.DECLARED if isinstance(each, Nothing))


def talker(stage: Stage, name: str = "zhaoyunq") -> Person:
    """Somebody who has said one thing, and left."""
    person = Person(name, "+8613700137000")
    _, token, _ = visitors.register(stage.desk, None, "demo", None, RegisterVisitor(locale="en"))
    caller = visitors.recognised(stage.desk, token)
    first = StartConversation(text=f"It is {name}", client_id="one")
    begun = conversations.start_conversation(stage.desk, caller, "demo", first)
    person.visitor_id, person.token, person.conversation_id = caller.visitor_id, token, begun.conversation_id
    return person


def test_it_dies_at_each_write_and_goes_on(world: World) -> None:
    stage = Stage(world)
    people = iter(range(1000))

    def story(death: Death) -> None:
        person = talker(stage, f"name{next(people):03d}x")
        made = stage.request(person, "erase")
        stage.settle()
        stage.do("POST", f"/v1/admin/privacy/requests/{made}/confirm", stage.boss, {"typed": person.visitor_id})
        confirmed = asking.read(stage.desk, made).runs_at
        assert confirmed is not None
        world.clock.at = max(world.clock.at, confirmed) + timedelta(minutes=10)
        with death():
            for _ in range(8):
                work.run_due(stage.desk, limit=50)
                world.clock.forward(minutes=4)
        world.clock.forward(minutes=10)  # whoever died held what they were at
        stage.finish(made, "done")
        assert list(places_of((person.tag,), stage.desk)) == []
        stage.boss = stage.sign_in(stage.chief)

    at_each_write(story, sides=(AFTER,), step=23, most=2_000, least=20)


def test_an_erasing_is_confirmed_by_typing_and_perhaps_by_somebody_else_and_can_be_called_off(world: World) -> None:
    stage = Stage(world)
    person = talker(stage)
    chief, second = (asking.Author("agent", each.agent_id, each.name) for each in (stage.chief, stage.second))
    asking.change_settings(stage.desk, chief, 3, second_person=True)
    made = stage.request(person, "erase")
    stage.settle()

    with pytest.raises(Invalid):
        asking.confirm(stage.desk, second, made, "vis_somebody")
    with pytest.raises(NeedsSecondPerson):
        asking.confirm(stage.desk, chief, made, person.visitor_id)
    with pytest.raises(RequestInTheWay):
        asking.ask(stage.desk, chief, "erase", person.visitor_id, "again")
    waits = asking.confirm(stage.desk, second, made, person.visitor_id)
    twice = asking.confirm(stage.desk, second, made, person.visitor_id)
    off = asking.cancel(stage.desk, chief, made, "a mistake")
    world.clock.forward(days=4)
    stage.settle()

    assert (waits.state, twice, off.state) == ("waiting", waits, "cancelled")
    assert list(places_of((person.tag,), stage.desk)) != []
    with pytest.raises(NotNow):
        asking.confirm(stage.desk, second, made, person.visitor_id)


def test_nothing_goes_of_who_is_held_and_a_hold_that_comes_late_stops_what_waits(world: World) -> None:
    stage = Stage(world)
    person, chief = talker(stage), asking.Author("agent", stage.chief.agent_id, "Boss")
    made = stage.request(person, "erase")
    stage.settle()
    asking.confirm(stage.desk, chief, made, person.visitor_id)
    asking.hold(stage.desk, chief, person.visitor_id, "a lawsuit")
    asking.hold(stage.desk, chief, person.visitor_id, "a lawsuit")
    world.clock.forward(days=4)

    stopped = stage.finish(made, "cancelled")

    assert stopped.why == "on_hold"
    with pytest.raises(OnHold):
        asking.ask(stage.desk, chief, "erase", person.visitor_id, "again")
    asking.end_hold(stage.desk, chief, person.visitor_id)
    assert asking.ask(stage.desk, chief, "erase", person.visitor_id, "again")[0].state == "walking"


def test_nobody_writes_anything_down_of_who_was_erased(world: World) -> None:
    stage = Stage(world)
    person = talker(stage)
    stage.erase(person)
    boss = stage.sign_in(stage.chief)

    edit = {"name": person.tag, "email": person.email}
    said = [
        stage.ask("PUT", f"/v1/desk/visitors/{person.visitor_id}", boss, edit),
        stage.ask("PUT", f"/v1/desk/subscriptions/{person.visitor_id}/wishes", boss, {"refused_channels": ["sms"]}),
    ]

    assert [each.status for each in said] == [404, 404]
    assert list(places_of((person.tag,), stage.desk)) == []
