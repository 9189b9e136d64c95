"""The agents' console: messages left while nobody was there (requirements A3, C2)."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.window import hurry

from .console_page import Console, LeftMessage

pytestmark = [pytest.mark.browser, pytest.mark.served]


@pytest.fixture
def console(chromium_page: Page, desk_url: str, api: Any) -> Console:
    return Console(chromium_page, api, desk_url)


def way(console: Console, name: str) -> Locator:
    """How one answer fared on one of its ways."""
    return console.page.get_by_role("list", name="送达情况").get_by_role("listitem").filter(has_text=name)


def answers(console: Console) -> Locator:
    return console.page.get_by_role("region", name="已发出的回复").get_by_role("article")


def theirs(console: Console, agent: dict[str, Any]) -> Locator:
    """What stands, for all others, in the place where an answer would be written."""
    return console.page.get_by_text(f"{agent['name']} ({agent['number']}) 正在处理这条留言")


def test_an_agent_claims_answers_by_mail_sees_that_it_went_out_and_closes(console: Console) -> None:
    agent = console.api.new_agent()
    message = LeftMessage(console.api, agent, email="wang@example.com")
    page = console.page
    console.sign_in(agent)

    expect(page.get_by_role("tab", name="离线留言")).to_contain_text("1 条新留言")
    console.open_messages("新留言")
    console.message_row(message).click()
    page.get_by_role("button", name="领取留言").click()
    console.answer.fill("明天发货。")
    page.get_by_role("button", name="发送回复").click()
    console.let_go()
    expect(way(console, "邮件")).to_be_visible()
    console.look_again()
    expect(way(console, "邮件")).to_contain_text("已发出")
    page.get_by_role("button", name="关闭留言").click()
    expect(page.get_by_text("这条留言即将关闭")).to_be_visible()
    console.let_go()

    expect(page.get_by_text(re.compile("^已于.+关闭$"))).to_be_visible()
    expect(page.get_by_role("region", name="客户评价")).to_contain_text("还没有回答")
    expect(page.get_by_role("tab", name="离线留言")).not_to_contain_text("新留言")
    stored = message.now()
    assert (stored["state"], stored["agent"]["id"]) == ("closed", agent["agent_id"])
    assert [each["text"] for each in stored["answers"]] == ["明天发货。"]


def test_who_claims_too_late_is_told_who_was_faster_and_sees_the_list_anew(console: Console) -> None:
    faster = console.api.new_agent()
    message = LeftMessage(console.api, faster, email="wang@example.com")
    console.sign_in(console.api.new_agent(role="supervisor"))
    console.open_messages("新留言")
    with console.page.expect_response(lambda answer: answer.url.endswith(message.message_id)):
        console.message_row(message).click()
    message.do("claim", console.api.sign_in(faster["email"], faster["password"]))

    console.page.get_by_role("button", name="领取留言").click()

    expect(console.page.get_by_text(f"{faster['name']} ({faster['number']}) 已经领取了这条留言")).to_be_visible()
    expect(console.message_row(message)).to_have_count(0)
    expect(theirs(console, faster)).to_be_visible()


def test_an_answer_whose_receipt_is_lost_is_stored_once(console: Console) -> None:
    agent, sent = console.api.new_agent(), []
    message = LeftMessage(console.api, agent, email="wang@example.com")
    message.do("claim", console.api.sign_in(agent["email"], agent["password"]))

    def lose_three_receipts(route: Route) -> None:
        sent.append(json.loads(route.request.post_data or "{}")["client_id"])
        if len(sent) > 3:
            return route.fallback()
        route.fetch()
        return route.abort("connectionreset")

    console.sign_in(agent)
    console.open_messages("我的")
    console.message_row(message).click()
    console.page.route("**/answer", lose_three_receipts)
    hurry(console.page)
    console.answer.fill("明天发货。")
    console.answer.press("Control+Enter")
    console.let_go()

    expect(answers(console)).to_have_count(1)
    expect(console.answer).to_have_value("")
    assert len(set(sent)) == 1
    assert len(message.now()["answers"]) == 1


def test_without_any_connection_the_answer_stays_and_goes_out_once_when_sent_again(console: Console) -> None:
    agent = console.api.new_agent()
    message = LeftMessage(console.api, agent, email="wang@example.com")
    message.do("claim", console.api.sign_in(agent["email"], agent["password"]))
    console.sign_in(agent)
    console.open_messages("我的")
    console.message_row(message).click()
    console.answer.fill("明天发货。")

    console.page.route("**/offline-messages/**", lambda route: route.abort("connectionreset"))
    hurry(console.page)
    console.page.get_by_role("button", name="发送回复").click()
    console.let_go()
    expect(console.page.get_by_role("alert")).to_contain_text("不会重复")
    expect(console.answer).to_have_value("明天发货。")
    console.page.unroute("**/offline-messages/**")
    console.page.get_by_role("button", name="发送回复").click()
    console.let_go()

    expect(answers(console)).to_have_count(1)
    assert len(message.now()["answers"]) == 1


def test_an_answer_and_a_closing_are_undone_while_the_desk_has_not_been_asked(console: Console) -> None:
    agent, page = console.api.new_agent(), console.page
    message = LeftMessage(console.api, agent, email="wang@example.com")
    message.do("claim", console.api.sign_in(agent["email"], agent["password"]))
    console.sign_in(agent)
    console.open_messages("我的")
    console.message_row(message).click()
    console.answer.fill("明天发货。")

    page.get_by_role("button", name="发送回复").click()
    expect(console.answer).not_to_be_editable()
    page.get_by_role("button", name="撤销").first.click()
    expect(console.answer).to_be_editable()
    page.get_by_role("button", name="关闭留言").click()
    page.get_by_role("dialog").get_by_role("button", name="关闭留言").click()
    page.get_by_role("button", name="撤销").first.click()

    expect(console.answer).to_have_value("明天发货。")
    expect(page.get_by_role("button", name="撤销")).to_have_count(0)
    assert (message.now()["state"], message.now()["answers"]) == ("claimed", [])


def test_a_half_written_answer_and_its_ways_are_there_again_after_a_reload(console: Console) -> None:
    agent = console.api.new_agent()
    message = LeftMessage(console.api, agent, email="wang@example.com", mobile="13800138000")
    message.do("claim", console.api.sign_in(agent["email"], agent["password"]))
    console.sign_in(agent)
    console.open_messages("我的")
    console.message_row(message).click()

    console.answer.fill("写到一半")
    console.page.get_by_role("checkbox", name="短信").check()
    console.page.get_by_role("checkbox", name="邮件").uncheck()
    console.page.reload()

    expect(console.answer).to_have_value("写到一半")
    expect(console.page.get_by_role("checkbox", name="短信")).to_be_checked()
    expect(console.page.get_by_role("checkbox", name="邮件")).not_to_be_checked()


def test_only_ways_that_reach_the_visitor_are_offered(console: Console) -> None:
    agent = console.api.new_agent()
    message = LeftMessage(console.api, agent, mobile="13800138000")
    message.do("claim", console.api.sign_in(agent["email"], agent["password"]))
    console.sign_in(agent)

    console.open_messages("我的")
    console.message_row(message).click()

    expect(console.page.get_by_role("checkbox")).to_have_count(2)
    expect(console.page.get_by_role("checkbox", name="邮件")).to_have_count(0)
    words = console.page.get_by_role("group", name="留言内容")
    expect(words.get_by_text("+86138****8000", exact=True)).to_be_visible()


def test_a_supervisor_gives_a_message_to_a_colleague(console: Console) -> None:
    first, second = console.api.new_agent(), console.api.new_agent()
    message = LeftMessage(console.api, first, email="wang@example.com")
    console.sign_in(console.api.new_agent(role="supervisor"))
    console.open_messages("全部")
    console.message_row(message).click()

    console.page.get_by_role("button", name="交给同事").click()
    dialog = console.page.get_by_role("dialog")
    dialog.get_by_role("radio", name=re.compile(second["name"])).check()
    dialog.get_by_role("button", name="交给此人").click()

    expect(dialog).to_have_count(0)
    expect(theirs(console, second)).to_be_visible()
    assert message.now()["agent"]["id"] == second["agent_id"]


def test_an_answer_that_failed_says_so(console: Console) -> None:
    agent = console.api.new_agent()
    message = LeftMessage(console.api, agent, email="becomes-ours@example.com")
    token = console.api.sign_in(agent["email"], agent["password"])
    _, settings = console.api.call("GET", "/v1/admin/notice-settings", console.api.admin)
    ours = {"sender_email": "becomes-ours@example.com"}  # what we write from is never written to
    console.api.call("PUT", "/v1/admin/notice-settings", console.api.admin, ours)
    try:
        message.do("answer", token, {"text": "明天发货。", "by": ["email"], "client_id": "once"})
        console.sign_in(agent)
        console.open_messages("我的")
        console.message_row(message).click()

        expect(way(console, "邮件")).to_contain_text("发送失败")
    finally:
        before = {"sender_email": settings["sender_email"]}
        console.api.call("PUT", "/v1/admin/notice-settings", console.api.admin, before)
    assert (message.now()["state"], message.now()["undelivered"]) == ("claimed", True)


def test_who_may_not_answer_messages_sees_nothing_of_them(console: Console) -> None:
    body = {"name": "只接待", "permissions": ["conversations.answer"], "scope": "own"}
    role = console.api.call("POST", "/v1/admin/roles", console.api.admin, body)[1]

    console.sign_in(console.api.new_agent(role=role["role_id"]))

    expect(console.page.get_by_role("tab", name="我的")).to_be_visible()
    expect(console.page.get_by_role("tab", name="离线留言")).to_have_count(0)
