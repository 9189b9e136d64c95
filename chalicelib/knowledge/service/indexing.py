"""Articles are found by what readers have of them: by due work written with publishing (E2).

An article comes into the index, changes in it and leaves it in *transitions* from one content to the next, a step a
transaction, each done once whoever does it: whoever comes later goes on where another died or still is. It has come to
its end when what is in the index is what readers have at that moment, so that it does not matter in which order, or how
often, it is told that something was published.
"""

from __future__ import annotations

from collections.abc import Sequence

from chalicelib.core import races, work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.transactions import Transaction
from chalicelib.knowledge.model.articles import ArticleArchived, ArticlePublished
from chalicelib.knowledge.model.finding import Content, Step, content_of, moved, needs_refill, steps
from chalicelib.knowledge.store import articles, index
from chalicelib.knowledge.store.index import Progress, Stamped

MOST_STEPS = 60  # of one piece of work: 1,800 postings


class IndexArticle(Due, frozen=True):
    """An article of which more was to be written than one piece does."""

    kind = "knowledge.index_article"

    article_id: str


def find_published(desk: Desk, event: ArticlePublished) -> None:
    """The article is found by what readers have of it now."""
    index_article(desk, event.article_id)


def forget_archived(desk: Desk, event: ArticleArchived) -> None:
    """The article is found no more, unless readers have it again by now."""
    index_article(desk, event.article_id)


def go_on(desk: Desk, due: IndexArticle) -> None:
    """The next piece."""
    index_article(desk, due.article_id)


def index_article(desk: Desk, article_id: str) -> None:
    """Bring the index to what readers have of an article, or have the rest follow. Safe to repeat, and at once.

    Two reads where there is nothing to do; else three more, and for each thirty postings a read and a transaction.
    """
    for generation in index.generations(desk).written:
        if not bring_up(desk, generation, article_id):
            work.put_alone(desk, IndexArticle(article_id))


def bring_up(desk: Desk, generation: int, article_id: str, most: int = MOST_STEPS) -> bool:
    """The same in one generation, in at most so many steps; whether it has come to its end."""
    way = _Way(desk, generation, article_id)
    for _ in range(most):
        if way.is_at_end():
            return True
        way.step()
    return way.is_at_end()


class _Way:
    """An article's way through the index: how far it has come, and what it goes from and to."""

    def __init__(self, desk: Desk, generation: int, article_id: str) -> None:
        self.desk, self.generation, self.article_id = desk, generation, article_id
        self.progress = self._read()
        self._contents: dict[int, Content | None] = {}
        self._steps: tuple[int, Sequence[Step]] = (0, ())

    def _read(self) -> Progress:
        return index.progress(self.desk, self.generation, self.article_id)

    def is_at_end(self) -> bool:
        """Whether what is in the index is what readers have; where it is not and nothing else is on its way, that is
        from now on."""
        while self.progress.step is None:
            held = self._content(self.progress.number)
            if held is None:
                self._look_again()
                continue
            edition = articles.published(self.desk, [self.article_id]).get(self.article_id)
            after = content_of(edition)
            if after == held:
                return True
            tx = Transaction(self.desk)
            self._commit(tx, index.begin(tx, self.generation, self.article_id, self.progress, after))
        return False

    def step(self) -> None:
        """Do one step more, unless somebody else has."""
        races.again(self.desk, self._step, index.HeadMoved)

    def _step(self) -> None:
        ahead, done = self._ahead(), self.progress.step or 0
        if done >= len(ahead):  # somebody else has brought it so far that what it came from is gone
            self._look_again()
            return
        tx = Transaction(self.desk)
        after = index.advance(tx, self.generation, self.article_id, self.progress, last=done + 1 == len(ahead))
        self._write(tx, ahead[done])
        self._commit(tx, after)

    def _ahead(self) -> Sequence[Step]:
        number = self.progress.number
        if self._steps[0] != number:
            before, after = self._content(number - 1), self._content(number)
            self._steps = (number, steps(before, after) if before is not None and after is not None else ())
        return self._steps[1]

    def _write(self, tx: Transaction, step: Step) -> None:
        places = [(each.space, each.term) for each in step.changes]
        heads = index.heads(self.desk, self.generation, places)
        for each, place in zip(step.changes, places, strict=True):
            before: Stamped = heads[place]
            refill = needs_refill(before.head, self.article_id)
            behind = index.heaviest(self.desk, self.generation, *place) if refill else ()
            after = moved(before.head, each, self.article_id, behind)
            index.write_change(tx, self.generation, self.article_id, each, before, after)
        for where, more in step.sizes:
            index.count_articles(tx, self.generation, where, more)

    def _commit(self, tx: Transaction, after: Progress) -> None:
        try:
            tx.commit()
        except index.ProgressMoved:
            self._look_again()
        else:
            self.progress = after

    def _look_again(self) -> None:
        self.progress = self._read()
        self._contents.clear()
        self._steps = (0, ())

    def _content(self, number: int) -> Content | None:
        """None: it has been forgotten, since the article has come further."""
        if number not in self._contents:
            self._contents[number] = index.content(self.desk, self.generation, self.article_id, number)
        return self._contents[number]
