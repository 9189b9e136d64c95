"""What is told to everybody who subscribed: each once, in pages, within hours and numbers, whoever dies (A11)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from chalicelib.conversations.service import merging
from chalicelib.core import links, work
from chalicelib.core.errors import Invalid
from chalicelib.notices.model.leaving import AGAIN, ALL, TOPIC
from chalicelib.notices.model.mailings import Mailing, MailingOver, NotDraft, NoticeText
from chalicelib.notices.model.topics import Topic
from chalicelib.notices.service import contact, leaving, mailings, subscribing, topics
from chalicelib.notices.service.letters import PURPOSE, name_of_link
from chalicelib.notices.service.mailings import SendPage
from chalicelib.people.model.rights import ADMINISTRATOR
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.visitor import Visitor
from chalicelib.visitors.model.wishes import WishedHours
from tests.crashes import Death, at_each_write
from tests.notices.stage import (
    BOSS,
    PROOF,
    came_of,
    customer,
    drafted,
    open_notices,
    run,
    sent,
    subscribed,
    topic,
)
from tests.worlds import World, counted


@pytest.fixture
def shop(world: World) -> World:
    open_notices(world)
    return world


def started(world: World, there: Topic, **fields: Any) -> Mailing:
    """A mailing that was started."""
    return mailings.start_mailing(world.desk, BOSS, drafted(world, there, **fields).mailing_id)


def token(world: World, who: Visitor, there: Topic, mailing: Mailing | None = None) -> str:
    """What the link of their letter is signed with."""
    name = name_of_link(who.visitor_id, there.topic_id, mailing.mailing_id if mailing else None)
    return links.sign(world.desk, PURPOSE, name)


def test_everybody_who_subscribed_is_written_to_once_in_their_language_with_a_way_out(shop: World) -> None:
    there = topic(shop)
    mei = subscribed(shop, there, customer(shop, 1))
    tom = subscribed(shop, there, customer(shop, 2, name="Tom"))
    customer(shop, 3)
    unreached = subscribed(shop, there, customer(shop, 4, email=None, refused_channels=("web",)))
    mailing = started(shop, there)

    run(shop, minutes=5)

    assert sorted(each.to for each in sent(shop)) == ["c1@mail.example", "c2@mail.example"]
    (first,) = [each for each in sent(shop) if each.to == mei.email]
    assert first.subject == "News: new tea" and "Dear C1, Demo has new tea." in first.text
    assert first.headers["List-Unsubscribe"].startswith("<http") and "/n/" in first.headers["List-Unsubscribe"]
    assert first.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    after, counts = came_of(shop, mailing)
    assert (after.state, after.looked_at, after.written, after.withheld) == ("finished", 3, 2, {"no_address": 1})
    assert (counts.sent, counts.withheld) == (2, 0)
    listed, more = mailings.list_tos(shop.desk, mailing.mailing_id, None)
    assert {each.customer_id: each.state for _, each in listed} == {
        mei.visitor_id: "sent",
        tom.visitor_id: "sent",
        unreached.visitor_id: "withheld",
    } and not more


def test_a_thousand_subscribers_cost_some_requests_a_page_and_no_read_grows(shop: World) -> None:
    there = topic(shop)
    for number in range(1_000):
        subscribed(shop, there, customer(shop, number))
    mailing = started(shop, there, a_minute=6_000)
    reads: list[int] = []
    pages = 0

    while came_of(shop, mailing)[0].state == "running":
        step = came_of(shop, mailing)[0].step
        with counted() as requests:
            mailings.send_page(shop.desk, SendPage(mailing.mailing_id, step))
        reads.append(len(requests.names))
        pages += 1
        shop.clock.forward(seconds=1)

    after, _ = came_of(shop, mailing)
    assert (after.state, after.written, after.looked_at) == ("finished", 1_000, 1_000)
    assert max(reads) <= 8
    assert pages <= 1_000 / 20 + 16


def test_dying_at_each_write_and_run_twice_nobody_is_written_to_twice_or_left_out(shop: World) -> None:
    there = topic(shop)
    for number in range(3):
        subscribed(shop, there, customer(shop, number))
    rules = topics.update_rules(shop.desk, BOSS, "demo", {"within": None, "a_day": 50})
    assert rules.a_day == 50

    def story(death: Death) -> None:
        mailing = started(shop, there)
        before = len(sent(shop))
        with death():
            for step in range(17):
                mailings.send_page(shop.desk, SendPage(mailing.mailing_id, step))
                mailings.send_page(shop.desk, SendPage(mailing.mailing_id, step))
        run(shop, minutes=4)
        assert came_of(shop, mailing)[0].state == "finished"
        assert len(sent(shop)) - before == 3
        assert came_of(shop, mailing)[1].sent == 3

    at_each_write(story)


def test_who_wants_a_topic_after_all_takes_back_nothing_that_they_refused_elsewhere(shop: World) -> None:
    there, mei, tom = topic(shop), customer(shop, 1), customer(shop, 2)
    by_hand = contact.choose(shop.desk, mei, {"refused_kinds": ["survey", "campaign"]}, PROOF, BOSS)

    for scope in (TOPIC, AGAIN):
        again = leaving.leave(shop.desk, token(shop, mei, there), scope)
    for scope in (ALL, AGAIN):
        everything = leaving.leave(shop.desk, token(shop, tom, there), scope)

    kept = visitors.holder(shop.desk, mei.visitor_id).wishes
    assert (kept.refused_kinds, kept.refused_topics) == (by_hand.wishes.refused_kinds, ())
    assert (again.is_topic_ended, everything.is_topic_ended, everything.is_all_ended) == (False, False, False)
    assert visitors.holder(shop.desk, tom.visitor_id).wishes.refused_kinds == ()


def test_who_unsubscribed_before_the_letter_goes_out_does_not_get_it_however_it_comes_about(shop: World) -> None:
    there, other = topic(shop), topic(shop, zh="价格", en="Prices")
    who = [subscribed(shop, there, customer(shop, number)) for number in range(4)]
    shop.clock.at = datetime(2026, 11, 23, 12, 30, tzinfo=UTC)  # 20:30 in Shanghai
    mailing = started(shop, there, a_minute=6_000)
    for _ in range(17):
        mailings.send_page(shop.desk, SendPage(mailing.mailing_id, came_of(shop, mailing)[0].step))
    assert came_of(shop, mailing)[0].written == 4

    leaving.leave(shop.desk, token(shop, who[0], there, mailing), TOPIC)
    leaving.leave(shop.desk, token(shop, who[0], there, mailing), TOPIC)
    leaving.leave(shop.desk, token(shop, who[1], there, mailing), ALL)
    subscribing.end_topic(shop.desk, who[2].visitor_id, there.topic_id, PROOF, BOSS)
    run(shop, minutes=5)

    assert [each.to for each in sent(shop)] == ["c3@mail.example"]
    _, counts = came_of(shop, mailing)
    assert (counts.sent, counts.withheld, counts.unsubscribed) == (1, 3, 2)
    subscribed(shop, there, visitors.whole(shop.desk, who[0].visitor_id))
    again = started(shop, there)
    started(shop, other)
    run(shop, minutes=5)
    assert came_of(shop, again)[0].written == 3  # of the one who ended everything the subscription is there
    assert [each.to for each in sent(shop)][1:].count("c0@mail.example") == 1
    assert "c1@mail.example" not in [each.to for each in sent(shop)]


def test_it_keeps_to_hours_to_its_number_a_day_and_to_each_customers(shop: World) -> None:
    there = topic(shop)
    for number in range(5):
        subscribed(shop, there, customer(shop, number))
    topics.update_rules(shop.desk, BOSS, "demo", {"within": WishedHours("09:00", "21:00"), "a_day": 1})
    shop.clock.at = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)  # 22:00 in Shanghai
    first = started(shop, there, a_day=3)

    run(shop, minutes=10)
    at_night = came_of(shop, first)[0].looked_at
    shop.clock.at = datetime(2026, 11, 24, 1, 1, tzinfo=UTC)
    run(shop, minutes=20)
    next_day, second = came_of(shop, first)[0], started(shop, there)
    run(shop, minutes=20)
    same_day = came_of(shop, second)[0]
    shop.clock.at = datetime(2026, 11, 25, 1, 1, tzinfo=UTC)
    run(shop, minutes=20)

    assert (at_night, next_day.written, next_day.state) == (0, 3, "running")
    assert came_of(shop, first)[0].state == "finished" and came_of(shop, first)[0].written == 5
    assert same_day.withheld == {"too_many_today": 3} and same_day.written == 2


def test_stopped_it_is_written_to_nobody_more_and_what_is_begun_is_told_as_it_stands(shop: World) -> None:
    there = topic(shop)
    for number in range(30):
        subscribed(shop, there, customer(shop, number))
    draft = drafted(shop, there)
    changed = mailings.update_mailing(shop.desk, BOSS, draft.mailing_id, {"name": "Summer", "a_minute": 1})
    mailing = mailings.start_mailing(shop.desk, BOSS, draft.mailing_id)

    work.run_due(shop.desk)
    mailings.stop_mailing(shop.desk, BOSS, mailing.mailing_id)
    written = came_of(shop, mailing)[0].written
    run(shop, minutes=60)

    assert (changed.name, changed.a_minute) == ("Summer", 1)
    assert came_of(shop, mailing)[0].written == written < 30
    for act in (mailings.start_mailing, lambda *told: mailings.update_mailing(*told, {"name": "X"})):
        with pytest.raises(NotDraft):
            act(shop.desk, BOSS, mailing.mailing_id)
    with pytest.raises(MailingOver):
        mailings.stop_mailing(shop.desk, BOSS, drafted(shop, there).mailing_id)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"texts": {}}, "texts"),
        ({"texts": {"en": NoticeText("a\nb", "x")}}, "texts.en.subject"),
        ({"texts": {"en": NoticeText("a", "Dear {surname}")}}, "texts.en.text"),
        ({"within": WishedHours("9", "10:00")}, "within.begins"),
        ({"topic_id": "top_none"}, "topic_id"),
        ({"name": " "}, "name"),
    ],
)
def test_what_makes_no_sense_is_refused_by_its_field(shop: World, fields: dict[str, object], field: str) -> None:
    there = topic(shop)

    with pytest.raises(Invalid) as refused:
        drafted(shop, there, **fields)

    assert field in [each.field for each in refused.value.errors]


def test_about_one_thing_it_goes_to_who_subscribed_to_that_or_to_all_and_to_nobody_twice(shop: World) -> None:
    there = topic(shop, "restock")
    both = subscribed(shop, there, subscribed(shop, there, customer(shop, 1)), "SKU-1")
    subscribed(shop, there, customer(shop, 2), "sku-1")
    subscribed(shop, there, customer(shop, 3), "SKU-2")
    texts = {"en": NoticeText("Back: {about}", "{about} is in stock")}

    count = mailings.how_many(shop.desk, "demo", there.topic_id, "SKU-1")
    mailing = started(shop, there, about="SKU-1", texts=texts)
    run(shop, minutes=5)

    assert count == (3, False)
    assert sorted(each.to for each in sent(shop)) == [both.email, "c2@mail.example"]
    assert {each.subject for each in sent(shop)} == {"Back: SKU-1"}
    assert came_of(shop, mailing)[0].state == "finished"


def test_ended_by_hand_it_holds_back_what_waits_also_for_who_is_several_and_wanted_again_it_comes_again(
    shop: World,
) -> None:
    there = topic(shop)
    alone, whole, part = (subscribed(shop, there, customer(shop, number)) for number in range(3))
    kept = subscribed(shop, there, subscribed(shop, there, customer(shop, 3)), "SKU-1")
    merging.merge_visitors(shop.desk, shop.agent(role=ADMINISTRATOR), whole.visitor_id, merging.Wish(part.visitor_id))
    topics.update_rules(shop.desk, BOSS, "demo", {"a_day": 50})
    shop.clock.at = datetime(2026, 11, 23, 12, 30, tzinfo=UTC)  # 20:30 in Shanghai
    mailing = started(shop, there, a_minute=6_000)
    for step in range(17):
        mailings.send_page(shop.desk, SendPage(mailing.mailing_id, step))
    assert came_of(shop, mailing)[0].written == 3

    whole = visitors.whole(shop.desk, part.visitor_id)
    for who, about in ((alone, ""), (whole, ""), (kept, "SKU-1")):
        for _ in range(2):
            subscribing.unsubscribe(shop.desk, who, there.topic_id, about, PROOF, BOSS)
    run(shop, minutes=5)
    assert [each.to for each in sent(shop)] == ["c3@mail.example"]  # of all of it they still wish to hear
    subscribing.unsubscribe(shop.desk, kept, there.topic_id, "", PROOF, BOSS)
    again = started(shop, there)
    run(shop, minutes=5)
    assert came_of(shop, again)[0].written == 0

    subscribed(shop, there, alone)
    left, back = token(shop, alone, there), started(shop, there)
    leaving.leave(shop.desk, left, TOPIC)
    for _ in range(2):
        leaving.leave(shop.desk, left, AGAIN)
    run(shop, minutes=5)

    assert came_of(shop, back)[0].written == 1
    assert [each.to for each in sent(shop)][1:] == [alone.email]


def test_a_letter_about_one_thing_stays_where_only_that_was_ended_and_its_mailings_hours_hold_for_what_waits(
    shop: World,
) -> None:
    there = topic(shop)
    topics.update_rules(shop.desk, BOSS, "demo", {"a_day": 50, "within": None})
    ended, _, early = (subscribed(shop, there, customer(shop, number), "SKU-1") for number in range(3))
    subscribed(shop, there, ended, "SKU-2")
    contact.choose(shop.desk, early, {"hours": WishedHours("06:00", "11:00")}, PROOF, BOSS)
    shop.clock.at = datetime(2026, 11, 23, 3, 55, tzinfo=UTC)  # 11:55 in Shanghai
    mailing = started(shop, there, about="SKU-1", a_minute=6_000, within=WishedHours("10:00", "12:00"))
    for step in range(33):
        mailings.send_page(shop.desk, SendPage(mailing.mailing_id, step))
    assert came_of(shop, mailing)[0].written == 3

    subscribing.unsubscribe(shop.desk, ended, there.topic_id, "SKU-1", PROOF, BOSS)
    shop.clock.at = datetime(2026, 11, 23, 4, 30, tzinfo=UTC)
    run(shop, minutes=2)
    before = [each.to for each in sent(shop)]
    shop.clock.at = datetime(2026, 11, 24, 2, 30, tzinfo=UTC)  # the next day, 10:30
    run(shop, minutes=2)

    assert before == []
    assert sorted(each.to for each in sent(shop)) == ["c1@mail.example", "c2@mail.example"]
    assert came_of(shop, mailing)[1].withheld == 1
