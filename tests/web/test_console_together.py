"""The agents' console: working together (requirements A3, A8, B9, D7, F7)."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from .colleagues import Colleague
from .console_page import Console

pytestmark = [pytest.mark.browser, pytest.mark.served]

SOON_MS = 15_000  # what another one did shows at the next reading
A_BEAT_MS = 45_000  # 20 s between beats, if the one that was asked for met another on its way


@pytest.fixture
def console(chromium_page: Page, desk_url: str, api: Any) -> Console:
    return Console(chromium_page, api, desk_url)


def move(console: Console, name: str) -> Locator:
    """One of the buttons beside the conversation's title."""
    return console.page.get_by_role("group", name="转接与挂起").get_by_role("button", name=name)


def dialog(console: Console) -> Locator:
    return console.page.get_by_role("dialog")


def choose(console: Console, name: str, note: str = "") -> None:
    dialog(console).get_by_role("radio", name=re.compile(re.escape(name))).check()
    if note:
        dialog(console).get_by_label("备注").fill(note)


def confirm(console: Console, name: str) -> None:
    dialog(console).get_by_role("button", name=name, exact=True).click()


def supervisor(console: Console, capacity: int = 5) -> dict[str, Any]:
    """Signs in somebody who may reassign, take over and set the status of others."""
    return console.sign_in(console.api.new_agent(capacity=capacity, role="supervisor"))


def open_any(console: Console, visitor: Any) -> None:
    console.open_from("全部", visitor)
    expect(console.page.locator(".conversation-title")).to_be_visible()


# Passwords and rights


def test_a_first_sign_in_asks_for_an_own_password_and_then_opens_the_desk(console: Console) -> None:
    agent, page = console.api.new_agent(), console.page
    set_by_others = {"password": "set by somebody else", "temporary": True}
    console.api.call("PUT", f"/v1/admin/agents/{agent['agent_id']}", console.api.admin, set_by_others)
    console.open_sign_in()
    console.submit(agent["email"], "set by somebody else")

    page.get_by_label("当前密码").fill("set by somebody else")
    page.get_by_label("新密码", exact=True).fill("known to me alone")
    page.get_by_label("再次输入新密码").fill("known to me alone")
    page.get_by_role("button", name="修改并继续").click()

    expect(page.get_by_role("radio", name="在线")).to_be_checked()
    assert console.api.sign_in(agent["email"], "known to me alone")


def test_a_password_that_cannot_be_says_at_its_field_why(console: Console) -> None:
    agent, page = console.api.new_agent(), console.page
    set_by_others = {"password": "set by somebody else", "temporary": True}
    console.api.call("PUT", f"/v1/admin/agents/{agent['agent_id']}", console.api.admin, set_by_others)
    console.open_sign_in()
    console.submit(agent["email"], "set by somebody else")

    page.get_by_label("当前密码").fill("not this one")
    page.get_by_label("新密码", exact=True).fill("known to me alone")
    page.get_by_label("再次输入新密码").fill("mistyped")
    page.get_by_role("button", name="修改并继续").click()
    expect(page.locator("#again-word")).to_have_text("两次输入的新密码不一致。")
    for each in ("new", "again"):
        page.locator(f"#password-{each}").fill("password123")
    page.get_by_role("button", name="修改并继续").click()
    expect(page.locator("#new-word")).to_contain_text("这个密码太常见")
    for each in ("new", "again"):
        page.locator(f"#password-{each}").fill("known to me alone")
    page.get_by_role("button", name="修改并继续").click()

    expect(page.locator("#current-word")).to_have_text("当前密码不正确。")
    expect(page.get_by_role("radio", name="在线")).to_have_count(0)


def test_a_reload_brings_the_agents_new_name(console: Console) -> None:
    agent = console.sign_in()
    page = console.page
    renamed = {"name": "新名字"}
    console.api.call("PUT", f"/v1/admin/agents/{agent['agent_id']}", console.api.admin, renamed)

    page.reload()

    expect(page.get_by_role("banner")).to_contain_text("新名字")


def test_buttons_are_there_only_for_those_with_the_permission(console: Console) -> None:
    other = Colleague(console.api)
    visitor = other.take_a_visitor_who_says("谁来接待我")
    other.move(visitor, "transfer", {"agent_id": console.sign_in()["agent_id"]})
    page = console.page

    console.open_from("我的", visitor)

    expect(move(console, "转接")).to_be_visible()
    expect(move(console, "改派")).to_have_count(0)
    expect(page.get_by_role("button", name="同事")).to_have_count(0)
    expect(page.get_by_role("link", name="管理后台")).to_have_count(0)


def test_who_manages_something_finds_the_way_to_the_administration(console: Console, desk_url: str) -> None:
    console.sign_in(console.api.new_agent(role="administrator"))

    link = console.page.get_by_role("link", name="管理后台")

    expect(link).to_have_attribute("href", f"{desk_url}/admin")
    expect(console.page.get_by_role("button", name="同事")).to_be_visible()


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


def test_a_note_is_shown_to_the_next_agent_as_for_agents_only(console: Console) -> None:
    other = Colleague(console.api)
    visitor = other.take_a_visitor_who_says("我要投诉")
    agent = console.sign_in()

    other.move(visitor, "transfer", {"agent_id": agent["agent_id"], "note": "请先道歉"})
    console.open_from("我的", visitor)

    note = console.page.locator(".private-note")
    expect(note).to_contain_text("请先道歉")
    expect(note).to_contain_text("仅客服可见")
    expect(console.page.get_by_text(re.compile(rf"{other.name} \({other.number}\) 把会话转接给您"))).to_be_visible()
    assert "请先道歉" not in json.dumps(visitor.entries(), ensure_ascii=False)


def test_the_first_agent_stays_responsible_after_a_transfer(console: Console) -> None:
    first = Colleague(console.api)
    visitor = first.take_a_visitor_who_says("上次的事还没解决")
    agent = console.sign_in()

    first.move(visitor, "transfer", {"agent_id": agent["agent_id"]})
    console.open_from("我的", visitor)

    expect(console.page.locator(".conversation-people")).to_contain_text(f"首问 {first.name}")
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
    expect(page.locator(".conversation-people")).to_contain_text(f"协助 {expert.name}")
    expert.say(visitor, "这个我来解释")
    expect(console.bubble("这个我来解释")).to_be_visible(timeout=SOON_MS)
    expert.move(visitor, "leave")

    expect(page.get_by_text(f"{expert.name} ({expert.number}) 退出了会话")).to_be_visible(timeout=SOON_MS)
    expect(page.locator(".conversation-people")).not_to_contain_text("协助")
    expect(console.composer).to_be_visible()


def test_a_guest_answers_beside_the_agent_and_leaves(console: Console) -> None:
    other = Colleague(console.api)
    visitor = other.take_a_visitor_who_says("水温多少合适")
    guest = console.sign_in()
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

    expect(console.composer).to_have_count(0, timeout=SOON_MS)
    expect(page.get_by_text("您不能再回复")).to_be_visible(timeout=SOON_MS)
    expect(page.locator(".kept-draft")).to_contain_text("写到一半")


def test_a_supervisor_sets_a_colleagues_status(console: Console) -> None:
    other = Colleague(console.api)
    supervisor(console)
    page = console.page

    page.get_by_role("button", name="同事").click()
    page.get_by_label(f"{other.name} 的状态").select_option("break")

    assert console.sees(lambda: status_of(other) == "break")


def test_an_agent_whose_status_was_set_by_another_hand_follows_and_is_told(console: Console) -> None:
    console.sign_in()
    page, chosen = console.page, []
    page.on("request", lambda request: chosen.append(request.url) if request.url.endswith("/desk/presence") else None)
    console.api.call("PUT", "/v1/desk/presence", console.token, {"status": "busy"})  # on another device

    page.evaluate("window.dispatchEvent(new Event('online'))")

    expect(page.get_by_text("您的状态已在别处改为“忙碌”")).to_be_visible(timeout=A_BEAT_MS)
    expect(page.get_by_role("radio", name="忙碌")).to_be_checked()
    assert chosen == []


def test_who_goes_offline_says_what_becomes_of_each_conversation(console: Console) -> None:
    colleague = Colleague(console.api)
    colleague.be("busy")
    console.sign_in()
    page, visitors = console.page, [console.api.visitor() for _ in range(3)]
    for each in visitors:
        each.say("我的订单呢")
        expect(console.row(each)).to_be_visible(timeout=SOON_MS)
    colleague.be("online")
    first, second, third = visitors

    page.get_by_role("radio", name="离线").click()
    asked = dialog(console)
    expect(asked.get_by_role("heading")).to_have_text("离线前，请安排未结束的会话")
    expect(asked.locator("option", has_text=colleague.name).first).to_be_attached(timeout=SOON_MS)
    asked.get_by_label("全部会话").select_option("close")
    whither(asked, first).select_option(f"agent:{colleague.agent_id}")
    whither(asked, second).select_option("queue")
    asked.get_by_role("button", name="安排并离线").press("Enter")

    expect(page.get_by_role("radio", name="离线")).to_be_checked(timeout=SOON_MS)
    expect(asked).to_have_count(0)
    assert console.sees(lambda: colleague.conversation(first)["agent"]["id"] == colleague.agent_id)
    assert console.sees(lambda: third.entries()[-1]["kind"] in ("closed", "survey"))
    assert any(entry["kind"] == "agent_away" for entry in second.entries())


def test_what_cannot_be_handed_over_stays_in_the_question_with_the_reason_and_signing_out_waits(
    console: Console,
) -> None:
    colleague = Colleague(console.api, capacity=1)
    colleague.be("busy")
    console.sign_in()
    page, visitors = console.page, [console.api.visitor() for _ in range(2)]
    for each in visitors:
        each.say("我的订单呢")
        expect(console.row(each)).to_be_visible(timeout=SOON_MS)
    colleague.be("online")

    page.get_by_role("button", name="退出登录").click()
    asked = dialog(console)
    expect(asked.locator("option", has_text=colleague.name).first).to_be_attached(timeout=SOON_MS)
    asked.get_by_label("全部会话").select_option(f"agent:{colleague.agent_id}")
    asked.get_by_role("button", name="安排并退出登录").click()
    expect(asked.locator(".going-refused:visible")).to_have_text("对方的接待量已满。", timeout=SOON_MS)
    expect(page.get_by_role("radio", name="忙碌")).to_be_checked()
    asked.locator("select[data-going]").select_option("queue")
    asked.get_by_role("button", name="安排并退出登录").click()

    expect(page.locator("#password")).to_be_visible(timeout=SOON_MS)
    assert len(colleague.call("GET", "conversations?view=mine")["items"]) == 1


def test_a_break_carries_words_of_ones_own_and_a_supervisor_sees_since_when(console: Console) -> None:
    colleague = Colleague(console.api)
    visitor = colleague.take_a_visitor_who_says("在吗")
    colleague.be("break")
    supervisor(console)
    page = console.page

    page.get_by_role("radio", name="小休").check()
    page.get_by_role("button", name="设置自动回复").click()
    dialog(console).get_by_label("内容").fill("午饭，一点回来")
    dialog(console).get_by_role("button", name="保存").press("Enter")

    expect(page.get_by_role("button", name="自动回复已开")).to_be_visible(timeout=SOON_MS)
    page.get_by_role("button", name="同事").click()
    row = page.locator(".people-row", has_text=colleague.name)
    expect(row.locator(".people-away")).to_contain_text("已离开", timeout=SOON_MS)
    path = f"/v1/desk/conversations/{visitor.conversation_id}/reassign"
    me = page.evaluate("JSON.parse(localStorage.getItem('deskbell.session')).agent.agent_id")
    assert console.api.call("POST", path, console.api.admin, {"agent_id": me, "over_capacity": True})[0] == 200
    visitor.say("还在吗")
    assert console.sees(
        lambda: (
            [each["text"] for each in visitor.entries() if each["kind"] == "auto_reply"][-1:]
            == ["（自动回复）午饭，一点回来"]
        )
    )


def whither(asked: Locator, visitor: Any) -> Locator:
    """Where it is said what becomes of this visitor's conversation."""
    return asked.locator(f'select[data-going="{visitor.conversation_id}"]')


def status_of(colleague: Colleague) -> str:
    agents = colleague.call("GET", "colleagues")["items"]
    return str(next(one["status"] for one in agents if one["agent_id"] == colleague.agent_id))


# Why, who


def test_an_agent_reads_why_a_conversation_is_theirs(console: Console) -> None:
    Colleague(console.api).be("busy")
    console.talk_with_a_visitor_who_says("为什么是你")

    console.page.get_by_role("button", name="为什么分给我").click()

    rows = dialog(console).locator("tbody tr")
    expect(dialog(console).locator(".why-item p")).not_to_be_empty()
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
    expect(card.locator(".level")).to_have_text("VIP")
    expect(card.get_by_role("link", name="+8613800138000")).to_be_visible()
    expect(card.get_by_role("link", name="lin@example.com")).to_be_visible()
    expect(console.row(visitor)).to_contain_text("林女士")
    _, known = console.api.call("GET", f"/v1/desk/conversations/{visitor.conversation_id}", console.token)
    assert (known["visitor"]["name"], known["visitor"]["level"]) == ("林女士", "vip")


def test_the_line_shows_level_place_and_a_waiting_time_that_ticks(console: Console) -> None:
    console.sign_in()
    page, visitor = console.page, console.api.visitor()
    console.api.call("PUT", f"/v1/desk/visitors/{visitor.visitor_id}", console.api.admin, {"level": "gold"})
    with page.expect_response(lambda answer: "/presence" in answer.url and answer.ok):
        page.get_by_role("radio", name="忙碌").check()
    visitor.say("等一等没关系")

    page.get_by_role("tab", name="排队").click()

    expect(console.row(visitor)).to_contain_text("金卡", timeout=SOON_MS)
    expect(console.row(visitor)).to_contain_text(re.compile(r"第 \d+ 位"))
    waited = console.row(visitor).locator(".row-when").inner_text()
    assert waited.startswith("已等")
    expect(console.row(visitor).locator(".row-when")).not_to_have_text(waited)
