"""The admin page: surveys, satisfaction in figures, campaigns and rules (requirements A4, D1, D2, D3, F1)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.served import ServedDesk
from tests.web.admin_page import AdminPage, new_mark
from tests.web.colleagues import Colleague
from tests.web.console_page import Served
from tests.web.desk_store import file_of, typed

pytestmark = [pytest.mark.browser, pytest.mark.served]


@pytest.fixture
def admin(chromium_page: Page, desk_url: str, api: Any) -> AdminPage:
    return AdminPage(chromium_page, api, desk_url)


def served_a_year_ago(customer: Served, served_desk: ServedDesk) -> None:
    """As if the last conversation had ended a year earlier: nobody can wait for that, so the desk's store is told."""
    where = {"TableName": "deskbell-local-visitors", "Key": typed({"visitor_id": customer.visitor.visitor_id})}
    with file_of(served_desk) as store:
        ended = store.call("GetItem", where)["Item"]["contacted_at"]["S"]
        earlier = typed({":at": f"{int(ended[:4]) - 1}{ended[4:]}"})
        change = {"UpdateExpression": "SET contacted_at = :at", "ExpressionAttributeValues": earlier}
        store.call("UpdateItem", {**where, **change})


def test_the_settings_of_a_survey_are_saved_and_come_back(admin: AdminPage) -> None:
    key = admin.new_plan()
    admin.sign_in(section="plans")
    admin.edit_plan(key)

    admin.drawer.get_by_role("radio", name="抽样邀请").check()
    admin.drawer.get_by_role("radio", name="工作时间").check()
    admin.fill({"抽样比例": "20", "再次邀请间隔": "30", "多久没评就发链接": "5", "回访时限": "90"})
    admin.field("低分线").select_option("2")
    admin.drawer.get_by_role("group", name="第 1 个原因").get_by_role("button", name="删除").click()
    admin.drawer.get_by_role("button", name="添加问题").click()
    asked = admin.drawer.get_by_role("group", name="第 1 个问题")
    asked.get_by_label("怎样回答").select_option("choice")
    asked.get_by_label("中文").fill("还会再来吗？")
    for number, words in enumerate(("会", "不会"), start=1):
        asked.get_by_role("button", name="添加选项").click()
        asked.get_by_role("group", name=f"第 {number} 个选项").get_by_label("中文").fill(words)
    admin.fill({"中文": "请打个分"}, admin.group("评价邀请"))
    admin.save()

    plan = admin.plan(key)
    survey = plan["survey"]
    assert (survey["ask"], survey["share"], survey["again_after_days"]) == ("sample", 20, 30)
    assert (survey["low_score"], survey["callback_minutes"], survey["callback_time"]) == (2, 90, "working")
    assert [each["choice_id"] for each in survey["reasons"]] == ["unsolved", "attitude", "unclear", "product"]
    (question,) = survey["questions"]
    assert [each["texts"] for each in question["choices"]] == [{"zh-CN": "会"}, {"zh-CN": "不会"}]
    assert plan["texts"]["zh-CN"]["rate"] == "请打个分"
    admin.edit_plan(key)
    expect(admin.field("抽样比例")).to_have_value("20")
    expect(asked.get_by_role("group", name="第 2 个选项").get_by_label("中文")).to_have_value("不会")


def test_what_is_wrong_with_a_survey_is_said_at_its_place(admin: AdminPage) -> None:
    key = admin.new_plan()
    admin.sign_in(section="plans")
    admin.edit_plan(key)

    admin.drawer.get_by_role("button", name="添加问题").click()
    asked = admin.drawer.get_by_role("group", name="第 1 个问题")
    asked.get_by_label("怎样回答").select_option("choice")
    asked.get_by_label("英文").fill("Again?")
    admin.press("保存")

    expect(asked.get_by_role("group", name="选项")).to_have_accessible_description(re.compile("单选题要有"))
    assert admin.plan(key)["survey"]["questions"] == []


def test_the_figures_show_a_survey_that_was_answered(admin: AdminPage) -> None:
    agent = Colleague(admin.api)
    Served(agent).rate(2)
    Served(agent).rate(5)
    Served(agent)
    admin.sign_in(section="satisfaction")

    admin.page.get_by_label("统计方式").select_option("agent")

    row = admin.row(agent.name)
    expect(row.get_by_role("cell")).to_have_text(
        [
            "3",
            "2",
            "66.7%",
            "3.50",
            re.compile("1 分：0 人、2 分：1 人.*5 分：1 人", re.DOTALL),
            "50.0%",
            "—",
            "0 · 0 / 1",
        ]
    )
    expect(admin.row("合计")).to_be_visible()
    admin.page.get_by_label("时间段").select_option("own")
    admin.page.get_by_label("开始日期").fill("2020-01-01")
    expect(admin.page.get_by_label("结束日期")).to_have_value("2020-04-01")
    expect(admin.page.get_by_text("这段时间没有发出评价邀请")).to_be_visible()


def test_the_figures_are_saved_as_a_file_that_no_spreadsheet_runs(admin: AdminPage, desk_url: str) -> None:
    agent = Colleague(admin.api)
    Served(agent).rate(4)
    admin.api.call("PUT", f"/v1/admin/agents/{agent.agent_id}", admin.api.admin, {"name": '=HYPERLINK("x")'})
    admin.sign_in(section="satisfaction")
    admin.page.get_by_label("统计方式").select_option("agent")
    expect(admin.row("HYPERLINK")).to_be_visible()

    with admin.page.expect_download() as saving:
        admin.press("下载 CSV")

    written = Path(saving.value.path()).read_text("utf-8-sig")
    assert saving.value.suggested_filename.startswith("satisfaction-agent-")
    assert '"\'=HYPERLINK(""x"")","1","1","100"' in written


def test_a_campaign_is_created_and_run_and_shows_how_far_it_is(admin: AdminPage, served_desk: ServedDesk) -> None:
    agent, mark = Colleague(admin.api), new_mark()
    customer = Served(agent)
    served_a_year_ago(customer, served_desk)
    admin.sign_in(section="followups")

    admin.press("新建计划")
    admin.fill({"名称": f"沉睡客户 {mark}", "未联系天数": "300"})
    admin.field("方案").select_option("demo")
    admin.drawer.get_by_label(f"{agent.name} ({agent.number})").check()
    admin.fill({"中文": "好久不见"}, admin.drawer)
    admin.press("创建计划")
    expect(admin.drawer).to_have_count(0)
    card = admin.card(f"沉睡客户 {mark}")
    card.get_by_role("button", name="立即执行").click()
    admin.drawer.get_by_role("button", name="立即执行").click()
    expect(card).to_contain_text("已安排 1 个，完成 0 个（0%），接通 0 个")

    (planned,) = agent.call("GET", "follow-ups?view=mine")["items"]
    assert (planned["visitor_id"], planned["script"]) == (customer.visitor.visitor_id, "好久不见")
    agent.call("POST", f"follow-ups/{planned['followup_id']}/calls", {"outcome": "reached", "client_id": "once"})
    admin.page.reload()
    expect(card).to_contain_text("完成 1 个（100%），接通 1 个")


def test_a_supervisor_chooses_plans_by_name(admin: AdminPage) -> None:
    key = admin.new_plan(name="云雾茶馆")
    supervisor = admin.api.new_agent(role="supervisor")
    admin.sign_in(supervisor["email"], supervisor["password"], section="followups")

    admin.press("新建计划")
    expect(admin.field("方案").get_by_role("option", name="云雾茶馆")).to_have_attribute("value", key)
    admin.page.keyboard.press("Escape")
    admin.press("新建规则")

    expect(admin.group("方案").get_by_label("云雾茶馆")).to_have_count(1)


def test_a_rule_is_created_and_changed(admin: AdminPage) -> None:
    mark = new_mark()
    admin.sign_in(section="followups")

    admin.press("新建规则")
    admin.fill({"名称": f"七天后 {mark}", "多少天之后": "14", "问题类别": "物流\n退货"})
    admin.press("创建规则")
    expect(admin.drawer).to_have_count(0)
    card = admin.card(f"七天后 {mark}")
    card.get_by_role("button", name="编辑").click()
    admin.drawer.get_by_label("启用").uncheck()
    admin.save()

    expect(card).to_contain_text("已停用")
    expect(card).to_contain_text("会话结束 14 天后 10:00")
    (stored,) = admin.found("follow-up-rules", f"七天后 {mark}")
    assert (stored["active"], stored["after_days"], stored["categories"]) == (False, 14, ["物流", "退货"])
