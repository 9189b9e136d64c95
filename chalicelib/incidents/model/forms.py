"""What people send about incidents: bodies of requests, as services take them; and the checks of their words."""

from __future__ import annotations

from typing import Annotated

import msgspec

from chalicelib.core.errors import Invalid
from chalicelib.core.text import Id, has_half_a_character, is_visible
from chalicelib.incidents.model.events import Backup, ByLanguage
from chalicelib.incidents.model.incident import MOST_PLANS
from chalicelib.incidents.model.rules import Severity

LONGEST_NOTE = 2_000

Words = Annotated[str, msgspec.Meta(max_length=LONGEST_NOTE * 2)]
PlanKeys = Annotated[tuple[Id, ...], msgspec.Meta(max_length=MOST_PLANS)]


class Declare(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An incident by hand: one of the defined events, or none of them with ``titles`` of its own; what is said of it
    here holds instead of what the event says. ``plan_keys``: whom it concerns (none: all)."""

    event_id: Id | None = None
    titles: ByLanguage | None = None
    severity: Severity | None = None
    note: Words = ""
    plan_keys: PlanKeys = ()


class ChangeIncident(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is left out stays. ``cause`` and ``measures`` (what is done so that it does not happen again) may be written
    down afterwards, too; the rest while it is open. ``version``: the one that was read."""

    titles: ByLanguage | None = None
    severity: Severity | None = None
    holding: ByLanguage | None = None
    backup: Backup | None = None
    cause: Words | None = None
    measures: Words | None = None
    version: Annotated[int, msgspec.Meta(ge=0)] | None = None


class TickStep(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whether a step is done."""

    done: bool


class ShowHolding(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whether the visitors of this plan are told."""

    plan_key: Id
    on: bool


class NoteOnIncident(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line for its history."""

    text: Words


class LinkByHand(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The id of a conversation, ticket, survey or message left that belongs to it."""

    about: Id


class EndIncident(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Its end, and perhaps what it was."""

    cause: Words | None = None
    measures: Words | None = None


def checked_words(field: str, text: str, *, empty: bool = True) -> str:
    """What a person writes down: trimmed, of several lines perhaps. Raises ``Invalid``."""
    text = text.strip()
    if len(text) > LONGEST_NOTE or (not empty and not is_visible(text)):
        raise Invalid.field(field, f"{0 if empty else 1} to {LONGEST_NOTE} characters")
    if "\x00" in text or has_half_a_character(text):
        raise Invalid.field(field, "no control characters")
    return text
