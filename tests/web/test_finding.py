"""Tests of pages find what they look for as a person or a screen reader does: by its role, its name, its words."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from .admin_page import BUSY
from .widget_page import WIDGET

TESTS = Path(__file__).parents[1]
# methods of pages, frames and elements whose first argument says how something is found
FINDERS = {"locator", "frame_locator", "query_selector", "query_selector_all", "wait_for_selector", "get_by_test_id"}
FINDERS |= {"eval_on_selector", "eval_on_selector_all", "drag_and_drop"}
# other methods that find by their first argument, where they are a page's and have more of them
OF_PAGES = re.compile(
    r"\b(page|website|docs|phone|other)\.(click|fill|check|press|inner_text|is_visible)\(\s*f?[\"'][#.\[a-z]"
)
# what a script of a test asks a document for
ASKED = re.compile(r"(?:querySelector(?:All)?|getElementById|getElementsByClassName|closest)\(\s*([^)]*)\)")

# How something else is found: what is looked for → why no role and no name says it.
ALLOWED = {
    "BUSY": "a part of a page that is being read says so with a state, which no role has",
    "WIDGET": "the chat as one thing among what stands on a shop's page: its own element",
    "'html'": "the document itself, for its language",
    "'body'": "all that stands on a page, for whoever must find out why a test failed",
}
# The same in scripts, of what is no part of our pages or has no role: elements by what they are.
ALLOWED_IN_SCRIPTS = {
    "'main'": "the part that scrolls, measured",
    "'dialog'": "a dialog of the shop's page, which its own script opens",
    "'#trap'": "an element of a hostile page, by that page's own script",
    "'deskbell-widget'": "the chat's element, which a shop's script takes away",
    "'script[data-plan]'": "our tag, as a shop has it",
    "'[open] > .inside'": "what is drawn of dozens of operations, opened all at once by a script",
    "id": "the operations to be opened, dozens at once",
    "'[lang]'": "whatever says the language of an element",
}


def sources() -> dict[str, str]:
    """Of all tests that may use a browser: their path → their text."""
    files = [*(TESTS / "web").glob("*.py"), *(TESTS / "journeys").glob("*.py"), TESTS / "window.py"]
    return {str(file.relative_to(TESTS)): file.read_text("utf-8") for file in files if file != Path(__file__)}


def found_otherwise(text: str) -> Iterator[str]:
    """What a test finds by anything but role, name and words, and may not."""
    for node in ast.walk(ast.parse(text)):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in FINDERS
            and node.args
        ):
            sought = ast.unparse(node.args[0])
            if sought not in ALLOWED:
                yield f"{node.lineno}: {node.func.attr}({sought})"
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            for sought in ASKED.findall(node.value):
                if sought.replace('"', "'") not in ALLOWED_IN_SCRIPTS:
                    yield f"{node.lineno}: {sought} in a script"
    for line, content in enumerate(text.splitlines(), start=1):
        if OF_PAGES.search(content):
            yield f"{line}: {content.strip()}"


def test_pages_are_searched_by_role_name_and_words_alone() -> None:
    searched = {name: list(found_otherwise(text)) for name, text in sources().items()}

    assert len(searched) > 60
    assert {name: found for name, found in searched.items() if found} == {}


def test_each_other_way_of_finding_is_noticed() -> None:
    ways = [
        "page.locator('.bubble')",
        "page.locator(f'[data-key={key}]')",
        "page.frame_locator('iframe')",
        "page.wait_for_selector('#ready')",
        "page.get_by_test_id('row')",
        "page.click('#send')",
        "page.evaluate(\"document.querySelector('.row').click()\")",
        "page.evaluate(\"document.getElementById('reply').value\")",
    ]

    unnoticed = [way for way in ways if not list(found_otherwise(way))]

    assert unnoticed == []


def test_every_exception_is_needed() -> None:
    whole = "\n".join(sources().values())
    used = {ast.unparse(node.args[0]) for node in ast.walk(ast.parse(whole)) if is_finder(node)}
    asked = {sought.replace('"', "'") for sought in ASKED.findall(whole)}

    assert (WIDGET, BUSY) == ("deskbell-widget", "[aria-busy=true]")
    assert set(ALLOWED) - used == set()
    assert set(ALLOWED_IN_SCRIPTS) - asked == set()


def is_finder(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in FINDERS
        and bool(node.args)
    )
