"""What is kept as one record, as facts (F1): follow-ups and promises, letters, presence. Pure.

Each is told from the record as it stands, so told late or twice it is the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from chalicelib.followups.model.followup import CALLBACK, PROMISE, FollowUp
from chalicelib.notifications.model.notice import NoticeSettled
from chalicelib.people.model.attendance import PresenceSpent
from chalicelib.reports.model import facts as kinds
from chalicelib.reports.model.facts import Fact

AN_HOUR = timedelta(hours=1)
_OF_CALLBACKS = (kinds.CALLBACK_PLANNED, kinds.CALLBACK_DUE, kinds.CALLBACK_DONE)
_OF_FOLLOW_UPS = (kinds.FOLLOWUP_PLANNED, kinds.FOLLOWUP_DUE, kinds.FOLLOWUP_DONE)


def facts_of_follow_up(follow_up: FollowUp, now: datetime) -> Iterator[Fact]:
    """That it was planned, whether somebody called before it was due, and that it is done; of a promise, that it was
    made, and whether it was kept."""
    if follow_up.kind == PROMISE:
        yield from _of_promise(follow_up)
        return
    planned, due, done = _OF_CALLBACKS if follow_up.kind == CALLBACK else _OF_FOLLOW_UPS
    yield _of(follow_up, planned, follow_up.created_at)
    first = follow_up.notes[0].at if follow_up.notes else follow_up.done_at
    if first is not None and first <= follow_up.promised_at:
        yield replace(_of(follow_up, due, first), in_time=True)
    elif first is not None or now > follow_up.promised_at:
        yield replace(_of(follow_up, due, follow_up.promised_at), in_time=False)
    if follow_up.done_at is not None:
        by = follow_up.notes[-1].by.id if follow_up.notes else follow_up.owner_id
        yield replace(_of(follow_up, done, follow_up.done_at), agent_id=by)


def _of_promise(promise: FollowUp) -> Iterator[Fact]:
    yield _of(promise, kinds.PROMISE_MADE, promise.created_at)
    over = promise.broken_at or promise.done_at
    if promise.kept is not None and over is not None:
        yield replace(_of(promise, kinds.PROMISE_OVER, over), in_time=promise.kept)


def _of(follow_up: FollowUp, kind: str, at: datetime) -> Fact:
    fact = Fact(kind, follow_up.followup_id, 0, at, follow_up.plan_key, source=None, level=None)
    return replace(fact, agent_id=follow_up.owner_id)


def fact_of_notice(notice: NoticeSettled) -> Fact:
    """What became of a letter, when it was asked for."""
    return Fact(kinds.NOTICE, notice.notice_id, 0, notice.at, notice.plan_key, None, None, why=notice.state)


def facts_of_presence(spent: PresenceSpent, zone_at: Callable[[datetime], str]) -> Iterator[Fact]:
    """How long somebody was what they were, apart for each hour of the clock, in the zone that holds at a moment."""
    begin = spent.since
    while begin < spent.until:
        there = begin.astimezone(ZoneInfo(zone_at(begin)))
        past = timedelta(minutes=there.minute, seconds=there.second, microseconds=there.microsecond)
        end = min(spent.until, begin - past + AN_HOUR)
        fact = Fact(kinds.PRESENT, spent.agent_id, 0, begin, None, None, None, agent_id=spent.agent_id)
        yield replace(fact, why=spent.status, seconds=(end - begin).total_seconds())
        begin = end
