"""A certificate (F11): who passed what, until when it counts, and that it was revoked. Pure."""

from __future__ import annotations

from datetime import date, datetime

import msgspec
from msgspec.structs import replace

from chalicelib.core import times
from chalicelib.core.authors import Author
from chalicelib.core.errors import Conflict, Invalid
from chalicelib.core.text import has_half_a_character, is_visible

LONGEST_REASON = 1000


class Revoked(msgspec.Struct, frozen=True):
    """Who took it back, when and why."""

    by: Author
    at: datetime
    reason: str


class Certificate(msgspec.Struct, frozen=True):
    """``expires_at``: up to then it counts (None: for ever). ``score``: as a fraction; None: there was no quiz.
    ``attempt_id``: what it was earned by."""

    certificate_id: str
    course_id: str
    version: int
    title: str
    agent: Author
    issued_at: datetime
    expires_at: datetime | None = None
    score: str | None = None
    attempt_id: str | None = None
    revoked: Revoked | None = None
    revision: int = 1

    @property
    def agent_id(self) -> str:
        """Whose it is."""
        return str(self.agent.id)

    def counts(self, now: datetime) -> bool:
        """Whether it counts at this moment."""
        return self.revoked is None and (self.expires_at is None or now < self.expires_at)


class CertificateRevoked(Conflict):
    """It was taken back already."""

    code = "certificate_revoked"
    title = "This certificate was revoked"


def expiry(issued_at: datetime, months: int, zone: str, today: date) -> datetime | None:
    """The end of the same day so many months on, on the desk's calendar; the last day of a month that has none such.
    None: it never ends."""
    if not months:
        return None
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    for day in range(today.day, 0, -1):
        try:
            last = date(year, month + 1, day)
        except ValueError:
            continue
        return times.day_ends(last, zone)
    raise ValueError("every month has a first day")


def taken_back(certificate: Certificate, reason: str, by: Author, now: datetime) -> Certificate:
    """It counts no more. Raises ``CertificateRevoked``, ``Invalid``."""
    if certificate.revoked is not None:
        raise CertificateRevoked("it was taken back already")
    revocation = Revoked(by, now, checked_reason("reason", reason))
    return replace(certificate, revoked=revocation, revision=certificate.revision + 1)


def checked_reason(field: str, reason: str) -> str:
    """Why: trimmed, 1 to 1,000 characters. Raises ``Invalid``."""
    reason = reason.strip()
    if len(reason) > LONGEST_REASON or has_half_a_character(reason) or "\x00" in reason or not is_visible(reason):
        raise Invalid.field(field, f"1 to {LONGEST_REASON:,} characters")
    return reason
