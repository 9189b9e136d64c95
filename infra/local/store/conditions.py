"""Conditions and filters: whether an item meets them."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from infra.local.store import paths
from infra.local.store.errors import Invalid
from infra.local.store.syntax import Reader
from infra.local.store.tree import Among, Between, Both, Call, Comparison, Either, Given, Node, Not, Operand, Path
from infra.local.store.values import KINDS, ORDERED, SETS, Value, kind_of, rank

Values = Mapping[str, Value]
Test = Callable[[Mapping[str, Value], Values], bool]
Get = Callable[[Mapping[str, Value], Values], Value | None]
Check = Callable[[Values], None]

_ORDERS = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}


class Condition:
    """An expression made ready: ``test`` says whether an item (empty: none is there) meets it with these values."""

    def __init__(self, argument: str, expression: str, names: Mapping[str, str]) -> None:
        reader = Reader(argument, expression, names)
        self.node = reader.condition()
        self.names_met, self.values_met = frozenset(reader.names_met), frozenset(reader.values_met)
        self.attributes: set[str] = set()
        self._fault = reader.fault
        self._checks: list[Check] = []
        self.test = self._test(self.node)

    def check(self, values: Values) -> None:
        """Raise ``Invalid`` if these values could never stand where they stand."""
        for each in self._checks:
            each(values)

    def _test(self, node: Node) -> Test:
        if isinstance(node, Both):
            left, right = self._test(node.left), self._test(node.right)
            return lambda item, values: left(item, values) and right(item, values)
        if isinstance(node, Either):
            left, right = self._test(node.left), self._test(node.right)
            return lambda item, values: left(item, values) or right(item, values)
        if isinstance(node, Not):
            part = self._test(node.part)
            return lambda item, values: not part(item, values)
        if isinstance(node, Comparison):
            return self._comparison(node)
        if isinstance(node, Between):
            return self._between(node)
        if isinstance(node, Among):
            return self._among(node)
        return self._function(node)

    def _comparison(self, node: Comparison) -> Test:
        self._distinct(node.comparator, node.left, node.right)
        left, right = self._get(node.left), self._get(node.right)
        if node.comparator == "=":
            return lambda item, values: _equal(left(item, values), right(item, values))
        if node.comparator == "<>":
            return lambda item, values: not _equal(left(item, values), right(item, values))
        for side in (node.left, node.right):
            self._of_kind(node.comparator, side, ORDERED)
        compare = _ORDERS[node.comparator]
        return lambda item, values: _ordered(compare, left(item, values), right(item, values))

    def _between(self, node: Between) -> Test:
        get, low, high = self._get(node.operand), self._get(node.low), self._get(node.high)
        for each in (node.operand, node.low, node.high):
            self._of_kind("BETWEEN", each, ORDERED)
        if isinstance(node.low, Given) and isinstance(node.high, Given):
            first, last = node.low.name, node.high.name
            self._checks.append(lambda values: self._bounds(values[first], values[last]))

        def test(item: Mapping[str, Value], values: Values) -> bool:
            value = get(item, values)
            return _ordered(operator.ge, value, low(item, values)) and _ordered(operator.le, value, high(item, values))

        return test

    def _bounds(self, low: Value, high: Value) -> None:
        if kind_of(low) != kind_of(high):
            raise self._fault("The BETWEEN operator requires same data type for lower and upper bounds;")
        if rank(low) > rank(high):
            raise self._fault("The BETWEEN operator requires upper bound to be greater than or equal to lower bound;")

    def _among(self, node: Among) -> Test:
        get, options = self._get(node.operand), [self._get(option) for option in node.options]

        def test(item: Mapping[str, Value], values: Values) -> bool:
            value = get(item, values)
            return any(_equal(value, option(item, values)) for option in options)

        return test

    def _function(self, node: Call) -> Test:
        name, first = node.function, node.arguments[0]
        if name in ("attribute_exists", "attribute_not_exists", "attribute_type") and not isinstance(first, Path):
            raise self._fault(f"Operator or function requires a document path; operator or function: {name}")
        get = self._get(first)
        if name == "attribute_exists":
            return lambda item, values: get(item, values) is not None
        if name == "attribute_not_exists":
            return lambda item, values: get(item, values) is None
        second = node.arguments[1]
        self._distinct(name, first, second)
        other = self._get(second)
        if name == "attribute_type":
            self._kind_named(second)
            return lambda item, values: _has_kind(get(item, values), other(item, values))
        if name == "begins_with":
            self._of_kind(name, first, ("S", "B"))
            self._of_kind(name, second, ("S", "B"))
            return lambda item, values: _begins(get(item, values), other(item, values))
        return lambda item, values: _contains(get(item, values), other(item, values))

    def _get(self, operand: Operand) -> Get:
        if isinstance(operand, Given):
            name = operand.name
            return lambda item, values: values[name]
        if isinstance(operand, Path):
            return self._at(operand)
        if isinstance(operand, Call) and operand.function == "size":
            measured = operand.arguments[0]
            if isinstance(measured, Given):
                self._of_kind("size", measured, ("S", "B", *SETS, "L", "M"))
            get = self._get(measured)
            return lambda item, values: _size(get(item, values))
        function = operand.function if isinstance(operand, Call) else "arithmetic"
        raise self._fault(f"The function is not allowed to be used this way in a condition; function: {function}")

    def _at(self, path: Path) -> Get:
        parts = path.parts
        name = str(parts[0])
        self.attributes.add(name)
        if len(parts) == 1:
            return lambda item, values: item.get(name)
        return lambda item, values: paths.read(item, parts)

    def _of_kind(self, function: str, operand: Operand, kinds: tuple[str, ...]) -> None:
        """A value of the request must have one of these types here."""
        if isinstance(operand, Call):
            if "N" not in kinds:
                raise self._wrong(function, "N")
            return
        if not isinstance(operand, Given):
            return
        name = operand.name

        def check(values: Values) -> None:
            if kind_of(values[name]) not in kinds:
                raise self._wrong(function, kind_of(values[name]))

        self._checks.append(check)

    def _wrong(self, function: str, kind: str) -> Invalid:
        return self._fault(
            f"Incorrect operand type for operator or function; operator or function: {function}, operand type: {kind}"
        )

    def _kind_named(self, operand: Operand) -> None:
        if not isinstance(operand, Given):
            raise self._wrong("attribute_type", "{PATH}")
        self._of_kind("attribute_type", operand, ("S",))
        name = operand.name

        def check(values: Values) -> None:
            if values[name]["S"] not in KINDS:
                raise self._fault(f"Invalid attribute type name found; type: {values[name]['S']}, valid types: {KINDS}")

        self._checks.append(check)

    def _distinct(self, function: str, left: Operand, right: Operand) -> None:
        if isinstance(left, Path) and left == right:
            raise self._fault(
                "The first operand must be distinct from the remaining operands for this operator or function; "
                f"operator: {function}, first operand: {left}"
            )


@lru_cache(4096)
def condition(argument: str, expression: str, names: tuple[tuple[str, str], ...]) -> Condition:
    """The meaning of the condition in this argument of a request. Raises ``Invalid``."""
    return Condition(argument, expression, dict(names))


def _equal(left: Value | None, right: Value | None) -> bool:
    return left is not None and left == right


def _ordered(compare: Callable[[Any, Any], bool], left: Value | None, right: Value | None) -> bool:
    if left is None or right is None:
        return False
    kind = kind_of(left)
    return kind in ORDERED and kind == kind_of(right) and compare(rank(left), rank(right))


def _has_kind(value: Value | None, kind: Value | None) -> bool:
    return value is not None and kind is not None and kind_of(value) == kind["S"]


def _begins(value: Value | None, prefix: Value | None) -> bool:
    if value is None or prefix is None:
        return False
    kind = kind_of(value)
    if kind not in ("S", "B") or kind != kind_of(prefix):
        return False
    begins: bool = value[kind].startswith(prefix[kind])
    return begins


def _contains(value: Value | None, part: Value | None) -> bool:
    if value is None or part is None:
        return False
    kind, of = kind_of(value), kind_of(part)
    if kind == "L":
        return part in value["L"]
    if kind in SETS:
        return kind[0] == of and part[of] in value[kind]
    return kind in ("S", "B") and kind == of and part[of] in value[kind]


def _size(value: Value | None) -> Value | None:
    """Of a string the UTF-16 units, of anything else its bytes or members."""
    if value is None:
        return None
    kind, content = next(iter(value.items()))
    if kind in ("N", "BOOL", "NULL"):
        return None
    return {"N": str(len(content) if kind != "S" or content.isascii() else len(content.encode("utf-16-le")) // 2)}
