"""What readers do with articles is counted once, bounded, and seen by editors (E2, A2)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.forms import HelpBefore, StartConversation
from chalicelib.core import limits
from chalicelib.core.audit import SYSTEM
from chalicelib.core.errors import Invalid, LimitReached
from chalicelib.knowledge.model.articles import Edition, NewArticle, Wording
from chalicelib.knowledge.model.feedback import POPULAR, Usage, is_told_of, popular_of, vain_text, with_opened
from chalicelib.knowledge.service import articles, feedback, publishing
from chalicelib.knowledge.store import feedback as store
from chalicelib.plans.api.widget import show_config
from chalicelib.plans.service import reading
from tests.crashes import AFTER, Death, at_each_write
from tests.worlds import World, at_once, counted

TODAY = date(2026, 11, 23)
MONTH = "2026-11"


def publish(world: World, title: str = "Refunds", *, plans: tuple[str, ...] = ()) -> Edition:
    new = NewArticle({"en": Wording(title, "Within three days.")}, plan_keys=plans)
    article, _ = articles.draft_article(world.desk, SYSTEM, new)
    article_id = publishing.publish_article(world.desk, SYSTEM, article).article_id
    return articles.published(world.desk, [article_id])[article_id]


@pytest.fixture
def edition(world: World) -> Edition:
    world.found()
    return publish(world)


def used(world: World, edition: Edition, period: str = MONTH) -> Usage:
    return store.usage(world.desk, [edition.article_id], period).get(edition.article_id, Usage())


def test_an_opening_counts_once_a_day_and_visitor(world: World, edition: Edition) -> None:
    for visitor_id in ("ann", "ann", "ben"):
        feedback.note_opened(world.desk, "demo", visitor_id, edition)
    world.clock.forward(days=1)
    feedback.note_opened(world.desk, "demo", "ann", edition)

    assert used(world, edition) == Usage(3)
    assert [used(world, edition, day).opened for day in ("2026-11-23", "2026-11-24")] == [2, 1]
    assert [each.article_id for each in feedback.list_popular(world.desk, "demo")] == [edition.article_id]
    other = publish(world, "Gifts")
    ids = [each.article_id for each in feedback.list_popular(world.desk, "demo")]
    assert ids == [edition.article_id, other.article_id]  # nobody has read that one, but there is nothing else


def test_whether_it_helped_is_said_once_and_can_be_changed(world: World, edition: Edition) -> None:
    for visitor_id, helped in (("ann", True), ("ann", True), ("ben", False), ("cem", False)):
        feedback.note_help(world.desk, visitor_id, edition, helped=helped)
    assert used(world, edition) == Usage(0, 1, 2)
    world.clock.forward(days=1)

    feedback.note_help(world.desk, "ben", edition, helped=True, words="Found  it\nat last")

    assert used(world, edition) == Usage(0, 2, 1)
    assert used(world, edition, "2026-11-23") == Usage(0, 2, 1)  # the day on which it was said first
    said, more = feedback.list_said(world.desk, edition.article_id, None)
    assert ({each.visitor_id: each.words for _, each in said}, more) == (
        {"ann": "", "ben": "Found it at last", "cem": ""},
        False,
    )
    with pytest.raises(Invalid):
        feedback.note_help(world.desk, "ann", edition, helped=True, words="x" * 501)


def test_dying_or_saying_it_many_times_at_once_counts_it_once(world: World, edition: Edition) -> None:
    visitors = iter(range(1_000))

    def story(death: Death) -> None:
        visitor_id, before = f"v{next(visitors)}", used(world, edition)
        with death():
            feedback.note_opened(world.desk, "demo", visitor_id, edition)
            feedback.note_help(world.desk, visitor_id, edition, helped=False)
        feedback.note_opened(world.desk, "demo", visitor_id, edition)
        feedback.note_help(world.desk, visitor_id, edition, helped=False)
        assert used(world, edition) == Usage(before.opened + 1, 0, before.unhelped + 1)

    at_each_write(story, sides=[AFTER], least=2)
    at_once([lambda: feedback.note_help(world.desk, "zoe", edition, helped=True)] * 5)
    assert used(world, edition).helped == 1


def test_questions_in_vain_are_counted_without_what_may_be_somebodys(world: World, edition: Edition) -> None:
    desk = world.desk
    for visitor_id in ("ann", "ben", "ben"):
        feedback.note_vain(desk, "demo", "en", visitor_id, "Where is my  ORDER 88 231-99?")
    feedback.note_vain(desk, "demo", "en", "ann", "refunds")
    feedback.note_vain(desk, "demo", "en", "ann", "ask me at ann@example.com")
    feedback.note_vain(desk, "demo", "en", "ann", " ?? ")
    world.clock.forward(days=10)
    feedback.note_vain(desk, "demo", "en", "ann", "where is my order 12345")

    asked = feedback.list_vain(desk, "demo", TODAY, TODAY + timedelta(days=20))

    assert [(each.text, each.times, each.nothing) for each in asked] == [
        ("where is my order ***", 3, 3),
        ("ask me at ***", 1, 1),
        ("refunds", 1, 0),
    ]
    assert [each.times for each in feedback.list_vain(desk, "demo", TODAY, TODAY)] == [2, 1, 1]
    assert feedback.list_vain(desk, "other", TODAY, TODAY) == []
    for until in (TODAY - timedelta(days=1), TODAY + timedelta(days=92)):
        with pytest.raises(Invalid):
            feedback.list_vain(desk, "demo", TODAY, until)


def test_what_is_asked_anew_in_a_day_and_told_by_a_visitor_in_an_hour_is_bounded(
    world: World, edition: Edition
) -> None:
    for number in range(130):
        feedback.note_vain(world.desk, "demo", "en", f"v{number}", f"question {chr(97 + number % 26)}{number}")
    assert len(feedback.list_vain(world.desk, "demo", TODAY, TODAY)) == 100

    with pytest.raises(LimitReached):
        for number in range(200):
            feedback.note_help(world.desk, "ann", edition, helped=bool(number % 2))


def test_editors_see_what_nobody_opens_and_what_did_not_help(world: World, edition: Edition) -> None:
    bad, draft = publish(world, "Returns"), publish(world, "Gifts")
    feedback.note_opened(world.desk, "demo", "ann", bad)
    feedback.note_help(world.desk, "ann", bad, helped=False)
    changed = articles.read_article(world.desk, draft.article_id)
    articles.change_article(world.desk, SYSTEM, changed, {"wordings": {"en": {"body": "Better"}}})

    def listed(only: str) -> set[str]:
        start, titles = None, set[str]()
        while True:
            page, start = feedback.list_used(world.desk, MONTH, only, start)
            titles |= {each.summary.titles["en"] for each in page}
            if start is None:
                return titles

    assert [listed(only) for only in ("", "unread", "unhelpful")] == [
        {"Refunds", "Returns", "Gifts"},
        {"Refunds", "Gifts"},
        {"Returns"},
    ]


def test_the_widget_offers_help_where_there_is_any_and_the_plan_says_so(world: World) -> None:
    world.found()
    plan, now, online = reading.appearance(world.desk, "demo", None)
    assert show_config(plan, now, online, offers_help=reading.offers_help(world.desk, plan)).help is False
    publish(world)
    with counted() as requests:
        assert reading.offers_help(world.desk, plan) is False  # for a minute
    assert len(requests) == 0
    world.clock.forward(minutes=2)

    with counted() as requests:
        assert reading.offers_help(world.desk, plan) is True

    assert len(requests) == 1


def test_whoever_asks_after_reading_brings_along_what_they_read(world: World, edition: Edition) -> None:
    hidden = publish(world, "Secret", plans=())
    publishing.archive_article(world.desk, SYSTEM, articles.read_article(world.desk, hidden.article_id))
    before = HelpBefore(
        "when  is my money\nback", (edition.article_id, edition.article_id, hidden.article_id, "art_none")
    )

    first = StartConversation(text="It has not come", client_id="1", help=before)
    started = conversations.start_conversation(world.desk, world.visitor(), "demo", first)

    form = next(each for each in started.page.entries if each.kind == "form")
    assert form.form is not None
    assert (form.form.question, form.form.articles) == ("when is my money back", ("Refunds",))
    assert form.text == "when is my money back · Refunds"
    assert started.page.entries[1].text == "It has not come"
    plain = StartConversation(text="Hi", client_id="1", help=HelpBefore("", ("art_none",)))
    entries = conversations.start_conversation(world.desk, world.visitor(), "demo", plain).page.entries
    assert entries[0].kind != "form"


def test_what_is_read_most_is_kept_short_and_told_of_seldom() -> None:
    assert [number for number in range(1, 50) if is_told_of(number)] == [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48]
    top: tuple[tuple[int, str], ...] = ()
    for number in range(60):
        top = with_opened(top, f"a{number:02}", number)
    assert (len(top), top[0]) == (POPULAR, (59, "a59"))
    assert with_opened(top, "a40", 99)[0] == (99, "a40")
    assert popular_of(((2, "a"), (1, "b")), ((9, "b"),)) == ["b", "a"]
    assert vain_text("Wo ist +49 170 1234567, bitte?") == "wo ist ***, bitte"


def test_a_visitor_asks_so_often_an_hour_also_in_vain(world: World, edition: Edition) -> None:
    desk = world.desk
    for _ in range(feedback.ASKED.most):
        limits.spend_now(desk, feedback.ASKED, "visitor", "ann")

    for asking in (
        lambda: feedback.ask(desk, "demo", "en", "ann", "refunds", 8),
        lambda: feedback.note_vain(desk, "demo", "en", "ann", "tea"),
    ):
        with pytest.raises(LimitReached), counted() as requests:
            asking()
        assert len(requests) == 1

    assert [each.title for each in feedback.ask(desk, "demo", "en", "ben", "refunds", 8)] == ["Refunds"]
