"""What visitors agree to: where they leave a message, its editions in the administration, and on the customer's card
(F6)."""

from __future__ import annotations

import os
import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.accessibility import faults_in_both_themes
from tests.web.admin_page import AdminPage
from tests.web.console_page import Console
from tests.web.widget_page import own_plan

pytestmark = [pytest.mark.browser, pytest.mark.served]

LOOK = os.environ.get("DESKBELL_LOOK")  # a folder for pictures, for whoever wants to look


def look(page: Page, name: str) -> None:
    if LOOK:
        page.screenshot(path=f"{LOOK}/{name}.png", full_page=True)


def saved(api: Any, key: str, **prechat: Any) -> None:
    status, answer = api.call("PUT", f"/v1/admin/plans/{key}", api.admin, {"prechat": {"active": True, **prechat}})
    assert status == 200, answer


def test_the_form_asks_to_agree_and_who_agreed_to_which_words_is_known(
    chromium: Browser, chromium_page: Page, desk_url: str, api: Any
) -> None:
    agent = api.new_agent(capacity=5)
    key = own_plan(api, agent_ids=[agent["agent_id"]])
    saved(api, key, consent={"en": "We keep it for a year. We sell nothing."}, refusal={"en": "Please call us."})
    context = chromium.new_context(viewport={"width": 390, "height": 800}, locale="en-GB")
    phone = context.new_page()
    phone.goto(f"{desk_url}/form/{key}")

    phone.get_by_label("Your question").fill("Is there tea?")
    phone.get_by_label("Your name").fill("Lan Ting")
    phone.get_by_label("E-mail").fill("lan@mail.example.com")
    phone.get_by_role("button", name="Send message").click()
    expect(phone.get_by_text("Please agree to go on.")).to_be_visible()
    phone.get_by_text("What if I do not agree?").click()
    expect(phone.get_by_text("Please call us.")).to_be_visible()
    assert faults_in_both_themes(phone) == {}
    look(phone, "form")
    phone.get_by_label("I agree").check()
    saved(api, key, consent={"en": "We keep it for two years. We sell nothing."}, consent_optional=True)
    phone.get_by_role("button", name="Send message").click()
    expect(phone.get_by_text("The text has changed. Please read it again.")).to_be_visible()
    expect(phone.get_by_text("We keep it for two years.")).to_be_visible()
    expect(phone.get_by_label("Your question")).to_have_value("Is there tea?")
    phone.get_by_role("radio", name="I agree").check()
    phone.get_by_role("button", name="Send message").click()
    expect(phone.get_by_role("heading", name="Thank you")).to_be_visible()
    phone.get_by_role("button", name="New message").click()
    expect(phone.get_by_label("Your question")).to_have_value("")
    assert phone.get_by_text("I agree").count() == 0  # asked once
    context.close()

    admin = AdminPage(chromium_page, api, desk_url)
    admin.sign_in(section="plans")
    admin.edit_plan(key)
    admin.drawer.get_by_role("button", name="查看历次版本").click()
    editions = chromium_page.get_by_role("dialog", name="同意条款的历次版本")
    newest = editions.get_by_role("listitem", name="第 2 版")
    expect(newest.get_by_text(re.compile("1 人同意"))).to_be_visible()
    newest.get_by_role("button", name="与第 1 版比较").click()
    expect(newest.get_by_text("We keep it for a year.")).to_be_visible()
    assert faults_in_both_themes(chromium_page, editions) == {}
    look(chromium_page, "editions")

    visitor = api.visitor()
    status, arrived = api.call("POST", f"/v1/widget/{key}/visitors", None, {"locale": "en"})
    assert status == 201, arrived
    visitor.token, visitor.visitor_id = arrived["token"], arrived["visitor_id"]
    first = {"text": "Hello", "client_id": visitor.visitor_id, "form": {"declined": 2}}
    desk = chromium.new_context(viewport={"width": 1280, "height": 800}, locale="zh-CN")
    console = Console(desk.new_page(), api, desk_url)
    console.sign_in(agent)
    status, answer = api.call("POST", f"/v1/widget/{key}/conversations", visitor.token, first)
    assert status == 201, answer
    console.open_from("我的", visitor)
    expect(console.log.get_by_text(re.compile("未同意条款（第 2 版）"))).to_be_visible()
    console.card.get_by_text("同意的条款").click()
    expect(console.card.get_by_text("未同意第 2 版")).to_be_visible()
    console.card.get_by_text("条款原文").click()
    expect(console.card.get_by_text("We keep it for two years. We sell nothing.")).to_be_visible()
    assert faults_in_both_themes(console.page, console.card) == {}
    look(console.page, "card")
    desk.close()
