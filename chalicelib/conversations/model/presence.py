"""Whether the visitor is still there: what their page and their words tell. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from chalicelib.conversations.model.conversation import COUNTED_FOR, OPEN, WAITING, Header

SIGN_EVERY = timedelta(minutes=1)  # a page that only asks is written down this often at most
GONE_AFTER = timedelta(minutes=2)  # of silence: out of the queue; with an agent, they are told so


def last_sign(header: Header, seen_at: datetime | None) -> datetime:
    """Since when nothing happens: the visitor's page, what was said, the beginning of the present state.

    To those who wait the desk speaks by itself, so there only the minute of their own words counts.
    """
    said_at = header.counted_since if header.state == WAITING else header.last_at
    return max(filter(None, (header.started_at, header.state_at, said_at, seen_at)))


def there_until(header: Header, seen_at: datetime | None) -> datetime:
    """When the visitor of an open conversation was last there themselves: by their words or their page.

    Of several words within a minute it is known when the first was said; the last one may be taken for later, by a
    minute at most.
    """
    return max(filter(None, (header.started_at, _heard_at(header), seen_at)))


def _heard_at(header: Header) -> datetime | None:
    since = header.counted_since
    if since is None or header.counted <= 1 or header.last_at is None:
        return since
    return min(since + COUNTED_FOR, header.last_at)


def wants_sign(header: Header, seen_at: datetime | None, now: datetime) -> bool:
    """Whether it must be written down now that the visitor's page asks: it matters, and is a minute old at least."""
    if header.state == WAITING:
        return now - last_sign(header, seen_at) >= SIGN_EVERY
    return header.state == OPEN and now - there_until(header, seen_at) >= SIGN_EVERY


def has_left_the_queue(header: Header, seen_at: datetime | None, now: datetime) -> bool:
    """Whether somebody who waits shows no sign any more, or never did (B5); of who writes elsewhere, nobody knows."""
    return header.state == WAITING and header.via is None and now - last_sign(header, seen_at) > GONE_AFTER


def left_at(header: Header, seen_at: datetime | None, now: datetime) -> datetime | None:
    """Since when the visitor of an open conversation is gone, if they are."""
    until = there_until(header, seen_at)
    return until if header.state == OPEN and header.via is None and now - until > GONE_AFTER else None


def released_from(header: Header, seen_at: datetime | None) -> datetime | None:
    """When the visitor has been gone for so long that their conversation takes no slot any more; None: never, or it
    takes none, or its agent holds it."""
    if header.state != OPEN or header.released_at or header.held_at or header.left_seconds is None:
        return None
    if header.via is not None:  # who writes elsewhere shows no sign: they are gone once they are answered, and silent
        answered = header.agent_answered and header.last_author != "visitor"
        return last_sign(header, None) + timedelta(seconds=header.left_seconds) if answered else None
    return there_until(header, seen_at) + max(timedelta(seconds=header.left_seconds), GONE_AFTER)


def idle_at(header: Header, seen_at: datetime | None) -> datetime | None:
    """When an open conversation is over if its visitor stays silent; None while that is not asked.

    That is while its agent owes an answer to somebody who is there, has put it on hold or aside, or has not seen to it
    since it came back, or the plan holds conversations for ever.
    """
    if header.state != OPEN or header.held_at is not None or header.snooze is not None or header.idle_minutes == 0:
        return None
    if not header.released_at and (not header.agent_answered or header.last_author == "visitor"):
        return None
    return last_sign(header, seen_at) + timedelta(minutes=header.idle_minutes)
