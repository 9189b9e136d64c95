"""The card's tabs, and the keys of a plan's website, in a browser (A5, F6)."""

from __future__ import annotations

import os
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.web.accessibility import faults
from tests.web.admin_page import AdminPage
from tests.web.console_page import Console

pytestmark = [pytest.mark.browser, pytest.mark.served]

LOOK = os.environ.get("DESKBELL_LOOK")  # a folder for pictures, for whoever wants to look


def look(page: Page, name: str) -> None:
    if LOOK:
        page.screenshot(path=f"{LOOK}/{name}.png")


def test_history_visits_notes_and_tags_stand_on_the_card_by_keyboard(
    chromium_page: Page, desk_url: str, api: Any
) -> None:
    console = Console(chromium_page, api, desk_url)
    visitor = console.talk_with_a_visitor_who_says("有货吗？")
    card = chromium_page.get_by_role("complementary", name="访客")

    card.get_by_role("tab", name="资料").focus()
    chromium_page.keyboard.press("ArrowRight")
    expect(card.get_by_text("当前会话")).to_be_visible()
    look(chromium_page, "history")
    unclear = faults(chromium_page)
    chromium_page.keyboard.press("ArrowRight")
    expect(card.get_by_role("listitem").first).to_be_visible()
    look(chromium_page, "visits")
    chromium_page.keyboard.press("ArrowRight")
    card.get_by_label("给同事的备注").fill("喜欢绿茶")
    card.get_by_role("button", name="保存备注").click()
    expect(card.get_by_role("listitem").get_by_text("喜欢绿茶")).to_be_visible()
    look(chromium_page, "notes")
    unclear += faults(chromium_page)
    card.get_by_role("button", name="修改").first.click()
    card.get_by_label("标签").fill("绿茶，送礼")
    card.get_by_role("button", name="保存", exact=True).click()
    card.get_by_role("tab", name="资料").click()
    expect(card.get_by_text("送礼")).to_be_visible()
    look(chromium_page, "about")

    _, notes = api.call("GET", f"/v1/desk/conversations/{visitor.conversation_id}/customer-notes", api.admin)
    assert [each["text"] for each in notes["items"]] == ["喜欢绿茶"]
    assert unclear == []


def test_a_plan_gets_a_key_whose_secret_is_shown_once_and_loses_it(
    chromium_page: Page, desk_url: str, api: Any
) -> None:
    admin = AdminPage(chromium_page, api, desk_url)
    key = admin.new_plan()
    admin.sign_in(section="plans")
    admin.edit_plan(key)
    part = admin.drawer.get_by_role("region", name="访客身份")

    part.get_by_role("button", name="添加密钥").click()
    secret = part.get_by_label("秘密").input_value()
    look(chromium_page, "keys")
    unclear = faults(chromium_page)
    part.get_by_role("button", name="停用").click()
    chromium_page.get_by_role("dialog").last.get_by_role("button", name="停用", exact=True).click()
    expect(part.get_by_label("秘密")).to_have_count(0)
    expect(part.get_by_text("停用").first).to_be_visible()

    _, keys = api.call("GET", f"/v1/admin/plans/{key}/identity-keys", api.admin)
    assert len(secret) == 43
    assert [bool(each.get("retired_at")) for each in keys["items"]] == [True]
    assert secret not in str(keys)
    assert unclear == []
