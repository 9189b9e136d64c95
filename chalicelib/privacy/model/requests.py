"""A request to give one person's data out, or to erase it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Annotated

import msgspec
from msgspec.structs import replace

from chalicelib.core.authors import Author
from chalicelib.core.errors import Conflict, Forbidden, members
from chalicelib.core.text import among

EXPORT, ERASE = KINDS = ("export", "erase")
ASKED, WALKING, SHOWN, WAITING, ERASING = "asked", "walking", "shown", "waiting", "erasing"
PACKING, READY, DONE, CANCELLED, REFUSED, OVER = "packing", "ready", "done", "cancelled", "refused", "over"
STATES = (ASKED, WALKING, SHOWN, WAITING, ERASING, PACKING, READY, DONE, CANCELLED, REFUSED, OVER)
ENDED = (DONE, CANCELLED, REFUSED, OVER)

TO_ANSWER = timedelta(days=30)  # a customer who asks is answered within
REMINDED = (7, 1)  # days before that is over
LINK_LASTS = timedelta(days=7)
MOST_WAITING_DAYS = 90
BY_CUSTOMER = Author("visitor", None, None)


class Hold(msgspec.Struct, frozen=True):
    """Nothing of this person's goes, since then."""

    visitor_id: str
    by: Author
    at: datetime
    reason: str


class TakenBack(msgspec.Struct, frozen=True):
    """All tokens of a person's were taken back, of so many visitors; ``by_id``: of which agent's hand."""

    visitor_id: str
    by_id: str
    at: datetime
    visitors: int = 1


class Settings(msgspec.Struct, frozen=True):
    """``wait_days``: how long an erasing waits once it is confirmed, and can be called off. ``second_person``: who
    confirms is not who asked."""

    wait_days: int = 3
    second_person: bool = False
    version: int = 0


class Request(msgspec.Struct, frozen=True):
    """``counts``: what there is, or was, by its name in the declarations. ``round``: of the two walks of an erasing.
    ``sweep``: which of what no trace finds is looked through, and at which step. ``due_at``: by when a customer is to
    have an answer. ``runs_at``: when the erasing begins. ``until``: how long an archive is there; ``volumes``: of how
    many files it is made. ``whole``: the visitors that the person is, as it was when the walk began."""

    request_id: str
    kind: Annotated[str, among(*KINDS)]
    visitor_id: str
    plan_key: str
    asked_at: datetime
    by: Author
    state: Annotated[str, among(*STATES)] = ASKED
    reason: str = ""
    due_at: datetime | None = None
    accepted_by: Author | None = None
    confirmed_by: Author | None = None
    ended_by: Author | None = None
    why: str = ""
    runs_at: datetime | None = None
    ended_at: datetime | None = None
    until: datetime | None = None
    counts: Mapping[str, int] = msgspec.field(default_factory=dict)
    round: int = 0
    sweep: tuple[int, int] = (0, 0)
    volumes: int = 0
    whole: tuple[str, ...] = ()
    version: int = 1

    @property
    def is_open(self) -> bool:
        """Whether anything is still to be done."""
        return self.state not in ENDED and self.state != READY

    def is_late(self, now: datetime) -> bool:
        """Whether a customer waits for longer than they are to."""
        return self.due_at is not None and self.is_open and now > self.due_at


class RequestInTheWay(Conflict):
    """There is one of this kind about this person already."""

    code = "request_in_the_way"
    title = "A request of this kind is under way"
    beside = members(request=str)


class NotNow(Conflict):
    """It is not in a state in which this can be done."""

    code = "not_now"
    title = "It is too early or too late for this"


class OnHold(Conflict):
    """Nothing of this person's may go at the moment."""

    code = "on_hold"
    title = "This person's data is on hold"


class NeedsSecondPerson(Forbidden):
    """Who asked for it cannot confirm it."""

    code = "needs_second_person"
    title = "Somebody else has to confirm this"


def refuse_unless(request: Request, *states: str) -> None:
    """Raises ``NotNow``."""
    if request.state not in states:
        raise NotNow(f"it is {request.state}")


def moved(request: Request, state: str, **fields: object) -> Request:
    """The same in another state."""
    return replace(request, state=state, version=request.version + 1, **fields)


def confirmed(request: Request, by: Author, settings: Settings, now: datetime) -> Request:
    """The erasing waits from now on. Raises ``NotNow``, ``NeedsSecondPerson``."""
    refuse_unless(request, SHOWN)
    asked_by = request.accepted_by or request.by
    if settings.second_person and asked_by.id == by.id:
        raise NeedsSecondPerson("who asked for it cannot confirm it")
    return moved(request, WAITING, confirmed_by=by, runs_at=now + timedelta(days=settings.wait_days))


def counted(request: Request, name: str, number: int) -> Request:
    """So many more of these."""
    counts = {**request.counts, name: request.counts.get(name, 0) + number} if number else request.counts
    return replace(request, counts=counts, version=request.version + 1)
