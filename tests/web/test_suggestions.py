"""Articles beside a conversation, and a conversation that becomes one: console and administration (E2)."""

from __future__ import annotations

import os
import re
import secrets
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.web.accessibility import faults_in_both_themes
from tests.web.admin_page import AdminPage
from tests.web.console_page import Console
from tests.web.widget_page import LeftMessages, Visit, own_plan
from tests.window import eventually

pytestmark = [pytest.mark.browser, pytest.mark.served]

LOOK = os.environ.get("DESKBELL_LOOK")  # a folder for pictures, for whoever wants to look


def look(page: Page, name: str) -> None:
    """As it looks now."""
    if LOOK:
        page.screenshot(path=f"{LOOK}/{name}.png")


def published(page: Page, api: Any, title: str, body: str, language: str = "zh-CN") -> None:
    """An article that is found by now."""
    status, article = api.call(
        "POST", "/v1/admin/articles", api.admin, {"wordings": {language: {"title": title, "body": body}}}
    )
    assert status == 201, article
    path = f"/v1/admin/articles/{article['article_id']}/publish"
    status, answer = api.call("POST", path, api.admin, {"version": article["version"]})
    assert status == 200, answer
    asked = f"/v1/desk/knowledge/articles?lang={language}&q={title.rpartition(' ')[2]}"
    assert eventually(page, lambda: bool(api.call("GET", asked, api.admin)[1]["items"]))


def test_an_agent_is_shown_what_answers_and_proposes_what_does_not(
    chromium_page: Page, page_alone: Page, desk_url: str, api: Any
) -> None:
    mark = "k" + "".join(secrets.choice("bdfhjkmn") for _ in range(9))  # five digits would be masked
    published(chromium_page, api, f"How to reset {mark}", "1. 按住按钮 **十秒**\n2. 松开")
    console = Console(chromium_page, api, desk_url)
    visitor = console.talk_with_a_visitor_who_says(f"请问 {mark} 怎么重置？")
    card = chromium_page.get_by_role("complementary", name="访客")

    card.get_by_role("region", name="推荐的知识").get_by_role("button", name=f"How to reset {mark}").click()
    expect(card.get_by_role("heading", name=f"How to reset {mark}")).to_be_focused()
    expect(card.get_by_text("1. 按住按钮 十秒")).to_be_visible()
    look(chromium_page, "article")
    unclear = [faults_in_both_themes(chromium_page, card)]
    look(chromium_page, "article-dark")
    card.get_by_role("button", name="插入正文").click()
    reply = chromium_page.get_by_label("回复访客", exact=True)
    expect(reply).to_be_focused()
    assert "1. 按住按钮 十秒\n2. 松开" in reply.input_value()
    assert "**" not in reply.input_value()
    card.get_by_role("button", name="插入链接").click()
    assert "/help/demo/art_" in reply.input_value()

    card.get_by_role("button", name="返回").click()
    card.get_by_label("搜索知识").fill(mark)
    expect(card.get_by_role("status").filter(has_text="找到 1 篇")).to_be_visible()
    look(chromium_page, "search")
    card.get_by_role("button", name="提议为新知识").click()
    dialog = chromium_page.get_by_role("dialog", name="提议为新知识")
    dialog.get_by_label("问题（标题）").fill(f"怎样清洁 {mark}？")
    dialog.get_by_label("建议的答案").fill("用软布，电话 13800138000。")
    look(chromium_page, "propose")
    unclear.append(faults_in_both_themes(chromium_page, dialog))
    dialog.get_by_role("button", name="提交").click()
    expect(dialog).to_be_hidden()

    admin = AdminPage(page_alone, api, desk_url)
    admin.sign_in(section="proposals")
    page_alone.get_by_role("button", name=f"查看 怎样清洁 {mark}？").click()
    drawer = page_alone.get_by_role("dialog", name=f"怎样清洁 {mark}？")
    expect(drawer.get_by_text("用软布，电话 ***。")).to_be_visible()
    expect(drawer.get_by_text(f"请问 {mark} 怎么重置？")).to_be_visible()
    look(page_alone, "drawer")
    unclear.append(faults_in_both_themes(page_alone, drawer))
    look(page_alone, "drawer-dark")
    drawer.get_by_role("button", name="写成知识草稿").click()
    expect(drawer).to_be_hidden()
    expect(page_alone.get_by_role("button", name=f"查看 怎样清洁 {mark}？")).to_have_count(0)
    for tab in ("搜不到的问题", "没人看或没帮助的知识", "推荐的知识"):
        page_alone.get_by_role("tab", name=tab).click()
        expect(page_alone.get_by_role("tabpanel")).to_be_visible()
        look(page_alone, f"admin-{tab}")
    unclear.append(faults_in_both_themes(page_alone))

    card.get_by_role("button", name="我的知识提议").click()
    own = chromium_page.get_by_role("dialog", name="我的知识提议")
    expect(own.get_by_text("已写成草稿")).to_be_visible()
    look(chromium_page, "own")
    unclear.append(faults_in_both_themes(chromium_page, own))
    own.get_by_role("button", name="关闭").click()

    assert unclear == [{}] * len(unclear)
    assert visitor.entries()


def test_a_visitor_who_waits_or_leaves_a_message_is_shown_what_may_answer(
    chromium_page: Page, page_alone: Page, desk_url: str, api: Any
) -> None:
    mark = "k" + "".join(secrets.choice("bdfhjkmn") for _ in range(9))  # five digits would be masked
    published(chromium_page, api, f"How to reset {mark}", "Hold the button.", "en")
    both = {"suggests": {"while_waiting": True, "while_away": True}}
    plan = own_plan(api, **both)
    api.call("PUT", "/v1/admin/plans/demo", api.admin, both)
    visit = Visit(chromium_page, f"{desk_url}/demo?lang=en")
    visit.open().write(f"How is {mark} reset?")

    card = visit.log.get_by_role("region", name="These may help")
    link = card.get_by_role("link", name=f"How to reset {mark}")
    expect(link).to_have_attribute("href", re.compile("/help/demo/art_"))
    expect(visit.told("Your place in line")).to_be_visible()
    look(chromium_page, "waiting")
    unclear = [faults_in_both_themes(chromium_page, visit.panel)]
    look(chromium_page, "waiting-dark")
    with chromium_page.context.expect_page() as opened:
        link.click()
    opened.value.close()
    card.get_by_role("button", name="It helped").click()
    expect(card.get_by_text("Glad that it helped.")).to_be_visible()

    page_alone.set_viewport_size({"width": 390, "height": 844})
    page_alone.goto(f"{desk_url}/form/{plan}?lang=en")
    form = LeftMessages(page_alone, page_alone.get_by_role("main"))
    form.fill(text=f"How is {mark} reset?")
    cards = page_alone.get_by_role("region", name="These may help")
    expect(cards.get_by_role("link", name=f"How to reset {mark}")).to_be_visible()
    look(page_alone, "form")
    unclear.append(faults_in_both_themes(page_alone))

    assert page_alone.evaluate("document.documentElement.scrollWidth") <= 390
    assert unclear == [{}, {}]
    api.call("PUT", "/v1/admin/plans/demo", api.admin, {"suggests": {"while_waiting": False, "while_away": False}})
