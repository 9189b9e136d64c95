"""Passwords are kept as argon2id hashes, and chosen so that guessing does not find them.

What NIST SP 800-63B asks for: length, a list of the commonest, nothing that is known about whoever has it; no rules of
what must be in it, and no changes without a reason. Guesses are slowed down at the door besides.
"""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from chalicelib.core.desk import Desk
from chalicelib.core.errors import FieldError, Invalid, members

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST, LONGEST = 10, 128  # characters
FEWEST_DIFFERENT = 5  # characters
OWN_WORDS_FROM = 2  # characters; single letters of a name are in every password
LEFT_OVER = 4  # characters that must be left without the own words
TRIMMINGS = 5  # digits and signs around a common password that make it no better
PRODUCT = "deskbell"
_SIGNS = string.digits + string.punctuation + " "

# why a password is refused → what is said of it
REASONS = {
    "too_short": f"at least {SHORTEST} characters",
    "too_long": f"at most {LONGEST} characters",
    "blank": "something that can be seen",
    "too_simple": f"at least {FEWEST_DIFFERENT} different characters, and not one after the other",
    "too_common": "not one of the passwords that are tried first",
    "same_as_before": "another one than before",
    "about_you": "not the name, number or e-mail address, or that with little added",
}


class WeakPassword(Invalid):
    """This would be guessed; ``reason`` says by what, for the pages to say it in their language."""

    beside = members(reason=str)

    def __init__(self, field: str, reason: str) -> None:
        errors = [FieldError(field, REASONS[reason])]
        super().__init__(f"{field}: {REASONS[reason]}", errors=errors, extra={"reason": reason})


@cache
def _hasher(work: str) -> PasswordHasher:
    from argon2 import PasswordHasher

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
    from argon2.exceptions import InvalidHashError, VerificationError

    hasher = _hasher(desk.settings.password_work)
    try:
        return hasher.verify(kept or _nobody(desk.settings.password_work), password) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


def checked(password: str, field: str, own: Iterable[str]) -> str:
    """A password that may be set. ``own``: what is known of whoever has it. Raises ``WeakPassword``."""
    reason = weakness(password, own)
    if reason is not None:
        raise WeakPassword(field, reason)
    return password


def weakness(password: str, own: Iterable[str]) -> str | None:
    """Why the password would be guessed, one of ``REASONS``, or None if it would not."""
    if len(password) > LONGEST:
        return "too_long"
    if not any(unicodedata.category(each)[0] in "LNPS" for each in password):
        return "blank"
    if len(password) < SHORTEST:
        return "too_short"
    folded = password.casefold()
    if _is_about(folded, own):
        return "about_you"
    if len(set(folded)) < FEWEST_DIFFERENT or _is_sequence(folded):
        return "too_simple"
    return "too_common" if _is_common(folded) else None


def _is_sequence(folded: str) -> bool:
    """``abcdefghij``, ``9876543210``: each character is the next, or each the one before."""
    return len({ord(after) - ord(before) for before, after in pairwise(folded)}) == 1


def _is_about(folded: str, own: Iterable[str]) -> bool:
    words = {PRODUCT}
    for each in own:
        words |= {each.casefold(), *re.split(r"[\s@._+-]+", each.casefold())}
    left = folded
    for word in sorted(words, key=len, reverse=True):
        if len(word) >= OWN_WORDS_FROM:
            left = left.replace(word, "")
    return left != folded and len(left.strip(_SIGNS)) < LEFT_OVER


def _is_common(folded: str) -> bool:
    core = folded.strip(_SIGNS)
    common = _commonest()
    return folded in common or (len(folded) - len(core) <= TRIMMINGS and core in common)


@cache
def _commonest() -> frozenset[str]:
    from zxcvbn.frequency_lists import FREQUENCY_LISTS  # a tenth of a second and some MB: only where one is set

    return frozenset(FREQUENCY_LISTS["passwords"])
