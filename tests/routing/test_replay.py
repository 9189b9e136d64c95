"""What if: a time that is stored, played against another allocation, capacity or staff."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import Header
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.conversations.model.queue import Waiting
from chalicelib.core.authors import Author
from chalicelib.core.errors import Invalid
from chalicelib.people import service as people
from chalicelib.people.model.agents import OFFLINE, Agent
from chalicelib.people.model.availability import Candidate
from chalicelib.people.model.rights import ADMINISTRATOR
from chalicelib.plans import service as plans
from chalicelib.routing.model import Considered
from chalicelib.routing.replay import LONGEST_GAP, Arrival, Day, Held, Staff, as_it_was, changed, play, presence_in
from chalicelib.routing.service.replay import Change, replay
from chalicelib.routing.store import DecisionRow
from infra.bench.crowd import header_row
from tests.in_process import Asking
from tests.stored import put_rows
from tests.worlds import MORNING, World, counted

TODAY = date(2026, 11, 23)
PATH = "/v1/admin/replay"


# --- a day that the desk itself made --------------------------------------------------------------------------------


def a_day(world: World, *, agents: int, capacity: int, arrivals: int, minutes: float, seed: int = 3) -> list[Agent]:
    """Somebody comes every minute or so and is served for about so long; whoever waits goes after half an hour."""
    members = world.found(agents=agents, capacity=capacity)
    for member in members:
        world.online(member)
    chance, under_way = random.Random(seed), []

    def end_until(moment: datetime) -> None:
        while under_way and (first := min(under_way))[0] <= moment:
            under_way.remove(first)
            over_at, conversation_id, visitor = first
            world.clock.forward(seconds=max((over_at - world.clock.at).total_seconds(), 0))
            header = conversations.find(world.desk, conversation_id)
            if header.state == "open" and header.state_at + timedelta(minutes=minutes) > over_at:
                under_way.append((header.state_at + timedelta(minutes=minutes, seconds=1), conversation_id, visitor))
            else:
                beat(world, members)
                conversations.close_by_visitor(world.desk, visitor, "demo", conversation_id)

    for number in range(arrivals):
        comes_at = world.clock.at + timedelta(seconds=30 + chance.random() * 60)
        end_until(comes_at)
        world.clock.forward(seconds=max((comes_at - world.clock.at).total_seconds(), 0))
        beat(world, members)
        visitor = world.visitor()
        begun = conversations.start_conversation(
            world.desk, visitor, "demo", StartConversation(text="hi", client_id=str(number))
        )
        over_at = world.clock.at + timedelta(minutes=minutes if begun.page.state == "open" else 30)
        under_way.append((over_at, begun.conversation_id, visitor))
    end_until(world.clock.at + timedelta(days=1))
    return members


def beat(world: World, members: list[Agent]) -> None:

    for member in members:
        people.beat(world.desk, people.Caller(world.now(member), world.tokens[member.agent_id].session_id))


def test_a_day_played_as_it_was_comes_out_as_it_did(world: World) -> None:
    a_day(world, agents=3, capacity=1, arrivals=24, minutes=4)

    compared = replay(world.desk, TODAY, TODAY, Change())

    was, would_be = compared.was, compared.would_be
    assert len(was.waits) > 15
    assert was.waited > 5
    assert (would_be.totals, would_be.given_up, would_be.waited) == (was.totals, was.given_up, was.waited)
    assert would_be.waits == pytest.approx(was.waits, abs=1)


def test_a_day_with_another_allocation_capacity_or_staff_comes_out_as_theory_says(world: World) -> None:
    members = a_day(world, agents=3, capacity=1, arrivals=14, minutes=4)

    roomier = replay(world.desk, TODAY, None, Change(capacity=20))
    fewer = replay(world.desk, TODAY, None, Change(staff=-1))
    nobody = replay(world.desk, TODAY, None, Change(staff=-3))
    more = replay(world.desk, TODAY, None, Change(staff=12))

    assert (roomier.would_be.waited, roomier.would_be.given_up) == (0, 0)
    assert max(roomier.would_be.totals.values()) - min(roomier.would_be.totals.values()) <= 1
    assert fewer.would_be.totals.keys() == {each.agent_id for each in members[:2]}
    assert fewer.would_be.given_up > fewer.was.given_up
    assert (nobody.would_be.waits, nobody.would_be.totals) == ((), {})
    assert more.would_be.waited == 0
    assert len(more.would_be.totals) == 15


def test_to_ask_twice_gives_the_same_and_writes_nothing(world: World) -> None:
    a_day(world, agents=2, capacity=2, arrivals=6, minutes=8)

    with counted() as requests:
        first = replay(world.desk, TODAY, None, Change(allocation="balanced", capacity=1))
        second = replay(world.desk, TODAY, None, Change(allocation="balanced", capacity=1))

    assert first == second
    assert set(requests.names) <= {"Query", "BatchGetItem", "GetItem"}


def test_yesterday_is_what_is_asked_if_nothing_is_said_and_an_empty_day_is_no_error(world: World) -> None:
    world.found(agents=1)

    compared = replay(world.desk, None, None, Change(staff=2))

    assert compared.was.waits == compared.would_be.waits == ()
    assert (compared.conversations, compared.decisions, compared.was.within(0.5)) == (0, 0, None)


def test_whom_a_closed_plan_turned_away_is_nobody_who_gave_up(world: World) -> None:
    world.found(agents=1)
    plans.update_plan(world.desk, "demo", {"open": False}, None)
    begun = conversations.start_conversation(
        world.desk, world.visitor(), "demo", StartConversation(text="hi", client_id="c")
    )

    compared = replay(world.desk, TODAY, None, Change())

    assert begun.page.state == "closed"
    assert (compared.was.given_up, compared.would_be.given_up, compared.conversations) == (0, 0, 1)


def test_more_than_fits_in_a_request_is_refused_and_said(world: World) -> None:
    a_day(world, agents=2, capacity=5, arrivals=4, minutes=1)

    with pytest.raises(Invalid) as refused:
        replay(world.desk, TODAY, None, Change(), most=3)

    assert "more than 3 conversations" in str(refused.value.errors)
    assert replay(world.desk, TODAY, None, Change(), most=None).conversations == 4


# --- over HTTP ------------------------------------------------------------------------------------------------------


class Asker(Asking):
    """An administrator of this world who asks."""

    def __init__(self, world: World) -> None:
        super().__init__()
        self.token = self.come_online(world.agent(role=ADMINISTRATOR))


def test_a_table_of_what_was_and_what_would_have_been(world: World) -> None:
    members = a_day(world, agents=2, capacity=1, arrivals=10, minutes=6)
    asker = Asker(world)

    answer = asker.ask("GET", f"{PATH}?from=2026-11-23&to=2026-11-23&capacity=9", asker.token)

    assert answer.status == 200, answer
    assert [each["name"] for each in answer.said["agents"]] == [each.name for each in members]
    assert answer.said["was"]["served"] == sum(each["was"] for each in answer.said["agents"])
    assert answer.said["would_be"] | {"median_seconds": 0.0} == {
        "served": 10,
        "waited": 0,
        "given_up": 0,
        "median_seconds": 0.0,
        "ninety_percent_seconds": 0.0,
        "longest_seconds": 0.0,
    }


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("from=2026-11-25", "to"),
        ("from=2026-11-23&to=2026-11-22", "from"),
        ("from=2026-10-01&to=2026-11-01", "from"),
        ("from=0001-01-01&to=0001-01-01", "from"),
        ("from=9999-12-31&to=9999-12-31", "to"),
        ("from=yesterday", "from"),
        ("allocation=fair", "allocation"),
        ("capacity=0", "capacity"),
        ("capacity=1e9", "capacity"),
        ("staff=-101", "staff"),
        ("staff=99999999999999999999", "staff"),
        ("until=2026-11-23", "until"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_field(world: World, query: str, field: str) -> None:
    world.found(agents=1)
    asker = Asker(world)

    answer = asker.ask("GET", f"{PATH}?{query}", asker.token)

    assert answer.status == 422, answer
    assert [each["field"] for each in answer.said["errors"]] == [field]


# --- the rule alone -------------------------------------------------------------------------------------------------


def at(minutes: float) -> datetime:
    return MORNING + timedelta(minutes=minutes)


def comes(number: int, minutes: float, **fields: Any) -> Arrival:
    mode = fields.pop("allocation", "rotation")
    waiting = Waiting(f"cnv_{number:04d}", "demo", ("sales",), at(minutes), allocation=mode)
    return Arrival(waiting, timedelta(minutes=fields.pop("lasted", 10)), **fields)


def staff(name: str, begin: float = 0, end: float = 600, **fields: Any) -> Staff:
    candidate = Candidate(name, name, name, fields.pop("capacity", 5), OFFLINE, pools=("sales",), **fields)
    return Staff(candidate, ((at(begin), at(end)),))


def test_rotation_is_level_and_balanced_goes_by_ratio() -> None:
    day = Day(tuple(comes(n, n, lasted=500) for n in range(30)), (staff("a", capacity=10), staff("b", capacity=20)))

    rotation, balanced = play(day), play(changed(day, allocation="balanced"))

    assert (rotation.totals["a"], rotation.totals["b"]) == (10, 20)  # the smaller one is full by then
    assert play(Day(day.arrivals[:16], day.staff)).totals == {"a": 8, "b": 8}
    assert play(changed(Day(day.arrivals[:15], day.staff), allocation="balanced")).totals == {"a": 5, "b": 10}
    assert balanced.given_up == rotation.given_up == 0


def test_whoever_waits_is_served_in_order_by_who_ends_first() -> None:
    day = Day((comes(1, 0), comes(2, 1), comes(3, 2, lasted=1)), (staff("a", capacity=1),))

    outcome = play(day)

    assert outcome.waits == (0.0, 9 * 60.0, 18 * 60.0)
    assert (outcome.within(0.5), outcome.within(1.0), outcome.waited) == (540.0, 1080.0, 2)


def test_whoever_left_unserved_leaves_as_early_and_is_served_where_somebody_is_free_before() -> None:
    left = comes(2, 1, left=timedelta(minutes=5))
    day = Day((comes(1, 0), left), (staff("a", capacity=1),))

    as_before, roomier = play(day), play(changed(day, capacity=2))

    assert (as_before.given_up, roomier.given_up) == (1, 0)
    assert as_it_was(Day((left,), ())).given_up == 1


def test_what_was_there_before_holds_its_place_and_nobody_serves_while_away() -> None:
    held = Held("a", at(0), at(30))
    day = Day((comes(1, 1), comes(2, 2)), (staff("a", capacity=1), staff("b", begin=5, capacity=1)), (held,))

    outcome = play(day)

    assert outcome.totals == {"a": 0, "b": 2}
    assert outcome.waits == (240.0, 780.0)


def test_presence_is_what_decisions_saw_up_to_the_longest_gap() -> None:
    gap = LONGEST_GAP.total_seconds() / 60

    spans = presence_in([(at(0), True), (at(gap), True), (at(2 * gap), False), (at(2 * gap + 1), True)])
    torn = presence_in([(at(0), True), (at(gap + 1), True)])

    assert spans == ((at(0), at(2 * gap)), (at(2 * gap + 1), at(2 * gap + 1)))
    assert torn == ((at(0), at(0)), (at(gap + 1), at(gap + 1)))


def test_a_thousand_conversations_are_played_with_a_hundred_agents() -> None:
    crew = tuple(staff(f"agent{n:03d}", capacity=3) for n in range(100))
    day = Day(tuple(comes(n, n / 4, lasted=60) for n in range(1_000)), crew)

    outcome = play(day)

    assert len(outcome.waits) == 1_000
    assert max(outcome.totals.values()) - min(outcome.totals.values()) <= 1


# --- much of it -----------------------------------------------------------------------------------------------------


def a_stored_day(world: World, number: int, agents: int) -> None:
    """So many conversations of one day, each given to the next of so many agents, as the desk stores them."""
    begun = [MORNING + timedelta(seconds=20 * each) for each in range(number)]
    crew = [Author("agent", f"agt_{each:026d}", f"Agent {each}", f"{each:04d}") for each in range(agents)]
    headers = [
        Header(
            conversation_id=f"cnv_{each:026d}",
            plan_key="demo",
            visitor_id=f"vis_{each:026d}",
            state="closed",
            started_at=at,
            locale="en",
            agent=crew[each % agents],
            owner=crew[each % agents],
            last_seq=3,
            state_at=at + timedelta(minutes=10),
            closed_at=at + timedelta(minutes=10),
            pools=("sales",),
        )
        for each, at in enumerate(begun)
    ]
    put_rows(header_row(each) for each in headers)
    put_rows(
        DecisionRow(
            each.conversation_id,
            2,
            agent_id=each.agent_id,
            how="rotation",
            at=each.started_at,
            considered=[
                Considered(one.id or "", one.name or "", 0, 5, n // agents, None if one == each.agent else "later_turn")
                for one in crew
            ],
        )
        for n, each in enumerate(headers)
    )
    world.clock.forward(days=1)


def test_a_day_of_a_thousand_conversations_is_read_in_few_requests(world: World) -> None:
    world.found(agents=1)
    a_stored_day(world, 1_000, 10)

    with counted() as requests:
        compared = replay(world.desk, TODAY, None, Change())

    assert (compared.conversations, compared.decisions, compared.agents) == (1_000, 1_000, 10)
    assert compared.would_be.totals == compared.was.totals == dict.fromkeys(compared.was.totals, 100)
    assert len(requests) <= 2 * 11 + 10 + 10 + 5
