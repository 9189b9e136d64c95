"""The agents' console: signing in, the lists, taking and closing, bad weather (requirement A3)."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from .console_page import Console

pytestmark = [pytest.mark.browser, pytest.mark.served]

SESSION = "**/v1/desk/session"
DESK = "**/v1/desk/**"


@pytest.fixture
def console(chromium_page: Page, desk_url: str, api: Any) -> Console:
    return Console(chromium_page, api, desk_url)


# Signing in


def test_an_agent_signs_in_and_sees_who_they_are(console: Console) -> None:
    page = console.page

    agent = console.sign_in()

    expect(page.get_by_role("banner")).to_contain_text(agent["name"])
    expect(page.get_by_role("banner")).to_contain_text(agent["number"])
    expect(page.get_by_role("radio", name="在线")).to_be_checked()


def test_a_wrong_password_is_told_in_plain_words(console: Console) -> None:
    agent, page = console.api.new_agent(), console.page
    console.open_sign_in()

    console.submit(agent["email"], "not the password")

    expect(page.get_by_role("alert")).to_have_text("邮箱或密码不正确，请检查后重试。")
    expect(console.email).to_have_value(agent["email"])


def test_a_full_desk_says_what_to_do(console: Console) -> None:
    page = console.page
    page.route(SESSION, lambda route: route.fulfill(status=409, json={"code": "no_free_seat", "status": 409}))
    console.open_sign_in()

    console.submit("agent@example.com", "secret")

    expect(page.get_by_role("alert")).to_contain_text("坐席已满")
    expect(page.get_by_role("alert")).to_contain_text("联系管理员增加坐席")


def test_after_too_many_attempts_the_wait_is_counted_down(console: Console) -> None:
    page = console.page
    page.route(
        SESSION,
        lambda route: route.fulfill(
            status=429, headers={"Retry-After": "4"}, json={"code": "too_many_attempts", "status": 429}
        ),
    )
    console.open_sign_in()

    console.submit("agent@example.com", "secret")

    expect(page.get_by_role("alert")).to_contain_text(re.compile("请在 [23] 秒后再试"))
    expect(page.get_by_role("button", name="登录")).to_be_disabled()
    expect(page.get_by_role("button", name="登录")).to_be_enabled()


def test_signing_out_returns_to_the_sign_in_screen_and_frees_the_seat(console: Console) -> None:
    console.sign_in()
    page, token = console.page, console.token

    page.get_by_role("button", name="退出登录").click()

    expect(console.password).to_be_visible()
    assert console.sees(lambda: console.api.call("GET", "/v1/desk/inbox", token=token)[0] == 401)


def test_whoever_signs_in_or_out_in_one_tab_does_so_in_every_tab(console: Console) -> None:
    other = console.page.context.new_page()
    other.goto(console.address)
    expect(other.get_by_label("密码", exact=True)).to_be_visible()

    agent = console.sign_in()

    expect(other.get_by_text(agent["name"]).first).to_be_visible()
    other.get_by_role("button", name="退出登录").click()
    expect(console.password).to_be_visible()
    expect(console.page.get_by_role("alert")).to_contain_text("退出登录")
    assert console.token == ""
    assert console.api.sign_in(agent["email"], agent["password"])


def test_a_session_that_ended_elsewhere_returns_to_sign_in_and_keeps_the_draft(console: Console) -> None:
    agent = console.sign_in()
    visitor, page = console.api.visitor(), console.page
    visitor.say("在吗")
    console.open_from("我的", visitor)
    console.composer.fill("写了一半的回复")

    for _ in range(5):  # one more than an agent may have: the oldest session ends
        console.api.sign_in(agent["email"], agent["password"])

    expect(page.get_by_role("alert")).to_contain_text("登录已失效")
    console.password.fill(agent["password"])
    page.get_by_role("button", name="登录").click()
    kept = page.get_by_text("未发送的草稿已保留")
    expect(console.composer.or_(kept)).to_be_visible()
    assert "写了一半的回复" in (kept.inner_text() if kept.count() else console.composer.input_value())


# Taking and closing


def test_a_waiting_conversation_is_taken_and_can_be_answered(console: Console) -> None:
    console.sign_in()
    visitor, page = console.api.visitor(), console.page
    with page.expect_response(lambda answer: "/presence" in answer.url and answer.ok):
        page.get_by_role("radio", name="忙碌").check()
    visitor.say("还要等多久")
    console.open_from("排队", visitor)
    expect(console.composer).to_have_count(0)

    page.get_by_role("button", name="接入", exact=True).click()
    console.reply("让您久等了")

    assert console.delivers(visitor, "让您久等了")
    page.get_by_role("tab", name="我的").click()
    expect(console.row(visitor)).to_be_visible()


def test_closing_asks_first_and_ends_the_conversation_for_both_sides(console: Console) -> None:
    visitor, page = console.talk_with_a_visitor_who_says("没事了，谢谢"), console.page

    page.get_by_role("button", name="结束会话").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(console.composer).to_be_visible()
    page.get_by_role("button", name="结束会话").click()
    page.get_by_role("dialog").get_by_role("button", name="结束会话").click()
    console.let_go()

    expect(page.get_by_text("仅可查看")).to_be_visible()
    expect(console.composer).to_have_count(0)
    assert visitor.entries()[-1]["kind"] == "closed"
    expect(console.row(visitor)).to_have_count(0)


def test_a_conversation_closed_elsewhere_becomes_read_only_and_shows_the_draft(console: Console) -> None:
    visitor, page = console.talk_with_a_visitor_who_says("算了"), console.page
    console.composer.fill("还没说完")

    console.api.call("POST", f"/v1/desk/conversations/{visitor.conversation_id}/close", token=console.token)

    expect(page.get_by_text("仅可查看")).to_be_visible()
    expect(page.get_by_text("未发送的草稿已保留")).to_contain_text("还没说完")


def test_a_closed_conversation_can_be_found_and_read_again(console: Console) -> None:
    console.sign_in()
    visitor, page = console.api.visitor(), console.page
    visitor.say("以前的问题")
    path = f"/v1/desk/conversations/{visitor.conversation_id}/close"
    expect(console.row(visitor)).to_be_visible()
    console.api.call("POST", path, token=console.token)

    page.get_by_role("tab", name="全部").click()
    page.get_by_label("按状态筛选").select_option("closed")
    console.row(visitor).click()

    expect(console.bubble("以前的问题")).to_be_visible()
    expect(page.get_by_text("仅可查看")).to_be_visible()


# Weather


def test_a_lost_connection_is_told_quietly_and_recovers_by_itself(console: Console) -> None:
    console.sign_in()
    visitor, page = console.api.visitor(), console.page
    page.route(DESK, lambda route: route.abort())
    expect(page.get_by_text("连接中断，正在自动重连")).to_be_visible()

    visitor.say("你们还在吗")
    page.unroute(DESK)

    expect(console.row(visitor)).to_be_visible()
    expect(page.get_by_text("连接中断，正在自动重连")).to_have_count(0)


def test_the_chosen_status_is_what_the_desk_hears_after_a_gap(console: Console) -> None:
    console.sign_in()
    page = console.page
    page.route("**/presence", lambda route: route.abort())
    page.get_by_role("radio", name="小休").check()

    page.unroute("**/presence")
    with page.expect_response(lambda answer: "/presence" in answer.url and answer.ok) as heard:
        console.look_again()

    assert heard.value.request.post_data_json == {"status": "break"}
    expect(page.get_by_role("radio", name="小休")).to_be_checked()


# Language and shape


def test_the_language_can_be_switched_and_is_remembered(console: Console) -> None:
    console.sign_in()
    page = console.page

    page.get_by_role("button", name="Switch to English").click()
    expect(page.get_by_role("tab", name="Waiting")).to_be_visible()
    page.reload()

    expect(page.get_by_role("tab", name="Waiting")).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "en"


def test_conversations_are_walked_through_by_keyboard(console: Console) -> None:
    console.sign_in()
    first, second, page = console.api.visitor(), console.api.visitor(), console.page
    first.say("一号")
    second.say("二号")
    expect(console.row(first)).to_be_visible()
    expect(console.row(second)).to_be_visible()

    opened = []
    for each in (console.rows.first, console.rows.last):
        page.keyboard.press("Alt+ArrowDown")
        expect(each).to_have_attribute("aria-current", "true")
        opened.append(page.url.partition("#")[2])

    assert set(opened) == {first.conversation_id, second.conversation_id}


def test_a_page_address_that_would_run_a_script_is_no_link(console: Console) -> None:
    console.sign_in()
    visitor, page = console.api.visitor(), console.page
    address = "javascript:window.broken=1"
    body = {"text": "你好", "client_id": "first", "page": address}
    path = "/v1/widget/demo/conversations"
    status, started = console.api.call("POST", path, token=visitor.token, body=body)
    assert status == 201
    visitor.conversation_id = started["conversation_id"]

    console.open_from("我的", visitor)

    card = page.get_by_role("complementary", name="访客资料")
    expect(card).to_contain_text(address)
    expect(card.get_by_role("link")).to_have_count(0)
