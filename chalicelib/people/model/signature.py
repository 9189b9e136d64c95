"""What an agent's letters end with (A6). Pure."""

from __future__ import annotations

import msgspec

from chalicelib.core.errors import Invalid
from chalicelib.core.text import has_half_a_character, is_visible

LONGEST, MOST_LINES = 300, 6


class Signature(msgspec.Struct, frozen=True):
    """Some lines below an answer that goes out as a letter; empty: none. ``version``: one more with each change."""

    text: str = ""
    version: int = 0


def checked_signature(text: str) -> str:
    """Trimmed, with plain ends of lines. Raises ``Invalid``."""
    lines = [each.rstrip() for each in text.strip().splitlines()]
    signature = "\n".join(lines)
    is_bare = bool(signature) and not is_visible(signature)
    if len(signature) > LONGEST or len(lines) > MOST_LINES or is_bare:
        raise Invalid.field("text", f"at most {LONGEST} characters in {MOST_LINES} lines, one of them visible")
    if "\x00" in signature or has_half_a_character(signature):
        raise Invalid.field("text", "no NUL character, no lone surrogate")
    return signature
