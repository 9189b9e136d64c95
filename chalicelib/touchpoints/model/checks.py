"""Steps of a flow that the desk sees by itself: checks as data, each a pure predicate on what is known (E4).

A check says whether a step was kept, not kept, is no question here (``not_applicable``), or is not known yet
(``pending``): what may still come, such as a record, is waited for until its limit is over.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

import msgspec

KEPT, NOT_KEPT, NOT_APPLICABLE, PENDING = "kept", "not_kept", "not_applicable", "pending"
STATES = (KEPT, NOT_KEPT, NOT_APPLICABLE, PENDING)
SECONDS, HOURS = "seconds", "hours"


class FollowedUp(msgspec.Struct, frozen=True):
    """A callback, visit or promise that is about a conversation; ``done_at``: None: not yet."""

    followup_id: str
    done_at: datetime | None = None


class Facts(msgspec.Struct, frozen=True):
    """What is known of a conversation. ``ended_at``: None: it goes on.

    ``taken_at``: an agent had it first; ``asked_at``: its visitor wrote first; ``greeted_at``: an agent wrote first,
    ``answered_at``: the same after the visitor wrote. ``last_word``: who wrote last. ``is_known``: it was found out who
    its visitor is, by an agent or their website. ``survey``: whether one was sent; None: nobody is asked here.
    """

    started_at: datetime
    ended_at: datetime | None = None
    taken_at: datetime | None = None
    asked_at: datetime | None = None
    greeted_at: datetime | None = None
    answered_at: datetime | None = None
    last_word: str | None = None
    closed_by: str | None = None
    is_known: bool = False
    is_filed: bool = False
    is_recorded: bool = False
    survey: bool | None = None
    tickets: int = 0
    follow_ups: tuple[FollowedUp, ...] = ()


Judge = Callable[[Facts, timedelta, datetime], str]


class Check(msgspec.Struct, frozen=True):
    """``unit`` of its limit, which is ``usual`` unless a step says another; empty: it has none. ``late``: it is waited
    for after the end, until the limit is over. ``reads``: what is asked for it: the transcript, survey, or what came of
    it elsewhere."""

    name: str
    zh: str
    en: str
    judge: Judge
    unit: str = ""
    usual: int = 0
    late: bool = False
    reads: str = ""

    def limit(self, number: int | None) -> timedelta:
        """How long it may take."""
        length = self.usual if number is None else number
        return timedelta(hours=length) if self.unit == HOURS else timedelta(seconds=length)


def _within(since: datetime | None, until: datetime | None, limit: timedelta, facts: Facts, now: datetime) -> str:
    """Whether something came in time; while it goes on, there is still time."""
    if since is None:
        return PENDING if facts.ended_at is None else NOT_APPLICABLE
    if until is not None:
        return KEPT if until - since <= limit else NOT_KEPT
    return PENDING if facts.ended_at is None and now - since <= limit else NOT_KEPT


def _by_end(is_so: bool, facts: Facts) -> str:
    return KEPT if is_so else PENDING if facts.ended_at is None else NOT_KEPT


def _until(is_so: bool, facts: Facts, limit: timedelta, now: datetime) -> str:
    if is_so:
        return KEPT
    return PENDING if facts.ended_at is None or now < facts.ended_at + limit else NOT_KEPT


def _taken(facts: Facts, limit: timedelta, now: datetime) -> str:
    return _within(facts.started_at, facts.taken_at, limit, facts, now)


def _greeted(facts: Facts, limit: timedelta, now: datetime) -> str:
    return _within(facts.taken_at, facts.greeted_at, limit, facts, now)


def _answered(facts: Facts, limit: timedelta, now: datetime) -> str:
    return _within(facts.asked_at, facts.answered_at, limit, facts, now)


def _known(facts: Facts, _: timedelta, __: datetime) -> str:
    return _by_end(facts.is_known, facts)


def _filed(facts: Facts, limit: timedelta, now: datetime) -> str:
    return _until(facts.is_filed, facts, limit, now)


def _recorded(facts: Facts, limit: timedelta, now: datetime) -> str:
    return _until(facts.is_recorded, facts, limit, now)


def _surveyed(facts: Facts, limit: timedelta, now: datetime) -> str:
    if facts.ended_at is not None and facts.survey is None:
        return NOT_APPLICABLE
    return _until(facts.survey is True, facts, limit, now)


def _ticketed(facts: Facts, limit: timedelta, now: datetime) -> str:
    return _until(facts.tickets > 0, facts, limit, now)


def _followed_up(facts: Facts, limit: timedelta, now: datetime) -> str:
    """All that was planned is done in time; where nothing was planned by then, it is no question."""
    if facts.ended_at is None:
        return PENDING
    until = facts.ended_at + limit
    if not facts.follow_ups:
        return PENDING if now < until else NOT_APPLICABLE
    if any(each.done_at > until for each in facts.follow_ups if each.done_at is not None):
        return NOT_KEPT
    if all(each.done_at is not None for each in facts.follow_ups):
        return KEPT
    return PENDING if now < until else NOT_KEPT


def _answered_last(facts: Facts, _: timedelta, __: datetime) -> str:
    if facts.last_word is None:
        return PENDING if facts.ended_at is None else NOT_APPLICABLE
    return PENDING if facts.ended_at is None else KEPT if facts.last_word == "agent" else NOT_KEPT


def _closed(facts: Facts, _: timedelta, __: datetime) -> str:
    if facts.ended_at is None:
        return PENDING
    return KEPT if facts.closed_by == "agent" else NOT_APPLICABLE if facts.closed_by == "visitor" else NOT_KEPT


TRANSCRIPT, SURVEY, ELSEWHERE = "transcript", "survey", "elsewhere"
CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        each.name: each
        for each in (
            Check("taken_in_time", "及时接入", "Taken in time", _taken, SECONDS, 60, reads=TRANSCRIPT),
            Check("greeted_in_time", "及时问候", "Greeted in time", _greeted, SECONDS, 30, reads=TRANSCRIPT),
            Check("answered_in_time", "及时首次回复", "First answer in time", _answered, SECONDS, 60, reads=TRANSCRIPT),
            Check("identity_verified", "核实身份", "Identity verified", _known),
            Check("category_filed", "登记分类", "Category filed", _filed, HOURS, 2, late=True),
            Check("record_filled", "填写咨询记录表", "Record sheet filled", _recorded, HOURS, 24, late=True),
            Check("ticket_made", "建立工单", "Ticket made", _ticketed, HOURS, 2, late=True, reads=ELSEWHERE),
            Check("last_word_answered", "客户最后的话有回应", "Last word answered", _answered_last, reads=TRANSCRIPT),
            Check("closed_by_agent", "由客服结束会话", "Closed by the agent", _closed),
            Check("survey_sent", "发送满意度评价", "Survey sent", _surveyed, HOURS, 1, late=True, reads=SURVEY),
            Check("follow_up_done", "完成回访", "Follow-up done", _followed_up, HOURS, 72, late=True, reads=ELSEWHERE),
        )
    }
)
