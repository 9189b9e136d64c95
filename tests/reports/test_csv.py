"""Figures as a file for spreadsheets: all of it, in parts, and nothing that a spreadsheet would carry out (F1)."""

from __future__ import annotations

import csv
import io

import pytest

from chalicelib.people.model.rights import BeyondYourRights
from chalicelib.reports.model.definitions import DEFINITIONS
from chalicelib.reports.model.facts import ENDED, Fact
from chalicelib.reports.model.sheet import as_text
from chalicelib.reports.service import asking, exporting, writing
from chalicelib.reports.service.asking import Asked
from tests.reports.shops import Shop
from tests.worlds import World


@pytest.fixture
def shop(world: World) -> Shop:
    return Shop.opened(world)


def whole(shop: Shop, by: str, language: str = "en", **asked: str) -> tuple[list[list[str]], list[int]]:
    """All rows of the file, and after how many lines each part ended."""
    parts, after = list[exporting.Part](), None
    while not parts or after is not None:
        parts.append(exporting.part_of(shop.world.desk, shop.supervisor, Asked(by, **asked), language, after))
        after = parts[-1].following
    text = "".join(each.text for each in parts)
    assert text.startswith("\ufeff")
    assert text.count("\ufeff") == 1
    return list(csv.reader(io.StringIO(text[1:]))), [each.done for each in parts]


def test_a_file_has_every_figure_under_its_name_and_what_it_means(shop: Shop) -> None:
    conversation_id = shop.ask()
    shop.later(20)
    agent = shop.answer(conversation_id)
    shop.end(conversation_id)
    shop.counted()

    rows, _ = whole(shop, "agent")

    figures, meanings = rows[: rows.index([])], rows[rows.index([]) + 1 :]
    table = {line[0]: dict(zip(figures[0], line, strict=True)) for line in figures[1:]}
    assert table["Total"]["Conversations ended"] == "1"
    assert table[agent.agent_id]["Name"] == agent.name
    assert (table[agent.agent_id]["Greeting · average (s)"], table[agent.agent_id]["Greeting · ≤ 30 s"]) == (
        "20.0",
        "1.0",
    )
    assert [line[0] for line in meanings[1:]] == [each.en for each in DEFINITIONS]
    names = {name.split(" · ")[0].removesuffix(" (hours)") for name in figures[0]}
    assert {each.en for each in DEFINITIONS} <= names


def test_a_long_file_comes_in_parts_and_says_how_far_it_is(shop: Shop) -> None:
    for _ in range(45):
        shop.world.agent()

    rows, done = whole(shop, "agent", "zh-CN")

    everybody = len(asking.people.directory(shop.world.desk).agents) + 1  # and nobody
    assert (done, len({line[0] for line in rows[2 : rows.index([])]})) == ([20, 40, everybody], everybody)
    assert rows[1][0] == "合计"


@pytest.mark.parametrize("source", ["=1+1", "+x", "-x", "@x", "|x", " =x", "%x"])
def test_nothing_that_a_website_says_becomes_a_formula(shop: Shop, source: str) -> None:
    at = shop.world.desk.now()
    writing.put_facts(shop.world.desk, [Fact(ENDED, "cnv_1", 1, at, "demo", source)])
    shop.counted()

    rows, _ = whole(shop, "source")

    assert [line[0] for line in rows[2:3]] == [f"'{source}"]
    assert as_text("app") == "app"


def test_nobody_has_a_file_of_whom_they_do_not_reach(shop: Shop) -> None:
    agent, other = shop.agents

    part = exporting.part_of(shop.world.desk, agent, Asked("agent"), "en")

    assert other.agent_id not in part.text
    assert other.name not in part.text
    for asked in (Asked("plan"), Asked("day", f"agent:{other.agent_id}")):
        with pytest.raises(BeyondYourRights):
            exporting.part_of(shop.world.desk, agent, asked, "en")
