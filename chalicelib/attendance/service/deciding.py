"""What becomes of leave and exchanges: decided once, by somebody else; withdrawn, cancelled (B8)."""

from __future__ import annotations

from datetime import date

from chalicelib.attendance import store
from chalicelib.attendance.model.account import Account, give_back, release, take
from chalicelib.attendance.model.requests import (
    APPROVED,
    CANCELLED,
    OUTCOMES,
    REFUSED,
    WITHDRAWN,
    Request,
    ShiftGone,
    Word,
    cancelled,
    checked_words,
    decided,
    withdrawn,
)
from chalicelib.attendance.service.access import clock_of, find, refuse_to_decide
from chalicelib.attendance.service.recording import RenewRecords
from chalicelib.attendance.service.swapping import exchange, lapse, without_swaps
from chalicelib.attendance.service.telling import tell_approvers, tell_of_end
from chalicelib.attendance.store import AccountMoved, RequestMoved
from chalicelib.core import audit, races, work
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, existing
from chalicelib.core.once import AlreadyDone, Once, mark, recall
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import by_agent
from chalicelib.people.model.reach import NotYours
from chalicelib.shifts import service as shifts
from chalicelib.shifts.model.closed import Leave

LOST = (RequestMoved, AccountMoved)


def decide(
    desk: Desk,
    caller: people.Caller,
    request_id: str,
    outcome: str,
    text: str,
    once: Once | None = None,
    audit_id: str = "",
) -> Request:
    """Approve or refuse what waits, once. Approved leave is in the roster by the same transaction, and so are the
    shifts of an approved exchange. Eight requests for leave; some twenty for an exchange.

    Raises ``NotFound``, ``NotYours``, ``Invalid``, ``RequestOver``, ``NotAccepted``, ``KeyReused``; for an exchange
    ``ShiftGone`` (it is void by that), ``LeaveOverlaps``, ``RulesBroken``.
    """
    if outcome not in OUTCOMES:
        raise Invalid.field("outcome", f"one of {', '.join(OUTCOMES)}")
    words = checked_words("text", text, needed=outcome == REFUSED)

    def write() -> Request:
        before = find(desk, request_id)
        refuse_to_decide(desk, caller.agent, before)
        if recall(desk, once, desk.now().timestamp()) is not None:
            return before
        after = decided(before, Word(outcome, words, by_agent(caller.agent), desk.now()))

        def with_it(tx: Transaction) -> None:
            mark(tx, once, {"request_id": request_id})
            _put(tx, before, after)
            told = {"outcome": outcome, "agent_id": after.agent_id, "what": after.what}
            audit.note(tx, caller.by(audit_id), "decide_on_leave", request_id, after=told)
            tell_of_end(tx, after, caller.agent.agent_id)

        try:
            if after.swap is not None and outcome == APPROVED:
                exchange(desk, caller.by(audit_id), after, with_it)
            else:
                tx = Transaction(desk)
                with_it(tx)
                tx.commit_and_tell()
        except AlreadyDone:
            return find(desk, request_id)
        except ShiftGone:
            if recall(desk, once, desk.now().timestamp()) is not None:
                return find(desk, request_id)  # it was this very request that came before
            lapse(desk, request_id)
            raise
        return after

    return races.again(desk, write, LOST, tries=races.CROWD)


def withdraw(desk: Desk, caller: people.Caller, request_id: str, text: str, audit_id: str = "") -> Request:
    """Whoever asked does not want it any more, while nobody has decided; twice is once. Six requests.

    Raises ``NotFound``, ``NotYours``, ``RequestOver``, ``Invalid``.
    """
    words = checked_words("text", text)

    def write() -> Request:
        before = find(desk, request_id)
        if before.agent_id != caller.agent.agent_id:
            raise NotYours("somebody else has asked for it")
        if before.state == WITHDRAWN:
            return before
        after = withdrawn(before, Word(WITHDRAWN, words, by_agent(caller.agent), desk.now()))
        tx = Transaction(desk)
        _put(tx, before, after)
        audit.note(tx, caller.by(audit_id), "withdraw_leave", request_id)
        tell_of_end(tx, after, caller.agent.agent_id)
        tx.commit_and_tell()
        return after

    return races.again(desk, write, LOST, tries=races.CROWD)


def cancel(desk: Desk, caller: people.Caller, request_id: str, text: str, audit_id: str = "") -> Request:
    """Approved leave is none after all: said by whoever asked, before it begins, or by who could approve it, with a
    reason. All of it is given back; twice is once. Eight requests.

    Raises ``NotFound``, ``NotYours``, ``RequestOver``, ``LeaveBegun``, ``Invalid``.
    """

    def write() -> Request:
        before = find(desk, request_id)
        own = before.agent_id == caller.agent.agent_id
        words = checked_words("text", text, needed=not own)
        if not own:
            refuse_to_decide(desk, caller.agent, before)
        if before.state == CANCELLED:
            return before
        after = cancelled(before, Word(CANCELLED, words, by_agent(caller.agent), desk.now()))
        tx = Transaction(desk)
        _put(tx, before, after)
        audit.note(tx, caller.by(audit_id), "cancel_leave", request_id, before={"state": before.state})
        if own:
            tell_approvers(tx, after)
        else:
            tell_of_end(tx, after, caller.agent.agent_id)
        tx.commit_and_tell()
        return after

    return races.again(desk, write, LOST, tries=races.CROWD)


def _put(tx: Transaction, before: Request, after: Request) -> None:
    """Add to the transaction: the request as it is now, its agent's account, and what the roster has of it."""
    store.write(tx, before, after)
    if after.leave is None:
        without_swaps(tx, after)
        return
    account = store.account(tx.desk, after.agent_id)
    store.put_account(tx, account, _settled(account, after))
    leave = Leave(after.request_id, after.agent_id, after.since, after.until, after.leave.kind_id)
    if after.state == APPROVED:
        shifts.put_leave(tx, leave)
    elif after.state == CANCELLED:
        shifts.delete_leave(tx, leave)
    else:
        return
    if after.since < tx.desk.now():
        clock = clock_of(tx.desk)
        last = min(clock.day_of(after.until), clock.day_of(tx.desk.now()))
        work.put(tx, RenewRecords(after.agent_id, _day_before(clock.day_of(after.since)), last), inline=True)


def _settled(account: Account, request: Request) -> Account:
    leave = existing(request.leave, "no leave")
    if request.state == APPROVED:
        return take(account, leave.kind_id, leave.minutes)
    if request.state == CANCELLED:
        return give_back(account, request.request_id, leave.kind_id, leave.minutes)
    return release(account, request.request_id, leave.kind_id, leave.minutes)


def _day_before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1)
