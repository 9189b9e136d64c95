"""Exchanges of shifts: asked, accepted by the colleague, carried out when whoever leads approves (B8)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

import msgspec

from chalicelib.attendance import store
from chalicelib.attendance.model.account import Account, LeaveOverlaps, with_swap, without_swap
from chalicelib.attendance.model.requests import (
    APPROVED,
    ASKED,
    EXPIRED,
    SWAP,
    VOID,
    Exchanged,
    Request,
    ShiftGone,
    SwapAsked,
    Word,
    answered,
    checked_words,
    lapsed,
)
from chalicelib.attendance.model.rights import is_senior
from chalicelib.attendance.service.access import clock_of, find
from chalicelib.attendance.service.telling import tell_of_end, tell_of_new
from chalicelib.attendance.store import AccountMoved, RequestMoved
from chalicelib.core import audit, races, work
from chalicelib.core.audit import By
from chalicelib.core.authors import SYSTEM
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import Invalid
from chalicelib.core.once import AlreadyDone, Once, checked_client_id, mark, recall
from chalicelib.core.text import Id
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, by_agent
from chalicelib.people.model.reach import NotYours
from chalicelib.shifts import service as shifts
from chalicelib.shifts.model.clock import Clock, monday_of
from chalicelib.shifts.model.roster import RosterChanged, Shift, Told, in_real_time
from chalicelib.shifts.model.rules import Finding, refuse_forbidden

LOST = (RequestMoved, AccountMoved)
A_WEEK = timedelta(days=7)


class ShiftRef(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A published shift of somebody's: of which group, on which day, from which minute since its 00:00 on."""

    group_id: Id
    day: date
    start_minute: int


class Wished(msgspec.Struct, frozen=True):
    """One's own shift that a colleague is to have, and theirs for it, if any."""

    colleague_id: str
    gives: ShiftRef
    takes: ShiftRef | None = None
    reason: str = ""


class LapseSwap(Due, frozen=True):
    """The first of an exchange's shifts begins."""

    kind = "attendance.lapse_swap"

    request_id: str


def ask_swap(
    desk: Desk, caller: people.Caller, wished: Wished, client_id: str, request_id: str = ""
) -> tuple[Request, bool]:
    """Ask a colleague to exchange shifts, and whether it was asked before: the same ``client_id`` is asked once.

    Some twenty requests. Raises ``Invalid``, ``ShiftGone``, ``LeaveOverlaps``, ``RulesBroken``, ``TooManyOpen``,
    ``KeyReused``.
    """
    agent = caller.agent
    checked_words("reason", wished.reason)
    once = Once.of(f"swap#{agent.agent_id}", checked_client_id(client_id), msgspec.to_builtins(wished))
    if (known := recall(desk, once, desk.now().timestamp())) is not None:
        return find(desk, known["request_id"]), True
    request = _made(desk, agent, wished)
    refuse_forbidden(findings_of(desk, request))

    def write() -> tuple[Request, bool]:
        tx = Transaction(desk)
        mark(tx, once, {"request_id": request.request_id})
        accounts = store.accounts(desk, request.party_ids)
        _refuse_leave(request, accounts.values())
        for each in accounts.values():
            store.put_account(tx, each, with_swap(each, request.request_id))
        store.write(tx, None, request)
        told = {"colleague_id": wished.colleague_id, "gives": msgspec.to_builtins(wished.gives)}
        told["takes"] = msgspec.to_builtins(wished.takes)
        audit.note(tx, caller.by(request_id), "ask_for_swap", request.request_id, after=told)
        tell_of_new(tx, request)
        begins = request.swap.begins_at if request.swap is not None else request.since
        work.put(tx, LapseSwap(request.request_id), at=begins)
        try:
            tx.commit_and_tell()
        except AlreadyDone as done:
            return find(desk, done.answer["request_id"]), True
        return request, False

    return races.again(desk, write, AccountMoved, tries=races.CROWD)


def answer(
    desk: Desk, caller: people.Caller, request_id: str, *, accepts: bool, text: str, audit_id: str = ""
) -> Request:
    """What the colleague says; twice is once. Once they accept, whoever leads decides. Some fifteen requests.

    Raises ``NotFound``, ``NotYours``, ``RequestOver``, ``ShiftGone`` (it is void by that), ``LeaveOverlaps``,
    ``RulesBroken``.
    """
    words = checked_words("text", text)

    def write() -> Request:
        before = find(desk, request_id)
        if before.swap is None or before.swap.colleague_id != caller.agent.agent_id:
            raise NotYours("somebody else is asked")
        accepted = before.swap.accepted_at is not None
        if before.words and before.words[-1].by.id == caller.agent.agent_id and accepted == accepts:
            return before
        outcome = "accepted" if accepts else "declined"
        word = Word(outcome, words, by_agent(caller.agent), desk.now())
        after = answered(before, accepts=accepts, word=word)
        tx = Transaction(desk)
        if accepts:
            try:
                _refuse_changed(desk, after, _told(desk, after))
            except ShiftGone:
                lapse(desk, request_id)
                raise
            _refuse_leave(after, store.accounts(desk, after.party_ids).values())
            refuse_forbidden(findings_of(desk, after))
            tell_of_new(tx, after)
        else:
            without_swaps(tx, after)
            tell_of_end(tx, after, caller.agent.agent_id)
        store.write(tx, before, after)
        audit.note(tx, caller.by(audit_id), "answer_swap", request_id, after={"accepts": accepts})
        tx.commit_and_tell()
        return after

    return races.again(desk, write, LOST, tries=races.CROWD)


def exchange(desk: Desk, by: By, request: Request, also: Callable[[Transaction], None]) -> None:
    """Have the roster follow, in one transaction with what is ``also`` written. Raises ``ShiftGone``,
    ``LeaveOverlaps``, ``RulesBroken``, and what ``also`` loses by."""
    refuse_forbidden(findings_of(desk, request))

    def with_it(tx: Transaction) -> None:
        # the rosters and accounts are as they were read for the transaction before this, or it is lost
        also(tx)
        _refuse_changed(desk, request, _told(desk, request))
        _refuse_leave(request, store.accounts(desk, request.party_ids).values())

    shifts.change_published(desk, by, changes_of(request), reason_of(request), with_it)


def reason_of(request: Request) -> str:
    """What agents are told as the reason of the change."""
    swap = request.swap
    colleague = swap.colleague.name if swap is not None else ""
    return f"调班 · exchange: {request.agent.name} ⇄ {colleague}"[:200]


def changes_of(request: Request) -> list[shifts.Amended]:
    """What becomes of whose published weeks."""
    gone: dict[tuple[str, date, str], list[Shift]] = {}
    comes: dict[tuple[str, date, str], list[Shift]] = {}
    for owner, each in request.exchanged:
        other = next(party for party in request.party_ids if party != owner)
        gone.setdefault((each.group_id, each.week, owner), []).append(each.shift)
        comes.setdefault((each.group_id, each.week, other), []).append(each.shift)
    return [
        shifts.Amended(group_id, week, agent_id, _Moving(tuple(gone.get(key, ())), tuple(comes.get(key, ()))))
        for key in sorted(gone.keys() | comes.keys())
        for group_id, week, agent_id in (key,)
    ]


class _Moving(msgspec.Struct, frozen=True):
    """Takes shifts out of a week, and puts others in; what a draft has otherwise stays as it was drafted."""

    gone: tuple[Shift, ...]
    comes: tuple[Shift, ...]

    def __call__(self, week: tuple[Shift, ...]) -> tuple[Shift, ...]:
        kept = [each for each in week if not any(_is_same(each, other) for other in self.gone)]
        for each in self.comes:
            if not any(_overlaps(each, other) for other in kept):
                kept.append(each)
        return tuple(sorted(kept))


def _is_same(shift: Shift, other: Shift) -> bool:
    span = (shift.day, shift.start_minute, shift.end_minute)
    return span == (other.day, other.start_minute, other.end_minute) and shift.kind_id == other.kind_id


def _overlaps(shift: Shift, other: Shift) -> bool:
    days = (other.day - shift.day).days * 1440
    return shift.start_minute < days + other.end_minute and days + other.start_minute < shift.end_minute


def findings_of(desk: Desk, request: Request) -> Sequence[Finding]:
    """What the rosters would do against the rules with it, that they do not do without. Some six requests for each
    group and week of it. Nothing for one that is over."""
    if request.swap is None or not (request.is_open or request.state == APPROVED):
        return ()
    return shifts.findings_with(desk, changes_of(request))


def _made(desk: Desk, agent: Agent, wished: Wished) -> Request:
    """What is asked. Raises ``Invalid``, ``ShiftGone``."""
    colleague = people.read_agents(desk, [wished.colleague_id]).get(wished.colleague_id)
    if colleague is None or not colleague.active or colleague.agent_id == agent.agent_id:
        raise Invalid.field("colleague_id", "no such colleague")
    reason = checked_words("reason", wished.reason)
    clock, now = clock_of(desk), desk.now()
    gives = _shift_of(desk, agent, wished.gives, clock, "gives")
    takes = _shift_of(desk, colleague, wished.takes, clock, "takes") if wished.takes is not None else None
    for field, each, gets in (("gives", gives, colleague), ("takes", takes, agent)):
        if each is not None and each.since <= now:
            raise Invalid.field(field, "a shift that has not begun")
        if each is not None and each.group_id not in gets.groups:
            raise Invalid.field(field, "whoever is to have it is not in its group")
    swap = SwapAsked(by_agent(colleague), gives, takes)
    both = [each for each in (gives, takes) if each is not None]
    since, until = min(each.since for each in both), max(each.until for each in both)
    senior = is_senior(agent, 0, 0) or is_senior(colleague, 0, 0)
    name = desk.new_id("ask")
    made = Request(name, SWAP, by_agent(agent), now, since, until, reason, ASKED, senior, swap=swap)
    _refuse_changed(desk, made, _told(desk, made))
    return made


def _shift_of(desk: Desk, agent: Agent, ref: ShiftRef, clock: Clock, field: str) -> Exchanged:
    week = monday_of(ref.day)
    for told in shifts.told_weeks(desk, agent.agent_id, week, week):
        for each in told.shifts:
            if told.group_id == ref.group_id and (each.day, each.start_minute) == (ref.day, ref.start_minute):
                real = in_real_time(each, agent.agent_id, told.group_id, clock)
                return Exchanged(told.group_id, told.group_name, week, each, real.since, real.until)
    raise Invalid.field(field, "no such published shift")


Weeks = dict[str, list[Told]]


def _told(desk: Desk, request: Request) -> Weeks:
    """What is published of both, of the weeks around its shifts; a request for each."""
    weeks = [each.week for _, each in request.exchanged]
    first, last = min(weeks) - A_WEEK, max(weeks) + A_WEEK
    return {each: list(shifts.told_weeks(desk, each, first, last)) for each in request.party_ids}


def _refuse_changed(desk: Desk, request: Request, weeks: Weeks) -> None:
    """Raises ``ShiftGone`` where a shift of it is not there any more as it was, has begun, or whoever is to have it has
    another one then."""
    now, clock = desk.now(), clock_of(desk)
    for owner, each in request.exchanged:
        if each.since <= now:
            raise ShiftGone("one of the shifts has begun")
        if not any(_holds(told, each) for told in weeks[owner]):
            raise ShiftGone("one of the shifts is another by now")
    for owner, gets in request.exchanged:
        other = next(party for party in request.party_ids if party != owner)
        given = [each for whose, each in request.exchanged if whose == other]
        for told in weeks[other]:
            for shift in told.shifts:
                real = in_real_time(shift, other, told.group_id, clock)
                goes = any(told.group_id == each.group_id and _is_same(shift, each.shift) for each in given)
                if not goes and real.since < gets.until and gets.since < real.until:
                    raise ShiftGone("whoever is to have it has another shift then")


def _holds(told: Told, exchanged: Exchanged) -> bool:
    return told.group_id == exchanged.group_id and any(_is_same(each, exchanged.shift) for each in told.shifts)


def _refuse_leave(request: Request, accounts: Iterable[Account]) -> None:
    """Raises ``LeaveOverlaps``: whoever is to have a shift has asked for leave then, or has it."""
    for account in accounts:
        for owner, each in request.exchanged:
            for booked in account.booked if owner != account.agent_id else ():
                if booked.since < each.until and each.since < booked.until:
                    extra = {"leave_request_id": booked.request_id}
                    raise LeaveOverlaps("whoever is to have the shift is on leave then", extra=extra)


def without_swaps(tx: Transaction, request: Request) -> None:
    """Add to the transaction: it is open no more for those whom it is about; one read. Lost: ``AccountMoved``."""
    for each in store.accounts(tx.desk, request.party_ids).values():
        store.put_account(tx, each, without_swap(each, request.request_id))


def lapse(desk: Desk, request_id: str) -> None:
    """An exchange that is open comes to nothing if one of its shifts is not there any more, or has begun; whom it is
    about are told. Twice is once. Six requests."""

    def write() -> None:
        before = store.request(desk, request_id)
        if before is None or before.swap is None or not before.is_open:
            return
        begun = before.swap.begins_at <= desk.now()
        if not begun:
            try:
                _refuse_changed(desk, before, _told(desk, before))
            except ShiftGone:
                pass
            else:
                return
        after = lapsed(before, Word(EXPIRED if begun else VOID, "", SYSTEM, desk.now()))
        tx = Transaction(desk)
        store.write(tx, before, after)
        without_swaps(tx, after)
        tell_of_end(tx, after, None)
        tx.commit_and_tell()

    races.again(desk, write, LOST, tries=races.CROWD)


def lapse_due(desk: Desk, due: LapseSwap) -> None:
    """Due when the first of its shifts begins."""
    lapse(desk, due.request_id)


def look_at_swaps(desk: Desk, changed: RosterChanged) -> None:
    """What is published of somebody is another: exchanges of theirs that this makes void are. One read, and what
    ``lapse`` takes for each that is open."""
    for each in store.account(desk, changed.agent_id).swaps:
        lapse(desk, each)
