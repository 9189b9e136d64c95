"""Who has something may say into which cell it falls; it stays so, whatever is said of its category later (E4)."""

from __future__ import annotations

from chalicelib.conversations import service as conversations
from chalicelib.core import races
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, NotFound
from chalicelib.knowledge import service as knowledge
from chalicelib.people import service as people
from chalicelib.people.model.agents import by_agent
from chalicelib.people.model.reach import RESPONSIBLE, STEER, Act
from chalicelib.tickets import service as ticket_service
from chalicelib.touchpoints.model.placement import CONVERSATION, TICKET, Placement, kind_of
from chalicelib.touchpoints.service import placing, tickets
from chalicelib.touchpoints.service.placing import Correction
from chalicelib.touchpoints.store.placements import PlacementMoved

CORRECT = Act("correct_touchpoint", STEER.ties | {RESPONSIBLE})


def correct(
    desk: Desk, caller: people.Caller, about_id: str, code: str | None, version: int | None, request_id: str = ""
) -> Placement:
    """Say into which cell a conversation or ticket falls (None: as the rules say); in the audit log, and counted there
    instead, in the same transaction. ``version``: as its reader has it (0: nobody had looked yet).

    Some eight requests. Raises ``NotFound``, ``NotYours``, ``Invalid``, ``ChangedMeanwhile``.
    """
    agent = caller.agent
    correction = Correction(code, by_agent(agent), caller.by(request_id))

    def act() -> Placement:
        known = known_in_reach(desk, caller, about_id)
        if code is not None and not known.matrix.has(code):
            raise Invalid.field("code", "there is no such cell")
        before = known.before
        if before is not None and (before.code, before.by is None) == (code or before.code, code is None):
            return before
        if version is not None and version != (before.version if before is not None else 0):
            raise races.changed_meanwhile(version=before.version if before is not None else 0)
        if isinstance(known, placing.Known):
            return placing.settle(desk, known, knowledge.read_tree(desk), correction)
        return tickets.settle(desk, known, correction)

    return races.again(desk, act, PlacementMoved)


def known_in_reach(desk: Desk, caller: people.Caller, about_id: str) -> placing.Known | tickets.Known:
    """How it stands, for who may correct it. Raises ``NotFound``, ``NotYours``."""
    kind = kind_of(about_id)
    if kind == CONVERSATION:
        known = placing.read_known(desk, about_id)
        if known is not None:
            conversations.may_reach(desk, caller.agent, known.header)
            return known
    if kind == TICKET:
        held = tickets.read_known(desk, about_id)
        if held is not None and held.is_counted:
            people.allowed(desk, caller.agent, CORRECT, ticket_service.thing(held.ticket))
            return held
    raise NotFound("no such conversation or ticket")
