"""Keys as bytes that sort as DynamoDB sorts the values: strings by UTF-8, numbers by size, binary by its bytes."""

from __future__ import annotations

import zlib

from infra.local.store import decimals
from infra.local.store.errors import Invalid
from infra.local.store.values import Value

HASH_BYTES, RANGE_BYTES = 2048, 1024
NOTHING = b""  # where there is no range key
SPREAD = 1 << 32  # how many places a hash key may hash to


def encoded(value: Value) -> bytes:
    """A value of type S, N or B as bytes that sort as the values do."""
    if "S" in value:
        text: str = value["S"]
        return text.encode()
    if "N" in value:
        return _number(value["N"])
    raw: bytes = value["B"]
    return raw


def spread(value: Value) -> bytes:
    """A hash key: like DynamoDB's, in an order that means nothing, so that a segment of a scan is a range of it."""
    raw = encoded(value)
    return zlib.crc32(raw).to_bytes(4, "big") + raw


def segment(number: int, of: int) -> tuple[bytes, bytes | None]:
    """Where the hash keys of a segment begin, and where they end (None: with the last)."""
    low, high = number * SPREAD // of, (number + 1) * SPREAD // of
    return low.to_bytes(4, "big"), None if high == SPREAD else high.to_bytes(4, "big")


def after_prefix(prefix: bytes) -> bytes | None:
    """The first bytes that sort behind everything that begins with this prefix; None: there is nothing behind."""
    kept = prefix.rstrip(b"\xff")
    return kept[:-1] + bytes([kept[-1] + 1]) if kept else None


def check_length(name: str, value: Value, *, is_range: bool) -> None:
    """Raise ``Invalid`` if a key's value is empty or too long."""
    if "N" in value:
        return
    size = len(encoded(value))
    if size == 0:
        raise Invalid(
            "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an "
            f"empty {'string' if 'S' in value else 'binary'} value. Key: {name}"
        )
    most = RANGE_BYTES if is_range else HASH_BYTES
    if size > most:
        kind = "range" if is_range else "hash"
        raise Invalid(
            f"One or more parameter values were invalid: Size of {kind}key has exceeded the maximum size limit of"
            f"{most} bytes"
        )


def _number(text: str) -> bytes:
    """A sign, the place of the first digit, the digits; all of it upside down below zero."""
    if text == "0":
        return b"\x01"
    whole, _, fraction = text.lstrip("-").partition(".")
    digits = (whole + fraction).lstrip("0")
    place = len(whole.lstrip("0")) if whole != "0" else len(digits) - len(fraction)
    raw = (place + decimals.LARGEST + 1 - decimals.SMALLEST).to_bytes(2, "big") + digits.rstrip("0").encode()
    if not text.startswith("-"):
        return b"\x02" + raw
    return b"\x00" + bytes(255 - each for each in raw) + b"\xff"
