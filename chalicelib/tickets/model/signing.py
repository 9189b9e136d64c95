"""What a customer may sign of their ticket: that the work was done, and to what they agree (D9). Pure."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from chalicelib.tickets.model.flows import YES, Definition, FlowField, Stage
from chalicelib.tickets.model.settings import SIGNATURE, TEXT, YES_NO
from chalicelib.tickets.model.ticket import WAITING, Changed, Ticket, Value

DRAWN = "✓"  # of a signature its strokes tell nobody anything


class Signing(msgspec.Struct, frozen=True):
    """Where a signature leads; the field that has the name, the one that has what was drawn; the consents asked for."""

    to: str
    name: FlowField
    drawn: FlowField
    consents: tuple[FlowField, ...]


class Shown(msgspec.Struct, frozen=True):
    """Of a ticket's flow, for its customer: its public fields in words, and what they may sign, if they may."""

    fields: tuple[tuple[FlowField, Value, str], ...]
    signing: Signing | None


def signing_of(flow: Definition, ticket: Ticket) -> Signing | None:
    """What a customer may sign now: where their yes leads to a stage that asks who accepted it, and the flow has a
    place for a signature."""
    stage = flow.stage(ticket.stage or "")
    way = stage.answer(YES) if stage is not None and stage.asks and ticket.state == WAITING else None
    target = flow.stage(way.to) if way is not None else None
    drawn = _drawn(flow)
    if target is None or drawn is None:
        return None
    name = _signer(flow, target)
    return Signing(target.key, name, drawn, _consents(flow, ticket)) if name is not None else None


def unsigned(flow: Definition, fields: Mapping[str, Value], asking: Stage | None = None) -> dict[str, Value]:
    """The fields of a ticket without what its customer has signed: what is done anew is to be signed anew.

    ``asking``: the stage that asks anew; what they have said yes to in another one stays.
    """
    stages = flow.stages if asking is None else (asking,)
    targets = (flow.stage(way.to) for stage in stages if stage.asks and (way := stage.answer(YES)) is not None)
    signed = {name.key for target in targets if target is not None and (name := _signer(flow, target)) is not None}
    signed = {*signed, *(each.key for each in flow.fields if is_drawn(each))} if _drawn(flow) is not None else set()
    return {key: value for key, value in fields.items() if key not in signed}


def field_changes(flow: Definition, before: Mapping[str, Value], after: Mapping[str, Value]) -> tuple[Changed, ...]:
    """Which fields of its flow are otherwise now, as an entry says it."""
    pairs = [(each, before.get(each.key), after.get(each.key)) for each in flow.fields]
    return tuple(
        Changed(f"fields.{each.key}", _word(each, was), _word(each, now)) for each, was, now in pairs if was != now
    )


def _word(field: FlowField, value: Value | None) -> str | None:
    return None if value is None else DRAWN if field.kind == SIGNATURE else str(value)


def is_drawn(field: FlowField) -> bool:
    """Whether this is the place of a signature. Versions before could publish one that is nobody's to draw."""
    return field.kind == SIGNATURE and field.set_by.customer


def _drawn(flow: Definition) -> FlowField | None:
    return next((each for each in flow.fields if is_drawn(each)), None)


def _signer(flow: Definition, target: Stage) -> FlowField | None:
    """The field of who accepted it, where this stage asks that."""
    asked = [flow.field(key) for keys in target.requires for key in keys]
    return next((each for each in asked if each is not None and each.kind == TEXT and each.set_by.customer), None)


def _consents(flow: Definition, ticket: Ticket) -> tuple[FlowField, ...]:
    """Those that a stage requires and that are the customer's to give, unless another field makes them needless."""
    groups = [keys for stage in flow.stages for keys in stage.requires]

    def is_needless(field: FlowField) -> bool:
        others = [key for keys in groups if field.key in keys for key in keys if key != field.key]
        return any(ticket.fields.get(key) is True for key in others)

    return tuple(
        each
        for each in flow.fields
        if each.kind == YES_NO
        and each.set_by.customer
        and any(each.key in keys for keys in groups)
        and not is_needless(each)
    )
