"""A plan's own icon, its styles, and the preview in which they are seen before anything is stored (requirement A6)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.files import samples

from .admin_page import AdminPage
from .shop_page import Shop, open_shop
from .widget_page import WIDGET, icon_on

pytestmark = [pytest.mark.browser, pytest.mark.served]


@pytest.fixture
def shop(desk_url: str) -> Iterator[Shop]:
    with open_shop(desk_url) as opened:
        yield opened


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 390, "height": 800}, locale="en-GB", reduced_motion="reduce")
    yield context.new_page()
    context.close()


def test_what_is_typed_is_previewed_by_the_real_widget_and_stored_it_stands_on_a_phone(
    chromium_page: Page, phone: Page, shop: Shop, desk_url: str, api: Any, tmp_path: Path
) -> None:
    picture = tmp_path / "tea.png"
    picture.write_bytes(samples.png(64, 64))
    admin = AdminPage(chromium_page, api, desk_url)
    key = admin.new_plan(prechat={"active": True, "name": "required"})
    admin.sign_in(section="plans")
    admin.edit_plan(key)
    preview = admin.page.get_by_title("预览", exact=True).content_frame
    widget = preview.locator(WIDGET)

    admin.press("预览聊天窗口")
    expect(widget.get_by_role("dialog")).to_be_visible()
    admin.page.get_by_label("页边标签").check()
    admin.page.get_by_label("显示内容").select_option("icon")
    expect(icon_on(preview)).to_have_css("flex-direction", "column")  # it stands on its edge
    expect(widget.get_by_role("dialog")).to_be_hidden()
    admin.page.get_by_label("预览的语言").select_option("en")
    admin.page.get_by_label("显示内容").select_option("prechat")
    expect(widget.get_by_label("Your name")).to_be_visible()
    admin.page.get_by_label("显示内容").select_option("offline")
    expect(widget.get_by_role("button", name="Send")).to_be_visible()
    before = admin.plan(key)
    with admin.page.expect_file_chooser() as chooser:
        admin.page.get_by_role("button", name="上传 自己的图标").click()
    chooser.value.set_files(picture)
    expect(admin.page.get_by_role("button", name="移除 自己的图标")).to_be_visible()
    admin.save()
    phone.goto(shop.show(f"<!doctype html><title>Tea</title><h1>Tea</h1>{shop.tag(key)}"))

    assert (before["look"]["shape"], admin.plan(key)["look"]["shape"]) == ("round", "tab")
    tab = icon_on(phone)
    expect(tab).to_be_visible()
    assert tab.evaluate("(icon) => icon.getElementsByTagName('img')[0].decode()") is None  # it is there, and a picture
    box = tab.bounding_box()
    assert box is not None
    assert box["x"] + box["width"] == 390
    tab.click()
    expect(phone.get_by_role("dialog", name="Chat")).to_be_visible()
