"""By which words an entry is found, a group's apart from all others'."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from chalicelib.core import times
from chalicelib.core.desk import Desk
from chalicelib.core.tables import write_all
from chalicelib.logbook.model.records import Kept
from chalicelib.logbook.store.keys import Keys


class WordRow(Keys):
    """That a word stands in an entry of a group's log; ``order`` is its place, as in lists."""


def put_words(desk: Desk, entry: Kept, words: Sequence[str]) -> None:
    """It is found by these; twice is once. A request for each 25. A word that is gone from it stays, and finds nothing:
    whoever finds it looks."""
    place = f"{times.sortable(entry.at)}#{entry.key}"
    write_all(desk.database, [WordRow(_words(entry.whose, each), place) for each in words])


def places_of(desk: Desk, whose: Iterable[str], word: str, before: str | None, limit: int) -> list[str]:
    """Where this word stands in these groups' logs, the newest first, behind the place ``before``; a query for each."""
    below = None if before is None else WordRow.order < before
    seen = set[str]()
    for each in whose:
        key = _words(each, word)
        items, _ = WordRow.read_page(desk.database, key, range_condition=below, limit=limit, forward=False)
        seen |= {item["order"]["S"] for item in items}
    return sorted(seen, reverse=True)[:limit]


def _words(whose: str, word: str) -> str:
    return f"word#{whose}#{word}"
