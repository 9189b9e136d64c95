"""The widget for whoever reads by ear, enlarged or in the dark; nothing jumps, and nothing is complained of (A2)."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from .accessibility import THEMES, faults, faults_in_both_themes
from .widget_page import WIDGET, LeftMessages, Visit, own_plan, some_text

pytestmark = [pytest.mark.browser, pytest.mark.served]

# colours that are hard to be told from light paper, or from dark
COLOURS = [{"color": "#102a43", "text_color": "#ffffff"}, {"color": "#ffd400", "text_color": "#102030"}]
ENLARGED = [(640, 400), (320, 256)]
SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => { for (const each of list.getEntries()) shifted += each.value; })
  .observe({ type: 'layout-shift', buffered: true });
"""


@pytest.fixture
def visit(chromium_page: Page, desk_url: str) -> Callable[..., Visit]:
    def begin(plan: str = "demo") -> Visit:
        chromium_page.add_init_script(f"window.deskbellSettings = {{ plan: {json.dumps(plan)} }}")
        return Visit(chromium_page, f"{desk_url}/demo?lang=en")

    return begin


@pytest.mark.usefixtures("api")
def test_a_conversation_with_everything_in_it_has_no_fault_in_either_theme(visit: Callable[..., Visit]) -> None:
    here = visit().open()
    text = some_text("https://tea.example/a")
    here.write(text)
    here.sees(text)
    here.page.get_by_role("button", name="Insert emoji").click()
    here.field.fill("x" * 3990)

    writing = faults_in_both_themes(here.page, here.widget)
    here.page.get_by_role("button", name="End conversation").click()
    expect(here.page.get_by_role("alertdialog")).to_be_visible()
    asked = faults_in_both_themes(here.page, here.widget)

    assert (writing, asked) == ({}, {})


@pytest.mark.parametrize("look", COLOURS, ids=lambda look: str(look["color"]))
def test_the_form_has_no_fault_in_either_theme_whatever_the_plans_colour(
    api: Any, visit: Callable[..., Visit], look: dict[str, str]
) -> None:
    here = visit(own_plan(api, open=False, look=look)).open()
    form = LeftMessages(here.page)
    form.fill(text=some_text())
    form.send()
    expect(form.root.get_by_role("alert")).to_be_visible()

    assert faults_in_both_themes(here.page, here.widget) == {}


def test_the_plan_may_choose_the_theme_and_the_page_before_it(
    api: Any, chromium_page: Page, visit: Callable[..., Visit]
) -> None:
    here = visit(own_plan(api, open=False, look={"theme": "dark"})).open()
    paper = "(panel) => getComputedStyle(panel).backgroundColor"

    by_plan = here.panel.evaluate(paper)
    chromium_page.add_init_script("window.deskbellSettings.theme = 'light'")
    chromium_page.emulate_media(color_scheme="dark")
    chromium_page.reload()
    expect(here.panel).to_be_visible()

    assert (by_plan, here.panel.evaluate(paper)) == ("rgb(23, 27, 25)", "rgb(255, 255, 255)")


def test_the_notice_board_has_no_fault_in_either_theme(api: Any, chromium_page: Page, desk_url: str) -> None:
    plan = own_plan(
        api, look={"show": "board", **COLOURS[0]}, texts={"en": {"board_title": "Ask", "board_text": "Tea"}}
    )
    chromium_page.add_init_script(f"window.deskbellSettings = {{ plan: {json.dumps(plan)} }}")
    chromium_page.goto(f"{desk_url}/demo?lang=en")
    expect(chromium_page.get_by_role("region", name="Ask")).to_be_visible()

    found = {}
    for theme in THEMES:
        chromium_page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        chromium_page.reload()
        expect(chromium_page.get_by_role("region", name="Ask")).to_be_visible()
        found[theme] = faults(chromium_page, chromium_page.locator(WIDGET))

    assert found == {theme: [] for theme in THEMES}


@pytest.mark.parametrize("size", ENLARGED, ids=["200 %", "400 %"])
def test_enlarged_nothing_is_lost(chromium_page: Page, desk_url: str, size: tuple[int, int]) -> None:
    chromium_page.set_viewport_size({"width": size[0], "height": size[1]})
    here = Visit(chromium_page, f"{desk_url}/demo?lang=en").open()
    here.panel.evaluate("(panel) => Promise.all(panel.getAnimations().map((each) => each.finished)).then(() => null)")
    parts = [here.panel, here.field, chromium_page.get_by_role("button", name="Close chat window").first]
    parts += [chromium_page.get_by_role("log"), here.panel.get_by_role("button", name="Send", exact=True)]

    boxes = [part.bounding_box() for part in parts]

    for box in boxes:
        assert box is not None
        assert box["x"] >= 0 and box["y"] >= 0 and box["height"] > 20, box
        assert box["x"] + box["width"] <= size[0] and box["y"] + box["height"] <= size[1], box


@pytest.mark.usefixtures("api")
def test_a_chat_moves_nothing_that_is_there_and_says_nothing_to_the_console(chromium_page: Page, desk_url: str) -> None:
    told: list[str] = []
    chromium_page.on("console", lambda message: told.append(message.text))
    chromium_page.on("pageerror", lambda error: told.append(str(error)))
    chromium_page.add_init_script(SHIFTS)
    text = some_text()

    here = Visit(chromium_page, f"{desk_url}/demo?lang=en").open()
    here.write(text)
    here.sees(text)
    here.field.press("Escape")
    here.round_trip()

    assert chromium_page.evaluate("shifted") < 0.05
    assert told == []


@pytest.mark.usefixtures("api")
def test_a_whole_conversation_is_led_by_the_keyboard_alone(chromium_page: Page, desk_url: str) -> None:
    here = Visit(chromium_page, f"{desk_url}/demo?lang=en")
    keys, text = chromium_page.keyboard, some_text()
    end = chromium_page.get_by_role("button", name="End conversation")

    here.icon.focus()
    keys.press("Enter")
    expect(here.field).to_be_focused()
    keys.type(text)
    keys.press("Enter")
    here.sees(text)
    expect(end).to_be_visible()
    while not end.evaluate("(button) => button === button.getRootNode().activeElement"):
        keys.press("Shift+Tab")
    keys.press("Enter")
    expect(chromium_page.get_by_role("button", name="Keep chatting")).to_be_focused()
    keys.press("Tab")
    keys.press("Enter")

    expect(chromium_page.get_by_role("alertdialog")).to_have_count(0)
    expect(here.log.get_by_text("This conversation has ended")).to_be_visible()
    expect(here.field).to_be_focused()
