"""The map of touch points: a cell and its flow, seen and corrected beside a conversation, and what came of it (E4)."""

from __future__ import annotations

import secrets
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.web.accessibility import faults_in_both_themes
from tests.web.admin_page import AdminPage
from tests.web.console_page import Console

pytestmark = [pytest.mark.browser, pytest.mark.served]


def new_business(api: Any) -> tuple[str, str]:
    """A business that the map did not have, and the code of its cell in the web chat."""
    path = "/v1/admin/touchpoints"
    known = api.call("GET", path, api.admin)[1]
    number = secrets.token_hex(3).upper()
    business = {"code": number, "zh": f"业务{number}", "en": f"Business {number}"}
    status, answer = api.call("PUT", path, api.admin, {"businesses": [*known["businesses"][:20], business]})
    assert status == 200, answer
    return business["zh"], f"WEB-{known['brand']}-{number}"


def test_a_flow_is_published_followed_beside_a_conversation_and_judged(
    chromium_page: Page, page_alone: Page, desk_url: str, api: Any
) -> None:
    business, code = new_business(api)
    admin = AdminPage(chromium_page, api, desk_url)
    page, drawer = admin.page, admin.drawer
    admin.sign_in(section="touchpoints")
    cell = page.get_by_role("button", name=code)
    expect(cell).to_contain_text("空白")
    assert faults_in_both_themes(page, page.get_by_role("main")) == {}

    cell.click()
    drawer.get_by_role("button", name="添加步骤").click()
    step = drawer.get_by_role("group", name="步骤 1")
    step.get_by_label("做什么（中文）").fill("问候客人")
    step.get_by_label("如何判定").select_option(label="及时问候")
    step.get_by_label("时限（默认 30）").fill("600")
    assert faults_in_both_themes(page, drawer) == {}
    admin.press("发布流程")
    drawer.last.get_by_role("button", name="发布流程").click()
    expect(drawer.get_by_role("listitem").filter(has_text="问候客人")).to_contain_text("及时问候（600 秒内）")
    drawer.get_by_role("button", name="关闭").click()
    expect(cell).to_contain_text("没有责任组")
    page.get_by_role("tab", name="业务、渠道与规则").click()
    expect(page.get_by_role("group", name="归入规则")).to_be_visible()
    assert faults_in_both_themes(page, page.get_by_role("main")) == {}
    page.set_viewport_size({"width": 390, "height": 800})
    page.get_by_role("tab", name="矩阵").click()
    expect(cell).to_be_visible()
    assert faults_in_both_themes(page) == {}
    assert page.evaluate("document.documentElement.scrollWidth") == 390

    console = Console(page_alone, api, desk_url)
    visitor = console.talk_with_a_visitor_who_says("想换货")
    card = console.card
    card.get_by_text("接触点与流程").click()
    expect(card.get_by_text("未归入接触点")).to_be_visible()
    card.get_by_role("button", name="更正").click()
    form = card.get_by_role("form", name="更正")
    form.get_by_label("业务").select_option(label=business)
    form.get_by_role("button", name="保存").click()
    followed = card.get_by_role("listitem").filter(has_text="问候客人")
    expect(followed).to_contain_text("待完成")
    console.reply("您好")
    assert console.delivers(visitor, "您好")
    card.get_by_role("button", name="刷新").click()
    expect(followed).to_contain_text("已完成")
    assert faults_in_both_themes(console.page, card) == {}
