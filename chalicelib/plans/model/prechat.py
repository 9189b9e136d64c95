"""What a visitor is asked before their first message (A6): who they are, what it is about, what they agree to. Pure.

Nothing is asked unless the plan says so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import msgspec
from msgspec.structs import replace

from chalicelib.core.errors import Invalid, WrongFields, checked_each
from chalicelib.core.i18n import LANGUAGES

OFF, OPTIONAL, REQUIRED = "off", "optional", "required"
ASKED = (OFF, OPTIONAL, REQUIRED)
FIELDS = ("name", "email", "mobile")
MOST_CHOICES = 6
LONGEST_LABEL, LONGEST_CONSENT, LONGEST_REFUSAL = 40, 1_000, 300  # characters

_ID = r"[a-z0-9_-]{1,40}"


class FirstChoice(msgspec.Struct, frozen=True):
    """What a visitor may come about, language → label, and the group that receives them then (None: whoever else)."""

    choice_id: str
    texts: Mapping[str, str]
    group_id: str | None = None


class Prechat(msgspec.Struct, frozen=True):
    """``name``, ``email``, ``mobile``: off, optional or required. ``choices``: of which one is chosen; none: not asked.

    ``consent``: language → what is agreed to; none: nothing is. ``consent_version`` grows with each change of it: the
    edition's number. ``kept_since``: from which edition on they are kept; 0: from the next change on.
    ``consent_optional``: who refuses is served all the same; else ``refusal``: language → what they are told.
    """

    active: bool = False
    name: str = OFF
    email: str = OFF
    mobile: str = OFF
    choices: tuple[FirstChoice, ...] = ()
    consent: Mapping[str, str] = msgspec.field(default_factory=dict)
    consent_version: int = 0
    consent_optional: bool = False
    refusal: Mapping[str, str] = msgspec.field(default_factory=dict)
    kept_since: int = 0

    @property
    def asks_consent(self) -> bool:
        """Whether whoever writes here, or leaves a message, is asked to agree to something."""
        return self.active and bool(self.consent)

    @property
    def asks(self) -> bool:
        """Whether anything is asked at all."""
        return self.active and bool(self.choices or self.consent or any(getattr(self, each) != OFF for each in FIELDS))

    @property
    def group_ids(self) -> tuple[str, ...]:
        """The groups that some choice leads to, each once."""
        return tuple(dict.fromkeys(each.group_id for each in self.choices if each.group_id is not None))

    def choice(self, choice_id: str | None) -> FirstChoice | None:
        """The choice with this id, if there still is one."""
        return next((each for each in self.choices if each.choice_id == choice_id), None)


USUAL = Prechat()


def in_language(texts: Mapping[str, str], language: str) -> str:
    """The words in this language, or in whatever language there are some."""
    return texts.get(language) or next(iter(texts.values()), "")


def checked_prechat(changes: Mapping[str, Any], groups: Sequence[str], before: Prechat = USUAL) -> Prechat:
    """As an administrator changes it; what is left out is as before, choices and consent are changed as a whole.

    Another consent text is another version of it. Raises ``Invalid`` naming every field that does not hold.
    """
    wrong, said = WrongFields(), {**changes}
    for field in FIELDS:
        if field in said and said[field] not in ASKED:
            wrong.add(f"prechat.{field}", f"one of {', '.join(ASKED)}")
    if "choices" in said:
        with wrong:
            check = partial(_checked_choice, frozenset(groups))
            said["choices"] = checked_each("prechat.choices", said["choices"], check, most=MOST_CHOICES, by="choice_id")
    for field, longest in (("consent", LONGEST_CONSENT), ("refusal", LONGEST_REFUSAL)):
        if field in said:
            with wrong:
                said[field] = _texts(f"prechat.{field}", said[field], longest)
    wrong.refuse()
    after = replace(before, **said)
    if after.consent == before.consent:
        return after
    number = before.consent_version + 1
    return replace(after, consent_version=number, kept_since=before.kept_since or before.consent_version or number)


def _checked_choice(groups: frozenset[str], where: str, values: Mapping[str, Any]) -> FirstChoice:
    wrong = WrongFields()
    if not re.fullmatch(_ID, values["choice_id"]):
        wrong.add(f"{where}.choice_id", "1 to 40 of a-z, 0-9, - and _")
    if values["group_id"] is not None and values["group_id"] not in groups:
        wrong.add(f"{where}.group_id", f"there is no such one: {values['group_id'][:60]}")
    texts: dict[str, str] = {}
    with wrong:
        texts = _texts(f"{where}.texts", values["texts"], LONGEST_LABEL)
        if not texts:
            raise Invalid.field(f"{where}.texts", f"words in one or more of {', '.join(LANGUAGES)}")
    wrong.refuse()
    return FirstChoice(values["choice_id"], texts, values["group_id"])


def _texts(where: str, values: Mapping[str, str], longest: int) -> dict[str, str]:
    """Those of the texts that say something."""
    if any(language not in LANGUAGES for language in values):
        raise Invalid.field(where, f"words in one or more of {', '.join(LANGUAGES)}")
    said = {language: text.strip() for language, text in values.items() if text.strip()}
    for language, text in said.items():
        if len(text) > longest:
            raise Invalid.field(f"{where}.{language}", f"1 to {longest} characters")
        if "\x00" in text:
            raise Invalid.field(f"{where}.{language}", "no NUL character")
    return said
