"""Mails above what a channel takes in an hour wait together, and are taken in order, many at a time (A9).

Whoever would have to wait is put behind those of the same share of senders; one piece of due work looks after all of a
share once the hour is over. What waits is counted, and that it waited is no try in vain.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from msgspec.structs import replace

from chalicelib.channels.model.posted import Aside, Posted, let_wait
from chalicelib.channels.store import aside as store
from chalicelib.channels.store import mails
from chalicelib.channels.store.aside import AsideMoved, Waiting
from chalicelib.core import races, work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import LimitReached, Unavailable
from chalicelib.core.transactions import Transaction

TOGETHER = 20  # taken in one go
OVERDUE, A_WHILE = timedelta(minutes=30), timedelta(seconds=30)

Take = Callable[[Desk, str], None]


class Resume(Due, frozen=True):
    """Mails of this share of a channel's senders wait."""

    kind = "channels.resume"

    share: str


def put_aside(desk: Desk, posted: Posted, share: str, seconds: int) -> None:
    """It waits so long, with all others of its share. Two requests."""

    def put() -> None:
        before, now = store.aside(desk, share), desk.now()
        until = now + timedelta(seconds=seconds)
        tx = Transaction(desk)
        mails.put_posted(tx, posted, let_wait(posted))
        store.put_waiting(tx, share, posted)
        store.put_aside(tx, share, before, before.moved(1, before.until) if before is not None else Aside(until, 1))
        if before is None or before.until + OVERDUE < now:  # nobody looks after them any more
            work.put(tx, Resume(share), at=max(until, now))
        tx.commit()

    races.again(desk, put, AsideMoved, tries=races.CROWD)


def put_back(desk: Desk, posted: Posted) -> None:
    """It keeps its place; that it was tried does not count. One write."""
    tx = Transaction(desk)
    mails.put_posted(tx, posted, let_wait(posted))
    tx.commit()


def resume(desk: Desk, due: Resume, take: Take) -> None:
    """Take in those that wait, the first ones first, until the hour is full again or none is left. Twice is once: who
    was taken before is only crossed out."""
    page = store.waiting(desk, due.share, TOGETHER)
    done, pause = list[Waiting](), timedelta()
    for each in page:
        try:
            take(desk, each.mail_id)
        except LimitReached as reached:
            pause = timedelta(seconds=reached.retry_after or 60)
            break
        except Unavailable:
            pause = A_WHILE
            break
        done.append(each)
    _cross_out(desk, due, done, pause)


def _cross_out(desk: Desk, due: Resume, done: list[Waiting], pause: timedelta) -> None:
    """Those that were taken wait no more; the others are looked after again. Three requests."""

    def cross_out() -> None:
        before = store.aside(desk, due.share)
        if before is None:
            return
        there = store.waiting(desk, due.share, len(done) + 1)
        crossed, left = [each for each in there if each in done], [each for each in there if each not in done]
        tx = Transaction(desk)
        for each in crossed:
            store.remove_waiting(tx, due.share, each.place)
        after = before.moved(-len(crossed), desk.now() + pause)
        if left:
            store.put_aside(tx, due.share, before, replace(after, count=max(after.count, 1)))
            work.put(tx, Resume(due.share), at=desk.now() + max(pause, work.SOON))
        else:
            store.put_aside(tx, due.share, before, None)
        tx.commit()

    races.again(desk, cross_out, AsideMoved, tries=races.CROWD)
