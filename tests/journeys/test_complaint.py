"""A complaint from the first word to the visit afterwards, as an agent and their customer see it (D4, D5, D6)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page, expect

from tests.served import ServedDesk
from tests.web.accessibility import faults_in_both_themes
from tests.web.console_page import Console

pytestmark = [pytest.mark.browser, pytest.mark.served]

NUMBER = re.compile(r"^C-\d{6}-\d{4}$|^T-\d{6}-\d{4}$")
HALF_OF_ITS_STAGE = 16 * 60  # seconds; nobody is signed out for as long as that


def move_on(page: Page, way: str, words: Mapping[str, str] = {}, group: str = "", awaited: str = "") -> None:
    """Lead the complaint that is open to this stage, with what that asks for."""
    page.get_by_role("button", name="推进").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("推进到").select_option(f"stage.{way}")
    if group:
        dialog.get_by_label("负责组").select_option(index=1)
    if awaited:
        dialog.get_by_label("客户需要做什么").fill(awaited)
    for label, text in words.items():
        dialog.get_by_label(label).fill(text)
    dialog.get_by_role("button", name="推进", exact=True).click()
    expect(dialog).to_be_hidden()


def test_a_complaint_is_late_explained_solved_confirmed_by_its_customer_and_followed_up(
    chromium_page: Page, page_alone: Page, desk_url: str, api: Any, served_desk: ServedDesk
) -> None:
    console, page = Console(chromium_page, api, desk_url), chromium_page
    visitor = console.talk_with_a_visitor_who_says("壶盖碎了，没人管")
    known = {"name": "王芳", "email": f"{visitor.visitor_id}@example.com"}
    assert api.call("PUT", f"/v1/desk/visitors/{visitor.visitor_id}", api.admin, known)[0] == 200
    page.get_by_role("complementary").get_by_role("button", name="转为工单").click()
    form = page.get_by_role("dialog", name="转为工单")
    form.get_by_label("类型").select_option("complaint")
    form.get_by_label("主题").fill("壶盖破损无人处理")
    form.get_by_role("checkbox", name="壶盖碎了").check()
    form.get_by_role("button", name="创建").click()
    page.get_by_role("button", name="查看").click()
    ticket = page.get_by_role("region", name="工单")
    number = ticket.get_by_text(NUMBER).inner_text()
    ticket_id = unquote(page.url.partition("#")[2]).partition("/")[2]

    def has_breached() -> bool:
        _, late = api.call("GET", f"/v1/desk/tickets/{ticket_id}", api.admin)
        return any(each["name"] == "reason" for each in late["deadlines"])

    served_desk.let_pass(HALF_OF_ITS_STAGE)
    assert not has_breached()
    page.reload()
    expect(ticket.get_by_text(number)).to_be_visible()
    served_desk.let_pass(HALF_OF_ITS_STAGE)
    assert console.sees(has_breached)
    page.reload()
    reason = page.get_by_role("region", name="逾期说明").get_by_role("form")
    reason.get_by_label("逾期原因").fill("仓库缺货")
    expect(ticket.get_by_label("逾期原因")).to_have_count(0)
    assert faults_in_both_themes(page) == {}
    reason.get_by_label("如何补救").fill("今天调货，今晚寄出")
    reason.get_by_role("button", name="提交说明").click()
    expect(ticket.get_by_text("今天调货，今晚寄出")).to_be_visible()
    expect(reason).to_have_count(0)
    move_on(page, "sorted", {"投诉事由": "商品破损"}, group="first")
    move_on(page, "first_handling", {"致歉与安抚": "非常抱歉"})
    move_on(page, "proposed", {"处理方案": "补寄新壶盖"})
    move_on(page, "verdict", awaited="请确认方案")
    looked_up = api.call("POST", "/v1/widget/demo/ticket-lookups", None, {"number": number, "contact": known["email"]})[
        1
    ]
    page_alone.goto(desk_url + looked_up["path"])
    expect(page_alone.get_by_role("definition").filter(has_text="补寄新壶盖")).to_be_visible()
    page_alone.get_by_role("button", name="已解决").click()
    expect(page_alone.get_by_text("当前状态")).to_contain_text("已解决")

    console.look_again()
    expect(ticket.get_by_text("回访", exact=True)).to_be_visible()
    console.open_follow_ups("我的")
    expect(console.row_named("王芳")).to_be_visible()
