"""What a visitor may write into the form (C2): everything that is wrong is named at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Annotated, Any

import msgspec

from chalicelib.conversations.model.conversation import checked_text
from chalicelib.core.contacts import checked_mobile, checked_own_email
from chalicelib.core.errors import WrongFields
from chalicelib.core.text import Id, checked_line

LONGEST_NAME, LONGEST_CATEGORY, LONGEST_PAGE, LONGEST_ID = 80, 80, 2_000, 100
NEEDED = ("name", "text")


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
    """The form with the name of the request: the same ``client_id`` is stored once. ``consent``, ``declined``: the
    edition of the plan's text that is agreed to, or is not."""

    client_id: Id | None = None
    consent: Annotated[int, msgspec.Meta(ge=0, le=10**9)] | None = None
    declined: Annotated[int, msgspec.Meta(ge=0, le=10**9)] | None = None


def checked_form(form: Form, region: str | None, *, elsewhere: bool = False) -> Form:
    """The form as it is stored. ``region``: whose numbers are meant without a country code.
    ``elsewhere``: whoever wrote it is reached where they wrote, and need leave no address.

    Raises ``Invalid`` with every wrong field; with no way to reach the visitor both ways are named.
    """
    checks: dict[str, Callable[[str], str]] = {
        "name": partial(checked_line, "name", longest=LONGEST_NAME),
        "email": partial(checked_own_email, "email"),
        "mobile": lambda value: checked_mobile("mobile", value, region),
        "text": checked_text,
        "category": partial(checked_line, "category", longest=LONGEST_CATEGORY),
        "page": partial(checked_line, "page", longest=LONGEST_PAGE),
        "conversation_id": partial(checked_line, "conversation_id", longest=LONGEST_ID),
    }
    given = {each for each in checks if (getattr(form, each) or "").strip()}
    wrong, values = WrongFields(), dict[str, Any]()
    for field, check in checks.items():
        if field in given or field in NEEDED:
            with wrong:
                values[field] = check(getattr(form, field))
    if given.isdisjoint({"email", "mobile"}) and not elsewhere:
        for field in ("email", "mobile"):
            wrong.add(field, "an e-mail address or a mobile number is needed")
    wrong.refuse()
    return Form(**values)
