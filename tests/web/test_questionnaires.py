"""A questionnaire from writing it to its report: the administration, a follow-up, a link on a phone (D3)."""

from __future__ import annotations

import re
import urllib.request
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.served import ServedDesk
from tests.web.accessibility import faults_in_both_themes
from tests.web.admin_page import AdminPage, new_mark
from tests.web.colleagues import Colleague
from tests.web.console_page import Console, Served
from tests.web.test_admin_afterwards import served_a_year_ago

SIGN_OUT = "() => { localStorage.clear(); sessionStorage.clear(); }"
pytestmark = [pytest.mark.browser, pytest.mark.served]


def link_in_outbox(api: Any, mark: str) -> str:
    """Where the letter about this questionnaire leads, once it is out; empty until then."""
    with urllib.request.urlopen(f"{api.url}/local/outbox", timeout=30) as outbox:
        text = outbox.read().decode()
    found = re.search(rf"{mark}(?:(?!{mark}).)*?(/q/[\w.-]+=*)", text, re.DOTALL)
    return found[1] if found else ""


def counted(api: Any, questionnaire_id: str) -> int:
    """How many answers its report has."""
    report = api.call("GET", f"/v1/admin/questionnaires/{questionnaire_id}/report", api.admin)[1]
    return int(report["total"]["figures"]["answered"])


def test_a_questionnaire_is_written_asked_answered_and_reported(
    chromium_page: Page, desk_url: str, api: Any, served_desk: ServedDesk
) -> None:
    page, mark = chromium_page, new_mark()
    admin, agent = AdminPage(page, api, desk_url), Colleague(api)
    customer = Served(agent)
    agent.call("PUT", f"visitors/{customer.visitor.visitor_id}", {"email": f"{mark}@example.com"})
    served_a_year_ago(customer, served_desk)

    # written
    admin.sign_in(section="questionnaires")
    page.get_by_role("tab", name="问卷", exact=True).click()
    admin.press("新建问卷")
    admin.fill({"中文": f"满意度 {mark}", "英文": f"Happy {mark}"}, admin.group("名称"))
    for number, (kind, words) in enumerate((("scale", "满意吗"), ("text", "想说什么")), start=1):
        admin.drawer.get_by_role("button", name="添加问题").click()
        asked = admin.drawer.get_by_role("group", name=f"第 {number} 个问题")
        asked.get_by_label("题型").select_option(kind)
        admin.fill({"中文": words, "英文": words}, asked.get_by_role("group", name="问题"))
    admin.drawer.get_by_role("button", name="发布", exact=True).click()
    page.get_by_role("dialog", name="发布").get_by_role("button", name="发布", exact=True).click()
    expect(admin.card(f"满意度 {mark}")).to_contain_text("第 1 版")
    assert faults_in_both_themes(page) == {}

    # asked
    known = api.call("GET", "/v1/admin/questionnaires", api.admin)[1]["items"]
    (asked_id,) = [each["questionnaire_id"] for each in known if mark in each["names"]["en"]]
    body = {"name": mark, "plan_key": "demo", "agent_ids": [agent.agent_id], "days_without_contact": 300}
    body |= {"quota_per_agent": 1, "questionnaire_id": asked_id, "kind": "renewal"}
    made = api.call("POST", "/v1/admin/campaigns", api.admin, body)[1]
    assert api.call("POST", f"/v1/admin/campaigns/{made['campaign_id']}/run", api.admin, {})[0] == 201
    (one,) = agent.call("GET", "follow-ups?view=mine")["items"]
    console = Console(page, api, desk_url)
    page.evaluate(SIGN_OUT)
    console.sign_in(agent.agent)
    console.open_follow_ups("我的")
    console.follow_up_row(one["followup_id"]).click()
    form = page.get_by_role("region", name="问卷")
    form.get_by_role("radio", name="2", exact=True).check()
    with page.expect_response(lambda answer: answer.url.endswith("/answers") and answer.ok):
        form.get_by_label("想说什么").fill("还好")
    assert faults_in_both_themes(page, form) == {}
    page.reload()
    expect(form.get_by_label("想说什么")).to_have_value("还好")
    form.get_by_role("button", name="发送链接").click()
    page.get_by_role("dialog").get_by_role("button", name="发送链接").click()
    expect(form).to_contain_text("链接发于")

    # answered, on a phone
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(desk_url.rstrip("/") + "/local/outbox")
    address = ""
    while not address:
        page.reload()
        address = link_in_outbox(api, mark)
    page.goto(desk_url.rstrip("/") + address)
    expect(page.get_by_role("heading", name=f"满意度 {mark}")).to_be_visible()
    assert faults_in_both_themes(page) == {}
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.get_by_role("radio", name="5", exact=True).check()
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_role("heading", name="感谢您的回答！")).to_be_visible()
    while not counted(api, asked_id):
        page.reload()

    # reported
    page.set_viewport_size({"width": 1280, "height": 900})
    page.evaluate(SIGN_OUT)
    admin.sign_in(section="questionnaires")
    page.get_by_role("combobox", name="问卷", exact=True).select_option(asked_id)
    panel = page.get_by_role("region", name="满意吗")
    expect(panel).to_contain_text("1 个回答")
    panel.get_by_role("button", name="回答明细 满意吗").click()
    expect(admin.drawer).to_contain_text("还好")
