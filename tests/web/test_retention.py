"""How long things are kept, in the administration: a period of a plan's own, a hold, what was removed (F6)."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.web.accessibility import faults_in_both_themes
from tests.web.admin_page import AdminPage, new_mark

pytestmark = [pytest.mark.browser, pytest.mark.served]


def test_a_plan_keeps_conversations_for_a_while_and_one_of_them_is_held(
    chromium_page: Page, desk_url: str, api: Any
) -> None:
    admin, name, key = AdminPage(chromium_page, api, desk_url), f"方案 {new_mark()}", f"p{new_mark()}".lower()
    page, drawer = admin.page, admin.drawer
    assert api.call("POST", "/v1/admin/plans", api.admin, {"key": key, "name": name})[0] == 201
    visitor = api.visitor()
    visitor.say("你好")
    talk = str(visitor.conversation_id)

    admin.sign_in(section="retention")
    row = page.get_by_role("row").filter(has_text="已结束的会话")
    page.get_by_label("方案", exact=True).select_option(name)
    expect(row).to_contain_text("与全局相同")
    row.get_by_role("button", name="修改").click()
    drawer.get_by_label("保留", exact=True).select_option("保留若干天")
    admin.field("天数", drawer).fill("30")
    expect(drawer.get_by_role("status")).to_contain_text("按此期限")
    assert faults_in_both_themes(page, drawer) == {}
    drawer.get_by_role("button", name="保存").click()
    page.get_by_role("button", name="确认缩短").click()
    expect(row).to_contain_text("起改为：30 天")
    assert faults_in_both_themes(page) == {}
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.set_viewport_size({"width": 1280, "height": 800})

    page.get_by_role("tab", name="冻结").click()
    page.get_by_role("button", name="冻结会话或工单").click()
    admin.fill({"会话或工单编号": talk, "原因": "诉讼"})
    drawer.get_by_role("button", name="冻结", exact=True).click()
    held = page.get_by_role("row").filter(has_text=talk)
    expect(held).to_contain_text("诉讼")
    assert faults_in_both_themes(page) == {}
    held.get_by_role("button", name="解除冻结").click()
    page.get_by_role("dialog").get_by_role("button", name="解除冻结").click()
    expect(held).to_have_count(0)
    page.get_by_role("tab", name="清理记录").click()
    expect(page.get_by_role("tabpanel", name="清理记录")).to_contain_text("还没有清理过数据")
