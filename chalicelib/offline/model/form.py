"""What a visitor may write into the form (C2): everything that is wrong is named at once."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Any

import msgspec

from chalicelib.conversations.model.conversation import checked_text
from chalicelib.core.contacts import checked_email, checked_mobile
from chalicelib.core.errors import Invalid, WrongFields
from chalicelib.core.text import is_visible

LONGEST_NAME, LONGEST_EMAIL, LONGEST_CATEGORY, LONGEST_PAGE, LONGEST_ID = 80, 254, 80, 2_000, 100

_UNPRINTABLE = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_JOINERS = "\u200c\u200d"  # names in Persian and many an emoji need them


class Said(msgspec.Struct, frozen=True):
    """A form that holds: ``mobile`` as E.164; what was left empty is None. One of ``email`` and ``mobile`` is there."""

    name: str
    text: str
    email: str | None = None
    mobile: str | None = None
    category: str | None = None
    page: str | None = None
    conversation_id: str | None = None


def checked_said(
    region: str | None,
    *,
    name: str,
    text: str,
    email: str | None = None,
    mobile: str | None = None,
    category: str | None = None,
    page: str | None = None,
    conversation_id: str | None = None,
) -> Said:
    """The form as it is stored. ``region``: whose numbers are meant without a country code.

    Raises ``Invalid`` with every wrong field; with no way to reach the visitor both ways are named.
    """
    checks: dict[str, Callable[[], Any]] = {
        "name": lambda: _line("name", name, LONGEST_NAME),
        "email": lambda: _email(email) if _given(email) else None,
        "mobile": lambda: checked_mobile("mobile", str(mobile), region) if _given(mobile) else None,
        "text": lambda: checked_text(text),
        "category": lambda: _line("category", str(category), LONGEST_CATEGORY) if _given(category) else None,
        "page": lambda: _line("page", str(page), LONGEST_PAGE) if _given(page) else None,
        "conversation_id": lambda: (
            _line("conversation_id", str(conversation_id), LONGEST_ID) if _given(conversation_id) else None
        ),
    }
    wrong, values = WrongFields(), dict[str, Any]()
    for field, check in checks.items():
        with wrong:
            values[field] = check()
    if not _given(email) and not _given(mobile):
        for field in ("email", "mobile"):
            wrong.add(field, "an e-mail address or a mobile number is needed")
    wrong.refuse()
    return Said(**values)


def _given(value: str | None) -> bool:
    return bool(value and value.strip())


def _email(email: str | None) -> str:
    if email is None or len(email.strip()) > LONGEST_EMAIL:
        raise Invalid.field("email", f"at most {LONGEST_EMAIL} characters")
    return checked_email("email", email)


def _line(field: str, value: str, longest: int) -> str:
    """One line of printable text, with single spaces; a line end would begin a new header in a letter."""
    if any(unicodedata.category(each) in _UNPRINTABLE and each not in _JOINERS for each in value):
        raise Invalid.field(field, "no control characters and no line ends")
    value = " ".join(value.split())
    if not 1 <= len(value) <= longest:
        raise Invalid.field(field, f"1 to {longest} characters")
    if not is_visible(value):
        raise Invalid.field(field, "something that can be seen")
    return value
