"""Who is asked, when, and what it takes (D1, C5)."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import ConversationEnded
from chalicelib.core.authors import Author
from chalicelib.core.transactions import Transaction
from chalicelib.notifications import service as notifications
from chalicelib.plans import service as plans
from chalicelib.plans.model.survey import SurveyRules
from chalicelib.surveys import service as surveys
from chalicelib.surveys.model.asking import Served, drawn
from chalicelib.surveys.model.survey import survey_id_of
from chalicelib.surveys.service import asking, links
from tests.in_process import Asking
from tests.surveys.shops import Shop, open_shop
from tests.worlds import World, counted


@pytest.fixture
def shop(world: World) -> Shop:
    """An open shop on moto."""
    return open_shop(world)


@pytest.mark.also_on_moto
def test_closing_is_answered_with_the_survey_in_the_transcript_already(shop: Shop) -> None:
    http, world = Asking(), shop.world
    agent, visitor = http.sign_in(shop.agent), http.visit()
    root = f"/v1/widget/demo/conversations/{(conversation_id := http.begin(visitor))}"
    at_desk = f"/v1/desk/conversations/{conversation_id}"
    assert http.ask("POST", f"{at_desk}/messages", agent, {"text": "Hi", "client_id": "1"}).status == 201

    closing = http.ask("POST", f"{at_desk}/close", agent, {})

    assert closing.status == 200
    page = http.ask("GET", f"{root}/entries", visitor).said
    assert [entry["kind"] for entry in page["entries"]][-2:] == ["closed", "survey"]
    last = page["entries"][-1]
    assert (last["ref"], last["author"]["kind"]) == (survey_id_of(conversation_id), "system")
    assert last["text"] == "How did we do? Please rate our service"
    assert page["state"] == "closed"
    assert page["poll_after_ms"] < 5_000
    assert world.clock() - shop.surveys()[0].asked_at < timedelta(minutes=1)


def test_asking_takes_three_requests(shop: Shop) -> None:
    _, conversation_id = shop.talk()
    shop.rules(ask="never")
    shop.close(conversation_id)
    shop.rules()

    with counted() as requests:
        asking.ask_after_conversation(shop.desk, ConversationEnded(conversation_id, None))

    assert requests.names == ["GetItem", "GetItem", "TransactWriteItems"]
    assert len(shop.surveys()) == 1


def test_a_survey_knows_whose_service_it_was_and_when_it_ends(shop: Shop) -> None:
    shop.rules(expire_after_days=3)

    _, survey = shop.asked()

    assert (survey.agent_id, survey.agent_name) == (shop.agent.agent_id, shop.agent.name)
    assert survey.group_ids == (shop.world.group.group_id,) if shop.world.group else False
    assert survey.expires_at - survey.asked_at == timedelta(days=3)
    assert survey.state == "asked"


def test_an_end_that_is_told_twice_asks_once(shop: Shop) -> None:
    visitor, conversation_id = shop.talk()
    shop.close(conversation_id)

    for _ in range(3):
        asking.ask_after_conversation(shop.desk, ConversationEnded(conversation_id, None))

    kinds = [kind for kind, _ in shop.entries(visitor, conversation_id)]
    assert kinds.count("survey") == 1
    assert len(shop.surveys()) == 1


def test_a_plan_without_words_of_its_own_invites_with_ours(shop: Shop) -> None:
    plans.update_plan(shop.desk, "demo", {"texts": {"en": {"rate": ""}}}, None)

    _, survey = shop.asked()

    assert survey.text == "How did we do? Please rate our service"


# --- who is not asked -----------------------------------------------------------------------------------------------


def nobody_was_asked(shop: Shop, visitor: Any, conversation_id: str) -> bool:
    kinds = [kind for kind, _ in shop.entries(visitor, conversation_id)]
    return "survey" not in kinds and shop.surveys() == []


def test_nobody_is_asked_whom_no_agent_answered(shop: Shop) -> None:
    visitor, conversation_id = shop.talk(answer=False)

    shop.close(conversation_id)

    assert nobody_was_asked(shop, visitor, conversation_id)


@pytest.mark.parametrize("category", ["spam", "Incident", "垃圾消息", "事故"])
def test_nobody_is_asked_about_spam_or_an_incident(shop: Shop, category: str) -> None:
    visitor, conversation_id = shop.talk()

    shop.close(conversation_id, category)

    assert nobody_was_asked(shop, visitor, conversation_id)


@pytest.mark.parametrize("why", ["out_of_scope", "dropped", "left_a_message"])
def test_nobody_is_asked_whom_the_desk_sent_away(shop: Shop, why: str) -> None:
    shop.world.online(shop.agent, "offline")
    visitor, conversation_id = shop.talk(answer=False)

    conversations.end_waiting(shop.desk, conversation_id, why, "offline_form")
    asking.ask_after_conversation(shop.desk, ConversationEnded(conversation_id, None))

    assert nobody_was_asked(shop, visitor, conversation_id)


def test_nobody_is_asked_who_wrote_off_hours(shop: Shop) -> None:
    plans.update_plan(shop.desk, "demo", {"open": False}, None)
    visitor, conversation_id = shop.talk(answer=False)

    asking.ask_after_conversation(shop.desk, ConversationEnded(conversation_id, None))

    assert nobody_was_asked(shop, visitor, conversation_id)


def test_nobody_is_asked_who_dropped_out_of_the_line_after_an_answer(shop: Shop) -> None:
    visitor, conversation_id = shop.talk()
    header = conversations.find(shop.desk, conversation_id)
    assert header.first_reply_at is not None

    # its agent left in the middle, it waits again, and the visitor goes: an answer was given, no service was
    from msgspec.structs import replace

    from chalicelib.conversations import store
    from chalicelib.conversations.model.positions import Standing
    from chalicelib.conversations.model.transitions import requeued, waiting_again

    now = shop.desk.now()
    waits = waiting_again(replace(header, agent_answered=False), now)
    after, entry = requeued(waits, now, agent=header.agent, standing=Standing(0, 0))
    tx = Transaction(shop.desk)
    store.write(tx, header, after, [entry])
    tx.commit()
    conversations.end_waiting(shop.desk, conversation_id, "dropped", None)

    assert nobody_was_asked(shop, visitor, conversation_id)


def test_nobody_is_asked_by_a_plan_that_never_asks(shop: Shop) -> None:
    shop.rules(ask="never")

    visitor, conversation_id = shop.talk()
    shop.close(conversation_id)

    assert nobody_was_asked(shop, visitor, conversation_id)


def test_nobody_is_asked_who_was_asked_within_the_days(shop: Shop) -> None:
    shop.rules(again_after_days=7)
    visitor, _ = shop.asked()

    _, second = shop.talk(visitor)
    shop.close(second)
    shop.world.clock.forward(days=7, minutes=1)
    shop.world.online(shop.agent)
    _, third = shop.talk(visitor)
    shop.close(third)

    assert "survey" not in [kind for kind, _ in shop.entries(visitor, second)]
    assert "survey" in [kind for kind, _ in shop.entries(visitor, third)]


def test_a_sample_is_who_was_drawn_however_often_it_is_looked_at(shop: Shop) -> None:
    shop.rules(ask="sample", share=40)
    ended = [shop.talk()[1] for _ in range(12)]

    for conversation_id in ended:
        shop.close(conversation_id)
        asking.ask_after_conversation(shop.desk, ConversationEnded(conversation_id, None))

    asked = {each.about for each in shop.surveys()}
    assert asked == {each for each in ended if drawn(survey_id_of(each), 40)}
    assert 0 < len(asked) < 12


def test_an_end_heard_of_weeks_later_asks_nobody(shop: Shop) -> None:
    shop.rules(ask="never")
    visitor, conversation_id = shop.talk()
    shop.close(conversation_id)
    shop.rules()

    shop.world.clock.forward(days=30)
    asking.ask_after_conversation(shop.desk, ConversationEnded(conversation_id, None))

    assert nobody_was_asked(shop, visitor, conversation_id)


# --- what has no transcript -----------------------------------------------------------------------------------------


def ask(shop: Shop, visitor: Any, about: str = "off_1", **contact: str | None) -> None:
    """As a room above would, when it closes something."""
    tx = Transaction(shop.desk)
    agent = Author("agent", shop.agent.agent_id, shop.agent.name, shop.agent.number)
    who = {"visitor_id": visitor.visitor_id, "visitor_name": "Wang", "locale": "zh-CN"}
    surveys.ask_about(tx, Served(about=about, agent=agent, **who, **contact), "demo")
    tx.commit_and_tell()


def test_whoever_left_a_message_gets_the_link_at_once_by_e_mail_or_else_by_sms(shop: Shop) -> None:
    ask(shop, shop.world.known(shop.world.visitor()), "off_1", email="wang@example.com", mobile="+8613800138000")
    ask(shop, shop.world.known(shop.world.visitor()), "off_2", mobile="+8613800138001")

    letters = shop.letters()

    assert [(each.channel, each.to, each.locale) for each in letters] == [
        ("email", "wang@example.com", "zh-CN"),
        ("sms", "+8613800138001", "zh-CN"),
    ]
    survey = shop.survey_about("off_1")
    assert letters[0].words["url"] == links.url_of(shop.desk, survey)
    assert (survey.agent_id, survey.linked_at) == (shop.agent.agent_id, survey.asked_at)


def test_the_visitors_own_address_serves_and_without_any_nobody_is_asked(shop: Shop) -> None:
    known, unknown = (shop.world.known(shop.world.visitor()) for _ in range(2))
    shop.reach(known, email="known@example.com")

    ask(shop, known, "off_1")
    ask(shop, unknown, "off_2")

    assert [each.about for each in shop.surveys()] == ["off_1"]
    assert [each.to for each in shop.letters()] == ["known@example.com"]


def test_the_same_rules_hold_and_never_stand_in_the_way_of_what_was_closed(shop: Shop) -> None:
    shop.rules(again_after_days=7)
    visitor, _ = shop.asked()
    stranger = shop.world.known(shop.world.visitor())

    ask(shop, visitor, "off_1", email="a@example.com")
    shop.rules(ask="never")
    ask(shop, stranger, "off_2", email="b@example.com")

    assert shop.letters() == []
    assert len(shop.surveys()) == 1


def test_asking_twice_about_one_thing_is_asking_once(shop: Shop) -> None:
    visitor = shop.world.known(shop.world.visitor())

    for act in [partial(ask, shop, visitor, "off_1", email="a@example.com")] * 2:
        act()

    assert (len(shop.surveys()), len(shop.letters())) == (1, 1)


# --- addresses that may be anybody's --------------------------------------------------------------------------------


def test_an_address_is_asked_once_within_the_days_of_the_rules_whoever_gave_it(shop: Shop) -> None:
    assert SurveyRules().again_after_days == 7
    for _ in range(3):
        shop.asked(email="wang@example.com")
    shop.catch_up(minutes=11)
    first = len(shop.letters())

    shop.catch_up(days=8)
    shop.world.tokens.clear()
    shop.world.online(shop.agent)
    shop.asked(email="Wang@example.com")
    shop.catch_up(minutes=11)

    assert first == 1
    assert [each.what for each in shop.letters()].count("survey_link") == 2


def test_where_rules_let_everybody_be_asked_each_time_an_address_still_gets_only_so_many_a_day(shop: Shop) -> None:
    shop.rules(again_after_days=0)
    notifications.update_settings(shop.desk, {"letters_a_day": 2})

    for _ in range(4):
        shop.asked(mobile="+8613800138000")
    shop.catch_up(minutes=11)

    assert len(shop.letters()) == 2
