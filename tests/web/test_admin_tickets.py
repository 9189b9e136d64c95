"""Deadlines, flows and fields of tickets, as administrators keep them (requirements D4, D5, D6)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.window import eventually

from .accessibility import faults_in_both_themes
from .admin_page import AdminPage

pytestmark = [pytest.mark.browser, pytest.mark.served]


@pytest.fixture
def admin(chromium_page: Page, desk_url: str, api: Any) -> AdminPage:
    page = AdminPage(chromium_page, api, desk_url)
    page.sign_in(section="tickets")
    return page


def save(admin: AdminPage) -> None:
    """Store what stands in the drawer: the section has a form of its own beside it."""
    admin.drawer.get_by_role("button", name="保存").click()
    expect(admin.drawer).to_have_count(0)


@contextmanager
def read_late(page: Page, pattern: str) -> Iterator[None]:
    """What is read again because it was stored comes only after the block."""
    asked: list[Route] = []

    def wait(route: Route) -> None:
        if route.request.method != "GET" or asked:
            route.continue_()
        else:
            asked.append(route)

    page.route(pattern, wait)
    yield
    assert eventually(page, lambda: bool(asked))
    asked[0].continue_()


def publish(page: Page, change: str) -> None:
    """Publish what is edited; what it changes is told before."""
    page.get_by_role("button", name="发布…").click()
    question = page.get_by_role("dialog", name="发布“售前”的流程？")
    expect(question).to_contain_text(change)
    question.get_by_role("button", name="发布", exact=True).click()


def test_a_policy_a_flow_and_a_field_are_changed_and_hold(admin: AdminPage) -> None:
    page, faults = admin.page, []

    admin.press("新增规则")
    admin.fill({"中文": "贵宾投诉", "英文": "VIP complaints", "解决：多少": "4"}, admin.drawer)
    admin.drawer.get_by_role("checkbox", name="投诉", exact=True).check()
    admin.drawer.get_by_role("checkbox", name="贵宾客户").check()
    expect(admin.drawer).to_contain_text("贵宾客户的投诉：4 小时（营业时间）内解决。")
    faults.append(faults_in_both_themes(page))
    with read_late(page, "**/v1/admin/ticket-policies"):
        save(admin)
        page.get_by_role("combobox", name="客户级别").select_option("vip")
    expect(page.get_by_role("list", name="举例：如果现在收到")).to_contain_text("规则：贵宾投诉")
    page.get_by_role("button", name="下移：贵宾投诉").press("Enter")
    expect(page.get_by_role("table", name="时效").get_by_role("rowheader").nth(1)).to_contain_text("贵宾投诉")
    expect(page.get_by_role("button", name="下移：贵宾投诉")).to_be_focused()

    page.get_by_role("tab", name="时效").press("ArrowRight")
    page.get_by_role("button", name="建立流程 售前").click()
    admin.fill({"中文": "售前", "英文": "Before a sale"}, admin.group("流程名称"))
    admin.press("增加环节")
    publish(page, "新增环节“登记”")
    stage = page.get_by_role("group", name="环节 3")
    expect(stage.get_by_text("请填写中文和英文名称").first).to_be_visible()
    faults.append(faults_in_both_themes(page))
    stage.get_by_role("button", name="删除", exact=True).click()
    publish(page, "新增环节“结束”")
    expect(admin.drawer).to_have_count(0)
    expect(admin.row("售前")).to_contain_text("第 1 版 ·")
    page.get_by_role("button", name="历史版本 售前").click()
    expect(admin.drawer).to_contain_text("现行")
    faults.append(faults_in_both_themes(page))
    page.keyboard.press("Escape")

    page.get_by_role("tab", name="字段").click()
    page.get_by_role("button", name="编辑 建议").click()
    admin.press("增加字段")
    admin.fill({"中文": "门店", "英文": "Shop"}, admin.drawer)
    save(admin)
    expect(admin.row("建议")).to_contain_text("门店")

    settings = admin.api.call("GET", "/v1/admin/ticket-settings", admin.api.admin)[1]
    assert [each["names"]["en"] for each in settings["fields"]["suggestion"]] == ["Shop"]
    assert admin.api.call("GET", "/v1/desk/flows/presale", admin.api.admin)[1]["version"] == 1
    assert faults == [{}, {}, {}]
