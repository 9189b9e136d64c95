"""The language of bonus formulas: numbers, names, + - * /, comparisons and six functions (F5). Pure.

    formula    = value
    value      = term, { ("+" | "-"), term } ;
    term       = factor, { ("*" | "/"), factor } ;
    factor     = "-", factor | number | name | "(", value, ")" | function ;
    function   = "if", "(", condition, ",", value, ",", value, ")"
               | ("min" | "max"), "(", value, { ",", value }, ")"
               | "round", "(", value, [ ",", digits ], ")"
               | "clamp", "(", value, ",", value, ",", value, ")"
               | "default", "(", value, ",", value, ")" ;
    condition  = value, ("<" | "<=" | ">" | ">=" | "==" | "!="), value ;

Signs as they are typed in Chinese (（ ） ， × ÷ ≥ ≤ ≠) are the same signs. There is no power and no loop, a formula is
at most so long and so deep, and names are those that are given: it always ends, and soon.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from fractions import Fraction

import msgspec

LONGEST, DEEPEST, MOST_PARTS = 500, 20, 100
MOST_DIGITS, MOST_DECIMALS, MOST_ROUNDED = 12, 6, 6

FUNCTIONS = {"if": (3, 3), "min": (1, 20), "max": (1, 20), "round": (1, 2), "clamp": (3, 3), "default": (2, 2)}
COMPARISONS = ("<=", ">=", "==", "!=", "<", ">")

_SAME = str.maketrans("（），＋－−×＊÷／＜＞．", "(),+--**//<>.")
_LONGER = {"≤": "<=", "≥": ">=", "≠": "!="}
_TOKEN = re.compile(
    r"(?P<number>[0-9]+(?:\.[0-9]+)?)|(?P<name>[A-Za-z_][A-Za-z0-9_]*)|(?P<sign><=|>=|==|!=|[≤≥≠<>+\-*/(),])"
)


class Constant(msgspec.Struct, frozen=True):
    """A number, exactly as it was written."""

    value: Fraction


class Name(msgspec.Struct, frozen=True):
    """What a name stands for; ``position``: where it is in the text, from 0."""

    name: str
    position: int


class Negative(msgspec.Struct, frozen=True):
    """Minus this."""

    of: Node


class Operation(msgspec.Struct, frozen=True):
    """``sign`` is one of + - * /."""

    sign: str
    left: Node
    right: Node
    position: int


class Condition(msgspec.Struct, frozen=True):
    """``sign`` is one of the ``COMPARISONS``."""

    sign: str
    left: Node
    right: Node


class Function(msgspec.Struct, frozen=True):
    """One of the ``FUNCTIONS``; of ``if`` the first is in ``condition``."""

    name: str
    arguments: tuple[Node, ...]
    position: int
    condition: Condition | None = None


Node = Constant | Name | Negative | Operation | Function

TOO_LONG, TOO_DEEP, TOO_MANY, NUMBER = "too_long", "too_deep", "too_many", "number"
CHARACTER, UNEXPECTED, UNFINISHED = "character", "unexpected", "unfinished"
UNKNOWN_NAME, UNKNOWN_FUNCTION, ARGUMENTS, COMPARISON, DIGITS = (
    "unknown_name",
    "unknown_function",
    "arguments",
    "comparison",
    "digits",
)

WORDS = {
    TOO_LONG: f"at most {LONGEST} characters",
    TOO_DEEP: f"at most {DEEPEST} brackets in each other",
    TOO_MANY: f"at most {MOST_PARTS} signs and functions",
    NUMBER: f"a number has at most {MOST_DIGITS} digits, and {MOST_DECIMALS} after the point",
    CHARACTER: "this sign means nothing here",
    UNEXPECTED: "this was not expected here",
    UNFINISHED: "something is missing at the end",
    UNKNOWN_NAME: "nothing is called so",
    UNKNOWN_FUNCTION: "there is no such function",
    ARGUMENTS: "this function takes another number of values",
    COMPARISON: "a comparison such as score >= 60 is expected first",
    DIGITS: f"a whole number from 0 to {MOST_ROUNDED}, as it is",
}


class FormulaWrong(Exception):
    """A formula that cannot be read. ``position``: at which character, from 0; ``about``: what stands there."""

    def __init__(self, code: str, position: int, about: str = "") -> None:
        super().__init__(f"character {position + 1}: {WORDS[code]}{f' ({about})' if about else ''}")
        self.code, self.position, self.about = code, position, about


class _Token(msgspec.Struct, frozen=True):
    kind: str
    text: str
    position: int


def parsed(text: str, names: Collection[str]) -> Node:
    """The formula that a text is, of these names. Raises ``FormulaWrong``."""
    if len(text) > LONGEST:
        raise FormulaWrong(TOO_LONG, LONGEST)
    reading = _Reading(_tokens(text.translate(_SAME)), frozenset(names), len(text))
    tree = reading.value()
    reading.refuse_more()
    return tree


def _tokens(text: str) -> list[_Token]:
    tokens, position = list[_Token](), 0
    while position < len(text):
        if text[position].isspace():
            position += 1
            continue
        token = _TOKEN.match(text, position)
        if token is None:
            raise FormulaWrong(CHARACTER, position, text[position])
        kind, written = str(token.lastgroup), token.group()
        if kind == "number":
            whole, _, decimals = written.partition(".")
            if len(whole) > MOST_DIGITS or len(decimals) > MOST_DECIMALS:
                raise FormulaWrong(NUMBER, position, written)
        tokens.append(_Token(kind, _LONGER.get(written, written), position))
        position = token.end()
    return tokens


class _Reading:
    """Tokens from the left to the right, one looked ahead."""

    def __init__(self, tokens: list[_Token], names: frozenset[str], length: int) -> None:
        self._tokens, self._names, self._length = tokens, names, length
        self._next = self._depth = self._parts = 0

    def value(self) -> Node:
        left = self._term()
        while (token := self._taken("+", "-")) is not None:
            left = self._operation(token, left, self._term())
        return left

    def refuse_more(self) -> None:
        token = self._ahead()
        if token is not None:
            raise FormulaWrong(UNEXPECTED, token.position, token.text)

    def _term(self) -> Node:
        left = self._factor()
        while (token := self._taken("*", "/")) is not None:
            left = self._operation(token, left, self._factor())
        return left

    def _operation(self, token: _Token, left: Node, right: Node) -> Node:
        self._count(token)
        return Operation(token.text, left, right, token.position)

    def _factor(self) -> Node:
        token = self._any()
        if token.kind == "number":
            return Constant(Fraction(token.text))
        if token.kind == "name":
            return self._named(token)
        if token.text not in ("-", "("):
            raise FormulaWrong(UNEXPECTED, token.position, token.text)
        self._deeper(token)
        if token.text == "-":
            self._count(token)
            inner: Node = Negative(self._factor())
        else:
            inner = self.value()
            self._expect(")")
        self._depth -= 1
        return inner

    def _named(self, token: _Token) -> Node:
        if self._taken("(") is not None:
            return self._function(token)
        if token.text in self._names:
            return Name(token.text, token.position)
        raise FormulaWrong(UNKNOWN_NAME, token.position, token.text)

    def _function(self, token: _Token) -> Node:
        if token.text not in FUNCTIONS:
            raise FormulaWrong(UNKNOWN_FUNCTION, token.position, token.text)
        self._count(token)
        self._deeper(token)
        condition = self._condition() if token.text == "if" else None
        arguments = [] if condition is not None else [self.value()]
        while self._taken(",") is not None:
            arguments.append(self.value())
        self._expect(")")
        self._depth -= 1
        least, most = FUNCTIONS[token.text]
        if not least <= len(arguments) + (condition is not None) <= most:
            raise FormulaWrong(ARGUMENTS, token.position, token.text)
        if token.text == "round" and len(arguments) > 1 and not _is_digits(arguments[1]):
            raise FormulaWrong(DIGITS, token.position, token.text)
        return Function(token.text, tuple(arguments), token.position, condition)

    def _condition(self) -> Condition:
        left = self.value()
        token = self._ahead()
        if token is None:
            raise FormulaWrong(UNFINISHED, self._length)
        if token.text not in COMPARISONS:
            raise FormulaWrong(COMPARISON, token.position, token.text)
        self._next += 1
        self._count(token)
        return Condition(token.text, left, self.value())

    def _ahead(self) -> _Token | None:
        return self._tokens[self._next] if self._next < len(self._tokens) else None

    def _any(self) -> _Token:
        token = self._ahead()
        if token is None:
            raise FormulaWrong(UNFINISHED, self._length)
        self._next += 1
        return token

    def _taken(self, *signs: str) -> _Token | None:
        """The next token where it is one of these signs."""
        token = self._ahead()
        if token is None or token.kind != "sign" or token.text not in signs:
            return None
        self._next += 1
        return token

    def _expect(self, sign: str) -> None:
        token = self._any()
        if token.text != sign:
            raise FormulaWrong(UNEXPECTED, token.position, token.text)

    def _deeper(self, token: _Token) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise FormulaWrong(TOO_DEEP, token.position)

    def _count(self, token: _Token) -> None:
        self._parts += 1
        if self._parts > MOST_PARTS:
            raise FormulaWrong(TOO_MANY, token.position)


def _is_digits(node: Node) -> bool:
    return isinstance(node, Constant) and node.value.denominator == 1 and node.value <= MOST_ROUNDED
