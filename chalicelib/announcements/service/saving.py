"""Announcements are stored with what follows from it: the lists, what is in effect, and the work of telling (law 3)."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from chalicelib.announcements.model.announcement import (
    EFFECTIVE,
    PUBLISHED,
    SCHEDULED,
    Announcement,
    Audience,
    Edition,
    current_of,
    with_current,
)
from chalicelib.announcements.service.access import read
from chalicelib.announcements.service.spreading import (
    BeginAnnouncement,
    ExpireAnnouncement,
    FindAnnouncement,
    KeepAnswer,
    RemindUnread,
    SpreadAnnouncement,
    remind_at,
)
from chalicelib.announcements.store import records
from chalicelib.announcements.store.records import AnnouncementMoved, CurrentMoved
from chalicelib.core import races, work
from chalicelib.core.desk import Desk
from chalicelib.core.events import OUTLIVED
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people

Also = Callable[[Transaction, Announcement, Announcement], None]
Step = Callable[[Announcement], Announcement | None]


def change(desk: Desk, announcement_id: str, step: Step, also: Also | None = None) -> Announcement:
    """The announcement after ``step``, decided anew while others change it too; None: nothing is to be done. Two
    requests, three where what is in effect changes by it. Raises ``NotFound``, ``TooManyCurrent``, and what ``step``
    raises."""

    def once() -> Announcement:
        before = read(desk, announcement_id)
        after = step(before)
        if after is None or after == before:
            return before
        after = replace(after, version=before.version + 1)
        tx = Transaction(desk)
        save(tx, before, after)
        if also is not None:
            also(tx, before, after)
        tx.commit_and_tell()
        return after

    return races.again(desk, once, (AnnouncementMoved, CurrentMoved))


def save(tx: Transaction, before: Announcement, after: Announcement) -> None:
    """Add to the transaction: the announcement as it is now, and whatever follows. Lost: ``AnnouncementMoved``,
    ``CurrentMoved``. Raises ``TooManyCurrent``."""
    desk, now = tx.desk, tx.desk.now()
    records.put(tx, before, after)
    if current_of(before, now) != current_of(after, now) or (before.state in PUBLISHED) != (after.state in PUBLISHED):
        held = records.currents(desk)
        records.put_currents(tx, held, with_current(held, after, now))
        people.begin_announcing(tx)
    _plan(tx, before, after)
    if after.state == EFFECTIVE:
        _tell(tx, before, after)
    elif before.state in PUBLISHED and before.standing(now) != SCHEDULED:
        spread(tx, after, before.audience)
    shelves = tuple(sorted({each.shelf for held in (before, after) if (each := held.content.answer) and each.shelf}))
    if shelves and (before.state, before.content) != (after.state, after.content):
        work.put(tx, KeepAnswer(after.key, shelves), inline=True)
        work.put(tx, KeepAnswer(after.key, shelves), at=now + OUTLIVED)  # whoever read it before has written by then


def _plan(tx: Transaction, before: Announcement, after: Announcement) -> None:
    """It comes into effect and expires at its times."""
    begins = after.effective_at if after.state == SCHEDULED else None
    if begins is not None and (before.state, before.effective_at) != (after.state, begins):
        work.put(tx, BeginAnnouncement(after.key), at=begins)
    ends = after.expires_at if after.state in PUBLISHED else None
    if ends is not None and (before.state not in PUBLISHED or before.expires_at != ends):
        work.put(tx, ExpireAnnouncement(after.key), at=ends)


def _tell(tx: Transaction, before: Announcement, after: Announcement) -> None:
    """What follows of one that is in effect."""
    begins = before.state != EFFECTIVE
    if begins or _heard(before) != _heard(after):
        spread(tx, after, before.audience if before.audience != after.audience else None)
    if begins or (before.content, before.audience) != (after.content, after.audience):
        work.put(tx, FindAnnouncement(after.key), at=tx.desk.now() + work.SOON)
    at = remind_at(after, tx.desk.now())
    if at is not None and (begins or before.asked != after.asked or before.remind_hours != after.remind_hours):
        work.put(tx, RemindUnread(after.key, after.asked, hours=after.remind_hours), at=at)


def _heard(announcement: Announcement) -> tuple[object, ...]:
    """What stands in the records of those whom it reaches."""
    return (announcement.asked, announcement.audience, announcement.priority, announcement.expires_at)


def spread(tx: Transaction, announcement: Announcement, former: Audience | None) -> None:
    """Whom it reaches hear of it, and whom it does not reach any more; once more when whoever read their record before
    has written it down."""
    work.put(tx, SpreadAnnouncement(announcement.key, former=former), inline=True)
    work.put(tx, SpreadAnnouncement(announcement.key, former=former), at=tx.desk.now() + OUTLIVED)


def put_new(tx: Transaction, announcement: Announcement) -> None:
    """Add to the transaction: a draft."""
    records.put(tx, None, announcement)


def put_published(tx: Transaction, announcement: Announcement, edition: Edition) -> None:
    """Add to the transaction: an edition. Lost: ``AlreadyPublished``."""
    records.put_edition(tx, announcement.key, edition)
