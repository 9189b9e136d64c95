"""From the demo's shop to the agent's card: orders, and who the customer is (A5, F8)."""

from __future__ import annotations

import os
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.web.accessibility import faults
from tests.web.console_page import Console
from tests.web.widget_page import Visit, some_text

pytestmark = [pytest.mark.browser, pytest.mark.served]

LOOK = os.environ.get("DESKBELL_LOOK")  # a folder for pictures, for whoever wants to look


def look(page: Page, name: str) -> None:
    """As it looks in light and in dark."""
    if LOOK:
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            page.screenshot(path=f"{LOOK}/{name}-{scheme}.png")
        page.emulate_media(color_scheme="light")


def test_a_customer_who_signed_in_at_the_shop_has_orders_on_the_card_and_is_checked(
    chromium_page: Page, page_alone: Page, desk_url: str, api: Any
) -> None:
    console, text = Console(chromium_page, api, desk_url), some_text("我的茶叶到哪里了？")
    console.sign_in()
    visit = Visit(page_alone, f"{desk_url}/demo?lang=zh-CN")
    page_alone.get_by_role("button", name="登录：王小明").click()
    expect(page_alone.get_by_role("button", name="退出登录")).to_be_visible()
    visit.open().write(text)
    visit.sees(text)

    chromium_page.get_by_role("tab", name="我的").click()
    console.row_named(text).click()
    card = chromium_page.get_by_role("complementary", name="访客")
    card.get_by_role("tab", name="订单").click()
    expect(card.get_by_text("SL20261120-0318")).to_be_visible()
    expect(card.get_by_text("已到达杭州转运中心")).to_be_visible()
    expect(card.get_by_text("退款处理中")).to_be_visible()
    look(chromium_page, "orders")
    unclear = faults(chromium_page, card)
    card.get_by_role("button", name="核对身份").click()
    card.get_by_label("收货人姓名").fill("王小明")
    card.get_by_label("手机号后四位").fill("8002")
    card.get_by_role("button", name="核对", exact=True).click()
    expect(card.get_by_text("有内容不符。")).to_be_visible()
    look(chromium_page, "check")
    unclear += faults(chromium_page, card)
    card.get_by_label("手机号后四位").fill("8001")
    card.get_by_role("button", name="核对", exact=True).click()
    expect(card.get_by_role("status").filter(has_text="核对身份")).to_contain_text("收货人姓名, 手机号后四位")
    expect(chromium_page.get_by_role("log").get_by_text("核对了客户身份")).to_be_visible()
    look(chromium_page, "checked")

    assert unclear == []
    assert "核对" not in visit.panel.inner_text()
