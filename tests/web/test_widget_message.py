"""What a visitor can do with a message (A2)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from .accessibility import faults, faults_in_both_themes
from .widget_page import Agent, Visit, some_text, working_agent

pytestmark = [pytest.mark.browser, pytest.mark.served]

WITHIN = "deskbell-widget"
CHANGES = "**/messages/change"


@pytest.fixture
def agent(api: Any) -> Iterator[Agent]:
    yield from working_agent(api)


def more_at(visit: Visit, text: str) -> Locator:
    """What opens the menu of a message."""
    bubble = visit.bubble(text)
    bubble.hover()
    return bubble.get_by_role("button", name="More")


def test_a_visitor_answers_edits_and_withdraws_a_message_and_nothing_that_they_typed_is_lost(
    chromium_page: Page, desk_url: str, agent: Agent
) -> None:
    first, second = some_text("Tea, pleese"), some_text("And cups")
    asked, chosen = some_text("Green or black?"), some_text("Black")
    page, keys = chromium_page, chromium_page.keyboard
    visit = Visit(page, f"{desk_url}/demo?lang=en").open()
    menu, question = page.get_by_role("menu"), page.locator(f"{WITHIN} .question")
    for text in (first, second):
        visit.write(text)
        visit.sees(text)
    conversation = agent.find(first)
    agent.answer(conversation, asked)
    visit.sees(asked)

    more_at(visit, asked).focus()
    keys.press("Enter")
    expect(menu.get_by_role("menuitem")).to_have_text(["Quote"])
    keys.press("Enter")
    expect(visit.field).to_be_focused()
    visit.write(chosen)
    expect(visit.bubble(chosen)).to_contain_text(asked)

    more_at(visit, chosen).focus()
    for _ in range(3):
        keys.press("ArrowUp")
    expect(more_at(visit, first)).to_be_focused()
    keys.press("Enter")
    expect(menu).to_be_visible()
    menu_faults = faults(page, WITHIN)
    keys.press("ArrowDown")
    keys.press("Enter")
    expect(question.get_by_role("textbox")).to_be_focused()
    edit_faults = faults_in_both_themes(page, WITHIN)
    page.context.set_offline(True)
    question.get_by_role("textbox").fill(first.replace("pleese", "please"))
    keys.press("Enter")
    expect(question).to_contain_text("No connection. Trying again…")
    page.context.set_offline(False)
    expect(question).to_have_count(0)
    expect(visit.bubble(first.replace("pleese", "please"))).to_contain_text("edited")

    more_at(visit, second).click()
    menu.get_by_role("menuitem", name="Withdraw").click()
    question.get_by_role("button", name="Withdraw").click()
    expect(visit.bubble("This message was withdrawn")).to_have_count(1)

    too_late = {"status": 409, "code": "too_late_to_change", "detail": "two minutes"}
    page.route(CHANGES, lambda route: route.fulfill(status=409, body=json.dumps(too_late)))
    more_at(visit, first.replace("pleese", "please")).click()
    menu.get_by_role("menuitem", name="Edit").click()
    question.get_by_role("textbox").fill(anew := some_text("Oolong instead"))
    keys.press("Enter")
    expect(question.get_by_role("alert")).to_contain_text("More than two minutes have passed")
    question.get_by_role("button", name="Send as a new message").click()
    visit.sees(anew)

    said = [each for each in agent.entries(conversation) if each["kind"] == "message"]
    assert [each["text"] for each in said] == [first.replace("pleese", "please"), "", asked, chosen, anew]
    assert said[3]["quote"] == said[2]["seq"]
    assert said[1]["withdrawn"]
    assert (menu_faults, edit_faults) == ([], {})
