"""A conversation or ticket on the map, as its agent sees it beside it: the cell, and what is to be done here (E4)."""

from __future__ import annotations

import msgspec

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import CLOSED
from chalicelib.core.desk import Desk
from chalicelib.core.errors import NotFound
from chalicelib.knowledge import service as knowledge
from chalicelib.people import service as people
from chalicelib.people.model.reach import SEE, STEER
from chalicelib.people.model.reach import may as tie_of
from chalicelib.tickets import service as ticket_service
from chalicelib.touchpoints.model.flows import Cell, FlowVersion, Seen, judged, readings_of
from chalicelib.touchpoints.model.matrix import NONE, Matrix
from chalicelib.touchpoints.model.placement import CONVERSATION, TICKET, Placement, kind_of
from chalicelib.touchpoints.service import placing, tickets
from chalicelib.touchpoints.service.correcting import CORRECT
from chalicelib.touchpoints.service.knowing import facts_of
from chalicelib.touchpoints.store.matrix import CELLS


class Beside(msgspec.Struct, frozen=True):
    """Where it belongs now (``placement``; its version is 0 until somebody looked), the cell, the version of the flow
    that holds for it, how each step that can be seen stands, and whether the reader may correct the cell."""

    placement: Placement
    matrix: Matrix
    cell: Cell | None
    flow: FlowVersion | None
    seen: tuple[Seen, ...]
    may_correct: bool


def read_beside(desk: Desk, caller: people.Caller, about_id: str) -> Beside:
    """As it stands this moment, whether it is over or goes on; nothing is stored. Two requests, one for the cell, and
    what the flow's checks ask for. Raises ``NotFound``, ``NotYours``."""
    kind = kind_of(about_id)
    if kind == CONVERSATION:
        return _conversation(desk, caller, about_id)
    if kind == TICKET:
        return _ticket(desk, caller, about_id)
    raise NotFound("no such conversation or ticket")


def _conversation(desk: Desk, caller: people.Caller, conversation_id: str) -> Beside:
    known = placing.read_known(desk, conversation_id)
    if known is None:
        raise NotFound("no such conversation")
    header, around = known.header, people.Surroundings(desk, caller.agent)
    conversations.may_see(desk, caller.agent, header)
    placement = known.before
    if placement is None or placement.ended_at != header.closed_at or header.state != CLOSED:
        placement = placing.placed(known, knowledge.read_tree(desk), None, desk.now())
    may_correct = tie_of(caller.agent, STEER, conversations.thing(header), around) is not None
    cell = CELLS.record(desk, placement.code) if placement.code != NONE else None
    flow = _flow(desk, cell, placement, known)
    if flow is None:
        return Beside(placement, known.matrix, cell, None, (), may_correct)
    facts = facts_of(desk, header, readings_of(flow.flow, placement.seen))
    return Beside(
        placement, known.matrix, cell, flow, judged(flow.flow, facts, desk.now(), placement.seen), may_correct
    )


def _flow(desk: Desk, cell: Cell | None, placement: Placement, known: placing.Known) -> FlowVersion | None:
    if cell is None:
        return None
    number = placement.flow_version or cell.version_at(known.header.started_at)
    if cell.published is not None and cell.published.version == number:
        return cell.published
    return CELLS.version(desk, cell.code, number) if number is not None else None


def _ticket(desk: Desk, caller: people.Caller, ticket_id: str) -> Beside:
    known = tickets.read_known(desk, ticket_id)
    if known is None:
        raise NotFound("no such ticket")
    thing, around = ticket_service.thing(known.ticket), people.Surroundings(desk, caller.agent)
    people.allowed(desk, caller.agent, SEE, thing, around=around)
    placement = known.before or tickets.placed(desk, known)
    may_correct = known.is_counted and tie_of(caller.agent, CORRECT, thing, around) is not None
    cell = CELLS.record(desk, placement.code) if placement.code != NONE else None
    number = cell.version_at(known.ticket.created_at) if cell is not None else None
    flow = None
    if cell is not None and number is not None:
        is_newest = cell.published is not None and cell.published.version == number
        flow = cell.published if is_newest else CELLS.version(desk, cell.code, number)
    return Beside(placement, known.matrix, cell, flow, (), may_correct)
