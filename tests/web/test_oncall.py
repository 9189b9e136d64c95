"""On call: a rota is made, a visitor waits, the console says that one is called, one accepts (B8)."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.web.accessibility import faults_in_both_themes
from tests.web.admin_page import AdminPage, new_mark

pytestmark = [pytest.mark.browser, pytest.mark.served]


def test_a_rota_is_made_looked_at_and_changed(chromium_page: Page, desk_url: str, api: Any) -> None:
    admin, name = AdminPage(chromium_page, api, desk_url), f"夜班 {new_mark()}"
    page, drawer = admin.page, admin.drawer
    admin.sign_in(section="oncall")
    page.get_by_role("button", name="新建值班表").click()
    admin.fill({"名称": name})
    drawer.get_by_role("button", name="添加班次").click()
    turn = drawer.get_by_role("group", name="班次 1")
    turn.get_by_label("从").fill("20:00")
    turn.get_by_label("到").fill("08:00")
    turn.get_by_role("button", name="添加下一位").click()
    drawer.get_by_label("法定节假日", exact=True).select_option("CN")
    assert faults_in_both_themes(page, drawer) == {}
    admin.press("保存")

    card = admin.card(name)
    expect(card).to_contain_text("每天 20:00–次日 08:00")
    page.set_viewport_size({"width": 390, "height": 800})
    assert faults_in_both_themes(page) == {}
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    card.get_by_role("button", name=f"编辑 {name}").click()
    drawer.get_by_label("启用").uncheck()
    admin.press("保存")
    expect(card).to_contain_text("已停用")

    page.get_by_role("tab", name="值班手机").click()
    page.get_by_role("button", name="编辑").first.click()
    drawer.get_by_label("手机").fill("13812345678")
    admin.press("保存")
    expect(page.get_by_text("+8613812345678").first).to_be_visible()
    page.get_by_role("tab", name="呼叫记录").click()
    expect(
        page.get_by_text("这个月没有呼叫").or_(page.get_by_role("main").get_by_role("list").first).first
    ).to_be_visible()
    assert faults_in_both_themes(page) == {}
    page.get_by_role("tab", name="值班表").click()
    card.get_by_role("button", name=f"删除 {name}").click()
    page.get_by_role("alertdialog").or_(page.get_by_role("dialog")).get_by_role("button", name="删除").last.click()
    expect(card).to_have_count(0)
