"""What the desk says by itself: welcome, keywords, closed (C1, C5)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.conversations import service
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.conversations.service import queue, spreading
from chalicelib.core import work
from chalicelib.plans import service as plans
from chalicelib.plans.model.plan import KeywordsAdded
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.identity import RegisterVisitor
from infra.bench.crowd import everybody_waiting
from tests.crashes import Death, at_each_write, crash_at
from tests.worlds import World, at_once, counted

PRICE = {"reply_id": "price", "match": "contains", "words": ["price", "价格"], "texts": {"en": "See our {plan} list."}}
OPENING = {"reply_id": "open", "match": "exact", "words": ["opening hours"], "texts": {"en": "Nine to six."}}
NIGHT = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)  # 23:00 in Shanghai, a Monday
NINE_TO_SIX = {"weekly": {day: [["09:00", "18:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}}


def start(world: World, visitor: Any, text: str, client_id: str = "first") -> Any:
    return service.start_conversation(world.desk, visitor, "demo", StartConversation(text=text, client_id=client_id))


def transcript(begun: Any) -> list[tuple[str, str]]:
    return [(entry.kind, entry.text) for entry in begun.page.entries]


def at_night(world: World, **more: Any) -> None:
    plans.update_plan(world.desk, "demo", {"hours": NINE_TO_SIX, **more}, None)
    world.clock.at = NIGHT


def test_the_welcome_comes_with_the_first_message_and_only_then(world: World) -> None:
    world.found()
    plans.update_plan(world.desk, "demo", {"texts": {"en": {"welcome": "Hello {name}, this is {plan}."}}}, None)
    visitor = world.visitor()

    begun = start(world, visitor, "hi")
    service.post_message(world.desk, visitor, "demo", begun.conversation_id, "hello?", "second")
    page = service.read_entries(world.desk, visitor, "demo", begun.conversation_id, 0, 100)

    assert transcript(begun)[:2] == [("message", "hi"), ("auto_reply", "Hello, this is Demo.")]
    assert [entry.kind for entry in page.entries].count("auto_reply") == 1
    assert begun.page.entries[1].author.kind == "system"


def test_an_answer_of_nothing_but_the_name_is_not_given_to_somebody_without_one(world: World) -> None:
    world.found()
    plans.update_plan(world.desk, "demo", {"auto_replies": [{**PRICE, "texts": {"en": "{name}"}}]}, None)

    begun = start(world, world.visitor(), "What is the price?")

    assert "auto_reply" not in dict(transcript(begun))


def test_a_keyword_is_answered_once_in_the_same_request(world: World) -> None:
    world.found()
    plans.update_plan(world.desk, "demo", {"auto_replies": [PRICE, OPENING]}, None)
    visitor = world.visitor()

    begun = start(world, visitor, "What is the PRICE?")
    for n, text in enumerate(("price again?", "Opening   hours?!")):
        service.post_message(world.desk, visitor, "demo", begun.conversation_id, text, f"c{n}")
    page = service.read_entries(world.desk, visitor, "demo", begun.conversation_id, 0, 100)

    replies = [entry.text for entry in page.entries if entry.kind == "auto_reply"]
    assert transcript(begun)[1] == ("auto_reply", "See our Demo list.")
    assert replies == ["See our Demo list.", "Nine to six."]


def test_nobody_is_answered_by_itself_once_an_agent_has_answered(world: World) -> None:
    (agent,) = world.found(agents=1)
    world.online(agent)
    plans.update_plan(world.desk, "demo", {"auto_replies": [PRICE]}, None)
    visitor = world.visitor()
    begun = start(world, visitor, "hi")
    service.reply(world.desk, world.now(agent), begun.conversation_id, "Yes?", "r")

    service.post_message(world.desk, visitor, "demo", begun.conversation_id, "price?", "c")

    page = service.read_entries(world.desk, visitor, "demo", begun.conversation_id, 0, 100)
    assert "auto_reply" not in [entry.kind for entry in page.entries]


def test_a_message_costs_a_read_more_only_while_keywords_may_answer_it(world: World) -> None:
    (agent,) = world.found(agents=1)
    world.online(agent)
    plain, asking = world.visitor(), world.visitor()
    without = start(world, plain, "hi").conversation_id
    with counted() as few:
        service.post_message(world.desk, plain, "demo", without, "price", "c")
    plans.update_plan(world.desk, "demo", {"auto_replies": [PRICE]}, None)
    keyed = start(world, asking, "hi").conversation_id

    with counted() as more:
        service.post_message(world.desk, asking, "demo", keyed, "price", "c")
    service.reply(world.desk, world.now(agent), keyed, "Yes?", "r")
    with counted() as after:
        service.post_message(world.desk, asking, "demo", keyed, "price", "d")

    assert (len(few), len(more), len(after)) == (2, 3, 2)


def test_a_rule_called_welcome_speaks_after_the_welcome(world: World) -> None:
    world.found()
    rules = [{**PRICE, "reply_id": "welcome"}]
    plans.update_plan(world.desk, "demo", {"texts": {"en": {"welcome": "Hello."}}, "auto_replies": rules}, None)

    begun = start(world, world.visitor(), "price?")

    assert [text for kind, text in transcript(begun) if kind == "auto_reply"] == ["Hello.", "See our Demo list."]


def test_the_first_rules_of_a_plan_answer_in_conversations_that_go_on_but_not_where_an_agent_has(world: World) -> None:
    (agent,) = world.found(agents=1, capacity=2)
    world.online(agent)
    talking, waiting, answered = [world.visitor() for _ in range(3)]
    at = {each: start(world, each, "hi").conversation_id for each in (answered, talking, waiting)}
    service.reply(world.desk, world.now(agent), at[answered], "Yes?", "r")

    plans.update_plan(world.desk, "demo", {"auto_replies": [PRICE]}, None)
    for each, conversation_id in at.items():
        service.post_message(world.desk, each, "demo", conversation_id, "price?", "c")

    heard = {
        each: [entry.text for entry in service.read_entries(world.desk, each, "demo", at[each], 0, 100).entries]
        for each in at
    }
    assert ["See our Demo list." in heard[each] for each in (talking, waiting, answered)] == [True, True, False]
    assert [header.keywords for header in everybody_waiting(world.desk)] == [True]


def test_hearing_of_the_first_rules_twice_or_dying_over_it_changes_nothing_more(world: World) -> None:
    world.found()
    visitor = world.visitor()
    begun = start(world, visitor, "hi")

    with crash_at(1, written=False):
        plans.update_plan(world.desk, "demo", {"auto_replies": [PRICE]}, None)
    world.clock.forward(minutes=5)
    queue.still_here(world.desk, visitor, "demo", begun.conversation_id)
    for _ in range(2):
        work.run_due(world.desk)
        spreading.begin_to_answer_keywords(world.desk, KeywordsAdded("demo"))
    service.post_message(world.desk, visitor, "demo", begun.conversation_id, "price?", "c")

    (header,) = everybody_waiting(world.desk)
    assert (header.keywords, header.edits) == (True, 1)
    assert header.replied == ("price",)


def test_a_plan_speaks_its_own_languages_only_whatever_the_visitor_asks_for(world: World) -> None:
    world.found()
    plans.update_plan(world.desk, "demo", {"languages": ["en"]}, None)
    visitor, token, _ = visitors.register(world.desk, None, "demo", None, RegisterVisitor(locale="zh-CN"))
    old = replace(visitors.recognised(world.desk, token), locale="zh-CN")  # a token of before the plan was changed

    begun = start(world, old, "hi")

    assert visitor.locale == "en"
    assert "Nobody is online" in begun.page.entries[-1].text


def test_a_rule_without_words_in_the_visitors_language_speaks_the_plans_first(world: World) -> None:
    world.found()
    only_chinese = {**PRICE, "texts": {"zh-CN": "见价目表", "en": ""}}
    plans.update_plan(world.desk, "demo", {"auto_replies": [only_chinese]}, None)

    begun = start(world, world.visitor("en"), "price?")

    assert transcript(begun)[1] == ("auto_reply", "见价目表")


@pytest.mark.race
def test_two_messages_at_once_are_answered_once_by_each_rule(atomic_world: World) -> None:
    atomic_world.found()
    plans.update_plan(atomic_world.desk, "demo", {"auto_replies": [PRICE]}, None)
    visitor = atomic_world.visitor()
    begun = start(atomic_world, visitor, "hi")

    def say(n: int) -> Any:
        return lambda: service.post_message(
            atomic_world.desk, visitor, "demo", begun.conversation_id, f"price {n}", f"c{n % 8}" * (1 + n // 8)
        )

    at_once([say(n) for n in range(16)])

    page = service.read_entries(atomic_world.desk, visitor, "demo", begun.conversation_id, 0, 100)
    kinds = [entry.kind for entry in page.entries]
    assert (kinds.count("auto_reply"), kinds.count("message")) == (1, 17)
    assert [entry.seq for entry in page.entries] == list(range(1, len(kinds) + 1))


def test_whoever_writes_at_night_is_told_when_we_are_back_and_is_kept(world: World) -> None:
    (agent,) = world.found(agents=1)
    world.online(agent)
    at_night(world)
    visitor = world.visitor()

    with counted() as requests:
        begun = start(world, visitor, "Is anybody there?")

    kind, text = transcript(begun)[-1]
    assert transcript(begun)[0] == ("message", "Is anybody there?")
    assert (kind, begun.page.entries[-1].offer, begun.page.state) == ("off_hours", "offline_form", "closed")
    assert "Tue 24 Nov, 09:00, Beijing time" in text
    assert len(requests) <= 4
    kinds = {each.kind.partition(".")[0] for each in work.waiting(world.desk)}
    assert (world.now(agent).serving, kinds - {"tickets", "offline", "reports", "handover", "webhooks"}) == (
        frozenset(),
        {"people", "search"},
    )


def test_a_closed_plan_stores_the_message_once_however_often_it_comes(world: World) -> None:
    world.found()
    plans.update_plan(world.desk, "demo", {"open": False}, None)
    visitor = world.visitor()

    first = start(world, visitor, "hello")
    again = start(world, visitor, "hello")
    other = start(world, visitor, "hello again", "second")

    assert (again.conversation_id, again.again, len(again.page.entries)) == (first.conversation_id, True, 2)
    assert other.conversation_id != first.conversation_id
    assert visitors.card(world.desk, visitor.visitor_id).open_conversation_id is None


def test_a_plan_switched_off_promises_no_return(world: World) -> None:
    world.found()
    plans.update_plan(world.desk, "demo", {"open": False}, None)

    texts = [start(world, world.visitor(language), "hi").page.entries[-1].text for language in ("en", "zh-CN")]

    assert not [text for text in texts if "back later" in text or "稍后" in text]
    assert "Leave us a message" in texts[0]


def test_a_holiday_is_named(world: World) -> None:
    world.found()
    plans.update_plan(world.desk, "demo", {"hours": {**NINE_TO_SIX, "country": "CN"}}, None)
    world.clock.at = datetime(2026, 10, 1, 3, 0, tzinfo=UTC)

    english = start(world, world.visitor("en"), "hi")
    chinese = start(world, world.visitor("zh-CN"), "你好")

    assert english.page.entries[-1].kind == "holiday"
    assert "National Day" in english.page.entries[-1].text
    assert "国庆节" in chinese.page.entries[-1].text
    assert "10月8日（周四）09:00" in chinese.page.entries[-1].text


def test_a_conversation_that_goes_on_is_not_cut_off_at_closing_time(world: World) -> None:
    (agent,) = world.found(agents=1)
    world.online(agent)
    visitor = world.visitor()
    begun = start(world, visitor, "hi")

    at_night(world)
    more = start(world, visitor, "still there?", "second")

    assert (more.conversation_id, more.page.state) == (begun.conversation_id, "open")


def test_a_start_at_night_that_dies_anywhere_is_told_once(world: World) -> None:
    world.found()
    at_night(world)

    def story(death: Death) -> None:
        visitor = world.visitor()
        with death():
            start(world, visitor, "hello")

        begun = start(world, visitor, "hello")

        assert [kind for kind, _ in transcript(begun)] == ["message", "off_hours"]

    at_each_write(story)


def test_who_waits_while_nobody_is_there_is_told_so_and_offered_the_form(world: World) -> None:
    (agent,) = world.found(agents=1, capacity=1)

    nobody = start(world, world.visitor(), "hello")
    world.online(agent)
    full = start(world, world.visitor(), "hello")
    entries = full.page.entries

    assert "Nobody is online" in nobody.page.entries[-1].text
    assert nobody.page.entries[-1].offer == "offline_form"
    assert "ahead of you" in entries[-1].text
    assert entries[-1].offer == "offline_form"
