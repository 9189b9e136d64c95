"""E-mail in the browser: it is written where a customer would, read and answered at the console, or waits (A9)."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.web.accessibility import faults_in_both_themes
from tests.web.admin_page import AdminPage, new_mark
from tests.web.console_page import Console

pytestmark = [pytest.mark.browser, pytest.mark.served]

TEXT = "茶叶到哪里了？\n\n-- \n王梅，上海\n\n在 2026年11月28日，茶铺写道：\n> 您的订单已发货。"


def write(page: Page, desk_url: str, **fields: str) -> None:
    """A customer's mail, sent where the desk of one machine is written to."""
    page.goto(f"{desk_url.rstrip('/')}/local/inbox")
    labels = {"sender": "发件人", "name": "姓名", "to": "收件人", "subject": "主题", "text": "正文"}
    for name, value in fields.items():
        page.get_by_label(labels[name]).first.fill(value)
    page.get_by_role("button", name="发送").click()
    expect(page.get_by_role("status")).to_contain_text("邮件")


def test_a_mail_is_read_unfolded_and_answered_and_what_is_nobodys_is_taken_in(
    chromium_page: Page, desk_url: str, api: Any
) -> None:
    console, mark = Console(chromium_page, api, desk_url), new_mark()
    page, agent = console.page, console.sign_in()
    plan = {"key": f"mail-{mark}".lower(), "name": "茶铺邮件", "agent_ids": [agent["agent_id"]]}
    assert api.call("POST", "/v1/admin/plans", api.admin, plan)[0] == 201
    inbox = f"help-{mark}@tea.example".lower()
    made = {"kind": "email", "name": f"邮箱 {mark}", "plan_key": plan["key"], "inboxes": [inbox]}
    assert api.call("POST", "/v1/admin/channels", api.admin, made)[0] == 201
    mail = {"sender": f"wang-{mark}@customer.example".lower(), "name": f"王 {mark}", "subject": f"订单 {mark}"}
    write(page, desk_url, to=inbox, text=TEXT, **mail)
    write(page, desk_url, to=f"nobody-{mark}@tea.example".lower(), text="有人吗？", **mail)

    console.open_sign_in()
    console.row_named(f"王 {mark}").click()
    talk = page.get_by_role("region", name="会话")
    expect(talk.get_by_text(f"订单 {mark}")).to_be_visible()
    talk.get_by_role("button", name="展开签名和引用内容").click()
    expect(talk.get_by_text("您的订单已发货")).to_be_visible()
    assert faults_in_both_themes(page) == {}
    console.composer.fill("今天送到")
    console.composer.press("Enter")
    expect(talk.get_by_text("已发送")).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.set_viewport_size({"width": 1280, "height": 800})

    admin = AdminPage(page, api, desk_url)
    page.goto(admin.address)
    admin.sign_out()
    admin.sign_in(section="channels")
    expect(admin.card(f"邮箱 {mark}")).to_contain_text(inbox)
    page.get_by_role("button", name="待处理邮件").click()
    admin.drawer.get_by_label(f"选择渠道： 订单 {mark}").select_option(f"邮箱 {mark}")
    assert faults_in_both_themes(page, admin.drawer) == {}
    admin.drawer.get_by_role("button", name=f"收入会话 订单 {mark}").click()
    expect(page.get_by_text(f"“订单 {mark}”将成为会话")).to_be_visible()
    expect(admin.drawer.get_by_role("button", name=f"收入会话 订单 {mark}")).to_have_count(0)
