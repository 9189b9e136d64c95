"""Words that must not be said, to visitors and by them: agents are warned while they type, and see abuse masked."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from .accessibility import faults_in_both_themes
from .console_page import Console

pytestmark = [pytest.mark.browser, pytest.mark.served]


@pytest.fixture
def console(chromium_page: Any, api: Any, desk_url: str) -> Console:
    return Console(chromium_page, api, desk_url)


def counted_of_everybody(api: Any) -> list[dict[str, Any]]:
    """Page after page: whoever other tests made works here too."""
    items, cursor = list[dict[str, Any]](), ""
    while cursor is not None:
        status, page = api.call("GET", f"/v1/admin/said-words?cursor={quote(cursor)}", api.admin)
        assert status == 200, page
        items, cursor = [*items, *page["items"]], page["next"]
    return items


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
    assert faults_in_both_themes(page, page.get_by_role("region", name="会话")) == {}
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
    _, session = console.api.call("GET", "/v1/desk/session", console.token)
    said = [each for each in counted_of_everybody(console.api) if each["agent_id"] == session["agent"]["agent_id"]]
    assert [(each["replaced"], each["stopped"], each["negative"]) for each in said] == [(1, 1, 0)]


def masking(console: Console, *, wanted: bool) -> None:
    masks = {"limits": {"mask_abuse": wanted}}
    assert console.api.call("PUT", "/v1/admin/plans/demo", console.api.admin, masks)[0] == 200


def test_abuse_is_masked_until_somebody_who_may_asks_for_it_and_a_note_is_edited(
    console: Console, request: pytest.FixtureRequest
) -> None:
    entry = {"words": ["dunderhead"], "kind": "abusive"}
    assert console.api.call("POST", "/v1/admin/unsaid-words", console.api.admin, entry)[0] == 201
    masking(console, wanted=True)
    request.addfinalizer(lambda: masking(console, wanted=False))  # others share the plan
    console.sign_in(console.api.new_agent(role="group_leader"))
    visitor, page = console.api.visitor(), console.page

    visitor.say("你这个 dunderhead")
    console.open_from("我的", visitor)
    bubble = console.log.get_by_text("你这个")
    expect(bubble).to_contain_text("***")
    expect(bubble).not_to_contain_text("dunderhead")
    page.get_by_role("button", name="显示被遮盖的内容").click()
    expect(bubble).to_contain_text("dunderhead")
    assert faults_in_both_themes(page, page.get_by_role("region", name="会话")) == {}

    page.get_by_role("button", name="备注").click()
    page.get_by_label("仅同事可见的备注").fill("先安扶一下")
    page.keyboard.press("Enter")
    note = console.note("先安扶一下")
    note.hover()
    note.get_by_role("button", name="修改").click()
    page.get_by_label("消息的新内容").fill("先安抚一下")
    page.keyboard.press("Enter")
    expect(console.note("先安抚一下")).to_contain_text("已修改")
