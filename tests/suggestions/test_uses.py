"""What became of suggested articles is counted once in a conversation, and the count can be made anew (E2, law 7)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.core.audit import By
from chalicelib.core.errors import Invalid, LimitReached, NotFound, Unauthorized
from chalicelib.core.transactions import Transaction
from chalicelib.people.model.reach import NotYours
from chalicelib.suggestions.model.uses import AGENT, KINDS, SIDES, VISITOR, Sums, Use, Uses
from chalicelib.suggestions.model.uses import counted as counted_uses
from chalicelib.suggestions.service import using
from chalicelib.suggestions.store import uses as store
from tests.crashes import Death, at_each_write
from tests.suggestions.stage import Stage
from tests.worlds import MORNING, World, at_once, counted

MONTH = "2026-11"


def sums(stage: Stage, article_id: str, month: str = MONTH) -> Uses:
    return store.sums(stage.desk, [article_id], month)[article_id]


def test_a_use_counts_once_in_a_conversation_and_for_its_side(world: World) -> None:
    stage = Stage.opened(world)
    first, second = stage.published("Reset"), stage.published("Power")
    visitor = world.visitor()
    header = stage.asked("How do I reset it?", visitor=visitor)
    ids = [first.article_id, second.article_id]

    for _ in range(2):
        using.note_by_agent(stage.desk, stage.agent, header.conversation_id, "shown", [*ids, *ids])
        using.note_by_agent(stage.desk, stage.agent, header.conversation_id, "inserted", ids[:1])
        using.note_by_visitor(stage.desk, visitor, "demo", header.conversation_id, "opened", ids[1:])
        using.note_by_visitor(stage.desk, visitor, "demo", None, "opened", ids[1:])
    using.note_by_agent(stage.desk, stage.agent, stage.asked("And you?").conversation_id, "shown", ids[:1])

    assert sums(stage, ids[0]) == Uses(Sums(shown=2, inserted=1))
    assert sums(stage, ids[1]) == Uses(Sums(shown=1), Sums(opened=2))


def test_the_same_uses_at_once_count_once(world: World) -> None:
    stage = Stage.opened(world)
    articles = [stage.published(f"Article {number}").article_id for number in range(5)]
    header = stage.asked("How do I reset it?")

    outcomes = at_once(
        [
            lambda some=articles[start:]: using.note_by_agent(
                stage.desk, stage.agent, header.conversation_id, "shown", some
            )
            for start in (0, 1, 2, 3, 0, 1)
        ]
    )

    assert outcomes == [None] * 6
    assert {each: sums(stage, each).agent for each in articles} == dict.fromkeys(articles, Sums(shown=1))


def test_whoever_dies_while_counting_counts_all_of_it_or_nothing(world: World) -> None:
    stage = Stage.opened(world)
    articles = [stage.published(f"Article {number}").article_id for number in range(3)]
    rounds = [0]

    def story(death: Death) -> None:
        rounds[0] += 1
        header = stage.asked("How do I reset it?")
        with death():
            using.note_by_agent(stage.desk, stage.agent, header.conversation_id, "opened", articles)
        using.note_by_agent(stage.desk, stage.agent, header.conversation_id, "opened", articles)
        assert all(sums(stage, each).agent.opened == rounds[0] for each in articles)

    at_each_write(story)


def test_a_conversation_counts_in_the_month_in_which_it_began(world: World) -> None:
    stage = Stage.opened(world)
    article = stage.published("Reset").article_id
    header = stage.asked("How do I reset it?")
    world.clock.forward(days=10)

    using.note_by_agent(stage.desk, world.now(stage.agent), header.conversation_id, "shown", [article])

    assert (sums(stage, article).agent.shown, sums(stage, article, "2026-12").agent.shown) == (1, 0)


def test_nobody_counts_what_is_not_theirs_or_not_there(world: World) -> None:
    stage = Stage.opened(world)
    article = stage.published("Reset").article_id
    header = stage.asked("How do I reset it?")
    stranger = world.visitor()

    with pytest.raises(NotYours):
        using.note_by_agent(stage.desk, stage.outsider, header.conversation_id, "shown", [article])
    with pytest.raises(NotFound):
        using.note_by_visitor(stage.desk, stranger, "demo", header.conversation_id, "shown", [article])
    with pytest.raises(Unauthorized):
        using.note_by_visitor(stage.desk, stranger, "other", None, "shown", [article])
    with pytest.raises(Invalid):
        using.note_by_visitor(stage.desk, stranger, "demo", None, "inserted", [article])
    using.note_by_agent(stage.desk, stage.agent, header.conversation_id, "shown", ["art_nothing"])

    assert (sums(stage, article), sums(stage, "art_nothing")) == (Uses(), Uses())
    assert using.list_uses(stage.desk, MONTH) == (MONTH, [], None)


def test_a_visitor_counts_only_so_often(world: World) -> None:
    stage = Stage.opened(world)
    article, visitor = stage.published("Reset").article_id, world.visitor()

    with pytest.raises(LimitReached):
        for _ in range(using.NOTED.most + 1):
            using.note_by_visitor(stage.desk, visitor, "demo", None, "shown", [article])

    assert sums(stage, article).visitor.shown == 1


def test_a_month_is_listed_article_by_article_in_pages(world: World) -> None:
    stage = Stage.opened(world)
    articles = [stage.published(f"Article {number}").article_id for number in range(30)]
    for _ in range(3):
        header = stage.asked("How do I reset it?")
        for start in range(0, 30, 10):
            using.note_by_agent(stage.desk, stage.agent, header.conversation_id, "shown", articles[start : start + 10])

    with counted() as costs:
        _, first, following = using.list_uses(stage.desk, MONTH)
    _, second, end = using.list_uses(stage.desk, MONTH, following)

    assert [each.article_id for each in (*first, *second)] == sorted(articles)
    assert {each.uses.agent.shown for each in (*first, *second)} == {3}
    assert (len(first), len(second), end) == (25, 5, None)
    assert len(costs) == 3


def test_counting_costs_the_same_however_much_was_counted(world: World) -> None:
    stage = Stage.opened(world)
    articles = [stage.published(f"Article {number}").article_id for number in range(3)]
    header = stage.asked("How do I reset it?")
    for _ in range(30):
        using.note_by_agent(stage.desk, stage.agent, stage.asked("Again?").conversation_id, "shown", articles)

    with counted() as costs:
        using.note_by_agent(stage.desk, stage.agent, header.conversation_id, "shown", articles)
    with counted() as again:
        using.note_by_agent(stage.desk, stage.agent, header.conversation_id, "shown", articles)

    assert costs.names == ["GetItem", "BatchGetItem", "BatchGetItem", "TransactWriteItems"]
    assert len(again) == 3


@given(
    st.lists(st.tuples(st.sampled_from(SIDES), st.sampled_from(KINDS), st.integers(0, 12)), max_size=25),
    st.integers(0, 3),
)
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_what_is_counted_anew_is_what_was_counted(world: World, some: list[tuple[str, str, int]], drift: int) -> None:
    article = world.desk.new_id("art")
    for side, kind, number in some:
        using._count(world.desk, [Use(article, side, kind, f"cnv_{number}", MORNING)])
    right = store.sums(world.desk, [article], MONTH)[article]
    assert right == counted_uses({(side, kind, number): (side, kind) for side, kind, number in some}.values())

    stands, _ = store.recounted(world.desk, article, MONTH, drift)
    tx = Transaction(world.desk)
    wrong = Uses(Sums(shown=stands.agent.shown + 7), stands.visitor)
    store.put_sum(tx, article, MONTH, drift, stands, wrong)
    tx.commit()

    assert using.recount(world.desk, By("agt_1", "Mei"), article, MONTH)
    assert store.sums(world.desk, [article], MONTH)[article] == right
    assert not using.recount(world.desk, By("agt_1", "Mei"), article, MONTH)


def test_no_month_is_counted_anew_of_which_something_went(world: World) -> None:
    for month in ("2024-01", "2027-01", "x"):
        with pytest.raises(Invalid):
            using.recount(world.desk, By("agt_1", "Mei"), "art_1", month)


def test_an_articles_month_is_in_several_parts(world: World) -> None:
    shards = {store.shard_of(f"cnv_{number:026}") for number in range(50)}

    assert shards == set(range(store.SHARDS))
    assert timedelta(days=31 * using.MONTHS_COUNTED + 31) < store.KEPT  # the oldest that is counted, whole
    assert {AGENT, VISITOR} == set(SIDES)
