"""What somebody has of leave, and what they have asked for: one record an agent, so that nothing is promised twice
(B8). Pure.

What is asked for is reserved with the request, taken with its approval, and given back where it comes to nothing. The
record is stored with the request that changes it, on condition of its version.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

import msgspec
from msgspec.structs import replace

from chalicelib.attendance.model.kinds import MOST_A_YEAR, LeaveKind
from chalicelib.core.errors import Conflict, Invalid, members

MOST_OPEN = 40  # swaps that wait, of one agent's
MOST_BOOKED = 400  # leaves of theirs that are not long over: they stand in one record
KEPT = timedelta(days=100)


class Balance(msgspec.Struct, frozen=True):
    """Minutes of a kind of leave in a year: what was granted beside what everybody has (it may be less), what is
    reserved by requests that wait, what is taken by leave that was approved."""

    extra: int = 0
    reserved: int = 0
    taken: int = 0


NOTHING = Balance()


class Booked(msgspec.Struct, frozen=True):
    """Leave that waits or was approved."""

    request_id: str
    since: datetime
    until: datetime


class Account(msgspec.Struct, frozen=True):
    """``balances``: by kind and year (``balance_key``). ``booked``: leave that is not long over. ``swaps``: exchanges
    of theirs, or asked of them, that wait. ``version``: 0: there is none yet."""

    agent_id: str
    balances: Mapping[str, Balance] = {}
    booked: tuple[Booked, ...] = ()
    swaps: tuple[str, ...] = ()
    version: int = 0

    def balance(self, kind_id: str, year: int) -> Balance:
        """What is written of this kind in this year."""
        return self.balances.get(balance_key(kind_id, year), NOTHING)


class BalanceTooSmall(Conflict):
    """There is not so much left of that kind of leave; ``left`` minutes in ``year`` are."""

    code = "leave_balance_too_small"
    title = "There is not so much leave left"
    beside = members(kind_id=str, year=int, left=int)


class LeaveOverlaps(Conflict):
    """They have asked for leave at that time already; ``leave_request_id`` says which."""

    code = "leave_overlaps"
    title = "There is other leave at that time"
    beside = members(leave_request_id=str)


class TooManyOpen(Conflict):
    """So many exchanges of shifts wait already."""

    code = "too_many"
    title = "There are as many as there may be"


def balance_key(kind_id: str, year: int) -> str:
    """Under which name a balance is kept."""
    return f"{kind_id}#{year}"


def left_of(kind: LeaveKind, balance: Balance) -> int | None:
    """How many minutes may still be asked for; None: as many as are approved."""
    if kind.minutes_a_year is None:
        return None
    return kind.minutes_a_year + balance.extra - balance.reserved - balance.taken


def reserve(account: Account, booked: Booked, kind: LeaveKind, minutes: Mapping[int, int], now: datetime) -> Account:
    """With leave that is asked for; ``minutes``: by year. Raises ``LeaveOverlaps``, ``BalanceTooSmall``; ``Invalid``
    where there is too much of it."""
    for each in account.booked:
        if each.since < booked.until and booked.since < each.until:
            raise LeaveOverlaps("there is other leave at that time", extra={"leave_request_id": each.request_id})
    for year, wanted in minutes.items():
        left = left_of(kind, account.balance(kind.kind_id, year))
        if left is not None and wanted > left:
            extra = {"kind_id": kind.kind_id, "year": year, "left": max(left, 0)}
            raise BalanceTooSmall(f"{max(left, 0)} minutes are left in {year}", extra=extra)
    kept = tuple(each for each in account.booked if each.until > now - KEPT)
    if len(kept) >= MOST_BOOKED:
        raise Invalid.field("first", f"at most {MOST_BOOKED} leaves at once")
    return _with(account, kind.kind_id, minutes, reserved=1, booked=(*kept, booked))


def take(account: Account, kind_id: str, minutes: Mapping[int, int]) -> Account:
    """What was reserved is taken: the leave was approved."""
    return _with(account, kind_id, minutes, reserved=-1, taken=1)


def release(account: Account, request_id: str, kind_id: str, minutes: Mapping[int, int]) -> Account:
    """What was reserved is given back: the leave was refused or withdrawn."""
    return _with(account, kind_id, minutes, reserved=-1, booked=_without(account, request_id))


def give_back(account: Account, request_id: str, kind_id: str, minutes: Mapping[int, int]) -> Account:
    """What was taken is given back: approved leave was cancelled."""
    return _with(account, kind_id, minutes, taken=-1, booked=_without(account, request_id))


def grant(account: Account, kind: LeaveKind, year: int, minutes: int) -> Account:
    """With so many minutes more beside what everybody has (below nothing: less). Raises ``Invalid``."""
    if kind.minutes_a_year is None:
        raise Invalid.field("kind_id", "there is no balance of this kind")
    key = balance_key(kind.kind_id, year)
    before = account.balances.get(key, NOTHING)
    extra = before.extra + minutes
    if not minutes or not -MOST_A_YEAR <= extra <= MOST_A_YEAR:
        raise Invalid.field("minutes", f"not nothing, and {-MOST_A_YEAR} to {MOST_A_YEAR} all together")
    changed = replace(before, extra=extra)
    return _next(account, balances=_kept({**account.balances, key: changed}))


def with_swap(account: Account, request_id: str) -> Account:
    """With an exchange that waits. Raises ``TooManyOpen``."""
    if len(account.swaps) >= MOST_OPEN:
        raise TooManyOpen(f"at most {MOST_OPEN} exchanges wait at once")
    return _next(account, swaps=(*account.swaps, request_id))


def without_swap(account: Account, request_id: str) -> Account:
    """Without it: it was decided, or came to nothing."""
    return _next(account, swaps=tuple(each for each in account.swaps if each != request_id))


def _without(account: Account, request_id: str) -> tuple[Booked, ...]:
    return tuple(each for each in account.booked if each.request_id != request_id)


def _with(
    account: Account,
    kind_id: str,
    minutes: Mapping[int, int],
    *,
    reserved: int = 0,
    taken: int = 0,
    booked: tuple[Booked, ...] | None = None,
) -> Account:
    balances = dict(account.balances)
    for year, number in minutes.items():
        key = balance_key(kind_id, year)
        before = balances.get(key, NOTHING)
        more = (before.reserved + reserved * number, before.taken + taken * number)
        balances[key] = Balance(before.extra, *more)
    return _next(account, balances=_kept(balances), booked=account.booked if booked is None else booked)


def _kept(balances: Mapping[str, Balance]) -> Mapping[str, Balance]:
    return {key: each for key, each in balances.items() if each != NOTHING}


def _next(account: Account, **changes: object) -> Account:
    return replace(account, **changes, version=account.version + 1)


def recounted(account: Account, leaves: Iterable[tuple[str, Mapping[int, int], bool]]) -> Account:
    """With what is reserved and taken as these say: kind, minutes by year, whether it was approved (law 7)."""
    fresh = {key: Balance(each.extra) for key, each in account.balances.items()}
    counted = replace(account, balances=fresh)
    for kind_id, minutes, is_approved in leaves:
        counted = _with(counted, kind_id, minutes, reserved=not is_approved, taken=is_approved)
    return replace(counted, balances=_kept(counted.balances), version=account.version)
