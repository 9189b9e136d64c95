"""What somebody asks for: leave, or another shift than they have; and what becomes of it (B8). Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Literal

import msgspec
from msgspec.structs import replace

from chalicelib.core.authors import Author
from chalicelib.core.errors import Conflict, Invalid
from chalicelib.core.text import among, has_half_a_character, is_visible
from chalicelib.shifts.model.roster import Shift

LEAVE, SWAP = "leave", "swap"
ASKED, WAITING, APPROVED, REFUSED = "asked", "waiting", "approved", "refused"
DECLINED, WITHDRAWN, CANCELLED, VOID, EXPIRED = "declined", "withdrawn", "cancelled", "void", "expired"
STATES = (ASKED, WAITING, APPROVED, REFUSED, DECLINED, WITHDRAWN, CANCELLED, VOID, EXPIRED)
OPEN = (ASKED, WAITING)
OUTCOMES = (APPROVED, REFUSED)
LONGEST_WORDS = 500

Part = Literal["days", "first_half", "second_half", "hours"]
WHOLE: Part = "days"
FIRST_HALF: Part = "first_half"
SECOND_HALF: Part = "second_half"
BY_HOURS: Part = "hours"


class LeaveAsked(msgspec.Struct, frozen=True):
    """``names``: of the kind, as it was then. From the day ``first`` to ``last``, both; a half, or some hours, of one
    day alone. ``minutes``: what it takes of the balance, by year; ``counted``: whether there is a balance."""

    kind_id: str
    names: Mapping[str, str]
    first: date
    last: date
    part: Part = WHOLE
    minutes: Mapping[int, int] = {}
    counted: bool = False
    paid: bool = True
    color: str = ""

    @property
    def length(self) -> int:
        """All of its minutes; a day counts as 480."""
        return sum(self.minutes.values())


class Exchanged(msgspec.Struct, frozen=True):
    """A published shift that one gives to another, as it was when it was asked for."""

    group_id: str
    group_name: str
    week: date
    shift: Shift
    since: datetime
    until: datetime


class SwapAsked(msgspec.Struct, frozen=True):
    """``gives``: the shift of whoever asks that ``colleague`` is to have; ``takes``: theirs for it (None: nothing)."""

    colleague: Author
    gives: Exchanged
    takes: Exchanged | None = None
    accepted_at: datetime | None = None

    @property
    def colleague_id(self) -> str:
        """Who is asked."""
        return str(self.colleague.id)

    @property
    def begins_at(self) -> datetime:
        """When the first of its shifts begins."""
        return min(each.since for each in (self.gives, self.takes) if each is not None)


class Word(msgspec.Struct, frozen=True):
    """What somebody said to it, and did by it."""

    outcome: Annotated[str, among(*STATES)]
    text: str
    by: Author
    at: datetime


class Request(msgspec.Struct, frozen=True):
    """``what``: leave, or an exchange of shifts. ``since`` and ``until``: the time it is about. ``senior``: it is for
    whoever may approve long leave. ``words``: what was done with it, by whom, in order."""

    request_id: str
    what: Annotated[str, among(LEAVE, SWAP)]
    agent: Author
    created_at: datetime
    since: datetime
    until: datetime
    reason: str = ""
    state: Annotated[str, among(*STATES)] = WAITING
    senior: bool = False
    leave: LeaveAsked | None = None
    swap: SwapAsked | None = None
    words: tuple[Word, ...] = ()
    version: int = 1

    @property
    def agent_id(self) -> str:
        """Who asks."""
        return str(self.agent.id)

    @property
    def party_ids(self) -> tuple[str, ...]:
        """Whom it is about: who asks, and the colleague."""
        return (self.agent_id, self.swap.colleague_id) if self.swap is not None else (self.agent_id,)

    @property
    def is_open(self) -> bool:
        """Whether somebody is still to say something to it."""
        return self.state in OPEN

    @property
    def exchanged(self) -> tuple[tuple[str, Exchanged], ...]:
        """Each of its shifts, and whose it is."""
        if self.swap is None:
            return ()
        gives, takes = self.swap.gives, self.swap.takes
        return ((self.agent_id, gives), *(((self.swap.colleague_id, takes),) if takes is not None else ()))


class RequestOver(Conflict):
    """It was decided, withdrawn, or came to nothing; ``state`` says which."""

    code = "request_over"
    title = "This was decided already"


class NotAccepted(Conflict):
    """The colleague has not said yes to it."""

    code = "swap_not_accepted"
    title = "The colleague has not accepted yet"


class ShiftGone(Conflict):
    """One of the shifts is not as it was when it was asked for, or has begun."""

    code = "shift_gone"
    title = "One of the shifts has changed or begun"


class LeaveBegun(Conflict):
    """It has begun."""

    code = "leave_begun"
    title = "This leave has begun already"


def checked_words(field: str, text: str, *, needed: bool = False) -> str:
    """What somebody wrote: trimmed, at most 500 characters. Raises ``Invalid``."""
    text = text.strip()
    if len(text) > LONGEST_WORDS or has_half_a_character(text) or "\x00" in text or (needed and not is_visible(text)):
        raise Invalid.field(field, f"{1 if needed else 0} to {LONGEST_WORDS} characters")
    return text


def answered(request: Request, *, accepts: bool, word: Word) -> Request:
    """What the colleague says. Raises ``RequestOver``."""
    if request.state != ASKED or request.swap is None:
        raise RequestOver("it does not wait for a colleague any more")
    swap = replace(request.swap, accepted_at=word.at if accepts else None)
    return _next(request, word, swap=swap, state=WAITING if accepts else DECLINED)


def decided(request: Request, word: Word) -> Request:
    """What who leads says: ``word.outcome``. Raises ``NotAccepted``, ``RequestOver``."""
    if request.state == ASKED:
        raise NotAccepted("the colleague has not said yes")
    if request.state != WAITING:
        raise RequestOver(f"it is {request.state}")
    return _next(request, word, state=word.outcome)


def withdrawn(request: Request, word: Word) -> Request:
    """Who asked does not want it any more. Raises ``RequestOver``."""
    if not request.is_open:
        raise RequestOver(f"it is {request.state}")
    return _next(request, word, state=WITHDRAWN)


def cancelled(request: Request, word: Word) -> Request:
    """Approved leave is none after all; once it has begun, by who leads. Raises ``RequestOver``, ``LeaveBegun``."""
    if request.state != APPROVED or request.leave is None:
        raise RequestOver(f"it is {request.state}")
    if request.since <= word.at and word.by.id == request.agent_id:
        raise LeaveBegun("it has begun: whoever leads you can cancel it")
    return _next(request, word, state=CANCELLED)


def lapsed(request: Request, word: Word) -> Request:
    """An exchange came to nothing by itself: ``word.outcome`` says void or expired. Raises ``RequestOver``."""
    if not request.is_open:
        raise RequestOver(f"it is {request.state}")
    return _next(request, word, state=word.outcome)


def _next(request: Request, word: Word, **changes: object) -> Request:
    return replace(request, **changes, words=(*request.words, word), version=request.version + 1)
