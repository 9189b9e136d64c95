"""Calls in the browser: one is written down by keys, found again, heard by who may, put right (A9, S1)."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.web.accessibility import faults_in_both_themes
from tests.web.admin_page import new_mark
from tests.web.console_page import Console

pytestmark = [pytest.mark.browser, pytest.mark.served]


def test_a_call_is_written_down_found_heard_and_put_right(chromium_page: Page, desk_url: str, api: Any) -> None:
    console, mark = Console(chromium_page, api, desk_url), new_mark()
    page, agent = console.page, console.sign_in(api.new_agent(role="supervisor", capacity=5))
    plan = {"key": f"tel-{mark}".lower(), "name": f"茶铺 {mark}", "agent_ids": [agent["agent_id"]]}
    assert api.call("POST", "/v1/admin/plans", api.admin, plan)[0] == 201
    page.reload()
    expect(page.get_by_role("button", name="通话记录与登记")).to_be_visible()
    tail = f"{int(mark, 16) % 10_000:04d}"

    page.keyboard.press("Alt+c")
    form = page.get_by_role("dialog", name="登记通话")
    number = form.get_by_label("客户号码")
    expect(number).to_be_focused()
    page.keyboard.type(f"1380013{tail}")
    form.get_by_label("客服方案").select_option(plan["key"])
    form.get_by_label("客户姓名").fill(f"王 {mark}")
    form.get_by_label("通话时长").fill("3:99")
    form.get_by_label("通话内容").fill("茶叶到哪里了")
    form.get_by_role("button", name="保存").click()
    expect(form.get_by_role("alert")).to_contain_text("分:秒")
    assert faults_in_both_themes(page, form) == {}
    page.keyboard.press("Escape")
    page.keyboard.press("Alt+c")
    expect(form.get_by_label("通话内容")).to_have_value("茶叶到哪里了")
    form.get_by_label("通话时长").fill("3:20")
    form.get_by_text("通话录音").click()
    form.get_by_label("录音地址").fill("https://pbx.example.com/1.mp3")
    form.get_by_label("录音地址").press("Enter")
    expect(form).to_be_hidden()

    page.get_by_role("button", name="通话记录与登记").click()
    calls = page.get_by_role("dialog", name="通话", exact=True)
    calls.get_by_label("电话号码或末四位").fill(tail)
    call = calls.get_by_role("button", name="茶叶到哪里了").first
    expect(call).to_contain_text(f"+861380013{tail}")
    expect(call).to_contain_text("3:20")
    assert faults_in_both_themes(page, calls) == {}
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.set_viewport_size({"width": 1280, "height": 800})
    call.click()

    said = page.get_by_role("region", name="会话")
    expect(said.get_by_text(f"来电 +861380013{tail}，通话 3:20")).to_be_visible()
    with page.expect_response(lambda answer: "/recordings/" in answer.url) as led:
        said.get_by_role("button", name="收听录音").click()
    assert (led.value.status, led.value.headers["location"]) == (302, "https://pbx.example.com/1.mp3")
    said.get_by_role("button", name="更正").click()
    correct = page.get_by_role("dialog", name="更正")
    correct.get_by_label("通话内容").fill("问茶叶，明天送到")
    correct.get_by_role("button", name="保存").click()
    expect(said.get_by_text("已更正为")).to_be_visible()
    assert faults_in_both_themes(page) == {}
