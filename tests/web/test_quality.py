"""Inspections at the console and in the administration: scored, appealed against, decided, compared (F4)."""

from __future__ import annotations

import re
import secrets
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from .accessibility import faults_in_both_themes
from .admin_page import AdminPage
from .colleagues import Colleague
from .console_page import Console, Served

pytestmark = [pytest.mark.browser, pytest.mark.served]


def called(api: Any, method: str, path: str, token: str, body: Any = None) -> Any:
    status, answer = api.call(method, path, token, body)
    assert status < 300, answer
    return answer


def drawn(api: Any, served: Served, inspector: dict[str, Any]) -> str:
    """The conversation is inspected by this supervisor; the inspection's id."""
    made = called(api, "POST", "/v1/desk/quality/inspections", api.admin, {"conversation_id": served.conversation_id})
    one = f"/v1/desk/quality/inspections/{made['inspection_id']}"
    called(api, "POST", f"{one}/assign", api.admin, {"agent_id": inspector["agent_id"]})
    return str(made["inspection_id"])


def test_a_conversation_is_scored_appealed_against_decided_and_compared(
    chromium_page: Page, page_alone: Page, desk_url: str, api: Any
) -> None:
    colleague = Colleague(api)
    served = Served(colleague, "茶叶还没有收到")
    boss, judge = api.new_agent(role="supervisor"), api.new_agent(role="supervisor")
    inspection_id = drawn(api, served, boss)
    console = Console(chromium_page, api, desk_url)
    page = console.page

    # an inspector scores it, and says something of a message
    console.sign_in(boss)
    page.get_by_role("tab", name="质检", exact=True).click()
    console.rows.click()
    inspected = page.get_by_role("region", name="质检", exact=True)
    expect(inspected.get_by_text("茶叶还没有收到")).to_be_visible()
    inspected.get_by_role("button", name=re.compile("^对第 .* 条的批注")).first.click()
    inspected.get_by_role("textbox", name=re.compile("^对第 .* 条的批注")).fill("先安抚客户")
    points = inspected.get_by_role("spinbutton")
    for number in range(points.count()):
        points.nth(number).fill("9")
    inspected.get_by_role("checkbox", name=re.compile("^不适用 ?先安抚")).check()
    inspected.get_by_label("总评").fill("答复及时")
    expect(inspected.get_by_text("草稿已保存")).to_be_visible()
    assert faults_in_both_themes(page) == {}
    page.reload()
    expect(inspected.get_by_label("总评")).to_have_value("答复及时")
    inspected.get_by_role("button", name="提交", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="提交").click()
    expect(inspected.get_by_text("90 · 合格")).to_be_visible()
    expect(inspected.get_by_text("先安抚客户")).to_be_visible()

    # whose work it is sees it, and disagrees
    other = Console(page_alone, api, desk_url)
    other.open_sign_in()
    other.submit(colleague.agent["email"], colleague.agent["password"])
    page_alone.get_by_role("tab", name="质检", exact=True).click()
    other.rows.click()
    own = page_alone.get_by_role("region", name="质检", exact=True)
    expect(own.get_by_text("答复及时")).to_be_visible()
    own.get_by_label("申诉理由").fill("系统当时很慢")
    assert faults_in_both_themes(page_alone) == {}
    own.get_by_role("button", name="提出申诉").click()
    expect(own.get_by_text("系统当时很慢")).to_be_visible()
    expect(own.get_by_role("button", name="提出申诉")).to_have_count(0)

    # somebody else decides; the results and a calibration show what it comes to
    token = api.sign_in(judge["email"], judge["password"])
    body = {"outcome": "changed", "text": "确实如此", "fatal": ["insecure"]}
    called(api, "POST", f"/v1/desk/quality/inspections/{inspection_id}/decide", token, body)
    page.reload()
    expect(inspected.get_by_text("90 · 不合格")).to_be_visible()
    inspected.get_by_role("button", name="发起校准").click()
    dialog = page.get_by_role("dialog")
    for name in (boss["name"], judge["name"]):
        dialog.get_by_role("checkbox", name=re.compile(name)).check()
    dialog.get_by_role("button", name="确定").click()
    compared = page.get_by_role("region", name="评分校准")
    expect(compared.get_by_text("全部提交之前，互相看不到评分。")).to_be_visible()
    assert faults_in_both_themes(page) == {}
    page.get_by_role("button", name="质检结果").click()
    results = page.get_by_role("region", name="质检结果")
    results.get_by_role("combobox", name="统计方式").select_option("criterion")
    results.get_by_role("combobox", name="对象").select_option(f"agent:{colleague.agent_id}")
    expect(results.get_by_role("row", name=re.compile("解答准确"))).to_contain_text("90%")
    assert faults_in_both_themes(page) == {}


def test_rules_and_sheets_are_kept_and_published(chromium_page: Page, desk_url: str, api: Any) -> None:
    admin = AdminPage(chromium_page, api, desk_url)
    admin.sign_in(section="quality")
    page, name = admin.page, f"规则 {secrets.token_hex(4)}"

    admin.press("新建规则")
    page.get_by_role("combobox", name="抽取方式").select_option("keywords")
    admin.fill({"名称": name, "关键词": secrets.token_hex(8), "抽取比例": "50"}, admin.drawer)
    assert faults_in_both_themes(page) == {}
    admin.drawer.get_by_role("button", name="保存").click()
    row = page.get_by_role("row", name=re.compile(name))
    expect(row).to_contain_text("50%")
    row.get_by_role("button", name=re.compile("删除")).click()
    page.get_by_role("dialog").get_by_role("button", name="删除").click()
    expect(row).to_have_count(0)

    page.get_by_role("tab", name="评分表").click()
    page.get_by_role("button", name="新建评分表").click()
    sheet = f"表 {secrets.token_hex(4)}"
    admin.fill({"中文": sheet, "英文": sheet}, admin.group("名称"))
    admin.drawer.get_by_role("button", name="发布").click()
    page.get_by_role("dialog", name="发布").last.get_by_role("button", name="发布").click()
    expect(admin.drawer.get_by_text("at least one criterion")).to_be_visible()
    assert faults_in_both_themes(page) == {}
