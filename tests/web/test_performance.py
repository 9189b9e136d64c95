"""A month of performance: a scheme, values, the month confirmed, and who sees what came of it (F5)."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from chalicelib.core.audit import SYSTEM
from chalicelib.core.tables import write_all
from chalicelib.performance import store
from chalicelib.performance.model.indicators import Indicator
from chalicelib.performance.model.months import later
from chalicelib.performance.model.schemes import DESK, SchemeDefinition
from chalicelib.performance.service import reading, schemes
from tests.served import ServedDesk
from tests.web.accessibility import faults_in_both_themes
from tests.web.admin_page import AdminPage, new_mark
from tests.web.console_page import Console
from tests.web.desk_store import desk_of

pytestmark = [pytest.mark.browser, pytest.mark.served]

NAMES = {"zh-CN": "全台", "en": "Desk"}


def unconfirmed(served_desk: ServedDesk) -> str:
    """The last month, which nobody has confirmed; the desk has a scheme of its own."""
    with desk_of(served_desk) as desk:
        month = later(reading.this_month(desk), -1)
        write_all(desk.database, [], [store.MonthRow(store.MONTHS, month)])
        if not schemes.list_schemes(desk):
            draft = SchemeDefinition(NAMES, (Indicator("served", NAMES, "figure:served", 100),))
            made = schemes.save_draft(desk, SYSTEM, DESK, draft, 0)
            schemes.publish(desk, SYSTEM, DESK, made.version, month)
    return month


def group_of(api: Any, name: str, leader: dict[str, Any], *members: dict[str, Any]) -> None:
    ids = [each["agent_id"] for each in members]
    body = {"name": name, "leader_id": leader["agent_id"], "member_ids": ids}
    status, answer = api.call("POST", "/v1/admin/groups", api.admin, body)
    assert status == 201, answer


def make_a_scheme(admin: AdminPage, group: str) -> None:
    """One indicator that is entered by hand, and a bonus."""
    page, drawer = admin.page, admin.drawer
    admin.sign_in(section="performance")
    page.get_by_role("tab", name="方案").click()
    page.get_by_label("客服组").select_option(label=group)
    page.get_by_role("button", name="为该组新建方案").click()
    names = drawer.get_by_role("group", name="方案名称")
    names.get_by_label("中文").fill(group)
    names.get_by_label("英文").fill(group)
    drawer.get_by_role("button", name="添加指标").click()
    row = drawer.get_by_role("group", name="指标 1")
    row.get_by_label("中文").fill("培训")
    row.get_by_label("英文").fill("Training")
    row.get_by_label("权重").fill("100")
    row.get_by_label("键").fill("trained")
    drawer.get_by_label("奖金公式").fill("score * wrong")
    drawer.get_by_label("告诉客服自己的名次").check()
    assert faults_in_both_themes(page, drawer) == {}

    admin.press("保存草稿")
    admin.is_wrong("奖金公式（可不填）", "第 9 个字符：没有叫“wrong”的数值。", drawer)
    drawer.get_by_label("奖金公式").fill("score * 10")
    admin.press("保存草稿")
    expect(drawer).to_have_count(0)


def enter(admin: AdminPage, agent: dict[str, Any], value: str) -> None:
    """What somebody came to in the last month."""
    page, drawer = admin.page, admin.drawer
    page.get_by_role("tab", name="手工录入").click()
    page.get_by_role("button", name="上一月").click()
    line, more = page.get_by_role("button", name=f"录入 {agent['name']}"), page.get_by_role("button", name="加载更多")
    expect(line.or_(more).first).to_be_visible()
    while not line.count():  # of a desk with many agents
        more.first.click()
        expect(line.or_(more).first).to_be_visible()
    line.click()
    drawer.get_by_label("键").fill("trained")
    drawer.get_by_label("数值").fill(value)
    drawer.get_by_label("理由").fill("培训考核")
    admin.press("保存")
    expect(page.get_by_role("row", name=re.compile(agent["name"]))).to_contain_text("培训考核")


def test_a_month_is_prepared_confirmed_and_seen_by_whom_it_is_about(
    chromium_page: Page, page_alone: Page, desk_url: str, api: Any, served_desk: ServedDesk
) -> None:
    unconfirmed(served_desk)
    group = f"组 {new_mark()}"
    agent, leader = api.new_agent(), api.new_agent(role="group_leader")
    group_of(api, group, leader, agent)
    admin = AdminPage(chromium_page, api, desk_url)
    page, drawer = admin.page, admin.drawer

    make_a_scheme(admin, group)
    enter(admin, agent, "80")
    page.get_by_role("tab", name="方案").click()
    page.get_by_role("button", name=f"试算 {group}").click()
    expect(drawer.get_by_role("row", name=re.compile(agent["name"]))).to_contain_text("800.00")
    assert faults_in_both_themes(page, drawer) == {}
    drawer.get_by_role("button", name="关闭").click()
    page.get_by_role("button", name=f"编辑 {group}").click()
    admin.press("发布")
    publishing = drawer.last
    publishing.get_by_label("从哪个月起适用").select_option(index=0)
    publishing.get_by_role("button", name="发布", exact=True).click()
    expect(drawer).to_have_count(0)

    page.get_by_role("tab", name="月度结果").click()
    page.get_by_role("button", name="计算", exact=True).click()
    page.get_by_role("button", name="确认本月").click()
    drawer.get_by_role("button", name="确认本月").click()
    expect(page.get_by_text("已确认，之后的任何变动都不影响它。")).to_be_visible()
    page.get_by_label("客服组").select_option(label=group)
    expect(page.get_by_role("row", name=re.compile(agent["name"]))).to_contain_text("800.00")
    page.set_viewport_size({"width": 390, "height": 800})
    assert faults_in_both_themes(page) == {}
    assert page.evaluate("document.documentElement.scrollWidth") == 390

    console = Console(page_alone, api, desk_url)
    console.sign_in(leader)
    console.page.get_by_role("tab", name="统计").click()
    console.page.get_by_role("button", name="团队绩效").click()
    console.page.get_by_role("button", name="上一月").click()
    ranking = console.page.get_by_role("region", name="排名")
    expect(ranking.get_by_role("row", name=re.compile(agent["name"]))).to_contain_text("800.00")
    assert faults_in_both_themes(console.page) == {}
    ranking.get_by_role("button", name=agent["name"]).click()
    expect(console.page.get_by_text("第 1 名，共 1 人")).to_be_visible()
    expect(console.page.get_by_role("listitem").filter(has_text="培训考核")).to_contain_text("80 分")
    console.page.set_viewport_size({"width": 390, "height": 800})
    assert faults_in_both_themes(console.page) == {}
    assert console.page.evaluate("document.documentElement.scrollWidth") == 390
