"""The agents' console: all by keyboard, what can be undone, what is one's own to choose, for everybody (A3)."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from .accessibility import faults_in_both_themes
from .colleagues import Colleague
from .console_moves import dialog
from .console_page import Console, LeftMessage, Served

pytestmark = [pytest.mark.browser, pytest.mark.served]

PAGE = 100  # entries


@pytest.fixture
def console(chromium_page: Page, desk_url: str, api: Any) -> Console:
    return Console(chromium_page, api, desk_url)


def complaints_of(page: Page) -> list[str]:
    """What the page has to complain of from now on."""
    heard: list[str] = []
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("console", lambda message: heard.append(message.text) if message.type == "error" else None)
    return heard


def walk_to(page: Page, visitor: Any, key: str) -> None:
    """By this key to the visitor's conversation; each step is waited for, so that none goes past it."""
    for _ in range(30):
        if page.url.endswith(f"#{visitor.conversation_id}"):
            return
        stands = page.url
        page.keyboard.press(key)
        with suppress(PlaywrightTimeout):  # at the end of the list there is no step until somebody comes
            page.wait_for_url(lambda url, stands=stands: url != stands, timeout=1_000, wait_until="commit")
    raise AssertionError(f"{key} never came to {visitor.conversation_id}")


def test_a_visitor_is_taken_answered_handed_on_and_another_closed_without_a_mouse(console: Console) -> None:
    page, complaints = console.page, complaints_of(console.page)
    agent, other = console.api.new_agent(capacity=5), Colleague(console.api)
    other.be("busy")
    console.open_sign_in()
    expect(page.get_by_label("邮箱")).to_be_focused()
    page.keyboard.type(agent["email"])
    page.keyboard.press("Tab")
    page.keyboard.type(agent["password"])
    page.keyboard.press("Enter")
    expect(page.get_by_role("radio", name="在线")).to_be_checked()
    page.get_by_role("radio", name="在线").focus()
    with page.expect_response(lambda answer: "/presence" in answer.url and answer.ok):
        page.keyboard.press("ArrowRight")
    first, second = console.api.visitor(), console.api.visitor()
    first.say("一号")
    second.say("二号")

    page.get_by_role("tab", name="会话", exact=True).focus()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("tablist", name="工作区").get_by_role("tab").last).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.get_by_role("tab", name="我的").focus()
    page.keyboard.press("ArrowRight")
    expect(console.row(second)).to_be_visible()
    for visitor, answer in ((first, "您好，一号"), (second, "您好，二号")):
        walk_to(page, visitor, "Alt+ArrowDown" if visitor is first else "Alt+ArrowUp")
        page.keyboard.press("Alt+a")
        expect(console.composer).to_be_focused()
        page.keyboard.type(answer)
        page.keyboard.press("Enter")
        assert console.delivers(visitor, answer)
    other.be("online")
    page.keyboard.press("Alt+t")
    choices = dialog(console).get_by_role("radio")
    expect(choices.first).to_be_focused()
    theirs = dialog(console).get_by_role("radio", name=re.compile(other.name))
    for _ in range(choices.count()):
        if theirs.is_checked():
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("请接着处理")
    page.keyboard.press("Enter")
    expect(dialog(console)).to_have_count(0)
    page.get_by_role("tab", name="排队").focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Alt+ArrowDown")
    expect(console.composer).to_be_focused()
    page.keyboard.press("Alt+d")

    expect(page.get_by_role("region", name="会话")).to_contain_text("选择一个会话开始")
    console.let_go()
    assert console.sees(lambda: any(entry["kind"] == "closed" for entry in first.entries()))
    assert other.conversation(second)["agent"]["id"] == other.agent_id
    assert complaints == []


def test_the_help_sheet_says_what_the_keys_do_here_in_ones_language(console: Console) -> None:
    console.talk_with_a_visitor_who_says("你好")
    page = console.page

    page.keyboard.press("Alt+/")
    sheet = dialog(console)
    expect(sheet).to_contain_text("转接")
    expect(sheet).to_contain_text("列表中的下一个")
    page.keyboard.press("Escape")
    expect(console.composer).to_be_focused()
    page.get_by_role("button", name="Switch to English").click()
    page.keyboard.press("?")

    expect(sheet).to_contain_text("Close, and on to whoever waits longest")
    expect(sheet.get_by_text("Alt", exact=True).first).to_be_visible()

    transfer, told = sheet.get_by_role("button", name=re.compile("^Transfer: .*Choose")), sheet.get_by_role("status")
    for pressed, words in (("Escape", "here and wherever"), ("Alt+e", "is taken: “Close"), ("Enter", "moving about")):
        transfer.click()
        page.keyboard.press(pressed)
        expect(told).to_contain_text(words)
    page.keyboard.press("y")
    expect(told).to_have_text("“Transfer” has Y now")
    expect(transfer).to_be_focused()
    page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
    expect(page.get_by_role("button", name="Transfer")).to_have_attribute("aria-keyshortcuts", "y")
    page.get_by_label("Reply to the visitor").press("y")
    expect(page.get_by_label("Reply to the visitor")).to_have_value("y")
    page.get_by_role("button", name="切换到中文").press("y")
    expect(sheet.get_by_role("heading", name="Transfer")).to_be_visible()


def test_closing_can_be_undone_and_is_undone_by_a_visitor_who_writes(console: Console) -> None:
    visitor, page = console.talk_with_a_visitor_who_says("没事了"), console.page
    close = page.get_by_role("button", name="结束会话")

    def close_it() -> None:
        close.click()
        dialog(console).get_by_role("button", name="结束会话").click()

    close_it()
    expect(console.row(visitor)).to_have_count(0)
    expect(console.composer).to_have_count(0)
    page.get_by_role("status").get_by_role("button", name="撤销").click()
    expect(console.composer).to_be_visible()
    expect(console.row(visitor)).to_be_visible()
    close_it()
    visitor.say("等等，还有一个问题")

    expect(page.get_by_text("又发来了消息：会话没有结束")).to_be_visible()
    expect(console.composer).to_be_visible()
    assert all(entry["kind"] != "closed" for entry in visitor.entries())


def test_whoever_leaves_the_page_has_closed_what_was_about_to_be(console: Console) -> None:
    visitor, page = console.talk_with_a_visitor_who_says("再见"), console.page

    page.keyboard.press("Alt+d")
    expect(console.row(visitor)).to_have_count(0)
    page.goto("about:blank")

    assert console.sees(lambda: any(entry["kind"] == "closed" for entry in visitor.entries()))


def test_a_discarded_reply_can_be_brought_back(console: Console) -> None:
    visitor, page = console.talk_with_a_visitor_who_says("你好"), console.page
    page.route("**/messages", lambda route: route.fulfill(status=403, json={"code": "not_yours", "status": 403}))
    console.reply("您好")
    console.delivery.get_by_role("button", name="放弃").click()
    expect(console.delivery).to_have_count(0)

    page.get_by_role("button", name="撤销").click()
    expect(console.delivery).to_contain_text("会话已不由您接待")
    page.unroute("**/messages")
    console.delivery.get_by_role("button", name="重试").click()

    assert console.delivers(visitor, "您好")


def test_a_long_transcript_opens_at_its_end_and_reading_upwards_moves_nothing(console: Console) -> None:
    colleague, asked = Colleague(console.api), []
    visitor = colleague.take_a_visitor_who_says("第一句")
    for number in range(PAGE + 30):
        colleague.say(visitor, f"第 {number} 句")
    agent = console.sign_in()
    page = console.page
    page.on("request", lambda request: asked.append(request.url) if "/entries" in request.url else None)
    colleague.move(visitor, "transfer", {"agent_id": agent["agent_id"]})

    console.open_from("我的", visitor)
    expect(console.bubble(f"第 {PAGE + 29} 句")).to_be_in_viewport()
    assert [url.rpartition("?")[2] for url in asked[:1]] == ["before=0&limit=100"]
    log = page.get_by_role("log")
    log.evaluate("log => { log.scrollTop = 300; }")
    marked = console.bubble("第 36 句")
    expect(marked).to_be_in_viewport()
    before = marked.bounding_box()
    log.evaluate("log => { log.scrollTop = 200; }")
    expect(console.bubble("第一句")).to_have_count(1)

    after = marked.bounding_box()
    assert before is not None and after is not None
    assert abs(after["y"] - before["y"] - 100) <= 2
    assert sum("before=" in url for url in asked) == 2


def test_a_transfer_arrives_loudly_though_an_agent_had_the_last_word(console: Console) -> None:
    colleague = Colleague(console.api)
    visitor = colleague.take_a_visitor_who_says("可以换货吗")
    colleague.say(visitor, "请稍等，我转给同事")
    agent = console.sign_in()

    colleague.move(visitor, "transfer", {"agent_id": agent["agent_id"]})

    expect(console.row(visitor)).to_contain_text("新")
    expect(console.page).to_have_title("(1) Deskbell")
    expect(console.row(visitor)).not_to_contain_text("我：")


def test_a_draft_is_there_in_another_tab_of_the_agent_and_gone_with_another_agent(console: Console) -> None:
    visitor, page = console.talk_with_a_visitor_who_says("在吗"), console.page
    console.composer.fill("写到一半")
    context = page.context

    page.close()
    again = Console(context.new_page(), console.api, console.address.removesuffix("/console"))
    again.page.goto(f"{console.address}#{visitor.conversation_id}")

    expect(again.composer).to_have_value("写到一半")
    kept = again.page.evaluate("Object.keys(localStorage).filter((key) => key.includes('drafts'))")
    me = again.page.evaluate("JSON.parse(localStorage.getItem('deskbell.session')).agent.agent_id")
    assert kept == [f"deskbell.drafts.{me}"]


def test_look_sound_and_password_are_ones_own_to_choose(console: Console) -> None:
    agent, page = console.sign_in(), console.page
    page.get_by_role("button", name=agent["name"]).click()
    profile = dialog(console)
    profile.get_by_role("radio", name="深色").check()
    profile.get_by_role("checkbox", name="播放提示音").uncheck()
    profile.get_by_role("button", name="修改我的密码").click()
    profile.get_by_label("当前密码").fill(agent["password"])
    profile.get_by_label("新密码", exact=True).fill("known to me alone")
    profile.get_by_label("再次输入新密码").fill("known to me alone")
    profile.get_by_role("button", name="修改并继续").click()

    expect(page.get_by_text("密码已修改")).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name="打开提示音")).to_be_visible()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert console.api.sign_in(agent["email"], "known to me alone")


def test_a_list_is_searched_by_words(console: Console) -> None:
    visitor, page = console.talk_with_a_visitor_who_says("我要买紫砂壶"), console.page
    other = console.api.visitor()
    other.say("发票怎么开")
    expect(console.row(other)).to_be_visible()

    page.keyboard.press("Alt+f")
    page.keyboard.type("紫砂")

    expect(console.row(other)).to_have_count(0)
    expect(console.row(visitor)).to_be_visible()
    page.keyboard.press("Escape")
    expect(console.row(other)).to_be_visible()


def test_what_is_typed_right_after_the_key_is_searched_for(console: Console) -> None:
    console.sign_in()

    has_focus_before_the_next_key = console.page.evaluate(
        """async () => {
            document.dispatchEvent(new KeyboardEvent("keydown", { key: "f", altKey: true }));
            for (let turn = 0; turn < 10; turn += 1) await null;
            return document.activeElement.type;
        }"""
    )

    assert has_focus_before_the_next_key == "search"


def test_no_state_of_the_console_has_a_fault_in_either_theme(console: Console) -> None:
    agent, page, found = console.api.new_agent(role="supervisor", capacity=5), console.page, {}
    colleague = Colleague(console.api)
    followup_id = Served(colleague).to_be_called("想了解您是否满意")
    message = LeftMessage(console.api, agent, email="wang@example.com", mobile="13800138000")
    console.sign_in(agent)
    visitor = console.api.visitor()
    visitor.say("你好 https://shop.example.com")

    def look(state: str, within: Locator | None = None) -> None:
        wrong = faults_in_both_themes(page, within)
        if wrong:
            found[state] = wrong

    def look_into(name: str, opened_by: Callable[[], None]) -> None:
        opened_by()
        expect(dialog(console)).to_be_visible()
        look(name, dialog(console))
        page.keyboard.press("Escape")

    def press(name: str) -> Callable[[], None]:
        return lambda: page.get_by_role("button", name=name).click()

    look("nothing chosen")
    console.open_from("我的", visitor)
    console.reply("您好")
    expect(console.delivery).to_have_count(0)
    look("conversation")
    for name, keys in (("转接", "Alt+t"), ("邀请", "Alt+i"), ("键盘", "Alt+/"), ("结束", "Alt+e")):
        look_into(name, lambda keys=keys: page.keyboard.press(keys))  # type: ignore[misc]
    for name in (agent["name"], "同事", "安排回访", "为什么分给我？"):
        look_into(name, press(name))
    press("Switch to English")()
    page.get_by_role("radio", name="Busy").check()
    look_into("reply while away", press("Automatic reply"))
    look_into("signing out", press("Sign out"))
    page.get_by_role("tab", name="All", exact=True).click()
    console.row(visitor).click()
    look("all")
    page.get_by_role("tab", name=re.compile("^Messages")).click()
    page.get_by_role("tab", name=re.compile("^New")).click()
    console.message_row(message).click()
    look_into("give", lambda: page.keyboard.press("Alt+t"))
    press("Claim")()
    expect(page.get_by_label("Answer to the message")).to_be_visible()
    look("message")
    page.evaluate(f"location.hash = 'followup/{followup_id}'")
    expect(page.get_by_role("region", name="Script")).to_be_visible()
    look("follow-up")
    page.set_viewport_size({"width": 390, "height": 844})
    look("on a phone")

    assert found == {}


def test_nothing_is_lost_when_it_is_enlarged_twofold_and_fourfold(console: Console) -> None:
    visitor, page = console.talk_with_a_visitor_who_says("字太小了"), console.page
    said: list[str] = []

    for width, height in ((640, 400), (320, 256)):
        page.set_viewport_size({"width": width, "height": height})
        console.bubble("字太小了").scroll_into_view_if_needed()
        expect(console.bubble("字太小了")).to_be_in_viewport()
        said.append(f"{width} 像素")
        console.reply(said[-1])
        assert console.delivers(visitor, *said)
        wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider <= 0

    page.get_by_role("button", name="返回列表").click()
    expect(console.row(visitor)).to_be_visible()
