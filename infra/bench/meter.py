"""Counting requests and capacity, and weighing an operation against the bare client calls it must make."""

from __future__ import annotations

import copy
import itertools
import math
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import boto3
import botocore.session
from botocore import xform_name
from botocore.config import Config

from chalicelib.core import tables
from chalicelib.core.database import Answer
from chalicelib.everything import TABLES
from infra.bench.around import Watchable, Weighed

_READ_BLOCK = 4096
_READS = ("GetItem", "BatchGetItem", "Query", "Scan", "TransactGetItems")
_KEYS = {
    description["TableName"]: {key["KeyType"]: key["AttributeName"] for key in description["KeySchema"]}
    for description in map(tables.describe, TABLES)
}


@dataclass(frozen=True)
class Operation:
    """Something people or pages do all day. ``prepare`` makes the argument of ``act``, ``tidy`` undoes it; only
    ``act`` is measured."""

    name: str
    act: Callable[[Any], Any]
    prepare: Callable[[], Any] = lambda: None
    tidy: Callable[[Any], Any] = lambda _: None


@dataclass
class Cost:
    """One call's requests by name, in order, and the capacity units they consumed."""

    requests: list[str] = field(default_factory=list)
    read_units: float = 0.0
    write_units: float = 0.0
    computed: bool = False

    def by_name(self) -> str:
        """``2 GetItem, 1 Query``."""
        counts = {name: self.requests.count(name) for name in dict.fromkeys(self.requests)}
        return ", ".join(f"{count} {name}" for name, count in counts.items())


@dataclass(frozen=True)
class Weight:
    """Processor milliseconds of one call: ours, and the same requests by a bare client, as it comes or with our
    configuration (which skips checking parameters)."""

    ours: float
    as_it_comes: float
    configured: float


def count(database: Watchable, operation: Operation) -> Cost:
    """What one call costs at the DynamoDB that its desk asks."""
    cost = Cost()
    argument = operation.prepare()
    weighed = Weighed(database.behind)
    with database.instead(weighed):
        result = operation.act(argument)
    for name, answer in weighed.answers:
        _add(cost, name, answer)
    operation.tidy(argument if argument is not None else result)
    return cost


def _add(cost: Cost, name: str, answer: Answer) -> None:
    cost.requests.append(name)
    consumed = answer.get("ConsumedCapacity") or []
    each = consumed if isinstance(consumed, list) else [consumed]
    units = sum(one["CapacityUnits"] for one in each)
    if not each and name == "BatchGetItem":
        cost.computed = True
        found = [item for items in answer["Responses"].values() for item in items]
        units = sum(max(1, math.ceil(_size(item) / _READ_BLOCK)) for item in found)
    if name in _READS:
        cost.read_units += units
    else:
        cost.write_units += units


def _size(item: dict[str, Any]) -> int:
    return sum(len(name.encode()) + _value_size(*next(iter(value.items()))) for name, value in item.items())


def _value_size(kind: str, value: Any) -> int:
    if kind == "S":
        return len(value.encode())
    if kind == "N":
        return (len(value) + 1) // 2 + 1
    if kind in ("SS", "NS"):
        return sum(_value_size(kind[0], each) for each in value)
    return 1  # BOOL, NULL: our tables hold no others


# --- weighing -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Request:
    name: str
    params: dict[str, Any]
    before: list[tuple[str, dict[str, Any]]]  # the items its writes find, by table


class Scales:
    """Weighs operations of a desk on this database against bare clients; ours and theirs in turn, in the same run."""

    def __init__(self, database: Watchable, endpoint: str) -> None:
        self._database = database
        self.as_it_comes = boto3.client("dynamodb", endpoint_url=endpoint)
        config = Config(parameter_validation=False)
        session = botocore.session.get_session()
        self.configured: Any = session.create_client("dynamodb", endpoint_url=endpoint, config=config)
        self._marks = itertools.count()

    def weigh(self, operation: Operation, times: int) -> Weight:
        """The medians over so many calls."""
        ours, theirs, configured = [], [], []
        for _ in range(times):
            ours.append(self._ours(operation))
            requests = self._record(operation)
            theirs.append(self._replay(self.as_it_comes, requests))
            configured.append(self._replay(self.configured, requests))
        return Weight(*(statistics.median(each) * 1000 for each in (ours, theirs, configured)))

    def _ours(self, operation: Operation) -> float:
        argument = operation.prepare()
        started = time.process_time()
        result = operation.act(argument)
        taken = time.process_time() - started
        operation.tidy(argument if argument is not None else result)
        return taken

    def _record(self, operation: Operation) -> list[_Request]:
        """The requests of one more call, each with what its writes found when it was sent."""
        requests: list[_Request] = []

        def note(name: str, params: Mapping[str, Any]) -> None:
            before = []
            for table, key in _written(name, params):
                answer = self.configured.get_item(TableName=table, Key=key, ConsistentRead=True)
                if "Item" in answer:
                    before.append((table, answer["Item"]))
            requests.append(_Request(name, copy.deepcopy(dict(params)), before))

        argument = operation.prepare()
        with self._database.watching(before=note):
            result = operation.act(argument)
        operation.tidy(argument if argument is not None else result)
        return requests

    def _replay(self, client: Any, requests: Sequence[_Request]) -> float:
        """The same requests by this client: reads as they were, writes of the same shape on keys of their own."""
        calls = []
        for request in requests:
            mark = f"~{next(self._marks)}"
            for table, item in request.before:
                self.configured.put_item(TableName=table, Item=_moved(table, item, mark))
            calls.append((getattr(client, xform_name(request.name)), _elsewhere(request, mark)))
        started = time.process_time()
        for call, params in calls:
            call(**params)
        return time.process_time() - started


def _writes(name: str, params: Mapping[str, Any]) -> list[Any]:
    """The arguments of each write of a request, those of a transaction one by one."""
    if name == "TransactWriteItems":
        return [arguments for item in params["TransactItems"] for arguments in item.values()]
    return [] if name in _READS else [params]


def _written(name: str, params: Mapping[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Which items a request writes: tables and keys."""
    return [
        (
            write["TableName"],
            {key: (write.get("Item") or write["Key"])[key] for key in _KEYS[write["TableName"]].values()},
        )
        for write in _writes(name, params)
    ]


def _elsewhere(request: _Request, mark: str) -> dict[str, Any]:
    params = copy.deepcopy(request.params)
    for write in _writes(request.name, params):
        place = "Item" if "Item" in write else "Key"
        write[place] = _moved(write["TableName"], write[place], mark)
    return params


def _moved(table: str, item: dict[str, Any], mark: str) -> dict[str, Any]:
    """The item under a hash key of its own."""
    hash_key = _KEYS[table]["HASH"]
    return {**item, hash_key: {"S": item[hash_key]["S"] + mark}}
