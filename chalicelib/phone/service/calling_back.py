"""Who telephoned in vain is called back (A9, D2): a callback is planned, once for a number within some hours.

It waits a little first, for the telephone system may say otherwise, or somebody telephones at once. Nothing is planned
for whoever writes with the desk already, or was spoken with since; and once they are spoken with by anybody else than
whose callback it is, it is called off.
"""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import CLOSED
from chalicelib.core import races, work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import NotFound
from chalicelib.core.persons import ERASED
from chalicelib.core.transactions import Transaction
from chalicelib.followups import service as followups
from chalicelib.followups.model.callbacks import Callback, Said, callback_id_of
from chalicelib.followups.model.followup import DONE, FollowUp
from chalicelib.people.model.agents import Agent
from chalicelib.phone import store
from chalicelib.phone.model.call import LEAST_DIGITS, MISSED, PhoneCall, digits_of, line_of, tail_of
from chalicelib.phone.store import Missed
from chalicelib.plans import service as plans
from chalicelib.plans.model.plan import Plan
from chalicelib.plans.model.survey import callback_due
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.visitor import Customer

SOON, NOBODY_THERE = timedelta(minutes=2), timedelta(minutes=10)
ONCE_WITHIN, NOT_AFTER = timedelta(hours=4), timedelta(hours=24)
LOOKED_AT = 50  # calls with the same last digits
TALKED = "已与客户通话：{name} · spoken with by {name}"
NOT_MISSED = "这通电话并非未接 · the call was not missed"


class CallBack(Due, frozen=True):
    """Nobody took this call."""

    kind = "phone.call_back"

    call_id: str


class CallOff(Due, frozen=True):
    """Whoever is to be called back was spoken with in this call."""

    kind = "phone.call_off"

    callback_id: str
    call_id: str


def follow(tx: Transaction, before: PhoneCall | None, after: PhoneCall, missed: Missed | None = None) -> None:
    """Add to the transaction what follows of a call that was written down, or is known otherwise by now. ``missed``:
    what is planned for its number. No request of its own."""
    if after.direction == MISSED:
        is_new = before is None or before.direction != MISSED or not before.number
        can_be_called = len(digits_of(after.number)) >= LEAST_DIGITS
        if is_new and can_be_called and tx.desk.now() - after.at <= NOT_AFTER:
            work.put(tx, CallBack(after.call_id), at=tx.desk.now() + SOON)
        return
    planned = before.callback_id if before is not None else None
    if planned is None and missed is not None and after.ended_at > missed.at:
        planned = missed.callback_id
    if planned is not None:
        work.put(tx, CallOff(planned, after.call_id), at=tx.desk.now() + work.SOON)


def planned_for(desk: Desk, before: PhoneCall, after: PhoneCall) -> Missed | None:
    """The callback that another call in vain from the same number has led to, where this one was not in vain after all.
    A read then."""
    if before.direction != MISSED or after.direction == MISSED or after.number in ("", ERASED):
        return None
    return store.missed(desk, after.plan_key, after.number)


def call_back(desk: Desk, due: CallBack) -> None:
    """Plan the callback, unless there is one, or none is wanted; or look again later while nobody is there to do it.
    Twice is once. At most ten requests, and those of choosing its owner."""

    def plan_it() -> None:
        call = store.call(desk, due.call_id)
        if call is None or call.direction != MISSED or call.callback_id is not None or call.number in ("", ERASED):
            return
        planned = store.missed(desk, call.plan_key, call.number)
        if planned is not None and abs(call.at - planned.at) < ONCE_WITHIN:
            return
        try:
            plan = plans.read_plan(desk, call.plan_key)
        except NotFound:
            return
        if _is_spoken_with(desk, call):
            return
        owner = followups.choose_owner(desk, plan.receiving_ids)
        tx = Transaction(desk)
        if owner is None:
            work.put(tx, CallBack(due.call_id), at=desk.now() + NOBODY_THERE)
            tx.commit()
            return
        _open(tx, plan, call, planned, owner)

    races.again(desk, plan_it, (store.CallMoved, store.MissedMoved))


def _open(tx: Transaction, plan: Plan, call: PhoneCall, planned: Missed | None, owner: Agent) -> None:
    visitor = visitors.holder(tx.desk, call.visitor_id)
    due_at = callback_due(plan.survey, plan.hours, plan.time_zone, tx.desk.now())
    customer = Customer(**visitor.as_customer.customer | {"mobile": call.number})
    about = call.conversation_id
    said = Said(None, line_of(call, plan.languages[0]))
    callback_id = callback_id_of(about)
    store.put_missed(tx, call, planned, Missed(call.call_id, call.at, callback_id))
    store.put_call(tx, call, replace(call, callback_id=callback_id, version=call.version + 1), plan.time_zone)
    followups.open_callback(tx, Callback(about, plan, customer, said, due_at, owner))
    tx.commit()


def _is_spoken_with(desk: Desk, call: PhoneCall) -> bool:
    """Whether they have something open with the desk, or a call since that was not in vain. Two to four requests."""
    try:
        visitor = visitors.holder(desk, call.visitor_id)
    except NotFound:
        return True
    if visitor.erased_at is not None:
        return True
    ids = visitor.open_ids
    if ids and any(each.state != CLOSED for each in conversations.headers(desk, ids)):
        return True
    since, _ = store.calls(desk, store.BY_TAIL, tail_of(call.number) or "", LOOKED_AT, None)
    return any(
        (each.plan_key, each.number) == (call.plan_key, call.number)
        and each.direction != MISSED
        and each.ended_at > call.at
        for each in since
    )


def call_off(desk: Desk, due: CallOff) -> None:
    """Nobody needs to call any more; whose callback it is ends it themselves where it was they who called. Twice is
    once. Two reads and a write."""

    def end() -> None:
        follow_up, call = _there(desk, due.callback_id), store.call(desk, due.call_id)
        if follow_up is None or call is None or follow_up.state == DONE or call.direction == MISSED:
            return
        is_another = call.callback_id != due.callback_id
        if is_another and call.agent is not None and call.agent.id == follow_up.owner_id:
            return
        tx = Transaction(desk)
        text = TALKED.format(name=call.agent.name) if call.agent is not None else NOT_MISSED
        followups.cancel(tx, follow_up, text)
        tx.commit()

    races.again(desk, end, followups.FollowUpMoved)


def _there(desk: Desk, callback_id: str) -> FollowUp | None:
    try:
        return followups.find(desk, callback_id)
    except NotFound:
        return None
