"""Articles as they are written and published in the administration, and read on the help pages (E2)."""

from __future__ import annotations

import re
import secrets
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.files.samples import png

from .accessibility import faults_in_both_themes
from .admin_page import AdminPage

pytestmark = [pytest.mark.browser, pytest.mark.served]

MEANWHILE = {"type": "about:blank", "title": "Changed", "status": 409, "code": "changed_meanwhile", "version": 9}


@pytest.fixture
def admin(chromium_page: Page, desk_url: str, api: Any) -> AdminPage:
    return AdminPage(chromium_page, api, desk_url)


def test_an_article_from_the_first_word_to_its_page_and_the_archive(admin: AdminPage, desk_url: str) -> None:
    page, title = admin.page, f"怎么泡茶 {secrets.token_hex(3)}"
    admin.sign_in(section="articles")

    page.get_by_role("button", name="新建文章").click()
    drawer = page.get_by_role("dialog")
    drawer.get_by_label("标题", exact=True).fill(title)
    body = drawer.get_by_label("正文（Markdown）")
    body.fill("每 100 毫升水约 **3 克**茶。<script>alert(1)</script>\n\n")
    shown = drawer.get_by_role("region", name="预览")
    expect(shown.get_by_text("3 克", exact=True)).to_be_visible()
    expect(shown.get_by_text("<script>alert(1)</script>")).to_be_visible()
    with page.expect_file_chooser() as chosen:
        drawer.get_by_role("button", name="插入图片").click()
    chosen.value.set_files({"name": "茶.png", "mimeType": "image/png", "buffer": png()})
    expect(body).to_have_value(re.compile(r"!\[茶\]\(picture:fil_"))
    expect(shown.get_by_role("img", name="茶")).to_be_visible()
    assert faults_in_both_themes(page) == {}
    drawer.get_by_role("tab", name="归类与复审").click()
    drawer.get_by_label("分类").select_option(label="咨询 / 商品咨询")
    drawer.get_by_role("button", name="发布").click()
    page.get_by_label("有什么变化（可不填）").fill("第一版")
    page.route("**/publish", lambda route: route.fulfill(status=409, json=MEANWHILE), times=1)
    page.get_by_role("dialog", name="发布").get_by_role("button", name="发布").click()
    expect(drawer.get_by_role("alert").filter(has_text=re.compile("."))).to_be_visible()
    drawer.get_by_role("button", name="发布").click()
    expect(page.get_by_label("有什么变化（可不填）")).to_have_value("第一版")  # though it came to nothing
    page.get_by_role("dialog", name="发布").get_by_role("button", name="发布").click()
    expect(drawer.get_by_text("已发布", exact=True)).to_be_visible()

    drawer.get_by_role("tab", name="内容").click()
    drawer.get_by_label("标题", exact=True).fill(f"{title}？")
    drawer.get_by_role("button", name="保存草稿").click()
    expect(drawer.get_by_text("读者看到第 1 版")).to_be_visible()
    drawer.get_by_role("tab", name="历次发布").click()
    drawer.get_by_role("button", name="与草稿比较 第 1 版").click()
    expect(drawer.get_by_role("region", name="第 1 版与现在的草稿").get_by_text(f"{title}？")).to_be_visible()
    assert faults_in_both_themes(page) == {}
    drawer.get_by_role("button", name="关闭（保留已填内容）").click()
    row = page.get_by_role("row").filter(has_text=f"{title}？")
    expect(row.get_by_text("草稿")).to_be_visible()
    page.get_by_role("searchbox", name="标题").fill(title)
    expect(page.get_by_role("row")).to_have_count(2)
    assert faults_in_both_themes(page) == {}

    row.get_by_role("button", name=re.compile("^编辑")).click()
    drawer.get_by_role("button", name="归档").click()
    page.get_by_role("dialog", name="归档").get_by_role("button", name="归档").click()
    expect(drawer.get_by_text("已归档", exact=True)).to_be_visible()


def test_help_pages_are_read_without_a_script_in_light_and_dark(page_alone: Page, desk_url: str, api: Any) -> None:
    title = f"Samples {secrets.token_hex(3)}"
    made = _published(api, title)
    page = page_alone
    page.set_viewport_size({"width": 390, "height": 844})

    page.goto(f"{desk_url.rstrip('/')}/help/demo/{made}?lang=en")
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    assert faults_in_both_themes(page) == {}
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.get_by_role("navigation", name="You are here").get_by_role("link", name="Price and offers").click()
    expect(page.get_by_role("link", name=title)).to_be_visible()
    assert faults_in_both_themes(page) == {}
    page.get_by_role("searchbox").fill("qzxqzxqzx")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("heading", name="Nothing was found")).to_be_visible()
    page.get_by_role("link", name="中文").click()
    expect(page.get_by_role("heading", name="没有找到")).to_be_visible()


def _published(api: Any, title: str) -> str:
    body = {
        "wordings": {"en": {"title": title, "body": "| a | b |\n|---|---|\n| 1 | 2 |\n\n[Site](https://tea.example)"}}
    }
    status, article = api.call("POST", "/v1/admin/articles", api.admin, {**body, "category_id": "price"})
    assert status == 201, article
    path = f"/v1/admin/articles/{article['article_id']}/publish"
    assert api.call("POST", path, api.admin, {"version": article["version"]})[0] == 200
    return str(article["article_id"])
