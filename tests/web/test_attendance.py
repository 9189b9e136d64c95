"""Leave, exchanges and attendance, as an agent, their leader and an administrator have them (B8)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.web.accessibility import faults_in_both_themes
from tests.web.admin_page import AdminPage, new_mark
from tests.web.console_page import Console

pytestmark = [pytest.mark.browser, pytest.mark.served]


class Rosters:
    """Published weeks of a new group, over the API."""

    def __init__(self, api: Any, mark: str, leader: Any, *others: Any) -> None:
        self.api, ids = api, [each["agent_id"] for each in (leader, *others)]
        group = {"name": f"考勤 {mark}", "leader_id": ids[0], "member_ids": ids}
        self.group = self.made("POST", "/v1/admin/groups", group)["group_id"]
        kind = {"name": f"早班{mark}", "color": "#2f6fde", "start_minute": 540, "end_minute": 1020}
        self.kind = self.made("POST", "/v1/admin/shifts/kinds", kind)["kind_id"]

    def publish(self, agent: Any, day: date) -> None:
        week = day - timedelta(days=day.weekday())
        path = f"/v1/admin/shifts/groups/{self.group}/weeks/{week}"
        line = {"shifts": [{"day": str(day), "kind_id": self.kind}], "version": 0}
        version = self.made("PUT", f"{path}/agents/{agent['agent_id']}", line)["line"]["version"]
        self.made("POST", f"{path}/publish", {"versions": {agent["agent_id"]: version}, "reason": "Planned"})

    def made(self, method: str, path: str, body: Any) -> Any:
        status, answer = self.api.call(method, path, self.api.admin, body)
        assert status in (200, 201), answer
        return answer


def test_leave_is_asked_for_and_approved_a_shift_given_away_and_a_month_looked_at(
    chromium_page: Page, page_alone: Page, desk_url: str, api: Any
) -> None:
    mark = new_mark()
    leader, first, second = api.new_agent(role="group_leader"), api.new_agent(), api.new_agent()
    rosters = Rosters(api, mark, leader, first, second)
    today = datetime.now(UTC).date()
    monday = today + timedelta(days=14 - today.weekday())
    rosters.publish(first, monday)
    rosters.publish(second, monday + timedelta(days=1))

    # leave: what it comes to is shown, then it waits
    page = page_alone
    console = Console(page, api, desk_url)
    console.sign_in(first)
    page.goto(f"{desk_url}/console#shifts")
    page.get_by_role("tab", name="请假与调班").click()
    expect(page.get_by_role("region", name="年假期额度")).to_contain_text("年假")
    page.get_by_role("button", name="申请请假").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("类型").select_option(label="年假")
    dialog.get_by_label("第一天").fill(str(monday))
    expect(dialog.get_by_text("影响 1 个班次")).to_be_visible()
    dialog.get_by_label("原因").fill("<b>爬山</b>")
    assert faults_in_both_themes(page) == {}
    dialog.get_by_role("button", name="提交").click()
    request = page.get_by_role("list", name="我的申请").get_by_role("article").first
    expect(request).to_contain_text("待审批")
    expect(request).to_contain_text("<b>爬山</b>")
    assert faults_in_both_themes(page) == {}
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.set_viewport_size({"width": 1280, "height": 900})

    # a colleague asks for an exchange
    page.get_by_role("button", name="申请调班").click()
    dialog.get_by_label("我的班次").select_option(index=1)
    dialog.get_by_label("换成哪一天的班次").fill(str(monday + timedelta(days=1)))
    dialog.get_by_label("与谁调班").select_option(index=1)
    assert faults_in_both_themes(page) == {}
    dialog.get_by_role("button", name="提交").click()
    expect(page.get_by_role("list", name="我的申请").get_by_role("article").first).to_contain_text("等待同事答复")

    # whoever leads decides
    leading = Console(chromium_page, api, desk_url)
    page = leading.page
    leading.sign_in(leader)
    page.goto(f"{desk_url}/console#shifts/waiting")
    waiting = page.get_by_role("list", name="待审批").get_by_role("article").filter(has_text=first["name"])
    expect(waiting).to_contain_text("年假")
    waiting.get_by_role("button", name="查看是否影响在岗人数").click()
    expect(waiting.get_by_text("没有不符合规则之处。")).to_be_visible()
    assert faults_in_both_themes(page) == {}
    waiting.get_by_role("button", name="批准", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="批准", exact=True).click()
    expect(page.get_by_text("没有待审批的申请")).to_be_visible()
    page.get_by_role("tab", name="考勤").click()
    expect(page.get_by_role("table", name="本月各人合计")).to_contain_text(first["name"])
    assert faults_in_both_themes(page) == {}
    page.get_by_role("button", name=first["name"]).click()
    expect(page.get_by_text(f"{first['name']}", exact=False).first).to_be_visible()

    # kinds of leave, and a day more
    page_alone.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
    admin = AdminPage(page_alone, api, desk_url)
    page = admin.page
    admin.sign_in(section="attendance")
    row = page.get_by_role("row").filter(has_text="年假")
    expect(row).to_contain_text("天")
    assert faults_in_both_themes(page) == {}
    row.get_by_role("button", name="给予额度").click()
    admin.drawer.get_by_label("客服").select_option(label=first["name"])
    admin.drawer.get_by_label("原因").fill("周日加班")
    assert faults_in_both_themes(page) == {}
    admin.drawer.get_by_role("button", name="保存").click()
    expect(page.get_by_text("已给予")).to_be_visible()
    path = f"/v1/desk/leave/balances?agent_id={first['agent_id']}"
    balances = api.call("GET", path, api.admin)[1]["balances"]
    annual = next(each for each in balances if each["kind"]["kind_id"] == "annual")
    assert (annual["extra"], annual["taken"]) == (480, 480)
