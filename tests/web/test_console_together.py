"""The agents' console: working together (requirements A3, A8, B9, D7)."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from .colleagues import Colleague
from .console_moves import choose, confirm, dialog, move, open_any, supervisor
from .console_page import Console

pytestmark = [pytest.mark.browser, pytest.mark.served]


@pytest.fixture
def console(chromium_page: Page, desk_url: str, api: Any) -> Console:
    return Console(chromium_page, api, desk_url)


# Handing on


def test_a_transferred_conversation_goes_with_its_note_and_the_visitor_never_sees_the_note(console: Console) -> None:
    visitor, page = console.talk_with_a_visitor_who_says("可以刻字吗"), console.page
    other = Colleague(console.api)

    move(console, "转接").click()
    choose(console, other.name, "老客户，想刻两个字")
    confirm(console, "转接")

    expect(page.get_by_text(f"此会话已转由 {other.name}")).to_be_visible()
    expect(console.composer).to_have_count(0)
    expect(console.row(visitor)).to_have_count(0)
    entries = other.call("GET", f"conversations/{visitor.conversation_id}/entries")["entries"]
    assert [entry["note"] for entry in entries if entry["kind"] == "transferred"] == ["老客户，想刻两个字"]
    assert "老客户" not in json.dumps(visitor.entries(), ensure_ascii=False)


def test_the_next_agent_reads_the_note_that_is_for_agents_only_and_who_stays_responsible(console: Console) -> None:
    first = Colleague(console.api)
    visitor = first.take_a_visitor_who_says("我要投诉")
    agent = console.sign_in()

    first.move(visitor, "transfer", {"agent_id": agent["agent_id"], "note": "请先道歉"})
    console.open_from("我的", visitor)

    note = console.page.get_by_role("listitem").filter(has_text="仅客服可见")
    expect(note).to_contain_text("请先道歉")
    expect(console.page.get_by_text(re.compile(rf"{first.name} \({first.number}\) 把会话转接给您"))).to_be_visible()
    assert "请先道歉" not in json.dumps(visitor.entries(), ensure_ascii=False)
    expect(console.page.get_by_text(f"首问 {first.name}")).to_be_visible()
    expect(console.page.get_by_role("complementary", name="访客资料")).to_contain_text(first.name)


def test_a_refused_transfer_says_why_and_the_conversation_stays(console: Console) -> None:
    visitor = console.talk_with_a_visitor_who_says("要等多久")
    other = Colleague(console.api, capacity=1)
    other.take_a_visitor_who_says("我先来的")

    move(console, "转接").click()
    choose(console, other.name, "麻烦你")
    confirm(console, "转接")

    expect(dialog(console).get_by_role("alert")).to_contain_text("转接没有成功：对方的接待量已满。")
    expect(dialog(console).get_by_label("备注")).to_have_value("麻烦你")
    dialog(console).get_by_role("button", name="取消").click()
    console.reply("马上就好")
    assert console.delivers(visitor, "马上就好")


def test_a_group_where_nobody_is_there_is_asked_about_and_then_it_waits_there(console: Console) -> None:
    visitor = console.talk_with_a_visitor_who_says("有人吗")
    alone = console.api.new_agent()
    group = {"name": "空无一人", "leader_id": alone["agent_id"], "member_ids": [alone["agent_id"]]}
    console.api.call("POST", "/v1/admin/groups", console.api.admin, group)

    move(console, "转接").click()
    choose(console, "空无一人")
    confirm(console, "转接")

    expect(dialog(console).get_by_role("alert")).to_contain_text("这个组现在没有人在线")
    dialog(console).get_by_label("让会话等候，直到该组有人上线").check()
    confirm(console, "转接")

    expect(dialog(console)).to_have_count(0)
    last = visitor.entries()[-1]
    assert (last["kind"], last["place"], last["offer"]) == ("transferred", 1, "offline_form")
    assert last["text"].startswith("客服暂时不在线")


# Hold, guests


def test_a_held_conversation_shows_it_until_it_is_resumed(console: Console) -> None:
    visitor, page = console.talk_with_a_visitor_who_says("帮我查一下订单"), console.page

    move(console, "挂起").click()
    expect(page.get_by_text("挂起没有成功：请先回复访客，再挂起会话。")).to_be_visible()
    console.reply("好的，我看一下")
    assert console.delivers(visitor, "好的，我看一下")
    move(console, "挂起").click()
    expect(page.get_by_text(re.compile("会话自 .* 起挂起"))).to_be_visible()
    expect(console.row(visitor)).to_contain_text("挂起中")
    move(console, "恢复").click()

    expect(page.get_by_text(re.compile("会话自 .* 起挂起"))).to_have_count(0)
    expect(move(console, "挂起")).to_be_visible()
    assert [entry["kind"] for entry in visitor.entries()][-2:] == ["held", "resumed"]


def test_an_invited_colleague_is_named_until_they_leave(console: Console) -> None:
    visitor, page = console.talk_with_a_visitor_who_says("这个技术问题谁懂"), console.page
    expert = Colleague(console.api)

    move(console, "邀请").click()
    choose(console, expert.name, "你来看看")
    confirm(console, "邀请")
    expect(page.get_by_text(f"协助 {expert.name}")).to_be_visible()
    expert.say(visitor, "这个我来解释")
    expect(console.bubble("这个我来解释")).to_be_visible()
    expert.move(visitor, "leave")

    expect(page.get_by_text(f"{expert.name} ({expert.number}) 退出了会话")).to_be_visible()
    expect(page.get_by_text(f"协助 {expert.name}")).to_have_count(0)
    expect(console.composer).to_be_visible()


def test_a_guest_answers_beside_the_agent_and_leaves(console: Console) -> None:
    other = Colleague(console.api)
    visitor, refused = other.take_a_visitor_who_says("水温多少合适"), []
    guest = console.sign_in()
    console.page.on("response", lambda answer: refused.append(answer.url) if answer.status == 403 else None)
    other.move(visitor, "invite", {"agent_id": guest["agent_id"]})

    console.open_from("我的", visitor)
    expect(console.row(visitor)).to_contain_text("协助")
    expect(console.page.get_by_role("button", name="结束会话")).to_have_count(0)
    console.reply("八十五度")
    assert console.delivers(visitor, "八十五度")
    move(console, "退出协助").click()

    expect(console.row(visitor)).to_have_count(0)
    expect(console.composer).to_have_count(0)
    assert other.conversation(visitor)["guests"] == []
    visitor.say("明白了")
    other.say(visitor, "不客气")
    with console.page.expect_response(lambda answer: "/heartbeat" in answer.url):
        console.look_again()
    assert len(refused) <= 6  # what is no longer theirs to see is asked for again by nothing


# Supervisors


def test_a_supervisor_gives_more_than_the_capacity_only_when_they_say_so(console: Console) -> None:
    one, full = Colleague(console.api), Colleague(console.api, capacity=1)
    full.take_a_visitor_who_says("第一位")
    visitor = one.take_a_visitor_who_says("请换一位客服")
    supervisor(console)
    open_any(console, visitor)

    move(console, "改派").click()
    choose(console, full.name)
    submit = dialog(console).get_by_role("button", name="改派", exact=True)
    expect(submit).to_be_disabled()
    dialog(console).get_by_role("checkbox").check()
    submit.click()

    expect(dialog(console)).to_have_count(0)
    expect(console.page.get_by_text(f"此会话由 {full.name}")).to_be_visible()
    assert full.conversation(visitor)["agent"]["id"] == full.agent_id


def test_a_supervisor_takes_over_beyond_their_own_capacity_after_a_question(console: Console) -> None:
    one = Colleague(console.api)
    first, second = one.take_a_visitor_who_says("第一位"), one.take_a_visitor_who_says("第二位")
    supervisor(console, capacity=1)
    open_any(console, first)
    move(console, "接管").click()
    expect(console.composer).to_be_visible()

    open_any(console, second)
    move(console, "接管").click()
    dialog(console).get_by_role("button", name="仍然接管").click()

    expect(console.page.get_by_text("您接管了会话")).to_be_visible()
    console.reply("您好，我是主管")
    assert console.delivers(second, "您好，我是主管")


def test_a_conversation_that_is_taken_away_becomes_read_only_and_keeps_the_draft(console: Console) -> None:
    visitor, page = console.talk_with_a_visitor_who_says("你们主管呢"), console.page
    boss = Colleague(console.api, role="supervisor")
    console.composer.fill("写到一半")

    boss.move(visitor, "reassign", {"agent_id": boss.agent_id})

    expect(console.composer).to_have_count(0)
    expect(page.get_by_text("您不能再回复")).to_be_visible()
    expect(page.get_by_text("未发送的草稿已保留：写到一半")).to_be_visible()


# Why, who


def test_an_agent_reads_why_a_conversation_is_theirs(console: Console) -> None:
    Colleague(console.api).be("busy")
    console.talk_with_a_visitor_who_says("为什么是你")

    console.page.get_by_role("button", name="为什么分给我").click()

    rows = dialog(console).get_by_role("row")
    expect(dialog(console).get_by_role("listitem").get_by_role("paragraph")).not_to_be_empty()
    expect(rows.filter(has_text="选中")).to_contain_text("我")
    expect(rows.filter(has_text="选中")).to_contain_text(re.compile(r"\d/5"))


def test_a_visitors_name_level_and_contacts_can_be_corrected(console: Console) -> None:
    visitor, page = console.talk_with_a_visitor_who_says("我姓林"), console.page
    card = page.get_by_role("complementary", name="访客资料")

    card.get_by_role("button", name="修改姓名、级别和联系方式").click()
    card.get_by_label("姓名").fill("林女士")
    card.get_by_label("级别").select_option("vip")
    card.get_by_label("手机").fill("12")
    card.get_by_role("button", name="保存").click()
    expect(card.get_by_role("alert")).to_contain_text("手机号码不正确")
    card.get_by_label("手机").fill("138 0013 8000")
    card.get_by_label("邮箱").fill("lin@example.com")
    card.get_by_role("button", name="保存").click()

    expect(card.get_by_role("heading", name="林女士")).to_be_visible()
    expect(card.get_by_text("VIP", exact=True)).to_be_visible()
    expect(card.get_by_text("+86138****8000", exact=True)).to_be_visible()
    expect(card.get_by_text("l**@example.com", exact=True)).to_be_visible()
    expect(console.row(visitor, "林女士")).to_be_visible()
    _, known = console.api.call("GET", f"/v1/desk/conversations/{visitor.conversation_id}", console.token)
    assert (known["visitor"]["name"], known["visitor"]["level"]) == ("林女士", "vip")


def test_the_line_shows_level_place_and_a_waiting_time_that_ticks(console: Console) -> None:
    console.page.clock.install()
    console.sign_in()
    page, visitor = console.page, console.api.visitor()
    with page.expect_response(lambda answer: "/presence" in answer.url and answer.ok):
        page.get_by_role("radio", name="忙碌").check()
    visitor.say("等一等没关系")
    console.api.call("PUT", f"/v1/desk/visitors/{visitor.visitor_id}", console.api.admin, {"level": "gold"})

    page.get_by_role("tab", name="排队").click()

    expect(console.row(visitor)).to_contain_text("金卡")
    expect(console.row(visitor)).to_contain_text(re.compile(r"第 \d+ 位"))
    waits = console.row(visitor).get_by_text(re.compile("^已等"))
    told = waits.inner_text()
    page.clock.fast_forward(30_000)
    expect(waits).not_to_have_text(told)
