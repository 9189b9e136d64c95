"""News of orders, from the shop's program, looks at the shop and tickets: told once each, never backwards (A11)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from chalicelib.core import work
from chalicelib.core.audit import By
from chalicelib.core.authors import Author
from chalicelib.notices.service import subscribing, topics
from chalicelib.notifications import service as notifications
from chalicelib.orders import service as orders
from chalicelib.orders import store
from chalicelib.orders.model.states import Sight
from chalicelib.orders.service import watching
from chalicelib.orders.service.watching import LookAtOrders
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.visitor import Visitor
from chalicelib.visitors.model.wishes import BY_HAND, Proof
from tests.crashes import Death, at_each_write
from tests.notices.stage import BOSS, PROOF, customer, open_notices, run, sent, subscribed, topic
from tests.notifications.shops import SETTINGS
from tests.orders.shops import BOOKS, Scene, scene
from tests.tickets import stage as tickets
from tests.worlds import World, counted

NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)  # in Shanghai
BY_AGENT = Proof(BY_HAND, Author("agent", "agt_1", "Li"))


@pytest.fixture
def shop(world: World) -> World:
    open_notices(world)
    world.clock.at = NOON
    return world


def told(world: World, who: Visitor | None, number: str = "A-1", **seen: Any) -> tuple[str, ...]:
    """The shop's program says how an order stands."""
    fields = {"at": world.clock.at, "is_news": True} | seen
    return orders.note(world.desk, "demo", Sight(number, **fields), visitor_id=who.visitor_id if who else None)


def texts(world: World) -> list[str]:
    """What was told, in order, as one line each."""
    return [each.text for each in sent(world)]


def test_each_state_is_told_once_late_ones_never_and_only_to_who_subscribed(shop: World) -> None:
    there = topic(shop, "order", zh="订单", en="Orders")
    mei, tom = subscribed(shop, there, customer(shop, 1)), customer(shop, 2)
    for _ in range(2):
        told(shop, mei, state="已付款")
        told(shop, tom, "B-1", state="已付款")
    run(shop, minutes=1)
    told(shop, mei, state="已发货", parcel="运输中", carrier="顺丰", parcel_number="SF1")
    late = told(shop, mei, state="已拣货", at=NOON + timedelta(seconds=1))
    back = told(shop, mei, state="已付款")
    run(shop, minutes=2)

    assert (late, back) == ((), ())
    assert [each.to for each in sent(shop)] == ["c1@mail.example"] * 2
    assert "已付款" in texts(shop)[0] and "已发货" in texts(shop)[1] and "顺丰" in texts(shop)[1]
    assert "A-1" in sent(shop)[0].subject


def test_what_is_over_before_the_hours_begin_is_not_told_nor_what_was_ended_meanwhile(shop: World) -> None:
    there = topic(shop, "order")
    mei, tom = (subscribed(shop, there, customer(shop, number)) for number in (1, 2))
    shop.clock.at = NOON + timedelta(hours=11)  # 23:00: letters wait until 9
    for state in ("paid", "packed", "shipped"):
        told(shop, mei, state=state)
        told(shop, tom, "B-1", state=state)
        shop.clock.forward(minutes=20)
    subscribing.unsubscribe(shop.desk, tom, there.topic_id, "", PROOF, BOSS)

    shop.clock.at = NOON + timedelta(hours=21, minutes=1)
    run(shop, minutes=2)

    assert [each.to for each in sent(shop)] == ["c1@mail.example"]
    assert "shipped" in texts(shop)[0]


def test_of_a_number_that_somebody_typed_by_themselves_they_hear_nothing_of_one_an_agent_wrote_down_they_do(
    shop: World,
) -> None:
    there = topic(shop, "order")
    thief = subscribed(shop, there, customer(shop, 1), "A-1")
    guest = customer(shop, 2)
    subscribing.subscribe(shop.desk, guest, there, "A-1", BY_AGENT, By("agt_1", "Li"))
    told(shop, None, state="shipped")
    run(shop, minutes=1)

    assert thief.email and [each.to for each in sent(shop)] == [guest.email]


def test_above_their_number_a_day_it_is_told_the_next_day_if_it_is_still_so(shop: World) -> None:
    there = topic(shop, "order")
    topics.update_rules(shop.desk, BOSS, "demo", {"a_day": 1})
    mei = subscribed(shop, there, customer(shop, 1))
    for state in ("paid", "packed", "shipped"):
        told(shop, mei, state=state)
        run(shop, minutes=1)
    today = texts(shop)
    shop.clock.at = NOON + timedelta(hours=21, minutes=5)
    run(shop, minutes=2)

    assert len(today) == 1 and "paid" in today[0]
    assert len(texts(shop)) == 2 and "shipped" in texts(shop)[1]


def test_dying_at_each_write_and_told_again_it_is_told_once(shop: World) -> None:
    mei = subscribed(shop, topic(shop, "order"), customer(shop, 1))
    topics.update_rules(shop.desk, BOSS, "demo", {"a_day": 100})

    def story(death: Death) -> None:
        before, number = len(sent(shop)), f"D-{death.number}-{death.written}"
        with death():
            told(shop, mei, number, state="shipped")
        told(shop, mei, number, state="shipped")
        run(shop, minutes=2)
        assert [each.subject.count(number) for each in sent(shop)[before:]] == [1]

    at_each_write(story, least=3)


def test_a_ticket_that_names_an_order_and_a_parcel_is_news_of_that_order(shop: World) -> None:
    mei = subscribed(shop, topic(shop, "order"), customer(shop, 1))
    agent = shop.agent(role="supervisor")
    for _ in range(2):
        tickets.made(
            shop, agent, type="aftersale", visitor_id=mei.visitor_id, fields={"order": "A-1", "parcel": "SF-77"}
        )
    run(shop, minutes=2)

    news = [each for each in sent(shop) if "SF-77" in each.text and "A-1" in each.subject]
    assert [each.to for each in news] == [mei.email]


def test_what_is_written_to_a_ticket_later_takes_no_parcel_back_to_where_it_was(shop: World) -> None:
    mei = subscribed(shop, topic(shop, "order"), customer(shop, 1))
    topics.update_rules(shop.desk, BOSS, "demo", {"a_day": 100})
    fields = {"order": "A-1", "parcel": "SF-77"}
    agent = shop.agent(role="supervisor")
    told(shop, mei, parcel="运输中", parcel_number="SF-77")
    run(shop, minutes=1)
    tickets.made(shop, agent, type="aftersale", visitor_id=mei.visitor_id, fields=fields)
    run(shop, minutes=2)
    shop.clock.at = NOON + timedelta(hours=11)  # 23:00: letters wait until 9
    told(shop, mei, parcel="已签收", parcel_number="SF-77")
    shop.clock.forward(minutes=20)
    tickets.made(shop, agent, type="aftersale", visitor_id=mei.visitor_id, fields=fields)
    run(shop, minutes=2)
    shop.clock.at = NOON + timedelta(hours=21, minutes=1)
    run(shop, minutes=2)

    news = [each.text for each in sent(shop) if "A-1" in each.subject]
    assert ["运输中" in news[0], "已签收" in news[-1], len(news)] == [True, True, 2]


# --- looks at the shop ----------------------------------------------------------------------------------------------


@pytest.fixture
def watched(world: World) -> Scene:
    there = scene(world)
    notifications.update_settings(world.desk, SETTINGS)
    world.clock.at = NOON
    return there


def says(watched: Scene, **order: Any) -> None:
    """The shop says otherwise of its order from now on."""
    watched.books.says = BOOKS | {"orders": [BOOKS["orders"][0] | order]}


def test_orders_of_whom_wishes_to_hear_are_looked_at_until_they_wish_it_no_more(watched: Scene) -> None:
    world = watched.world
    there = topic(world, "order")
    visitor_id = visitors.by_user(world.desk, "demo", "u-17") or ""
    who = visitors.whole(world.desk, visitor_id)
    before = len(watched.books.asked)
    subscribed(world, there, who)
    work.run_due(world.desk)
    first = texts_by_any(world)
    says(watched, state="Delivered", logistics=None)
    hours(world, 4)
    second = texts_by_any(world)
    asked = len(watched.books.asked)
    hours(world, 4)
    subscribing.unsubscribe(world.desk, who, there.topic_id, "", PROOF, BOSS)
    hours(world, 4)
    ended = len(watched.books.asked)
    hours(world, 48)

    assert first == [] and len(second) == 1 and "Delivered" in second[0]
    assert before < asked and len(watched.books.asked) == ended
    assert store.watch(world.desk, visitor_id) is None and texts_by_any(world) == second


def texts_by_any(world: World) -> list[str]:
    """What went out, by whatever channel."""
    return [each.text for name in ("email", "sms") for each in world.desk.senders[name].sent]


def hours(world: World, count: int) -> None:
    """Let so many hours pass, and everything that is due in them happen."""
    for _ in range(count * 2):
        while work.run_due(world.desk, limit=500):
            pass
        world.clock.forward(minutes=30)


def test_a_shop_that_is_silent_is_asked_again_the_next_day_and_a_look_costs_a_few_requests(watched: Scene) -> None:
    world = watched.world
    who = visitors.whole(world.desk, visitors.by_user(world.desk, "demo", "u-17") or "")
    subscribed(world, topic(world, "order"), who)
    begun = store.watch(world.desk, who.visitor_id)
    assert begun is not None
    with counted() as requests:
        watching.look(world.desk, LookAtOrders(who.visitor_id, begun.chain))
    watched.books.says = b"not what was agreed"
    hours(world, 12)
    asked = len(watched.books.asked)
    hours(world, 8)
    quiet = len(watched.books.asked)
    says(watched, state="Delivered")
    hours(world, 30)

    assert len(requests) <= 12
    assert quiet == asked
    assert any("Delivered" in each for each in texts_by_any(world))
