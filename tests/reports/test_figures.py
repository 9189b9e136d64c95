"""What happened is counted: each figure equals what one counts by hand, whoever asks sees only whom they reach (F1)."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

import pytest

from chalicelib.conversations.model.filing import Filing
from chalicelib.conversations.model.telling import Written
from chalicelib.conversations.service import filing, snoozing
from chalicelib.core import work
from chalicelib.core.errors import Invalid
from chalicelib.knowledge import service as knowledge
from chalicelib.people.model.rights import GROUP_LEADER, BeyondYourRights
from chalicelib.reports.model.facts import ENDED, STARTED, Fact
from chalicelib.reports.model.figures import DIMENSIONS, places_of, sums_of
from chalicelib.reports.model.questions import ranges_of
from chalicelib.reports.service import logging, rebuilding, rolling, writing
from chalicelib.reports.service.behind import Question, facts_behind
from chalicelib.reports.service.rebuilding import Rebuild
from chalicelib.reports.store import log as store
from chalicelib.reports.store.keys import SHARES
from chalicelib.reports.store.log import FactRow, SumsRow
from chalicelib.routing.model import Transfer
from chalicelib.routing.service import manual
from tests.crashes import Death, at_each_write, crash_at
from tests.reports.shops import Shop
from tests.stored import every_item
from tests.worlds import World, counted


@pytest.fixture
def shop(world: World) -> Shop:
    return Shop.opened(world)


def sums_stored() -> dict[tuple[str, str], Any]:
    """What the table holds of sums, by their places."""
    items = [each for each in every_item(SumsRow.Meta.table_name) if each["key"]["S"].startswith(("cell#", "sum#"))]
    return {(each["key"]["S"], each["order"]["S"]): each["sums"]["S"] for each in items}


@pytest.mark.also_on_moto
def test_a_conversation_is_counted_as_one_would_by_hand(shop: Shop) -> None:
    conversation_id = shop.ask()
    shop.later(20)
    agent = shop.answer(conversation_id)
    shop.later(40)
    shop.ask_again(conversation_id)
    shop.later(60)
    shop.answer(conversation_id)
    shop.end(conversation_id)

    shop.counted()

    total = shop.total()
    counts = {"started": 1, "assigned": 1, "first_answer": 1, "answer": 1, "served": 1, "ended": 1, "answered": 1}
    counts |= {"welcomed": 1, "greeted": 1, "contact": 1, "first_contact": 1}
    counts |= {"present": 2, "online_time": 120_000, "staff_time": 120_000}
    texts = {"one_touch": 1, "visitor_messages": 2, "agent_messages": 2, "served_messages": 2, "asked": 1}
    assert total.counts == counts | texts
    spent = {name: spread.seconds for name, spread in total.spreads.items()}
    times = {"welcome": 20, "wait": 0, "greeting": 20, "first_answer": 20, "answer": 60}
    assert spent == times | {"handling": 120, "duration": 120}
    assert shop.of(agent).count("answered") == 1
    assert [line.sums.count("ended") for line in shop.report("agent").lines if line.key == agent.agent_id] == [1]


def test_whoever_lets_it_ring_has_missed_it_and_whoever_passes_it_on_has_served(shop: Shop) -> None:
    rings, passed = shop.ask(), shop.ask()
    first, second = shop.holder(rings), shop.answer(passed)
    assert first is not None

    shop.world.online(first, "offline")
    shop.world.online(first)
    manual.transfer(shop.world.desk, second, passed, Transfer(agent_id=first.agent_id))
    shop.counted()

    assert (shop.of(first).count("missed"), shop.of(second).count("missed")) == (1, 0)
    assert (shop.of(second).count("transferred"), shop.of(second).count("served")) == (1, 1)


def test_an_hour_is_counted_once_however_often_and_in_whatever_order_it_is_told(shop: Shop) -> None:
    ids = [shop.ask() for _ in range(3)]
    for each in ids:
        shop.answer(each)
        shop.end(each)
    shop.counted()
    before = sums_stored()

    for each in reversed(ids * 2):
        logging.tell_conversation(shop.world.desk, Written(each))
    hour = next(order.partition("#")[2] for _, order in before)
    for _ in range(2):
        rolling.sum_hour(shop.world.desk, rolling.SumHour(hour))

    assert sums_stored() == before
    assert shop.total().count("ended") == 3


def test_what_is_filed_otherwise_later_counts_there_and_no_longer_where_it_was(shop: Shop) -> None:
    first, second = knowledge.read_tree(shop.world.desk).categories[:2]
    conversation_id = shop.ask()
    agent = shop.answer(conversation_id)
    shop.end(conversation_id, filing=Filing(category=first))
    shop.counted()

    filing.refile(shop.world.desk, agent, conversation_id, second.category_id)
    shop.counted()

    ended = {line.key: line.sums.count("ended") for line in shop.report("category").lines}
    assert (ended[first.category_id], ended[second.category_id]) == (0, 1)
    assert shop.total().count("ended") == 1


def test_the_past_is_written_down_from_the_transcripts_and_is_the_same(shop: Shop) -> None:
    for number in range(3):
        conversation_id = shop.ask()
        shop.later(number * 50)
        shop.answer(conversation_id)
        shop.end(conversation_id)
    shop.counted()
    before, table = sums_stored(), FactRow.Meta.table_name
    # when people were there stands in the log alone
    for item in (each for each in every_item(table) if "#present#" not in each["order"]["S"]):
        key = {"key": item["key"], "order": item["order"]}
        shop.world.desk.database.call("DeleteItem", {"TableName": table, "Key": key})

    rebuilding.rebuild(shop.world.desk, Rebuild())
    shop.counted()

    assert sums_stored() == before


@pytest.mark.parametrize("part", ["telling", "hour", "month"])
def test_who_dies_at_any_write_leaves_nothing_uncounted_or_counted_twice(new_world: Any, part: str) -> None:
    def story(death: Death) -> None:
        shop = Shop.opened(new_world())
        conversation_id = shop.ask()
        shop.answer(conversation_id)
        shop.end(conversation_id)
        if part != "telling":
            logging.tell_conversation(shop.world.desk, Written(conversation_id))

        with death():
            do(part, shop, conversation_id)
        do(part, shop, conversation_id)
        shop.counted()

        assert shop.total().count("ended") == 1
        stored = {place: each for place, each in sums_stored().items() if place[0].startswith("cell#")}
        assert stored == naively_summed()

    at_each_write(story)


def naively_summed() -> dict[tuple[str, str], Any]:
    """What the table should hold of hours, from all facts in it, one by one."""
    under: defaultdict[tuple[str, str], list[Fact]] = defaultdict(list)
    for item in every_item(FactRow.Meta.table_name):
        kind, _, rest = item["key"]["S"].partition("#")
        if kind == "log":
            hour, fact = rest.partition("#")[0], FactRow.fact.held_in(item)
            for dimension, key in places_of(fact):
                under[f"cell#{dimension}#{hour[:7]}", f"{key}#{hour}"].append(fact)
    return {place: SumsRow.sums.serialize(sums_of(facts)) for place, facts in under.items()}


def do(part: str, shop: Shop, conversation_id: str) -> None:
    """One of the steps from what is written to what is summed."""
    if part == "telling":
        logging.tell_conversation(shop.world.desk, Written(conversation_id))
    elif part == "hour":
        rolling.sum_hour(shop.world.desk, rolling.SumHour(hour_told()))
    else:
        rolling.sum_month(shop.world.desk, rolling.SumMonth(hour_told()[:7], "all"))


def hour_told() -> str:
    """The hour of the only facts there are."""
    keys = {each["key"]["S"] for each in every_item(FactRow.Meta.table_name)}
    return next(key.split("#")[1] for key in keys if key.startswith("log#"))


def test_a_leader_sees_their_people_and_an_agent_themselves_and_nobody_else(shop: Shop) -> None:
    leader = shop.world.agent(role=GROUP_LEADER)
    conversation_id = shop.ask()
    agent = shop.answer(conversation_id)
    other = next(each for each in shop.agents if each.agent_id != agent.agent_id)
    shop.end(conversation_id)
    shop.counted()

    own = {each.agent_id: shop.report(agent=each).total for each in (agent, other, leader)}

    assert {key: total.count("ended") for key, total in own.items() if total} == {
        agent.agent_id: 1,
        other.agent_id: 0,
        leader.agent_id: 0,
    }
    assert [line.key for line in shop.report("agent", agent=other).lines] == [other.agent_id]
    for asked in ({"of": f"agent:{agent.agent_id}"}, {"of": "plan:demo"}):
        with pytest.raises(BeyondYourRights):
            shop.report(agent=other, **asked)
    with pytest.raises(BeyondYourRights):
        shop.report("plan", agent=leader)


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"of": "agent"}, "of"),
        ({"of": "agent:a#b"}, "of"),
        ({"of": "nothing:x"}, "of"),
        ({"of": "group:grp_none"}, "of"),
        ({"by": "plan", "of": "plan:demo"}, "of"),
        ({"first": date(2026, 2, 1), "last": date(2026, 1, 1)}, "to"),
        ({"first": date(1, 1, 1)}, "from"),
        ({"by": "hour", "first": date(2026, 1, 1), "last": date(2026, 3, 1)}, "to"),
    ],
)
def test_what_cannot_be_answered_is_refused_by_its_field(shop: Shop, asked: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        shop.report(**asked)

    assert [each.field for each in refused.value.errors] == [field]


def test_a_month_that_is_over_is_read_as_a_whole_and_says_the_same(shop: Shop) -> None:
    for _ in range(2):
        conversation_id = shop.ask()
        shop.answer(conversation_id)
        shop.end(conversation_id)
        shop.later(timedelta(days=1).total_seconds())
        for agent in shop.agents:
            shop.world.online(agent)
    for _ in range(2):
        shop.counted()  # everybody is gone by then, and that is counted too
    first, last = shop.today() - timedelta(days=200), shop.today()
    by_hours = shop.total(by="agent", first=first, last=last)

    shop.later(timedelta(days=70).total_seconds())
    shop.counted()
    with counted() as requests:
        year = shop.report("agent", first=first, last=last)

    assert any(key.startswith("sum#") for key, _ in sums_stored())
    assert year.total == by_hours
    assert len(requests) <= 10


def test_what_is_read_does_not_grow_with_what_happened_elsewhere(shop: Shop) -> None:
    agent = shop.answer(shop.ask())
    shop.counted()
    with counted() as few:
        shop.of(agent)

    for _ in range(6):
        shop.later(900)
        for each in shop.agents:
            shop.world.online(each)
        shop.ask()
    shop.counted()
    with counted() as many:
        shop.of(agent)

    assert len(few) == len(many) == 4
    assert set(DIMENSIONS) >= {key.split("#")[1] for key, _ in sums_stored()}


def test_what_is_put_aside_takes_no_time_and_one_wait_is_counted_once(shop: Shop) -> None:
    conversation_id = shop.ask()
    shop.later(10)
    agent = shop.answer(conversation_id)
    shop.ask_again(conversation_id)
    snoozing.snooze(shop.world.desk, agent, conversation_id, shop.world.desk.now() + timedelta(hours=60))
    shop.later(timedelta(hours=60).total_seconds())
    shop.counted()
    for each in shop.agents:
        shop.world.online(each)

    shop.later(30)
    shop.answer(conversation_id)
    shop.end(conversation_id)
    shop.counted()

    total = shop.total()
    assert total.spread("answer").seconds < timedelta(hours=1).total_seconds()
    assert total.spread("handling").seconds < timedelta(hours=1).total_seconds()


def test_a_sum_that_dies_half_way_leaves_nothing_where_it_is_no_more(shop: Shop) -> None:
    first, second = knowledge.read_tree(shop.world.desk).categories[:2]
    conversation_id = shop.ask()
    agent = shop.answer(conversation_id)
    shop.end(conversation_id, filing=Filing(category=first))
    logging.tell_conversation(shop.world.desk, Written(conversation_id))
    with crash_at(2, written=True):
        rolling.sum_hour(shop.world.desk, rolling.SumHour(hour_told()))

    filing.refile(shop.world.desk, agent, conversation_id, second.category_id)
    shop.counted()

    ended = {line.key: line.sums.count("ended") for line in shop.report("category").lines}
    assert (ended[first.category_id], ended[second.category_id]) == (0, 1)


def test_an_hour_is_summed_a_few_times_in_a_while_however_much_is_written(shop: Shop) -> None:
    desk, at = shop.world.desk, shop.world.desk.now()
    facts = [Fact(STARTED, f"conversation {number}", 1, at, "demo") for number in range(8 * SHARES)]
    writing.put_facts(desk, facts)

    for _ in range(3):
        shop.later(301)
        while work.run_due(desk, limit=1):
            writing.put_facts(desk, facts)  # between any two pieces something happens in every share

    assert {store.share_of(each) for each in facts} == set(range(SHARES))
    assert len([each for each in work.waiting(desk) if each.kind == "reports.sum_hour"]) == SHARES


def test_keys_that_lie_apart_are_read_in_few_ranges_with_few_others_between() -> None:
    known = [f"agt_{number:03}" for number in range(100)]

    one, two, three = (ranges_of(["agt_000", "agt_001", "agt_050", "agt_099"], known, most) for most in (1, 2, 3))

    assert [(each.first, each.last) for each in one] == [("agt_000", "agt_099")]
    assert [(each.first, each.last) for each in two] in (
        [("agt_000", "agt_050"), ("agt_099", "agt_099")],
        [("agt_000", "agt_001"), ("agt_050", "agt_099")],
    )
    assert [(each.first, each.last) for each in three] == [
        ("agt_000", "agt_001"),
        ("agt_050", "agt_050"),
        ("agt_099", "agt_099"),
    ]
    assert ranges_of([], known, 3) == []


def test_what_an_agent_did_is_told_apart_by_plans_to_whom_reaches_them(shop: Shop) -> None:
    conversation_id = shop.ask()
    agent = shop.answer(conversation_id)
    shop.end(conversation_id)
    other = next(each for each in shop.agents if each.agent_id != agent.agent_id)
    at = shop.world.desk.now()
    writing.put_facts(shop.world.desk, [Fact(ENDED, "cnv_other", 9, at, "demo", agent_id=other.agent_id)])
    shop.counted()

    own = shop.report("plan", agent=agent, of=f"agent:{agent.agent_id}")

    assert [(line.key, line.sums.count("ended")) for line in own.lines] == [("demo", 1)]
    assert own.total is not None
    assert own.total.count("ended") == 1
    assert [line.sums.count("ended") for line in shop.report("plan").lines] == [2]
    question = Question("ended", "plan", "demo", f"agent:{agent.agent_id}")
    assert [each.fact.about for each in facts_behind(shop.world.desk, agent, question).facts] == [conversation_id]
    with pytest.raises(BeyondYourRights):
        shop.report("plan", agent=other, of=f"agent:{agent.agent_id}")
    with pytest.raises(BeyondYourRights):
        facts_behind(shop.world.desk, other, question)
    with pytest.raises(Invalid):
        shop.report(of=f"agent_plan:{agent.agent_id}:demo")
