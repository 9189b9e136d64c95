"""Files and pictures in a browser: both sides send them, on a page of another origin with a strict policy too (A2)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.files import samples
from tests.window import PATIENCE_MS

from .console_page import Console
from .shop_page import Shop, open_shop
from .widget_page import Visit, some_text

pytestmark = [pytest.mark.browser, pytest.mark.served]

PICTURE = {"name": "青花盖碗.png", "mimeType": "image/png", "buffer": samples.photograph()}
DOCUMENT = {"name": "发票.pdf", "mimeType": "application/pdf", "buffer": samples.PDF}
DRAWING = {"name": "logo.svg", "mimeType": "image/svg+xml", "buffer": samples.SVG}
IS_SEEN = "(button) => [...button.getElementsByTagName('img')].some((it) => it.complete && it.naturalWidth > 0)"
DROP = """([element, name, base64, type]) => {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const data = new DataTransfer();
  data.items.add(new File([bytes], name, { type }));
  element.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true, composed: true }));
}"""
PASTE = DROP.replace('DragEvent("drop", { dataTransfer', 'ClipboardEvent("paste", { clipboardData')


@pytest.fixture
def shop(desk_url: str) -> Iterator[Shop]:
    with open_shop(desk_url) as made:
        yield made


@pytest.fixture
def console(chromium: Any, desk_url: str, api: Any) -> Iterator[Console]:
    """An agent with a browser of their own."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, locale="zh-CN")
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    made = Console(page, api, desk_url)
    made.sign_in()
    yield made
    context.close()


def picture(where: Locator, file: dict[str, Any] = PICTURE) -> Locator:
    """What shows it small, and opens it."""
    return where.get_by_role("button", name=re.compile(f"^(查看|打开).*{file['name']}"))


def is_seen(button: Locator) -> None:
    """Its picture has come, and could be decoded."""
    expect(button).to_be_visible()
    button.scroll_into_view_if_needed()
    button.page.wait_for_function(IS_SEEN, arg=button.element_handle())


def choose(visit: Visit, *files: dict[str, Any]) -> None:
    """Files for the chat, from the visitor's device."""
    with visit.page.expect_file_chooser() as chooser:
        visit.panel.get_by_role("button", name="发送文件").click()
    chooser.value.set_files([*files])  # type: ignore[arg-type]


def carried(script: str, element: Locator, file: dict[str, Any]) -> None:
    """Drop or paste a file."""
    import base64

    content = base64.b64encode(file["buffer"]).decode()
    element.page.evaluate(script, [element.element_handle(), file["name"], content, file["mimeType"]])


def begun(visit: Visit, console: Console) -> None:
    """A conversation that the agent has open."""
    text = some_text("请问盖碗还有吗？")
    visit.open().write(text)
    visit.sees(text)
    console.page.get_by_role("tab", name="我的").click()
    console.rows.filter(has_text=text).click()
    expect(console.bubble(text)).to_be_visible()


def test_both_sides_send_pictures_and_files_on_a_strict_page_of_another_origin(
    chromium_page: Page, console: Console, shop: Shop, desk_url: str
) -> None:
    policy = f"default-src 'none'; script-src {desk_url}; connect-src {desk_url}; img-src {desk_url}"
    page = f"<!doctype html><title>Shop</title>{shop.tag(locale='zh-CN')}"
    complaints: list[str] = []
    chromium_page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    visit = Visit(chromium_page, shop.show(page, Content_Security_Policy=policy))
    begun(visit, console)

    choose(visit, PICTURE, DOCUMENT)

    is_seen(picture(visit.log))
    is_seen(picture(console.log))
    with console.page.expect_download() as got:
        console.page.get_by_role("button", name=re.compile("下载 发票.pdf")).click()
    assert got.value.suggested_filename == "发票.pdf"
    assert got.value.path().read_bytes() == samples.PDF

    reply = PICTURE | {"name": "回复.png"}
    carried(PASTE, console.composer, reply)
    carried(DROP, console.page.get_by_role("region", name="会话"), DOCUMENT | {"name": "说明.pdf"})

    is_seen(picture(visit.log, reply))
    expect(visit.panel.get_by_role("button", name=re.compile("下载 说明.pdf"))).to_be_visible()
    with chromium_page.expect_popup() as opened:
        picture(visit.log, reply).click()
    opened.value.wait_for_url("**/local/files/kept/**")
    assert complaints == []


def test_what_cannot_be_sent_says_why_and_what_broke_on_the_way_is_sent_again(
    chromium_page: Page, console: Console, desk_url: str
) -> None:
    visit = Visit(chromium_page, f"{desk_url}/demo")
    begun(visit, console)
    drawing = visit.panel.get_by_role("group", name="logo.svg")
    broken: list[str] = []

    def break_once(route: Route) -> None:
        if route.request.method == "POST" and not broken:
            broken.append(route.request.url)
            route.abort()
        else:
            route.continue_()

    chromium_page.route("**/local/files", break_once)
    choose(visit, DRAWING, PICTURE)

    expect(drawing).to_contain_text("不能发送")
    is_seen(picture(console.log))
    assert broken
    expect(visit.panel.get_by_role("button", name="取消")).to_have_count(1)
    drawing.get_by_role("button", name="取消").click()
    expect(drawing).to_have_count(0)


def test_a_file_can_be_taken_out_by_who_may_and_both_sides_see_that(
    chromium_page: Page, console: Console, desk_url: str, api: Any
) -> None:
    visit = Visit(chromium_page, f"{desk_url}/demo")
    begun(visit, console)
    carried(DROP, visit.panel, PICTURE)
    is_seen(picture(console.log))
    _, mine = api.call("GET", "/v1/desk/conversations?view=mine", console.token)
    (conversation,) = [each["conversation_id"] for each in mine["items"]]
    _, page = api.call("GET", f"/v1/desk/conversations/{conversation}/entries?before=0", api.admin)
    (file,) = [entry["file"] for entry in page["entries"] if entry.get("file")]

    status, _ = api.call("DELETE", f"/v1/desk/conversations/{conversation}/files/{file['id']}", api.admin)

    assert status == 204
    expect(visit.log.get_by_text("已删除").first).to_be_visible()
    expect(console.log.get_by_text("已删除").first).to_be_visible()
    expect(picture(console.log)).to_have_count(0)
