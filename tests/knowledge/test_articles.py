"""Articles as they are written and published: nothing somebody wrote is lost, readers have the old or the new."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest

from chalicelib.core import work
from chalicelib.core.audit import By
from chalicelib.core.errors import Invalid
from chalicelib.core.once import Once
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.core.tables import read_all
from chalicelib.knowledge.model.articles import (
    ARCHIVED,
    DRAFT,
    IN_REVIEW,
    PUBLISHED,
    Article,
    ArticleArchived,
    NewArticle,
    SecondPerson,
    Wording,
    WrongState,
)
from chalicelib.knowledge.service import articles, publishing, telling
from chalicelib.knowledge.service.publishing import Publishing
from chalicelib.knowledge.store import shown
from chalicelib.notifications import service as notifications
from chalicelib.notifications.model.notice import STATES
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.rights import SUPERVISOR
from tests.crashes import Death, at_each_write
from tests.worlds import World, at_once, counted

RETURNS = NewArticle(
    {"zh-CN": Wording("怎么退货", "七天内可退。"), "en": Wording("Returns", "Within 7 days.")}, "return"
)


def hand(agent: Agent) -> By:
    return By(agent.agent_id, agent.name)


@pytest.fixture
def writer(world: World) -> Agent:
    world.found()
    return world.agent(role=SUPERVISOR)


def drafted(world: World, writer: Agent, new: NewArticle = RETURNS) -> Article:
    return articles.draft_article(world.desk, hand(writer), new)[0]


def in_english(body: str) -> dict[str, Any]:
    return {"wordings": {"en": {"body": body}}}


def titles(world: World, plan: str = "*", category: str | None = None) -> list[str]:
    lines, _ = shown.lines(world.desk, plan, category, None, 100)
    return [line.titles["en"] for _, line in lines]


def counts(world: World, *plans: str) -> Mapping[str, int]:
    return shown.together(*read_all(world.desk.database, [shown.wanted_counts(each) for each in ("*", *plans)]))


def letters(world: World) -> list[tuple[str, str]]:
    pages = (notifications.list_notices(world.desk, state, None)[0] for state in STATES)
    return sorted((each.what, each.to) for page in pages for each in page)


def test_an_article_from_the_first_draft_to_the_archive_and_back(world: World, writer: Agent) -> None:
    by, first = hand(writer), drafted(world, writer)

    waiting = publishing.send_to_review(world.desk, by, first)
    back = publishing.send_back(world.desk, by, waiting, "Say who pays")
    better = articles.change_article(world.desk, by, back, in_english("Within 7 days, we pay."))
    live = publishing.publish_article(world.desk, by, better, Publishing("first words", better.version))
    edited = articles.change_article(world.desk, by, live, in_english("Within 30 days."))
    kept = articles.published(world.desk, [first.article_id])[first.article_id]
    again = publishing.publish_article(world.desk, by, edited, Publishing("30 days"))
    gone = publishing.archive_article(world.desk, by, again)
    returned = publishing.take_back(world.desk, by, gone)

    states = [each.state for each in (first, waiting, back, better, live, edited, again, gone, returned)]
    assert states == [DRAFT, IN_REVIEW, DRAFT, DRAFT, PUBLISHED, DRAFT, PUBLISHED, ARCHIVED, DRAFT]
    assert (kept.number, kept.wordings["en"].body, back.note) == (1, "Within 7 days, we pay.", "Say who pays")
    assert [live.number, edited.number, again.number, gone.number, returned.number] == [1, 1, 2, None, None]
    assert articles.published(world.desk, [first.article_id]) == {}
    history, more = publishing.list_editions(world.desk, first.article_id, None, 10)
    assert ([(each.number, each.changes) for each in history], more) == ([(2, "30 days"), (1, "first words")], False)
    assert publishing.read_edition(world.desk, first.article_id, 1) == kept


def test_lists_for_readers_follow_what_is_published(world: World, writer: Agent) -> None:
    by = hand(writer)
    live = publishing.publish_article(world.desk, by, drafted(world, writer))
    assert (titles(world), titles(world, "*", "return"), titles(world, "*", "refund")) == (["Returns"], ["Returns"], [])

    moved = articles.change_article(world.desk, by, live, {"category_id": "refund", "plan_keys": ("demo",)})
    assert titles(world, "*", "return") == ["Returns"]  # what is worked on moves nothing yet
    publishing.publish_article(world.desk, by, moved)

    assert (titles(world), titles(world, "demo"), titles(world, "demo", "refund")) == ([], ["Returns"], ["Returns"])
    assert counts(world, "demo") == {"refund": 1}
    publishing.archive_article(world.desk, by, articles.read_article(world.desk, live.article_id))
    assert (titles(world, "demo"), counts(world, "demo")) == ([], {})


def test_two_who_write_at_once_lose_nothing(world: World, writer: Agent) -> None:
    article = drafted(world, writer)

    def change(values: dict[str, Any]) -> Article:
        return articles.change_article(world.desk, hand(writer), article, values)

    results = at_once(
        [
            lambda: change({"wordings": {"en": {"title": "Sending back"}}}),
            lambda: change({"wordings": {"zh-CN": {"body": "三十天内可退。"}}}),
            lambda: change({"category_id": "refund"}),
        ]
    )

    after = articles.read_article(world.desk, article.article_id)
    assert all(isinstance(each, Article) for each in results)
    assert after.wordings == {
        "zh-CN": Wording("怎么退货", "三十天内可退。"),
        "en": Wording("Sending back", "Within 7 days."),
    }
    assert (after.category_id, after.version) == ("refund", 4)


def test_whoever_has_seen_an_older_one_is_shown_what_stands_now(world: World, writer: Agent) -> None:
    article = drafted(world, writer)
    newer = articles.change_article(world.desk, hand(writer), article, in_english("Theirs."), article.version)

    with pytest.raises(ChangedMeanwhile) as refused:
        articles.change_article(world.desk, hand(writer), newer, in_english("Mine."), article.version)
    with pytest.raises(ChangedMeanwhile):
        publishing.publish_article(world.desk, hand(writer), newer, Publishing(version=article.version))

    assert refused.value.extra == {"present": {"wordings.en.body": "Theirs."}, "version": newer.version}
    assert articles.read_article(world.desk, article.article_id) == newer


def test_what_nobody_could_read_is_not_published(world: World, writer: Agent) -> None:
    empty = drafted(world, writer, NewArticle({"en": Wording("Returns", "")}))

    for act in (publishing.publish_article, publishing.send_to_review):
        with pytest.raises(Invalid) as refused:
            act(world.desk, hand(writer), empty)
        assert [each.field for each in refused.value.errors] == ["wordings.en.body"]
    with pytest.raises(WrongState):
        publishing.send_back(world.desk, hand(writer), empty, "Why?")
    for wrong in ({"category_id": "nothing"}, {"plan_keys": ("nowhere",)}, {"wordings": {"fr": {"title": "A"}}}):
        with pytest.raises(Invalid) as refused:
            articles.change_article(world.desk, hand(writer), empty, wrong)
        assert [each.field for each in refused.value.errors] == list(wrong)


def test_whoever_dies_at_any_write_leaves_readers_the_old_or_the_new_and_lists_that_agree(
    world: World, writer: Agent
) -> None:
    def story(death: Death) -> None:
        by, once = hand(writer), Once.of("publish", f"{death.number}{death.written}", "")
        article = publishing.publish_article(world.desk, by, drafted(world, writer))
        article = articles.change_article(world.desk, by, article, {**in_english("New."), "category_id": "refund"})
        with death():
            publishing.publish_article(world.desk, by, article, Publishing(once=once))
        there = articles.published(world.desk, [article.article_id])[article.article_id]
        lists = {each for each in ("return", "refund") if article.article_id in ids_in(world, each)}
        assert (there.wordings["en"].body, lists) in [("Within 7 days.", {"return"}), ("New.", {"refund"})]

        now = articles.read_article(world.desk, article.article_id)
        publishing.publish_article(world.desk, by, now, Publishing(once=once))
        world.clock.forward(minutes=5)
        work.run_due(world.desk)

        live = articles.published(world.desk, [article.article_id])[article.article_id]
        assert (live.number, live.wordings["en"].body, live.category_id) == (2, "New.", "refund")
        assert article.article_id not in ids_in(world, "return")
        publishing.archive_article(world.desk, by, articles.read_article(world.desk, article.article_id))
        assert counts(world) == {}

    at_each_write(story)


def ids_in(world: World, category: str) -> list[str]:
    return [line.article_id for _, line in shown.lines(world.desk, "*", category, None, 100)[0]]


def test_who_wrote_it_does_not_publish_it_alone_where_the_desk_says_so(world: World, writer: Agent) -> None:
    article, other = drafted(world, writer), world.agent(role=SUPERVISOR)
    publishing.change_settings(world.desk, hand(writer), {"second_person": True, "review_days": 90})
    waiting = publishing.send_to_review(world.desk, hand(writer), article, other.agent_id)

    with pytest.raises(SecondPerson):
        publishing.publish_article(world.desk, hand(writer), waiting)
    live = publishing.publish_article(world.desk, hand(other), waiting)

    assert live.number == 1
    assert live.review_on == date(2026, 11, 23) + timedelta(days=90)
    told = [("article_published", writer.email), ("article_to_review", other.email)]
    assert letters(world) == told
    touched = articles.change_article(world.desk, hand(other), live, in_english("Mine."))
    with pytest.raises(SecondPerson):
        publishing.publish_article(world.desk, hand(other), touched)


def test_a_review_is_told_of_once_on_its_day_and_follows_the_day(world: World, writer: Agent) -> None:
    by, article = hand(writer), drafted(world, writer)
    for day in (2, 5, 3, 5):
        values = {"review_on": date(2026, 11, 23) + timedelta(days=day)}
        article = articles.change_article(world.desk, by, article, values)

    seen = []
    for _ in range(8):
        world.clock.forward(days=1)
        work.run_due(world.desk)
        seen.append(len(letters(world)))

    assert seen == [0, 0, 0, 0, 1, 1, 1, 1]
    assert letters(world) == [("article_review_due", writer.email)]
    with pytest.raises(Invalid):
        articles.change_article(world.desk, by, article, {"review_on": date(2026, 11, 24)})


def test_an_archiving_that_is_told_of_late_tells_nobody_what_is_not_so_any_more(world: World, writer: Agent) -> None:
    other = world.agent(role=SUPERVISOR)
    article = publishing.publish_article(world.desk, hand(writer), drafted(world, writer))
    article = publishing.archive_article(world.desk, hand(other), article)
    told = letters(world)
    publishing.take_back(world.desk, hand(other), article)

    telling.tell_of_archiving(world.desk, ArticleArchived(article.article_id))

    assert told == letters(world) == [("article_archived", writer.email)]


def test_the_same_request_twice_makes_one_article_and_a_source_stands_once(world: World, writer: Agent) -> None:
    once = Once.of("draft", "k", "")

    made = [articles.draft_article(world.desk, hand(writer), RETURNS, once) for _ in range(2)]
    article = made[0][0]
    for _ in range(2):
        article = articles.add_source(world.desk, hand(writer), article.article_id, "prp_1")

    assert ([again for _, again in made], made[0][0]) == ([False, True], made[1][0])
    assert (article.sources, article.version) == (("prp_1",), 2)


def test_a_hundred_articles_are_one_request(world: World, writer: Agent) -> None:
    live = [publishing.publish_article(world.desk, hand(writer), drafted(world, writer)) for _ in range(12)]

    with counted() as requests:
        editions = articles.published(world.desk, [*(each.article_id for each in live), "art_nothing"])

    assert (len(editions), requests.names) == (12, ["BatchGetItem"])
