"""An order to take a course (F11): of a complaint, an inspection, or a leader's own judgement. Pure."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

import msgspec
from msgspec.structs import replace

from chalicelib.core.authors import Author
from chalicelib.core.errors import Conflict, members
from chalicelib.core.text import among

OPEN, DONE, CANCELLED = "open", "done", "cancelled"
ORDER_STATES = (OPEN, DONE, CANCELLED)
TICKET, INSPECTION = "ticket", "inspection"
CAUSES = (TICKET, INSPECTION)
MOST_DAYS = 366


class Order(msgspec.Struct, frozen=True):
    """``agent``: who is to pass the course by the end of ``due_on``, on the desk's calendar. ``cause`` and ``about``:
    the ticket or the inspection it comes of. ``late``: the day passed. ``revision``: one more with each change."""

    order_id: str
    agent: Author
    author: Author
    course_id: str
    title: str
    reason: str
    due_on: date
    due_at: datetime
    created_at: datetime
    cause: Annotated[str, among(*CAUSES)] | None = None
    about: str | None = None
    state: Annotated[str, among(*ORDER_STATES)] = OPEN
    late: bool = False
    ended_at: datetime | None = None
    ended_by: Author | None = None
    why_cancelled: str = ""
    attempt_id: str | None = None
    revision: int = 1

    @property
    def agent_id(self) -> str:
        """Whose it is."""
        return str(self.agent.id)


class OrderOpen(Conflict):
    """The same course is ordered of them already."""

    code = "order_open"
    title = "They have been ordered to take this course"
    beside = members(order_id=str)


class OrderOver(Conflict):
    """It was done, or taken back."""

    code = "order_over"
    title = "This order is over"


def done(order: Order, attempt_id: str | None, now: datetime) -> Order:
    """It was passed."""
    late = order.late or now > order.due_at
    return _with(order, state=DONE, ended_at=now, attempt_id=attempt_id, late=late)


def cancelled(order: Order, reason: str, by: Author, now: datetime) -> Order:
    """It is taken back. Raises ``OrderOver``."""
    if order.state != OPEN:
        raise OrderOver("it was done, or taken back")
    return _with(order, state=CANCELLED, ended_at=now, ended_by=by, why_cancelled=reason)


def overdue(order: Order) -> Order:
    """Its day passed."""
    return _with(order, late=True)


def _with(order: Order, **changes: object) -> Order:
    return replace(order, **changes, revision=order.revision + 1)
