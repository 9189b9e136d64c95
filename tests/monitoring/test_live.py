"""Who is on the website now: seen with each beat, gone without, and never read in the mass (A7, law 9)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.core.desk import Desk
from chalicelib.core.errors import LimitReached, OriginNotAllowed, Unauthorized
from chalicelib.core.transactions import Transaction
from chalicelib.monitoring import store
from chalicelib.monitoring.model.live import GONE, MOST_BEATS, VISIT, Beat
from chalicelib.monitoring.service import beats, watching
from chalicelib.monitoring.service.beats import From
from chalicelib.monitoring.service.watching import Wished
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.reach import NotYours
from chalicelib.plans import service as plans
from chalicelib.plans.store import put
from infra.bench.meter import Operation, count
from tests.in_process import Asking
from tests.monitoring.looking import FROM, PRICES, TEA, crowd, look, seen, watched
from tests.worlds import World, counted, in_use


def page_of(desk: Desk, agent: Agent) -> object:
    return watching.list_live(desk, agent, "demo", Wished(), None)


def test_one_look_has_every_plan_whose_visitors_one_receives_with_as_many_as_were_read(world: World) -> None:
    agent, other = watched(world, agents=2)
    seen_there = {"monitoring": {"active": True}}
    plans.create_plan(world.desk, "quiet", {"name": "Quiet"})
    plans.create_plan(world.desk, "gone", {"name": "Gone", "archived": True, **seen_there})
    plans.create_plan(world.desk, "others", {"name": "Others", "agent_ids": [other.agent_id], **seen_there})
    look(world, world.visitor(), TEA)
    world.clock.forward(seconds=30)
    look(world, world.visitor(), TEA)
    http = Asking()
    token = http.sign_in(agent)

    with counted() as requests:
        mine = http.ask("GET", "/v1/desk/live", token).said

    tiles = {each["plan_key"]: (each["count"], each["more"]) for each in mine["items"]}
    theirs = http.ask("GET", "/v1/desk/live", http.sign_in(other)).said
    assert tiles == {"demo": (2, False)}
    assert [each["plan_key"] for each in theirs["items"]] == ["demo", "others"]
    assert requests.names.count("Query") == 1 + store.PLACES


def test_plans_with_many_on_their_website_are_counted_as_far_as_is_read(world: World) -> None:
    (agent,) = watched(world)
    crowd(world, 300)

    ((plan, _),), more = watching.plans_after(world.desk, watching.watched_by(world.desk, agent), None)
    seen_now = watching.crowd(world.desk, plan)

    assert (seen_now.count, seen_now.more, more) == (watching.COUNTED * store.PLACES, True, False)


def test_many_plans_come_ten_a_page_and_all_of_them_behind_more_than_one_query_brings(world: World) -> None:
    (agent,) = watched(world)
    for number in range(5):
        plan = plans.create_plan(world.desk, f"quiet-{number}", {"name": "Q"})
        tx = Transaction(world.desk)
        put(tx, replace(plan, texts={"en": {"welcome": "w" * 300_000}}), before=plan)
        tx.commit()
    for number in range(12):
        plans.create_plan(world.desk, f"plan-{number}", {"name": "P", "monitoring": {"active": True}})
    http = Asking()
    token = http.sign_in(agent)

    pages, cursor = list[list[str]](), ""
    while not pages or cursor:
        answer = http.ask("GET", f"/v1/desk/live?cursor={cursor}", token).said
        pages.append([each["plan_key"] for each in answer["items"]])
        cursor = answer["next"]

    assert [key for each in pages for key in each] == ["demo", *(f"plan-{number}" for number in range(12))]
    assert max(map(len, pages)) == 10


@pytest.mark.also_on_moto
def test_whoever_looks_is_seen_with_their_page_until_no_beat_comes(world: World) -> None:
    (agent,) = watched(world)
    visitor = world.visitor()

    look(world, visitor, TEA, title="Tea", referrer="https://search.example/?q=tea")
    world.clock.forward(seconds=60)
    look(world, visitor, PRICES, title="Prices")
    (now,) = seen(world, agent)
    world.clock.forward(seconds=GONE.total_seconds())

    assert (now.page, now.title, now.visits, now.device) == (PRICES, "Prices", 1, "desktop")
    assert now.referrer == "https://search.example/"
    assert now.seen_at - now.since >= timedelta(seconds=60)
    assert seen(world, agent) == []


def test_where_the_plan_shows_nobody_nothing_is_written_and_pages_are_told_to_stop(world: World) -> None:
    (agent,) = watched(world, active=False)
    visitor = world.visitor()

    with counted() as requests:
        answer = beats.beat(world.desk, visitor, "demo", Beat(page=TEA), FROM)

    assert answer.pace is None
    assert requests.names == ["BatchGetItem"]
    assert seen(world, agent) == []


def test_a_beat_takes_two_requests_and_the_first_of_a_visit_four(world: World) -> None:
    watched(world)
    visitor = world.visitor()

    with counted() as first:
        look(world, visitor)
    world.clock.forward(seconds=60)
    with counted() as second:
        look(world, visitor)

    assert first.names == ["BatchGetItem", "GetItem", "UpdateItem", "TransactWriteItems"]
    assert second.names == ["BatchGetItem", "PutItem"]


def test_a_thousand_who_look_cost_a_page_what_two_hundred_do(new_world: Any) -> None:
    costs = []
    for number in (200, 1_000):
        world = new_world()
        (agent,) = watched(world)
        crowd(world, number)

        costs.append(count(in_use(), Operation("list", lambda _, each=(world.desk, agent): page_of(*each))))
    few, many = costs

    assert few.requests == many.requests
    assert len(many.requests) == 1 + store.PLACES
    assert many.read_units <= few.read_units * 1.2


def test_all_pages_together_have_everybody_once(world: World) -> None:
    (agent,) = watched(world)
    crowd(world, 450)

    names = [each.visitor_id for each in seen(world, agent)]

    assert len(names) == len(set(names)) == 450


def test_the_list_is_filtered_by_language_country_page_and_visits(world: World) -> None:
    (agent,) = watched(world)
    reader, other = world.visitor(), world.visitor()
    look(world, reader, TEA, title="Green tea")
    beats.beat(world.desk, other, "demo", Beat(page=PRICES, language="zh-CN"), FROM)

    found = [
        [each.visitor_id for each in seen(world, agent, **wished)]
        for wished in ({"language": "en"}, {"language": "CN"}, {"page": "green"}, {"page": "/pricing"}, {"visits": 2})
    ]

    assert found == [[reader.visitor_id], [other.visitor_id], [reader.visitor_id], [other.visitor_id], []]


def test_who_does_not_receive_the_plans_visitors_does_not_see_them(world: World) -> None:
    watched(world)
    stranger = world.agent()

    with pytest.raises(NotYours):
        watching.list_live(world.desk, stranger, "demo", Wished(), None)


def test_beats_of_strangers_are_bounded_by_visitor_and_by_address(world: World) -> None:
    watched(world)
    plans.update_plan(world.desk, "demo", {"limits": {"visits_by_address": 2}}, None)
    first, second, third = (world.visitor() for _ in range(3))
    for number in range(MOST_BEATS):
        look(world, first, f"{TEA}/{number}")

    with pytest.raises(LimitReached) as often:
        look(world, first, PRICES)
    look(world, second)
    with pytest.raises(LimitReached) as crowded:
        look(world, third)

    assert often.value.extra == {"limit": "beats", "counted_by": "visitor"}
    assert crowded.value.extra == {"limit": "live_visit", "counted_by": "address"}


def test_a_beat_of_another_plan_or_another_website_is_refused(world: World) -> None:
    watched(world)
    plans.update_plan(world.desk, "demo", {"allowed_origins": ["https://shop.example"]}, None)
    plans.create_plan(world.desk, "other", {})
    visitor = world.visitor()

    with pytest.raises(OriginNotAllowed):
        beats.beat(world.desk, visitor, "demo", Beat(page=TEA), From("https://evil.example", None, "desktop"))
    with pytest.raises(Unauthorized):
        beats.beat(world.desk, visitor, "other", Beat(page=TEA), FROM)


def test_two_beats_at_once_are_one_visitor_and_one_row(world: World) -> None:
    (agent,) = watched(world)
    visitor = world.visitor()
    look(world, visitor)
    before = store.live(world.desk, visitor.visitor_id)

    look(world, visitor, PRICES)
    look(world, visitor, TEA)
    (now,) = seen(world, agent)

    assert before is not None
    assert (now.version, now.beats) == (before.version + 2, 3)


def test_whoever_comes_back_after_half_an_hour_is_on_another_visit(world: World) -> None:
    (agent,) = watched(world)
    visitor = world.visitor()
    look(world, visitor)
    world.clock.forward(seconds=VISIT.total_seconds())

    look(world, visitor)
    (now,) = seen(world, agent)

    assert world.desk.now() - now.since < timedelta(seconds=1)
