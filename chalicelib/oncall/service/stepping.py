"""A call goes on to the next while nobody accepts, and ends when nobody is needed any more (B8)."""

from __future__ import annotations

from itertools import chain, islice

from msgspec.structs import replace

from chalicelib.core import races
from chalicelib.core.desk import Desk
from chalicelib.core.transactions import Transaction
from chalicelib.oncall import store
from chalicelib.oncall.model.call import CALLING, NOBODY_CAME, NOT_NEEDED, Call, over
from chalicelib.oncall.service.hearing import is_needed
from chalicelib.oncall.service.telling import Going, StepOn, going_on, plan_step
from chalicelib.oncall.store import CallMoved


def step_on(desk: Desk, due: StepOn) -> None:
    """Nobody has accepted for as long as the rota says: the next is told, behind the last of the chain those who lead;
    then it is only looked at whether anybody is needed still. Once for each step, however often it is run.

    A read, a query for each hundred things, what is asked of each until one still needs somebody, and a transaction.
    """

    def attempt() -> None:
        call = store.call(desk, due.call_id)
        if call is None or call.state != CALLING or call.step != due.step:
            return
        if call.next_at is None or desk.now() < call.next_at:
            return  # it was taken up meanwhile: a later look was planned with that
        count = _needed(desk, call)
        if not count:
            _end(desk, call, NOT_NEEDED)
        elif not call.is_exhausted:
            tx = Transaction(desk)
            going_on(tx, Going(call, call, count))
            tx.commit()
        elif desk.now() >= call.until:
            _end(desk, call, NOBODY_CAME)
        else:
            _look_again(desk, call)

    races.again(desk, attempt, CallMoved)


def _needed(desk: Desk, call: Call) -> int:
    """How many things it is about, a hundred at most; 0: none of them all needs anybody any more."""
    abouts = store.abouts(desk, call.call_id)
    first = list(islice(abouts, store.TOGETHER))
    return len(first) if any(is_needed(desk, each) for each in chain(first, abouts)) else 0


def _end(desk: Desk, call: Call, why: str) -> None:
    tx = Transaction(desk)
    store.put_call(tx, call, replace(over(call, why, desk.now()), version=call.version + 1))
    tx.commit()


def _look_again(desk: Desk, call: Call) -> None:
    later = replace(call, next_at=desk.now() + (call.until - call.since) / 48, version=call.version + 1)
    tx = Transaction(desk)
    store.put_call(tx, call, later)
    plan_step(tx, later)
    tx.commit()
