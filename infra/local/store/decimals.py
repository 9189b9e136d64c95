"""Numbers: 38 significant digits between 1E-130 and 9.99…E+125, kept in one normal form, without an exponent."""

from __future__ import annotations

import re
from decimal import Context, Decimal, Inexact, InvalidOperation
from functools import lru_cache

from infra.local.store.errors import Invalid

DIGITS = 38
LARGEST, SMALLEST = 125, -130  # exponents of the first digit

_PLAIN = re.compile(r"-?[1-9][0-9]{0,37}|0")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,18})?")
_EXACT = Context(prec=400, Emin=-(10**6), Emax=10**6, traps=[Inexact, InvalidOperation])


def normal(text: object) -> str:
    """The number in its normal form. Raises ``Invalid`` if it is none, or more than DynamoDB keeps."""
    if isinstance(text, str) and _PLAIN.fullmatch(text):
        return text
    if not isinstance(text, str) or not _NUMBER.fullmatch(text):
        raise Invalid(f"The parameter cannot be converted to a numeric value: {text}")
    return _written(Decimal(text))


def add(left: str, right: str) -> str:
    """The sum of two numbers in normal form. Raises ``Invalid`` if it needs more than 38 digits."""
    if len(left) < DIGITS and len(right) < DIGITS and "." not in left and "." not in right:
        return str(int(left) + int(right))
    return _written(_EXACT.add(Decimal(left), Decimal(right)))


def subtract(left: str, right: str) -> str:
    """The difference of two numbers in normal form. Raises ``Invalid`` if it needs more than 38 digits."""
    return add(left, right[1:] if right.startswith("-") else "0" if right == "0" else f"-{right}")


def value_of(text: str) -> int | Decimal:
    """The number, to be compared with others."""
    return Decimal(text) if "." in text else int(text)


@lru_cache(4096)
def size(text: str) -> int:
    """How many bytes DynamoDB counts for a number in normal form: two digits a byte, one more, and one for a minus."""
    whole, _, fraction = text.lstrip("-").partition(".")
    digits = ("0" if len(whole) % 2 else "") + whole + fraction + ("0" if len(fraction) % 2 else "")
    pairs = [digits[at : at + 2] for at in range(0, len(digits), 2)]
    while pairs and pairs[-1] == "00":
        pairs.pop()
    while pairs and pairs[0] == "00":
        pairs.pop(0)
    return 1 + len(pairs) + text.startswith("-") if pairs else 1


def _written(number: Decimal) -> str:
    sign, digits, exponent = number.as_tuple()
    if not isinstance(exponent, int):
        raise Invalid(f"The parameter cannot be converted to a numeric value: {number}")
    text = "".join(map(str, digits)).lstrip("0")
    first = exponent + max(len(text), 1) - 1
    if first > LARGEST:
        raise Invalid("Number overflow. Attempting to store a number with magnitude larger than supported range")
    if first < SMALLEST:
        raise Invalid("Number underflow. Attempting to store a number with magnitude smaller than supported range")
    kept = text.rstrip("0")
    exponent += len(text) - len(kept)
    if len(kept) > DIGITS:
        raise Invalid("Attempting to store more than 38 significant digits in a Number")
    if not kept:
        return "0"
    if exponent >= 0:
        plain = kept + "0" * exponent
    elif -exponent < len(kept):
        plain = f"{kept[:exponent]}.{kept[exponent:]}"
    else:
        plain = "0." + "0" * (-exponent - len(kept)) + kept
    return f"-{plain}" if sign else plain
