"""Announcements, as an administrator writes them and an agent reads, confirms and finds them (E6)."""

from __future__ import annotations

import secrets
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from .accessibility import faults_in_both_themes
from .admin_page import AdminPage
from .console_page import Console

pytestmark = [pytest.mark.browser, pytest.mark.served]


def test_an_urgent_announcement_is_written_stands_before_the_desk_is_confirmed_and_found_again(
    chromium_page: Page, desk_url: str, api: Any
) -> None:
    page, mark = chromium_page, secrets.token_hex(4)
    agent, title, group = api.new_agent(), f"退款口径 {mark}", f"退款组 {mark}"
    form = {"name": group, "leader_id": agent["agent_id"], "member_ids": [agent["agent_id"]]}
    assert api.call("POST", "/v1/admin/groups", api.admin, form)[0] == 201

    admin = AdminPage(page, api, desk_url)
    admin.sign_in(section="announcements")
    admin.go("announcements")
    page.get_by_role("button", name="新建公告").click()
    drawer = page.get_by_role("dialog", name="新建公告")
    drawer.get_by_label("标题").fill(title)
    drawer.get_by_label("正文").fill("请**先核对**订单。\n\n<img src=x onerror=alert(1)>")
    drawer.get_by_role("button", name="预览").press("Enter")
    look = drawer.get_by_role("region", name="阅读时的样子")
    expect(look.get_by_role("strong")).to_have_text("先核对")
    expect(look).to_contain_text("<img src=x onerror=alert(1)>")
    drawer.get_by_label("部分组或角色").check()
    drawer.get_by_label(group).check()
    drawer.get_by_label("紧急").check()
    drawer.get_by_role("group", name="统一口径").get_by_label("中文").fill(f"七天内退款 {mark}")
    assert faults_in_both_themes(page) == {}
    drawer.get_by_role("button", name="存为草稿").click()
    row = page.get_by_role("row", name=title)
    expect(row).to_contain_text("草稿")
    row.get_by_role("button", name="发布").click()
    page.get_by_role("dialog", name=f"发布“{title}”？").get_by_role("button", name="发布").click()
    expect(row).to_contain_text("现行")
    row.get_by_role("button", name="确认情况").click()
    readers = page.get_by_role("dialog", name=f"“{title}”的确认情况")
    expect(readers).to_contain_text("1 人中已有 0 人确认，1 人未确认")
    expect(readers.get_by_role("table")).to_contain_text(agent["name"])
    assert faults_in_both_themes(page) == {}

    page.evaluate("localStorage.clear(); sessionStorage.clear()")
    console = Console(page, api, desk_url)
    console.sign_in(agent)
    urgent = page.get_by_role("dialog", name=title)
    expect(urgent).to_contain_text("先核对")
    assert faults_in_both_themes(page) == {}
    page.keyboard.press("Escape")
    urgent.get_by_role("button", name="我已阅读").press("Enter")
    expect(urgent).to_have_count(0)
    found = f"/v1/admin/announcements?q={mark}"
    assert console.sees(lambda: bool(api.call("GET", found, api.admin)[1]["items"]))
    page.evaluate("location.hash = 'announcements'")
    page.get_by_role("searchbox", name="搜索公告").fill(mark)
    page.get_by_role("button", name="搜索", exact=True).press("Enter")
    page.get_by_role("button", name=title).press("Enter")
    expect(page.get_by_text("您已确认")).to_be_visible()
    expect(page.get_by_role("region", name="统一口径")).to_contain_text(f"七天内退款 {mark}")
    assert faults_in_both_themes(page) == {}

    (announcement,) = api.call("GET", found, api.admin)[1]["items"]
    path = f"/v1/admin/announcements/{announcement['announcement_id']}"
    counts = api.call("GET", f"{path}/readers", api.admin)[1]["counts"]
    assert counts == {"reached": 1, "read": 1, "missing": 0}
    assert api.call("POST", f"{path}/archive", api.admin, {})[0] == 200
