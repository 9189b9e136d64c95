"""The widget on the pages of others: one tag, any origin, any policy, any screen (A2)."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, Route, expect

from .shop_page import Shop, open_shop
from .widget_page import Agent, Visit, some_text, working_agent

pytestmark = [pytest.mark.browser, pytest.mark.served]


@pytest.fixture
def agent(api: Any) -> Iterator[Agent]:
    yield from working_agent(api)


@pytest.fixture
def visit(chromium_page: Page, desk_url: str) -> Visit:
    return Visit(chromium_page, f"{desk_url}/demo?lang=en")


@pytest.fixture
def shop(desk_url: str) -> Iterator[Shop]:
    with open_shop(desk_url) as shop:
        yield shop


def test_a_closed_bubble_without_a_conversation_asks_for_its_config_and_nothing_more(
    chromium_page: Page, desk_url: str
) -> None:
    asked: list[str] = []
    chromium_page.on("request", lambda request: asked.append(request.url.removeprefix(desk_url)))

    chromium_page.clock.install()

    visit = Visit(chromium_page, f"{desk_url}/demo")
    chromium_page.clock.fast_forward(60_000)
    visit.round_trip()

    page = quote(f"{desk_url}/demo", safe="")
    assert [url for url in asked if "/v1/" in url] == [f"/v1/widget/demo/config?page={page}"]
    assert [url for url in asked if "/widget-" in url] == []


def test_focus_moves_into_the_panel_and_escape_brings_it_back(visit: Visit) -> None:
    visit.icon.focus()

    visit.page.keyboard.press("Enter")
    expect(visit.field).to_be_focused()
    visit.page.keyboard.press("Escape")

    expect(visit.panel).to_be_hidden()
    expect(visit.icon).to_be_focused()


def test_the_language_changes_without_losing_what_was_typed(visit: Visit) -> None:
    visit.open()
    visit.field.fill("半句话")

    visit.page.evaluate("Deskbell('locale', 'zh-CN')")

    expect(visit.page.get_by_role("button", name="发送", exact=True)).to_be_visible()
    expect(visit.field).to_have_value("半句话")


def test_on_a_phone_the_panel_fills_the_screen_and_can_be_left(chromium_page: Page, desk_url: str) -> None:
    chromium_page.set_viewport_size({"width": 320, "height": 568})
    visit = Visit(chromium_page, f"{desk_url}/demo?lang=en").open()
    visit.panel.evaluate("(panel) => Promise.all(panel.getAnimations().map((each) => each.finished)).then(() => null)")

    box = visit.panel.bounding_box()
    sideways = visit.page.evaluate("document.documentElement.scrollWidth")
    visit.panel.get_by_role("button", name="Close chat window").click()

    assert box == {"x": 0, "y": 0, "width": 320, "height": 568}
    assert sideways <= 320
    expect(visit.panel).to_be_hidden()
    expect(visit.icon).to_be_visible()


def test_one_tag_works_on_another_origin_under_a_strict_policy(chromium_page: Page, shop: Shop, agent: Agent) -> None:
    text = some_text()
    broken: list[str] = []
    chromium_page.on("console", lambda message: broken.append(message.text))
    tag = shop.tag(locale="en")
    address = shop.show_strictly(f"<!doctype html><title>A shop</title><p>Welcome</p>{tag}{tag}")

    visit = Visit(chromium_page, address)
    visit.open().write(text)

    visit.sees(text)
    agent.find(text)
    assert visit.widget.count() == 1
    assert visit.panel.evaluate("(panel) => getComputedStyle(panel).display") == "flex"
    assert [line for line in broken if "Content Security Policy" in line] == []


def test_running_the_tag_again_leaves_an_open_panel_alone(visit: Visit) -> None:
    visit.open()
    visit.field.fill("half a sente")

    visit.page.evaluate(
        """() => new Promise((loaded) => {
            const tag = document.querySelector('script[data-plan]');
            const again = Object.assign(document.createElement('script'), { src: tag.src, onload: loaded });
            again.dataset.plan = tag.dataset.plan;
            document.body.append(again);
        })"""
    )
    visit.round_trip()

    assert visit.widget.count() == 1
    expect(visit.panel).to_be_visible()
    expect(visit.field).to_have_value("half a sente")


def test_the_icon_comes_back_when_the_page_swaps_or_morphs_what_is_on_it_and_goes_when_it_is_destroyed(
    visit: Visit,
) -> None:
    thrown: list[str] = []
    visit.page.on("pageerror", lambda error: thrown.append(str(error)))
    visit.open()
    visit.field.fill("half a sente")

    visit.page.evaluate("document.body = document.createElement('body')")
    expect(visit.panel).to_be_visible()
    visit.page.evaluate("document.documentElement.append(document.querySelector('deskbell-widget').cloneNode())")
    visit.page.evaluate("document.querySelectorAll('deskbell-widget').forEach((each) => each.remove())")
    expect(visit.icon).to_have_count(1)
    expect(visit.field).to_have_value("half a sente")

    visit.page.evaluate("Deskbell('destroy')")

    expect(visit.icon).to_have_count(0)
    assert visit.page.evaluate("typeof Deskbell('open')") == "undefined"
    assert thrown == []


def test_where_storage_is_blocked_the_chat_works_as_long_as_the_page_stays(
    chromium_page: Page, desk_url: str, agent: Agent
) -> None:
    text = some_text()
    chromium_page.add_init_script(
        "for (const name of ['localStorage', 'sessionStorage'])"
        " Object.defineProperty(window, name, { get() { throw new DOMException('blocked', 'SecurityError'); } });"
    )

    visit = Visit(chromium_page, f"{desk_url}/demo?lang=en").open()
    visit.write(text)

    visit.sees(text)
    assert agent.texts(agent.find(text)) == [text]


@pytest.mark.parametrize("part", ["widget-panel-app", "words-en-widget"])
def test_a_panel_that_could_not_be_fetched_is_fetched_again(visit: Visit, part: str) -> None:
    asked: list[str] = []

    def fail_once(route: Route) -> None:
        asked.append(route.request.url)
        return route.continue_() if len(asked) > 1 else route.abort()

    visit.page.route(re.compile(rf"/assets/{part}-"), fail_once)

    visit.open()

    expect(visit.field).to_be_focused()
    assert len(asked) == 2
    if part == "widget-panel-app":  # at another address: some browsers remember a module that failed
        assert len(set(asked)) == 2


def test_calls_made_before_the_loader_arrives_are_not_forgotten(chromium_page: Page, shop: Shop) -> None:
    chromium_page.add_init_script(
        "window.heard = []; window.deskbellSettings = { locale: 'zh-CN', position: 'left', color: '#ffd400' };"
        "window.Deskbell = function () { (Deskbell.q = Deskbell.q || []).push(arguments); };"
        "Deskbell('on', 'ready', () => heard.push('ready')); Deskbell('open');"
    )
    tag = shop.tag(position="right")

    visit = Visit(chromium_page, shop.show_strictly(f"<!doctype html><title>A shop</title>{tag}"))

    expect(visit.panel).to_be_visible()
    assert chromium_page.evaluate("heard") == ["ready"]
    expect(visit.icon).to_have_accessible_name("收起聊天窗口")
    expect(visit.icon).to_have_css("color", "rgb(0, 0, 0)")
    box = visit.icon.bounding_box()
    assert box is not None
    assert box["x"] < 100


def test_the_last_line_stays_in_sight_when_the_log_gets_shorter(visit: Visit, agent: Agent) -> None:
    texts = [some_text("a\n\nlong\n\none") for _ in range(6)]
    visit.open()
    for text in texts:
        visit.write(text)
    visit.sees(texts[-1].splitlines()[-1])

    log = visit.log.element_handle()
    before = visit.page.evaluate("(log) => log.clientHeight", log)

    visit.page.get_by_role("button", name="Insert emoji").click()

    ends = "log.scrollHeight - log.scrollTop - log.clientHeight < 5"
    visit.page.wait_for_function(f"([log, before]) => log.clientHeight < before && {ends}", arg=[log, before])
    agent.find(texts[0])
