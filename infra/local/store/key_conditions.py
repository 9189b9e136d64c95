"""Key conditions: which part of a partition a query reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import msgspec

from infra.local.store import keys
from infra.local.store.conditions import Condition, Values
from infra.local.store.errors import Invalid
from infra.local.store.tables import KeySchema
from infra.local.store.tree import Between, Both, Call, Comparison, Given, Node, Operand, Path
from infra.local.store.values import Value

MISMATCH = "One or more parameter values were invalid: Condition parameter type does not match schema type"


class Bounds(msgspec.Struct, frozen=True):
    """From where to where in a partition, as range keys' bytes; None: from its start, to its end."""

    low: bytes | None = None
    above: bool = False  # without ``low`` itself
    high: bytes | None = None
    below: bool = False  # without ``high`` itself

    def holds(self, key: bytes) -> bool:
        """Whether a range key lies within."""
        if self.low is not None and (key < self.low or (self.above and key == self.low)):
            return False
        return self.high is None or key < self.high or (key == self.high and not self.below)


@dataclass(frozen=True)
class _Part:
    """One condition: what it says of which attribute with which values."""

    attribute: str
    verb: str
    values: tuple[str, ...]


class KeyCondition:
    """An expression made ready."""

    def __init__(self, expression: str, names: Mapping[str, str]) -> None:
        condition = Condition("KeyConditionExpression", expression, names)
        self.names_met, self.values_met = condition.names_met, condition.values_met
        self.check = condition.check
        self._parts = _parts(condition.node)

    def of(self, schema: KeySchema, values: Values) -> tuple[Value, Bounds]:
        """The hash key, and where in its partition. Raises ``Invalid`` if these are no conditions on those keys."""
        named = [part.attribute for part in self._parts]
        if len(set(named)) < len(named):
            raise Invalid(
                "Invalid KeyConditionExpression: KeyConditionExpressions must only contain one condition per key"
            )
        by_name = {part.attribute: part for part in self._parts}
        equal = by_name.pop(schema.hash_name, None)
        if equal is None:
            raise Invalid(f"Query condition missed key schema element: {schema.hash_name}")
        if equal.verb != "=":
            raise Invalid("Query key condition not supported")
        hash_value = _fitting(schema.hash_name, schema.hash_kind, values[equal.values[0]], is_range=False)
        if not by_name:
            return hash_value, Bounds()
        ranged = by_name.pop(schema.range_name, None) if schema.range_name else None
        if ranged is None or by_name:
            raise Invalid(f"Query condition missed key schema element: {schema.range_name or next(iter(by_name))}")
        return hash_value, _bounds(ranged, schema.range_kind, values)


@lru_cache(1024)
def key_condition(expression: str, names: tuple[tuple[str, str], ...]) -> KeyCondition:
    """The meaning of a KeyConditionExpression. Raises ``Invalid``."""
    return KeyCondition(expression, dict(names))


def _parts(node: Node) -> list[_Part]:
    if isinstance(node, Both):
        return [*_parts(node.left), *_parts(node.right)]
    if isinstance(node, Comparison) and node.comparator != "<>":
        if isinstance(node.left, Given):  # the other way round
            turned = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}.get(node.comparator, node.comparator)
            return [_part(turned, node.right, node.left)]
        return [_part(node.comparator, node.left, node.right)]
    if isinstance(node, Between):
        return [_part("BETWEEN", node.operand, node.low, node.high)]
    if isinstance(node, Call) and node.function == "begins_with":
        return [_part("begins_with", *node.arguments)]
    raise Invalid("Invalid operator used in KeyConditionExpression")


def _part(verb: str, path: Operand, *operands: Operand) -> _Part:
    if not isinstance(path, Path):
        raise Invalid("Invalid KeyConditionExpression: a condition names a key attribute and a value")
    if len(path.parts) > 1:
        raise Invalid("KeyConditionExpressions cannot have conditions on nested attributes")
    names = tuple(operand.name for operand in operands if isinstance(operand, Given))
    if len(names) < len(operands):
        raise Invalid("Invalid KeyConditionExpression: a key is compared with values only")
    return _Part(str(path.parts[0]), verb, names)


def _bounds(part: _Part, kind: str, values: Values) -> Bounds:
    if part.verb == "begins_with" and kind == "N":
        raise Invalid(MISMATCH)
    raw = [keys.encoded(_fitting(part.attribute, kind, values[name], is_range=True)) for name in part.values]
    first, last = raw[0], raw[-1]
    if part.verb in ("=", "BETWEEN"):
        return Bounds(first, False, last, False)
    if part.verb == "begins_with":
        return Bounds(first, False, keys.after_prefix(first), True)
    if part.verb in ("<", "<="):
        return Bounds(None, False, first, part.verb == "<")
    return Bounds(first, part.verb == ">", None, False)


def _fitting(name: str, kind: str, value: Value, *, is_range: bool) -> Value:
    if kind not in value:
        raise Invalid(MISMATCH)
    keys.check_length(name, value, is_range=is_range)
    return value
