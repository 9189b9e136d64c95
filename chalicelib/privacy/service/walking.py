"""Going through what all rooms keep of one person, a few pages at a time (F6).

What is to be looked by stands in the table; each step takes the first of it, looks at some pages, writes down what they
lead to before anything of them goes, and then how far it has come. A step that died is taken once more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

import msgspec

from chalicelib.core import races
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Lost
from chalicelib.core.persons import VISITOR, Kept, Trace
from chalicelib.core.tables import RawItem
from chalicelib.core.transactions import Transaction
from chalicelib.privacy import store
from chalicelib.privacy.model.requests import Request
from chalicelib.privacy.service import declared
from chalicelib.privacy.store import Todo

PAGES = 12  # that one step looks at
TOGETHER = 20  # traces in one transaction


class Page(msgspec.Struct, frozen=True):
    """A page of what was found: by which declaration, by what, and where in it."""

    kept: Kept
    todo: Todo
    items: Sequence[RawItem]


Act = Callable[[Transaction, Page], None]
Through = Callable[[Trace], bool]


def begin(desk: Desk, request_id: str, visitor_ids: Sequence[str]) -> None:
    """It is to be looked by these visitors. Twice is once."""
    follow(desk, request_id, [Trace(VISITOR, each) for each in visitor_ids])


def step(desk: Desk, request: Request, act: Act) -> bool:
    """Look at some pages; whether there are more. ``act`` does what is to be done with one, and may add to the
    transaction that says how far it has come; it may be handed the same page again."""
    return step_of(desk, request.request_id, act, _everything)


def step_of(desk: Desk, request_id: str, act: Act, through: Through) -> bool:
    """The same of a walk of this name; ``through``: which traces it follows."""
    look = partial(_look_further, desk, request_id, act, through)
    return all(races.again(desk, look, Lost) for _ in range(PAGES))  # lost: another one has taken this page


def _everything(_: Trace) -> bool:
    return True


def _look_further(desk: Desk, request_id: str, act: Act, through: Through) -> bool:
    todo = store.first_todo(desk, request_id)
    if todo is not None:
        _look(desk, request_id, todo, act, through)
    return todo is not None


def _look(desk: Desk, request_id: str, todo: Todo, act: Act, through: Through) -> None:
    kinds = declared.found_by(todo.trace.kind)
    number, start = todo.at
    tx = Transaction(desk)
    if number >= len(kinds):
        store.advance(tx, request_id, todo, None)
        tx.commit()
        return
    kept = kinds[number]
    items, more = kept.find(desk, todo.trace.id, start)
    follow(desk, request_id, filter(through, [trace for item in items for trace in kept.leads(item)]))
    store.advance(tx, request_id, todo, (number, plain(more)) if more is not None else (number + 1, None))
    act(tx, Page(kept, todo, items))
    tx.commit_and_tell()


def plain(start: Any) -> Any:
    """Where a page begins, as JSON gives it back."""
    return msgspec.json.decode(msgspec.json.encode(start))


def follow(desk: Desk, request_id: str, traces: Iterable[Trace]) -> None:
    """It is to be looked by these, too, unless it was. Twice is once."""
    wanted = list(traces)
    left = store.unseen(desk, request_id, wanted) if wanted else []
    for start in range(0, len(left), TOGETHER):
        tx = Transaction(desk)
        for each in left[start : start + TOGETHER]:
            store.put_todo(tx, request_id, each)
        tx.commit()


def bury(desk: Desk, request_id: str, visitor_id: str) -> None:
    """What is known of a visitor leads on, and goes at once. Twice is once."""
    kept = declared.found_by(VISITOR)[0]
    items, _ = kept.find(desk, visitor_id, None)
    for item in items:
        follow(desk, request_id, list(kept.leads(item)))
        kept.erase(desk, item, visitor_id)


def again(desk: Desk, request_id: str) -> None:
    """It is to be looked by all of it once more. Twice is once."""
    _each_some(desk, request_id, store.put_back)


def end(desk: Desk, request_id: str) -> None:
    """By what was looked is forgotten."""
    _each_some(desk, request_id, store.forget_seen)


def _each_some(desk: Desk, request_id: str, write: Callable[[Transaction, str, Sequence[Trace]], None]) -> None:
    traces = list(store.seen(desk, request_id))
    for start in range(0, len(traces), TOGETHER):
        tx = Transaction(desk)
        write(tx, request_id, traces[start : start + TOGETHER])
        tx.commit()
