"""When much goes wrong at once: at the console, before visitors, and in the administration (requirement F9)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from .accessibility import faults_in_both_themes
from .admin_page import AdminPage, new_mark
from .console_page import Console
from .widget_page import Visit, some_text

pytestmark = [pytest.mark.browser, pytest.mark.served]

INCIDENTS = "/v1/desk/incidents"


@pytest.fixture
def calm(api: Any) -> Iterator[Any]:
    """What a test leaves open ends with it."""
    yield api
    _, listed = api.call("GET", "/v1/desk/open-incidents", api.admin)
    for each in listed["items"]:
        api.call("POST", f"{INCIDENTS}/{each['incident_id']}/end", api.admin, {})


def test_an_incident_is_declared_led_shown_to_visitors_and_ends_with_a_report(
    chromium_page: Page, desk_url: str, calm: Any
) -> None:
    console, mark = Console(chromium_page, calm, desk_url), new_mark()
    page, boss = console.page, console.sign_in(calm.new_agent(role="supervisor"))

    page.get_by_role("tab", name="应急").click()
    page.get_by_role("button", name="启动应急").click()
    form = page.get_by_role("dialog", name="启动应急")
    form.get_by_label("标题").fill(f"支付故障 {mark}")
    form.get_by_label("涉及方案").select_option("demo")
    form.get_by_label("情况说明").fill("支付页打不开")
    assert faults_in_both_themes(page) == {}
    form.get_by_role("button", name="启动并通知主管").click()
    incident = page.get_by_role("region", name="应急事件")
    expect(incident.get_by_role("heading", name=f"支付故障 {mark}")).to_be_visible()
    bar = page.get_by_role("status").filter(has_text=f"支付故障 {mark}")
    expect(bar).to_be_visible()
    expect(incident.get_by_text("支付页打不开")).to_be_visible()

    incident.get_by_role("checkbox", name="确认故障范围").check()
    expect(incident.get_by_text(re.compile(f"客服组长.*{boss['name']}"))).to_be_visible()
    incident.get_by_label("备用电话").fill("400-800-1234")
    incident.get_by_label("英文").fill(f"Payments fail {mark}")
    note = incident.get_by_label("备注")
    note.fill("已联系技术部")
    incident.get_by_role("button", name="保存").click()
    expect(incident.get_by_role("button", name="保存")).to_have_count(0)
    expect(note).to_have_value("已联系技术部")  # nothing typed is lost
    incident.get_by_role("button", name="记录").click()
    expect(note).to_have_value("")
    incident.get_by_role("switch").check()
    expect(incident.get_by_text("正在告知访客")).to_be_visible()
    assert faults_in_both_themes(page) == {}

    visit, text = Visit(page.context.new_page(), f"{desk_url}/demo").open(), some_text()
    expect(visit.told("400-800-1234")).to_be_visible()
    visit.write(text)
    visit.sees("400-800-1234")
    visit.page.close()
    console.look_again()
    expect(incident.get_by_text("已收到安抚回复").first).to_be_visible()

    with page.expect_download() as saved:
        incident.get_by_role("button", name="导出 CSV").click()
    with open(saved.value.path(), encoding="utf-8-sig") as file:
        assert text in file.read()
    incident.get_by_role("button", name="结束应急").click()
    page.get_by_role("dialog").get_by_role("button", name="结束应急").click()
    expect(bar).to_have_count(0)
    incident.get_by_label("原因", exact=True).fill("证书过期")
    incident.get_by_role("button", name="保存").click()
    expect(incident.get_by_role("region", name="经过").get_by_text("证书过期")).to_have_count(0)
    expect(incident.get_by_role("region", name="经过").get_by_text("原因")).to_be_visible()
    later = Visit(page.context.new_page(), f"{desk_url}/demo").open()
    expect(later.told("400-800-1234")).to_have_count(0)
    later.page.close()

    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert faults_in_both_themes(page) == {}


def test_a_rule_an_event_and_who_is_told_are_kept(chromium_page: Page, desk_url: str, api: Any) -> None:
    admin, mark = AdminPage(chromium_page, api, desk_url), new_mark()
    admin.sign_in(section="incidents")
    page = admin.page

    admin.press("新增规则")
    admin.fill({"名称": f"退款 {mark}"})
    admin.field("统计什么").select_option("keyword")
    admin.press("保存")
    expect(admin.field("关键词")).to_have_attribute("aria-invalid", "true")
    admin.fill({"关键词": f"退款{mark}", "超过多少个": "3"})
    assert faults_in_both_themes(page) == {}
    admin.save()
    expect(page.get_by_role("row", name=re.compile(f"退款 {mark}"))).to_contain_text(
        f"提到退款{mark}的会话和留言超过 3 个"
    )
    page.get_by_role("row", name=re.compile(f"退款 {mark}")).get_by_role("button", name=re.compile("^删除")).click()
    page.get_by_role("dialog").get_by_role("button", name=re.compile("^删除")).click()
    expect(page.get_by_text(f"退款 {mark}")).to_have_count(0)

    page.get_by_role("tab", name="预案").click()
    row = page.get_by_role("row", name=re.compile("物流受阻"))
    row.get_by_role("button", name="编辑").click()
    admin.fill({"备用电话": "400-1"})
    assert faults_in_both_themes(page) == {}
    admin.save()
    row.get_by_role("button", name="编辑").click()
    expect(admin.field("备用电话")).to_have_value("400-1")
    page.keyboard.press("Escape")

    page.get_by_role("tab", name="通知对象").click()
    assert faults_in_both_themes(page) == {}
