"""What a formula comes to, exactly, and amounts of money in their smallest unit (F5). Pure.

Numbers are fractions: nothing is rounded but where ``round`` stands, and at the end to the smallest unit of the
currency; half of one goes away from nought, as accountants do it.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from fractions import Fraction

from chalicelib.performance.model.formula import Condition, Constant, Function, Name, Negative, Node, Operation

MOST_BITS = 4_000  # of a number in between
LARGEST = 10**13  # of an amount, in the smallest unit

# currency → digits after the point
CURRENCIES = {"CNY": 2, "HKD": 2, "MOP": 2, "TWD": 2, "USD": 2, "EUR": 2, "GBP": 2, "SGD": 2, "JPY": 0, "KRW": 0}

DIVISION, MISSING, TOO_LARGE = "division_by_zero", "missing", "too_large"
REASONS = (DIVISION, MISSING, TOO_LARGE)

Values = Mapping[str, Fraction | None]

_OPERATIONS: Mapping[str, Callable[[Fraction, Fraction], Fraction]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}
_COMPARISONS: Mapping[str, Callable[[Fraction, Fraction], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


class Uncomputable(Exception):
    """There is no result: ``code`` is one of the ``REASONS``, at this character (from 0); ``about``: which name."""

    def __init__(self, code: str, position: int = 0, about: str = "") -> None:
        super().__init__(code)
        self.code, self.position, self.about = code, position, about


def exact(number: float) -> Fraction:
    """A number as it is written: 0.1 is a tenth."""
    return Fraction(repr(number))


def rounded(number: Fraction, digits: int) -> Fraction:
    """So many digits after the point; half goes away from nought."""
    unit = 10**digits
    whole, rest = divmod(abs(number) * unit, 1)
    up = whole + (rest >= Fraction(1, 2))
    return Fraction(up if number >= 0 else -up, unit)


def computed(node: Node, values: Values) -> Fraction:
    """What the formula is of these values. Raises ``Uncomputable``."""
    if isinstance(node, Constant):
        return node.value
    if isinstance(node, Name):
        return _known(node, values)
    if isinstance(node, Negative):
        return -computed(node.of, values)
    if isinstance(node, Operation):
        return _operated(node, computed(node.left, values), computed(node.right, values))
    return _FUNCTIONS[node.name](node, values)


def _known(node: Name, values: Values) -> Fraction:
    value = values.get(node.name)
    if value is None:
        raise Uncomputable(MISSING, node.position, node.name)
    return value


def _operated(node: Operation, left: Fraction, right: Fraction) -> Fraction:
    if node.sign == "/" and not right:
        raise Uncomputable(DIVISION, node.position)
    result = _OPERATIONS[node.sign](left, right)
    if max(result.numerator.bit_length(), result.denominator.bit_length()) > MOST_BITS:
        raise Uncomputable(TOO_LARGE, node.position)
    return result


def _if(node: Function, values: Values) -> Fraction:
    """Only the branch that is taken is computed."""
    condition = node.condition
    holds = condition is not None and _holds(condition, values)
    return computed(node.arguments[0 if holds else 1], values)


def _holds(condition: Condition, values: Values) -> bool:
    return _COMPARISONS[condition.sign](computed(condition.left, values), computed(condition.right, values))


def _default(node: Function, values: Values) -> Fraction:
    try:
        return computed(node.arguments[0], values)
    except Uncomputable as error:
        if error.code != MISSING:
            raise
        return computed(node.arguments[1], values)


def _round(node: Function, values: Values) -> Fraction:
    digits = int(computed(node.arguments[1], values)) if len(node.arguments) > 1 else 0
    return rounded(computed(node.arguments[0], values), digits)


def _clamp(node: Function, values: Values) -> Fraction:
    value, low, high = (computed(each, values) for each in node.arguments)
    return min(max(value, low), high)


_FUNCTIONS: Mapping[str, Callable[[Function, Values], Fraction]] = {
    "if": _if,
    "min": lambda node, values: min(computed(each, values) for each in node.arguments),
    "max": lambda node, values: max(computed(each, values) for each in node.arguments),
    "round": _round,
    "clamp": _clamp,
    "default": _default,
}


def amount_of(node: Node, values: Values, currency: str) -> int:
    """What it comes to in the smallest unit of the currency. Raises ``Uncomputable``."""
    digits = CURRENCIES[currency]
    units = int(rounded(computed(node, values), digits) * 10**digits)
    if abs(units) > LARGEST:
        raise Uncomputable(TOO_LARGE)
    return units
