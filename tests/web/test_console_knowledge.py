"""Phrases behind a slash, and what a conversation was about: by keys alone, in both languages."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from .accessibility import faults_in_both_themes
from .console_page import Console

pytestmark = [pytest.mark.browser, pytest.mark.served]


@pytest.fixture
def console(chromium_page: Any, api: Any, desk_url: str) -> Console:
    return Console(chromium_page, api, desk_url)


def test_a_phrase_is_found_by_its_sound_filled_and_sent_by_keys_and_ones_own_is_made_beside(console: Console) -> None:
    console.api.call("POST", "/v1/admin/phrases/shipped", console.api.admin, {})
    visitor, page = console.talk_with_a_visitor_who_says("在吗"), console.page
    listed = page.get_by_role("listbox", name="常用语")

    console.composer.press_sequentially("/zq")
    expect(listed.get_by_role("option").first).to_contain_text("致歉")
    assert faults_in_both_themes(page) == {}
    console.composer.press("Escape")
    expect(listed).to_have_count(0)
    expect(console.composer).to_have_value("/zq")
    console.composer.fill("")
    page.keyboard.press("Alt+p")
    console.composer.press_sequentially("bye")
    console.composer.press("ArrowDown")
    console.composer.press("ArrowUp")
    console.composer.press("Enter")

    expect(console.composer).to_have_value(re.compile("感谢您的咨询"))
    console.composer.press("Enter")
    assert console.delivers(visitor, "感谢您的咨询，祝您生活愉快，再见！")
    page.keyboard.press("Alt+p")
    page.get_by_role("button", name="我的常用语").click()
    page.get_by_role("button", name="新建常用语").click()
    page.get_by_label("标题").fill("自提")
    page.get_by_label("快捷码").fill("zt")
    page.get_by_label("内容").fill("{plan}，工号 {number}，可以到店自提。")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("dialog")).to_contain_text("/zt")
    page.get_by_role("button", name="关闭", exact=True).click()
    console.composer.fill("")
    console.composer.press_sequentially("/zt")
    console.composer.press("Enter")
    expect(console.composer).to_have_value(re.compile(r"，工号 \w+，可以到店自提。"))


def test_a_conversation_is_filed_and_written_down_by_keys_and_both_can_be_changed_later(console: Console) -> None:
    visitor, page = console.talk_with_a_visitor_who_says("包裹丢了"), console.page
    console.reply("马上为您查")
    assert console.delivers(visitor, "马上为您查")
    path = f"/v1/desk/conversations/{visitor.conversation_id}"

    page.keyboard.press("Alt+e")
    category = page.get_by_role("combobox", name="问题类别")
    category.press_sequentially("deliv")
    expect(page.get_by_role("option", name="咨询 / 物流配送")).to_be_visible()
    assert faults_in_both_themes(page, page.get_by_role("dialog")) == {}
    category.press("Enter")
    expect(category).to_have_value("咨询 / 物流配送")
    page.get_by_text("咨询记录").click()
    page.get_by_label("处理步骤").fill("联系了快递")
    category.press("Enter")
    console.let_go()

    expect(page.get_by_text("会话已结束").first).to_be_visible()
    card = page.get_by_role("region", name="咨询记录")
    expect(card).to_contain_text("联系了快递")
    stored = console.api.call("GET", path, console.api.admin)[1]
    assert (stored["category_id"], stored["record"]["steps"]) == ("delivery", "联系了快递")
    card.get_by_role("button", name="分类与记录").click()
    category.fill("垃圾")
    category.press("Enter")
    page.get_by_label("处理结果").fill("已赔付")
    page.get_by_role("button", name="保存").click()
    expect(card).to_contain_text("已赔付")
    expect(page.get_by_role("log")).to_contain_text("修改了分类")
    assert console.api.call("GET", path, console.api.admin)[1]["category_id"] == "spam"
    assert "filed" not in [entry["kind"] for entry in visitor.entries()]


def wanting(console: Console, visitor: Any, *, needs_category: bool) -> None:
    path, body = f"/v1/admin/plans/{visitor.plan}", {"needs_category": needs_category}
    assert console.api.call("PUT", path, console.api.admin, body)[0] == 200


def test_a_plan_that_wants_it_filed_asks_first_what_it_was_about(
    console: Console, request: pytest.FixtureRequest
) -> None:
    page = console.page
    console.sign_in()
    visitor = console.api.visitor()
    wanting(console, visitor, needs_category=True)
    request.addfinalizer(lambda: wanting(console, visitor, needs_category=False))  # others share the plan
    visitor.say("在吗")
    console.open_from("我的", visitor)
    console.reply("在")
    assert console.delivers(visitor, "在")

    page.keyboard.press("Alt+d")
    category = page.get_by_role("combobox", name="问题类别")
    expect(category).to_be_focused()
    page.get_by_role("button", name="结束会话").last.click()
    expect(page.get_by_role("alert")).to_contain_text("请先选择问题类别")
    category.press_sequentially("建议")
    category.press("Enter")
    category.press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    console.let_go()

    assert console.sees(lambda: any(entry["kind"] == "closed" for entry in visitor.entries()))
