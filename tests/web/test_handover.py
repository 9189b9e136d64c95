"""Before one goes: who is told, what they note of each, and what their leader finds left open (F3)."""

from __future__ import annotations

import re
import secrets
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.served import ServedDesk
from tests.window import eventually

from .accessibility import faults_in_both_themes
from .console_page import Console

pytestmark = [pytest.mark.browser, pytest.mark.served]

EVERY_DAY = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@pytest.fixture
def console(chromium_page: Page, desk_url: str, api: Any) -> Console:
    return Console(chromium_page, api, desk_url)


class Shop:
    """A plan that closes in some twenty minutes: its leader, an agent with a visitor and two tickets, a colleague."""

    def __init__(self, api: Any, now: datetime) -> None:
        self.api = api
        self.agent, self.leader, self.other = (api.new_agent(role=each) for each in ("agent", "group_leader", "agent"))
        members = [each["agent_id"] for each in (self.agent, self.leader, self.other)]
        mark = secrets.token_hex(4)
        group = {"name": f"晚班 {mark}", "leader_id": self.leader["agent_id"], "member_ids": members}
        group_id = self.made("POST", "/v1/admin/groups", api.admin, group)["group_id"]
        there = now.astimezone(ZoneInfo("Asia/Shanghai"))
        hours = [[f"{there - timedelta(minutes=2):%H:%M}", f"{there + timedelta(minutes=22):%H:%M}"]]
        plan = {"key": f"late-{mark}", "name": "晚班茶铺", "group_ids": [group_id]}
        plan["hours"] = {"weekly": dict.fromkeys(EVERY_DAY, hours)}
        self.made("POST", "/v1/admin/plans", api.admin, plan)
        self.token, self.others_token = (
            api.sign_in(each["email"], each["password"]) for each in (self.agent, self.other)
        )
        self.talk = self.visitor_who_says(str(plan["key"]), "茶壶的盖子碎了")
        for subject in ("更换壶盖", "发票抬头"):
            ticket = {"type": "aftersale", "visitor_name": "王芳", "mobile": "13800138000", "subject": subject}
            self.made("POST", "/v1/desk/tickets", self.token, {**ticket, "client_id": secrets.token_hex(4)})

    def made(self, method: str, path: str, token: str | None, body: Any) -> Any:
        status, answer = self.api.call(method, path, token, body)
        assert status < 300, answer
        return answer

    def is_planned(self) -> bool:
        """Whether the end of the agent's working time is known yet: by due work of the new plan."""
        answer = self.api.call("GET", "/v1/desk/unfinished", self.token)[1]
        return answer["tell_after_ms"] is not None

    def visitor_who_says(self, key: str, text: str) -> str:
        """Their conversation, which the agent has."""
        self.made("PUT", "/v1/desk/presence", self.token, {"status": "online"})
        visitor = self.made("POST", f"/v1/widget/{key}/visitors", None, {"locale": "zh-CN"})
        said = {"text": text, "client_id": "once"}
        started = self.made("POST", f"/v1/widget/{key}/conversations", visitor["token"], said)
        self.made("PUT", "/v1/desk/presence", self.others_token, {"status": "online"})
        return str(started["conversation_id"])


def line(page: Page, text: str) -> Locator:
    """What is open and has this in its words."""
    return page.get_by_role("listitem").filter(has_text=text)


def test_who_is_to_go_notes_what_becomes_of_each_and_a_leader_finds_what_was_left(
    console: Console, served_desk: ServedDesk, api: Any
) -> None:
    now = datetime.now(UTC) + timedelta(seconds=served_desk.ahead)
    shop, page = Shop(api, now), console.page
    assert eventually(page, shop.is_planned)  # else the console looks again in an hour, as on a day without an end

    console.sign_in(shop.agent)
    told = page.get_by_role("region", name="收工检查")
    expect(told).to_contain_text("还有 3 项未完")
    assert faults_in_both_themes(page) == {}
    told.get_by_role("button", name="去处理").press("Enter")
    expect(page.get_by_text("共 3 项未完，其中 3 项还没有注明")).to_be_visible()
    assert faults_in_both_themes(page) == {}

    line(page, "茶壶的盖子碎了").get_by_role("button", name="明天处理").click()
    dialog = page.get_by_role("dialog", name="明天处理")
    expect(dialog.get_by_label("发给客户的话")).to_have_value(re.compile("继续为您跟进"))
    assert faults_in_both_themes(page) == {}
    dialog.get_by_label("发给客户的话").fill("明早十点我们继续")
    dialog.get_by_role("button", name="告知客户并保存").click()
    expect(line(page, "明早十点我们继续")).to_contain_text("已告知客户")
    line(page, "更换壶盖").get_by_role("button", name="转交").click()
    whom = page.get_by_role("dialog", name="转交")
    whom.get_by_role("radio", name=re.compile(re.escape(shop.other["name"]))).check()
    whom.get_by_role("button", name="转交", exact=True).click()
    expect(page.get_by_text("共 2 项未完，其中 1 项还没有注明")).to_be_visible()
    expect(line(page, "更换壶盖")).to_have_count(0)
    line(page, "发票抬头").get_by_role("button", name="去办结").click()
    expect(page.get_by_role("region", name="工单").get_by_role("heading", name="发票抬头")).to_be_visible()

    served_desk.let_pass(25 * 60)
    day = str(
        api.call("GET", "/v1/desk/unfinished", api.sign_in(shop.agent["email"], shop.agent["password"]))[1]["day"]
    )
    token = api.sign_in(shop.leader["email"], shop.leader["password"])

    def is_left() -> bool:
        answer = api.call("GET", f"/v1/desk/unfinished/left?day={day}", token)[1]
        whose = [each["agent"]["id"] for each in answer["items"] if each["agent"] is not None]
        return shop.agent["agent_id"] in whose

    assert console.sees(is_left)
    page.evaluate("localStorage.clear(); sessionStorage.clear()")
    console.sign_in(shop.leader)
    page.get_by_title("个人设置").click()
    page.get_by_role("dialog").get_by_role("button", name="收工检查").click()
    page.get_by_role("tab", name="昨晚未完").click()
    page.get_by_label("日期").fill(day)
    somebody = page.get_by_role("region", name=re.compile(re.escape(shop.agent["name"])))
    expect(somebody).to_contain_text("1 项没有注明")
    expect(somebody).to_contain_text("已告知客户")
    expect(line(page, "发票抬头")).to_contain_text("没有注明")
    assert faults_in_both_themes(page) == {}
    line(page, "发票抬头").get_by_role("button", name="打开").click()
    expect(page.get_by_role("region", name="工单").get_by_role("heading", name="发票抬头")).to_be_visible()
