"""Items and requests in DynamoDB's own shapes, made from what the models declare.

PynamoDB describes tables, attributes, conditions and actions. Its own way from there to a request, and from an answer
to a row, asks anew for every value what its attribute is; here each model is looked through once. The shapes are the
same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Any, TypedDict, Unpack

import msgspec
from pynamodb.attributes import Attribute, NumberAttribute, UTCDateTimeAttribute
from pynamodb.exceptions import AttributeNullError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action, Update
from pynamodb.models import Model

from chalicelib.core import times

RawItem = Mapping[str, Mapping[str, Any]]
Arguments = dict[str, Any]

_TELL = "ReturnValuesOnConditionCheckFailure"


class _Field(msgspec.Struct, frozen=True):
    """An attribute as a row and as an item have it."""

    name: str
    stored: str
    kind: str
    null: bool
    write: Callable[[Any], Any]
    read: Callable[[Any], Any]
    attribute: Attribute[Any]


@cache
def fields_of(model: type[Model]) -> tuple[_Field, ...]:
    """Every attribute of its rows."""
    return tuple(_field(name, each) for name, each in model.get_attributes().items())


def _field(name: str, attribute: Attribute[Any]) -> _Field:
    write: Callable[[Any], Any] = attribute.serialize
    read: Callable[[Any], Any] = attribute.deserialize
    if type(attribute) is NumberAttribute:
        write, read = str, msgspec.json.decode
    elif type(attribute) is UTCDateTimeAttribute:
        write, read = times.attribute, times.read
    return _Field(name, attribute.attr_name, attribute.attr_type, attribute.null, write, read, attribute)


def writing(attribute: Attribute[Any]) -> tuple[str, Callable[[Any], Any]]:
    """The kind that values of this attribute are stored as, and how one is written."""
    field = _field("", attribute)
    return field.kind, field.write


@cache
def keys_of(model: type[Model]) -> tuple[_Field, ...]:
    """The attributes of its primary key, hash before range."""
    fields = [each for each in fields_of(model) if each.attribute.is_hash_key or each.attribute.is_range_key]
    return tuple(sorted(fields, key=lambda each: each.attribute.is_range_key))


@cache
def _hash_key(model: type[Model], index: str | None) -> tuple[str, str]:
    """The name and kind of what a table, or an index of it, is hashed by."""
    if index is None:
        first = keys_of(model)[0]
        return first.stored, first.kind
    # a model may have its indexes from the one that it derives from
    known = (vars(each).get("_indexes", {}) for each in model.__mro__)
    attribute = next(indexes[index] for indexes in known if index in indexes)._hash_key_attribute()
    return attribute.attr_name, attribute.attr_type


@cache
def defaults_of(model: type[Model]) -> Mapping[str, Any]:
    """What a row is made with where nothing is said."""
    given = {name: each.default for name, each in model.get_attributes().items() if each.default is not None}
    if any(map(callable, given.values())):
        raise TypeError(f"{model.__name__} has a default that is made anew for each row")
    return given


def item_of(row: Model) -> dict[str, dict[str, Any]]:
    """A row as it is stored. Raises ``AttributeNullError`` where something is missing."""
    values, item = row.attribute_values, {}
    for field in fields_of(type(row)):
        value = values.get(field.name)
        stored = None if value is None else field.write(value)
        if stored is not None:
            item[field.stored] = {field.kind: stored}
        elif not field.null:
            raise AttributeNullError(field.name)
    return item


def key(model: type[Model], *keys: Any) -> dict[str, dict[str, Any]]:
    """A primary key."""
    return {field.stored: {field.kind: field.write(value)} for field, value in zip(keys_of(model), keys, strict=True)}


NOTHING_MORE: Mapping[str, Any] = MappingProxyType({})


class Wanted(TypedDict, total=False):
    """Which of a partition's items: those in a range, that meet a filter; the partition is an ``index``'s, if any."""

    range_condition: Condition | None
    filter_condition: Condition | None
    index: str | None


def query(
    model: type[Model],
    hash_key: Any,
    start: Mapping[str, Any] | None = None,
    more: Mapping[str, Any] = NOTHING_MORE,
    **wanted: Unpack[Wanted],
) -> Arguments:
    """What Query takes, ``more`` in DynamoDB's names; strongly consistent, except on an index."""
    index, range_condition = wanted.get("index"), wanted.get("range_condition")
    filter_condition = wanted.get("filter_condition")
    name, kind = _hash_key(model, index)
    names, values = {name: "#0"}, {":0": {kind: hash_key}}
    expression = "#0 = :0"
    if range_condition is not None:
        expression = f"({expression} AND {range_condition.serialize(names, values)})"  # type: ignore[arg-type]
    arguments: Arguments = {"TableName": model.Meta.table_name, "KeyConditionExpression": expression, **more}
    if filter_condition is not None:
        arguments["FilterExpression"] = filter_condition.serialize(names, values)  # type: ignore[arg-type]
    if index is None:
        arguments["ConsistentRead"] = True
    else:
        arguments["IndexName"] = index
    if start:
        arguments["ExclusiveStartKey"] = start
    arguments["ExpressionAttributeNames"] = {placeholder: name for name, placeholder in names.items()}
    arguments["ExpressionAttributeValues"] = values
    return arguments


def put(row: Model, condition: Condition | None) -> Arguments:
    """What PutItem takes."""
    asked: Arguments = {"TableName": row.Meta.table_name, "Item": item_of(row)}
    return _on_condition(asked, condition) if condition is not None else asked


def delete(row: Model, condition: Condition | None) -> Arguments:
    """What DeleteItem takes, and ConditionCheck too."""
    asked: Arguments = {"TableName": row.Meta.table_name, "Key": key_of(row)}
    return _on_condition(asked, condition) if condition is not None else asked


def update(row: Model, actions: Sequence[Action], condition: Condition | None) -> Arguments:
    """What UpdateItem takes."""
    return _on_condition({"TableName": row.Meta.table_name, "Key": key_of(row)}, condition, actions)


def key_of(row: Model) -> dict[str, dict[str, Any]]:
    """The primary key of a row."""
    values = row.attribute_values
    return {field.stored: {field.kind: field.write(values[field.name])} for field in keys_of(type(row))}


def _on_condition(arguments: Arguments, condition: Condition | None, actions: Sequence[Action] = ()) -> Arguments:
    """With what stands in the way in the answer, should the condition not hold."""
    names: dict[str, str] = {}
    values: dict[str, Any] = {}
    if condition is not None:
        arguments["ConditionExpression"] = condition.serialize(names, values)
        arguments[_TELL] = "ALL_OLD"
    if actions:
        arguments["UpdateExpression"] = Update(*actions).serialize(names, values)
    arguments["ExpressionAttributeNames"] = {placeholder: name for name, placeholder in names.items()}
    if values:
        arguments["ExpressionAttributeValues"] = values
    return arguments
