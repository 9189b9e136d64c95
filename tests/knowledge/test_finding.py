"""Articles are found by what readers have of them: soon, never once archived, at a price that does not grow (E2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from chalicelib.core import work
from chalicelib.core.audit import SYSTEM
from chalicelib.knowledge.model.articles import Article, NewArticle, Wording
from chalicelib.knowledge.service import articles, finding, indexing, publishing, rebuilding
from chalicelib.knowledge.store import index
from chalicelib.knowledge.store.finding_keys import FindingKeys
from tests.crashes import AFTER, Death, at_each_write
from tests.stored import every_item
from tests.worlds import World, at_once

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
