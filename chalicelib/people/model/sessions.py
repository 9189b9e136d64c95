"""Signing in: sessions, what stands in the way, and failed tries."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec
from msgspec.structs import replace

from chalicelib.core.errors import Conflict, Forbidden, TooManyRequests, Unauthorized, members
from chalicelib.people.model.agents import Agent

FREE_FAILURES = 5
LONGEST_WAIT = timedelta(minutes=15)
FAILURES_COUNT_FOR = timedelta(days=1)
PLACE_KNOWN_FOR = timedelta(days=90)
MOST_SESSIONS = 5
PASSWORD_LINK, PASSWORD_PATH = "password", "/password/"  # what a link is signed for, and where it leads
NO_PASSWORD = "-"  # of agents from before passwords had ids


class Tries(msgspec.Struct, frozen=True):
    """Failed sign-ins of one account from one place; ``next_at``: before it, none is even looked at.

    ``known_until``: somebody has signed in to the account from there, so that others' guesses do not matter there.
    ``stored``: there is a record of them.
    """

    failures: int = 0
    next_at: datetime | None = None
    known_until: datetime | None = None
    stored: bool = False


class PasswordLink(msgspec.Struct, frozen=True):
    """By this an agent chooses a password without having the present one (``password_id``), once, and until then."""

    agent_id: str
    password_id: str
    until: datetime

    @classmethod
    def to(cls, agent: Agent, until: datetime) -> PasswordLink:
        """A link for this agent; it is over as soon as they have another password than now."""
        return cls(agent.agent_id, agent.password_id or NO_PASSWORD, until)

    @property
    def name(self) -> str:
        """What a signed address names."""
        return f"{self.agent_id}~{self.password_id}~{int(self.until.timestamp())}"

    @classmethod
    def named(cls, name: str) -> PasswordLink:
        """The link of this name, which is one of ours."""
        agent_id, password_id, until = name.split("~")
        return cls(agent_id, password_id, datetime.fromtimestamp(int(until), UTC))

    def counts_for(self, agent: Agent | None, now: datetime) -> bool:
        """Whether the agent may still choose a password by it."""
        password_id = agent.password_id or NO_PASSWORD if agent is not None and agent.active else None
        return password_id == self.password_id and now < self.until


class PasswordLinkAsked(msgspec.Struct, frozen=True):
    """Somebody is to choose a password by a link (``name``): they forgot theirs, or have none yet (``invited``)."""

    agent_id: str
    name: str
    language: str
    invited: bool


class NoFreeSeat(Conflict):
    """As many are signed in as there are seats (B7)."""

    code = "no_free_seat"
    title = "All seats are taken"
    beside = members(seats=int)


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
    """The first five failures are free; then the wait doubles from 1 s to 15 minutes. A day later none counts."""
    old = tries.next_at is None or tries.next_at + FAILURES_COUNT_FOR < now
    failures = 1 if old else tries.failures + 1
    over = failures - FREE_FAILURES
    wait = min(timedelta(seconds=2 ** min(over, 12)), LONGEST_WAIT) if over >= 0 else timedelta()
    return replace(tries, failures=failures, next_at=now + wait)


def is_known(tries: Tries, now: datetime) -> bool:
    """Whether somebody has signed in to the account from this place, not too long ago."""
    return tries.known_until is not None and tries.known_until > now


def is_written_down(failures: int) -> bool:
    """Whether the audit log is told of this failure: of the 1st, 2nd, 4th, 8th …, so that a flood does not fill it."""
    return failures > 0 and failures & (failures - 1) == 0


def refuse_hurry(tries: Tries, now: datetime) -> None:
    """Raises ``TooManyRequests`` while there is to be waited."""
    if tries.next_at is not None and tries.next_at > now:
        seconds = int((tries.next_at - now).total_seconds()) + 1
        raise TooManyRequests(f"try again in {seconds} s", retry_after=seconds)


def sessions_with(agent: Agent, session_id: str) -> frozenset[str]:
    """The agent's sessions with a new one; the oldest ends when there would be too many (ids sort by time)."""
    return frozenset(sorted(agent.session_ids | {session_id})[-MOST_SESSIONS:])


def locked_until(tries: Tries, now: datetime) -> datetime | None:
    """When there may be tried again from this place, or None if there need not be waited."""
    return tries.next_at if tries.next_at is not None and tries.next_at > now else None
