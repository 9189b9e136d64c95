"""The duty log at the console and in the administration: handed over, asked, reported, written down (B8)."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from .accessibility import faults_in_both_themes
from .admin_page import AdminPage, new_mark
from .console_page import Console

pytestmark = [pytest.mark.browser, pytest.mark.served]


@pytest.fixture
def console(chromium_page: Page, desk_url: str, api: Any) -> Console:
    return Console(chromium_page, api, desk_url)


def sign_in_anew(console: Console, agent: dict[str, Any]) -> None:
    """Somebody else at the same machine."""
    console.page.evaluate("localStorage.clear(); sessionStorage.clear()")
    console.sign_in(agent)
    console.page.get_by_role("tab", name="班务", exact=True).click()


def test_a_shift_is_handed_over_and_accepted_and_what_is_asked_is_answered(console: Console, api: Any) -> None:
    page, mark = console.page, new_mark()
    agent, leader = api.new_agent(), api.new_agent(role="group_leader")
    body = {"client_id": mark, "type": "aftersale", "subject": f"茶壶 {mark}", "email": "wang@example.com"}

    console.sign_in(agent)
    status, made = api.call("POST", "/v1/desk/tickets", console.token, body)
    assert status == 201, made
    page.get_by_role("tab", name="班务", exact=True).click()
    page.get_by_role("button", name="交班", exact=True).click()
    form = page.get_by_role("dialog", name="交班")
    form.get_by_label("业务变动").fill(f"周一起新价格 {mark}")
    assert faults_in_both_themes(page) == {}
    form.get_by_role("button", name="交班", exact=True).click()
    entry = page.get_by_role("region", name="班务")
    expect(entry.get_by_text(f"茶壶 {mark}")).to_be_visible()
    expect(entry.get_by_text(f"周一起新价格 {mark}")).to_be_visible()

    page.get_by_role("tab", name="请示", exact=True).click()
    page.get_by_role("button", name="请示", exact=True).click()
    form = page.get_by_role("dialog", name="请示")
    form.get_by_label("事由").fill(f"可否退款 {mark}")
    form.get_by_label("请示内容").fill("客户等了两小时")
    form.get_by_role("checkbox", name="情况紧急").check()
    form.get_by_role("button", name="提交").click()
    expect(entry.get_by_role("heading", name=f"可否退款 {mark}")).to_be_visible()
    assert faults_in_both_themes(page) == {}

    page.get_by_role("tab", name="报障", exact=True).click()
    page.get_by_role("button", name="报障", exact=True).click()
    form = page.get_by_role("dialog", name="报障")
    form.get_by_label("什么出了问题").fill(f"打印机 {mark}")
    form.get_by_role("button", name="上报").click()
    expect(entry.get_by_role("button", name="工单 T-")).to_be_visible(timeout=20_000)

    sign_in_anew(console, leader)
    console.rows.filter(has_text=agent["name"]).first.click()
    expect(entry.get_by_text(f"茶壶 {mark}")).to_be_visible()
    entry.get_by_role("button", name="全部接收").click()
    expect(entry.get_by_text(f"{leader['name']}").first).to_be_visible(timeout=20_000)
    expect(entry.get_by_text("已接收", exact=True)).to_be_visible(timeout=30_000)
    assert faults_in_both_themes(page) == {}

    page.get_by_role("tab", name="请示", exact=True).click()
    page.get_by_role("combobox", name="请示", exact=True).select_option("to_answer")
    console.rows.filter(has_text=mark).click()
    entry.get_by_role("button", name="答复").click()
    form = page.get_by_role("dialog", name="答复")
    form.get_by_label("如何办理").fill("可以，先核对订单")
    form.get_by_role("button", name="答复").click()
    expect(entry.get_by_text("可以，先核对订单")).to_be_visible()

    page.get_by_role("tab", name="班务会", exact=True).click()
    page.get_by_role("button", name="写纪要").click()
    form = page.get_by_role("dialog", name="写纪要")
    form.get_by_label("标题").fill(f"班务会 {mark}")
    form.get_by_label("开会时间").fill("2026-11-27T16:00")
    form.get_by_label("班组").select_option(index=1)
    form.get_by_role("button", name="开始").click()
    expect(entry.get_by_role("heading", name=f"班务会 {mark}")).to_be_visible()
    entry.get_by_label("服务", exact=True).fill("首次响应达标")
    entry.get_by_role("button", name="添加决定事项").click()
    entry.get_by_label("决定的内容").fill(f"每日核对退款 {mark}")
    assert faults_in_both_themes(page) == {}
    entry.get_by_role("button", name="保存").click()
    expect(entry.get_by_text("尚未保存")).to_have_count(0)
    entry.get_by_role("button", name="确认").click()
    page.get_by_role("dialog").get_by_role("button", name="确认").click()
    expect(entry.get_by_text("已确认", exact=True)).to_be_visible()
    expect(entry.get_by_text(f"每日核对退款 {mark}")).to_be_visible()


def test_a_check_list_is_made_for_a_group(chromium_page: Page, desk_url: str, api: Any) -> None:
    admin, mark = AdminPage(chromium_page, api, desk_url), new_mark()
    page = admin.page
    admin.sign_in(section="duty")

    page.get_by_role("button", name="新建检查清单").click()
    form = page.get_by_role("dialog", name="新建检查清单")
    form.get_by_label("名称").fill(f"晚班巡检 {mark}")
    form.get_by_label("检查什么").fill("电话线路")
    form.get_by_label("时间", exact=True).fill("09:00\n18:00")
    assert faults_in_both_themes(page) == {}
    form.get_by_role("button", name="保存").click()

    row = page.get_by_role("row", name=f"晚班巡检 {mark}")
    expect(row).to_contain_text("09:00, 18:00")
    assert faults_in_both_themes(page) == {}
