"""Staff files and the confidentiality agreement, as an agent, their leader and an administrator have them (F12)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from .accessibility import faults_in_both_themes
from .admin_page import AdminPage
from .colleagues import Colleague
from .console_page import Console

pytestmark = [pytest.mark.browser, pytest.mark.served]


@pytest.fixture
def console(chromium_page: Page, desk_url: str, api: Any) -> Console:
    return Console(chromium_page, api, desk_url)


class Agreements:
    """The agreement of the desk, over the API: nobody is asked any more once the test is over."""

    def __init__(self, api: Any) -> None:
        self.api = api

    def publish(self, words: str) -> None:
        draft = {"titles": {"zh-CN": "保密协议", "en": "Confidentiality"}, "texts": {"zh-CN": words, "en": words}}
        version = self.made("POST", "draft", {"draft": draft})["version"]
        self.made("POST", "publish", {"version": version})
        self.accept()

    def accept(self) -> None:
        """By the administrator."""
        asked = self.api.call("GET", "/v1/desk/agreement", self.api.admin)[1]
        if asked["needed"]:
            form = {"version": asked["asked"]["version"], "digest": asked["asked"]["digest"]}
            assert self.api.call("POST", "/v1/desk/agreement/acceptance", self.api.admin, form)[0] == 200

    def end(self) -> None:
        self.accept()
        record = self.api.call("GET", "/v1/admin/agreement", self.api.admin)[1]
        if record["published"] is not None and record["published"]["is_asked"]:
            self.made("POST", "end", {"version": record["version"]})

    def made(self, method: str, what: str, body: Any) -> Any:
        status, answer = self.api.call(method, f"/v1/admin/agreement/{what}", self.api.admin, body)
        assert status == 200, answer
        return answer


@pytest.fixture
def agreements(api: Any) -> Iterator[Agreements]:
    made = Agreements(api)
    yield made
    made.end()


def test_what_a_leader_enters_is_seen_and_a_new_agreement_stands_before_what_is_being_written(
    console: Console, api: Any, agreements: Agreements, desk_url: str
) -> None:
    page, colleague = console.page, Colleague(api)
    agent, leader = colleague.agent, api.new_agent(role="group_leader")
    visitor = colleague.take_a_visitor_who_says("茶壶碎了")

    console.sign_in(leader)
    page.evaluate(f"location.hash = {str(visitor.conversation_id)!r}")
    page.get_by_role("button", name="记入员工档案").press("Enter")
    form = page.get_by_role("dialog", name="记入档案")
    form.get_by_label("类型").select_option(label="罚款（处罚）")
    form.get_by_label("金额").fill("50")
    form.get_by_label("理由").fill("让客户等了十分钟")
    assert faults_in_both_themes(page) == {}
    form.get_by_role("button", name="保存").click()
    expect(page.get_by_text("已记入员工档案")).to_be_visible()
    page.evaluate("location.hash = 'staff-file/month'")
    expect(page.get_by_role("article", name="罚款")).to_contain_text("让客户等了十分钟")
    assert faults_in_both_themes(page) == {}

    page.evaluate("localStorage.clear(); sessionStorage.clear()")
    console.sign_in(agent)
    page.get_by_role("region", name="员工档案").get_by_role("button", name="查看").press("Enter")
    entry = page.get_by_role("article", name="罚款")
    expect(entry).to_contain_text("−¥50.00")
    assert faults_in_both_themes(page) == {}
    entry.get_by_role("button", name="确认已阅").press("Enter")
    expect(entry.get_by_role("button", name="确认已阅")).to_have_count(0)
    entry.get_by_role("button", name="说明").click()
    statement = page.get_by_role("dialog", name="写下您的说明")
    statement.get_by_label("说明").fill("当时网络中断")
    agreements.publish("客户信息不得外传。")
    asked = page.get_by_role("dialog", name="请先阅读并接受保密协议")
    expect(asked).to_contain_text("客户信息不得外传。")
    assert faults_in_both_themes(page) == {}
    page.keyboard.press("Escape")
    asked.get_by_label("我已阅读并同意遵守以上协议").check()
    asked.get_by_role("button", name="接受并继续").press("Enter")
    expect(asked).to_have_count(0)
    expect(statement.get_by_label("说明")).to_have_value("当时网络中断")
    statement.get_by_role("button", name="提交说明").click()
    expect(entry).to_contain_text("当时网络中断")
    assert colleague.conversation(visitor)["agent"]["id"] == agent["agent_id"]

    page.evaluate("localStorage.clear(); sessionStorage.clear()")
    admin = AdminPage(page, api, desk_url)
    admin.sign_in(section="agreement")
    expect(page.get_by_text(re.compile(r"第 \d+ 版由 .* 发布"))).to_be_visible()
    assert faults_in_both_themes(page) == {}
    page.get_by_role("tab", name="接受情况").click()
    expect(page.get_by_role("table", name="已接受")).to_contain_text(agent["name"])
    expect(page.get_by_role("heading", name="尚未接受")).to_be_visible()
    assert faults_in_both_themes(page) == {}
    admin.go("staff")
    expect(page.get_by_role("table", name="奖惩类型")).to_contain_text("罚款")
    assert faults_in_both_themes(page) == {}
