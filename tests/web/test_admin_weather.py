"""The admin page: hostile text, bad weather, the keyboard, languages and phones."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.web.admin_page import SECTIONS, AdminPage, new_mark
from tests.window import hurry

pytestmark = [pytest.mark.browser, pytest.mark.served]

SCROLLING = "[document.documentElement, document.querySelector('main')]"
MADE = "[document.images.length, document.scripts.length]"
HOSTILE = "<img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script>"


@pytest.fixture
def admin(chromium_page: Page, desk_url: str, api: Any) -> AdminPage:
    return AdminPage(chromium_page, api, desk_url)


def test_names_that_look_like_script_are_shown_as_text(admin: AdminPage) -> None:
    agent = admin.api.new_agent()
    hostile = HOSTILE[:70]
    admin.api.call("PUT", f"/v1/admin/agents/{agent['agent_id']}", admin.api.admin, {"name": hostile})
    body = {"name": hostile, "leader_id": agent["agent_id"], "member_ids": []}
    admin.api.call("POST", "/v1/admin/groups", admin.api.admin, body)
    admin.sign_in()
    expect(admin.page.get_by_role("heading", level=1)).to_be_visible()
    _, scripts = admin.page.evaluate(MADE)

    expect(admin.row(hostile).filter(has_text=agent["email"])).to_contain_text(hostile)
    admin.open("客服组")
    group = admin.page.get_by_role("row").filter(has=admin.page.get_by_role("rowheader", name=hostile, exact=True))
    group.get_by_role("button", name="编辑").first.click()
    expect(admin.drawer.get_by_role("heading")).to_contain_text(hostile)
    admin.press("取消")
    admin.open("审计日志")
    expect(admin.acts.filter(has_text=hostile).first).to_be_visible()

    assert admin.page.evaluate(MADE) == [0, scripts]
    assert "taken" not in admin.page.title()


def test_lost_answers_do_not_create_twice_and_lose_nothing_typed(admin: AdminPage) -> None:
    name, keys = f"丢失的回答 {new_mark()}", []
    admin.sign_in(section="roles")
    admin.press("新建角色")
    admin.fill({"名称": name})
    admin.page.get_by_role("checkbox", name="查看同事与分组").check()

    def lose_the_first_four(route: Route) -> None:
        if route.request.method != "POST":
            return route.fallback()
        keys.append(route.request.headers.get("idempotency-key"))
        if len(keys) > 4:
            return route.fallback()
        route.fetch()
        return route.abort("connectionreset")

    admin.page.route("**/v1/admin/roles", lose_the_first_four)
    hurry(admin.page)
    admin.press("创建角色")
    expect(admin.page.get_by_role("alert")).to_contain_text("再按一次不会重复")
    expect(admin.field("名称")).to_have_value(name)
    admin.press("创建角色")
    expect(admin.drawer).to_have_count(0)

    assert len(admin.found("roles", name)) == 1
    assert len(keys) == 5
    assert len(set(keys)) == 1
    assert keys[0]


def test_what_was_half_filled_in_is_there_again_after_a_session_that_ended(admin: AdminPage) -> None:
    admin.sign_in()
    agent = admin.start_agent(new_mark())
    script = "JSON.parse(localStorage.getItem('deskbell.session')).token"
    admin.api.call("DELETE", "/v1/desk/session", admin.page.evaluate(script))

    admin.press("创建客服")
    expect(admin.page.get_by_role("alert")).to_contain_text("填写到一半的内容已为您保留")
    admin.submit_sign_in("admin@example.com", "deskbell-demo")
    admin.press("新建客服")

    expect(admin.field("邮箱")).to_have_value(agent["email"])
    expect(admin.field("密码")).to_have_value("")
    expect(admin.page.get_by_text("已恢复您上次没有保存的内容")).to_be_visible()


def test_escape_closes_a_form_and_gives_the_focus_back_to_its_button(admin: AdminPage) -> None:
    admin.sign_in(section="roles")
    button = admin.page.get_by_role("button", name="新建角色")
    expect(button).to_be_enabled()
    button.focus()

    admin.page.keyboard.press("Enter")
    expect(admin.field("名称")).to_be_focused()
    admin.page.keyboard.press("Escape")

    expect(admin.drawer).to_have_count(0)
    expect(button).to_be_focused()


def test_the_whole_page_speaks_english_when_asked(admin: AdminPage) -> None:
    admin.sign_in(section="roles")

    admin.page.get_by_role("button", name="Switch to English").click()

    expect(admin.page.get_by_role("heading", level=1)).to_have_text("Roles")
    expect(admin.row("Manage roles")).to_contain_text("Manage roles")
    expect(admin.page.locator("html")).to_have_attribute("lang", "en")


def test_no_section_is_wider_than_a_phone_or_than_a_screen_at_four_times_its_size(admin: AdminPage) -> None:
    admin.sign_in()

    wider = {}
    for section in SECTIONS:
        admin.go(section)
        for width, height in ((390, 800), (320, 200)):
            admin.page.set_viewport_size({"width": width, "height": height})
            over = admin.page.evaluate(f"{SCROLLING}.map((part) => part.scrollWidth - part.clientWidth)")
            if over != [0, 0]:
                wider[section, width] = over

    assert wider == {}
