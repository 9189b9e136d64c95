"""The page of the contract: every operation by plane and room, in both languages, on a screen and on a phone."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from chalicelib.contract import contract
from tests.web import sources

BY_METHOD = [operation for path in contract()["paths"].values() for operation in path.values()]
NAMED = re.compile(r'^ *"?([\w-]+)"?:\s', re.MULTILINE)


def chinese(table: str) -> set[str]:
    """What has words in this table of Chinese ones."""
    tables = (
        text.partition(f"export const {table} ")[2].partition("};")[0] for text in sources.all_like("words/zh/docs")
    )
    return {name for text in tables for name in NAMED.findall(text)}


def test_every_operation_and_every_code_has_chinese_words_and_no_others_have() -> None:
    codes = {
        name.removeprefix("Problem.") for name in contract()["components"]["schemas"] if name.startswith("Problem.")
    }

    assert chinese("operations") == {operation["operationId"] for operation in BY_METHOD}
    assert chinese("problems") == codes


def described() -> dict[str, set[str]]:
    """What the contract says something of in a sentence of its own: operations, parameters and shapes.

    The pages of lists, which are all alike, count as one.
    """
    schemas = contract()["components"]["schemas"]
    said = {name: schema["description"] for name, schema in schemas.items() if "description" in schema}
    shapes = {name: words for name, words in said.items() if not name.startswith("Problem.")}
    pages = {name for name, words in shapes.items() if words.startswith("`next` is the `cursor`")}
    parameters = [each for operation in BY_METHOD for each in operation.get("parameters", ())]
    assert all(name.endswith("Page") for name in pages)
    return {
        "details": {operation["operationId"] for operation in BY_METHOD if "description" in operation},
        "parameters": {each["name"] for each in parameters if "description" in each},
        "shapes": {*shapes.keys() - pages, "Page"},
    }


def test_whatever_the_contract_describes_has_chinese_words_and_nothing_else_has() -> None:
    tables = described()

    words = {table: chinese(table) for table in tables}

    assert words == tables
    assert min(map(len, words.values())) > 0


def test_chinese_words_name_what_the_english_ones_name() -> None:
    text = "".join(each.partition("export const shapes ")[2] for each in sources.all_like("words/zh/docs"))
    chinese_words = dict(re.findall(r'^ *(\w+):\s+"([^"]*)"', text, re.MULTILINE))
    schemas = contract()["components"]["schemas"]

    for name in described()["shapes"] - {"Page"}:
        named = set(re.findall("`[^`]+`", schemas[name]["description"]))
        assert set(re.findall("`[^`]+`", chinese_words[name])) == named, name


def test_every_room_has_a_name_on_the_page() -> None:
    named = set(re.findall(r'"room\.(\w+)":', "".join(sources.all_like("words/en/docs"))))

    assert {tag["name"] for tag in contract()["tags"]} <= named


METHOD = re.compile("^(GET|POST|PUT|PATCH|DELETE)$")


def operation(page: Any, ending: str) -> Any:
    """What is told of the operation whose address ends so."""
    return page.get_by_role("group").filter(has=page.get_by_text(re.compile(f"/{ending}$"))).first


@pytest.fixture
def docs(chromium_page: Any, desk_url: str) -> Any:
    """The page, open; what goes wrong in it is kept in ``errors``."""
    chromium_page.errors = []
    chromium_page.on("pageerror", lambda error: chromium_page.errors.append(str(error)))
    chromium_page.on(
        "console", lambda values: chromium_page.errors.append(values.text) if values.type == "error" else None
    )
    chromium_page.goto(f"{desk_url}/docs")
    expect(operation(chromium_page, "transfer")).to_be_visible()
    return chromium_page


@pytest.mark.browser
@pytest.mark.served
def test_whoever_looks_for_an_operation_finds_what_it_takes_and_answers(docs: Any) -> None:
    docs.get_by_role("searchbox").fill("agent_full transfer")
    shown = operation(docs, "transfer")
    expect(docs.get_by_text(METHOD).filter(visible=True)).to_have_count(1)
    shown.get_by_text("/transfer").click()

    expect(shown).to_contain_text("转给同事")
    for word in ("conversation_id", "group_id", "last_text", "409", "agent_full", "serving"):
        expect(shown).to_contain_text(word)
    docs.get_by_role("searchbox").fill("record_call")
    calls = operation(docs, "calls")
    calls.get_by_text("/calls").click()
    expect(calls).to_contain_text("结果为")
    docs.get_by_role("searchbox").fill("agent_full transfer")
    docs.get_by_role("button", name="Switch to English").click()
    expect(shown).to_contain_text("Hand a conversation to a colleague")
    assert docs.get_by_role("searchbox").input_value() == "agent_full transfer"
    assert docs.errors == []


def largest_of_each_room() -> list[str]:
    """The ids of the operations of which there is most to tell, one of each plane's rooms.

    All of them open make a page of sixty thousand elements; what could be too wide for a phone is in these.
    """
    rooms: dict[tuple[str, str], tuple[int, str]] = {}
    for path, methods in contract()["paths"].items():
        for operation in methods.values():
            plane = path.split("/")[2], operation["tags"][0]
            rooms[plane] = max(rooms.get(plane, (0, "")), (len(str(operation)), operation["operationId"]))
    return [operation_id for _, operation_id in rooms.values()]


@pytest.mark.browser
@pytest.mark.served
def test_operations_of_every_room_are_opened_on_a_phone_and_nothing_is_wider_than_it(docs: Any) -> None:
    docs.set_viewport_size({"width": 390, "height": 844})

    opened = docs.evaluate(
        "(ids) => ids.map((id) => document.getElementById(id)).filter((each) => (each.open = true)).length",
        largest_of_each_room(),
    )
    docs.wait_for_function("[...document.querySelectorAll('[open] > .inside')].every((each) => each.hasChildNodes())")

    assert opened > 30
    assert docs.get_by_text(METHOD).count() == len(BY_METHOD)
    assert docs.evaluate("document.documentElement.scrollWidth") <= 390
    assert docs.errors == []
