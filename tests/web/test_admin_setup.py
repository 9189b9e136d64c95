"""Inviting people by e-mail, and the set-up check, at the administrators' page."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.web.admin_page import AdminPage, new_mark

pytestmark = [pytest.mark.browser, pytest.mark.served]


@pytest.fixture
def admin(chromium_page: Page, desk_url: str, api: Any) -> AdminPage:
    return AdminPage(chromium_page, api, desk_url)


def test_who_is_made_without_a_password_is_invited_and_may_be_invited_again(admin: AdminPage) -> None:
    admin.sign_in()
    agent = admin.start_agent(new_mark())
    admin.fill({"密码": ""})

    admin.press("创建客服")
    admin.page.get_by_role("button", name=f"重置密码 {agent['name']}").click()
    admin.page.get_by_role("button", name="发送设置密码的链接").click()
    expect(admin.drawer).to_contain_text(f"已向 {agent['email']} 发送链接")

    _, notices = admin.api.call("GET", "/v1/admin/notices", admin.api.admin)
    told = {each["what"] for each in notices["items"] if each["to"] == agent["email"]}
    assert told == {"password_invited"}
    assert admin.api.call("POST", "/v1/desk/session", None, {"email": agent["email"], "password": ""})[0] == 401


def test_the_set_up_check_names_what_is_lacking_and_leads_to_where_it_is_mended(admin: AdminPage) -> None:
    admin.sign_in(section="setup")

    row = admin.page.get_by_role("row", name="离线留言不会通知任何人").first
    expect(row).to_be_visible()
    row.get_by_role("link").click()

    expect(admin.page.get_by_role("heading", level=1, name="客服方案")).to_be_visible()


def test_who_forgot_their_password_is_led_to_the_page_that_sends_a_link(admin: AdminPage) -> None:
    admin.page.goto(admin.address)

    admin.page.get_by_role("link", name="忘记密码").click()

    expect(admin.page.get_by_role("heading", name="忘记密码")).to_be_visible()
    admin.page.get_by_label("登录邮箱").fill("somebody@shop.example")
    admin.page.get_by_role("button", name="发送链接").click()
    expect(admin.page.get_by_role("heading", name="请查看邮箱")).to_be_visible()
