"""What the desk costs: an administrator has it added up, sets a budget, and turns something down by hand (F1)."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.web.accessibility import faults_in_both_themes
from tests.web.admin_page import AdminPage

pytestmark = [pytest.mark.browser, pytest.mark.served]


def test_an_administrator_sees_what_it_costs_sets_a_budget_and_saves_by_hand(
    chromium_page: Page, desk_url: str, api: Any
) -> None:
    admin = AdminPage(chromium_page, api, desk_url)
    page = admin.page
    admin.sign_in(section="costs")

    page.get_by_role("button", name="立即汇总").click()

    expect(page.get_by_role("heading", name="按操作种类")).to_be_visible()
    assert faults_in_both_themes(page) == {}
    page.get_by_role("tab", name="预算与价格").click()
    page.get_by_label("每月预算").fill("12.5")
    page.get_by_label("访客窗口放慢刷新").check()
    page.get_by_role("button", name="us-east-1").click()
    expect(page.get_by_label("读单位，每百万")).to_have_value("0.125")
    assert faults_in_both_themes(page) == {}
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("已保存")).to_be_visible()
    page.get_by_role("tab", name="本月与每天").click()
    page.get_by_role("button", name="立即汇总").click()
    expect(page.get_by_text("预算 US$12.50")).to_be_visible()

    line = page.get_by_role("listitem").filter(has_text="客服台放慢刷新")
    line.get_by_role("button", name="开始节省").click()
    expect(line.get_by_text("由人手动设定")).to_be_visible()
    line.get_by_role("button", name="由预算决定").click()
    expect(line.get_by_text("预算不足时也不启用")).to_be_visible()

    page.set_viewport_size({"width": 390, "height": 800})
    page.get_by_role("tab", name="方案与会话").click()
    expect(page.get_by_label("查看一个会话的费用")).to_be_visible()
    assert faults_in_both_themes(page) == {}
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.get_by_label("查看一个会话的费用").fill("cnv_none")
    page.get_by_role("button", name="查看", exact=True).click()
    expect(page.get_by_role("main").get_by_text("它已经不存在了")).to_be_visible()
