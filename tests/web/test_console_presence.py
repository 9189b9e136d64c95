"""The agents' console: who may what, who is there, and what becomes of conversations when they leave (A3, B9, F7)."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from .colleagues import Colleague
from .console_moves import dialog, move, supervisor
from .console_page import Console

pytestmark = [pytest.mark.browser, pytest.mark.served]


@pytest.fixture
def console(chromium_page: Page, desk_url: str, api: Any) -> Console:
    return Console(chromium_page, api, desk_url)


# Passwords and rights


def test_a_first_sign_in_asks_for_an_own_password_and_then_opens_the_desk(console: Console) -> None:
    agent, page = console.api.new_agent(), console.page
    set_by_others = {"password": "set by somebody else", "temporary": True}
    console.api.call("PUT", f"/v1/admin/agents/{agent['agent_id']}", console.api.admin, set_by_others)
    console.open_sign_in()
    console.submit(agent["email"], "set by somebody else")

    page.get_by_label("当前密码").fill("set by somebody else")
    page.get_by_label("新密码", exact=True).fill("known to me alone")
    page.get_by_label("再次输入新密码").fill("known to me alone")
    page.get_by_role("button", name="修改并继续").click()

    expect(page.get_by_role("radio", name="在线")).to_be_checked()
    assert console.api.sign_in(agent["email"], "known to me alone")


def test_a_password_that_cannot_be_says_at_its_field_why(console: Console) -> None:
    agent, page = console.api.new_agent(), console.page
    set_by_others = {"password": "set by somebody else", "temporary": True}
    console.api.call("PUT", f"/v1/admin/agents/{agent['agent_id']}", console.api.admin, set_by_others)
    console.open_sign_in()
    console.submit(agent["email"], "set by somebody else")

    page.get_by_label("当前密码").fill("not this one")
    page.get_by_label("新密码", exact=True).fill("known to me alone")
    page.get_by_label("再次输入新密码").fill("mistyped")
    page.get_by_role("button", name="修改并继续").click()
    expect(page.get_by_label("再次输入新密码")).to_have_accessible_description("两次输入的新密码不一致。")
    for each in ("新密码", "再次输入新密码"):
        page.get_by_label(each, exact=True).fill("password123")
    page.get_by_role("button", name="修改并继续").click()
    expect(page.get_by_label("新密码", exact=True)).to_have_accessible_description(re.compile("这个密码太常见"))
    for each in ("新密码", "再次输入新密码"):
        page.get_by_label(each, exact=True).fill("known to me alone")
    page.get_by_role("button", name="修改并继续").click()

    expect(page.get_by_label("当前密码")).to_have_accessible_description("当前密码不正确。")
    expect(page.get_by_role("radio", name="在线")).to_have_count(0)


def test_a_reload_brings_the_agents_new_name(console: Console) -> None:
    agent = console.sign_in()
    page = console.page
    renamed = {"name": "新名字"}
    console.api.call("PUT", f"/v1/admin/agents/{agent['agent_id']}", console.api.admin, renamed)

    page.reload()

    expect(page.get_by_role("banner")).to_contain_text("新名字")


def test_buttons_are_there_only_for_those_with_the_permission(console: Console) -> None:
    other = Colleague(console.api)
    visitor = other.take_a_visitor_who_says("谁来接待我")
    other.move(visitor, "transfer", {"agent_id": console.sign_in()["agent_id"]})
    page = console.page

    console.open_from("我的", visitor)

    expect(move(console, "转接")).to_be_visible()
    expect(move(console, "改派")).to_have_count(0)
    expect(page.get_by_role("button", name="同事")).to_have_count(0)
    expect(page.get_by_role("link", name="管理后台")).to_have_count(0)


def test_who_manages_something_finds_the_way_to_the_administration(console: Console, desk_url: str) -> None:
    console.sign_in(console.api.new_agent(role="administrator"))

    link = console.page.get_by_role("link", name="管理后台")

    expect(link).to_have_attribute("href", f"{desk_url}/admin")
    expect(console.page.get_by_role("button", name="同事")).to_be_visible()


# Statuses, leaving, breaks


def test_a_supervisor_sets_a_colleagues_status(console: Console) -> None:
    other = Colleague(console.api)
    supervisor(console)
    page = console.page

    page.get_by_role("button", name="同事").click()
    page.get_by_label(f"{other.name} 的状态").select_option("break")

    assert console.sees(lambda: status_of(other) == "break")


def test_an_agent_whose_status_was_set_by_another_hand_follows_and_is_told(console: Console) -> None:
    console.sign_in()
    page, chosen = console.page, []
    page.on("request", lambda request: chosen.append(request.url) if request.url.endswith("/desk/presence") else None)
    console.api.call("PUT", "/v1/desk/presence", console.token, {"status": "busy"})  # on another device

    console.look_again()

    expect(page.get_by_text("您的状态已在别处改为“忙碌”")).to_be_visible()
    expect(page.get_by_role("radio", name="忙碌")).to_be_checked()
    assert chosen == []


def test_who_goes_offline_says_what_becomes_of_each_conversation(console: Console) -> None:
    colleague = Colleague(console.api)
    colleague.be("busy")
    console.sign_in()
    page, visitors = console.page, [console.api.visitor() for _ in range(3)]
    for each in visitors:
        each.say("我的订单呢")
        expect(console.row(each)).to_be_visible()
    colleague.be("online")
    first, second, third = visitors

    page.get_by_role("radio", name="离线").click()
    asked = dialog(console)
    expect(asked.get_by_role("heading")).to_have_text("离线前，请安排未结束的会话")
    expect(asked.get_by_role("option", name=re.compile(colleague.name)).first).to_be_attached()
    asked.get_by_label("全部会话").select_option("close")
    whither(asked, first).select_option(f"agent:{colleague.agent_id}")
    whither(asked, second).select_option("queue")
    asked.get_by_role("button", name="安排并离线").press("Enter")

    expect(page.get_by_role("radio", name="离线")).to_be_checked()
    expect(asked).to_have_count(0)
    assert console.sees(lambda: colleague.conversation(first)["agent"]["id"] == colleague.agent_id)
    assert console.sees(lambda: third.entries()[-1]["kind"] in ("closed", "survey"))
    assert any(entry["kind"] == "agent_away" for entry in second.entries())


def test_what_cannot_be_handed_over_stays_in_the_question_with_the_reason_and_signing_out_waits(
    console: Console,
) -> None:
    colleague = Colleague(console.api, capacity=1)
    colleague.be("busy")
    console.sign_in()
    page, visitors = console.page, [console.api.visitor() for _ in range(2)]
    for each in visitors:
        each.say("我的订单呢")
        expect(console.row(each)).to_be_visible()
    colleague.be("online")

    page.get_by_role("button", name="退出登录").click()
    asked = dialog(console)
    expect(asked.get_by_role("option", name=re.compile(colleague.name)).first).to_be_attached()
    asked.get_by_label("全部会话").select_option(f"agent:{colleague.agent_id}")
    asked.get_by_role("button", name="安排并退出登录").click()
    expect(asked.get_by_role("listitem").get_by_role("alert")).to_have_text("对方的接待量已满。")
    expect(page.get_by_role("radio", name="忙碌")).to_be_checked()
    asked.get_by_role("combobox", name="访客").select_option("queue")
    asked.get_by_role("button", name="安排并退出登录").click()

    expect(console.password).to_be_visible()
    assert len(colleague.call("GET", "conversations?view=mine")["items"]) == 1


def test_a_break_carries_words_of_ones_own_and_a_supervisor_sees_since_when(console: Console) -> None:
    colleague = Colleague(console.api)
    visitor = colleague.take_a_visitor_who_says("在吗")
    colleague.be("break")
    supervisor(console)
    page = console.page

    page.get_by_role("radio", name="小休").check()
    page.get_by_role("button", name="设置自动回复").click()
    dialog(console).get_by_label("内容").fill("午饭，一点回来")
    dialog(console).get_by_role("button", name="保存").press("Enter")

    expect(page.get_by_role("button", name="自动回复已开")).to_be_visible()
    page.get_by_role("button", name="同事").click()
    row = page.get_by_role("dialog", name="同事").get_by_role("listitem").filter(has_text=colleague.name)
    expect(row).to_contain_text("已离开")
    path = f"/v1/desk/conversations/{visitor.conversation_id}/reassign"
    me = page.evaluate("JSON.parse(localStorage.getItem('deskbell.session')).agent.agent_id")
    assert console.api.call("POST", path, console.api.admin, {"agent_id": me, "over_capacity": True})[0] == 200
    visitor.say("还在吗")
    assert console.sees(
        lambda: (
            [each["text"] for each in visitor.entries() if each["kind"] == "auto_reply"][-1:]
            == ["（自动回复）午饭，一点回来"]
        )
    )


def whither(asked: Locator, visitor: Any) -> Locator:
    """Where it is said what becomes of this visitor's conversation."""
    return asked.get_by_role("combobox", name=visitor.visitor_id[-4:])


def status_of(colleague: Colleague) -> str:
    agents = colleague.call("GET", "colleagues")["items"]
    return str(next(one["status"] for one in agents if one["agent_id"] == colleague.agent_id))
