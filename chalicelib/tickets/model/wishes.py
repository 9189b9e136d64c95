"""By which channel a customer hears of their ticket (D4). Pure."""

from __future__ import annotations

from collections.abc import Sequence

from chalicelib.tickets.model.ticket import BY_EMAIL, BY_NOTHING, BY_SMS, Ticket
from chalicelib.visitors.model.wishes import CHANNELS, Wishes


def channels_of(ticket: Ticket) -> Sequence[str]:
    """What the ticket says comes first, then e-mail, then SMS; nothing where they cannot be reached by what the ticket
    says."""
    addresses = ((BY_EMAIL, ticket.email), (BY_SMS, ticket.mobile))
    reachable = [channel for channel, address in addresses if address]
    if ticket.tell_by is not None:
        return [ticket.tell_by] if ticket.tell_by in reachable else []
    return reachable[:1]


def told_by(wishes: Wishes) -> str | None:
    """What these wishes say of one ticket, whose customer is nobody that the desk knows otherwise."""
    left = [each for each in CHANNELS if each not in wishes.refused]
    if not left:
        return BY_NOTHING
    return left[0] if len(left) < len(CHANNELS) else wishes.preferred


def wishes_by(tell_by: str | None) -> Wishes:
    """The wishes that one ticket says."""
    return Wishes(refused=CHANNELS) if tell_by == BY_NOTHING else Wishes(tell_by)
