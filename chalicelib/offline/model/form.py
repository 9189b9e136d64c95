"""What a visitor may write into the form (C2): everything that is wrong is named at once."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import partial
from typing import Any

import msgspec

from chalicelib.conversations.model.conversation import checked_text
from chalicelib.core.contacts import checked_email, checked_mobile
from chalicelib.core.errors import Invalid, WrongFields
from chalicelib.core.text import Id, is_visible

LONGEST_NAME, LONGEST_EMAIL, LONGEST_CATEGORY, LONGEST_PAGE, LONGEST_ID = 80, 254, 80, 2_000, 100
NEEDED = ("name", "text")

_UNPRINTABLE = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_JOINERS = "\u200c\u200d"  # names in Persian and many an emoji need them


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """What a visitor says; once it holds: ``mobile`` as E.164, what was left empty is None, and ``email`` or ``mobile``
    is there."""

    name: str
    text: str
    email: str | None = None
    mobile: str | None = None
    category: str | None = None
    page: str | None = None
    conversation_id: Id | None = None


class LeaveMessage(Form, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The form with the name of the request: the same ``client_id`` is stored once."""

    client_id: Id | None = None


def checked_form(form: Form, region: str | None) -> Form:
    """The form as it is stored. ``region``: whose numbers are meant without a country code.

    Raises ``Invalid`` with every wrong field; with no way to reach the visitor both ways are named.
    """
    checks: dict[str, Callable[[str], str]] = {
        "name": partial(_line, "name", LONGEST_NAME),
        "email": _email,
        "mobile": lambda value: checked_mobile("mobile", value, region),
        "text": checked_text,
        "category": partial(_line, "category", LONGEST_CATEGORY),
        "page": partial(_line, "page", LONGEST_PAGE),
        "conversation_id": partial(_line, "conversation_id", LONGEST_ID),
    }
    wrong, values = WrongFields(), dict[str, Any]()
    for field, check in checks.items():
        value = getattr(form, field)
        with wrong:
            values[field] = check(value) if _given(value) or field in NEEDED else None
    if not _given(form.email) and not _given(form.mobile):
        for field in ("email", "mobile"):
            wrong.add(field, "an e-mail address or a mobile number is needed")
    wrong.refuse()
    return Form(**values)


def _given(value: str | None) -> bool:
    return bool(value and value.strip())


def _email(email: str) -> str:
    if len(email.strip()) > LONGEST_EMAIL:
        raise Invalid.field("email", f"at most {LONGEST_EMAIL} characters")
    return checked_email("email", email)


def _line(field: str, longest: int, value: str) -> str:
    """One line of printable text, with single spaces; a line end would begin a new header in a letter."""
    if any(unicodedata.category(each) in _UNPRINTABLE and each not in _JOINERS for each in value):
        raise Invalid.field(field, "no control characters and no line ends")
    value = " ".join(value.split())
    if not 1 <= len(value) <= longest:
        raise Invalid.field(field, f"1 to {longest} characters")
    if not is_visible(value):
        raise Invalid.field(field, "something that can be seen")
    return value
