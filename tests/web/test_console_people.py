"""The agents' console: two people at it at once, and people who may do only some of it (requirements A3, B6, F7)."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from .console_page import Console, LeftMessage

pytestmark = [pytest.mark.browser, pytest.mark.served]


@pytest.fixture
def console(chromium_page: Page, desk_url: str, api: Any) -> Console:
    return Console(chromium_page, api, desk_url)


@pytest.fixture
def other_console(page_alone: Page, desk_url: str, api: Any) -> Console:
    """Somebody else's, in a window of their own."""
    return Console(page_alone, api, desk_url)


def somebody_who_may(api: Any, *permissions: str) -> dict[str, Any]:
    body = {"name": "只做一点", "permissions": permissions, "scope": "own"}
    status, role = api.call("POST", "/v1/admin/roles", api.admin, body)
    assert status == 201, role
    agent: dict[str, Any] = api.new_agent(role=role["role_id"])
    return agent


def complaints_of(page: Page) -> list[str]:
    """What the page has to complain of from now on: errors of scripts, and failed requests."""
    heard: list[str] = []
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("console", lambda message: heard.append(message.text) if message.type == "error" else None)
    return heard


def test_an_agents_own_console_follows_when_a_supervisor_sets_their_status(
    console: Console, other_console: Console
) -> None:
    agent = other_console.sign_in()
    console.sign_in(console.api.new_agent(role="supervisor"))
    expect(other_console.page.get_by_role("radio", name="在线")).to_be_checked()

    console.page.get_by_role("button", name="同事").click()
    console.page.get_by_label(f"{agent['name']} 的状态").select_option("break")

    other_console.look_again()
    told = other_console.page.get_by_text("您的状态已在别处改为“小休”")
    expect(told).to_be_visible()
    expect(other_console.page.get_by_role("radio", name="小休")).to_be_checked()
    expect(console.page.get_by_label(f"{agent['name']} 的状态")).to_have_value("break")


def test_who_answers_nobody_is_told_so_and_shown_the_way(console: Console) -> None:
    agent = somebody_who_may(console.api, "surveys.see")
    complaints = complaints_of(console.page)
    console.open_sign_in()

    console.submit(agent["email"], agent["password"])

    expect(console.page.get_by_text("您的角色不接待会话")).to_be_visible()
    console.page.get_by_role("link", name="管理后台").click()
    expect(console.page.get_by_role("heading", level=1, name="满意度")).to_be_visible()
    assert complaints == []


def test_who_answers_only_messages_has_a_console_with_nothing_else(console: Console) -> None:
    agent = somebody_who_may(console.api, "offline.answer")
    message = LeftMessage(console.api, agent, email="wang@example.com")
    complaints = complaints_of(console.page)
    console.open_sign_in()

    console.submit(agent["email"], agent["password"])
    console.page.get_by_role("tab", name="新留言").click()
    console.message_row(message).click()
    console.page.get_by_role("button", name="领取留言").click()

    expect(console.answer).to_be_visible()
    expect(console.page.get_by_role("tablist", name="工作区")).to_have_count(0)
    expect(console.page.get_by_role("radio", name="在线")).to_have_count(0)
    assert message.now()["agent"]["id"] == agent["agent_id"]
    assert complaints == []
