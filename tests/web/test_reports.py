"""Figures in the console: asked for, drawn, read as a table, and what is behind them (F1, A4)."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from chalicelib.conversations.model.telling import Written
from chalicelib.core import times
from chalicelib.people import service as people
from chalicelib.reports.service import logging, rolling
from tests.served import ServedDesk

from .accessibility import faults_in_both_themes
from .colleagues import Colleague
from .console_moves import supervisor
from .console_page import Console, read_on
from .desk_store import desk_of

pytestmark = [pytest.mark.browser, pytest.mark.served]


@pytest.fixture
def console(chromium_page: Page, desk_url: str, api: Any) -> Console:
    return Console(chromium_page, api, desk_url)


def count_now(served_desk: ServedDesk, conversation_id: str) -> None:
    """What happened in a conversation is counted at once, as due work would some minutes later."""
    with desk_of(served_desk) as desk:
        logging.tell_conversation(desk, Written(conversation_id))
        rolling.sum_hour(desk, rolling.SumHour(times.hour(desk.now(), people.read_desk(desk).time_zone)))


def test_a_supervisor_reads_figures_compares_draws_exports_and_looks_behind_a_number(
    console: Console, served_desk: ServedDesk
) -> None:
    colleague = Colleague(console.api)
    visitor = colleague.take_a_visitor_who_says("茶罐漏了")
    colleague.say(visitor, "马上补发")
    colleague.move(visitor, "close")
    count_now(served_desk, visitor.conversation_id)
    supervisor(console)
    page = console.page

    page.get_by_role("tab", name="统计").click()
    report = page.get_by_role("region", name="统计", exact=True)
    expect(report.get_by_role("heading", name="总览")).to_be_visible()
    card = report.get_by_role("listitem").filter(has=page.get_by_role("button", name="首次响应", exact=True))
    expect(card).to_contain_text(re.compile("秒|分"))
    card.get_by_role("button", name="“首次响应”的含义").focus()
    expect(card.get_by_role("tooltip")).to_be_visible()
    report.get_by_role("combobox", name="时间").select_option("today")
    expect(report.get_by_role("combobox", name="维度")).to_have_value("hour")
    report.get_by_label("与上一时段对比").check()
    step = report.get_by_role("group", name=re.compile("按小时")).get_by_role("button").last
    step.focus()
    step.press("Home")
    expect(report.get_by_text("00:00", exact=True).first).to_be_visible()
    expect(report.get_by_role("img", name="每小时来访与在岗客服")).to_be_visible()
    assert faults_in_both_themes(page) == {}

    page.get_by_role("button", name="会话量").click()
    report.get_by_role("combobox", name="维度").select_option("agent")
    report.get_by_role("button", name="结束的会话", exact=True).first.click()
    report.get_by_role("button", name="以表格显示").click()
    lines = report.get_by_role("region", name="各项指标（按客服）")
    line, more = (
        lines.get_by_role("row", name=re.compile(colleague.name)),
        report.get_by_role("button", name=re.compile("加载更多|显示全部")),
    )
    read_on(line, more, lines.get_by_role("row"))  # of a desk with many agents
    report.get_by_role("columnheader", name="结束的会话").get_by_role("button").click()
    expect(page).to_have_url(re.compile("sort%3D-ended"))
    assert faults_in_both_themes(page) == {}
    with page.expect_download() as file:
        report.get_by_role("button", name="导出 CSV").click()
    assert colleague.name in file.value.path().read_text("utf-8-sig")

    line.get_by_role("button", name="1", exact=True).first.click()
    facts = report.get_by_role("list", name="明细").get_by_role("listitem")
    expect(facts).to_have_count(1)
    assert faults_in_both_themes(page) == {}
    facts.get_by_role("button").click()
    expect(console.bubble("马上补发")).to_be_visible()
    expect(page.get_by_role("tab", name="统计")).to_have_attribute("aria-selected", "true")
    page.go_back()
    expect(facts).to_have_count(1)
    page.go_back()
    expect(lines.get_by_role("row").nth(1)).to_be_visible()
    expect(report.get_by_role("combobox", name="维度")).to_have_value("agent")

    report.get_by_role("combobox", name="维度").select_option("clock")
    expect(report.get_by_role("table", name=re.compile("按一周时段")).first).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 800})
    assert faults_in_both_themes(page) == {}
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
