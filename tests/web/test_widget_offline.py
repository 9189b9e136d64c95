"""The widget while nobody is there: the form, a message's way, the answer, the notice board (A2, A6, A10, C1, C2)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, Route, expect

from .widget_page import LeftMessages, Visit, own_plan, some_text

pytestmark = [pytest.mark.browser, pytest.mark.served]

LETTERS = "**/offline-messages"
CHINA = ZoneInfo("Asia/Shanghai")

MakePlan = Callable[..., str]


@pytest.fixture
def make_plan(api: Any) -> MakePlan:
    return lambda **fields: own_plan(api, **fields)


@pytest.fixture
def visit(chromium_page: Page, desk_url: str) -> Callable[[str], Visit]:
    def begin(plan: str) -> Visit:
        chromium_page.add_init_script(f"window.deskbellSettings = {{ plan: {json.dumps(plan)} }}")
        return Visit(chromium_page, f"{desk_url}/demo?lang=en")

    return begin


def test_while_the_plan_is_closed_a_message_is_left_stored_and_its_number_shown(
    api: Any, make_plan: MakePlan, visit: Callable[[str], Visit]
) -> None:
    in_three_days = datetime.now(CHINA) + timedelta(days=3)
    day = in_three_days.strftime("%a").lower()
    here = visit(make_plan(hours={"weekly": {day: [["08:00", "20:00"]]}}))
    here.page.evaluate("window.heard = []; Deskbell('on', 'offline_submitted', (one) => heard.push(one))")
    name, text = "<img src=x onerror=alert(1)>", some_text()

    here.open()
    form = LeftMessages(here.page)
    expect(form.root).to_contain_text("We are closed now and will be back")
    expect(form.root.get_by_text(re.compile("^Back "))).to_be_visible()
    expect(here.field).to_be_hidden()
    form.fill(text=text, name=name, mobile="138 0013 8000")
    form.send()

    number = form.number()
    stored = form.stored(api, text)
    assert (stored["number"], stored["name"], stored["mobile"]) == (number, name, "+8613800138000")
    assert here.page.evaluate("heard.map((one) => one.number)") == [number]


def test_a_message_whose_answer_got_lost_is_stored_once(
    api: Any, make_plan: MakePlan, visit: Callable[[str], Visit]
) -> None:
    here = visit(make_plan(open=False)).open()
    form = LeftMessages(here.page)
    text = some_text()
    lost: list[int] = []

    def lose_the_answer(route: Route) -> None:
        if route.request.method != "POST" or lost:
            return route.continue_()
        lost.append(route.fetch().status)
        return route.abort()

    here.page.route(LETTERS, lose_the_answer)
    form.fill(text=text, name="Lan", email="lan@example.com")
    form.send()
    number = form.number()

    assert lost == [201]
    assert [each["number"] for each in form.all_stored(api, text)] == [number]


def test_a_message_on_its_way_survives_a_reload(api: Any, make_plan: MakePlan, visit: Callable[[str], Visit]) -> None:
    here = visit(make_plan(open=False)).open()
    form = LeftMessages(here.page)
    text = some_text()
    here.page.route(LETTERS, lambda route: route.abort())
    form.fill(text=text, name="Lan", email="lan@example.com")
    form.send()
    expect(form.root).to_contain_text("kept here; retrying")

    here.page.unroute(LETTERS)
    here.page.reload()
    here.open()

    expect(form.root.get_by_role("button", name="My messages").first).to_be_visible()
    assert len(form.all_stored(api, text)) == 1


def test_what_is_wrong_is_said_at_the_fields_in_the_pages_language(
    make_plan: MakePlan, visit: Callable[[str], Visit]
) -> None:
    here = visit(make_plan(open=False)).open()
    form = LeftMessages(here.page)
    form.fill(text=some_text(), name="Lan")

    form.send()
    for way in ("mobile", "email"):
        form.is_wrong(way, "Please give a mobile number or an e-mail address.")
    form.fill(mobile="12345")
    form.field("mobile").press("Enter")

    number = "This mobile number does not look right. One of another country begins with + and its code."
    form.is_wrong("mobile", number)
    expect(form.field("mobile")).to_be_focused()
    expect(form.root.get_by_role("alert")).to_have_text("Please check the marked field.")


def test_what_is_typed_into_the_form_survives_a_reload(make_plan: MakePlan, visit: Callable[[str], Visit]) -> None:
    here = visit(make_plan(open=False)).open()
    form = LeftMessages(here.page)
    form.fill(text="half a sente", name="Lan", email="lan@exam")

    here.page.reload()
    here.open()

    expect(form.field("text")).to_have_value("half a sente")
    expect(form.field("name")).to_have_value("Lan")
    expect(form.field("email")).to_have_value("lan@exam")


def test_who_waits_is_offered_the_form_with_what_they_wrote(
    api: Any, make_plan: MakePlan, visit: Callable[[str], Visit]
) -> None:
    leader = api.new_agent()
    here = visit(make_plan(agent_ids=[leader["agent_id"]])).open()
    text = some_text()
    here.write(text)
    here.sees(text)
    here.field.fill("and in autumn?")

    here.log.get_by_role("button", name="Leave a message").click()
    form = LeftMessages(here.page)
    expect(form.field("text")).to_have_value(f"{text}\nand in autumn?")
    form.fill(name="Lan", email="lan@example.com")
    with here.page.expect_request(LETTERS) as sent:
        form.send()
    form.number()

    conversation = here.page.evaluate(
        "JSON.parse(Object.entries(localStorage).find(([key]) => key.endsWith(':talk'))[1]).conversation_id"
    )
    assert sent.value.post_data_json["conversation_id"] == conversation


def test_an_answer_waits_with_a_badge_when_the_visitor_returns(
    api: Any, make_plan: MakePlan, visit: Callable[[str], Visit]
) -> None:
    here = visit(make_plan(open=False)).open()
    form = LeftMessages(here.page)
    question, answer = some_text(), some_text("Yes, two tins <b>are</b> left.")
    form.fill(text=question, name="Lan", email="lan@example.com")
    form.send()
    form.number()
    agent = form.answer(api, question, answer)
    here.icon.click()

    here.page.reload()
    expect(here.icon).to_have_text("1", use_inner_text=True)
    here.open()

    letter = form.root.get_by_role("listitem")
    expect(letter).to_contain_text(answer)
    expect(letter).to_contain_text(f"{agent['name']} · No. {agent['number']}")
    expect(here.icon).to_have_text("", use_inner_text=True)


def test_the_notice_board_stands_in_the_icons_place_until_it_is_closed(
    make_plan: MakePlan, chromium_page: Page, desk_url: str
) -> None:
    plan = make_plan(open=False, look={"show": "board"}, texts={"en": {"board_title": "Ask the tea master"}})
    chromium_page.add_init_script(f"window.deskbellSettings = {{ plan: {json.dumps(plan)} }}")
    chromium_page.goto(f"{desk_url}/demo?lang=en")
    board = chromium_page.get_by_role("region", name="Ask the tea master")
    icon = chromium_page.get_by_role("button", name="Leave us a message")

    board.get_by_role("button", name="Leave a message").click()
    expect(LeftMessages(chromium_page).field("text")).to_be_focused()
    chromium_page.keyboard.press("Escape")
    expect(board).to_be_visible()
    expect(icon).to_be_hidden()
    board.get_by_role("button", name="Close").click()
    chromium_page.reload()

    expect(icon).to_be_visible()
    expect(board).to_be_hidden()


def test_the_card_and_the_offline_icon_are_the_plans(make_plan: MakePlan, visit: Callable[[str], Visit]) -> None:
    card = {"en": {"card_name": "Lan", "card_text": "Ten years of tea"}}
    look = {"offline_icon": "question", "color": "#ffd400", "text_color": "#102030"}
    absent = visit(make_plan(agent_ids=[], open=False, texts=card, look=look))

    absent.open()

    expect(absent.panel.get_by_text("Ten years of tea")).to_be_visible()
    expect(absent.title).to_have_text("Lan")
    expect(absent.icon).to_have_css("color", "rgb(16, 32, 48)")
