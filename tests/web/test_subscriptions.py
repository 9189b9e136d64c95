"""Topics and mailings in the administration; wishes, subscriptions and needs on the card of a customer (A11)."""

from __future__ import annotations

import os
import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.web.accessibility import faults_in_both_themes
from tests.web.admin_page import AdminPage, new_mark
from tests.web.console_page import Console

pytestmark = [pytest.mark.browser, pytest.mark.served]

LOOK = os.environ.get("DESKBELL_LOOK")  # a folder for pictures, for whoever wants to look


def look(page: Page, name: str) -> None:
    if LOOK:
        page.screenshot(path=f"{LOOK}/{name}.png", full_page=True)


def test_a_topic_is_added_and_a_mailing_started_to_whoever_subscribed(
    chromium_page: Page, desk_url: str, api: Any
) -> None:
    admin, name = AdminPage(chromium_page, api, desk_url), f"新品 {new_mark()}"
    page, drawer = admin.page, admin.drawer
    admin.sign_in(section="subscriptions")
    page.get_by_role("button", name="新增主题").click()
    admin.fill({"中文名称": name, "英文名称": name})
    assert faults_in_both_themes(page, drawer) == {}
    look(page, "topic")
    drawer.get_by_role("button", name="新增").click()
    topics = page.get_by_role("table", name="订阅主题")
    expect(topics.get_by_role("row", name=re.compile(name))).to_be_visible()

    page.get_by_role("button", name="新建群发").click()
    admin.fill({"名称": name, "中文标题": "{topic}到了", "中文正文": "{name}您好，{surname}"})
    drawer.get_by_label("主题").select_option(label=name)
    drawer.get_by_role("button", name="存为草稿").click()
    expect(drawer.get_by_text(re.compile("placeholders"))).to_be_visible()
    look(page, "mailing")
    assert faults_in_both_themes(page, drawer) == {}
    admin.fill({"中文正文": "{name}您好，{about}新茶到了。"})
    drawer.get_by_role("button", name="存为草稿").click()
    page.get_by_role("button", name=f"开始 {name}").click()
    asked = page.get_by_role("alertdialog").or_(page.get_by_role("dialog"))
    expect(asked.get_by_text("目前有 0 人订阅。")).to_be_visible()
    asked.get_by_role("button", name="开始").last.click()
    page.get_by_role("button", name=f"结果 {name}").click()
    expect(drawer.get_by_text("还没有人。")).to_be_visible()
    assert faults_in_both_themes(page, drawer) == {}
    look(page, "results")
    page.keyboard.press("Escape")
    page.set_viewport_size({"width": 390, "height": 800})
    assert faults_in_both_themes(page) == {}
    look(page, "phone")
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_an_agent_writes_down_what_a_customer_wishes_subscribes_to_and_needs(
    chromium_page: Page, desk_url: str, api: Any
) -> None:
    console, name = Console(chromium_page, api, desk_url), f"到货 {new_mark()}"
    plan = console.plan_key if hasattr(console, "plan_key") else "demo"
    api.call("POST", f"/v1/admin/subscriptions/{plan}/topics", api.admin, {"kind": "restock", "zh": name, "en": name})
    console.talk_with_a_visitor_who_says("别给我发短信，白天联系，到货告诉我")
    card = chromium_page.get_by_role("complementary", name="访客")

    card.get_by_text("意愿、订阅与需求").click()
    wishes = card.get_by_role("form", name="希望怎样联系")
    wishes.get_by_role("group", name="请勿使用").get_by_label("短信").check()
    wishes.get_by_label("从").fill("09:00")
    wishes.get_by_label("到").fill("18:00")
    wishes.get_by_role("button", name="登记").click()
    past = card.get_by_role("region", name="变更记录")
    expect(past).to_contain_text("不用短信、09:00 至 18:00")
    expect(past).to_contain_text("会话中说的")
    expect(past).to_contain_text("别给我发短信")
    subscribe = card.get_by_role("form", name="代为订阅")
    subscribe.get_by_label("主题").select_option(label=name)
    subscribe.get_by_label("只针对（订单、商品）").fill("SKU-1")
    subscribe.get_by_role("button", name="代为订阅").click()
    expect(card.get_by_role("button", name=f"退订 {name} · SKU-1")).to_be_visible()
    need = card.get_by_role("form", name="新的需求")
    need.get_by_label("客户需要什么").fill("两升的水壶")
    need.get_by_role("button", name="转给负责的组").click()
    expect(card.get_by_role("region", name="需求")).to_contain_text("两升的水壶")
    look(chromium_page, "card")
    assert faults_in_both_themes(chromium_page, card) == {}
    card.get_by_role("button", name=f"退订 {name} · SKU-1").click()
    expect(card.get_by_role("region", name="订阅")).to_contain_text("已退订")
