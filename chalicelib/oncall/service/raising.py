"""A call begins, or takes in what comes a little later: each letter is written with the step it belongs to (law 3)."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from chalicelib.core import races
from chalicelib.core.desk import Desk
from chalicelib.core.transactions import Transaction
from chalicelib.oncall import store
from chalicelib.oncall.model.call import CALLING, NOBODY_CAME, OVER, About, Call, over, taken_up, takes_in
from chalicelib.oncall.model.rota import Rota, chain_at
from chalicelib.oncall.service.telling import Going, going_on, plan_step
from chalicelib.oncall.store import CallMoved, OpenMoved, SeenTo
from chalicelib.people import service as people


class Former(msgspec.Struct, frozen=True):
    """The rota's call before: its id, None where there was none; the call itself, None where it is kept no longer."""

    call_id: str | None
    call: Call | None


def raise_call(desk: Desk, about: About, rotas: Sequence[Rota]) -> None:
    """Call whoever is on call for this by the first of the rotas that has anybody; once for each ``about``.

    It belongs to the rota's present call while that takes in what comes. Twice, or many at once, are once. One request
    where a call is about it already; else three, one read of people and a write.
    """
    if not rotas:
        return
    zone = people.read_desk(desk).time_zone
    chains = ((each, chain_at(each, zone, desk.now())) for each in rotas)
    able = next(((each, chain) for each, chain in chains if chain), None)
    if able is None:
        return

    def attempt() -> None:
        call_id, is_seen_to = store.newest(desk, able[0].rota_id, about.name)
        if is_seen_to:
            return
        held = store.call(desk, call_id) if call_id is not None else None
        try:
            if held is not None and takes_in(held, desk.now()):
                _take_in(desk, held, about)
            else:
                _begin(desk, *able, about, Former(call_id, held))
        except SeenTo:
            return

    races.again(desk, attempt, (CallMoved, OpenMoved), tries=races.CROWD)


def _take_in(desk: Desk, held: Call, about: About) -> None:
    tx = Transaction(desk)
    store.put_about(tx, held.call_id, about)
    if held.state == OVER:
        after = taken_up(held, desk.now())
        after = replace(after, version=held.version + 1)
        store.put_call(tx, held, after)
        plan_step(tx, after)
    else:
        store.count_in(tx, held)
    tx.commit()


def _begin(desk: Desk, rota: Rota, chain: tuple[str, ...], about: About, former: Former) -> None:
    call = Call(
        call_id=store.new_id(desk),
        rota_id=rota.rota_id,
        rota_name=rota.name,
        since=desk.now(),
        first=about,
        chain=chain,
        step_minutes=rota.step_minutes,
        gather_minutes=rota.gather_minutes,
        language=rota.language,
        next_at=desk.now(),
    )
    tx = Transaction(desk)
    store.put_about(tx, call.call_id, about)
    store.put_open(tx, rota.rota_id, former.call_id, call.call_id)
    held = former.call
    if held is not None and held.state == CALLING:  # nobody came, for long
        ended = over(held, NOBODY_CAME, desk.now())
        store.put_call(tx, held, replace(ended, version=held.version + 1))
    going_on(tx, Going(None, call))
    tx.commit()
