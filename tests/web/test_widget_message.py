"""What a visitor can do with a message, and how they hear of an answer that they do not see (A2)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from .accessibility import faults, faults_in_both_themes
from .shop_page import Shop, open_shop
from .widget_page import Agent, Visit, some_text, working_agent

pytestmark = [pytest.mark.browser, pytest.mark.served]

CHANGES = "**/messages/change"
# a browser in which somebody else listens to what is shown and played, and which hides the tab when it is told to
LISTENED = """
window.heard = [];
window.away = false;
Object.defineProperty(document, 'hidden', { get: () => window.away });
window.hide = (away) => { window.away = away; document.dispatchEvent(new Event('visibilitychange')); };
window.Notification = class {
  static permission = 'default';
  static async requestPermission() { heard.push('asked'); return this.permission = window.says; }
  constructor(title, { body }) { heard.push(`${title}: ${body}`); window.shown = this; }
  close() {}
};
const tone = OscillatorNode.prototype.start;
AudioScheduledSourceNode.prototype.start = function (...at) { heard.push('tone'); return tone.apply(this, at); };
"""


@pytest.fixture
def agent(api: Any) -> Iterator[Agent]:
    yield from working_agent(api)


@pytest.fixture
def shop(desk_url: str) -> Iterator[Shop]:
    with open_shop(desk_url) as opened:
        yield opened


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
    menu, question = (
        page.get_by_role("menu"),
        page.get_by_role("dialog", name="Edit your message").or_(page.get_by_role("alertdialog")),
    )
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
    menu_faults = faults(page, visit.widget)
    keys.press("ArrowDown")
    keys.press("Enter")
    expect(question.get_by_role("textbox")).to_be_focused()
    edit_faults = faults_in_both_themes(page, visit.widget)
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


def test_on_a_strict_page_an_answer_behind_a_hidden_tab_is_heard_and_shown_to_who_wished_for_it(
    chromium_page: Page, shop: Shop, agent: Agent
) -> None:
    text, unheard, answer = some_text(), some_text("One moment."), some_text("Yes, two tins are left.")
    page, broken = chromium_page, []
    page.on("console", lambda message: broken.append(message.text))
    page.add_init_script(LISTENED)
    visit = Visit(page, shop.show_strictly(f"<!doctype html><title>A shop</title>{shop.tag(locale='en')}")).open()
    heard = "() => JSON.stringify(window.heard)"
    bell = page.get_by_role("button", name="Sound and notifications")
    notices = page.get_by_role("menuitemcheckbox", name="Browser notifications")

    visit.write(text)
    visit.sees(text)
    conversation = agent.find(text)
    agent.answer(conversation, unheard)
    visit.sees(unheard)
    bell.click()
    page.evaluate("() => { window.says = 'denied'; }")
    notices.click()
    expect(page.get_by_text("Your browser does not allow notifications")).to_be_visible()
    expect(notices).not_to_be_checked()
    page.evaluate("() => { window.says = 'granted'; Notification.permission = 'default'; }")
    notices.click()
    expect(notices).to_be_checked()
    assert faults(page, visit.widget) == []
    page.keyboard.press("Escape")
    expect(bell).to_be_focused()
    while_seen = page.evaluate(heard)

    visit.icon.click()
    page.evaluate("() => hide(true)")
    agent.answer(conversation, answer)
    page.evaluate(
        "() => { dispatchEvent(new Event('focus')); }"
    )  # it asks at once, not with the next of its rare questions
    page.wait_for_function("() => window.shown")
    behind = json.loads(page.evaluate(heard))
    page.evaluate("() => { hide(false); shown.onclick(); }")

    expect(visit.panel).to_be_visible()
    visit.sees(answer)
    assert json.loads(while_seen) == ["asked", "asked"]
    assert sorted(behind[2:]) == sorted(["tone", "tone", f"{agent_name(agent, conversation)}: {answer}"])
    assert broken == []


def agent_name(agent: Agent, conversation: str) -> str:
    _, shown = agent.call("GET", f"conversations/{conversation}")
    return str(shown["agent"]["name"])
