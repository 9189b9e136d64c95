"""Which flow a ticket follows, and what that makes of its fields (D6): asked wherever tickets are made or changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from chalicelib.core.errors import Invalid, WrongFields
from chalicelib.people.model.agents import Agent
from chalicelib.tickets.model.flows import Definition, Flow, Mover, Standing, begin, with_values
from chalicelib.tickets.model.settings import Field, checked_values
from chalicelib.tickets.model.signing import field_changes, unsigned
from chalicelib.tickets.model.states import Again
from chalicelib.tickets.model.ticket import Ticket, Value
from chalicelib.tickets.service.rules import Rules

Values = Mapping[str, Value | None]


def mover_of(agent: Agent) -> Mover:
    """An agent, as flows ask for who moves a ticket."""
    return Mover(agent.role, agent.rights.permissions, agent.groups)


def begun_in_flow(
    rules: Rules, agent: Agent, kind: str, own: Sequence[Field], values: Values, group_id: str | None
) -> tuple[dict[str, Value], dict[str, Any]]:
    """The fields of a new ticket of this type, and how it stands in the flow that such tickets follow now, if any.

    ``own``: the fields that the type has besides. One read. Raises ``Invalid`` with ``fields.<key>``, ``NotYourMove``,
    ``NotYourField``, ``BeyondYourLimit``.
    """
    flow = rules.published(kind)
    if flow is None:
        return checked_values(own, values), _first_standing(kind, None)
    others, of_flow = _apart(flow.definition, values)
    wrong, held, passage = WrongFields(), dict[str, Value](), None
    with wrong:
        held = checked_values(_rest(flow.definition, own), others)
    with wrong:
        passage = begin(flow.definition, mover_of(agent), of_flow, group_id)
    wrong.refuse()
    return {**held, **(passage.fields if passage is not None else {})}, _first_standing(kind, flow)


def begun_by_desk(
    rules: Rules, kind: str, own: Sequence[Field], values: Values
) -> tuple[dict[str, Value], dict[str, Any]]:
    """The same for a ticket that the desk itself makes: with those of these values that its flow and its type know and
    take. Nothing stands in its way, for nobody is there to be asked; what lacks is seen to in its stages. One read."""
    flow = rules.published(kind)
    of_flow = flow.definition.fields if flow is not None else ()
    own = _rest(flow.definition, own) if flow is not None else own
    known: dict[str, Field] = {each.key: each for each in (*own, *of_flow)}
    held: dict[str, Value] = {}
    for key, value in values.items():
        with suppress(Invalid):
            held |= checked_values([known[key]] if key in known else [], {key: value}, whole=False)
    return held, _first_standing(kind, flow)


def changed_fields(
    rules: Rules, agent: Agent, ticket: Ticket, own: Sequence[Field], values: Values
) -> dict[str, Value]:
    """The fields of a ticket with these values over them. Raises as ``begun_in_flow`` does."""
    flow = rules.flow_of(ticket)
    if flow is None:
        return checked_values(own, {**ticket.fields, **values}, whole=False)
    others, of_flow = _apart(flow, values)
    held_others, held = _apart(flow, ticket.fields)
    wrong, rest, after = WrongFields(), dict[str, Value](), dict[str, Value]()
    with wrong:
        rest = checked_values(_rest(flow, own), {**held_others, **others}, whole=False)
    with wrong:
        after = with_values(flow, _present(held), of_flow, mover_of(agent), ticket.group_id)
    wrong.refuse()
    return {**rest, **after}


def of_other_type(
    rules: Rules, agent: Agent, ticket: Ticket, kind: str, own: Sequence[Field], values: Values
) -> dict[str, Any]:
    """What becomes of a ticket that is of this type from now on: it begins in the flow that such tickets follow, if
    any, and keeps the values of fields that these have too. Raises as ``begun_in_flow`` does."""
    flow = rules.published(kind)
    keys = {each.key for each in (*own, *(flow.definition.fields if flow is not None else ()))}
    kept = {key: value for key, value in ticket.fields.items() if key in keys}
    fields, standing = begun_in_flow(rules, agent, kind, own, {**kept, **values}, ticket.group_id)
    return {"type": kind, "fields": fields, **standing, "staged": ticket.version + 1}


def again_of(rules: Rules, ticket: Ticket, days: int) -> Again:
    """How a ticket goes on that is opened again within so many days: where its flow says, and unsigned."""
    flow = rules.flow_of(ticket)
    if flow is None:
        return Again(days)
    fields = unsigned(flow, ticket.fields)
    return Again(days, flow.again, fields, field_changes(flow, ticket.fields, fields))


def standing_of(flow: Definition, ticket: Ticket) -> Standing:
    """How a ticket stands in its flow."""
    return Standing(ticket.stage or "", ticket.group_id, _present(_apart(flow, ticket.fields)[1]))


def outside(flow: Definition, ticket: Ticket) -> dict[str, Value]:
    """The fields of a ticket that its flow knows nothing of."""
    return _present(_apart(flow, ticket.fields)[0])


def _first_standing(kind: str, flow: Flow | None) -> dict[str, Any]:
    """How a new ticket of this type stands in what such tickets follow."""
    if flow is None:
        return {"flow_id": None, "flow_version": None, "stage": None, "asks": None}
    stage = flow.definition.stages[0]
    return {"flow_id": kind, "flow_version": flow.version, "stage": stage.key, "staged": 1, "asks": stage.asks}


def _apart(flow: Definition, values: Values) -> tuple[dict[str, Value | None], dict[str, Value | None]]:
    """The values of fields that are not the flow's, and of those that are."""
    keys = {each.key for each in flow.fields}
    others = {key: value for key, value in values.items() if key not in keys}
    return others, {key: value for key, value in values.items() if key in keys}


def _rest(flow: Definition, own: Sequence[Field]) -> list[Field]:
    keys = {each.key for each in flow.fields}
    return [each for each in own if each.key not in keys]


def _present(values: Values) -> dict[str, Value]:
    return {key: value for key, value in values.items() if value is not None}
