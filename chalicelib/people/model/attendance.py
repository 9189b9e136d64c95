"""How long somebody was online, busy, on a break or away, for whoever counts that (B6, F1). Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

from chalicelib.people.model.agents import OFFLINE, Agent

AWAY = "away"  # their console fell silent, and they came back
STATUSES = ("online", "busy", "break", AWAY)
LONGEST_AWAY = timedelta(hours=1)
TOLD_EVERY = timedelta(hours=1)
LONGEST_UNTOLD = timedelta(hours=4)  # what seems to last longer began before a version that did not tell of it


class PresenceSpent(msgspec.Struct, frozen=True):
    """Somebody was this, from ``since`` until then; told once, when it ends, and once an hour while it lasts."""

    agent_id: str
    status: str
    since: datetime
    until: datetime


class PresenceChanged(msgspec.Struct, frozen=True):
    """Somebody was ``former``, and is ``status`` since then."""

    agent_id: str
    former: str
    status: str
    at: datetime


def spent(agent: Agent, now: datetime) -> tuple[str, datetime, datetime] | None:
    """What they were, from when until when, as their status ends, or goes on from now: until their console fell silent,
    where it has. Of what nobody told for hours the last four count. None: nothing that counts."""
    since = agent.status_since
    if since is None:
        return None
    if agent.status != OFFLINE:
        silent = agent.lease_until is not None and agent.lease_until < now
        until = agent.lease_until if silent and agent.lease_until is not None else now
        status = agent.status
    elif agent.resumes is not None:
        until, status = min(now, since + LONGEST_AWAY), AWAY
    else:
        return None
    since = max(since, until - LONGEST_UNTOLD)
    return (status, since, until) if until > since else None


def since_after(agent: Agent, status: str, now: datetime, *, silent: bool) -> datetime | None:
    """Since when the status after it counts; ``silent``: since their console was heard of last; None: it does not."""
    if status != OFFLINE:
        return now
    return min(agent.lease_until or now, now) if silent else None


def is_told_again(agent: Agent, now: datetime) -> bool:
    """Whether what they are has lasted for so long that it is told while it lasts."""
    since = agent.status_since
    return agent.status != OFFLINE and since is not None and now - since >= TOLD_EVERY
