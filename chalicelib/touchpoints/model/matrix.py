"""Businesses, channels and brands of the desk, and what their crossing is called (E4). Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Annotated

import msgspec

from chalicelib.core.errors import WrongFields
from chalicelib.core.text import checked

MOST_BUSINESSES, MOST_CHANNELS, MOST_BRANDS, MOST_RULES = 40, 20, 8, 300
LONGEST_NAME = 60
NONE = "none"  # the code of what falls into no cell
_CODE = re.compile(r"[A-Z0-9]{1,8}")
_SOURCE = re.compile(r"[a-z0-9-]{0,40}")

Name = Annotated[str, msgspec.Meta(max_length=200)]
PartCode = Annotated[str, msgspec.Meta(max_length=20)]
Optional = Annotated[str, msgspec.Meta(max_length=100)]


class MapPart(msgspec.Struct, frozen=True):
    """A business (``code``: its number), a channel or a brand, with its names."""

    code: PartCode
    zh: Name
    en: Name

    def called(self, language: str) -> str:
        """Its name in this language."""
        return self.zh if language.startswith("zh") else self.en


class PlacingRule(msgspec.Struct, frozen=True):
    """What comes by this plan, source and category (what is not said: by any) has this channel, brand, business; one of
    them at least is said.

    ``source``: in what a conversation was begun (web, app …); of tickets: the conversation's that they were made from,
    or offline, phone, hand, api. A category stands for what is below it too.
    """

    plan_key: Optional = ""
    source: Optional = ""
    category_id: Optional = ""
    channel: PartCode = ""
    brand: PartCode = ""
    business: PartCode = ""


class Matrix(msgspec.Struct, frozen=True):
    """The two sides of the map, its brands, and the rules by which things fall into cells. ``version`` counts the
    changes; 0: nobody has changed what is shipped."""

    businesses: tuple[MapPart, ...] = ()
    channels: tuple[MapPart, ...] = ()
    brands: tuple[MapPart, ...] = ()
    rules: tuple[PlacingRule, ...] = ()
    version: int = 0

    def codes(self, brand: str) -> Iterator[str]:
        """The codes of all cells of a brand, by business."""
        for business in self.businesses:
            for channel in self.channels:
                yield code_of(channel.code, brand, business.code)

    def has(self, code: str) -> bool:
        """Whether there is such a crossing."""
        parts = parts_of(code)
        if parts is None:
            return False
        sides: Sequence[Sequence[MapPart]] = (self.channels, self.brands, self.businesses)
        return all(any(each.code == part for each in side) for part, side in zip(parts, sides, strict=True))


# what every desk has until it says otherwise: the ways by which it is written to, and what it files under
SHIPPED = Matrix(
    businesses=(
        MapPart("01", "咨询", "Enquiry"),
        MapPart("02", "售后", "After-sales"),
        MapPart("03", "投诉", "Complaint"),
        MapPart("04", "建议", "Suggestion"),
    ),
    channels=(
        MapPart("WEB", "在线咨询", "Web chat"),
        MapPart("MSG", "离线留言", "Offline message"),
        MapPart("TEL", "电话", "Phone"),
    ),
    brands=(MapPart("A", "默认品牌", "Default brand"),),
    rules=(
        PlacingRule(brand="A"),
        PlacingRule(source="web", channel="WEB"),
        PlacingRule(source="offline", channel="MSG"),
        PlacingRule(source="phone", channel="TEL"),
        PlacingRule(category_id="enquiry", business="01"),
        PlacingRule(category_id="after_sales", business="02"),
        PlacingRule(category_id="complaint", business="03"),
        PlacingRule(category_id="suggestion", business="04"),
    ),
)


def code_of(channel: str, brand: str, business: str) -> str:
    """The code of a cell, unique by its parts."""
    return f"{channel}-{brand}-{business}"


def parts_of(code: str) -> tuple[str, str, str] | None:
    """Channel, brand and business of a code; None for one that is none."""
    parts = code.split("-")
    if len(parts) != 3 or not all(_CODE.fullmatch(each) for each in parts):
        return None
    return parts[0], parts[1], parts[2]


def checked_parts(field: str, parts: Sequence[MapPart], most: int) -> tuple[MapPart, ...]:
    """One side of the map, in order. Raises ``Invalid`` naming each field that does not hold."""
    wrong, kept, seen = WrongFields(), list[MapPart](), set[str]()
    if not 1 <= len(parts) <= most:
        wrong.add(field, f"1 to {most}")
        wrong.refuse()
    for number, each in enumerate(parts):
        where = f"{field}.{number}"
        if not _CODE.fullmatch(each.code):
            wrong.add(f"{where}.code", "1 to 8 capital letters and digits")
        elif each.code in seen:
            wrong.add(f"{where}.code", "each code once")
        seen.add(each.code)
        names = {"zh": each.zh, "en": each.en}
        for language, name in names.items():
            with wrong:
                names[language] = _name(f"{where}.{language}", name)
        kept.append(MapPart(each.code, **names))
    wrong.refuse()
    return tuple(kept)


def _name(field: str, text: str) -> str:
    return checked(field, text, longest=LONGEST_NAME)


class Known(msgspec.Struct, frozen=True):
    """What rules may name."""

    plan_keys: Collection[str]
    category_ids: Collection[str]


def checked_rules(matrix: Matrix, rules: Sequence[PlacingRule], known: Known) -> tuple[PlacingRule, ...]:
    """The rules, which name only what there is. Raises ``Invalid`` naming each field that does not hold."""
    wrong, seen = WrongFields(), set[tuple[str, str, str]]()
    if len(rules) > MOST_RULES:
        wrong.add("rules", f"at most {MOST_RULES}")
        wrong.refuse()
    sides: Mapping[str, Collection[str]] = {
        "channel": {each.code for each in matrix.channels},
        "brand": {each.code for each in matrix.brands},
        "business": {each.code for each in matrix.businesses},
        "plan_key": known.plan_keys,
        "category_id": known.category_ids,
    }
    for number, rule in enumerate(rules):
        where = f"rules.{number}"
        for name, there in sides.items():
            if getattr(rule, name) and getattr(rule, name) not in there:
                wrong.add(f"{where}.{name}", "there is no such thing")
        if not _SOURCE.fullmatch(rule.source):
            wrong.add(f"{where}.source", "small letters, digits and hyphens")
        if not (rule.channel or rule.brand or rule.business):
            wrong.add(f"{where}.business", "a channel, a brand or a business")
        asked = (rule.plan_key, rule.source, rule.category_id)
        if asked in seen:
            wrong.add(where, "another rule asks the same")
        seen.add(asked)
    wrong.refuse()
    return tuple(rules)
