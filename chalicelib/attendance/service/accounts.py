"""What agents have of leave, as they and who leads them see it; what is granted by hand (B8)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from chalicelib.attendance import store
from chalicelib.attendance.model.account import Account, grant, left_of
from chalicelib.attendance.model.kinds import LeaveKind
from chalicelib.attendance.model.requests import checked_words
from chalicelib.attendance.model.rights import READ_LEAVE
from chalicelib.attendance.service.access import clock_of, reached
from chalicelib.core import audit, races
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, existing
from chalicelib.core.once import AlreadyDone, Once, checked_client_id, mark
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
    whose = reached(desk, agent, agent_id, READ_LEAVE)
    year = checked_year(year if year is not None else clock_of(desk).day_of(desk.now()).year)
    kinds = store.settings(desk).kinds
    return year, _shown(store.account(desk, whose.agent_id), kinds, year)


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


class Grant(msgspec.Struct, frozen=True):
    """So many minutes more (below nothing: less) of a kind of leave in a year than everybody has; why."""

    kind_id: str
    year: int
    minutes: int
    reason: str


def grant_leave(
    desk: Desk, caller: people.Caller, agent_id: str, given: Grant, client_id: str, request_id: str = ""
) -> tuple[Sequence[OfKind], bool]:
    """What somebody has by it, and whether it was given before: the same ``client_id`` is given once. Audited. Six
    requests. Raises ``NotFound``, ``Invalid``, ``KeyReused``."""
    reason = checked_words("reason", given.reason, needed=True)
    once = Once.of(f"grant-leave#{caller.agent.agent_id}#{agent_id}", checked_client_id(client_id), _asked(given))
    checked_year(given.year)
    existing(people.read_agents(desk, [agent_id]).get(agent_id), "no such agent")
    settings = store.settings(desk)
    kind = settings.kind(given.kind_id)
    if kind is None:
        raise Invalid.field("kind_id", "no such kind of leave")

    def write() -> tuple[Account, bool]:
        before = store.account(desk, agent_id)
        tx = Transaction(desk)
        mark(tx, once, {"agent_id": agent_id})
        store.put_account(tx, before, grant(before, kind, given.year, given.minutes))
        told = {**_asked(given), "reason": reason}
        audit.note(tx, caller.by(request_id), "grant_leave", agent_id, after=told)
        try:
            tx.commit()
        except AlreadyDone:
            return store.account(desk, agent_id), True
        return store.account(desk, agent_id), False

    account, again = races.again(desk, write, store.AccountMoved, tries=races.CROWD)
    return _shown(account, settings.kinds, given.year), again


def _asked(given: Grant) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(given)
    return plain
