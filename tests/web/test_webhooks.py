"""Webhooks in the administration: one is made, its secret shown once and changed, its log looked at (F10)."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.web.accessibility import faults_in_both_themes
from tests.web.admin_page import AdminPage, new_mark

pytestmark = [pytest.mark.browser, pytest.mark.served]

SECRET = re.compile("^whsec_.{30,}")


def test_a_webhook_is_made_its_secret_changed_its_log_looked_at_and_it_goes(
    chromium_page: Page, desk_url: str, api: Any
) -> None:
    admin, name = AdminPage(chromium_page, api, desk_url), f"商城 {new_mark()}"
    page, drawer = admin.page, admin.drawer
    admin.sign_in(section="webhooks")
    page.get_by_role("button", name="新建 Webhook").click()
    admin.fill({"名称": name, "接收地址": "http://example.com/"})
    drawer.get_by_label("查找事件").fill("ticket.created")
    drawer.get_by_label("ticket.created", exact=True).check()
    drawer.get_by_label("启用").uncheck()  # so that what others do meanwhile is not sent
    assert faults_in_both_themes(page, drawer) == {}
    drawer.get_by_role("button", name="创建").click()
    expect(drawer.get_by_text(re.compile("https address"))).to_be_visible()
    admin.fill({"接收地址": "https://hooks.example.com/desk"})
    drawer.get_by_role("button", name="创建").click()

    shown = drawer.get_by_role("textbox", name="新密钥")
    expect(shown).to_have_value(SECRET)
    first = shown.input_value()
    drawer.get_by_role("button", name="更换密钥").click()
    expect(shown).not_to_have_value(first)
    expect(drawer.get_by_role("row")).to_have_count(3)
    assert faults_in_both_themes(page, drawer) == {}
    page.keyboard.press("Escape")

    card = admin.card(name)
    expect(card).to_contain_text("ticket.created")
    expect(card).to_contain_text("已停用")
    page.set_viewport_size({"width": 390, "height": 800})
    assert faults_in_both_themes(page) == {}
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    card.get_by_role("button", name=f"推送记录 {name}").click()
    expect(drawer.get_by_text("这一天没有推送")).to_be_visible()
    assert faults_in_both_themes(page, drawer) == {}
    page.keyboard.press("Escape")
    card.get_by_role("button", name=f"删除 {name}").click()
    page.get_by_role("alertdialog").or_(page.get_by_role("dialog")).get_by_role("button", name="删除").last.click()
    expect(card).to_have_count(0)
