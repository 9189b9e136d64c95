"""Articles with pictures go from desk to desk in one file, and no file that comes is trusted (F10, E2)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import msgspec
import pytest

from chalicelib.core.errors import Invalid
from chalicelib.exchange.service import asking, bundles
from chalicelib.files import service as files
from chalicelib.knowledge import service as knowledge
from chalicelib.knowledge.model.articles import Article
from chalicelib.knowledge.model.markdown import pictures_in
from tests.crashes import Death, at_each_write
from tests.exchange.stage import Stage
from tests.exchange.test_kinds import lines
from tests.files.samples import png
from tests.worlds import World

FIRST, SECOND = "fil_01aaaaaaaaaaaaaaaaaaaaaaaa", "fil_01bbbbbbbbbbbbbbbbbbbbbbbb"
ROW = {"external_id": "A1", "title_zh": "安装", "title_en": "Setup", "body_en": "Text."}


def article_of(stage: Stage) -> Article:
    part = knowledge.list_articles(stage.desk, stage.boss, knowledge.Filter(), None)
    (article_id,) = [each.article_id for _, each in part.places if each is not None]
    return knowledge.read_article(stage.desk, article_id)


def illustrated(world: World) -> Stage:
    """A desk with an article that shows two pictures."""
    stage = Stage.opened(world)
    stage.imported("articles", lines({**ROW, "body_zh": "见图"}), name="a.jsonl")
    article = article_of(stage)
    for file_id in (FIRST, SECOND):
        article = knowledge.take_picture(stage.desk, stage.by, article, file_id, ("a.png", png()))
    body = f"先看 ![一](picture:{FIRST})\n\n再看 ![二](picture:{SECOND})"
    knowledge.change_article(stage.desk, stage.by, article, {"wordings": {"zh-CN": {"title": "安装", "body": body}}})
    return stage


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_an_article_with_pictures_is_the_same_elsewhere_and_here(new_world: Callable[[], World], form: str) -> None:
    stage = illustrated(new_world())
    file = stage.exported("articles", format=form)
    here = stage.imported("articles", file, name="articles.zip", rule="file")

    other = Stage.opened(new_world())
    done = other.imported("articles", file, name="articles.zip")
    again = other.imported("articles", file, name="articles.zip", rule="file")

    article = article_of(other)
    shown = pictures_in(article.wordings["zh-CN"].body)
    assert (here.counts.unchanged, done.counts.created, again.counts.unchanged) == (1, 1, 1)
    assert shown == [each.file_id for each in article.pictures]
    assert len(shown) == 2
    assert not {FIRST, SECOND} & {*shown}
    for each in shown:
        piece = other.desk.files.read(files.find(other.desk, each).key or "")
        assert piece is not None
        assert piece.content == png()
    asking.take_away(other.desk, asking.TakeAway(done.run_id))
    assert not [key for key in done.keys if other.desk.files.read(key)]


def test_whoever_dies_brings_each_article_with_its_pictures_once(new_world: Callable[[], World]) -> None:
    file = illustrated(new_world()).exported("articles", format="jsonl")

    def story(death: Death) -> None:
        stage = Stage.opened(new_world())
        run = stage.checked("articles", file, name="articles.zip")
        asking.act(stage.desk, stage.boss, stage.by, run.run_id, "start")
        with death():
            stage.turn(run)
        stage.world.clock.forward(minutes=3)
        done = stage.finished(run)
        article = article_of(stage)
        assert (done.state, done.counts.created, done.counts.refused) == ("done", 1, 0)
        assert pictures_in(article.wordings["zh-CN"].body) == [each.file_id for each in article.pictures]
        assert len(article.pictures) == 2

    at_each_write(story, sides=(True,), least=5)


def test_a_picture_that_is_missing_or_none_is_told_of_or_left_out(world: World) -> None:
    stage = Stage.opened(world)
    row = lines({**ROW, "body_zh": f"看 ![图](picture:{FIRST}) 完"})

    alone = stage.imported("articles", row, name="a.jsonl")
    wrong = stage.imported("articles", bundles.packed("a.jsonl", row, {f"{FIRST}.png": b"no picture"}), name="a.zip")

    assert stage.why(alone) == [(1, "body_zh", "picture_missing")]
    assert (wrong.counts.created, article_of(stage).wordings["zh-CN"].body) == (1, "看 图 完")
    assert article_of(stage).pictures == ()


def test_a_zip_that_is_too_much_broken_or_something_else_is_refused(world: World) -> None:
    stage = Stage.opened(world)
    row = lines({**ROW, "body_zh": "x"})
    good = bundles.packed("a.jsonl", row, {})
    many = io.BytesIO()
    with zipfile.ZipFile(many, "w") as archive:
        for number in range(bundles.MOST_ENTRIES + 1):
            archive.writestr(f"pictures/{number}", b"")
    bomb = bundles.packed("a.jsonl", b"0" * (bundles.MOST_UNPACKED + 1), {})
    large = bundles.packed("a.jsonl", row, {f"{FIRST}.png": b"0" * (bundles.MOST_PICTURE + 1)})
    sheet = bundles.packed("xl/workbook.xml", row, {})
    beside = bundles.packed("../../a.jsonl", row, {"../../../etc/passwd": b"x", "fil_.png": b"y"})

    for content in (many.getvalue(), bomb, large, sheet, good[:60], good[:-30], b"PK\x03\x04" + b"x" * 99):
        with pytest.raises(Invalid):
            stage.looked_at("articles", content, name="a.zip")
    with pytest.raises(Invalid):
        stage.looked_at("customers", good, name="a.zip")

    odd = stage.looked_at("articles", beside, name="a.zip")
    assert (odd.pictures, odd.form.columns if odd.form else ()) == ((), (*msgspec.json.decode(row),))
