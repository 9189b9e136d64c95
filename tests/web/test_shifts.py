"""A roster: planned by keys, pointer and rotation, published, changed with a reason; and what its agent sees (B8)."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.web.accessibility import faults_in_both_themes
from tests.web.admin_page import AdminPage, new_mark
from tests.web.console_page import Console

pytestmark = [pytest.mark.browser, pytest.mark.served]


def cell(page: Page, name: str, day: int) -> Any:
    """Somebody's day in the grid; 0 is Monday."""
    return page.get_by_role("row").filter(has_text=name).get_by_role("gridcell").nth(day)


def test_a_week_is_planned_published_changed_and_seen_by_whose_it_is(
    chromium_page: Page, page_alone: Page, desk_url: str, api: Any
) -> None:
    mark = new_mark()
    first, second = (api.new_agent() for _ in range(2))
    members = [each["agent_id"] for each in (first, second)]
    group = {"name": f"排班 {mark}", "leader_id": members[0], "member_ids": members}
    assert api.call("POST", "/v1/admin/groups", api.admin, group)[0] == 201
    admin = AdminPage(chromium_page, api, desk_url)
    page = admin.page
    page.set_viewport_size({"width": 1280, "height": 900})
    admin.sign_in(section="shifts")

    # a kind of shift over midnight, with a break
    page.get_by_role("tab", name="班次与轮班").click()
    page.get_by_role("button", name="新建班次").click()
    admin.fill({"名称": f"夜班{mark}", "上班": "22:00", "下班": "06:00"})
    page.get_by_role("button", name="添加休息").click()
    admin.drawer.get_by_label("从").fill("01:00")
    admin.drawer.get_by_label("到").fill("03:00")
    admin.drawer.get_by_label("分钟").fill("30")
    assert faults_in_both_themes(page) == {}
    admin.save()
    expect(page.get_by_role("row").filter(has_text=f"夜班{mark}")).to_contain_text("22:00–06:00")
    page.get_by_role("button", name="新建轮班规则").click()
    admin.fill({"名称": f"轮班{mark}"})
    admin.drawer.get_by_role("button", name="添加一天").click()
    admin.drawer.get_by_label("班次").first.select_option(label=f"夜班{mark}")
    admin.drawer.get_by_label("班次").nth(1).select_option(label="休")
    admin.save()

    # the board: by pointer, by keys, and with the drawer
    page.get_by_role("tab", name="班表").click()
    page.get_by_label("客服组").select_option(label=group["name"])
    expect(page.get_by_role("grid")).to_contain_text(first["name"])
    page.get_by_role("group", name="班次").get_by_role("button", name=f"夜班{mark}").click()
    cell(page, first["name"], 0).click()
    expect(cell(page, first["name"], 0)).to_contain_text("22:00–06:00")
    cell(page, first["name"], 0).press("ArrowRight")
    expect(cell(page, first["name"], 1)).to_be_focused()
    page.keyboard.press("Enter")
    admin.drawer.get_by_label(f"夜班{mark}").check()
    assert faults_in_both_themes(page) == {}
    admin.drawer.get_by_role("button", name="确定").click()
    expect(cell(page, first["name"], 1)).to_contain_text("22:00–06:00")
    cell(page, first["name"], 1).press("Delete")
    expect(cell(page, first["name"], 1)).not_to_contain_text("22:00")
    page.get_by_text("每小时在岗与需求").first.click()
    assert faults_in_both_themes(page) == {}

    # published, then changed with a reason
    page.get_by_role("button", name="发布", exact=True).click()
    expect(admin.drawer.get_by_role("list", name="将通知的改动")).to_contain_text(first["name"])
    admin.drawer.get_by_role("button", name="发布").click()
    expect(page.get_by_text("已发布", exact=True)).to_be_visible()
    page.get_by_role("button", name="套用轮班").click()
    admin.drawer.get_by_label("轮班规则").select_option(label=f"轮班{mark}")
    admin.drawer.get_by_role("button", name="套用").click()
    expect(cell(page, second["name"], 2)).to_contain_text("22:00–06:00")
    page.get_by_role("button", name="发布", exact=True).click()
    admin.drawer.get_by_role("button", name="发布").click()
    expect(admin.drawer.get_by_role("alert")).to_contain_text("请写明原因")
    admin.drawer.get_by_label("改动原因").fill("临时加班")
    assert faults_in_both_themes(page) == {}
    admin.drawer.get_by_role("button", name="发布").click()
    expect(page.get_by_text("已发布", exact=True)).to_be_visible()

    # rules, and a phone
    page.get_by_role("tab", name="规则").click()
    page.get_by_label("客服组").select_option(label=group["name"])
    page.get_by_label("下班前不再分配新会话").fill("15")
    page.get_by_role("button", name="添加时段").click()
    assert faults_in_both_themes(page) == {}
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("规则已保存")).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 800})
    page.get_by_role("tab", name="班表").click()
    expect(page.get_by_role("main").get_by_role("region", name=re.compile("周一|星期一")).first).to_be_visible()
    assert faults_in_both_themes(page) == {}
    assert page.evaluate("document.documentElement.scrollWidth") == 390

    # the agent's own
    console = Console(page_alone, api, desk_url)
    console.sign_in(second)
    page_alone.goto(f"{desk_url}/console#shifts")
    expect(page_alone.get_by_role("heading", name="我的班次")).to_be_visible()
    expect(page_alone.get_by_text("原因：临时加班")).to_be_visible()
    expect(page_alone.get_by_role("region", name="一周的班次")).to_contain_text(f"夜班{mark}")
    page_alone.get_by_role("button", name="生成订阅地址").click()
    address = page_alone.get_by_label("订阅地址").input_value()
    answer = page_alone.request.get(address)
    assert (answer.status, f"夜班{mark}" in answer.text()) == (200, True)
    assert faults_in_both_themes(page_alone) == {}
    page_alone.get_by_role("button", name="收回地址").click()
    expect(page_alone.get_by_label("订阅地址")).to_have_count(0)
    assert page_alone.request.get(address).status == 404
    page_alone.get_by_role("button", name="知道了").click()
    expect(page_alone.get_by_text("原因：临时加班")).to_have_count(0)

    # a supervisor lets somebody be there off duty
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{desk_url}/console#shifts")
    form = page.get_by_role("region", name="准许班外上线")
    form.get_by_label("选择同事").select_option(value=members[1])
    form.get_by_label("原因").fill("替班")
    form.get_by_role("button", name="准许", exact=True).click()
    expect(form.get_by_role("status")).to_contain_text("已准许上线到")
    assert faults_in_both_themes(page) == {}
