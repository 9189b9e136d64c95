"""Where a plan's orders are asked for, and what is asked of a customer before they are shown (A5, F8). Pure.

Nothing is asked of any shop unless the plan has an address.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any

import msgspec
from msgspec.structs import replace

from chalicelib.core.errors import Invalid, WrongFields, checked_each
from chalicelib.core.i18n import LANGUAGES
from chalicelib.core.text import among, checked

FROM_SHOP, FROM_MOBILE, FROM_EMAIL = "shop", "mobile", "email"
SOURCES = (FROM_SHOP, FROM_MOBILE, FROM_EMAIL)
WHOLE, LAST_FOUR = "whole", "last_four"
WAYS = (WHOLE, LAST_FOUR)
MOST_FACTS, LONGEST_LABEL = 10, 40
MOST_SECONDS, MOST_KEPT_SECONDS = 3, 60

_ID = r"[a-z0-9_-]{1,40}"


class Fact(msgspec.Struct, frozen=True):
    """What a customer may be asked for, language → label. ``source``: who knows it: the shop says it in the ``facts``
    of its answer, by this id; or the mobile number or the e-mail address that the website vouches for. ``way``: it must
    be right as a whole, or its last four digits."""

    fact_id: str
    texts: Mapping[str, str]
    source: Annotated[str, among(*SOURCES)] = FROM_SHOP
    way: Annotated[str, among(*WAYS)] = WHOLE


class Shop(msgspec.Struct, frozen=True):
    """``url``: whom the desk asks about a customer's orders (empty: nobody). ``seconds``: how long it waits for that;
    ``kept_seconds``: for so long an answer is good for others who look (0: not at all).

    ``facts``: what is compared when an agent checks who a customer is, of which ``needed`` must be told and right.
    ``check_first``: no orders are shown before that.
    """

    url: str = ""
    seconds: int = MOST_SECONDS
    kept_seconds: int = 10
    facts: tuple[Fact, ...] = ()
    needed: int = 1
    check_first: bool = False

    @property
    def is_used(self) -> bool:
        """Whether agents find anything here: orders, or facts to check."""
        return bool(self.url or self.facts)


USUAL = Shop()


def checked_shop(changes: Mapping[str, Any], before: Shop = USUAL) -> Shop:
    """As an administrator changes it; what is left out is as before, facts are changed as a whole. The address was
    looked at by whoever knows where the desk runs, and numbers are within bounds already.

    Raises ``Invalid`` naming every field that does not hold.
    """
    facts = before.facts
    if "facts" in changes:
        facts = checked_each("shop.facts", changes["facts"], _checked_fact, most=MOST_FACTS, by="fact_id")
    after = replace(before, **{**changes, "facts": facts})
    if (facts or after.check_first) and len(facts) < after.needed:
        raise Invalid.field("shop.needed", "not more than there are facts to ask for")
    return after


def _checked_fact(where: str, values: Mapping[str, Any]) -> Fact:
    wrong, texts = WrongFields(), dict[str, str]()
    if not re.fullmatch(_ID, values["fact_id"]):
        wrong.add(f"{where}.fact_id", "1 to 40 of a-z, 0-9, _ and -")
    for name, known in (("source", SOURCES), ("way", WAYS)):
        if values[name] not in known:
            wrong.add(f"{where}.{name}", f"one of {', '.join(known)}")
    for language, text in values["texts"].items():
        if language not in LANGUAGES:
            wrong.add(f"{where}.texts", f"words in one or more of {', '.join(LANGUAGES)}")
        elif text.strip():
            with wrong:
                texts[language] = checked(f"{where}.texts.{language}", text, longest=LONGEST_LABEL)
    if not texts:
        wrong.add(f"{where}.texts", "what is asked for, in at least one language")
    wrong.refuse()
    return Fact(**{**values, "texts": texts})
