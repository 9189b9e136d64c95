"""What became of a ticket's deadlines with a change of it, for whoever counts that (D5, F1). Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

import msgspec

from chalicelib.tickets.model.lateness import Deadline
from chalicelib.tickets.model.ticket import Ticket


class Settled(msgspec.Struct, frozen=True):
    """A deadline of this name, ``about`` this, was kept, or missed, ``at`` that time; None: what was missed then has
    time again after all."""

    name: str
    about: str
    kept: bool | None
    at: datetime


class Kind(msgspec.Struct, frozen=True):
    """Of what kind a ticket was, and whose."""

    type: str
    priority: str
    level: str
    plan_key: str | None
    owner_id: str
    handler_id: str


class DeadlinesSettled(msgspec.Struct, frozen=True):
    """Deadlines of a ticket were kept or missed, while it was of this kind. ``version``: one more with each change of
    it; 0: as it was found later."""

    ticket_id: str
    version: int
    settled: tuple[Settled, ...]
    of: Kind


def settled_by(before: Sequence[Deadline], after: Sequence[Deadline], now: datetime) -> Iterator[Settled]:
    """What the change settled of these deadlines. One that is asked for anew was met by what asks for it."""
    present = {(each.name, each.about): each for each in after}
    for each in before:
        if each.met_at is not None:
            continue
        becomes = present.get((each.name, each.about))
        if each.breached_at is not None:
            if becomes is not None and becomes.breached_at is None:
                yield Settled(each.name, each.about, None, each.breached_at)
                yield from as_it_stands(becomes)
        elif becomes is None:
            yield Settled(each.name, each.about, _is_in_time(each, now), now)
        else:
            yield from as_it_stands(becomes)


def as_it_stands(deadline: Deadline) -> Iterator[Settled]:
    """What is known of a deadline by itself."""
    if deadline.breached_at is not None:
        yield Settled(deadline.name, deadline.about, kept=False, at=deadline.breached_at)
    elif deadline.met_at is not None:
        kept = _is_in_time(deadline, deadline.met_at)
        yield Settled(deadline.name, deadline.about, kept, deadline.met_at)


def _is_in_time(deadline: Deadline, at: datetime) -> bool:
    return deadline.due_at is None or at <= deadline.due_at


def kind_of(ticket: Ticket) -> Kind:
    """As it is."""
    return Kind(ticket.type, ticket.priority, ticket.level, ticket.plan_key, ticket.owner_id, ticket.handler_id)
