"""People's data in the administration: requests, holds, who was signed out, the rules of erasing; and a visitor's own
requests in the widget (F6)."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.accessibility import faults_in_both_themes
from tests.web.admin_page import AdminPage
from tests.web.shop_page import open_shop
from tests.web.test_widget_identity import Members
from tests.web.widget_page import Visit, some_text
from tests.window import eventually

pytestmark = [pytest.mark.browser, pytest.mark.served]

LOOK = os.environ.get("DESKBELL_LOOK")  # a folder for pictures, for whoever wants to look


def look(page: Page, name: str) -> None:
    if LOOK:
        page.screenshot(path=f"{LOOK}/{name}.png", full_page=True)


def test_a_person_is_held_and_let_go_and_signed_out_everywhere(chromium_page: Page, desk_url: str, api: Any) -> None:
    visitor = api.visitor()
    visitor.say("Hello")
    admin = AdminPage(chromium_page, api, desk_url)
    page, drawer = admin.page, admin.drawer
    admin.sign_in(section="privacy")

    page.get_by_role("tab", name="暂停删除").click()
    page.get_by_role("button", name="暂停删除").click()
    drawer.get_by_label("客户编号").fill("vis_nobody")
    drawer.get_by_label("原因").fill("诉讼")
    drawer.get_by_role("button", name="暂停", exact=True).click()
    expect(drawer.get_by_role("alert")).to_be_visible()
    drawer.get_by_label("客户编号").fill(visitor.visitor_id)
    drawer.get_by_role("button", name="暂停", exact=True).click()
    row = page.get_by_role("row", name=re.compile(visitor.visitor_id))
    expect(row.get_by_text("诉讼")).to_be_visible()
    assert faults_in_both_themes(page) == {}
    look(page, "holds")
    row.get_by_role("button", name=f"解除 {visitor.visitor_id}").click()
    page.get_by_role("dialog").get_by_role("button", name="解除").click()
    expect(row).to_have_count(0)

    page.get_by_role("tab", name="强制退出").click()
    page.get_by_role("button", name="强制退出登录").click()
    drawer.get_by_label("客户编号").fill(visitor.visitor_id)
    drawer.get_by_role("button", name="全部退出").click()
    expect(row).to_be_visible()
    look(page, "tokens")
    assert api.call("GET", f"/v1/widget/{visitor.plan}/privacy", visitor.token)[0] == 401

    page.get_by_role("tab", name="删除规则").click()
    page.get_by_label("确认后等待的天数").fill("5")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("已保存。")).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 800})
    assert faults_in_both_themes(page) == {}
    look(page, "rules")
    assert page.evaluate("document.documentElement.scrollWidth") == 390


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    """A visitor's phone, in English."""
    context = chromium.new_context(viewport={"width": 390, "height": 800}, locale="en-GB")
    page = context.new_page()
    yield page
    page.unroute_all(behavior="ignoreErrors")
    context.close()


def test_somebody_asks_for_their_data_in_the_widget_and_opens_it_once_it_is_ready(
    phone: Page, desk_url: str, api: Any
) -> None:
    members, word = Members(api), some_text("Hello")
    with open_shop(desk_url) as shop:
        address = shop.show_strictly(f"<!doctype html><title>x</title>{shop.tag(members.plan, locale='en')}")
        visit = Visit(phone, address).open()
        visit.write(word)
        visit.sees(word)
        visit.page.get_by_role("button", name="Conversations and requests").click()
        panel = visit.panel
        panel.get_by_role("tab", name="My data").click()
        panel.get_by_role("button", name="Have my data erased").click()
        panel.get_by_role("button", name="Continue").click()
        expect(panel.get_by_text("We know no e-mail address or number")).to_be_visible()
        assert faults_in_both_themes(phone, visit.widget) == {}
        look(phone, "data-asks")
        panel.get_by_role("button", name="Cancel").click()

        phone.evaluate(f"Deskbell('identify', {json.dumps({'token': members.token('u1', name='Li')})})")
        visit.page.get_by_role("button", name="Conversations and requests").or_(panel.get_by_role("tab").last).click()
        panel.get_by_role("button", name="Get my data").click()
        panel.get_by_role("button", name="Continue").click()
        expect(panel.get_by_text(re.compile("Received; you hear from us by"))).to_be_visible()
        expect(panel.get_by_role("button", name="Get my data")).to_have_count(0)
        _, listed = api.call("GET", "/v1/admin/privacy/requests", api.admin)
        made = next(each for each in listed["items"] if each["plan_key"] == members.plan)
        status, answer = api.call("POST", f"/v1/admin/privacy/requests/{made['request_id']}/accept", api.admin, {})
        assert status == 200, answer
        one = f"/v1/admin/privacy/requests/{made['request_id']}"
        assert eventually(phone, lambda: api.call("GET", one, api.admin)[1]["state"] == "ready")
        panel.get_by_role("tab", name="My data").click()
        panel.get_by_role("button", name="Open my data").click()
        expect(panel.get_by_role("link", name="Download")).to_have_attribute("href", re.compile(r"^https?://"))
        assert faults_in_both_themes(phone, visit.widget) == {}
        look(phone, "data-ready")
