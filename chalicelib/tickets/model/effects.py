"""What a stage of a flow asks of the rooms above: a return visit, a rating (D3, D6, D9)."""

from __future__ import annotations

from datetime import datetime

from chalicelib.core.authors import Author
from chalicelib.visitors.model.visitor import Customer


class VisitWanted(Customer, frozen=True, kw_only=True):
    """A ticket came to a stage for which a return visit of this kind is planned; ``wanted_id`` names that once."""

    wanted_id: str
    ticket_id: str
    number: str
    subject: str
    kind: str
    plan_key: str
    handler_id: str
    due_at: datetime


class RatingWanted(Customer, frozen=True, kw_only=True):
    """A ticket came to the stage in which its customer is asked how it went."""

    ticket_id: str
    plan_key: str
    handler: Author
    group_ids: tuple[str, ...] = ()
