"""What the called do: see what it is about and accept, by the link of their letter or in the console (B8)."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace

from chalicelib.core import audit, links, races
from chalicelib.core.audit import By
from chalicelib.core.desk import Desk
from chalicelib.core.errors import existing
from chalicelib.core.transactions import Transaction
from chalicelib.oncall import store
from chalicelib.oncall.model.call import ACCEPTED, CALLING, Call, CallOver, CallTaken, Shown, UnknownCall, accepted
from chalicelib.oncall.service.known import known_rotas
from chalicelib.oncall.service.telling import LEAD, PURPOSE
from chalicelib.oncall.store import CallMoved
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.rights import ALL

SEEN_FOR = timedelta(hours=1)  # so long after they accepted somebody sees it in the console


def accept(desk: Desk, agent: Agent, call_id: str, request_id: str = "") -> Call:
    """This agent sees to a call they were told of, or lead; of two who accept at once the first has it, twice is once.

    One read and one write. Raises ``UnknownCall``, ``CallTaken``, ``CallOver``.
    """
    by = By(agent.agent_id, agent.name, request_id)
    first = existing(store.call(desk, call_id), "there is no such call", UnknownCall)
    if agent.agent_id not in first.told_ids and not _leads(agent):
        raise UnknownCall("you were not called")
    return _accept(desk, first, by)


def _accept(desk: Desk, first: Call, by: By) -> Call:
    def act(call: Call) -> Call:
        after = accepted(call, by.agent_id, by.name, desk.now())
        if after == call:
            return call
        after = replace(after, version=call.version + 1)
        tx = Transaction(desk)
        store.put_call(tx, call, after)
        audit.note(tx, by, "accept_call", call.call_id)
        tx.commit()
        return after

    return races.follow(desk, first, act, CallMoved)


def read_by_link(desk: Desk, token: str) -> Shown:
    """What a link is about. Raises ``UnknownCall`` where it counts no longer. Three reads."""
    return _of_link(desk, token)


def accept_by_link(desk: Desk, token: str) -> Shown:
    """Whoever has the link accepts; where somebody else has, or nobody is needed, it is shown as it is."""
    found = _of_link(desk, token)
    agent = people.read_agent(desk, found.agent_id)
    try:
        return replace(found, call=_accept(desk, found.call, By(agent.agent_id, agent.name, "")))
    except (CallTaken, CallOver):
        return _of_link(desk, token)


def _of_link(desk: Desk, token: str) -> Shown:
    call_id, _, place = links.read(desk, PURPOSE, token).partition("-")
    call = existing(store.call(desk, call_id), "there is no such call", UnknownCall)
    told = dict(enumerate(call.told)).get(int(place)) if place.isdecimal() else None
    if told is None or desk.now() >= call.until or not people.read_agent(desk, told.agent_id).active:
        raise UnknownCall("the link counts no longer")
    return Shown(call, told.agent_id, people.read_desk(desk).time_zone)


def calls_of(desk: Desk, agent: Agent) -> list[Call]:
    """The calls somebody was told of that nobody has accepted yet, and those they have accepted lately, the newest
    first; two requests, none for who is on no rota and leads none."""
    if not is_on_rota(desk, agent):
        return []
    return [each for each in store.calls(desk, store.told_of(desk, agent.agent_id)) if _is_shown(desk, each, agent)]


def is_on_rota(desk: Desk, agent: Agent) -> bool:
    """Whether somebody may be called at all: named by a rota, or leading where there is one."""
    rotas = known_rotas(desk)
    named = any(agent.agent_id in rota.agent_ids for rota in rotas)
    return named or (bool(rotas) and _leads(agent))


def _leads(agent: Agent) -> bool:
    return LEAD in agent.rights.permissions and agent.rights.scope == ALL


def _is_shown(desk: Desk, call: Call, agent: Agent) -> bool:
    if call.state == CALLING:
        return True
    mine = call.state == ACCEPTED and call.accepted_id == agent.agent_id
    return mine and call.accepted_at is not None and desk.now() < call.accepted_at + SEEN_FOR
