"""The admin page: a desk's first day, sections that come late, long lists, the keyboard, and what axe finds."""

from __future__ import annotations

import re
import urllib.request
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.web.accessibility import faults_in_both_themes
from tests.web.admin_page import SECTIONS, AdminPage, new_mark

pytestmark = [pytest.mark.browser, pytest.mark.served]

WEBSITE = "https://shop.example"
MANY = 1000
# where each is opened, and by which button; the second half in English
FORMS = [
    *(("groups", "新建客服组"), ("followups", "新建计划"), ("plans", "新建方案")),
    *(("followups", "New rule"), ("agents", "New agent"), ("roles", "New role")),
]


@pytest.fixture
def admin(chromium_page: Page, desk_url: str, api: Any) -> AdminPage:
    return AdminPage(chromium_page, api, desk_url)


def show_on_a_website(desk_url: str) -> None:
    """A browser asks for the widget on a page of another host."""
    asked = urllib.request.Request(f"{desk_url}/v1/widget/demo/config", headers={"Origin": WEBSITE})
    with urllib.request.urlopen(asked) as answer:
        assert answer.status == 200


def as_on_the_first_day(page: Page) -> None:
    """The desk says that nobody else is there, and of its plans that no website has shown them."""
    lack = {"code": "nobody_else", "about": "", "name": "", "words": {"zh-CN": "还没有别的账号"}}
    page.route("**/v1/admin/setup", lambda route: route.fulfill(json={"items": [lack], "next": None}))

    def unseen(route: Route) -> None:
        plans = route.fetch().json()
        for plan in plans["items"]:
            plan |= {"seen_at": None, "seen_origin": None}
        route.fulfill(json=plans)

    page.route(re.compile(r"/v1/admin/plans$"), unseen)


def test_a_first_day_is_guided_until_the_widget_is_seen_on_the_website(admin: AdminPage, desk_url: str) -> None:
    mark = new_mark()
    as_on_the_first_day(admin.page)
    admin.sign_in(section="")
    expect(admin.page.get_by_role("heading", level=1, name="开始使用")).to_be_visible()

    people = admin.page.get_by_role("listitem", name="邀请第一批同事")
    people.get_by_label("姓名").fill(f"新人 {mark}")
    people.get_by_label("邮箱").fill(f"{mark}@shop.example")
    people.get_by_label("工号").fill(mark)
    people.get_by_role("button", name="发送邀请").click()
    expect(people.get_by_role("status")).to_contain_text(f"{mark}@shop.example")
    site = admin.page.get_by_role("listitem", name="放到网站上")
    expect(site.get_by_text("还没有网站显示过图标")).to_be_visible()
    show_on_a_website(desk_url)
    site.get_by_role("button", name="现在检查").click()

    expect(site.get_by_text(re.compile("已经出现在 https?://"))).to_be_visible()
    expect(people.get_by_text("已完成")).to_be_visible()
    assert len(admin.found("agents", f"新人 {mark}")) == 1


def test_who_leaves_the_guide_is_not_led_there_again_but_finds_it_in_the_set_up_check(admin: AdminPage) -> None:
    as_on_the_first_day(admin.page)
    admin.sign_in(section="")

    admin.press("离开引导")
    expect(admin.page.get_by_role("heading", level=1, name="设置检查")).to_be_visible()
    admin.page.goto(admin.address)
    admin.page.reload()

    expect(admin.page.get_by_role("heading", level=1, name="客服", exact=True)).to_be_visible()
    admin.open("设置检查")
    admin.press("打开新手引导")
    expect(admin.page.get_by_role("heading", level=1, name="开始使用")).to_be_visible()


def test_a_section_that_cannot_be_fetched_says_so_and_asks_to_load_the_page_anew(admin: AdminPage) -> None:
    admin.sign_in()
    admin.page.route(re.compile(r"/assets/admin-people-groups-"), lambda route: route.abort())

    admin.page.get_by_role("link", name="客服组").click()

    expect(admin.page.get_by_role("alert").filter(has_text="可能已有新版本")).to_be_visible()
    expect(admin.page.get_by_text("这一部分没有加载成功")).to_be_visible()
    expect(admin.page.get_by_role("heading", level=1, name="客服组")).to_be_visible()


def test_of_a_thousand_agents_those_who_are_seen_are_drawn_and_anybody_is_found(admin: AdminPage) -> None:
    admin.sign_in(section="desk")
    (somebody,) = [
        each
        for each in admin.api.call("GET", "/v1/admin/agents", admin.api.admin)[1]["items"]
        if each["email"] == "admin@example.com"
    ]
    crowd = [{**somebody, "agent_id": f"agt_{at:026}", "name": f"同事 {at:04}"} for at in range(MANY)]

    def page_of(route: Route) -> None:
        start = int(route.request.url.partition("cursor=")[2] or 0)
        end = start + 100
        route.fulfill(json={"items": crowd[start:end], "next": f"{end}" if end < MANY else None})

    admin.page.route(re.compile(r"/v1/admin/agents(\?|$)"), page_of)
    admin.go("agents")

    table = admin.page.get_by_role("table", name="客服")
    expect(table).to_have_attribute("aria-rowcount", str(MANY + 1))
    assert 10 < table.get_by_role("row").count() < 100
    admin.page.get_by_role("main").evaluate("(main) => main.scrollTo(0, main.scrollHeight)")
    expect(table.get_by_role("row", name="同事 0999")).to_be_visible()
    assert table.get_by_role("row").count() < 100
    admin.page.get_by_role("searchbox").fill("同事 0500")
    expect(table.get_by_role("row", name="同事 0500")).to_be_visible()
    expect(table.get_by_role("row")).to_have_count(2)


def test_the_keyboard_alone_leads_through_sections_and_opens_a_form(admin: AdminPage) -> None:
    admin.sign_in()
    expect(admin.page.get_by_role("button", name="新建客服")).to_be_enabled()
    keyboard = admin.page.keyboard

    keyboard.press("?")
    expect(admin.drawer.get_by_role("heading", name="键盘快捷键")).to_be_visible()
    keyboard.press("Escape")
    keyboard.press("/")
    expect(admin.page.get_by_role("searchbox")).to_be_focused()
    keyboard.press("Alt+ArrowDown")
    expect(admin.page.get_by_role("heading", level=1, name="客服组")).to_be_focused()
    expect(admin.page.get_by_role("button", name="新建客服组")).to_be_enabled()
    keyboard.press("n")

    expect(admin.drawer.get_by_label("名称")).to_be_focused()


def test_axe_finds_nothing_wrong_with_any_section_in_either_theme(admin: AdminPage) -> None:
    logged: list[str] = []
    admin.page.on("console", lambda message: logged.append(message.text))
    admin.page.on("pageerror", lambda error: logged.append(str(error)))
    admin.sign_in()

    wrong = {}
    for at, section in enumerate(SECTIONS):
        admin.go(section)
        if at == len(SECTIONS) // 2:
            admin.press("Switch to English")
        within = (
            None if at in (0, len(SECTIONS) // 2) else admin.page.get_by_role("main")
        )  # what stands around is the same in all
        if found := faults_in_both_themes(admin.page, within):
            wrong[section] = found

    assert (wrong, logged) == ({}, [])


def test_axe_finds_nothing_wrong_with_any_form_in_either_theme(admin: AdminPage) -> None:
    key = admin.new_plan(hours={"weekly": {"mon": [["09:00", "18:00"]]}})
    admin.sign_in(section="plans")
    wrong = {}

    def look(form: str) -> None:
        expect(admin.drawer).to_be_visible()
        if found := faults_in_both_themes(admin.page, admin.drawer):
            wrong[form] = found

    admin.edit_plan(key)
    for addition in ("添加自动回复", "添加问题", "添加一人"):
        admin.drawer.get_by_role("button", name=addition).click()
    look("编辑")
    for at, (section, button) in enumerate(FORMS):
        admin.go(section)
        expect(admin.drawer).to_have_count(0)
        if at == len(FORMS) // 2:
            admin.press("Switch to English")
        admin.press(button)
        look(button)

    assert wrong == {}
