"""The widget on pages that make it hard: hostile styles and scripts, policies, frames, dialogs, other tags (A2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from .shop_page import Shop, open_shop
from .widget_page import ARRIVED, WRITE, Agent, Visit, icon_on, some_text, working_agent

pytestmark = [pytest.mark.browser, pytest.mark.served]

HOSTILE_STYLE = """<style>
* { font-size: 40px !important; color: red !important; display: block !important; }
deskbell-widget { display: none !important; position: relative !important; transform: scale(3) !important; }
body { transform: translate(200px, 200px) rotate(5deg); }
html { direction: rtl; display: flex; justify-content: space-between; }
</style>"""
HOSTILE_SCRIPT = """
  const never = (event) => { event.preventDefault(); event.stopImmediatePropagation(); };
  const hindered = 'keydown keypress beforeinput paste copy wheel mousedown pointerdown click input';
  for (const name of hindered.split(' '))
    document.addEventListener(name, never, { capture: true, passive: false });
  document.addEventListener('focusin', (event) => document.querySelector('#trap').focus(), true);
  window.heard = [];
  for (const name of ['keyup', 'click', 'input']) addEventListener(name, () => heard.push(name));
"""
DIALOG = "<dialog style='transform: rotate(3deg); overflow: hidden'><button>A button of the page</button></dialog>"
NO_SHEETS = "delete Document.prototype.adoptedStyleSheets; delete ShadowRoot.prototype.adoptedStyleSheets;"
NO_SHEETS += "window.CSSStyleSheet = class { constructor() { throw new TypeError('Illegal constructor'); } };"
SENSELESS_CALLS = """() => {
  const calls = [[], ['no such thing'], [Symbol('x')], [null], ['toString'], ['on'], ['on', 'open', 'no function'],
                 ['on', 'open', () => { throw new Error('of the page'); }], ['locale'], ['locale', {}], ['open', 17],
                 ['close', 1, 2, 3]];
  return calls.map((call) => { try { return Deskbell(...call) ?? null; } catch (thrown) { return String(thrown); } });
}"""
FOCUSED = "document.activeElement.localName"


@pytest.fixture
def agent(api: Any) -> Iterator[Agent]:
    yield from working_agent(api)


@pytest.fixture
def shop(desk_url: str) -> Iterator[Shop]:
    with open_shop(desk_url) as shop:
        yield shop


def test_no_style_and_no_listener_of_the_page_reaches_what_is_in_the_widget(
    chromium_page: Page, shop: Shop, agent: Agent
) -> None:
    text = some_text()
    page = f"<!doctype html><html lang=ar dir=rtl><title>x</title>{HOSTILE_STYLE}<button id=trap>x</button>"
    visit = Visit(chromium_page, shop.show(page + shop.tag(locale="en")))
    chromium_page.evaluate(HOSTILE_SCRIPT)

    visit.open()
    visit.field.click()
    chromium_page.keyboard.type(text)
    chromium_page.keyboard.press("Shift+Enter")
    chromium_page.keyboard.press("Enter")
    visit.sees(text)

    box, size = visit.icon.bounding_box(), chromium_page.viewport_size
    assert box is not None and size is not None
    assert (size["width"] - box["x"] - box["width"], size["height"] - box["y"] - box["height"]) == (24, 24)
    assert visit.bubble(text).evaluate("(bubble) => getComputedStyle(bubble).direction") == "ltr"
    assert visit.bubble(text).evaluate("(bubble) => getComputedStyle(bubble).fontSize") == "15px"
    assert visit.icon.evaluate("(icon) => icon.closest('[lang]').lang") == "en"
    assert chromium_page.evaluate("heard") == []
    agent.find(text)


def test_while_the_page_shows_a_modal_dialog_the_widget_can_be_used_in_it(
    chromium_page: Page, shop: Shop, agent: Agent
) -> None:
    text = some_text()
    visit = Visit(chromium_page, shop.show(f"<!doctype html><title>x</title><body>{DIALOG}{shop.tag(locale='en')}"))
    visit.open()
    place = "document.querySelector('deskbell-widget').parentNode.localName"

    chromium_page.evaluate("document.querySelector('dialog').showModal()")
    chromium_page.wait_for_function(f"() => {place} === 'dialog'")
    visit.field.click()
    visit.write(text)
    visit.sees(text)
    box = visit.icon.bounding_box()
    visit.field.press("Escape")
    expect(visit.panel).to_be_hidden()
    is_open = chromium_page.evaluate("document.querySelector('dialog').open")
    chromium_page.evaluate("document.querySelector('dialog').close()")

    chromium_page.wait_for_function(f"() => {place} === 'html'")
    assert is_open
    assert box is not None
    assert (1280 - box["x"] - box["width"], 800 - box["y"] - box["height"]) == (24, 24)
    visit.open().sees(text)
    agent.find(text)


def test_in_a_sandboxed_frame_under_trusted_types_the_chat_works(chromium_page: Page, shop: Shop, agent: Agent) -> None:
    text = some_text()
    broken: list[str] = []
    chromium_page.on("pageerror", lambda error: broken.append(str(error)))
    chromium_page.on("console", lambda message: broken.append(message.text) if message.type == "error" else None)
    policy = f"script-src {shop.desk}; require-trusted-types-for 'script'; trusted-types 'none'"
    address = shop.show(f"<!doctype html><title>x</title>{shop.tag(locale='en')}", Content_Security_Policy=policy)
    chromium_page.set_content(
        f"<iframe title=shop sandbox='allow-scripts' width=900 height=700 src='{address}'></iframe>"
    )
    frame = chromium_page.get_by_title("shop").content_frame

    icon_on(frame).click()
    frame.get_by_role("textbox", name=WRITE).fill(text)
    frame.get_by_role("textbox", name=WRITE).press("Enter")

    expect(frame.get_by_role("article", name=ARRIVED).filter(has_text=text)).to_have_count(1)
    assert agent.texts(agent.find(text)) == [text]
    assert broken == []


def test_a_browser_without_constructed_sheets_shows_panel_and_form_as_others_do(
    chromium_page: Page, shop: Shop, desk_url: str
) -> None:
    chromium_page.add_init_script(NO_SHEETS)
    policy = f"default-src 'none'; script-src {desk_url}; connect-src {desk_url}; style-src 'nonce-abc'"
    page = f"<!doctype html><title>x</title>{shop.tag(locale='en', nonce='abc')}"

    visit = Visit(chromium_page, shop.show(page, Content_Security_Policy=policy)).open()
    panel = visit.panel.evaluate("(panel) => getComputedStyle(panel).display")
    chromium_page.goto(f"{desk_url}/form/demo?lang=en")
    sheet = chromium_page.get_by_role("region", name="Leave a message")
    expect(sheet).to_be_visible()

    assert panel == "flex"
    assert sheet.evaluate("(sheet) => getComputedStyle(sheet).display") == "flex"


def test_a_page_has_one_icon_which_only_a_plan_that_is_there_takes_over(
    chromium_page: Page, shop: Shop, desk_url: str, api: Any
) -> None:
    tag = "const again = document.createElement('script'); again.src = src; again.dataset.plan = plan;"
    add = f"([src, plan]) => new Promise((done) => {{ {tag} again.onload = done; document.body.append(again); }})"
    _, other = api.call("POST", "/v1/admin/plans", api.admin, {"key": f"shop-{some_text('x')[-8:]}", "name": "Other"})
    visit = Visit(chromium_page, shop.show(f"<!doctype html><title>x</title><body>{shop.tag(locale='en')}"))
    plan = "Deskbell.desk.plan"

    with chromium_page.expect_response(lambda answer: "/nobody/config" in answer.url):
        chromium_page.evaluate(add, [f"{desk_url}/widget.js", "nobody"])
    visit.round_trip()
    before = (chromium_page.evaluate(plan), visit.widget.count())
    chromium_page.evaluate(add, [f"{desk_url}/widget.js", other["key"]])
    chromium_page.wait_for_function(f"(key) => {plan} === key", arg=other["key"])

    assert before == ("demo", 1)
    expect(visit.icon).to_have_count(1)


def test_nothing_that_a_page_asks_of_it_throws_before_or_after_it_is_destroyed(
    chromium_page: Page, desk_url: str
) -> None:
    thrown: list[str] = []
    chromium_page.on("pageerror", lambda error: thrown.append(str(error)))
    visit = Visit(chromium_page, f"{desk_url}/demo?lang=en")

    before = chromium_page.evaluate(SENSELESS_CALLS)
    chromium_page.evaluate("Deskbell('destroy')")
    after = chromium_page.evaluate(SENSELESS_CALLS)

    assert {*before, *after} == {None}
    expect(visit.icon).to_have_count(0)
    assert [each for each in thrown if "of the page" not in each] == []


def test_it_is_open_again_in_the_tab_where_it_was_and_takes_nobodys_focus(chromium_page: Page, desk_url: str) -> None:
    visit = Visit(chromium_page, f"{desk_url}/demo?lang=en").open()
    visit.field.fill("half a sente")

    chromium_page.reload()
    expect(visit.panel).to_be_visible()
    focused, kept = chromium_page.evaluate(FOCUSED), visit.field.input_value()
    visit.icon.click()
    expect(visit.panel).to_be_hidden()
    other = Visit(chromium_page.context.new_page(), f"{desk_url}/demo?lang=en")
    chromium_page.reload()
    expect(visit.icon).to_be_visible()
    visit.round_trip()

    assert (focused, kept) == ("body", "half a sente")
    expect(visit.panel).to_be_hidden()
    expect(other.panel).to_be_hidden()


def test_one_401_ends_no_conversation_and_keeps_the_visitor(chromium_page: Page, desk_url: str, agent: Agent) -> None:
    text, answer = some_text(), some_text("Yes.")
    visit = Visit(chromium_page, f"{desk_url}/demo?lang=en").open()
    visit.write(text)
    visit.sees(text)
    refused: list[str] = []
    who = "JSON.parse(Object.entries(localStorage).find(([key]) => key.endsWith(':visitor'))[1]).visitor_id"
    before = chromium_page.evaluate(who)

    def refuse_once(route: Any) -> None:
        refused.append(route.request.url)
        return route.continue_() if len(refused) > 1 else route.fulfill(status=401, body="{}")

    chromium_page.route("**/entries?*", refuse_once)
    agent.answer(agent.find(text), answer)

    visit.sees(answer)
    assert len(refused) > 1
    assert chromium_page.evaluate(who) == before
    expect(visit.log.get_by_text("This conversation has ended")).to_have_count(0)
