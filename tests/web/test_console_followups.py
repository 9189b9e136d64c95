"""The agents' console: callbacks and follow-ups (requirements A3, D2, D3)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.window import hurry

from .colleagues import Colleague
from .console_page import Console, Served

pytestmark = [pytest.mark.browser, pytest.mark.served]


@pytest.fixture
def console(chromium_page: Page, desk_url: str, api: Any) -> Iterator[Console]:
    """A console of a desk where it is morning, whatever time it is: what is due in some hours is due today."""
    east = (9 - datetime.now(UTC).hour + 12) % 24 - 12
    _, before = api.call("GET", "/v1/admin/desk", api.admin)
    api.call("PUT", "/v1/admin/desk", api.admin, {"time_zone": f"Etc/GMT{-east:+d}" if east else "Etc/GMT"})
    yield Console(chromium_page, api, desk_url)
    api.call("PUT", "/v1/admin/desk", api.admin, {"time_zone": before["time_zone"]})


def calls(console: Console) -> Locator:
    """The calls that were made."""
    return console.page.get_by_role("region", name="联系记录").get_by_role("article")


def record(console: Console, outcome: str, note: str = "") -> None:
    """Write down a call."""
    console.page.get_by_role("radio", name=outcome).check()
    console.page.get_by_label("本次记录").fill(note)
    console.page.get_by_role("button", name="保存记录").click()


def test_a_supervisor_calls_back_after_a_low_score_in_vain_and_then_reaches_them(console: Console) -> None:
    supervisor, page = console.api.new_agent(role="supervisor"), console.page
    customer = Served(Colleague(console.api))
    customer.rate(2, "三天了还没有发货")
    console.sign_in(supervisor)

    expect(console.follow_ups_tab).to_contain_text("1 个今日待办")
    console.open_follow_ups("今日")
    expect(console.rows).to_contain_text("后到期")
    console.rows.click()
    expect(page.get_by_role("blockquote")).to_have_text("三天了还没有发货")
    page.get_by_role("radio", name="未接通").check()
    expect(page.get_by_role("button", name="保存记录")).to_be_disabled()
    not_today = datetime.now(UTC).astimezone() + timedelta(hours=47)  # wherever the desk is
    page.get_by_label("下次联系时间").fill(f"{not_today:%Y-%m-%dT%H:%M}")
    record(console, "未接通", "没人接")
    expect(calls(console)).to_contain_text("没人接")
    expect(console.follow_ups_tab).not_to_contain_text("今日待办")
    record(console, "已接通", "已补发")

    expect(page.get_by_role("status").filter(has_text="已接通")).to_be_visible()
    _, listed = console.api.call("GET", "/v1/desk/follow-ups?view=mine&state=done", console.token)
    (done,) = listed["items"]
    assert (done["kind"], done["about"], done["score"]) == ("callback", customer.conversation_id, 2)
    assert [note["outcome"] for note in done["notes"]] == ["not_reached", "reached"]
    page.get_by_role("link", name="查看会话记录").click()
    expect(console.bubble("茶叶还没有收到")).to_be_visible()


def test_what_the_customer_changes_is_no_call_so_not_reached_still_has_its_next_try(console: Console) -> None:
    supervisor, page = console.api.new_agent(role="supervisor"), console.page
    customer = Served(Colleague(console.api))
    for number, score in enumerate((1, 2, 1, 2, 1)):
        customer.rate(score, client_id=str(number), reasons=["slow"], resolved=False)
    console.sign_in(supervisor)
    console.open_follow_ups("今日")

    expect(console.rows).to_contain_text("回复太慢")
    expect(console.rows).not_to_contain_text("已联系")
    console.rows.click()
    expect(page.get_by_role("region", name="后续变化").get_by_role("article")).to_have_count(4)
    expect(page.get_by_role("region", name="后续变化")).to_contain_text("客服台")
    expect(page.get_by_role("definition").filter(has_text="未解决")).to_be_visible()
    page.get_by_role("radio", name="未接通").check()
    page.get_by_role("button", name="明天 10:00").click()
    record(console, "未接通", "没人接")

    expect(calls(console)).to_have_count(1)
    expect(page.get_by_role("radio", name="未接通")).to_be_enabled()


def test_a_call_whose_receipt_is_lost_is_written_down_once(console: Console) -> None:
    agent, sent = Colleague(console.api), []
    followup_id = Served(agent).to_be_called()

    def lose_two_receipts(route: Route) -> None:
        sent.append(json.loads(route.request.post_data or "{}")["client_id"])
        if len(sent) > 2:
            return route.fallback()
        route.fetch()
        return route.abort("connectionreset")

    console.sign_in(agent.agent)
    console.open_follow_ups("我的")
    console.follow_up_row(followup_id).click()
    console.page.route("**/calls", lose_two_receipts)
    hurry(console.page)
    with console.page.expect_response("**/calls"):  # the two before have none
        record(console, "已解决", "没有问题了")

    expect(calls(console)).to_have_count(1)
    expect(console.page.get_by_role("status").filter(has_text="已解决")).to_be_visible()
    _, stored = console.api.call("GET", f"/v1/desk/follow-ups/{followup_id}", console.api.admin)
    assert (len(sent), len(set(sent)), len(stored["notes"])) == (3, 1, 1)


def test_a_half_written_call_is_there_again_after_a_reload(console: Console) -> None:
    agent, page = Colleague(console.api), console.page
    followup_id = Served(agent).to_be_called("想了解您是否满意")
    console.sign_in(agent.agent)
    console.open_follow_ups("我的")
    console.follow_up_row(followup_id).click()

    page.get_by_role("radio", name="未接通").check()
    page.get_by_label("本次记录").fill("写到一半")
    page.get_by_role("button", name="1 小时后").click()
    chosen = page.get_by_label("下次联系时间").input_value()
    page.reload()

    expect(page.get_by_role("region", name="回访话术")).to_contain_text("想了解您是否满意")
    expect(page.get_by_label("本次记录")).to_have_value("写到一半")
    expect(page.get_by_role("radio", name="未接通")).to_be_checked()
    expect(page.get_by_label("下次联系时间")).to_have_value(chosen)


def test_an_agent_sees_nothing_of_the_follow_ups_of_others(console: Console) -> None:
    followup_id = Served(Colleague(console.api)).to_be_called()
    console.sign_in()
    console.open_follow_ups("我的")
    expect(console.page.get_by_text("没有符合条件的回访")).to_be_visible()
    expect(console.page.get_by_role("tab", name="全部")).to_have_count(0)

    console.page.evaluate(f"location.hash = 'followup/{followup_id}'")

    expect(console.page.get_by_text("这个回访不存在，或不在您的范围内。")).to_be_visible()
    expect(console.rows).to_have_count(0)


def test_a_leader_gives_a_follow_up_to_a_colleague(console: Console) -> None:
    first, second = Colleague(console.api), Colleague(console.api)
    followup_id = Served(first).to_be_called()
    console.sign_in(console.api.new_agent(role="supervisor"))
    console.open_follow_ups("全部")
    console.follow_up_row(followup_id).click()

    console.page.get_by_role("button", name="交给同事").click()
    dialog = console.page.get_by_role("dialog")
    dialog.get_by_role("radio", name=re.compile(second.name)).check()
    dialog.get_by_role("button", name="交给此人").click()

    expect(dialog).to_have_count(0)
    expect(console.page.get_by_text(re.compile(f"这个回访由 {second.name}"))).to_be_visible()
    assert second.call("GET", f"follow-ups/{followup_id}")["owner"]["id"] == second.agent_id


def test_what_an_agent_promises_is_written_down_and_a_follow_up_is_planned_by_hand(console: Console) -> None:
    visitor, page = console.talk_with_a_visitor_who_says("下个月还要订一批"), console.page

    console.reply("您好")
    console.reply("明天上午十点给您回电")
    promised = page.get_by_role("group", name="您的承诺")
    expect(promised).to_contain_text(":00 回电？")
    console.composer.press("Alt+o")
    expect(page.get_by_role("status").filter(has_text="已记下")).to_be_visible()
    expect(promised).to_have_count(0)
    page.get_by_role("button", name="安排回访").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("类型").select_option("pre_sale")
    dialog.get_by_label("话术").fill("问问下个月的订单")
    dialog.get_by_role("button", name="安排", exact=True).click()
    page.get_by_role("button", name="查看", exact=True).click()

    expect(page.get_by_role("region", name="回访话术")).to_contain_text("问问下个月的订单")
    expect(console.follow_ups_tab).to_have_attribute("aria-selected", "true")
    _, listed = console.api.call("GET", "/v1/desk/follow-ups?view=mine", console.token)
    made = {each["kind"]: (each["visitor_id"], each["about"], each["channel"]) for each in listed["items"]}
    assert made == {
        "pre_sale": (visitor.visitor_id, None, None),
        "promise": (visitor.visitor_id, visitor.conversation_id, "phone"),
    }


def test_a_conversation_that_was_rated_shows_how(console: Console) -> None:
    agent, page, asked = Colleague(console.api), console.page, []
    rated, unrated = Served(agent), Served(agent)
    rated.rate(2, "三天了还没有发货", reasons=["unsolved"], resolved=False)
    page.on("request", lambda request: asked.append(request.url) if request.url.endswith("/survey") else None)
    console.sign_in(agent.agent)

    console.open_from("全部", rated.visitor)
    rating = page.get_by_role("region", name="客户评价")
    expect(rating).to_contain_text("评分 2 分，满分 5 分")
    expect(rating).to_contain_text("问题没有解决")
    expect(rating).to_contain_text("未解决")
    expect(rating.get_by_role("blockquote")).to_have_text("三天了还没有发货")
    console.open_from("全部", unrated.visitor)

    expect(rating).to_contain_text("还没有回答")
    assert len(asked) == 2
