"""What each notice says, in each language. ``{word}`` is filled from the notice's words; nothing here is markup."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chalicelib.notices.model.wordings.afterwards import AFTERWARDS
from chalicelib.notices.model.wordings.form import Wording as Wording
from chalicelib.notices.model.wordings.leaders import LEADERS
from chalicelib.notices.model.wordings.offline import OFFLINE

LOCALES = ("zh-CN", "en")
WORDINGS: dict[str, dict[str, Wording]] = {**OFFLINE, **AFTERWARDS, **LEADERS}

_SOMEBODY = {"zh-CN": "访客", "en": "a visitor"}


class _Words(dict[str, str]):
    def __missing__(self, word: str) -> str:
        return ""


def wording_of(what: str, locale: str) -> Wording:
    """What is said in this language; English for one we do not speak. Raises ``LookupError`` for an unknown notice."""
    return WORDINGS[what][locale if locale in LOCALES else "en"]


def filled(template: str, words: Mapping[str, Any], locale: str) -> str:
    """The template with its words; one that is not there is left out. ``contact``: mobile and e-mail.

    ``messages``, ``wait`` and ``have`` agree with ``count``, in English.
    """
    said = _Words({name: str(value) for name, value in words.items() if value is not None})
    said["contact"] = " ".join(each for each in (said["mobile"], said["email"]) if each)
    one = said["count"] == "1"
    said.update(messages=f"{said['count']} message{'' if one else 's'}")
    said.update(wait="waits" if one else "wait", have="has" if one else "have")
    if not said["name"].strip():
        said["name"] = _SOMEBODY.get(locale, _SOMEBODY["en"])
    return template.format_map(said)
