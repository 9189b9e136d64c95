"""The admin page: words that must not be said, from the first to their end (requirement E5)."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.web.accessibility import faults_in_both_themes
from tests.web.admin_page import AdminPage, new_mark

pytestmark = [pytest.mark.browser, pytest.mark.served]


@pytest.fixture
def admin(chromium_page: Page, desk_url: str, api: Any) -> AdminPage:
    return AdminPage(chromium_page, api, desk_url)


def test_words_are_forbidden_for_a_plan_changed_and_allowed_again(admin: AdminPage) -> None:
    mark = new_mark()
    name = f"茶铺 {mark}"
    plan = admin.new_plan(name=name)
    word, page = f"word{mark}", admin.page
    admin.sign_in(section="unsaid")

    page.get_by_role("button", name="新建禁语").click()
    admin.fill({"词语": f"{word}\n不晓得{mark}", "例外": f"晓不晓得{mark}", "中文建议": "我为您查询一下"})
    admin.drawer.get_by_label("建议就是更好的说法").check()
    admin.group("方案").get_by_role("checkbox", name=name).check()
    assert faults_in_both_themes(page, admin.drawer) == {}
    admin.press("添加")
    row = page.get_by_role("row", name=word)
    expect(row).to_contain_text("消极")
    assert faults_in_both_themes(page, page.get_by_role("main")) == {}
    row.get_by_role("button", name="编辑").click()
    admin.drawer.get_by_label("拦截").check()
    admin.save()
    expect(row).to_contain_text("拦截")
    stored = next(each for each in listed(admin) if word in each["words"])
    row.get_by_role("button", name="删除").click()
    page.get_by_role("dialog").get_by_role("button", name="删除").click()
    expect(row).to_have_count(0)

    assert (stored["effect"], stored["plans"], stored["version"]) == ("stop", [plan], 2)
    assert not [each for each in listed(admin) if word in each["words"]]
    admin.go("said")
    expect(page.get_by_role("heading", name="禁语统计")).to_be_visible()
    assert faults_in_both_themes(page, page.get_by_role("main")) == {}


def listed(admin: AdminPage) -> list[dict[str, Any]]:
    """All entries, as the desk has them."""
    return list(admin.api.call("GET", "/v1/desk/unsaid-words", admin.api.admin)[1]["items"])
