"""People's data in the administration: requests, holds, who was signed out, the rules of erasing; and a visitor's own
requests in the widget (F6)."""

from __future__ import annotations

import os
import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.web.accessibility import faults_in_both_themes
from tests.web.admin_page import AdminPage

pytestmark = [pytest.mark.browser, pytest.mark.served]

LOOK = os.environ.get("DESKBELL_LOOK")  # a folder for pictures, for whoever wants to look


def look(page: Page, name: str) -> None:
    if LOOK:
        page.screenshot(path=f"{LOOK}/{name}.png", full_page=True)


def test_a_person_is_held_and_let_go_and_signed_out_everywhere(chromium_page: Page, desk_url: str, api: Any) -> None:
    visitor = api.visitor()
    visitor.say("Hello")
    admin = AdminPage(chromium_page, api, desk_url)
    page, drawer = admin.page, admin.drawer
    admin.sign_in(section="privacy")

    page.get_by_role("tab", name="暂停删除").click()
    page.get_by_role("button", name="暂停删除").click()
    drawer.get_by_label("客户编号").fill("vis_nobody")
    drawer.get_by_label("原因").fill("诉讼")
    drawer.get_by_role("button", name="暂停", exact=True).click()
    expect(drawer.get_by_role("alert")).to_be_visible()
    drawer.get_by_label("客户编号").fill(visitor.visitor_id)
    drawer.get_by_role("button", name="暂停", exact=True).click()
    row = page.get_by_role("row", name=re.compile(visitor.visitor_id))
    expect(row.get_by_text("诉讼")).to_be_visible()
    assert faults_in_both_themes(page) == {}
    look(page, "holds")
    row.get_by_role("button", name=f"解除 {visitor.visitor_id}").click()
    page.get_by_role("dialog").get_by_role("button", name="解除").click()
    expect(row).to_have_count(0)

    page.get_by_role("tab", name="强制退出").click()
    page.get_by_role("button", name="强制退出登录").click()
    drawer.get_by_label("客户编号").fill(visitor.visitor_id)
    drawer.get_by_role("button", name="全部退出").click()
    expect(row).to_be_visible()
    look(page, "tokens")
    assert api.call("GET", f"/v1/widget/{visitor.plan}/privacy", visitor.token)[0] == 401

    page.get_by_role("tab", name="删除规则").click()
    page.get_by_label("确认后等待的天数").fill("5")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("已保存。")).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 800})
    assert faults_in_both_themes(page) == {}
    look(page, "rules")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
