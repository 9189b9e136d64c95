"""Reports that are sent: an administrator sets one up, its letter goes out; an agent sends their day report (F2)."""

from __future__ import annotations

import re
import urllib.request
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.web.accessibility import faults_in_both_themes
from tests.web.admin_page import AdminPage, new_mark
from tests.web.console_page import Console, read_on
from tests.window import eventually

pytestmark = [pytest.mark.browser, pytest.mark.served]


def letters(api: Any, what: str) -> int:
    """How often this stands in the outbox."""
    with urllib.request.urlopen(f"{api.url}/local/outbox", timeout=30) as outbox:
        return str(outbox.read().decode()).count(what)


def test_an_administrator_sets_a_report_up_looks_at_one_and_has_it_sent(
    chromium_page: Page, desk_url: str, api: Any
) -> None:
    admin, name = AdminPage(chromium_page, api, desk_url), f"周报 {new_mark()}"
    page, drawer = admin.page, admin.drawer
    admin.sign_in(section="bulletins")
    admin.press("新建发送计划")
    admin.fill({"名称": name, "发送时间": "09:30"})
    drawer.get_by_role("radio", name="周报").check()
    drawer.get_by_label("每周的哪一天发送").select_option(label="周三")
    drawer.get_by_role("button", name="添加收件人").click()
    drawer.get_by_label("手机（可不填）").fill("12")
    assert faults_in_both_themes(page, drawer) == {}

    admin.press("创建")
    admin.is_wrong("手机（可不填）", "请填写手机号", drawer)
    drawer.get_by_label("手机（可不填）").fill("13800138000")
    admin.press("创建")

    expect(admin.card(name)).to_contain_text("每周三 09:30")
    expect(admin.card(name)).to_contain_text("1 人")
    page.set_viewport_size({"width": 390, "height": 800})
    assert faults_in_both_themes(page) == {}
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    admin.press("预览")
    expect(drawer.get_by_role("heading", name="主要指标")).to_be_visible()
    drawer.get_by_label("报告种类").select_option("weekly")
    expect(drawer.get_by_role("heading", name="跨部门问题")).to_be_visible()
    assert faults_in_both_themes(page, drawer) == {}
    before = letters(api, "客服周报")
    drawer.get_by_role("button", name="发到我的邮箱").click()
    expect(page.get_by_text("已发到您的邮箱")).to_be_visible()
    assert eventually(page, lambda: letters(api, "客服周报") > before)


def test_an_agent_sends_their_day_report_and_the_supervisor_reads_it(
    chromium_page: Page, page_alone: Page, desk_url: str, api: Any
) -> None:
    console = Console(chromium_page, api, desk_url)
    agent = console.sign_in()
    dialog = console.page.get_by_role("dialog")
    console.page.get_by_title("个人设置").click()
    dialog.get_by_role("button", name="日报与报告").click()
    dialog.get_by_label("今日小结").fill("接待平稳")
    expect(dialog.get_by_text("草稿已保存")).to_be_visible()
    dialog.get_by_label("明日计划").fill("回访王芳")
    assert faults_in_both_themes(console.page, dialog) == {}

    dialog.get_by_role("button", name="提交日报").click()

    expect(dialog.get_by_text(re.compile("已提交$")).first).to_be_visible()
    dialog.get_by_label("明日计划").fill("回访王芳和李雷")
    dialog.get_by_role("button", name="保存修改").click()
    expect(dialog.get_by_text("修改前的内容（1）")).to_be_visible()
    other = Console(page_alone, api, desk_url)
    other.sign_in(api.new_agent(role="supervisor"))
    read = other.page.get_by_role("dialog")
    other.page.get_by_title("个人设置").click()
    read.get_by_role("button", name="日报与报告").click()
    read.get_by_role("tab", name="组员日报").click()
    line, more = read.get_by_role("button", name=agent["name"]), read.get_by_role("button", name="更多")
    read_on(line, more, read.get_by_role("rowheader"))
    line.click()
    expect(read.get_by_text("回访王芳和李雷")).to_be_visible()
    expect(read.get_by_text("接待平稳").first).to_be_visible()
