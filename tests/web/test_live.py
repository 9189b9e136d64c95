"""Who is on a website, invited from the console; and the supervisors' wall (requirements A3, A4, A7)."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from .accessibility import faults_in_both_themes
from .colleagues import Colleague
from .console_moves import supervisor
from .console_page import Console
from .shop_page import Shop, open_shop
from .widget_page import icon_on

pytestmark = [pytest.mark.browser, pytest.mark.served]

PAGE = "<!doctype html><html lang=en><title>Longjing</title><main><h1>Longjing tea</h1>{tag}</main>"


@pytest.fixture
def console(chromium_page: Page, desk_url: str, api: Any) -> Console:
    return Console(chromium_page, api, desk_url)


@pytest.fixture
def shop(desk_url: str) -> Iterator[Shop]:
    with open_shop(desk_url) as opened:
        yield opened


@pytest.fixture
def website(chromium: Browser) -> Iterator[Page]:
    """A visitor's browser, in English."""
    context = chromium.new_context(viewport={"width": 390, "height": 800}, locale="en-GB")
    page = context.new_page()
    yield page
    page.unroute_all(behavior="ignoreErrors")
    context.close()


def plan_of(api: Any, agent: dict[str, Any], **monitoring: Any) -> str:
    """A plan whose visitors are this agent's, and are seen with their consent."""
    key = f"live-{secrets.token_hex(4)}"
    plan = {
        "key": key,
        "name": f"茶铺 {key}",
        "agent_ids": [agent["agent_id"]],
        "monitoring": {"active": True, **monitoring},
    }
    status, answer = api.call("POST", "/v1/admin/plans", api.admin, plan)
    assert status == 201, answer
    return key


def group_of(api: Any) -> str:
    """The name of the group to which agents of tests belong."""
    _, plan = api.call("GET", "/v1/admin/plans/demo", api.admin)
    _, group = api.call("GET", f"/v1/admin/groups/{plan['group_ids'][0]}", api.admin)
    return str(group["name"])


def another_page(website: Page) -> None:
    """What a shop of one page does: another page stands there."""
    website.evaluate("() => history.pushState(null, '', '/' + Math.random())")


def test_whoever_consented_is_seen_invited_by_hand_and_becomes_the_agents_conversation(
    console: Console, shop: Shop, website: Page
) -> None:
    agent = console.api.new_agent(capacity=5)
    key = plan_of(console.api, agent)
    beats: list[str] = []
    website.on("request", lambda request: beats.append(request.url) if request.url.endswith("/beats") else None)

    website.goto(shop.show_strictly(PAGE.format(tag=shop.tag(key))))
    expect(icon_on(website)).to_be_visible()
    website.wait_for_load_state("networkidle")
    unseen = list(beats)
    with website.expect_response(lambda answer: answer.url.endswith("/beats")):
        website.evaluate("() => Deskbell('consent', true)")

    console.sign_in(agent)
    console.page.get_by_role("tab", name="访客").click()
    console.page.get_by_label("方案").select_option(key)
    console.row_named("Longjing").click()
    assert faults_in_both_themes(console.page) == {}
    console.page.get_by_label("邀请语").fill("Shall I help you choose?")
    console.page.get_by_role("button", name="邀请").click()
    expect(console.page.get_by_text("尚未回应")).to_be_visible()

    another_page(website)
    card = website.get_by_label("Invitation to chat")
    expect(card).to_contain_text("Shall I help you choose?")
    expect(card).to_contain_text(str(agent["name"]))
    assert faults_in_both_themes(website) == {}
    card.get_by_role("button", name="Yes, please").click()
    expect(website.get_by_role("dialog", name="Chat")).to_be_visible()
    expect(website.get_by_role("log").get_by_text("Shall I help you choose?")).to_be_visible()

    console.page.get_by_role("tab", name="会话").click()
    console.page.get_by_role("tab", name="我的").click()
    console.row_named("Yes, please").click()
    expect(console.bubble("Yes, please")).to_be_visible()
    console.reply("Gladly")
    expect(website.get_by_role("log").get_by_text("Gladly")).to_be_visible()
    assert unseen == []


def test_a_rule_invites_after_its_seconds_and_who_declines_is_left_in_peace(
    console: Console, shop: Shop, website: Page
) -> None:
    agent = Colleague(console.api)
    rule = {"rule_id": "tea", "texts": {"en": "Questions about tea?"}, "seconds": 5}
    key = plan_of(console.api, agent.agent, consent=False, rules=[rule])

    website.goto(shop.show(PAGE.format(tag=shop.tag(key))))
    card = website.get_by_label("Invitation to chat")
    expect(card).to_contain_text("Questions about tea?")
    with website.expect_response(lambda answer: answer.url.endswith("/dismiss") and answer.ok):
        card.get_by_role("button", name="No, thanks").click()
    with website.expect_response(lambda answer: answer.url.endswith("/beats")) as beat:
        another_page(website)

    expect(card).to_be_hidden()
    assert beat.value.json()["invitation"] is None
    _, figures = console.api.call("GET", f"/v1/admin/plans/{key}/invitations", console.api.admin)
    assert figures["months"][0]["rules"] == [{"rule_id": "tea", "shown": 1, "accepted": 0, "dismissed": 1}]


def test_a_supervisor_watches_a_group_and_looks_into_a_conversation(console: Console) -> None:
    colleague = Colleague(console.api)
    visitor = colleague.take_a_visitor_who_says("茶叶碎了怎么办")
    supervisor(console)
    page = console.page

    page.get_by_role("tab", name="大屏").click()
    console.row_named(group_of(console.api)).click()
    line = page.get_by_role("button", name="茶叶碎了怎么办")
    expect(page.get_by_role("region", name="客服", exact=True)).to_contain_text(colleague.name)
    assert faults_in_both_themes(page) == {}
    line.click()

    expect(console.bubble("茶叶碎了怎么办")).to_be_visible()
    expect(page.get_by_role("tab", name="大屏")).to_have_attribute("aria-selected", "true")
    expect(page.get_by_role("button", name="接管", exact=True)).to_be_visible()
    page.get_by_label("悄悄提示客服").fill("先道歉，再补发")
    page.get_by_label("悄悄提示客服").press("Enter")
    expect(console.note("先道歉，再补发")).to_be_visible()
    assert "先道歉" not in str(visitor.entries())
    _, log = console.api.call("GET", "/v1/admin/audit?act=read_transcript", console.api.admin)
    assert [each["about"] for each in log["items"]].count(visitor.conversation_id) == 1


def test_a_supervisor_sees_all_groups_on_one_screen(console: Console) -> None:
    colleague = Colleague(console.api)
    colleague.take_a_visitor_who_says("壶盖不见了")
    supervisor(console)
    page = console.page

    page.get_by_role("tab", name="大屏").click()
    page.get_by_role("button", name="全部客服组大屏").click()
    board = page.get_by_role("region", name="实时大屏")
    group = board.get_by_role("listitem").filter(has=page.get_by_role("button", name=group_of(console.api)))
    expect(group).to_contain_text("待回复 ")
    assert faults_in_both_themes(page) == {}
    group.get_by_role("button").click()

    expect(page.get_by_role("button", name="壶盖不见了")).to_be_visible()
    page.go_back()
    expect(board).to_be_visible()


def test_a_supervisor_looks_through_what_an_agent_has_ended(console: Console) -> None:
    colleague = Colleague(console.api)
    visitor = colleague.take_a_visitor_who_says("什么时候发货")
    colleague.say(visitor, "今天")
    colleague.move(visitor, "close")
    supervisor(console)
    page = console.page

    page.get_by_role("tab", name="大屏").click()
    page.get_by_role("tab", name="会话记录").click()
    page.get_by_label("客服", exact=True).select_option(colleague.agent_id)
    console.row(visitor).click()

    expect(console.bubble("今天")).to_be_visible()
    expect(console.composer).to_have_count(0)
