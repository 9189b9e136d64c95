"""The plus address of a letter: ``desk+<token>@example.com`` leads what is answered to where it belongs (A9). Pure.

A token names what the letter is about and is signed, so that nobody writes into what is somebody else's by guessing.
It has small letters and digits alone, since mail servers change capitals as they please, and is short enough for what
may stand before the @ of an address (64 characters).
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterable

CONVERSATION, MESSAGE, TICKET = "cnv", "off", "tkt"
_LETTERS = {CONVERSATION: "c", MESSAGE: "m", TICKET: "t"}
_PREFIXES = {letter: prefix for prefix, letter in _LETTERS.items()}
_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"
_NAME = re.compile(r"(cnv|off|tkt)_([0-9a-z]{26})")
_TOKEN = re.compile(r"([cmt])([0-9a-z]{26})([0-9a-z]{14})")
MARK = 14  # characters of the signature, five bits each: 70 bits
LONGEST_MAILBOX = 64


def token_of(secret: str, about: str) -> str:
    """What stands behind the plus; empty for what no letter is answered to."""
    parts = _NAME.fullmatch(about)
    return f"{_LETTERS[parts[1]]}{parts[2]}{_mark(secret, about)}" if parts else ""


def named_by(secrets: Iterable[str], token: str) -> str | None:
    """What a token names, signed with any of these; None for one that is not ours."""
    parts = _TOKEN.fullmatch(token.strip().lower())
    if parts is None:
        return None
    about = f"{_PREFIXES[parts[1]]}_{parts[2]}"
    ours = [_mark(each, about) for each in secrets]
    # all are compared, so that the time taken does not tell which key it was
    return about if sum(hmac.compare_digest(parts[3], each) for each in ours) else None


def plus_address(inbox: str, token: str) -> str:
    """The inbox with the token; without one where there is no room for it."""
    local, _, domain = inbox.rpartition("@")
    whole = f"{local}+{token}"
    return f"{whole}@{domain}" if token and len(whole) <= LONGEST_MAILBOX else inbox


def _mark(secret: str, about: str) -> str:
    digest = hmac.digest(secret.encode(), f"mail:{about}".encode(), hashlib.sha256)
    bits = int.from_bytes(digest[:9], "big")
    return "".join(_DIGITS[bits >> 5 * place & 31] for place in range(MARK))
