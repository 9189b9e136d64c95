"""The agents' console: what is said arrives, once, in order, and as text (requirement A3)."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from .console_page import Console

pytestmark = [pytest.mark.browser, pytest.mark.served]

MESSAGES = "**/v1/desk/conversations/*/messages"


@pytest.fixture
def console(chromium_page: Page, desk_url: str, api: Any) -> Console:
    return Console(chromium_page, api, desk_url)


def test_a_visitors_message_appears_and_the_reply_reaches_the_visitor(console: Console) -> None:
    visitor = console.talk_with_a_visitor_who_says("这把茶壶还有货吗")
    expect(console.bubble("这把茶壶还有货吗")).to_be_visible()

    console.reply("有的，今天就能发货")

    assert console.delivers(visitor, "有的，今天就能发货")
    expect(console.composer).to_have_value("")


def test_who_types_and_what_was_read_shows_at_the_other_side(console: Console) -> None:
    visitor, page = console.talk_with_a_visitor_who_says("在吗"), console.page
    console.reply("在的")
    assert console.delivers(visitor, "在的")
    path = f"/v1/widget/{visitor.plan}/conversations/{visitor.conversation_id}/entries?after=0"
    last = visitor.entries()[-1]["seq"]

    console.api.call("GET", f"{path}&typing=true&read={last}", visitor.token)
    expect(page.get_by_text("正在输入")).to_be_visible()
    expect(page.get_by_text("已读", exact=True)).to_be_visible()
    console.composer.press_sequentially("请问")

    def heard() -> bool:
        answer = console.api.call("GET", path, visitor.token)[1]
        return bool(answer["typing"] and answer["read"] >= 1)

    assert console.sees(heard)


def test_a_message_in_an_open_conversation_appears_without_a_click(console: Console) -> None:
    visitor = console.talk_with_a_visitor_who_says("第一句")
    expect(console.bubble("第一句")).to_be_visible()

    visitor.say("第二句")

    expect(console.bubble("第二句")).to_be_visible()
    expect(console.messages).to_contain_text(["第一句", "第二句"])


def test_unread_conversations_are_counted_in_the_title_until_they_are_opened(console: Console) -> None:
    console.sign_in()
    visitor, page = console.api.visitor(), console.page
    visitor.say("有人吗")
    expect(console.row(visitor)).to_contain_text("新")
    expect(page).to_have_title(re.compile(r"^\(\d+\) Deskbell$"))

    console.row(visitor).click()

    expect(console.row(visitor)).to_contain_text("待回复")


def test_a_reply_whose_answer_is_lost_is_stored_and_shown_once(console: Console) -> None:
    visitor, page = console.talk_with_a_visitor_who_says("请问几点关门"), console.page
    asked: list[str] = []

    def store_but_lose_the_first_answer(route: Route) -> None:
        asked.append((route.request.post_data_json or {})["client_id"])
        if len(asked) > 1:
            route.continue_()
            return
        route.fetch()
        route.abort()

    page.route(MESSAGES, store_but_lose_the_first_answer)
    console.reply("晚上九点")

    expect(console.bubble("晚上九点")).to_have_count(1)
    expect(console.delivery).to_have_count(0)
    assert console.replies_to(visitor) == ["晚上九点"]
    assert len(set(asked)) == 1


def test_a_reply_that_never_left_survives_a_reload_and_is_stored_once(console: Console) -> None:
    visitor, page = console.talk_with_a_visitor_who_says("能开发票吗"), console.page
    page.route(MESSAGES, lambda route: route.abort())
    console.reply("可以，请告诉我抬头")
    expect(console.delivery).to_contain_text("正在自动重试")

    page.unroute(MESSAGES)
    page.reload()

    assert console.delivers(visitor, "可以，请告诉我抬头")
    expect(console.bubble("可以，请告诉我抬头")).to_have_count(1)
    expect(console.delivery).to_have_count(0)


def test_replies_written_while_nothing_gets_through_arrive_in_their_order(console: Console) -> None:
    visitor, page = console.talk_with_a_visitor_who_says("怎么退货"), console.page
    page.route(MESSAGES, lambda route: route.abort())
    for text in ("第一步", "第二步", "第三步"):
        console.reply(text)
    expect(console.delivery.first).to_contain_text("正在自动重试")

    page.unroute(MESSAGES)
    console.look_again()

    assert console.delivers(visitor, "第一步", "第二步", "第三步")


def test_a_refused_reply_says_why_and_can_be_sent_again(console: Console) -> None:
    visitor, page = console.talk_with_a_visitor_who_says("你好"), console.page
    page.route(MESSAGES, lambda route: route.fulfill(status=403, json={"code": "not_yours", "status": 403}))
    console.reply("您好")
    expect(console.delivery).to_contain_text("会话已不由您接待")

    page.unroute(MESSAGES)
    console.delivery.get_by_role("button", name="重试").click()

    assert console.delivers(visitor, "您好")
    expect(console.delivery).to_have_count(0)


def test_a_reload_keeps_the_session_the_conversation_and_the_draft(console: Console) -> None:
    agent = console.sign_in()
    visitor, page = console.api.visitor(), console.page
    visitor.say("想问一下尺寸")
    console.open_from("我的", visitor)
    console.composer.fill("直径是")

    page.reload()

    expect(page.get_by_role("banner")).to_contain_text(agent["name"])
    expect(console.bubble("想问一下尺寸")).to_be_visible()
    expect(console.composer).to_have_value("直径是")


def test_text_that_looks_like_a_script_is_text_and_only_web_addresses_become_links(console: Console) -> None:
    console.sign_in()
    visitor, page = console.api.visitor(), console.page
    text = '<img src=x onerror="window.broken=1"><script>window.broken=1</script>'

    visitor.say("看这个 https://shop.example.com/a?b=1。还有 javascript:alert(1)")
    visitor.say(text)
    console.open_from("我的", visitor)

    expect(console.bubble(text)).to_be_visible()
    expect(console.row(visitor)).to_contain_text('<img src=x onerror="window.broken=1">')
    assert page.evaluate("document.images.length") == 0
    assert page.evaluate("window.broken") is None
    link = console.log.get_by_role("link")
    expect(link).to_have_count(1)
    expect(link).to_have_attribute("href", "https://shop.example.com/a?b=1")
    expect(link).to_have_attribute("rel", "noopener noreferrer")


def test_keys_send_a_reply_only_when_they_mean_to_and_no_more_than_the_limit(console: Console) -> None:
    visitor, page = console.talk_with_a_visitor_who_says("地址呢"), console.page
    send = page.get_by_role("button", name="发送", exact=True)

    console.composer.fill("renminlu")
    for composing in ({"isComposing": True}, {"keyCode": 229}):  # it picks a word of an input method
        console.composer.dispatch_event("keydown", {"key": "Enter", "bubbles": True, "cancelable": True, **composing})
    expect(console.composer).to_have_value("renminlu")
    expect(console.own).to_have_count(0)
    console.composer.press("Enter")
    expect(console.own).to_have_count(1)
    console.composer.fill("人民路 1 号")
    console.composer.press("Shift+Enter")
    console.composer.press_sequentially("二楼")
    console.composer.press("Control+Enter")
    assert console.delivers(visitor, "renminlu", "人民路 1 号\n二楼")
    console.composer.fill("😀" * 4000)
    expect(send).to_be_enabled()
    console.composer.fill("😀" * 4001)

    expect(send).to_be_disabled()
    expect(console.composer).to_have_accessible_description(re.compile("超出 1 字，请删减后发送"))


def test_an_agent_who_reads_above_is_not_pulled_down_by_a_new_message(console: Console) -> None:
    console.sign_in()
    visitor, page = console.api.visitor(), console.page
    for number in range(30):
        visitor.say(f"第 {number} 句")
    console.open_from("我的", visitor)
    expect(console.bubble("第 29 句")).to_be_in_viewport()
    page.get_by_role("log").evaluate("log => { log.scrollTop = 0; }")
    expect(console.bubble("第 0 句")).to_be_in_viewport()

    visitor.say("最新的一句")

    pill = page.get_by_role("button", name="1 条新消息")
    expect(pill).to_be_visible()
    expect(console.bubble("第 0 句")).to_be_in_viewport()
    pill.click()
    expect(console.bubble("最新的一句")).to_be_in_viewport()


def test_a_refused_reply_is_told_to_an_agent_who_has_gone_on_to_another_conversation(console: Console) -> None:
    other, page = console.talk_with_a_visitor_who_says("一号"), console.page
    visitor = console.api.visitor()
    visitor.say("二号")
    console.open_from("我的", visitor)
    answers: list[Route] = []
    page.route(MESSAGES, lambda route: answers.append(route))  # noqa: PLW0108 - playwright cannot take a builtin
    console.reply("给二号的回复")
    assert console.sees(lambda: len(answers) == 1)
    console.row(other).click()

    answers[0].fulfill(status=409, json={"code": "conversation_closed", "status": 409})

    expect(console.row(visitor)).to_contain_text("有回复未送达")
    page.get_by_role("button", name="查看").click()
    expect(console.delivery).to_contain_text("会话已结束")
