"""The form as a page of its own, to link to (A10)."""

from __future__ import annotations

import urllib.error
import urllib.request
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from .widget_page import LeftMessages, own_plan, some_text

pytestmark = [pytest.mark.served]


def fetched(url: str) -> tuple[int, str, dict[str, str]]:
    """Status, text, headers with small letters."""
    try:
        answer = urllib.request.urlopen(url, timeout=30)
    except urllib.error.HTTPError as refused:
        answer = refused
    return answer.status, answer.read().decode(), {name.lower(): value for name, value in answer.headers.items()}


@pytest.mark.browser
def test_on_a_phone_the_page_takes_a_message_in_english_and_shows_it_as_it_was_written(
    chromium_page: Page, desk_url: str, api: Any
) -> None:
    plan = own_plan(api, texts={"en": {"board_title": "Ask the tea master", "board_text": "About any tea"}})
    attack = f"<script>document.title = 'owned'</script> {some_text()}"
    broken: list[str] = []
    chromium_page.on("console", lambda message: broken.append(message.text) if message.type == "error" else None)
    chromium_page.set_viewport_size({"width": 390, "height": 844})

    chromium_page.goto(f"{desk_url}/form/{plan}?lang=en")
    expect(chromium_page.get_by_role("heading", name="Ask the tea master")).to_be_visible()
    form = LeftMessages(chromium_page, chromium_page.get_by_role("main"))
    form.fill(text=attack, name="<b>Lan</b>", email="lan@example.com")
    sideways = chromium_page.evaluate("document.documentElement.scrollWidth")
    form.send()
    number = form.number()
    form.root.get_by_role("button", name="My messages").click()

    expect(form.root.get_by_role("listitem")).to_contain_text(attack)
    expect(form.root.get_by_role("listitem")).to_contain_text(f"No. {number}")
    assert form.stored(api, attack)["name"] == "<b>Lan</b>"
    assert chromium_page.title() == "Ask the tea master"
    assert sideways <= 390
    assert broken == []


@pytest.mark.browser
def test_the_language_of_the_page_changes_and_keeps_what_was_typed(
    chromium_page: Page, desk_url: str, api: Any
) -> None:
    chromium_page.goto(f"{desk_url}/form/{own_plan(api)}?lang=en")
    form = LeftMessages(chromium_page, chromium_page.get_by_role("main"))
    form.fill(text="half a sente")

    chromium_page.get_by_role("button", name="中文").click()

    expect(form.root.get_by_role("button", name="提交留言")).to_be_visible()
    expect(form.root.get_by_label("您的问题")).to_have_value("half a sente")
    expect(chromium_page.locator("html")).to_have_attribute("lang", "zh-CN")


def test_an_unknown_plan_gets_a_page_that_says_so_and_tells_nothing(desk_url: str) -> None:
    answers = [fetched(f"{desk_url}/form/{name}") for name in ("no-such-plan", "NO!", "%3Cscript%3E")]

    _, text, headers = answers[0]
    assert [answer[0] for answer in answers] == [404, 404, 404]
    assert {answer[1] for answer in answers} == {text}
    assert "There is no such form" in text
    assert "no-such-plan" not in text
    assert headers["content-type"] == "text/html; charset=utf-8"
    assert "default-src 'none'" in headers["content-security-policy"]


def test_the_page_has_the_strict_policy_of_the_other_pages(desk_url: str) -> None:
    status, _, headers = fetched(f"{desk_url}/form/demo")

    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert status == 200
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert headers["x-content-type-options"] == "nosniff"
