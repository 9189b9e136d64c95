"""Every question is watched: since when its agent owes an answer, and when that is late (B6). Pure.

A question is the first word of the visitor that nobody has answered yet; who writes on asks no other one. It is the
agent's since they have the conversation, and does not age while it is on hold, or while its visitor has left.

A look at it is planned when it begins, with the message itself, unless one is planned that comes before it is late:
so what is answered in time costs nothing most of the time. ``Header.watch``: when the planned one comes.

A conversation that nobody has answered at all for a while is kept among what is owed (``Header.awaited``): from then on
those who keep that hear of each change.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec
from msgspec.structs import replace

from chalicelib.conversations.model.conversation import OPEN, Header

SURELY_AHEAD = timedelta(seconds=15)  # clocks differ: a look that is nearer may have been taken already
LOOK_AGAIN = timedelta(minutes=1)  # at what nobody else is free for


class AnswerAwaited(msgspec.Struct, frozen=True):
    """Its first answer has been awaited for a while; or, of one that is ``awaited``, something of that has changed."""

    conversation_id: str


def owed_since(header: Header) -> datetime | None:
    """Since when its agent owes an answer, as far as that counts; None while they owe none."""
    if header.state != OPEN or header.asked_at is None or header.held_at is not None or header.released_at is not None:
        return None
    return max(filter(None, (header.asked_at, header.state_at, header.resumed_at)))


def warned_at(header: Header) -> datetime | None:
    """When the answer that is owed is warned about."""
    return _after(owed_since(header), header.warn_seconds)


def late_at(header: Header) -> datetime | None:
    """When the conversation goes on to somebody else, if it is not answered until then: by the plan's time for a first
    answer (``accept_seconds``) until its agent has given one."""
    return _after(owed_since(header), header.move_seconds if header.agent_answered else header.accept_seconds)


def watched(before: Header, after: Header, now: datetime) -> Header:
    """The conversation ``after`` a message, with a look planned if a question began that none would come for.

    Until its agent has answered at all, others look whether they do.
    """
    begins = after.asked is not None and before.asked is None
    if not begins or after.state != OPEN or not after.agent_answered or after.move_seconds is None:
        return after
    late = int(now.timestamp()) + after.move_seconds + 1
    if after.watch is not None and (now + SURELY_AHEAD).timestamp() < after.watch <= late:
        return after
    return replace(after, watch=late)


def next_look(header: Header, now: datetime) -> datetime | None:
    """When a question is to be looked at again that was looked at now; None: there is none, or others see to it."""
    if header.state != OPEN or header.asked_at is None or not header.agent_answered or header.move_seconds is None:
        return None
    if header.watch_at is not None and header.watch_at > now:
        return None  # a later look is planned
    late = late_at(header)
    if late is None:
        return None if header.released_at else now + timedelta(seconds=header.move_seconds)
    return late if late > now else now + LOOK_AGAIN


def is_owed_otherwise(before: Header, after: Header) -> bool:
    """Whether a first answer that is kept among what is owed was given now, or is owed by others, is owed no more, or
    stands still since then or no longer."""
    return before.awaited and before.first_reply_at is None and _owing(before) != _owing(after)


def _owing(header: Header) -> tuple[object, ...]:
    stands = (header.state, header.agent, header.level, header.visitor_name)
    return (header.first_reply_at is None, header.released_at is None, *stands)


def _after(since: datetime | None, seconds: int | None) -> datetime | None:
    return since + timedelta(seconds=seconds) if since is not None and seconds is not None else None
