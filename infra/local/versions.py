"""A file that another version of the desk wrote: its tables become what this version's models say, at the next start.

Indexes come and go one by one, each with all that is in it in one transaction: where a start dies, the next goes on.
Items stay as they are. The key of a table never changes; that takes an export and a restore.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from infra.environments.cloud import Refused
from infra.local.store.engine import Store

if TYPE_CHECKING:
    from chalicelib.core.tables import Row

Description = Mapping[str, Any]


def bring_up(store: Store, file: Path, tell: Callable[[str], None]) -> int:
    """Let the tables that are there have the indexes and the time to live that the models say; how many changed.

    ``tell`` is given a line for each. Raises ``Refused``, having changed nothing, where a table has another key.
    """
    from chalicelib.core import tables

    there = store.described()
    known = [model for model in _models() if model.Meta.table_name in there]
    other = [m.Meta.table_name for m in known if _key(there[m.Meta.table_name]) != _key(tables.describe(m))]
    if other:
        raise Refused(
            f"in {file} {', '.join(other)} are of another version. Take the data along: "
            "make export ENV=local TO=folder; make run once with another STATE=; "
            "then, with that STATE=, make restore ENV=local FROM=folder"
        )
    return sum(_bring_up(store, there[model.Meta.table_name], model, tell) for model in known)


def _bring_up(store: Store, before: Description, model: type[Row], tell: Callable[[str], None]) -> int:
    from chalicelib.core import tables

    wanted, name, steps = tables.describe(model), model.Meta.table_name, 0
    old, new = _indexes(before), _indexes(wanted)
    gone = [index for index in old if old[index] != new.get(index)]
    come = [index for index in new if old.get(index) != new[index]]
    for index in gone:
        _update(store, name, {"Delete": {"IndexName": index}})
    for index in wanted.get("GlobalSecondaryIndexes", ()):
        if index["IndexName"] in come:
            tell(f"{name}: the index {index['IndexName']} is made …")
            _update(store, name, {"Create": index}, _defined(wanted, index))
    steps += bool(gone or come)
    return steps + _expire(store, name, tables.time_to_live(model))


def _update(store: Store, table: str, update: Mapping[str, Any], defined: list[Any] | None = None) -> None:
    more = {} if defined is None else {"AttributeDefinitions": defined}
    store.call("UpdateTable", {"TableName": table, "GlobalSecondaryIndexUpdates": [update], **more})


def _expire(store: Store, table: str, attribute: str | None) -> int:
    """Let the table's items expire by this attribute; whether they did not before."""
    before = store.call("DescribeTimeToLive", {"TableName": table})["TimeToLiveDescription"].get("AttributeName")
    if before == attribute:
        return 0
    for each, enabled in ((before, False), (attribute, True)):
        if each is not None:
            how = {"Enabled": enabled, "AttributeName": each}
            store.call("UpdateTimeToLive", {"TableName": table, "TimeToLiveSpecification": how})
    return 1


def _models() -> tuple[type[Row], ...]:
    from chalicelib.everything import TABLES

    return TABLES


def _key(description: Description) -> list[tuple[str, str]]:
    return _typed(description, description["KeySchema"])


def _indexes(description: Description) -> dict[str, tuple[list[tuple[str, str]], Any]]:
    """Each index by its name: its keys, and what it shows."""
    return {
        each["IndexName"]: (_typed(description, each["KeySchema"]), each["Projection"])
        for each in description.get("GlobalSecondaryIndexes") or ()
    }


def _typed(description: Description, schema: list[dict[str, str]]) -> list[tuple[str, str]]:
    kinds = {each["AttributeName"]: each["AttributeType"] for each in description["AttributeDefinitions"]}
    return [(each["AttributeName"], kinds[each["AttributeName"]]) for each in schema]


def _defined(description: Description, index: Description) -> list[Any]:
    keys = {each["AttributeName"] for each in index["KeySchema"]}
    return [each for each in description["AttributeDefinitions"] if each["AttributeName"] in keys]
