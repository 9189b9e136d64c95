"""Who is told what about leave, exchanges and corrections; each letter is written with what it tells of, and says not
why: letters are read by others than whom they are for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from chalicelib.attendance.model.records import Record
from chalicelib.attendance.model.requests import (
    APPROVED,
    ASKED,
    CANCELLED,
    DECLINED,
    EXPIRED,
    REFUSED,
    VOID,
    WAITING,
    WITHDRAWN,
    Request,
)
from chalicelib.attendance.model.rights import approvers
from chalicelib.core import times
from chalicelib.core.transactions import Transaction
from chalicelib.notifications import service as notifications
from chalicelib.notifications.model.notice import Matter
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent

WAITS, SWAP_ASKED, SETTLED, CORRECTED = "leave_waits", "swap_asked", "leave_settled", "attendance_corrected"
MOST_TOLD = 20
LANGUAGE = "zh-CN"  # of what the desk's own people are told
_STATES = {
    APPROVED: "已批准 · approved",
    REFUSED: "未批准 · refused",
    DECLINED: "同事未接受 · declined",
    WITHDRAWN: "已撤回 · withdrawn",
    CANCELLED: "已取消 · cancelled",
    VOID: "班次有变，已作废 · void, a shift has changed",
    EXPIRED: "已过期 · expired",
}


def tell_of_new(tx: Transaction, request: Request) -> None:
    """The colleague who is asked; or those who can decide on it (one request)."""
    if request.state == ASKED and request.swap is not None:
        asked = people.read_agents(tx.desk, [request.swap.colleague_id])
        _tell(tx, request, SWAP_ASKED, asked.values())
    elif request.state == WAITING:
        _tell(tx, request, WAITS, approvers(people.directory(tx.desk), request, MOST_TOLD))


def tell_of_end(tx: Transaction, request: Request, by_id: str | None) -> None:
    """Whom it is about, but for whoever did it; one request."""
    others = [each for each in request.party_ids if each != by_id]
    if others:
        _tell(tx, request, SETTLED, people.read_agents(tx.desk, others).values())


def tell_approvers(tx: Transaction, request: Request) -> None:
    """Who can decide on it: approved leave was cancelled by whoever had asked for it."""
    _tell(tx, request, SETTLED, approvers(people.directory(tx.desk), request, MOST_TOLD))


def tell_of_correction(tx: Transaction, record: Record, agent: Agent, by: str) -> None:
    """Whose attendance it is."""
    words = {"agent": agent.name, "day": str(record.plan.day), "shift": record.plan.name, "by": by}
    about = f"{record.agent_id}#{record.plan.place}"
    matter = Matter(what=CORRECTED, words=words, about=about, holder_id=record.agent_id)
    notifications.tell_colleagues(tx, _active([agent]), LANGUAGE, matter)


def _tell(tx: Transaction, request: Request, what: str, to: Iterable[Agent]) -> None:
    words = words_of(request, people.read_desk(tx.desk).time_zone)
    matter = Matter(what=what, words=words, about=request.request_id, holder_id=request.agent_id)
    notifications.tell_colleagues(tx, _active(to), LANGUAGE, matter)


def words_of(request: Request, zone: str) -> Mapping[str, str]:
    """What a letter says of it."""
    leave, swap = request.leave, request.swap
    kind = " · ".join(leave.names.values()) if leave is not None else "调班 · exchange of shifts"
    return {
        "agent": request.agent.name or "",
        "colleague": (swap.colleague.name if swap is not None else None) or "",
        "kind": kind,
        "since": times.moment(request.since, zone, LANGUAGE),
        "until": times.moment(request.until, zone, LANGUAGE),
        "state": _STATES.get(request.state, ""),
    }


def _active(agents: Iterable[Agent]) -> Sequence[Agent]:
    return [each for each in agents if each.active]
