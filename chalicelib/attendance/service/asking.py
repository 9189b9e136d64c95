"""Asking for leave, and what it would come to (B8)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import msgspec

from chalicelib.attendance import store
from chalicelib.attendance.model.account import Booked, left_of, reserve
from chalicelib.attendance.model.counting import Circumstances, Wanted, checked, counted
from chalicelib.attendance.model.kinds import LeaveKind
from chalicelib.attendance.model.requests import LEAVE, LeaveAsked, Request, checked_words
from chalicelib.attendance.model.rights import is_senior
from chalicelib.attendance.model.settings import Settings
from chalicelib.attendance.service.access import clock_of, find
from chalicelib.attendance.service.telling import tell_of_new
from chalicelib.attendance.store import AccountMoved
from chalicelib.core import audit, races
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Conflict
from chalicelib.core.once import AlreadyDone, Once, checked_client_id, mark, recall
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, by_agent
from chalicelib.shifts import service as shifts
from chalicelib.shifts.model.clock import monday_of
from chalicelib.shifts.model.roster import OnDuty
from chalicelib.shifts.model.rules import Finding

A_DAY = timedelta(days=1)
MOST_GROUPS = 5


class Preview(msgspec.Struct, frozen=True):
    """What leave would come to: what it takes by year, what would be left by year (None: no balance), who decides,
    which of their shifts fall away, and what of the minimum cover would not hold then."""

    request: Request
    left: dict[int, int | None]
    spans: tuple[OnDuty, ...]
    findings: tuple[tuple[str, Finding], ...]


class _Made(msgspec.Struct, frozen=True):
    """What is asked, of which kind, and what is published of them around it."""

    request: Request
    leave: LeaveAsked
    kind: LeaveKind
    spans: Sequence[OnDuty]


def ask_leave(
    desk: Desk, caller: people.Caller, wanted: Wanted, client_id: str, request_id: str = ""
) -> tuple[Request, bool]:
    """Ask for leave, and whether it was asked before: the same ``client_id`` is asked once. What it takes is reserved.

    Eleven requests. Raises ``Invalid``, ``BalanceTooSmall``, ``LeaveOverlaps``, ``KeyReused``.
    """
    agent = caller.agent
    checked_words("reason", wanted.reason)
    once = Once.of(f"leave#{agent.agent_id}", checked_client_id(client_id), msgspec.to_builtins(wanted))
    if (known := recall(desk, once, desk.now().timestamp())) is not None:
        return find(desk, known["request_id"]), True
    settings = store.settings(desk)
    made = _made(desk, agent, wanted, settings)
    request, leave, kind = made.request, made.leave, made.kind

    def write() -> tuple[Request, bool]:
        account = store.account(desk, agent.agent_id)
        tx = Transaction(desk)
        mark(tx, once, {"request_id": request.request_id})
        booked = Booked(request.request_id, request.since, request.until)
        try:
            reserved = reserve(account, booked, kind, leave.minutes, desk.now())
        except Conflict:
            if (known := recall(desk, once, desk.now().timestamp())) is not None:
                return find(desk, known["request_id"]), True  # it was this very request that came before
            raise
        store.put_account(tx, account, reserved)
        store.write(tx, None, request)
        audit.note(tx, caller.by(request_id), "ask_for_leave", request.request_id, after=_told(leave))
        tell_of_new(tx, request)
        try:
            tx.commit_and_tell()
        except AlreadyDone as done:
            return find(desk, done.answer["request_id"]), True
        return request, False

    return races.again(desk, write, AccountMoved, tries=races.CROWD)


def preview_leave(desk: Desk, agent: Agent, wanted: Wanted) -> Preview:
    """What it would come to; nothing is stored. Nine requests, and what ``cover_of`` takes. Raises ``Invalid``."""
    settings = store.settings(desk)
    made = _made(desk, agent, wanted, settings)
    request, leave, kind = made.request, made.leave, made.kind
    account = store.account(desk, agent.agent_id)
    left: dict[int, int | None] = {}
    for year, minutes in leave.minutes.items():
        now = left_of(kind, account.balance(kind.kind_id, year))
        left[year] = now - minutes if now is not None else None
    fall_away = tuple(each for each in made.spans if each.since < request.until and each.until > request.since)
    return Preview(request, left, fall_away, tuple(_cover(desk, request, fall_away)))


def cover_of(desk: Desk, request: Request) -> Sequence[tuple[str, Finding]]:
    """What of the minimum cover would not hold without whoever asks, by group: two requests, and some three for each
    week of each of the groups in which they have shifts then (five of each at most)."""
    if request.leave is None or not request.is_open:
        return ()
    spans = shifts.published_spans(desk, request.agent_id, request.since, request.until)
    return list(_cover(desk, request, spans))


def _cover(desk: Desk, request: Request, spans: Sequence[OnDuty]) -> list[tuple[str, Finding]]:
    groups = sorted({each.group_id for each in spans})[:MOST_GROUPS]
    found = []
    for group_id in groups:
        against = shifts.cover_without(desk, group_id, request.agent_id, request.since, request.until)
        found += [(group_id, each) for each in against]
    return found


def _made(desk: Desk, agent: Agent, wanted: Wanted, settings: Settings) -> _Made:
    """What is asked, and what is published of them around it. Five requests. Raises ``Invalid``."""
    clock, now = clock_of(desk), desk.now()
    today, reason = clock.day_of(now), checked_words("reason", wanted.reason)
    kind = checked(wanted, settings.kind(wanted.kind_id), today, settings.back_days)
    since = clock.moment(monday_of(wanted.first - A_DAY), 0)
    until = clock.moment(monday_of(wanted.last) + 8 * A_DAY, 0)
    spans = shifts.published_spans(desk, agent.agent_id, since, until)
    groups = sorted({each.group_id for each in spans} or agent.groups)
    country = shifts.rules_of(desk, groups[0]).country if groups else None
    known = Circumstances(clock, tuple(spans), country, today, settings.back_days)
    leave, begins, ends = counted(wanted, kind, known)
    senior = is_senior(agent, leave.length, settings.leader_minutes)
    name = desk.new_id("ask")
    request = Request(name, LEAVE, by_agent(agent), now, begins, ends, reason, senior=senior, leave=leave)
    return _Made(request, leave, kind, spans)


def _told(leave: LeaveAsked) -> dict[str, Any]:
    """What the audit log says of leave."""
    return {**audit.fields_of(leave, "kind_id part length"), "first": str(leave.first), "last": str(leave.last)}
