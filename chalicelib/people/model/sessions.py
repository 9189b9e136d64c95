"""Signing in: sessions, what stands in the way, and failed tries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.core.errors import Conflict, Forbidden, TooManyRequests, Unauthorized
from chalicelib.people.model.agents import Agent

FREE_FAILURES = 5
LONGEST_WAIT = timedelta(minutes=15)
MOST_SESSIONS = 5


@dataclass(frozen=True)
class Tries:
    """Failed sign-ins of one address; ``next_at``: before it, none is even looked at."""

    failures: int = 0
    next_at: datetime | None = None


class NoFreeSeat(Conflict):
    """As many are signed in as there are seats (B7)."""

    code = "no_free_seat"
    title = "All seats are taken"


class PasswordChangeRequired(Forbidden):
    """The password was set by somebody else; nothing but choosing an own one is allowed before that."""

    code = "password_change_required"
    title = "Choose a password of your own first"


class WrongCredentials(Unauthorized):
    """Which of the two was wrong is not said."""

    code = "wrong_credentials"
    title = "E-mail or password is wrong"


class SessionEnded(Unauthorized):
    """The session was ended: signed out, password changed, disabled, or the seat given on."""

    code = "session_ended"
    title = "Please sign in again"


def after_failure(tries: Tries, now: datetime) -> Tries:
    """The first five failures are free; then the wait doubles from 1 s to 15 minutes."""
    failures = tries.failures + 1
    over = failures - FREE_FAILURES
    wait = min(timedelta(seconds=2 ** min(over, 12)), LONGEST_WAIT) if over >= 0 else timedelta()
    return Tries(failures, now + wait)


def refuse_hurry(tries: Tries, now: datetime) -> None:
    """Raises ``TooManyRequests`` while the address has to wait."""
    if tries.next_at is not None and tries.next_at > now:
        seconds = int((tries.next_at - now).total_seconds()) + 1
        raise TooManyRequests(f"try again in {seconds} s", retry_after=seconds)


def sessions_with(agent: Agent, session_id: str) -> frozenset[str]:
    """The agent's sessions with a new one; the oldest ends when there would be too many (ids sort by time)."""
    return frozenset(sorted(agent.session_ids | {session_id})[-MOST_SESSIONS:])


def locked_until(tries: Tries, now: datetime) -> datetime | None:
    """When the address may try again, or None if it need not wait."""
    return tries.next_at if tries.next_at is not None and tries.next_at > now else None
