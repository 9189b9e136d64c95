"""The index of articles, made anew from what readers have (law 7): by due work, a page at a time, while it is in use.

The next generation is built beside the one that is asked; what is published meanwhile comes into both. When all of it
is there it takes the place of the other, which is forgotten an hour later, when nobody asks it any more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import timedelta

from msgspec.structs import replace

from chalicelib.core import audit, races, work
from chalicelib.core.audit import By
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.transactions import Transaction
from chalicelib.knowledge.model.articles import STATES
from chalicelib.knowledge.service import finding, indexing
from chalicelib.knowledge.store import articles, index
from chalicelib.knowledge.store.index import Generations, GenerationsMoved

TOGETHER = 5  # articles of one piece of work
FORGOTTEN_AFTER = timedelta(hours=1)
LISTED, KNOWN = "listed", "known"
PARTS = [f"{LISTED}#{state}" for state in STATES] + [f"{KNOWN}#{shard}" for shard in range(index.SHARDS)]


class RebuildIndex(Due, frozen=True):
    """The next page of a part of all articles comes into this generation. Parts are each state's list of articles
    (``listed#…``), then what is in the generation that is asked (``known#…``)."""

    kind = "knowledge.rebuild_index"

    generation: int
    part: str = PARTS[0]
    after: str | None = None


class ForgetIndex(Due, frozen=True):
    """The next page of a generation that nobody asks any more is forgotten."""

    kind = "knowledge.forget_index"

    generation: int
    shard: int = 0


def rebuild_later(desk: Desk, by: By) -> int:
    """Build the index anew, beginning now; the number of the generation. One that is being built is left unfinished."""

    def begin() -> int:
        before = index.generations(desk)
        after = replace(before, building=max(before.written) + 1)
        tx = Transaction(desk)
        index.write_generations(tx, before, after)
        work.put(tx, RebuildIndex(after.building or 0))
        if before.building is not None:
            work.put(tx, ForgetIndex(before.building), at=desk.now() + FORGOTTEN_AFTER)
        audit.note(tx, by, "rebuild_articles_index", "articles_index", after={"generation": after.building})
        tx.commit()
        return after.building or 0

    return races.again(desk, begin, GenerationsMoved)


def rebuild_now(desk: Desk, by: By) -> Iterator[int]:
    """Build it anew here and not by due work, which goes on with it where this dies: how many articles each page had.

    One that is being built already is gone on with, from its beginning.
    """
    building = index.generations(desk).building or rebuild_later(desk, by)
    due: RebuildIndex | None = RebuildIndex(building)
    while due is not None:
        page, due = _further(desk, due)
        yield page


def rebuild(desk: Desk, due: RebuildIndex) -> None:
    """Bring a page of articles into the generation, and have the next one follow; at the end it is the one that is
    asked. Safe to repeat; nothing where it is not being built any more."""
    _, following = _further(desk, due)
    if following is not None:
        work.put_alone(desk, RebuildIndex(following.generation, following.part, following.after))


def _further(desk: Desk, due: RebuildIndex) -> tuple[int, RebuildIndex | None]:
    """How many articles were brought in, and what comes next; None: nothing."""
    standing = index.generations(desk)
    if standing.building != due.generation:
        return 0, None
    page, following = _page(desk, standing.current, due)
    at_end = [indexing.bring_up(desk, due.generation, each) for each in page]
    if not all(at_end):
        return 0, due  # one of them has more words than one piece writes
    if following is None:
        with suppress(GenerationsMoved):
            _take_over(desk, standing)
    return len(page), following


def _page(desk: Desk, current: int, due: RebuildIndex) -> tuple[Sequence[str], RebuildIndex | None]:
    kind, _, name = due.part.partition("#")
    if kind == LISTED:
        summaries, more = articles.listed(desk, name, due.after, TOGETHER)
        ids, behind = [each.article_id for each in summaries], articles.place_of(summaries[-1]) if more else None
    else:
        ids = list(index.listed(desk, current, int(name), due.after, TOGETHER))
        behind = ids[-1] if len(ids) == TOGETHER else None
    if behind is not None:
        return ids, replace(due, after=behind)
    place = PARTS.index(due.part) + 1
    return ids, RebuildIndex(due.generation, PARTS[place]) if place < len(PARTS) else None


def _take_over(desk: Desk, before: Generations) -> None:
    """What was built is asked from now on. Lost: ``GenerationsMoved``."""
    tx = Transaction(desk)
    after = Generations(before.building or before.current, None, desk.now())
    index.write_generations(tx, before, after)
    work.put(tx, ForgetIndex(before.current), at=desk.now() + FORGOTTEN_AFTER)
    tx.commit()
    finding.forget_generation(desk)


def forget(desk: Desk, due: ForgetIndex) -> None:
    """Take a page of articles out of the generation, and have the next one follow. Safe to repeat; nothing where it is
    asked or built."""
    if due.generation in index.generations(desk).written:
        return
    ids = index.listed(desk, due.generation, due.shard, None, TOGETHER)
    for article_id in ids:
        index.forget(desk, due.generation, article_id)
    shard = due.shard if ids else due.shard + 1
    if shard < index.SHARDS:
        work.put_alone(desk, ForgetIndex(due.generation, shard))
