"""API keys in the administration: one is made, shown once, rotated and revoked (F10)."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.web.accessibility import faults_in_both_themes
from tests.web.admin_page import AdminPage, new_mark

pytestmark = [pytest.mark.browser, pytest.mark.served]

KEY = re.compile("^dbk_.{40,}")


def test_a_key_is_made_shown_once_rotated_and_revoked(chromium_page: Page, desk_url: str, api: Any) -> None:
    admin, name = AdminPage(chromium_page, api, desk_url), f"商城 {new_mark()}"
    page, drawer = admin.page, admin.drawer
    admin.sign_in(section="api-keys")
    page.get_by_role("button", name="新建 API 密钥").click()
    admin.fill({"名称": name})
    drawer.get_by_label("查找权限").fill("工单")
    drawer.get_by_label("管理工单").check()
    assert faults_in_both_themes(page, drawer) == {}
    drawer.get_by_role("button", name="创建").click()

    shown = drawer.get_by_role("textbox", name="新密钥")
    expect(shown).to_have_value(KEY)
    first = shown.input_value()
    assert faults_in_both_themes(page, drawer) == {}
    page.keyboard.press("Escape")
    card = admin.card(name)
    expect(card).to_contain_text("管理工单")
    card.get_by_role("button", name=f"更换 {name}").click()
    question = page.get_by_role("alertdialog").or_(page.get_by_role("dialog"))
    question.get_by_role("button", name="更换").last.click()
    expect(shown).to_have_value(KEY)
    assert shown.input_value() != first
    page.keyboard.press("Escape")

    page.set_viewport_size({"width": 390, "height": 800})
    expect(card).to_contain_text("旧密钥到")
    assert faults_in_both_themes(page) == {}
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    card.get_by_role("button", name=f"吊销 {name}").click()
    question.get_by_role("button", name="吊销").last.click()
    expect(card).to_contain_text("已吊销")
