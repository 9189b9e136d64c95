"""Tickets, deadlines, follow-ups, promises, presence and letters are counted, each once, however they are told (F1)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import permutations
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from chalicelib.core.errors import DeskError
from chalicelib.followups.model.followup import FollowUp, FollowUpWritten
from chalicelib.followups.model.forms import PlanFollowUp, RecordCall
from chalicelib.followups.service import calling, planning
from chalicelib.notifications.model.notice import NoticeSettled
from chalicelib.people import service as people
from chalicelib.people.model.attendance import PresenceSpent
from chalicelib.people.store.rows import AgentRow
from chalicelib.reports.model.figures import added, sums_of
from chalicelib.reports.model.records import facts_of_presence
from chalicelib.reports.model.ticket_story import facts_of_deadlines
from chalicelib.reports.service import logging, rebuilding
from chalicelib.reports.service.rebuilding import Rebuild
from chalicelib.reports.store.log import FactRow
from chalicelib.tickets import service as tickets_of_desk
from chalicelib.tickets.model.origins import TicketWritten
from chalicelib.tickets.model.settled import DeadlinesSettled, Kind, Settled
from tests.crashes import Death, at_each_write
from tests.followups.stage import caller
from tests.followups.stage import customers as customers_of_old
from tests.reports.shops import Shop
from tests.reports.test_figures import sums_stored
from tests.stored import every_item, put_item
from tests.tickets.stage import made, moved, now, settle, solved, written
from tests.tickets.test_changing import change
from tests.worlds import World, in_use

HOUR = timedelta(hours=1).total_seconds()
QUICK = (Phase.explicit, Phase.reuse, Phase.generate)


@pytest.fixture
def shop(world: World) -> Shop:
    return Shop.opened(world)


def plan(shop: Shop, **fields: Any) -> FollowUp:
    """What the first agent is to do, as the supervisor plans it."""
    form = PlanFollowUp(owner_id=shop.agents[0].agent_id, **fields)
    return planning.plan_follow_up(shop.world.desk, caller(shop.supervisor), form)[0]


def test_tickets_are_counted_by_what_became_of_them_and_of_which_kind(shop: Shop) -> None:
    agent = shop.agents[0]
    ticket = solved(shop.world, agent, type="presale", plan_key="demo")
    moved(shop.world, agent, ticket, "reopened", text="It leaks again")
    made(shop.world, agent, type="complaint", plan_key="demo")

    shop.counted()

    total = shop.total()
    names = ("ticket_created", "ticket_solved", "ticket_reopened", "ticket_closed")
    assert {name: total.count(name) for name in names} == dict(zip(names, (2, 1, 1, 0), strict=True))
    by_type = {line.key: line.sums.count("ticket_created") for line in shop.report("type").lines}
    assert (by_type["presale"], by_type["complaint"], by_type["repair"]) == (1, 1, 0)
    assert shop.of(agent).count("ticket_solved") == 1
    assert [line.sums.count("ticket_created") for line in shop.report("priority").lines if line.key == "normal"] == [2]


def test_a_ticket_that_becomes_another_kind_counts_as_that_and_no_longer_as_what_it_was(shop: Shop) -> None:
    agent = shop.agents[0]
    ticket = made(shop.world, agent, plan_key="demo")
    shop.counted()

    change(shop.world, agent, ticket, priority="urgent", summary="It burns", reason="Fire")
    shop.counted()

    by_priority = {line.key: line.sums.count("ticket_created") for line in shop.report("priority").lines}
    assert by_priority == {"normal": 0, "urgent": 1, "critical": 0}
    assert shop.total().count("ticket_created") == 1


def test_a_deadline_is_kept_or_missed_once_and_its_share_stands_by_its_name(shop: Shop) -> None:
    agent = shop.agents[0]
    kept = made(shop.world, agent, type="complaint", plan_key="demo")
    written(shop.world, agent, kept, "We are sorry", public=True)
    made(shop.world, agent, type="complaint", plan_key="demo")

    settle(shop.world, hours=40)
    settle(shop.world, hours=1)
    shop.counted()

    total = shop.total()
    assert (total.count("kept_first_answer"), total.count("deadline_first_answer")) == (1, 2)
    assert total.count("deadlines") == total.count("deadlines_kept") + total.count("deadlines_missed")


def test_what_was_missed_and_has_time_again_is_missed_no_more_in_whatever_order_it_is_told(
    new_world: Callable[[], World],
) -> None:
    at = datetime(2026, 11, 23, 9, tzinfo=UTC)
    missed = Settled("solution", "", kept=False, at=at)
    again = Settled("solution", "", None, at)
    kept = Settled("solution", "", kept=True, at=at + timedelta(hours=1))
    kind = Kind("complaint", "normal", "vip", "demo", "agt_1", "agt_2")
    tellings = [(3, missed), (5, again), (6, kept), (3, missed)]

    def told(some: Any) -> Any:
        shop = Shop.opened(new_world())
        for version, each in some:
            settled = DeadlinesSettled("tkt_1", version, (each,), kind)
            logging.tell_deadlines(shop.world.desk, settled)
        shop.counted()
        return {name: shop.total().count(name) for name in ("deadlines", "deadlines_kept", "deadlines_missed")}

    outcomes = [told(some) for some in list(permutations(tellings))[::5]]

    assert outcomes == [{"deadlines": 1, "deadlines_kept": 1, "deadlines_missed": 0}] * len(outcomes)
    assert [each.name for each in facts_of_deadlines(DeadlinesSettled("tkt_1", 1, (), kind))] == []


def test_a_call_before_it_is_due_is_in_time_and_a_promise_that_nobody_keeps_is_broken(shop: Shop) -> None:
    desk, agent = shop.world.desk, shop.agents[0]
    due = (shop.world.clock.at + timedelta(hours=5)).replace(microsecond=0).isoformat()
    visitors = customers_of_old(shop.world, 3)
    kinds = ("care", "care", "promise")
    more = ({}, {}, {"script": "A refund", "channel": "phone"})
    planned = [
        plan(shop, visitor_id=each, kind=kind, due_at=due, client_id=each, **said)
        for each, kind, said in zip(visitors, kinds, more, strict=True)
    ]
    calling.record_call(
        desk, agent, planned[0].followup_id, RecordCall(outcome="reached", text="All is well", client_id="1")
    )

    for _ in range(4):
        settle(shop.world, hours=2)
        shop.counted()

    total = shop.total()
    assert (total.count("followup_planned"), total.count("followup_done")) == (2, 1)
    assert (total.count("followups_in_time"), total.count("followups_missed")) == (1, 1)
    assert (total.count("promise_made"), total.count("promises_broken"), total.count("promises_kept")) == (1, 1, 0)
    assert shop.of(agent).count("promises_broken") == 1


def test_time_online_busy_on_a_break_and_away_is_counted_as_it_was(shop: Shop) -> None:
    agent, other = shop.agents
    for seconds, status in ((40, "busy"), (20, "break"), (30, "online"), (10, "offline")):
        shop.later(seconds)
        shop.world.online(agent, status)

    shop.counted()
    shop.world.online(other)
    shop.counted()

    counts = {name: round(number / 1000) for name, number in shop.of(agent).counts.items() if name.endswith("_time")}
    assert counts == {"online_time": 50, "busy_time": 20, "break_time": 30, "staff_time": 70}
    silent = {name: shop.of(other).count(name) for name in ("online_time", "away_time")}
    assert silent["online_time"] > 0
    assert silent["away_time"] > 0


def test_who_stays_for_hours_is_counted_while_they_stay(shop: Shop) -> None:
    there = shop.world.online(shop.agents[0])

    for number in range(200):
        shop.later(45)
        people.beat(shop.world.desk, there)
        if number % 10 == 0:
            settle(shop.world)
    before = shop.world.now(shop.agents[0]).status_since
    shop.counted()

    assert before is not None
    hours = shop.of(shop.agents[0]).count("online_time") / 3_600_000
    assert 2 <= hours <= 2.6


def test_days_on_which_a_version_before_told_of_nobody_are_not_counted_later(shop: Shop) -> None:
    agent = shop.agents[0]
    shop.world.online(agent)
    for item in every_item(AgentRow.Meta.table_name):
        if "status_since" in item:
            put_item(AgentRow.Meta.table_name, item | {"status_since": {"S": "2026-11-20T09:00:00.000000+0000"}})

    shop.world.online(agent, "busy")
    shop.counted()

    counts = added(sums_of([each]) for each in map(FactRow.fact.held_in, facts_stored()))
    assert 0 < counts.count("online_time") <= 4 * 3_600_000


def facts_stored() -> list[dict[str, Any]]:
    return [each for each in every_item(FactRow.Meta.table_name) if "fact" in each]


@given(
    seconds=st.integers(1, 90_000), start=st.integers(0, 10**7), zone=st.sampled_from(["Asia/Kolkata", "Europe/Berlin"])
)
def test_time_is_apart_by_the_hours_of_a_clock_and_none_is_lost(seconds: int, start: int, zone: str) -> None:
    since = datetime(2026, 3, 1, tzinfo=UTC) + timedelta(seconds=start)
    spent = PresenceSpent("agt_1", "online", since, since + timedelta(seconds=seconds))

    facts = list(facts_of_presence(spent, lambda _: zone))

    assert sum(each.seconds or 0 for each in facts) == seconds
    assert all(0 < (each.seconds or 0) <= 3600 for each in facts)
    assert len({each.at for each in facts}) == len(facts)
    assert added(sums_of([each]) for each in facts) == sums_of(facts)


def test_a_letter_counts_once_as_what_became_of_it_last(shop: Shop) -> None:
    at = shop.world.desk.now()
    failed, sent = (
        NoticeSettled("ntc_1", at, state, version, "demo") for version, state in ((3, "failed"), (6, "sent"))
    )

    for each in (sent, failed, sent, failed):
        logging.tell_notice(shop.world.desk, each)
    shop.counted()

    total = shop.total()
    assert (total.count("notices_sent"), total.count("notices_failed")) == (1, 0)


def test_who_dies_while_tickets_and_follow_ups_are_told_tells_them_once(new_world: Callable[[], World]) -> None:
    def story(death: Death) -> None:
        shop = Shop.opened(new_world())
        desk, agent = shop.world.desk, shop.agents[0]
        ticket = solved(shop.world, agent, plan_key="demo")
        visitor = customers_of_old(shop.world, 1)[0]
        due = (shop.world.clock.at + timedelta(hours=5)).replace(microsecond=0).isoformat()
        planned = plan(shop, visitor_id=visitor, kind="care", due_at=due, client_id="1")

        def tell() -> None:
            logging.tell_ticket(desk, TicketWritten(ticket.ticket_id))
            logging.tell_follow_up(desk, FollowUpWritten(planned.followup_id))

        with death():
            tell()
        tell()
        shop.counted()

        counts = shop.total().counts
        names = ("ticket_created", "ticket_solved", "followup_planned")
        assert [counts[name] for name in names] == [1, 1, 1]

    at_each_write(story)


moves = st.lists(
    st.tuples(
        st.integers(0, 2), st.sampled_from(["in_progress", "solved", "closed", "reopened", "urgent", "words", "later"])
    ),
    max_size=14,
)


@settings(
    max_examples=6,
    deadline=None,
    phases=QUICK,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(history=moves)
def test_whatever_becomes_of_tickets_figures_equal_their_histories_and_a_rebuild(
    new_world: Callable[[], World], history: list[tuple[int, str]]
) -> None:
    shop = Shop.opened(new_world())
    agent = shop.agents[0]
    tickets = [made(shop.world, agent, plan_key="demo", type=kind) for kind in ("presale", "complaint", "presale")]
    for number, act in history:
        ticket = tickets[number]
        with suppress(DeskError):
            if act == "urgent":
                change(shop.world, agent, now(shop.world, ticket), priority="urgent", summary="!", reason="Fire")
            elif act == "words":
                written(shop.world, agent, ticket, "On our way", public=True)
            elif act == "later":
                settle(shop.world, hours=7)
            else:
                moved(shop.world, agent, ticket, act, text="So it is")

    shop.counted()

    by_hand = by_history(shop, [each.ticket_id for each in tickets])
    total = shop.total()
    assert {name: total.count(name) for name in by_hand} == dict(by_hand)
    types = {line.key: line.sums.count("ticket_created") for line in shop.report("type").lines}
    assert (types["presale"], types["complaint"]) == (2, 1)
    shop.counted()  # everybody is gone by then
    before = sums_stored()
    forget_stories()
    for part in rebuilding.PARTS:
        rebuilding.rebuild(shop.world.desk, Rebuild(part))
    shop.counted()
    assert sums_stored() == before


def by_history(shop: Shop, ticket_ids: list[str]) -> Counter[str]:
    """What the histories say, read to their end."""
    counts = Counter[str]()
    for each in ticket_ids:
        state = ""
        for entry in tickets_of_desk.entries_after(shop.world.desk, each, 0, 1_000):
            counts["ticket_created"] += entry.kind == "created"
            for name in ("solved", "closed", "reopened"):
                counts[f"ticket_{name}"] += entry.state == name != state
            state = entry.state
    return counts


def forget_stories() -> None:
    """Nothing says any more how far anything was told."""
    table = FactRow.Meta.table_name
    for item in every_item(table):
        if item["key"]["S"].startswith("told#"):
            key = {"key": item["key"], "order": item["order"]}
            in_use().call("DeleteItem", {"TableName": table, "Key": key})
