"""The admin page: everything about a plan (requirements A4, A6, C1, C2, C5)."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.web.admin_page import AdminPage

LEFT, VISITS = "全方案每小时留言数", "全方案每小时访问次数"

pytestmark = [pytest.mark.browser, pytest.mark.served]


@pytest.fixture
def admin(chromium_page: Page, desk_url: str, api: Any) -> AdminPage:
    return AdminPage(chromium_page, api, desk_url)


def editing(admin: AdminPage, **fields: Any) -> str:
    """Opens the editor of a fresh plan; its key."""
    key = admin.new_plan(**fields)
    admin.sign_in(section="plans")
    admin.edit_plan(key)
    return key


def span(admin: AdminPage, of: str, number: int, start: str, end: str) -> None:
    admin.drawer.get_by_label(f"{of}，第 {number} 段开始", exact=True).fill(start)
    admin.drawer.get_by_label(f"{of}，第 {number} 段结束", exact=True).fill(end)


def week(*monday_to_friday: list[str]) -> dict[str, Any]:
    days = ("mon", "tue", "wed", "thu", "fri")
    return {**{day: [*monday_to_friday] for day in days}, "sat": [], "sun": []}


def test_hours_come_back_as_they_were_typed(admin: AdminPage) -> None:
    key = editing(admin, agent_ids=[admin.api.new_agent()["agent_id"]])

    admin.drawer.get_by_label("全天候").uncheck()
    span(admin, "周一", 1, "9", "12：00")
    admin.drawer.get_by_role("button", name="周一，添加时间段").click()
    span(admin, "周一", 2, "1330", "18:00")
    admin.drawer.get_by_role("button", name="把周一复制到周二至周五").click()
    admin.drawer.get_by_role("button", name="每日休息，添加时间段").click()
    span(admin, "每日休息", 1, "15:00", "15:15")
    admin.drawer.get_by_role("button", name="添加日期").click()
    admin.fill({"日期": "2026-12-31", "名称": "盘点"}, admin.group("第 1 个特殊日期"))
    admin.save()

    assert admin.plan(key)["hours"] == {
        "weekly": week(["09:00", "12:00"], ["13:30", "18:00"]),
        "breaks": [["15:00", "15:15"]],
        "country": "CN",
        "exceptions": [{"date": "2026-12-31", "name": "盘点", "spans": []}],
    }
    admin.edit_plan(key)
    expect(admin.drawer.get_by_label("周五，第 2 段开始")).to_have_value("13:30")
    expect(admin.field("日期")).to_have_value("2026-12-31")


def test_a_span_that_cannot_be_is_said_at_its_day_and_nothing_typed_is_lost(admin: AdminPage) -> None:
    key = editing(admin, hours={"weekly": week(["09:00", "18:00"])})
    admin.fill({"名称": "改过的名称"}, admin.part("基本"))
    admin.drawer.get_by_role("button", name="周二，添加时间段").click()

    span(admin, "周二", 2, "17:00", "20:00")
    admin.press("保存")

    admin.is_wrong("周二，第 1 段开始", "各段不能重叠")
    expect(admin.field("周二，第 1 段开始")).to_be_focused()
    expect(admin.drawer.get_by_label("周二，第 2 段结束")).to_have_value("20:00")
    assert admin.plan(key)["name"] == "茶铺"


def test_recipients_and_texts_are_saved_and_a_wrong_number_is_said_at_its_field(admin: AdminPage) -> None:
    key = editing(admin)
    admin.drawer.get_by_role("button", name="添加一人").click()
    recipient = admin.group("第 1 位")
    admin.fill({"姓名": "林小美", "邮箱": "mei@example.com", "手机": "12"}, recipient)
    admin.fill({"无人回复多久后提醒组长": "30"})
    admin.fill({"英文": "Back at {opens_at}."}, admin.group("非工作时间提示"))

    admin.press("保存")
    admin.is_wrong("手机", "请填写有效的手机号", recipient)
    expect(admin.field("手机", recipient)).to_be_focused()
    admin.fill({"手机": "13800138000"}, recipient)
    admin.save()

    plan = admin.plan(key)
    mei = {"name": "林小美", "email": "mei@example.com", "mobile": "+8613800138000", "locale": "zh-CN"}
    assert plan["offline"] == {"recipients": [mei], "remind_after_minutes": 30}
    assert plan["texts"]["en"]["off_hours"] == "Back at {opens_at}."
    assert plan["texts"]["zh-CN"]["title"] == "在线客服"


def test_a_placeholder_that_nobody_fills_is_said_at_its_text(admin: AdminPage) -> None:
    editing(admin)

    off_hours = admin.group("非工作时间提示")
    admin.fill({"英文": "Back at {time}."}, off_hours)
    admin.press("保存")

    admin.is_wrong("英文", "占位符只能用列出的", off_hours)
    expect(admin.field("英文", off_hours)).to_be_focused()


def test_what_a_colleague_saved_meanwhile_is_taken_in_and_nothing_typed_is_lost(admin: AdminPage) -> None:
    key = editing(admin, accept_seconds=90)
    theirs = {"name": "同事的名字", "accept_seconds": 120, "texts": {"en": {"title": "Theirs"}}}
    admin.api.call("PUT", f"/v1/admin/plans/{key}", admin.api.admin, theirs)

    admin.fill({"名称": "我的名字"}, admin.part("基本"))
    admin.fill({"英文": "Mine"}, admin.group("问候语"))
    admin.press("保存")
    expect(admin.page.get_by_role("alert")).to_contain_text("你们都改了：名称")
    expect(admin.field("应答时限")).to_have_value("120")
    admin.save()

    plan = admin.plan(key)
    assert (plan["name"], plan["accept_seconds"]) == ("我的名字", 120)
    assert (plan["texts"]["en"]["title"], plan["texts"]["en"]["greeting"]) == ("Theirs", "Mine")


def test_what_was_not_saved_comes_back_over_what_a_colleague_saved_since(admin: AdminPage) -> None:
    key = editing(admin, accept_seconds=90)
    admin.fill({"名称": "我的名字"}, admin.part("基本"))
    admin.page.keyboard.press("Escape")
    admin.api.call("PUT", f"/v1/admin/plans/{key}", admin.api.admin, {"accept_seconds": 120})
    admin.page.reload()

    admin.edit_plan(key)
    expect(admin.page.get_by_text("已恢复您上次没有保存的内容")).to_be_visible()
    admin.save()

    plan = admin.plan(key)
    assert (plan["name"], plan["accept_seconds"]) == ("我的名字", 120)


def test_limits_are_all_there_and_a_wrong_one_is_said_at_its_field(admin: AdminPage) -> None:
    key = editing(admin, limits={"left_by_plan": 5})

    expect(admin.field(VISITS)).to_have_value("100000")
    admin.fill({LEFT: "0", "短信可发往的国家或地区": "cn\nHK"})
    admin.press("保存")
    admin.is_wrong(LEFT, "1 至 10000000 的整数")
    admin.fill({LEFT: "7"})
    admin.save()

    limits = admin.plan(key)["limits"]
    assert (limits["left_by_plan"], limits["sms_countries"], limits["visits_by_plan"]) == (7, ["CN", "HK"], 100_000)


def test_automatic_replies_keep_their_order_and_their_words(admin: AdminPage) -> None:
    first = {"reply_id": "ship", "match": "contains", "words": ["发货"], "texts": {"zh-CN": "明天发货"}, "active": True}
    key = editing(admin, auto_replies=[first])

    admin.drawer.get_by_role("button", name="添加自动回复").click()
    second = admin.drawer.get_by_role("group", name="第 2 条自动回复")
    admin.fill({"关键词": "退货\nreturn", "中文": "七天内可退"}, second)
    second.get_by_role("button", name="上移").click()
    first_row = admin.drawer.get_by_role("group", name="第 1 条自动回复")
    expect(first_row.get_by_role("button", name="上移")).to_be_focused()
    admin.save()

    replies = admin.plan(key)["auto_replies"]
    assert [each["reply_id"] for each in replies] == ["reply-1", "ship"]
    assert replies[0]["words"] == ["退货", "return"]


def test_the_look_is_seen_at_once_and_weak_contrast_is_told(admin: AdminPage) -> None:
    key = editing(admin)

    admin.fill({"主色": "#ffee88"})
    expect(admin.drawer.get_by_role("status").filter(has_text="不够清楚")).to_be_visible()
    admin.page.get_by_label("公示牌", exact=False).first.check()
    expect(admin.part("外观").get_by_role("img", name="给我们留言")).to_be_visible()
    admin.page.get_by_label("左下角").check()
    admin.save()

    look = admin.plan(key)["look"]
    assert (look["color"], look["show"], look["position"]) == ("#ffee88", "board", "left")


def test_the_address_of_the_form_page_is_there_to_be_copied(admin: AdminPage, desk_url: str) -> None:
    key = editing(admin)

    address = admin.drawer.get_by_role("textbox", name="留言页地址")

    expect(address).to_have_value(f"{desk_url}/form/{key}")
