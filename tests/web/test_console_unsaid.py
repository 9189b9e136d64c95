"""Words that must not be said: the agent is warned while typing, replaces them by a key, and cannot send others."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from .accessibility import faults_in_both_themes
from .console_page import Console

pytestmark = [pytest.mark.browser, pytest.mark.served]


@pytest.fixture
def console(chromium_page: Any, api: Any, desk_url: str) -> Console:
    return Console(chromium_page, api, desk_url)


def test_an_agent_is_warned_says_it_better_by_a_key_and_cannot_send_what_is_stopped(console: Console) -> None:
    better = {"advice_zh": "我为您查询一下", "replaces": True, "exceptions": ["晓不晓得"]}
    for entry in (
        {"words": ["不晓得", "我不晓得"], "kind": "negative", **better},
        {"words": ["nincompoop"], "kind": "abusive", "effect": "stop", "advice_zh": "换一种平和的说法。"},
    ):
        assert console.api.call("POST", "/v1/admin/unsaid-words", console.api.admin, entry)[0] == 201
    visitor, page = console.talk_with_a_visitor_who_says("在吗"), console.page
    notice = page.get_by_role("status").filter(has_text="不晓得")

    console.composer.fill("您晓不晓得订单号？我不晓得，")
    expect(notice).to_contain_text("“\u2068我不晓得\u2069”属于消极的话")
    assert faults_in_both_themes(page) == {}
    expect(page.get_by_role("button", name="发送", exact=True)).to_be_enabled()
    console.composer.press("Alt+w")
    expect(console.composer).to_have_value("您晓不晓得订单号？我为您查询一下，")
    expect(notice).to_have_count(0)
    console.composer.fill("你这个Ｎincompoop")
    stopped = page.get_by_role("status").filter(has_text="不能发送")
    expect(stopped).to_contain_text("换一种平和的说法。")
    expect(page.get_by_role("button", name="发送", exact=True)).to_be_disabled()
    console.composer.press("Enter")
    expect(console.composer).to_have_value("你这个Ｎincompoop")
    page.get_by_role("button", name="备注").click()
    expect(stopped).to_have_count(0)
    page.get_by_role("button", name="回复", exact=True).click()
    console.composer.fill("我不晓得")
    page.get_by_role("button", name=re.compile("改为")).click()
    console.composer.press("Enter")

    assert console.delivers(visitor, "我为您查询一下")
