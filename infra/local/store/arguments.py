"""What each operation takes, and the names and values that its expressions use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from infra.local.store.conditions import Condition, condition
from infra.local.store.errors import Invalid, NotSupported
from infra.local.store.values import Item, normal

Arguments = Mapping[str, Any]

_NAMES, _VALUES = "ExpressionAttributeNames", "ExpressionAttributeValues"
_CONDITION = ("ConditionExpression", _NAMES, _VALUES, "ReturnValuesOnConditionCheckFailure")
_WRITE = (*_CONDITION, "ReturnValues", "ReturnConsumedCapacity", "ReturnItemCollectionMetrics")
_READ = ("ConsistentRead", "ReturnConsumedCapacity", "ProjectionExpression", _NAMES)
_PAGE = (*_READ, _VALUES, "IndexName", "Select", "Limit", "ExclusiveStartKey", "FilterExpression")

# for each operation, and each part of one: what it must have, and what it may have besides
TAKES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "PutItem": (("TableName", "Item"), _WRITE),
    "UpdateItem": (("TableName", "Key"), (*_WRITE, "UpdateExpression")),
    "DeleteItem": (("TableName", "Key"), _WRITE),
    "GetItem": (("TableName", "Key"), _READ),
    "Query": (("TableName", "KeyConditionExpression"), (*_PAGE, "ScanIndexForward")),
    "Scan": (("TableName",), (*_PAGE, "Segment", "TotalSegments")),
    "BatchGetItem": (("RequestItems",), ("ReturnConsumedCapacity",)),
    "BatchWriteItem": (("RequestItems",), ("ReturnConsumedCapacity", "ReturnItemCollectionMetrics")),
    "TransactWriteItems": (
        ("TransactItems",),
        ("ReturnConsumedCapacity", "ReturnItemCollectionMetrics", "ClientRequestToken"),
    ),
    "TransactGetItems": (("TransactItems",), ("ReturnConsumedCapacity",)),
    "CreateTable": (
        ("TableName", "AttributeDefinitions", "KeySchema"),
        ("BillingMode", "GlobalSecondaryIndexes"),
    ),
    "UpdateTable": (("TableName",), ("AttributeDefinitions", "BillingMode", "GlobalSecondaryIndexUpdates")),
    "DescribeTable": (("TableName",), ()),
    "DeleteTable": (("TableName",), ()),
    "ListTables": ((), ("ExclusiveStartTableName", "Limit")),
    "UpdateTimeToLive": (("TableName", "TimeToLiveSpecification"), ()),
    "DescribeTimeToLive": (("TableName",), ()),
    "KeysAndAttributes": (("Keys",), ("ConsistentRead", "ProjectionExpression", _NAMES)),
    "Put": (("TableName", "Item"), _CONDITION),
    "Update": (("TableName", "Key", "UpdateExpression"), _CONDITION),
    "Delete": (("TableName", "Key"), _CONDITION),
    "ConditionCheck": (("TableName", "Key", "ConditionExpression"), _CONDITION),
    "Get": (("TableName", "Key"), ("ProjectionExpression", _NAMES)),
    "PutRequest": (("Item",), ()),
    "DeleteRequest": (("Key",), ()),
}

_CHOICES = {
    "ReturnValuesOnConditionCheckFailure": ("NONE", "ALL_OLD"),
    "ReturnConsumedCapacity": ("NONE", "TOTAL", "INDEXES"),
    "ReturnItemCollectionMetrics": ("NONE", "SIZE"),  # only for local indexes, which no table here has
    "Select": ("ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES", "SPECIFIC_ATTRIBUTES", "COUNT"),
    "BillingMode": ("PAY_PER_REQUEST",),
}
_KINDS: dict[str, type | tuple[type, ...]] = {
    "TableName": str,
    "IndexName": str,
    "ConsistentRead": bool,
    "ScanIndexForward": bool,
    "ClientRequestToken": str,
    "RequestItems": Mapping,
    "TransactItems": (list, tuple),
}


def check(operation: str, arguments: Arguments) -> None:
    """Raise ``Invalid`` unless this operation, or part of one, has what it needs and only what is known here."""
    required, optional = TAKES[operation]
    for name, value in arguments.items():
        if name not in required and name not in optional:
            raise NotSupported(f"the argument {name} of {operation}")
        if name in _CHOICES and value not in _CHOICES[name]:
            raise Invalid(f"Value '{value}' at '{name}' must be one of {', '.join(_CHOICES[name])}")
        if name in _KINDS and not isinstance(value, _KINDS[name]):
            raise Invalid(f"{name} of {operation} cannot be {value!r}")
    for name in required:
        if arguments.get(name) is None:
            raise Invalid(f"{operation} needs {name}")


def part(name: str, arguments: Any) -> Arguments:
    """A part of a request, checked."""
    if not isinstance(arguments, Mapping):
        raise Invalid(f"{name} cannot be {arguments!r}")
    check(name, arguments)
    return arguments


def whole_number(arguments: Arguments, name: str, least: int, most: int) -> int | None:
    """An integer argument, or None. Raises ``Invalid`` if it is out of bounds."""
    value = arguments.get(name)
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise Invalid(f"Value '{value}' at '{name}' must be between {least} and {most}")
    return value


class Expression(Protocol):
    """What was read from an expression, and which names and values it met."""

    names_met: frozenset[str]
    values_met: frozenset[str]


class Placeholders:
    """The names and values of a request's expressions."""

    def __init__(self, arguments: Arguments) -> None:
        self._has_names, self._has_values = _NAMES in arguments, _VALUES in arguments
        self.names: tuple[tuple[str, str], ...] = ()
        self.values: Item = {}
        if self._has_names:
            self.names = _names(arguments[_NAMES])
        if self._has_values:
            self.values = _values(arguments[_VALUES])

    def condition(self, arguments: Arguments, name: str) -> Condition | None:
        """The condition in this argument, if there is one; not checked yet."""
        expression = arguments.get(name)
        return None if expression is None else condition(name, expression, self.names)

    def check(self, **expressions: Expression | None) -> None:
        """Raise ``Invalid`` unless these expressions use exactly the names and values that were given."""
        read = [each for each in expressions.values() if each is not None]
        if not read:
            for has, what in ((self._has_names, _NAMES), (self._has_values, _VALUES)):
                if has:
                    raise Invalid(f"{what} can only be specified when using expressions")
            return
        names_met: set[str] = set()
        values_met: set[str] = set()
        for name, each in expressions.items():
            if each is None:
                continue
            for missing in each.values_met - self.values.keys():
                raise Invalid(
                    f"Invalid {name}: An expression attribute value used in expression is not defined; "
                    f"attribute value: {missing}"
                )
            names_met |= each.names_met
            values_met |= each.values_met
        _check_used(_NAMES, {name for name, _ in self.names} - names_met)
        _check_used(_VALUES, self.values.keys() - values_met)


def _check_used(what: str, unused: set[str]) -> None:
    if unused:
        raise Invalid(f"Value provided in {what} unused in expressions: keys: {{{', '.join(sorted(unused))}}}")


def _names(given: Any) -> tuple[tuple[str, str], ...]:
    if not isinstance(given, Mapping) or not given:
        raise Invalid(f"{_NAMES} must not be empty")
    for name, attribute in given.items():
        if not name.startswith("#") or len(name) < 2:
            raise Invalid(f'{_NAMES} contains invalid key: Syntax error; key: "{name}"')
        if not isinstance(attribute, str) or not attribute:
            raise Invalid(f"{_NAMES} contains invalid value for key {name}")
    return tuple(given.items())


def _values(given: Any) -> Item:
    if not isinstance(given, Mapping) or not given:
        raise Invalid(f"{_VALUES} must not be empty")
    values = {}
    for name, value in given.items():
        if not name.startswith(":") or len(name) < 2:
            raise Invalid(f'{_VALUES} contains invalid key: Syntax error; key: "{name}"')
        try:
            values[name] = normal(value)[0]
        except Invalid as error:
            raise Invalid(f"{_VALUES} contains invalid value: {error.message} for key {name}") from None
    return values
