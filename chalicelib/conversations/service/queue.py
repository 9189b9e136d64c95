"""The queue as others see it: windows of pools, places in it, and those who wait when their receivers change (B5)."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from msgspec.structs import replace

from chalicelib.conversations import store
from chalicelib.conversations.model.attendance import overtaken
from chalicelib.conversations.model.conversation import WAITING, Header, PlaceChanged, Told, queue_number
from chalicelib.conversations.model.positions import (
    Standing,
    as_told,
    expecting,
    is_overtaken,
    last_told,
    noted,
    standing_in,
)
from chalicelib.conversations.model.presence import has_left_the_queue, wants_sign
from chalicelib.conversations.model.queue import Waiting, Window, merged, received_by, waits
from chalicelib.conversations.model.waits import Wait, with_wait
from chalicelib.conversations.service.access import same_visitor
from chalicelib.conversations.store import HeaderMoved
from chalicelib.core import events, races, work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import Lost, existing
from chalicelib.core.transactions import Transaction
from chalicelib.plans import service as plans
from chalicelib.plans.model.plan import Plan
from chalicelib.visitors import service as visitors

TOGETHER = 25


class LeaveLine(Due, frozen=True):
    """The next of those who wait where a version before kept them."""

    kind = "conversations.leave_line"

    after: str | None = None


def window(desk: Desk, pools: Sequence[str], upto: Header | None = None) -> Window:
    """The first of these pools' queues, or of a conversation's up to itself; one query for each pool."""
    number = queue_number(upto) if upto is not None else None
    return merged({pool: store.queue(desk, pool, upto=number) for pool in dict.fromkeys(pools)}, upto)


def nobody_waits(desk: Desk, pools: Sequence[str]) -> bool:
    """Whether nobody waits in these pools' queues as of now; one query for each pool, until somebody does."""
    return not any(store.queue(desk, pool, 1).rows for pool in pools)


def rows_after(desk: Desk, pool: str, after: int | None, limit: int) -> list[Waiting]:
    """A page of a pool's queue behind this number; one query."""
    return list(store.queue(desk, pool, limit, after=after).rows)


def find_waiting(desk: Desk, conversation_id: str) -> Header | None:
    """The header of a conversation that waits, with its pools, or None if it does not wait. One read.

    Two more and a write where a version before wrote it: its plan says the pools.
    """
    header = store.header(desk, conversation_id)
    if header is None or header.state != WAITING:
        return None
    if header.pools is not None:
        return header
    received, _ = receive_anew(desk, header, tell=False)
    return received


def receive_anew(desk: Desk, header: Header | None, *, tell: bool = True) -> tuple[Header | None, Plan | None]:
    """Somebody who waits is received as their plan says now, in their place in time; as they wait then, and the plan.
    None, if they wait no longer. One read, and a write if that is any change.

    The plan is read after the header: whoever received them by an older one after a newer one finds that the header has
    moved, and looks again. ``tell``: those who serve the queue hear of it.
    """

    def receive(now: Header | None) -> tuple[Header | None, Plan | None]:
        if now is None or now.state != WAITING:
            return None, None
        plan = plans.read_plan(desk, now.plan_key)
        after = received_by(now, plan)
        if after == now:
            return now, plan
        after = replace(after, edits=now.edits + 1)
        tx = Transaction(desk)
        store.write(tx, now, after, [])
        if tell:
            events.publish(tx, PlaceChanged(now.conversation_id, now.pools or ()))
        tx.commit_and_tell()
        return after, plan

    return races.follow(desk, header, receive, HeaderMoved, tries=races.CROWD)


def forget(desk: Desk, row: Waiting) -> None:
    """A row that its conversation knows nothing of any more is taken out; two requests."""
    tx = Transaction(desk)
    store.forget(tx, row, store.header(desk, row.conversation_id))
    with suppress(Lost):
        tx.commit()


def present(desk: Desk, conversation_id: str) -> tuple[Header | None, bool, Told | None]:
    """The header; whether somebody who waits shows no sign any more, or never did (B5); and the place that was told
    with their last sign. One query.
    """
    header, seen_at, on_sign = store.header_and_sign(desk, conversation_id)
    if header is None:
        return None, False, None
    return header, has_left_the_queue(header, seen_at, desk.now()), _told_now(header, seen_at, on_sign)


def _told_now(header: Header, seen_at: datetime | None, on_sign: Told | None) -> Told | None:
    """What was told with the last sign, unless that was in an earlier time of waiting."""
    earlier = header.state_at is not None and seen_at is not None and seen_at < header.state_at
    return None if earlier else on_sign


# --- places ---------------------------------------------------------------------------------------------------------


def standing_of(desk: Desk, header: Header, on_sign: Told | None = None, view: Window | None = None) -> Standing:
    """Where a conversation stands that waits, or would, as its visitor is to be told; one query for each pool.

    ``view``: the window up to it, where it has been read.
    """
    view = window(desk, header.pools or (), header) if view is None else view
    standing = as_told(standing_in(view, header), last_told(header, on_sign))
    return standing if header.unattended else expecting(standing, view, header, desk.now())


def note_wait(desk: Desk, header: Header, view: Window) -> Window:
    """Somebody who waited like this is served: that tells others how long they will wait. The window as it is now.

    One write at most every few seconds for a pool, however many are served; of several at once one counts.
    """
    pool = next((each for each in header.pools or () if each in view.waits), None)
    if pool is None or header.place_at_first is None or header.state_at is None:
        return view
    now, before = desk.now(), view.waits[pool]
    after = with_wait(before, Wait(now, (now - header.state_at).total_seconds(), header.place_at_first))
    if after is None:
        return view
    tx = Transaction(desk)
    store.put_waits(tx, pool, before, after)
    with suppress(Lost):
        tx.commit()
    return replace(view, waits={**view.waits, pool: after})


def still_here(
    desk: Desk, caller: visitors.Caller, plan_key: str, conversation_id: str
) -> tuple[Header, Standing | None]:
    """The visitor's page is still open while they wait (B5): the header, and where they stand in the queue.

    One request, and one for each of its pools; one write more at most once a minute, or when the place is a better one.
    """
    visitors.same_plan(caller, plan_key)
    header, seen_at, on_sign = store.header_and_sign(desk, conversation_id)
    header = existing(header, "no such conversation")
    same_visitor(desk, caller, header)
    if header.state != WAITING:
        return header, None
    if header.pools is None:
        header = received_by(header, plans.read_plan(desk, plan_key))
    on_sign = _told_now(header, seen_at, on_sign)
    last = last_told(header, on_sign)
    standing = standing_of(desk, header, on_sign)
    if is_overtaken(header, standing, last):
        _tell_overtaken(desk, header, standing)
    told = noted(header, standing)
    if told != last or wants_sign(header, seen_at, desk.now()):
        tx = Transaction(desk)
        store.put_sign(tx, conversation_id, desk.now(), told)
        tx.commit()
    return header, standing


def _tell_overtaken(desk: Desk, header: Header, standing: Standing) -> None:
    after, entry = overtaken(header, standing, desk.now())
    tx = Transaction(desk)
    store.write(tx, header, after, [entry])
    with suppress(HeaderMoved):  # the next sign tells it
        tx.commit()


# --- those of the version before ------------------------------------------------------------------------------------


def leave_line_later(tx: Transaction, at: datetime) -> None:
    """Add to the transaction: who waits where a version before kept them is brought up, page by page."""
    work.put(tx, LeaveLine(), at=at)


def leave_line(desk: Desk, due: LeaveLine | None = None) -> None:
    """Whoever waits where a version before kept them comes into the queues of their pools, in their place in time.

    A page of them, and a piece of work for the next one. Twice is once.
    """
    after = due.after if due is not None else None
    page = store.line(desk, TOGETHER, int(after) if after else None)
    if len(page) == TOGETHER:
        work.put_alone(desk, LeaveLine(str(page[-1][0])))
    for number, conversation_id in page:
        header = store.header(desk, conversation_id)
        if header is not None and waits(header) and header.pools is None:
            receive_anew(desk, header)
            continue
        tx = Transaction(desk)
        store.leave_line(tx, number, conversation_id, header)
        with suppress(Lost):
            tx.commit()
