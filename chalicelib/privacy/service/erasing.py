"""One person erased: a tombstone at once, then all that every room keeps of them, twice (F6)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from chalicelib.conversations import service as conversations
from chalicelib.core import audit, races, work
from chalicelib.core.audit import SYSTEM
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import Lost, NotFound
from chalicelib.core.events import OUTLIVED
from chalicelib.core.transactions import Transaction
from chalicelib.privacy import store, store_retention
from chalicelib.privacy.model.requests import (
    CANCELLED,
    DONE,
    ENDED,
    ERASE,
    ERASING,
    PACKING,
    READY,
    SHOWN,
    WAITING,
    WALKING,
    Request,
    counted,
    moved,
)
from chalicelib.privacy.service import declared, exporting, walking
from chalicelib.privacy.service.exporting import LetGo, Pack
from chalicelib.privacy.service.walking import Page
from chalicelib.visitors import service as visitors

MOST_ASKED = 90  # of whom one transaction asks whether anybody holds them
ROUNDS = 2  # the second one finds what was under way during the first


class Walk(Due, frozen=True):
    """The next pages of what is kept of a person."""

    kind = "privacy.walk"

    request_id: str


class Begin(Due, frozen=True):
    """The waiting is over: the erasing begins."""

    kind = "privacy.begin"

    request_id: str


class Forget(Due, frozen=True):
    """A request came to nothing: by what was looked is forgotten."""

    kind = "privacy.forget"

    request_id: str


def walk(desk: Desk, due: Walk) -> None:
    """Look at some pages; what is next is due work again, until there is nothing left."""
    request = store.request(desk, due.request_id)
    if request is None or request.state not in (WALKING, ERASING):
        return
    if request.state == WALKING:
        walking.begin(desk, request.request_id, request.whole)
    walked = _Walked(desk, request)
    more = walking.step(desk, request, walked.act)
    request = walked.request
    if more:
        _go_on(desk, request)
    elif request.state == WALKING:
        _walked_through(desk, request)
    else:
        _sweep(desk, request)


class _Walked:
    """A walk with its request as it is by now: every page is counted with how far it has come."""

    def __init__(self, desk: Desk, request: Request) -> None:
        self.desk, self.request = desk, request

    def act(self, tx: Transaction, page: Page) -> None:
        if self.request.state == ERASING:
            for item in page.items:
                page.kept.erase(self.desk, item, page.todo.trace.id)
        elif self.request.kind != ERASE:
            exporting.keep_page(self.desk, self.request, tx, page)
        if page.items and not self.request.round:
            after = counted(self.request, page.kept.name, len(page.items))
            store.write(tx, self.request, after)
            tx.after_commit(partial(setattr, self, "request", after))


def _go_on(desk: Desk, request: Request) -> None:
    tx = Transaction(desk)
    work.put(tx, Walk(request.request_id))
    tx.commit()


def _walked_through(desk: Desk, request: Request) -> None:
    """An erasing can be shown now; an export is packed."""
    tx = Transaction(desk)
    if request.kind == ERASE:
        store.write(tx, request, moved(request, SHOWN))
    else:
        store.write(tx, request, moved(request, PACKING))
        work.put(tx, Pack(request.request_id))
        forget_later(tx, request.request_id)
    tx.commit()


def _sweep(desk: Desk, request: Request) -> None:
    """One step through what no trace finds; behind the last one the second round, and behind that the end."""
    number, step = request.sweep
    places = declared.swept()
    tx = Transaction(desk)
    if number < len(places):
        ids = frozenset(each.id for each in store.seen(desk, request.request_id))
        changed, more = places[number].sweep(desk, ids, step)
        after = counted(request, places[number].name, 0 if request.round else changed)
        after = moved(after, ERASING, sweep=(number, step + 1) if more else (number + 1, 0))
        store.write(tx, request, after)
        work.put(tx, Walk(request.request_id))
    elif request.round + 1 < ROUNDS:
        walking.again(desk, request.request_id)
        store.write(tx, request, moved(request, ERASING, round=request.round + 1, sweep=(0, 0)))
        work.put(tx, Walk(request.request_id), at=desk.now() + OUTLIVED)
    else:
        _drop_archives(desk, request.whole)
        walking.end(desk, request.request_id)
        store.write(tx, request, moved(request, DONE, ended_at=desk.now()))
        forget_later(tx, request.request_id)
        audit.note(tx, SYSTEM, "erased_person", request.visitor_id, after={"request_id": request.request_id})
    tx.commit()


def begin(desk: Desk, due: Begin) -> None:
    """From here on nobody is that person any more: tokens open nothing, what they have open ends, and what comes late
    is written down of nobody. Twice is once."""
    request = races.again(desk, partial(_taken_up, desk, due.request_id), Lost)
    if request is None:
        return
    ids = request.whole
    for each in ids:
        _bury(desk, request.request_id, each)
    _drop_archives(desk, ids)
    walking.again(desk, request.request_id)
    walking.begin(desk, request.request_id, ids)
    _go_on(desk, request)


def _taken_up(desk: Desk, request_id: str) -> Request | None:
    """The request that is being done from now on; None: it is not to be. Lost: ``Lost`` (somebody says at this moment
    that nothing goes, or calls it off)."""
    request = store.request(desk, request_id)
    if request is None or request.state not in (WAITING, ERASING):
        return None
    if request.state == ERASING:
        return request
    ids, tx = ids_of(desk, request.visitor_id), Transaction(desk)
    if store.hold_of(desk, ids) or store_retention.holds_things_of(desk, ids):
        store.write(tx, request, moved(request, CANCELLED, why="on_hold", ended_at=desk.now()))
        forget_later(tx, request.request_id)
        tx.commit()
        return None
    after = moved(request, ERASING, whole=ids, counts={}, round=0, sweep=(0, 0))
    store.write(tx, request, after)
    for each in ids[:MOST_ASKED]:
        store_retention.check_unheld(tx, each)
    tx.commit()
    return after


def _bury(desk: Desk, request_id: str, visitor_id: str) -> None:
    conversations.end_for_good(desk, visitor_id)
    walking.bury(desk, request_id, visitor_id)
    conversations.end_for_good(desk, visitor_id)  # begun by a channel at that moment


def _drop_archives(desk: Desk, visitor_ids: Sequence[str]) -> None:
    """What these were given of their data goes with them, and what is under way of that ends. Twice is once."""
    for each in visitor_ids:
        before, more = None, True
        while more:
            page, more = store.requests(desk, before, of=each)
            before = page[-1][0] if page else None
            for export in (request for _, request in page if request.kind != ERASE):
                races.again(desk, partial(_drop_archive, desk, export.request_id), store.RequestMoved)


def _drop_archive(desk: Desk, request_id: str) -> None:
    request = store.request(desk, request_id)
    if request is None:
        return
    if request.state == READY:
        exporting.let_go(desk, LetGo(request_id))
        return
    if request.is_open:
        tx = Transaction(desk)
        store.write(tx, request, moved(request, CANCELLED, why="erased", ended_at=desk.now()))
        forget_later(tx, request_id)
        tx.commit()
    exporting.drop_volumes(desk, request)


def forget_later(tx: Transaction, request_id: str) -> None:
    """Add to the transaction that ends a walk: by what was looked is forgotten, at once, and once more when whoever was
    at it at that moment has ended too."""
    work.put(tx, Forget(request_id))
    work.put(tx, Forget(request_id), at=tx.desk.now() + OUTLIVED)


def forget(desk: Desk, due: Forget) -> None:
    """By what was looked is forgotten, and what an archive was made of goes if there will be none. Twice is once."""
    request = store.request(desk, due.request_id)
    if request is None or request.state in (WALKING, ERASING):
        return
    walking.end(desk, request.request_id)
    left = store.todos(desk, request.request_id)
    for start in range(0, len(left), walking.TOGETHER):
        tx = Transaction(desk)
        store.forget_todo(tx, request.request_id, left[start : start + walking.TOGETHER])
        tx.commit()
    if request.state in ENDED and request.kind != ERASE:
        exporting.drop_volumes(desk, request)
        exporting.drop_pieces(desk, request)


def ids_of(desk: Desk, visitor_id: str) -> tuple[str, ...]:
    """All visitors that a person is, as the desk knows; themselves where they are gone. What ``visitors.whole``
    reads."""
    try:
        return visitors.whole(desk, visitor_id).all_ids
    except NotFound:
        return (visitor_id,)
