"""The console beside plain replies: notes, quotes, one's own words, conversations put aside, visitors kept out."""

from __future__ import annotations

import re
import secrets
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.window import eventually

from .accessibility import faults_in_both_themes
from .colleagues import Colleague
from .console_page import Console

pytestmark = [pytest.mark.browser, pytest.mark.served]


@pytest.fixture
def console(chromium_page: Page, desk_url: str, api: Any) -> Console:
    return Console(chromium_page, api, desk_url)


def words_of(visitor: Any) -> list[str]:
    """What the visitor's widget is given of messages."""
    return [entry["text"] for entry in visitor.entries() if entry["kind"] == "message"]


def test_a_message_answers_another_and_is_edited_and_withdrawn_where_it_stands(console: Console) -> None:
    visitor, page = console.talk_with_a_visitor_who_says("红茶还是绿茶"), console.page
    menu = page.get_by_role("group", name="对这条消息的操作")

    console.bubble("红茶还是绿茶").hover()
    menu.get_by_role("button", name="引用").first.click()
    expect(page.get_by_role("group", name=re.compile("^回复"))).to_contain_text("红茶还是绿茶")
    console.reply("绿茶有活")
    ours = console.own.filter(has_text="绿茶有活")
    expect(ours.get_by_role("button", name="红茶还是绿茶")).to_be_visible()
    ours.hover()
    ours.get_by_role("button", name="修改").click()
    page.get_by_label("消息的新内容").fill("绿茶有货")
    page.get_by_label("消息的新内容").press("Enter")
    expect(console.bubble("绿茶有货")).to_be_visible()
    assert faults_in_both_themes(page, page.get_by_role("region", name="会话")) == {}
    assert words_of(visitor) == ["红茶还是绿茶", "绿茶有货"]

    edited = console.own.filter(has_text="绿茶有货")
    edited.hover()
    edited.get_by_role("button", name="撤回").click()
    page.get_by_role("dialog").get_by_role("button", name="撤回").click()

    expect(console.bubble("这条消息已撤回")).to_be_visible()
    assert words_of(visitor) == ["红茶还是绿茶", ""]
    assert [entry.get("quote") for entry in visitor.entries() if entry["kind"] == "message"] == [None, 1]


def test_a_note_names_a_colleague_who_hears_of_it_and_the_visitor_never_does(console: Console, api: Any) -> None:
    visitor, page = console.talk_with_a_visitor_who_says("订单号 8848"), console.page
    mei = Colleague(api)

    page.get_by_role("button", name="备注", exact=True).click()
    note = page.get_by_label("仅同事可见的备注")
    note.press_sequentially(f"@{mei.number}")
    page.get_by_role("group", name="可提及的同事").get_by_role("button").filter(has_text=mei.name).click()
    note.press_sequentially("请看一下")
    note.press("Enter")

    expect(console.note("请看一下")).to_be_visible()
    expect(console.composer).to_have_value("")
    assert eventually(page, lambda: bool(mei.call("GET", "inbox")["mentions"]))  # the note is seen before it is stored
    (mention,) = mei.call("GET", "inbox")["mentions"]
    assert mention["conversation_id"] == visitor.conversation_id
    assert "请看一下" not in str(visitor.entries())
    assert faults_in_both_themes(page, page.get_by_role("region", name="会话")) == {}


def test_whoever_is_mentioned_sees_it_opens_it_and_it_is_read(console: Console, api: Any) -> None:
    mei = Colleague(api)
    me = console.sign_in()
    visitor, page = mei.take_a_visitor_who_says("保修多久"), console.page
    said = {"text": "你知道吗？", "client_id": secrets.token_hex(8), "mentions": [me["agent_id"]]}

    mei.move(visitor, "notes", said)
    row = page.get_by_role("group", name="提到您的备注").get_by_role("button", name=mei.name)
    row.click()

    expect(console.note("你知道吗？")).to_be_visible()
    expect(console.composer).to_have_count(0)
    expect(row).to_have_count(0)


def test_what_is_put_aside_leaves_the_list_and_comes_back_with_the_visitors_word(console: Console) -> None:
    visitor, page = console.talk_with_a_visitor_who_says("明天再说"), console.page
    console.reply("好的")
    assert console.delivers(visitor, "好的")

    page.keyboard.press("Alt+z")
    dialog = page.get_by_role("dialog")
    assert faults_in_both_themes(page, page.get_by_role("dialog")) == {}
    dialog.get_by_role("button", name="直到访客来信").click()
    expect(console.row(visitor)).to_have_count(0)
    page.get_by_role("tab", name="搁置").click()
    expect(console.row(visitor)).to_contain_text("直到来信")
    visitor.say("现在有空了")

    page.get_by_role("tab", name="我的").click()
    expect(console.row(visitor)).to_contain_text("现在有空了")


def test_a_closed_conversation_is_reopened_and_a_blocked_visitor_writes_no_more(console: Console, api: Any) -> None:
    me = api.new_agent(role="supervisor")
    console.sign_in(me)
    visitor, page = api.visitor(), console.page
    visitor.say("你好")
    console.open_from("我的", visitor)
    console.reply("您好")
    assert console.delivers(visitor, "您好")
    api.call("POST", f"/v1/desk/conversations/{visitor.conversation_id}/close", console.token, {})

    page.get_by_role("button", name="重新打开").click()
    expect(console.composer).to_be_focused()
    page.get_by_role("button", name="拉黑访客").click()
    page.get_by_label("原因").fill("辱骂")
    assert faults_in_both_themes(page, page.get_by_role("dialog")) == {}
    page.get_by_role("dialog").get_by_role("button", name="拉黑", exact=True).click()

    expect(console.card.get_by_text("辱骂")).to_be_visible()
    begin = {"text": "又是我", "client_id": secrets.token_hex(8)}
    status, answer = api.call("POST", f"/v1/widget/{visitor.plan}/conversations", visitor.token, begin)
    assert (status, answer["code"]) == (403, "visitor_refused")


def test_emoji_are_found_by_words_and_put_where_one_writes(console: Console) -> None:
    console.talk_with_a_visitor_who_says("多谢")
    page = console.page

    page.get_by_role("button", name="表情").click()
    page.get_by_label("按文字查找").fill("谢谢")
    page.get_by_role("button", name="🙏").click()

    expect(console.composer).to_have_value("🙏")
