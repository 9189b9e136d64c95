"""A signature that somebody drew: the strokes of a path on a sheet of 300 by 100 (D9). Pure.

``M12 30 14 32 15 33M40 50 …``: each stroke begins with ``M`` and goes from point to point, as SVG has it.
"""

from __future__ import annotations

import re
from typing import Annotated

import msgspec

from chalicelib.core.errors import Invalid
from chalicelib.core.text import Id

WIDE, HIGH = 300, 100
LONGEST_STROKES = 6_000
_STROKES = re.compile(r"(?:M\d{1,3} \d{1,3}(?: \d{1,3} \d{1,3})+)+", re.ASCII)


class Accept(msgspec.Struct, frozen=True):
    """A customer's ``name``, which signs by itself; what they drew, if they did; the consents that they gave, by field;
    what they say besides."""

    client_id: Id
    name: Annotated[str, msgspec.Meta(max_length=400)]
    signature: Annotated[str, msgspec.Meta(max_length=LONGEST_STROKES)] = ""
    consents: tuple[str, ...] = ()
    text: str = ""


def checked_strokes(name: str, strokes: str) -> str:
    """A signature as it may be kept. Raises ``Invalid``."""
    if len(strokes) > LONGEST_STROKES or not _STROKES.fullmatch(strokes):
        raise Invalid.field(name, f"strokes on a sheet of {WIDE} by {HIGH}, at most {LONGEST_STROKES:,} characters")
    places = [int(each) for each in re.findall(r"\d+", strokes, re.ASCII)]
    if max(places[::2]) > WIDE or max(places[1::2]) > HIGH:
        raise Invalid.field(name, f"strokes on a sheet of {WIDE} by {HIGH}")
    return strokes
