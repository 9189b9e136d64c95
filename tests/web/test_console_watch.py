"""The agents' console: questions that stand, visitors who left, and a colleague who is sent home (B6, F7)."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from .colleagues import Colleague
from .console_moves import dialog, supervisor
from .console_page import Console

pytestmark = [pytest.mark.browser, pytest.mark.served]


@pytest.fixture
def console(chromium_page: Page, desk_url: str, api: Any) -> Console:
    return Console(chromium_page, api, desk_url)


def ago(**how_long: float) -> str:
    return (datetime.now(UTC) - timedelta(**how_long)).isoformat()


def time_goes_by_for(console: Console) -> dict[str, dict[str, Any]]:
    """What the desk says of each conversation is as it would be later: these fields are put over it."""
    later: dict[str, dict[str, Any]] = {}

    def answer(route: Route) -> None:
        response = route.fetch()
        said = response.json()
        said["items"] = [each | later.get(each["conversation_id"], {}) for each in said.get("items", [])]
        route.fulfill(response=response, json=said)

    console.page.route(re.compile(r"/v1/desk/inbox"), answer)
    return later


def test_a_question_that_stands_is_marked_in_two_colours_and_a_visitor_who_left_says_since_when(
    console: Console,
) -> None:
    later = time_goes_by_for(console)
    console.sign_in()
    warned, late, gone = (console.api.visitor() for _ in range(3))
    for each in (warned, late, gone):
        each.say("还有货吗")
        expect(console.row(each)).to_be_visible()
    later[warned.conversation_id] = {"asked_at": ago(minutes=3), "warn_at": ago(minutes=1)}
    later[late.conversation_id] = {"asked_at": ago(minutes=12), "warn_at": ago(minutes=10), "late_at": ago(minutes=2)}
    later[gone.conversation_id] = {"left_at": ago(minutes=4)}

    for each in (warned, late, gone):
        each.say("在吗")

    amber, red = (console.row(each).get_by_text(re.compile("已等")).first for each in (warned, late))
    expect(amber).to_contain_text("已等 3 分")
    expect(red).to_contain_text("已等 12 分")
    expect(console.row(gone).get_by_text(re.compile("离开$"))).to_be_visible()
    colours = {each.evaluate("(it) => getComputedStyle(it).color") for each in (amber, red)}
    assert len(colours) == 2
    expect(console.row(warned).get_by_text("离开")).to_have_count(0)


def test_a_supervisor_who_sends_somebody_home_says_what_becomes_of_each_conversation(console: Console) -> None:
    going, staying = Colleague(console.api), Colleague(console.api)
    kept, closed = (going.take_a_visitor_who_says("我的订单呢") for _ in range(2))
    supervisor(console)
    page = console.page

    page.get_by_role("button", name="同事").click()
    page.get_by_label(f"{going.name} 的状态").select_option(label="离线")
    asked = dialog(console)
    expect(asked.get_by_role("heading")).to_have_text(f"让 {going.name} 离线：请安排未结束的会话")
    expect(asked).to_contain_text("您的安排会记入审计日志")
    asked.get_by_label("全部会话").select_option(label="结束会话")
    asked.get_by_role("combobox").nth(1).select_option(f"agent:{staying.agent_id}")
    asked.get_by_role("button", name="安排并设为离线").click()

    expect(asked).to_have_count(0)
    states = [
        staying.api.call("GET", f"/v1/desk/conversations/{each.conversation_id}", console.api.admin)[1]
        for each in (kept, closed)
    ]
    assert sorted(each["state"] for each in states) == ["closed", "open"]
    assert [each["agent"]["id"] for each in states if each["state"] == "open"] == [staying.agent_id]
    assert going.call("GET", "session")["agent"]["status"] == "offline"
