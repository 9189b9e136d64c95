"""Articles are found by what readers have of them: soon, never once archived, at a price that does not grow (E2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from chalicelib.core import work
from chalicelib.core.audit import SYSTEM
from chalicelib.knowledge.model.articles import Article, NewArticle, Wording
from chalicelib.knowledge.model.finding import ALL, HEAD, space
from chalicelib.knowledge.model.ranking import sought_in
from chalicelib.knowledge.service import articles, finding, indexing, publishing, rebuilding
from chalicelib.knowledge.store import index
from chalicelib.knowledge.store.articles import EditionRow
from chalicelib.knowledge.store.finding_keys import FindingKeys
from chalicelib.knowledge.store.index import HeadRow, SizeRow
from infra.bench import judging
from infra.bench.meter import Cost, Operation, count
from tests.crashes import AFTER, Death, at_each_write
from tests.stored import every_item, put_rows
from tests.worlds import World, at_once, in_use

PAPERS = {
    "refund": (
        "How long does a refund take?",
        "We pay the money back within three working days.",
        "退款多久到账",
        "三个工作日内原路退回。",
    ),
    "returns": (
        "Send something back",
        "Return labels are free for seven days.",
        "怎么退货",
        "七天无理由退货，运费我们出。",
    ),
    "invoice": ("Get an invoice", "Invoices are sent by e-mail after delivery.", "开发票", "签收后发票发到邮箱。"),
}


@dataclass
class Library:
    """Articles of a desk, by the names of ``PAPERS``."""

    world: World
    ids: dict[str, str] = field(default_factory=dict)

    def publish(self, name: str, *, plans: Sequence[str] = (), more: str = "") -> str:
        title, body, chinese, text = PAPERS[name]
        wordings = {"en": Wording(title, f"{body} {more}"), "zh-CN": Wording(chinese, text)}
        new = NewArticle(wordings, plan_keys=tuple(plans))
        article, _ = articles.draft_article(self.world.desk, SYSTEM, new)
        self.ids[name] = publishing.publish_article(self.world.desk, SYSTEM, article).article_id
        return self.ids[name]

    def article(self, name: str) -> Article:
        return articles.read_article(self.world.desk, self.ids[name])

    def archive(self, name: str) -> None:
        publishing.archive_article(self.world.desk, SYSTEM, self.article(name))

    def edit(self, name: str, **values: Any) -> None:
        changed = articles.change_article(self.world.desk, SYSTEM, self.article(name), values)
        publishing.publish_article(self.world.desk, SYSTEM, changed)

    def found(self, text: str, plan: str | None = "demo", locale: str = "en") -> list[str]:
        names = {article_id: name for name, article_id in self.ids.items()}
        return [names[hit.article_id] for hit in finding.find_articles(self.world.desk, plan, locale, text)]


@pytest.fixture
def library(world: World) -> Library:
    world.found()
    return Library(world)


def run_all(world: World) -> None:
    while work.run_due(world.desk, limit=1_000):
        pass


def kept(generation: int) -> Mapping[tuple[str, str], Any]:
    """All of a generation but for who wrote it when."""
    begins = f"{generation}#"
    items = [item for item in every_item(FindingKeys.Meta.table_name) if item["key"]["S"].startswith(begins)]
    held = {}
    for item in items:
        key, order = item["key"]["S"].removeprefix(begins), item["order"]["S"]
        kind = key.partition("#")[0]
        if kind == "term" or (kind == "space" and item["articles"]["N"] != "0"):
            held[key, order] = {name: value for name, value in item.items() if name not in {"key", "order", "stamp"}}
    return held


def test_what_is_published_is_found_by_words_of_both_languages(library: Library) -> None:
    for name in PAPERS:
        library.publish(name)

    assert library.found("when do I get my refund")[0] == "refund"
    assert library.found("你们的退款几天能到账", locale="zh-CN")[0] == "refund"
    assert library.found("REFUNDS")[0] == "refund"
    assert library.found("退货运费谁出", locale="zh-CN")[0] == "returns"
    assert library.found("发票", locale="en") == ["invoice"]  # in the other language, where it is asked so
    assert library.found("refu")[0] == "refund"  # while it is typed
    assert library.found("how do I fly to the moon") == []
    assert library.found("") == library.found("?!") == []


def test_agents_write_chinese_as_it_is_spoken(library: Library) -> None:
    for name in PAPERS:
        library.publish(name)

    spelt = [
        library.found(each, plan=None, locale="zh-CN")[:1] for each in ("tuikuan", "tui kuan", "tuik", "kfp", "tuihuo")
    ]

    assert spelt == [["refund"], ["refund"], ["refund"], ["invoice"], ["returns"]]
    assert library.found("tuikuan", plan="demo", locale="zh-CN") == []  # visitors write what they mean


def test_each_plan_finds_its_own_and_what_is_for_all(library: Library) -> None:
    library.publish("refund", plans=["demo"])
    library.publish("returns")

    seen = [library.found("refund or return labels", plan=plan) for plan in ("demo", "other", None)]

    assert [sorted(each) for each in seen] == [["refund", "returns"], ["returns"], ["refund", "returns"]]


def test_an_edit_is_found_by_its_new_words_only_and_the_archived_by_none(library: Library) -> None:
    library.publish("invoice")
    library.edit("invoice", wordings={"en": {"title": "Ask for a receipt", "body": "Receipts come in the parcel."}})
    assert (library.found("invoice"), library.found("receipt")) == ([], ["invoice"])

    library.archive("invoice")
    assert library.found("receipt") == library.found("发票", locale="zh-CN") == []
    assert kept(1) == {}

    publishing.take_back(library.world.desk, SYSTEM, library.article("invoice"))
    assert library.found("receipt") == []  # a draft
    publishing.publish_article(library.world.desk, SYSTEM, library.article("invoice"))
    assert library.found("receipt") == ["invoice"]


def test_the_archived_is_not_found_even_where_the_index_does_not_know_yet(library: Library, world: World) -> None:
    library.publish("invoice")

    def story(death: Death) -> None:
        with death():
            library.archive("invoice")
        seen = library.found("invoice")
        state = library.article("invoice").state
        run_all(world)
        world.clock.forward(seconds=30)
        run_all(world)
        assert seen == ([] if state == "archived" else ["invoice"])
        assert library.found("invoice") == ([] if state == "archived" else ["invoice"])
        assert (kept(1) == {}) == (state == "archived")
        if state == "archived":
            publishing.take_back(world.desk, SYSTEM, library.article("invoice"))
            publishing.publish_article(world.desk, SYSTEM, library.article("invoice"))

    at_each_write(story, sides=[AFTER], least=3)


def test_whoever_dies_at_a_write_is_followed_by_somebody_who_ends_it(library: Library, world: World) -> None:
    library.publish("refund")
    text = iter(range(1_000))

    def story(death: Death) -> None:
        word = f"word{next(text)}x"
        with death():
            library.edit("refund", wordings={"en": {"body": f"We pay back {word}."}})
        published = articles.published(world.desk, [library.ids["refund"]])[library.ids["refund"]]
        world.clock.forward(seconds=30)
        run_all(world)
        assert library.found(published.wordings["en"].body) == ["refund"]
        if word in published.wordings["en"].body:
            assert library.found(word) == ["refund"]
        grown = kept(1)
        indexing.index_article(world.desk, library.ids["refund"])
        assert kept(1) == grown

    at_each_write(story, sides=[AFTER], least=3)


def test_many_at_once_and_doubled_events_leave_what_one_after_the_other_does(library: Library, world: World) -> None:
    ids = [library.publish(name) for name in PAPERS]
    for name in PAPERS:
        changed = articles.change_article(
            world.desk,
            SYSTEM,
            library.article(name),
            {"wordings": {"en": {"body": f"All about {name}, refund and return."}}},
        )
        quiet(world, changed)

    at_once([lambda each=each: indexing.index_article(world.desk, each) for each in ids * 3])

    assert kept(1) == rebuilt(world)


def quiet(world: World, article: Article) -> None:
    """Published, and nobody has heard of it yet."""
    listening = dict(world.desk.subscriptions)
    world.desk.subscriptions.clear()
    publishing.publish_article(world.desk, SYSTEM, article)
    world.desk.subscriptions.update(listening)


def rebuilt(world: World) -> Mapping[tuple[str, str], Any]:
    """What the index comes to when it is made anew, which is asked from then on."""
    generation = rebuilding.rebuild_later(world.desk, SYSTEM)
    run_all(world)
    assert index.generations(world.desk).written == (generation,)
    return kept(generation)


def test_the_index_is_rebuilt_while_it_is_in_use_and_the_former_one_forgotten(library: Library, world: World) -> None:
    for name in PAPERS:
        library.publish(name)
    generation = rebuilding.rebuild_later(world.desk, SYSTEM)

    library.edit("refund", wordings={"en": {"title": "Money back"}})  # while it is built
    library.archive("returns")
    assert (library.found("money back"), library.found("label")) == (["refund"], [])
    run_all(world)

    assert index.generations(world.desk).current == generation
    assert (library.found("money back"), library.found("label"), library.found("invoice")) == (
        ["refund"],
        [],
        ["invoice"],
    )
    assert kept(generation) == kept(1)
    world.clock.forward(hours=2)
    run_all(world)
    assert not [item for item in every_item(FindingKeys.Meta.table_name) if item["key"]["S"].startswith("1#")]


def test_a_rebuild_that_is_begun_again_leaves_nothing_of_the_first(library: Library, world: World) -> None:
    library.publish("refund")
    rebuilding.rebuild_later(world.desk, SYSTEM)
    library.edit("refund", wordings={"en": {"title": "Money back"}})  # comes into the first one, too
    last = rebuilding.rebuild_later(world.desk, SYSTEM)
    run_all(world)
    world.clock.forward(hours=2)
    run_all(world)

    generations = {item["key"]["S"].partition("#")[0] for item in every_item(FindingKeys.Meta.table_name)}

    assert generations == {str(last), "generations"}
    assert library.found("money") == ["refund"]


UNSHRUNK = [each for each in Phase if each != Phase.shrink]  # which takes minutes
MOVES = st.lists(
    st.tuples(
        st.sampled_from(["publish", "edit", "archive", "restore"]),
        st.sampled_from(sorted(PAPERS)),
        st.sampled_from([(), ("demo",)]),
        st.integers(0, 3),
    ),
    max_size=8,
)


@given(MOVES)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], phases=UNSHRUNK)
def test_the_index_that_grew_is_the_one_that_is_rebuilt(library: Library, moves: Any) -> None:
    world = library.world
    library = Library(world)

    for turn, (what, name, plans, number) in enumerate(moves):
        if name not in library.ids:
            library.publish(name, more=f"number{number}")
        elif what == "archive":
            library.archive(name)
        elif library.article(name).state == "archived":
            publishing.take_back(world.desk, SYSTEM, library.article(name))
            publishing.publish_article(world.desk, SYSTEM, library.article(name))
        else:
            words = {"title": f"{PAPERS[name][0]} {number}", "body": f"Edited at turn {turn}"}
            library.edit(name, plan_keys=plans, wordings={"en": words})
    grown = kept(index.generations(world.desk).current)

    assert rebuilt(world) == grown
    for name in library.ids:
        library.archive(name)
    assert kept(index.generations(world.desk).current) == {}


def many_articles(world: World, model: str, question: str, number: int) -> None:
    """What a question is answered from, as so many articles leave it that all have its words: whole heads, and editions
    of those that stand in them."""
    edition = articles.published(world.desk, [model])[model]
    others = [f"art_{each:026d}" for each in range(10**6, 10**6 + HEAD)]
    put_rows([EditionRow(each, "now", edition=replace(edition, article_id=each)) for each in others])
    top = tuple((999, each) for each in others)
    for where in (space("*", "en"), space(ALL, "en")):
        terms = {each.term for each in sought_in(question) if "en" in each.languages}
        put_rows([HeadRow(f"1#term#{where}#{each}", "head", having=number, top=top, stamp="x") for each in terms])
        put_rows([SizeRow(f"1#space#{where}", "size", articles=number)])


def test_a_question_costs_the_same_among_ten_and_ten_thousand_articles(library: Library, world: World) -> None:
    asked, first = "how long does the refund of a return take to arrive", library.publish("refund")
    library.publish("returns")

    def ask(by_plan: bool = True) -> Cost:
        ask = Operation("ask", lambda _: finding.find_articles(world.desk, "demo" if by_plan else None, "en", asked, 5))
        return count(in_use(), ask)

    ask()
    few, few_of_all = ask(), ask(by_plan=False)
    many_articles(world, first, asked, 10_000)
    many, many_of_all = ask(), ask(by_plan=False)
    world.desk.kept.clear()
    cold = ask()

    assert [len(each.requests) for each in (few, few_of_all, many, many_of_all, cold)] == [2, 2, 2, 2, 3]
    assert few.read_units <= 15
    assert max(many.read_units, many_of_all.read_units) <= 30  # heads of eight kilobytes, and eight editions


def test_publishing_costs_the_same_where_ten_thousand_have_its_words(library: Library, world: World) -> None:
    first = library.publish("refund")
    changed = articles.change_article(
        world.desk, SYSTEM, library.article("refund"), {"wordings": {"en": {"title": "Money"}}}
    )
    quiet(world, changed)
    many_articles(world, first, "refund take long", 10_000)

    cost = count(in_use(), Operation("index", lambda _: indexing.index_article(world.desk, first)))

    queries = [each for each in cost.requests if each == "Query"]
    assert len(cost.requests) - len(queries) <= 16
    assert len(queries) <= 12  # one for each term of which it was among the heaviest


def test_questions_are_answered_as_well_as_they_are(world: World) -> None:
    """Counts over 123 articles and 151 questions; what they come to beside a kept library is in ``make bench``."""
    judged = judging.judge(judging.ours())

    assert judged["en"].questions >= 60
    assert judged["zh-CN"].questions >= 60
    assert (judged["en"].among_three, judged["zh-CN"].among_three) >= (47, 58)
    assert judged["en"].reciprocal >= 0.57
    assert judged["zh-CN"].reciprocal >= 0.71
    assert judging.in_vain(judging.ours()) >= 5
