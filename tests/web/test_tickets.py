"""Tickets at the console: made of a conversation, answered, moved on, solved (requirements D4, D5, D7)."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from .accessibility import faults_in_both_themes
from .console_page import Console

pytestmark = [pytest.mark.browser, pytest.mark.served]


@pytest.fixture
def console(chromium_page: Page, desk_url: str, api: Any) -> Console:
    return Console(chromium_page, api, desk_url)


def move_on(page: Page, way: str, label: str, words: str) -> None:
    """Move the ticket that is open on, with these words in the field of that name."""
    page.get_by_role("button", name="推进").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("推进到").select_option(way)
    dialog.get_by_label(label).fill(words)
    dialog.get_by_role("button", name="推进", exact=True).click()
    expect(dialog).to_be_hidden()


def public(history: Locator, words: str) -> Locator:
    """What was said to the customer in these words."""
    return history.get_by_role("article").filter(has_text="客户可见").filter(has_text=words)


def test_a_conversation_becomes_a_ticket_that_is_answered_moved_on_and_solved(console: Console) -> None:
    console.talk_with_a_visitor_who_says("壶盖碎了")
    page = console.page

    page.get_by_role("complementary").get_by_role("button", name="转为工单").click()
    form = page.get_by_role("dialog", name="转为工单")
    form.get_by_role("checkbox", name="壶盖碎了").press("Space")
    form.get_by_label("主题").fill("更换壶盖")
    assert faults_in_both_themes(page) == {}
    form.get_by_role("button", name="创建").click()
    page.get_by_role("button", name="查看").click()
    ticket = page.get_by_role("region", name="工单")
    expect(ticket.get_by_role("heading", name="更换壶盖")).to_be_visible()
    expect(console.rows).to_contain_text(re.compile(r"T-\d{6}-\d{4}"))
    history = ticket.get_by_role("region", name="处理记录")
    expect(history.get_by_text("壶盖碎了")).to_be_visible()
    assert faults_in_both_themes(page) == {}

    ticket.get_by_role("button", name="回复客户").click()
    ticket.get_by_label("给客户的答复").fill("新壶盖今天寄出")
    ticket.get_by_role("button", name="发送").click()
    expect(public(history, "新壶盖今天寄出")).to_be_visible()
    move_on(page, "waiting_for_customer", "需要做什么", "请确认收货地址")
    expect(ticket.get_by_text("等待客户：请确认收货地址")).to_be_visible()
    move_on(page, "solved", "对客户说的话", "已寄出")
    expect(public(history, "已寄出")).to_be_visible()

    expect(console.rows).to_have_count(0)
    page.get_by_role("button", name="筛选").click()
    page.get_by_label("状态").select_option("done")
    expect(console.rows).to_contain_text("更换壶盖")
    page.get_by_label("创建自").fill("2090-01-01")
    expect(console.rows).to_have_count(0)
    page.get_by_label("创建自").fill("2026-01-01")
    expect(console.rows).to_contain_text("更换壶盖")
    ticket.get_by_role("link", name="来源会话").click()
    expect(console.bubble("壶盖碎了")).to_be_visible()
    page.get_by_role("log").get_by_role("link", name=re.compile("创建了工单 T-")).click()
    expect(ticket.get_by_role("heading", name="更换壶盖")).to_be_visible()


def test_many_tickets_become_urgent_at_once_and_two_of_them_become_one(console: Console) -> None:
    page, agent = console.page, console.sign_in(console.api.new_agent(role="supervisor"))
    token = console.api.sign_in(agent["email"], agent["password"])
    body = {"type": "aftersale", "visitor_name": "王芳", "mobile": "13800138000"}
    made = []
    for subject in ("更换壶盖", "少发一盒", "发票抬头"):
        form = {**body, "subject": subject, "client_id": subject}
        made.append(console.api.call("POST", "/v1/desk/tickets", token, form)[1])
    page.get_by_role("tab", name="工单").click()
    rows = console.rows
    expect(rows).to_have_count(3)

    page.keyboard.press("Alt+x")
    boxes = page.get_by_role("tabpanel").get_by_role("checkbox")
    expect(boxes.first).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("Shift+ArrowDown")
    expect(page.get_by_text("已选 2")).to_be_visible()
    page.get_by_role("group", name="批量操作").get_by_role("button", name="优先级").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("事件概要").fill("客户很着急")
    dialog.get_by_label("为何不能等待").fill("明天要送礼")
    dialog.get_by_role("button", name="确定").click()
    expect(dialog.get_by_role("heading", name="完成 2 张，共 2 张")).to_be_visible()
    assert faults_in_both_themes(page) == {}
    dialog.get_by_role("button", name=made[0]["number"]).click()
    ticket = page.get_by_role("region", name="工单")
    ticket.get_by_role("button", name="合并另一张工单").click()
    dialog.get_by_label("另一张工单的编号").fill(made[2]["number"].lower())
    dialog.get_by_label("另一张工单的编号").press("Enter")
    expect(dialog.get_by_text(f"{made[2]['number']} 将关闭并指向 {made[0]['number']}")).to_be_visible()
    assert faults_in_both_themes(page) == {}
    dialog.get_by_role("button", name="合并", exact=True).click()

    expect(rows).to_have_count(2)
    expect(rows.filter(has_text="紧急")).to_have_count(2)
    ticket.get_by_role("region", name="处理记录").get_by_role("link", name=made[2]["number"]).click()
    expect(ticket.get_by_text("这张工单已并入")).to_contain_text(made[0]["number"])
