"""What agents have of leave, as they and who leads them see it; what is granted by hand (B8)."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from chalicelib.attendance import store
from chalicelib.attendance.model.account import Account, grant, left_of
from chalicelib.attendance.model.kinds import LeaveKind
from chalicelib.attendance.model.rights import READ_LEAVE
from chalicelib.attendance.service.access import clock_of, refuse_others
from chalicelib.core import audit, races
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, existing
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent

FIRST, LAST = 2000, 2199


class OfKind(msgspec.Struct, frozen=True):
    """What somebody has of a kind of leave in a year, in minutes; ``left``: None where there is no balance."""

    kind: LeaveKind
    year: int
    extra: int
    reserved: int
    taken: int
    left: int | None


def balances_of(desk: Desk, agent: Agent, agent_id: str, year: int | None) -> tuple[int, Sequence[OfKind]]:
    """The year (unsaid: this one on the desk's calendar), and what somebody has of each kind of leave in it: one's own,
    or in reach. Three requests, one for a group's scope. Raises ``NotYours``, ``Invalid``."""
    agent_id = agent_id or agent.agent_id
    refuse_others(desk, agent, agent_id, READ_LEAVE)
    year = checked_year(year if year is not None else clock_of(desk).day_of(desk.now()).year)
    kinds = store.settings(desk).kinds
    return year, _shown(store.account(desk, agent_id), kinds, year)


def checked_year(year: int) -> int:
    """A year that somebody may ask about. Raises ``Invalid``."""
    if not FIRST <= year <= LAST:
        raise Invalid.field("year", f"{FIRST} to {LAST}")
    return year


def _shown(account: Account, kinds: Sequence[LeaveKind], year: int) -> list[OfKind]:
    shown = []
    for kind in kinds:
        held = account.balance(kind.kind_id, year)
        if kind.active or held.taken or held.reserved or held.extra:
            shown.append(OfKind(kind, year, held.extra, held.reserved, held.taken, left_of(kind, held)))
    return shown


def grant_extra(
    desk: Desk, caller: people.Caller, agent_id: str, kind_id: str, year: int, extra: int, audit_id: str = ""
) -> Sequence[OfKind]:
    """Somebody has so many minutes of a kind of leave in a year beside what everybody has; twice is once. Audited. Five
    requests. Raises ``NotFound``, ``Invalid``."""
    checked_year(year)
    existing(people.read_agents(desk, [agent_id]).get(agent_id), "no such agent")
    settings = store.settings(desk)
    kind = settings.kind(kind_id)
    if kind is None:
        raise Invalid.field("kind_id", "no such kind of leave")

    def write() -> Account:
        before = store.account(desk, agent_id)
        after = grant(before, kind, year, extra)
        if after.balance(kind_id, year) == before.balance(kind_id, year):
            return before
        tx = Transaction(desk)
        store.put_account(tx, before, after)
        told = {"kind_id": kind_id, "year": year, "extra": extra}
        was = {**told, "extra": before.balance(kind_id, year).extra}
        audit.note(tx, caller.by(audit_id), "grant_leave", agent_id, before=was, after=told)
        tx.commit()
        return after

    return _shown(races.again(desk, write, store.AccountMoved, tries=races.CROWD), settings.kinds, year)
