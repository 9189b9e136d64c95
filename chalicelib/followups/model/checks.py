"""What may be said of a follow-up: words, and times."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from chalicelib.core import times
from chalicelib.core.errors import Invalid

FURTHEST_PLAN = timedelta(days=366)
LONGEST_NOTE, LONGEST_SCRIPT = 2000, 4000


def checked_words(field: str, text: str, longest: int) -> str:
    """A text that may be empty: trimmed, without NUL. Raises ``Invalid``."""
    text = text.strip()
    if len(text) > longest:
        raise Invalid.field(field, f"at most {longest} characters")
    if "\x00" in text:
        raise Invalid.field(field, "no NUL character")
    return text


def checked_moment(field: str, text: str) -> datetime:
    """A moment in RFC 3339, with its offset; UTC comes back. Raises ``Invalid``."""
    try:
        at = times.read(text[:41])
        if at.tzinfo is None:
            raise ValueError
        return at.astimezone(UTC)
    except (ValueError, OverflowError):
        raise Invalid.field(field, "a time with its zone is needed, such as 2026-11-30T09:00:00Z") from None


def checked_due(at: datetime, now: datetime, field: str = "due_at") -> datetime:
    """A time somebody plans for. Raises ``Invalid``."""
    if not now < at <= now + FURTHEST_PLAN:
        raise Invalid.field(field, f"after now, and within {FURTHEST_PLAN.days} days")
    return at
