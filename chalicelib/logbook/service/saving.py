"""Entries are stored, found by their words from then on, and each request does its work once (laws 3 and 4)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from chalicelib.core import races, work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import existing
from chalicelib.core.once import AlreadyDone, Once, mark, recall
from chalicelib.core.transactions import Transaction
from chalicelib.core.words import distinct_words
from chalicelib.logbook.model.records import Kept
from chalicelib.logbook.store import records, words

K = TypeVar("K", bound=Kept)
T = TypeVar("T")
PAGE = 25
MOST_WORDS = 300  # of one entry: what comes behind them is not found by them


class FindByWords(Due, frozen=True):
    """An entry has other words than before."""

    kind = "logbook.find_by_words"

    key: str


def save(tx: Transaction, before: K | None, after: K) -> None:
    """Add to the transaction: the entry as it is now, to be found by what it says. Lost: ``RecordMoved``."""
    records.put(tx, before, after)
    if after.texts and (before is None or before.texts != after.texts):
        work.put(tx, FindByWords(after.key), at=tx.desk.now() + work.SOON)


def find_by_words(desk: Desk, due: FindByWords) -> None:
    """An entry can be found by what it says now; a read, and a request for each 25 words. Twice is once."""
    for entry in records.several(desk, [due.key]):
        words.put_words(desk, entry, distinct_words(entry.texts)[:MOST_WORDS])


def read(desk: Desk, shape: type[K], key: str) -> K:
    """An entry. Raises ``NotFound``."""
    return existing(records.find(desk, shape, key), f"no such {shape.kind}")


def change(
    desk: Desk,
    shape: type[K],
    key: str,
    change_it: Callable[[K], K | None],
    also: Callable[[Transaction, K, K], None] | None = None,
) -> K:
    """The entry after ``change_it``, decided anew while others change it too; None: nothing is to be done. ``also``
    adds to the transaction. Raises ``NotFound``, and what ``change_it`` raises."""

    def write(before: K) -> K:
        after = change_it(before)
        if after is None or after is before:
            return before
        tx = Transaction(desk)
        save(tx, before, after)
        if also is not None:
            also(tx, before, after)
        tx.commit_and_tell()
        return after

    return races.follow(desk, read(desk, shape, key), write, records.RecordMoved)


def once_only(desk: Desk, shape: type[K], once: Once | None, act: Callable[[], K]) -> K:
    """What this request came to, done now or read where it was done before. Raises ``KeyReused``."""
    before = recall(desk, once, desk.now().timestamp())
    if before is not None:
        return read(desk, shape, str(before["key"]))
    try:
        return act()
    except AlreadyDone as done:
        return read(desk, shape, str(done.answer["key"]))


def remember(tx: Transaction, once: Once | None, key: str) -> None:
    """Add to the transaction: this request came to this entry. Lost: ``AlreadyDone``."""
    mark(tx, once, {"key": key})


def page_of(desk: Desk, names: Sequence[str], before: str | None) -> tuple[list[tuple[str, Any]], bool]:
    """A page of what stands in these lists with its places, the newest first, behind ``before``; whether there is more.
    A query for each list, and a request."""
    places = records.places(desk, names, before, PAGE + 1)
    known = {each.key: each for each in records.several(desk, [records.about(each) for each in places[:PAGE]])}
    shown = [(each, known[name]) for each in places[:PAGE] if (name := records.about(each)) in known]
    return shown, len(places) > PAGE


def pieces(things: Sequence[T], most: int) -> Iterator[Sequence[T]]:
    """The things in their order, at most so many together."""
    for start in range(0, len(things), most):
        yield things[start : start + most]
