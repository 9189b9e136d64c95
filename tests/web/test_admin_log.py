"""The admin page: the audit log and the recount (requirement F7)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace
from playwright.sync_api import Page, expect

from chalicelib.core import seals
from chalicelib.operations import service
from tests.served import ServedDesk
from tests.web.accessibility import faults_in_both_themes
from tests.web.admin_page import AdminPage
from tests.web.colleagues import Colleague
from tests.web.desk_store import desk_of
from tests.window import hurry

pytestmark = [pytest.mark.browser, pytest.mark.served]


@pytest.fixture
def admin(chromium_page: Page, desk_url: str, api: Any) -> AdminPage:
    return AdminPage(chromium_page, api, desk_url)


@pytest.fixture
def seats(api: Any) -> Iterator[int]:
    """How many seats there are; put back after the test."""
    before = api.call("GET", "/v1/admin/desk", api.admin)[1]
    yield before["seats"]
    kept = {name: before[name] for name in ("name", "seats", "time_zone")}
    api.call("PUT", "/v1/admin/desk", api.admin, kept)


def test_the_audit_log_shows_who_changed_what_from_what_to_what(admin: AdminPage) -> None:
    agent = admin.api.new_agent(capacity=5)
    admin.sign_in()
    admin.row(agent["name"]).get_by_role("button", name="编辑").click()
    admin.fill({"接待上限": "9"})
    admin.press("保存")
    expect(admin.drawer).to_have_count(0)

    admin.open("审计日志")

    newest = admin.acts.first
    expect(newest).to_contain_text(f"管理员 Admin 修改了客服 {agent['name']}")
    expect(newest.get_by_role("term")).to_have_text(["接待上限"])
    expect(newest.get_by_role("deletion")).to_have_text("5")
    expect(newest.get_by_role("insertion")).to_have_text("9")


def test_the_audit_log_says_whose_conversation_somebody_else_closed(admin: AdminPage) -> None:
    one, boss = Colleague(admin.api), Colleague(admin.api, role="supervisor")
    visitor = one.take_a_visitor_who_says("请帮我看一下")
    boss.move(visitor, "close")
    admin.sign_in(section="audit")

    newest = admin.acts.filter(has_text="结束了").first

    expect(newest).to_contain_text(f"{boss.name} 结束了他人或排队中的会话")
    expect(newest.get_by_role("term")).to_have_text(["接待客服"])
    expect(newest.get_by_role("insertion")).to_have_text(one.name)


def test_older_acts_follow_when_asked_for(admin: AdminPage, seats: int) -> None:
    for number in range(55):
        admin.api.call("PUT", "/v1/admin/desk", admin.api.admin, {"seats": seats + number % 2})
    admin.sign_in(section="audit")
    expect(admin.acts).to_have_count(50)

    admin.press("加载更多")

    expect(admin.acts.nth(54)).to_be_visible()
    told = admin.acts.all_text_contents()  # with the number of the request that did it
    assert len(told) == len(set(told))


def test_a_month_in_which_nothing_was_done_says_so(admin: AdminPage) -> None:
    admin.sign_in(section="audit")
    expect(admin.acts.first).to_be_visible()

    admin.page.get_by_label("月份").fill("2020-02")

    expect(admin.page.get_by_text("这个月没有记录")).to_be_visible()
    expect(admin.acts).to_have_count(0)


def test_the_recount_reports_what_it_found(admin: AdminPage) -> None:
    admin.sign_in(section="recount")

    admin.press("开始核对")

    expect(admin.page.get_by_text("核对了")).to_contain_text("位客服")


def test_days_are_played_once_more_beside_what_was(admin: AdminPage) -> None:
    admin.sign_in(section="replay")

    admin.page.get_by_label("每人接待上限").fill("9")
    admin.press("开始推演")

    expect(admin.page.get_by_text("共读取")).to_be_visible()
    expect(admin.page.get_by_role("row", name="需要排队")).to_be_visible()


def test_the_recount_says_how_many_conversations_were_not_noted_or_noted_wrongly_and_which_to_who_asks(
    admin: AdminPage,
) -> None:
    drift = [{"agent_id": "agt_1", "name": "林小美", "missing": ["cnv_missing"], "extra": ["cnv_extra", "cnv_more"]}]
    drift[0] |= {"parked_missing": [], "parked_extra": [], "total_was": 9, "total_is": 12}
    admin.page.route("**/v1/admin/recount", lambda route: route.fulfill(json={"agents": 3, "drift": drift}))
    admin.sign_in(section="recount")

    admin.press("开始核对")

    expect(admin.page.get_by_text("核对了 3 位客服，1 位有出入，已经修正")).to_be_visible()
    expect(admin.row("林小美").get_by_role("cell")).to_have_text(["1", "2", "9 → 12"])
    expect(admin.page.get_by_text("cnv_missing")).to_be_hidden()
    admin.page.get_by_text("技术信息").click()
    expect(admin.page.get_by_text("cnv_missing cnv_extra cnv_more")).to_be_visible()


def test_a_desk_that_cannot_be_reached_is_told_and_read_when_asked_again(admin: AdminPage) -> None:
    admin.page.route("**/v1/admin/desk", lambda route: route.abort("connectionreset"))
    admin.sign_in(section="desk")
    hurry(admin.page)
    expect(admin.page.get_by_text("暂时连接不上服务器，没有读到内容")).to_be_visible()

    admin.page.unroute("**/v1/admin/desk")
    admin.press("重试")

    expect(admin.field("坐席数")).to_be_visible()
    expect(admin.page.get_by_text("暂时连接不上服务器")).to_have_count(0)


def test_a_sealed_day_is_looked_at_beside_the_seal_from_its_letter(admin: AdminPage, served_desk: ServedDesk) -> None:
    admin.sign_in(section="audit")
    page = admin.page
    expect(page.get_by_role("list", name="审计日志")).to_be_visible()
    with desk_of(served_desk) as desk:
        service.seal_log(replace(desk, now=lambda: datetime.now(UTC) + timedelta(hours=1, minutes=20)))
        sealed = seals.last(desk)
    assert sealed is not None

    page.get_by_role("tab", name="封印").click()
    line = page.get_by_role("row").filter(has_text=sealed.day)
    line.get_by_role("button", name="查验").click()

    expect(line).to_contain_text(re.compile("与封存时一致|事后补写"))  # what others wrote in this hour since is told of
    page.get_by_label("邮件中的封印").fill(sealed.chain)
    expect(line).to_contain_text("与邮件一致")
    assert faults_in_both_themes(page) == {}
