"""From an expression to its tree.

The grammar is the same for conditions, filters, key conditions, updates and projections; ``conditions``, ``updates``,
``projections`` and ``key_conditions`` say what their trees mean. A ``Reader`` notes which names and values it met.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from infra.local.store.errors import Invalid
from infra.local.store.tree import (
    Action,
    Among,
    Arithmetic,
    Between,
    Both,
    Call,
    Comparison,
    Either,
    Given,
    Node,
    Not,
    Operand,
    Path,
)
from infra.local.store.words import RESERVED

BYTES = 4096  # the longest expression
OPERATORS = 300  # the most operators and functions in one
OPTIONS = 100  # the most operands of IN

COMPARATORS = ("=", "<>", "<", "<=", ">", ">=")
FUNCTIONS = {
    "attribute_exists": 1,
    "attribute_not_exists": 1,
    "attribute_type": 2,
    "begins_with": 2,
    "contains": 2,
    "size": 1,
    "if_not_exists": 2,
    "list_append": 2,
}
_KEYWORDS = {"AND", "OR", "NOT", "BETWEEN", "IN"}
_CLAUSES = ("SET", "REMOVE", "ADD", "DELETE")

_TOKEN = re.compile(
    r"\s*(?:(?P<sign><>|<=|>=|[=<>(),.\[\]+\-])|(?P<number>[0-9]+)(?![A-Za-z0-9_])"
    r"|(?P<name>#?[A-Za-z0-9_]+)|(?P<value>:[A-Za-z0-9_]+)|(?P<end>$))"
)


class Reader:
    """Reads one expression. Whatever is wrong raises ``Invalid`` and names the argument it stands in."""

    def __init__(self, argument: str, expression: str, names: Mapping[str, str]) -> None:
        self.argument = argument
        self.names_met: set[str] = set()
        self.values_met: set[str] = set()
        self._names = names
        self._operators = 0
        if not isinstance(expression, str) or not expression.strip():
            raise self.fault("The expression can not be empty;")
        if len(expression.encode()) > BYTES:
            raise self.fault(f"Expression size has exceeded the maximum allowed size of {BYTES} bytes;")
        self._tokens = self._split(expression)
        self._at = 0

    def fault(self, reason: str) -> Invalid:
        """The error that says what is wrong with this expression."""
        return Invalid(f"Invalid {self.argument}: {reason}")

    def condition(self) -> Node:
        """The whole expression as a condition."""
        node = self._either()
        self._finish()
        return node

    def projection(self) -> list[Path]:
        """The whole expression as a list of paths."""
        paths = [self._path()]
        while self._took(","):
            paths.append(self._path())
        self._finish()
        return paths

    def update(self) -> list[Action]:
        """The whole expression as clauses, each at most once, of actions."""
        actions: list[Action] = []
        seen: set[str] = set()
        while self._peek()[0] != "end":
            verb = self._peek()[1].upper()
            if verb not in _CLAUSES or self._peek()[0] != "name":
                raise self._unexpected()
            if verb in seen:
                raise self.fault(f'The "{verb}" section can only be used once in an update expression;')
            seen.add(verb)
            self._at += 1
            actions.append(self._action(verb))
            while self._took(","):
                actions.append(self._action(verb))
        return actions

    # --- updates

    def _action(self, verb: str) -> Action:
        path = self._path()
        if verb == "REMOVE":
            return Action(verb, path, None)
        if verb == "SET":
            self._take("=")
            return Action(verb, path, self._sum())
        kind, text = self._peek()
        if kind != "value":
            raise self._unexpected()
        return Action(verb, path, self._given(text))

    def _sum(self) -> Operand:
        left = self._term()
        sign = self._peek()[1]
        if sign not in ("+", "-"):
            return left
        self._at += 1
        self._count()
        return Arithmetic(sign, left, self._term())

    def _term(self) -> Operand:
        if self._took("("):
            inner = self._sum()
            self._take(")")
            return inner
        return self._operand()

    # --- conditions

    def _either(self) -> Node:
        node = self._both()
        while self._took_word("OR"):
            node = Either(node, self._both())
        return node

    def _both(self) -> Node:
        node = self._negation()
        while self._took_word("AND"):
            node = Both(node, self._negation())
        return node

    def _negation(self) -> Node:
        return Not(self._negation()) if self._took_word("NOT") else self._test()

    def _test(self) -> Node:
        if self._peek()[1] == "(":
            return self._parenthesised()
        operand = self._operand()
        kind, text = self._peek()
        if text in COMPARATORS and kind == "sign":
            self._at += 1
            self._count()
            return Comparison(text, operand, self._operand())
        if self._took_word("BETWEEN"):
            low = self._operand()
            if not self._took_word("AND"):
                raise self._unexpected()
            return Between(operand, low, self._operand())
        if self._took_word("IN"):
            self._take("(")
            options = self._operands()
            if len(options) > OPTIONS:
                raise self.fault(
                    f"The IN operator is provided with too many operands; number of operands: {len(options)}"
                )
            return Among(operand, options)
        if isinstance(operand, Call) and operand.function not in ("size", "if_not_exists", "list_append"):
            return operand
        raise self._unexpected()

    def _parenthesised(self) -> Node:
        self._take("(")
        begins, start = self._peek()[1] == "(", self._at
        node = self._either()
        if begins and self._closing(start) == self._at - 1:
            raise self.fault("The expression has redundant parentheses;")
        self._take(")")
        return node

    def _closing(self, start: int) -> int:
        """Where the parenthesis that opens at ``start`` is closed."""
        depth = 0
        for at in range(start, len(self._tokens)):
            depth += {"(": 1, ")": -1}.get(self._tokens[at][1], 0)
            if depth == 0:
                return at
        return -1

    # --- operands

    def _operands(self) -> tuple[Operand, ...]:
        """The rest of a list in parentheses."""
        operands = [self._operand()]
        while self._took(","):
            operands.append(self._operand())
        self._take(")")
        return tuple(operands)

    def _operand(self) -> Operand:
        kind, text = self._peek()
        if kind == "value":
            return self._given(text)
        if kind == "name" and self._tokens[self._at + 1][1] == "(":
            return self._call(text)
        return self._path()

    def _call(self, function: str) -> Call:
        if function not in FUNCTIONS:
            raise self.fault(f"Invalid function name; function: {function}")
        self._at += 2
        self._count()
        arguments = self._operands()
        if len(arguments) != FUNCTIONS[function]:
            raise self.fault(
                "Incorrect number of operands for operator or function; "
                f"operator or function: {function}, number of operands: {len(arguments)}"
            )
        return Call(function, arguments)

    def _given(self, text: str) -> Given:
        self._at += 1
        self.values_met.add(text)
        return Given(text)

    def _path(self) -> Path:
        parts: list[str | int] = [self._name()]
        while True:
            if self._took("."):
                parts.append(self._name())
            elif self._took("["):
                kind, text = self._peek()
                if kind != "number":
                    raise self._unexpected()
                self._at += 1
                parts.append(int(text))
                self._take("]")
            else:
                return Path(tuple(parts))

    def _name(self) -> str:
        kind, text = self._peek()
        if kind != "name" or text[0].isdigit():
            raise self._unexpected()
        if text.startswith("#"):
            if text not in self._names:
                raise self.fault(
                    f"An expression attribute name used in the document path is not defined; attribute name: {text}"
                )
            self.names_met.add(text)
            self._at += 1
            return self._names[text]
        if text.upper() in RESERVED:
            if text.upper() in _KEYWORDS:
                raise self._unexpected()
            raise self.fault(f"Attribute name is a reserved keyword; reserved keyword: {text}")
        self._at += 1
        return text

    # --- tokens

    def _split(self, expression: str) -> list[tuple[str, str]]:
        tokens, at = [], 0
        while True:
            match = _TOKEN.match(expression, at)
            if match is None:
                wrong = expression[at:].lstrip()[:1]
                raise self.fault(f'Syntax error; token: "{wrong}", near: "{expression[max(0, at - 10) : at + 10]}"')
            kind = match.lastgroup or "end"
            tokens.append((kind, match.group(kind)))
            if kind == "end":
                return tokens
            at = match.end()

    def _peek(self) -> tuple[str, str]:
        return self._tokens[self._at]

    def _took(self, sign: str) -> bool:
        if self._peek() != ("sign", sign):
            return False
        self._at += 1
        return True

    def _took_word(self, word: str) -> bool:
        kind, text = self._peek()
        if kind != "name" or text.upper() != word:
            return False
        self._at += 1
        self._count()
        return True

    def _take(self, sign: str) -> None:
        if not self._took(sign):
            raise self._unexpected()

    def _count(self) -> None:
        self._operators += 1
        if self._operators > OPERATORS:
            raise self.fault(f"The expression contains too many operators; operator count: {self._operators}")

    def _finish(self) -> None:
        if self._peek()[0] != "end":
            raise self._unexpected()

    def _unexpected(self) -> Invalid:
        near = " ".join(text for _, text in self._tokens[max(0, self._at - 1) : self._at + 2])
        return self.fault(f'Syntax error; token: "{self._peek()[1] or "<EOF>"}", near: "{near}"')
