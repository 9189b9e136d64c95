"""External ids, and the ids that things have by them. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec

from chalicelib.core.text import has_half_a_character, is_visible

LONGEST = 200
_LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"
PREFIXES = {
    "customers": "vis",
    "agents": "agt",
    "phrases": "phr",
    "articles": "art",
    "tickets": "tkt",
    "conversations": "cnv",
    "pictures": "fil",
}


class Known(msgspec.Struct, frozen=True, omit_defaults=True):
    """Which thing has an external id. ``base``: a mark of what a file said of each field last."""

    thing_id: str
    base: dict[str, str] = {}


def is_external_id(text: str) -> bool:
    """Whether this can name a thing."""
    return 1 <= len(text) <= LONGEST and text.isprintable() and is_visible(text) and not has_half_a_character(text)


def thing_id(kind: str, scope: str, external_id: str, at: datetime) -> str:
    """The id of a new thing: by when it began, and always the same for what this external id names."""
    number = int(at.timestamp() * 1000) << 80
    own = hashlib.sha256(f"{kind}#{scope}#{external_id}".encode()).digest()[:10]
    number |= int.from_bytes(own, "big")
    letters = "".join(_DIGITS[number >> shift & 31] for shift in range(125, -1, -5))
    return f"{PREFIXES[kind]}_{letters}"


def picture_id(external_id: str, file_id: str) -> str:
    """The id here of a picture of an article elsewhere: always the same."""
    return thing_id("pictures", external_id, file_id, _LONG_AGO)


def mark_of(value: Any) -> str:
    """What stands for a value: the same value has the same mark."""
    return hashlib.blake2s(msgspec.json.encode(value), digest_size=6).hexdigest()


def marks_of(values: Mapping[str, Any]) -> dict[str, str]:
    """Marks of all of them."""
    return {name: mark_of(value) for name, value in values.items()}
