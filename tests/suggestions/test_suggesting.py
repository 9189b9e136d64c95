"""The best articles for what was written last, to whoever may see the conversation, and to visitors as plans say."""

from __future__ import annotations

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import MESSAGE, Entry
from chalicelib.core import work
from chalicelib.core.authors import Author
from chalicelib.core.errors import LimitReached, NotFound, OriginNotAllowed, Unauthorized
from chalicelib.knowledge.service import articles, publishing
from chalicelib.people.model.reach import NotYours
from chalicelib.plans import service as plans
from chalicelib.suggestions.model.asking import MOST_CHARACTERS, asked_in
from chalicelib.suggestions.model.drafting import Asked, Drafter, Suggestion, as_found
from chalicelib.suggestions.service import suggesting
from tests.suggestions.stage import Stage
from tests.worlds import MORNING, World, counted


def shop(world: World, **suggests: bool) -> Stage:
    """A desk with some articles that are found, whose plan suggests like this."""
    stage = Stage.opened(world)
    if suggests:
        plans.update_plan(world.desk, "demo", {"suggests": suggests}, None)
    stage.published("Resetting the kettle", "To reset the kettle, hold the button for ten seconds.")
    for thing in ("clock", "lamp", "scale"):
        stage.published(f"All about the {thing}", f"To reset the {thing}, unplug it.")
    stage.published("Descaling the kettle", "Vinegar removes scale from a kettle.")
    stage.published("Kettle sizes", "A kettle holds one litre.")
    stage.published("Kettle colours", "The kettle is black or white.")
    stage.published("退货", "七天内可以退货，运费由我们承担。", language="zh-CN")
    while work.run_due(world.desk, limit=100):
        pass
    return stage


def titles(suggested: suggesting.Suggested) -> list[str]:
    return [each.title for each in suggested.articles]


def test_an_agent_is_shown_the_three_best_for_what_was_written_last(world: World) -> None:
    stage = shop(world)
    header = stage.asked("Hello", "My kettle does not work", "How do I reset it?")

    suggested = suggesting.for_agent(stage.desk, world.now(stage.agent), header.conversation_id)

    assert suggested.text == "Hello My kettle does not work How do I reset it?"
    assert suggested.seq == max(each.seq for each in messages(stage, header.conversation_id))
    assert len(suggested.articles) == 3
    assert titles(suggested)[0] == "Resetting the kettle"


def messages(stage: Stage, conversation_id: str) -> list[Entry]:
    page = conversations.entries_after(stage.desk, conversation_id, 0, 100)
    return [each for each in page.entries if each.kind == MESSAGE]


def test_a_chinese_question_brings_what_is_said_in_chinese(world: World) -> None:
    stage = shop(world)
    header = stage.asked("你好，可以退货吗？", visitor=world.visitor("zh-CN"))

    suggested = suggesting.for_agent(stage.desk, world.now(stage.agent), header.conversation_id)

    assert [(each.title, each.language) for each in suggested.articles] == [("退货", "zh-CN")]


def test_only_who_sees_the_conversation_is_shown_anything(world: World) -> None:
    stage = shop(world)
    header = stage.asked("How do I reset it?")

    with pytest.raises(NotYours):
        suggesting.for_agent(stage.desk, world.now(stage.outsider), header.conversation_id)
    with pytest.raises(NotFound):
        suggesting.for_agent(stage.desk, world.now(stage.boss), "cnv_nothing")


def test_what_is_archived_or_for_other_plans_is_not_suggested(world: World) -> None:
    stage = shop(world)
    plans.create_plan(world.desk, "other", {"name": "Other"})
    stage.published("Resetting it elsewhere", "How to reset it elsewhere.", plan_keys=("other",))
    gone = stage.published("Resetting it in former times", "How to reset it.")
    while work.run_due(world.desk, limit=100):
        pass
    publishing.archive_article(
        world.desk, stage.caller(stage.boss).by(""), articles.read_article(world.desk, gone.article_id)
    )

    suggested = suggesting.for_agent(
        stage.desk, world.now(stage.agent), stage.asked("How do I reset it?").conversation_id
    )

    assert titles(suggested)
    assert not {"Resetting it elsewhere", "Resetting it in former times"} & set(titles(suggested))


def test_it_costs_a_query_for_the_conversation_and_three_requests_for_what_is_found(world: World) -> None:
    stage = shop(world)
    header = stage.asked(*[f"How do I reset it? {number}" for number in range(50)])
    agent = world.now(stage.agent)
    world.desk.kept.clear()

    with counted() as costs:
        suggesting.for_agent(stage.desk, agent, header.conversation_id)
    with counted() as again:
        suggesting.for_agent(stage.desk, agent, header.conversation_id)

    assert costs.names[0] == "Query"
    assert len(costs) <= 4
    assert len(again) <= 3


def test_a_visitor_who_waits_is_shown_some_where_the_plan_says_so(world: World) -> None:
    stage = shop(world, while_waiting=True)
    waiting = world.visitor()
    world.online(stage.agent, "offline")
    header = stage.asked("How do I reset it?", visitor=waiting)

    suggested = suggesting.for_visitor(stage.desk, waiting, "demo", header.conversation_id, "", None)
    typed = suggesting.for_visitor(stage.desk, waiting, "demo", None, "How do I reset it?", None)

    assert header.state == "waiting"
    assert titles(suggested)[0] == "Resetting the kettle"
    assert typed == suggesting.NOTHING
    with pytest.raises(NotFound):
        suggesting.for_visitor(stage.desk, world.visitor(), "demo", header.conversation_id, "", None)
    with pytest.raises(Unauthorized):
        suggesting.for_visitor(stage.desk, waiting, "other", header.conversation_id, "", None)


def test_a_visitor_with_an_agent_or_at_a_plan_that_says_nothing_is_shown_none(world: World) -> None:
    stage = shop(world)
    visitor = world.visitor()
    header = stage.asked("How do I reset it?", visitor=visitor)
    asked = (stage.desk, visitor, "demo", header.conversation_id, "", None)

    silent = suggesting.for_visitor(*asked)
    plans.update_plan(world.desk, "demo", {"suggests": {"while_waiting": True}}, None)

    assert silent == suggesting.NOTHING == suggesting.for_visitor(*asked)


def test_who_finds_nobody_is_shown_some_for_what_they_type_and_only_so_often(world: World) -> None:
    stage = shop(world, while_away=True)
    visitor = world.visitor()

    suggested = suggesting.for_visitor(stage.desk, visitor, "demo", None, "  reset\n the kettle " + "x" * 4000, None)
    nothing = suggesting.for_visitor(stage.desk, visitor, "demo", None, " \n ", None)

    assert (titles(suggested)[0], len(suggested.text)) == ("Resetting the kettle", MOST_CHARACTERS)
    assert nothing == suggesting.NOTHING
    with pytest.raises(LimitReached):
        for _ in range(suggesting.FOR_VISITORS.most):
            suggesting.for_visitor(stage.desk, visitor, "demo", None, "kettle", None)


def test_a_page_of_another_website_is_shown_none(world: World) -> None:
    stage = shop(world, while_away=True)
    plans.update_plan(world.desk, "demo", {"allowed_origins": ["https://tea.example"]}, None)

    with pytest.raises(OriginNotAllowed):
        suggesting.for_visitor(stage.desk, world.visitor(), "demo", None, "kettle", "https://evil.example")


def said(*texts: str, kind: str = "visitor") -> list[Entry]:
    return [
        Entry(number, MESSAGE, Author(kind), text, MORNING, "open", "vis_1") for number, text in enumerate(texts, 1)
    ]


@pytest.mark.parametrize(
    ("entries", "asked"),
    [
        ([], ("", 0)),
        (said("Hello", kind="agent"), ("", 0)),
        (said("One", "Two", "Three", "Four"), ("Two Three Four", 4)),
        (said("Before", "x" * 300), ("x" * 200, 2)),
        (said("Before and after", "y" * 190), ("Before an" + " " + "y" * 190, 2)),
        (said(" \n ", "How\nis\tit?"), ("How is it?", 2)),
    ],
)
def test_what_is_asked_is_the_last_words_within_bounds(entries: list[Entry], asked: tuple[str, int]) -> None:
    assert asked_in(entries) == asked
    assert len(asked_in(entries)[0]) <= MOST_CHARACTERS


def test_a_drafter_may_say_what_was_found_in_its_own_words() -> None:
    articles_there = [Suggestion(f"art_{number}", 1, "en", f"T{number}", "E") for number in range(5)]
    asked = Asked("demo", "en", "reset")

    def terse(question: Asked, some: list[Suggestion]) -> list[Suggestion]:
        return [Suggestion(each.article_id, 1, "en", each.title, "", question.text) for each in some[:1]]

    drafter: Drafter = terse  # type: ignore[assignment]  # any sequence is a list here

    assert [each.draft for each in drafter(asked, articles_there)] == ["reset"]
    assert as_found(asked, articles_there) == articles_there[:3]
