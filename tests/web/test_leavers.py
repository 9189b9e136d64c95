"""The data of an agent who left is erased from the administration (F6)."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.web.accessibility import faults_in_both_themes
from tests.web.admin_page import AdminPage, new_mark

pytestmark = [pytest.mark.browser, pytest.mark.served]


def test_an_agent_who_left_is_counted_shown_and_erased(chromium_page: Page, desk_url: str, api: Any) -> None:
    admin, mark = AdminPage(chromium_page, api, desk_url), new_mark()
    page, drawer = admin.page, admin.drawer
    agent = {"name": f"离任 {mark}", "number": mark, "email": f"left-{mark}@example.com", "password": f"a word {mark}"}
    status, made = api.call("POST", "/v1/admin/agents", api.admin, agent)
    assert status == 201, made
    agent_id = made["agent_id"]
    assert api.call("PUT", f"/v1/admin/agents/{agent_id}", api.admin, {"active": False})[0] == 200
    admin.sign_in(section="leavers")

    page.get_by_role("button", name="删除离职客服的数据").click()
    drawer.get_by_label("客服", exact=True).select_option(agent_id)
    drawer.get_by_label("原因", exact=True).fill("离职")
    assert faults_in_both_themes(page, drawer) == {}
    drawer.get_by_role("button", name="开始清点").click()
    row = page.get_by_role("row", name=agent_id)
    expect(row).to_contain_text("待确认")
    expect(row).to_contain_text(agent["name"])
    row.get_by_role("button", name=f"删除 {agent_id}").click()
    expect(drawer).to_contain_text("登录邮箱与工号: 2")
    expect(drawer).to_contain_text("已离职客服 Former agent")
    drawer.get_by_label("输入客服编号以确认").fill(agent_id)
    assert faults_in_both_themes(page, drawer) == {}
    drawer.get_by_role("button", name="删除").click()

    expect(row).to_contain_text("正在删除")
    expect(row).to_contain_text("已离职客服 Former agent")
    page.set_viewport_size({"width": 390, "height": 800})
    assert faults_in_both_themes(page) == {}
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    known = api.call("GET", f"/v1/admin/agents/{agent_id}", api.admin)[1]
    assert (known["email"], known["erased_at"] is None) == ("", False)
