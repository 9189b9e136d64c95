"""Looking for what was said, in the console (A3)."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from .accessibility import faults_in_both_themes
from .console_page import Console

pytestmark = [pytest.mark.browser, pytest.mark.served]


@pytest.fixture
def console(chromium_page: Page, desk_url: str, api: Any) -> Console:
    return Console(chromium_page, api, desk_url)


def can_be_found(console: Console, words: str, conversation_id: str) -> bool:
    """Whether the desk finds this conversation by now, as an administrator; others may have said the same."""
    status, answer = console.api.call("GET", f"/v1/desk/search?q={quote(words)}", console.api.admin)
    assert status == 200, answer
    return conversation_id in [each["about"] for each in answer["items"]]


def test_what_was_said_is_looked_for_with_the_keyboard_and_opened(console: Console) -> None:
    visitor, page = console.talk_with_a_visitor_who_says("我要买紫砂壶"), console.page
    other = console.api.visitor()
    other.say("发票怎么开")
    console.open_from("我的", other)
    assert console.sees(lambda: can_be_found(console, "紫砂壶", visitor.conversation_id))

    page.keyboard.press("Control+k")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("紫砂")
    page.keyboard.press("Enter")

    results = page.get_by_role("dialog", name="搜索").get_by_role("listitem").filter(has_text="我要买紫砂壶")
    expect(results.get_by_role("mark").first).to_have_text("紫砂")
    assert not faults_in_both_themes(page)
    results.get_by_role("button").first.click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(console.bubble("我要买紫砂壶")).to_be_visible()
    assert page.url.endswith(f"#{visitor.conversation_id}")

    page.keyboard.press("Alt+s")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("您好")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog").get_by_role("alert")).to_contain_text("更具体")
