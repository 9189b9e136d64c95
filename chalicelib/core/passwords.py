"""Passwords are kept as argon2id hashes."""

from __future__ import annotations

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from chalicelib.core.desk import Desk


@cache
def _hasher(work: str) -> PasswordHasher:
    # "cheap" is for tests that sign in hundreds of people; environments use the library's recommendation
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1) if work == "cheap" else PasswordHasher()


def hashed(desk: Desk, password: str) -> str:
    """The hash to keep."""
    return _hasher(desk.settings.password_work).hash(password)


@cache
def _nobody(work: str) -> str:
    return _hasher(work).hash("nobody has this password")


def matches(desk: Desk, password: str, kept: str | None) -> bool:
    """Whether it is the one that was hashed; takes as long without a hash, so that nobody learns who exists."""
    hasher = _hasher(desk.settings.password_work)
    try:
        return hasher.verify(kept or _nobody(desk.settings.password_work), password) and kept is not None
    except (VerificationError, InvalidHashError):
        return False
