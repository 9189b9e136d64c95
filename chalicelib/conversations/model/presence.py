"""Whether the visitor is still there: what their page and their words tell. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from chalicelib.conversations.model.conversation import OPEN, WAITING, Header

SIGN_EVERY = timedelta(minutes=1)  # a page that only asks is written down this often at most
GONE_AFTER = timedelta(minutes=2)  # of silence in the queue


def last_sign(header: Header, seen_at: datetime | None) -> datetime:
    """Since when the visitor is silent: their page, what was said, the beginning of the present state.

    To those who wait the desk speaks by itself, so there only the minute of their own words counts.
    """
    said_at = header.counted_since if header.state == WAITING else header.last_at
    return max(filter(None, (header.started_at, header.state_at, said_at, seen_at)))


def wants_sign(header: Header, seen_at: datetime | None, now: datetime) -> bool:
    """Whether it must be written down now that the visitor's page asks: it matters, and is a minute old at least."""
    matters = header.state == WAITING or (header.state == OPEN and header.agent_answered and header.idle_minutes > 0)
    return matters and now - last_sign(header, seen_at) >= SIGN_EVERY


def has_left_the_queue(header: Header, seen_at: datetime | None, now: datetime) -> bool:
    """Whether somebody who waits shows no sign any more, or never did (B5)."""
    return header.state == WAITING and now - last_sign(header, seen_at) > GONE_AFTER


def idle_at(header: Header, seen_at: datetime | None) -> datetime | None:
    """When an answered conversation is over if its visitor stays silent; None while that is not asked.

    That is while its agent owes an answer, or has put it on hold, or the plan holds conversations for ever.
    """
    asked = header.state == OPEN and header.agent_answered and header.held_at is None
    if not asked or header.last_author == "visitor" or header.idle_minutes == 0:
        return None
    return last_sign(header, seen_at) + timedelta(minutes=header.idle_minutes)
