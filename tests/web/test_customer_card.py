"""The card's tabs, and the keys of a plan's website, in a browser (A5, F6)."""

from __future__ import annotations

import os
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.web.accessibility import faults
from tests.web.admin_page import AdminPage, new_mark
from tests.web.console_page import Console
from tests.window import eventually

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
    expect(card.get_by_role("tab", name="知识")).to_have_attribute("aria-selected", "true")
    chromium_page.keyboard.press("ArrowRight")
    expect(card.get_by_text("网站没有告知这位访客是谁")).to_be_visible()
    chromium_page.keyboard.press("ArrowRight")
    expect(card.get_by_text("当前会话")).to_be_visible()
    look(chromium_page, "history")
    unclear = faults(chromium_page, card)
    chromium_page.keyboard.press("ArrowRight")
    expect(card.get_by_role("listitem").first).to_be_visible()
    look(chromium_page, "visits")
    chromium_page.keyboard.press("ArrowRight")
    card.get_by_label("给同事的备注").fill("喜欢绿茶")
    card.get_by_role("button", name="保存备注").click()
    expect(card.get_by_role("listitem").get_by_text("喜欢绿茶")).to_be_visible()
    look(chromium_page, "notes")
    unclear += faults(chromium_page, card)
    card.get_by_role("button", name="修改").first.click()
    card.get_by_label("标签").fill("绿茶，送礼")
    card.get_by_label("优先联系方式").select_option("sms")
    card.get_by_role("group", name="不使用的方式").get_by_label("邮件").check()
    look(chromium_page, "person")
    unclear += faults(chromium_page, card)
    card.get_by_role("button", name="保存", exact=True).click()
    card.get_by_role("tab", name="资料").click()
    expect(card.get_by_text("送礼")).to_be_visible()
    expect(card.get_by_role("definition").filter(has_text="短信")).to_be_visible()
    expect(card.get_by_role("definition").filter(has_text="邮件")).to_be_visible()
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
    unclear = faults(chromium_page, admin.drawer)
    part.get_by_role("button", name="停用").click()
    chromium_page.get_by_role("dialog").last.get_by_role("button", name="停用", exact=True).click()
    expect(part.get_by_label("秘密")).to_have_count(0)
    expect(part.get_by_text("停用").first).to_be_visible()

    _, keys = api.call("GET", f"/v1/admin/plans/{key}/identity-keys", api.admin)
    assert len(secret) == 43
    assert [bool(each.get("retired_at")) for each in keys["items"]] == [True]
    assert secret not in str(keys)
    assert unclear == []


def put_away(api: Any, name: str) -> None:
    """A field that only one test wants is on nobody else's card."""
    _, known = api.call("GET", "/v1/desk/customer-fields", api.admin)
    for each in known["items"]:
        if each["zh"] == name:
            api.call("PUT", f"/v1/admin/customer-fields/{each['field_id']}", api.admin, {"archived": True})


def test_a_field_is_added_and_filled_in_and_two_visitors_are_one_customer_until_that_is_undone(
    chromium_page: Page, desk_url: str, api: Any, request: pytest.FixtureRequest
) -> None:
    mark = new_mark()
    request.addfinalizer(lambda: put_away(api, f"尺码{mark}"))
    admin = AdminPage(chromium_page, api, desk_url)
    admin.sign_in(section="custom-fields")
    chromium_page.get_by_role("button", name="新建字段").click()
    admin.fill({"中文名称": f"尺码{mark}", "英文名称": f"Size {mark}"})
    admin.field("类型").select_option(label="单选")
    chromium_page.get_by_role("button", name="添加选项").click()
    admin.fill({"中文名称": "大", "英文名称": "Large"}, admin.group("选项 1"))
    unclear = faults(chromium_page, admin.drawer)
    look(chromium_page, "field")
    admin.press("添加")
    expect(chromium_page.get_by_role("row", name=f"尺码{mark}")).to_contain_text("单选")
    chromium_page.evaluate("localStorage.clear(); sessionStorage.clear()")
    chief = api.new_agent(role="supervisor")
    known = api.visitor()
    known.say("我想买茶")
    edit = {"name": f"林小雨{mark}", "email": "lin@shop.example.com"}
    assert api.call("PUT", f"/v1/desk/visitors/{known.visitor_id}", api.admin, edit)[0] == 200
    console = Console(chromium_page, api, desk_url)
    console.sign_in(chief)
    visitor = api.visitor()
    visitor.say("有货吗？")
    console.open_from("我的", visitor)
    card = chromium_page.get_by_role("complementary", name="访客")

    card.get_by_role("button", name="填写更多资料").click()
    card.get_by_label(f"尺码{mark}").select_option(label="大")
    unclear += faults(chromium_page, card)
    card.get_by_role("form", name="更多资料").get_by_role("button", name="保存").click()
    expect(card.get_by_role("region", name="更多资料")).to_contain_text("大")
    card.get_by_role("tab", name="备注").click()
    card.get_by_label("给同事的备注").fill("先打电话")
    card.get_by_role("tab", name="资料").click()
    card.get_by_role("button", name="合并为同一客户…").click()
    dialog = chromium_page.get_by_role("dialog")
    dialog.get_by_label("另一位访客").fill(f"林小雨{mark}")
    chromium_page.keyboard.press("Enter")
    other = dialog.get_by_role("listitem").get_by_text(f"林小雨{mark}").first

    def is_there() -> bool:
        dialog.get_by_role("button", name="查找").click()
        expect(other.or_(dialog.get_by_text("没有找到"))).to_be_visible()
        return other.is_visible()

    assert eventually(chromium_page, is_there)  # found within seconds, by due work
    other.click()
    expect(dialog.get_by_text("lin@shop.example.com")).to_be_visible()
    unclear += faults(chromium_page, dialog)
    look(chromium_page, "merge")
    dialog.get_by_role("button", name="合并", exact=True).click()
    expect(card.get_by_role("heading", name=f"林小雨{mark}")).to_be_visible()
    card.get_by_role("tab", name="历史").click()
    expect(card.get_by_text("我想买茶")).to_be_visible()
    card.get_by_role("tab", name="备注").click()
    expect(card.get_by_label("给同事的备注")).to_have_value("先打电话")
    card.get_by_role("tab", name="资料").click()
    look(chromium_page, "merged")
    unclear += faults(chromium_page, card)
    card.get_by_role("button", name="撤销合并").click()
    expect(card.get_by_role("heading", name=f"林小雨{mark}")).to_have_count(0)

    _, shown = api.call("GET", f"/v1/desk/conversations/{visitor.conversation_id}", api.admin)
    assert (shown["visitor"]["visitor_id"], shown["visitor"]["merged"]) == (visitor.visitor_id, [])
    assert unclear == []
