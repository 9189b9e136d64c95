"""Customers' numbers in the browser: seen one at a time, stopped on their way, asked about before they come (F8)."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import time
import urllib.request
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.web.accessibility import faults_in_both_themes
from tests.web.admin_page import new_mark
from tests.web.console_page import Console
from tests.web.widget_page import Visit

pytestmark = [pytest.mark.browser, pytest.mark.served]

CARD, PHONE = "6222021234567890128", "13812345678"


def written_by_a_channel(api: Any, desk_url: str, plan: dict[str, Any], name: str, text: str) -> None:
    """A customer writes in the company's mini-program, whose plan is new."""
    assert api.call("POST", "/v1/admin/plans", api.admin, plan)[0] == 201
    form = {"kind": "mini_program", "name": "小程序", "plan_key": plan["key"], "address": "https://nowhere.invalid/h"}
    channel = api.call("POST", "/v1/admin/channels", api.admin, form)[1]
    said = {"message_id": "m-1", "sender": {"id": "u-1", "name": name}, "text": text}
    body, at = json.dumps(said).encode(), int(time.time())
    signed = hmac.new(channel["secret"].encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    headers = {"Content-Type": "application/json", "X-Deskbell-Signature": f"t={at},v1={signed}"}
    path = f"{desk_url.rstrip('/')}/v1/channels/{channel['channel_id']}/messages"
    with urllib.request.urlopen(urllib.request.Request(path, body, headers)) as answer:
        assert answer.status == 201


def test_a_number_is_seen_for_a_reason_and_one_that_is_stopped_goes_by_a_protected_link(
    chromium_page: Page, desk_url: str, api: Any
) -> None:
    console, mark = Console(chromium_page, api, desk_url), new_mark()
    page, agent = console.page, console.sign_in()
    plan = {"key": f"num-{mark}".lower(), "name": "茶铺", "agent_ids": [agent["agent_id"]]}
    written_by_a_channel(api, desk_url, plan, f"王 {mark}", f"请回电 {PHONE}")
    console.look_again()
    console.row_named(f"王 {mark}").click()

    expect(console.bubble("请回电 138****5678")).to_be_visible()
    page.get_by_role("button", name="显示号码").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("查看理由").fill("回电确认地址")
    assert faults_in_both_themes(page, dialog) == {}
    dialog.get_by_role("button", name="显示号码").click()
    expect(dialog.get_by_text(PHONE)).to_be_visible()
    dialog.get_by_role("button", name="关闭").last.click()

    console.composer.fill(f"退款到 {CARD}")
    console.composer.press("Enter")
    page.get_by_role("button", name="用受保护的链接发送").click()
    expect(dialog.get_by_text(CARD)).to_be_visible()
    dialog.get_by_label(re.compile("只能查看一次")).check()
    page.set_viewport_size({"width": 390, "height": 800})
    assert faults_in_both_themes(page, dialog) == {}
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    dialog.get_by_role("button", name="附链接发送").click()
    link = page.get_by_role("link", name=re.compile("pro_")).last
    path = str(link.get_attribute("href")).partition("/v/")[2]
    page.goto(f"{desk_url.rstrip('/')}/v/{path}")
    assert faults_in_both_themes(page) == {}
    page.get_by_role("button", name="查看").click()
    expect(page.get_by_text(CARD)).to_be_visible()
    page.goto(f"{desk_url.rstrip('/')}/v/{path}")
    expect(page.get_by_role("heading", name="链接已失效")).to_be_visible()


def test_a_visitor_is_asked_before_a_number_goes(chromium_page: Page, desk_url: str, api: Any) -> None:
    visit, mark = Visit(chromium_page, f"{desk_url.rstrip('/')}/demo?lang=en"), new_mark()
    visit.open()

    visit.write(f"My card is {CARD} {mark}")
    warning = visit.panel.get_by_role("group", name="Send this number?")
    expect(warning).to_contain_text("a bank-card number")
    assert faults_in_both_themes(chromium_page, visit.panel) == {}
    warning.get_by_role("button", name="Change it").click()
    expect(visit.field).to_have_value(f"My card is {CARD} {mark}")
    visit.write(f"My phone is {PHONE} {mark}")
    expect(warning).to_contain_text("a phone number")
    warning.get_by_role("button", name="Send anyway").click()

    visit.sees(f"My phone is {PHONE} {mark}")
    expect(warning).to_have_count(0)
    visit.write(f"Thank you {mark}")
    visit.sees(f"Thank you {mark}")
