"""What a plan asks before the first message: on a shop's page, and in the editor; plans that are copied and archived
(requirement A6)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from .accessibility import faults_in_both_themes
from .admin_page import AdminPage
from .colleagues import Colleague
from .shop_page import Shop, open_shop
from .widget_page import WRITE, icon_on, own_plan, some_text

pytestmark = [pytest.mark.browser, pytest.mark.served]

PAGE = "<!doctype html><html lang=en><title>Longjing</title><main><h1>Longjing tea</h1>{tag}</main>"


@pytest.fixture
def shop(desk_url: str) -> Iterator[Shop]:
    with open_shop(desk_url) as opened:
        yield opened


@pytest.fixture
def website(chromium: Browser) -> Iterator[Page]:
    """A visitor's phone, in English."""
    context = chromium.new_context(viewport={"width": 390, "height": 800}, locale="en-GB")
    page = context.new_page()
    yield page
    page.unroute_all(behavior="ignoreErrors")
    context.close()


def group_of(api: Any, colleague: Colleague) -> str:
    group = {"name": f"投诉 {colleague.number}", "leader_id": colleague.agent_id, "member_ids": [colleague.agent_id]}
    status, answer = api.call("POST", "/v1/admin/groups", api.admin, group)
    assert status == 201, answer
    return str(answer["group_id"])


def asking(group_id: str) -> dict[str, Any]:
    return {
        "active": True,
        "name": "required",
        "mobile": "optional",
        "choices": [
            {"choice_id": "enquiry", "texts": {"en": "Enquiry", "zh-CN": "咨询"}},
            {"choice_id": "complaint", "texts": {"en": "Complaint", "zh-CN": "投诉"}, "group_id": group_id},
        ],
        "consent": {"en": "We keep what you write for a year.", "zh-CN": "我们保存您的内容一年。"},
    }


def open_panel(website: Page) -> Locator:
    icon_on(website).click()
    sheet = website.get_by_role("dialog", name="Chat")
    expect(sheet.get_by_role("heading", name="Before we begin")).to_be_visible()
    return sheet


def stored(website: Page, text: str) -> Locator:
    """The visitor's message, once it has arrived."""
    return website.get_by_role("article", name="You", exact=True).filter(has_text=text)


def test_a_complaint_reaches_its_group_once_everything_demanded_is_filled_in(
    api: Any, shop: Shop, website: Page
) -> None:
    usual, other = Colleague(api), Colleague(api)
    group_id = group_of(api, other)
    key = own_plan(api, agent_ids=[usual.agent_id], prechat=asking(group_id))
    website.goto(shop.show_strictly(PAGE.format(tag=shop.tag(key))))
    sheet = open_panel(website)

    sheet.get_by_role("button", name="Start the conversation").press("Enter")
    expect(sheet.get_by_text("Please choose one.")).to_be_visible()
    expect(sheet.get_by_text("Please fill this in.")).to_be_visible()
    expect(sheet.get_by_text("Please agree to go on.")).to_be_visible()
    assert faults_in_both_themes(website) == {}
    sheet.get_by_label("Your name").fill("Lan Ting")
    sheet.get_by_label("Mobile").fill("138 0013 8000")
    sheet.get_by_role("radio", name="Complaint").check()
    website.reload()
    if not website.get_by_role("dialog", name="Chat").is_visible():
        sheet = open_panel(website)
    expect(sheet.get_by_label("Your name")).to_have_value("Lan Ting")
    sheet.get_by_label("I agree").check()
    sheet.get_by_role("button", name="Start the conversation").click()
    sheet.get_by_role("textbox", name=WRITE).fill("The tea is stale")
    sheet.get_by_role("textbox", name=WRITE).press("Enter")

    expect(stored(website, "The tea is stale")).to_be_visible()
    (item,) = other.call("GET", "inbox")["items"]
    entries = other.call("GET", f"conversations/{item['conversation_id']}/entries?after=0&limit=10")["entries"]
    assert (item["visitor_name"], usual.call("GET", "inbox")["items"]) == ("Lan Ting", [])
    assert (entries[0]["kind"], entries[0]["text"]) == ("form", "Complaint · Lan Ting · +86138****8000")
    assert entries[0]["form"]["consent_version"] == 1


def test_who_has_answered_is_asked_again_only_what_the_next_conversation_is_about_and_a_text_that_changed(
    api: Any, shop: Shop, website: Page
) -> None:
    colleague = Colleague(api)
    key = own_plan(api, agent_ids=[colleague.agent_id], prechat={**asking(group_of(api, colleague)), "choices": []})
    website.goto(shop.show(PAGE.format(tag=shop.tag(key))))
    sheet = open_panel(website)
    field = website.get_by_role("textbox", name=WRITE)
    sheet.get_by_label("Your name").fill("Lan Ting")
    sheet.get_by_label("I agree").check()
    sheet.get_by_role("button", name="Start the conversation").click()
    field.fill("First")
    field.press("Enter")
    expect(stored(website, "First")).to_be_visible()
    (item,) = colleague.call("GET", "inbox")["items"]
    colleague.call("POST", f"conversations/{item['conversation_id']}/close")
    change = {"prechat": {"consent": {"en": "We keep it for two years."}}}
    status, answer = api.call("PUT", f"/v1/admin/plans/{key}", api.admin, change)
    assert status == 200, answer

    expect(website.get_by_text("This conversation has ended").first).to_be_visible()
    field.fill("Second")
    field.press("Enter")

    expect(sheet.get_by_text("We keep it for two years.")).to_be_visible()
    sheet.get_by_label("I agree").check()
    sheet.get_by_label("Your name").fill("Lan Ting")
    sheet.get_by_role("button", name="Start the conversation").click()
    expect(stored(website, "Second")).to_be_visible()


def test_an_administrator_says_what_is_asked_and_sees_it_beside(chromium_page: Page, desk_url: str, api: Any) -> None:
    admin = AdminPage(chromium_page, api, desk_url)
    key = admin.new_plan()
    admin.sign_in(section="plans")
    admin.edit_plan(key)
    part = admin.drawer.get_by_role("region", name="咨询前表单")

    part.get_by_label("咨询前先填写表单").check()
    part.get_by_label("手机").select_option("required")
    part.get_by_role("button", name="添加选项").click()
    admin.fill({"中文": "投诉"}, admin.group("选项 1"))
    admin.fill({"中文": "我们保存您的内容。"}, admin.group("同意条款"))
    expect(part.get_by_role("group", name="预览")).to_contain_text("投诉")
    admin.save()

    saved = admin.plan(key)["prechat"]
    assert (saved["active"], saved["mobile"], saved["name"]) == (True, "required", "off")
    assert saved["choices"] == [{"choice_id": "choice-1", "texts": {"zh-CN": "投诉"}, "group_id": None}]
    assert (saved["consent"], saved["consent_version"]) == ({"zh-CN": "我们保存您的内容。"}, 1)


def test_a_plan_is_copied_archived_and_brought_back(chromium_page: Page, desk_url: str, api: Any) -> None:
    admin = AdminPage(chromium_page, api, desk_url)
    name = some_text("茶铺")
    key = admin.new_plan(name=name, accept_seconds=77)
    admin.sign_in(section="plans")
    page = admin.page
    archive = page.get_by_role("button", name=f"归档 {name}", exact=True)

    page.get_by_role("button", name=f"复制 {name}", exact=True).click()
    admin.fill({"方案标识": f"{key}-2", "名称": f"{name} 二店"}, admin.drawer)
    admin.drawer.get_by_role("button", name="复制", exact=True).click()
    expect(page.get_by_role("heading", name=f"{name} 二店")).to_be_visible()
    archive.click()
    expect(archive).to_have_count(0)
    status, _ = api.call("GET", f"/v1/widget/{key}/config")
    page.get_by_role("button", name="撤销").click()
    expect(archive).to_be_visible()
    archive.click()
    page.get_by_text("已归档的方案").click()
    page.get_by_role("button", name=f"恢复 {name}", exact=True).click()

    expect(archive).to_be_visible()
    assert status == 404
    assert (admin.plan(key)["archived"], admin.plan(f"{key}-2")["accept_seconds"]) == (False, 77)
