"""What one desk can bear before a partition of DynamoDB is full: ``python -m infra.bench.partitions`` counts and says.

A partition takes 1,000 write units or 3,000 read units a second. A conversation from the visit to its end, with its
messages, polls and due work, and an agent's day are played on the embedded store; each unit is counted where it falls.
Keys that name a conversation or a visitor are many; what groups, plans, agents and shards share is divided by their
number; what is left is one partition, which everything meets.
"""

from __future__ import annotations

import os
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

WRITES, READS = 1_000, 3_000  # units a second that one partition takes
CONVERSATIONS_A_SECOND, AGENTS = 200, 10_000  # what a desk is to bear
_READING = ("GetItem", "BatchGetItem", "Query", "Scan")
_HASH = re.compile(r"(#\w+) = (:\w+)")
_MADE = re.compile(r"(cnv|vis|ses|msg|svy|wrk|adt|req)_\w+")
_AGENT, _GROUP, _SHARD = re.compile(r"agt_\w+"), re.compile(r"grp_\w+"), re.compile(r"\bdue-\d+")
_PLAN = re.compile(r"\b(newcomers|idle|busy|talker)\b")  # as the stage has them


@dataclass(frozen=True)
class Shape:
    """A desk: how many of each there are, among whom its load is shared."""

    agents: int = AGENTS
    groups: int = 20
    plans: int = 20
    shards: int = 4


@dataclass
class Heat:
    """A database that keeps where each unit falls, by table or index and hash key."""

    behind: Any
    reads: dict[tuple[str, str], float] = field(default_factory=lambda: defaultdict(float))
    writes: dict[tuple[str, str], float] = field(default_factory=lambda: defaultdict(float))

    def call(self, operation: str, arguments: Mapping[str, Any]) -> Any:
        """The answer of the database behind."""
        if operation in _READING:
            return self._read(operation, arguments)
        written = list(_written(operation, arguments))
        before = [self._item(*each) for each in written]
        answer = self.behind.call(operation, arguments)
        times = 2 if operation == "TransactWriteItems" else 1
        for (table, key), old in zip(written, before, strict=True):
            self._write(table, key, old, self._item(table, key), times)
        return answer

    def _read(self, operation: str, arguments: Mapping[str, Any]) -> Any:
        answer = self.behind.call(operation, {**arguments, "ReturnConsumedCapacity": "TOTAL"})
        if operation == "BatchGetItem":
            for table, asked in arguments["RequestItems"].items():
                for key in asked["Keys"]:
                    self.reads[table, _hash_of(table, key)] += 1
            return answer
        units = answer["ConsumedCapacity"]["CapacityUnits"]
        table = arguments["TableName"]
        if operation == "GetItem":
            self.reads[table, _hash_of(table, arguments["Key"])] += units
        elif operation == "Query":
            place = f"{table}/{arguments['IndexName']}" if "IndexName" in arguments else table
            found = _HASH.search(arguments["KeyConditionExpression"])
            value = arguments["ExpressionAttributeValues"][found.group(2)] if found else {"S": "?"}
            self.reads[place, str(next(iter(value.values())))] += units
        return answer

    def _item(self, table: str, key: Mapping[str, Any]) -> Any:
        return self.behind.call("GetItem", {"TableName": table, "Key": key, "ConsistentRead": True}).get("Item")

    def _write(self, table: str, key: Mapping[str, Any], old: Any, new: Any, times: int) -> None:
        from infra.local.store.capacity import write_units

        self.writes[table, _hash_of(table, key)] += write_units(max(_size(old), _size(new))) * times
        for name, attributes in _indexes()[table].items():
            entries = [_entry(item, attributes) for item in (old, new)]
            moved = entries[0] != entries[1]
            for entry in filter(None, entries if moved else ()):
                self.writes[f"{table}/{name}", entry[0]] += 1


def _entry(item: Any, attributes: tuple[str, ...]) -> tuple[str, ...] | None:
    """Where an index has the item, if it has it at all."""
    if item is None or not all(each in item for each in attributes):
        return None
    return tuple(str(next(iter(item[each].values()))) for each in attributes)


def _size(item: Any) -> int:
    from infra.local.store.values import item_size

    return item_size(item) if item is not None else 0


def _written(operation: str, arguments: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Tables and keys of what a request writes."""
    together = arguments.get("TransactItems")
    writes = [write for item in together for write in item.values()] if together else [arguments]
    for write in writes:
        table = write["TableName"]
        source = write.get("Item") or write["Key"]
        yield table, {name: source[name] for name in _keys()[table]}


def _keys() -> Mapping[str, list[str]]:
    from infra.bench.meter import _KEYS

    return {table: list(names.values()) for table, names in _KEYS.items()}


def _indexes() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    from chalicelib.core import tables
    from chalicelib.everything import TABLES

    return {
        each["TableName"]: {
            index["IndexName"]: tuple(key["AttributeName"] for key in index["KeySchema"])
            for index in each.get("GlobalSecondaryIndexes", ())
        }
        for each in map(tables.describe, TABLES)
    }


def _hash_of(table: str, key: Mapping[str, Any]) -> str:
    return str(next(iter(key[_keys()[table][0]].values())))


def shared(hash_key: str, shape: Shape) -> tuple[str, float]:
    """What kind of partition a key names, and how many of it there are on such a desk; infinitely many made ones."""
    kind, many = _MADE.subn("…", hash_key)
    if many:
        return kind, float("inf")
    for pattern, name, number in (
        (_AGENT, "<agent>", shape.agents),
        (_GROUP, "<group>", shape.groups),
        (_SHARD, "<shard>", shape.shards),
        (_PLAN, "<plan>", shape.plans),
    ):
        kind, many = pattern.subn(name, kind)
        if many:
            return kind, number
    return kind, 1


@dataclass(frozen=True)
class Share:
    """A kind of partition: how many there are, and the units that all of them together take of each conversation, and
    of a second of an agent's day."""

    table: str
    kind: str
    number: float
    a_conversation: float
    a_second: float
    most: int

    def conversations(self, agents: int) -> float:
        """How many conversations a second it bears beside so many agents."""
        left = self.most - self.a_second * agents / self.number
        return left * self.number / self.a_conversation if self.a_conversation else float("inf")


def shares(talk: Heat, day: Heat, talks: int, seconds: float, shape: Shape) -> list[Share]:
    """Every kind of partition that is not one of a conversation, the fullest first. ``day``: of one agent."""
    found = []
    for most, of_talk, of_day in ((WRITES, talk.writes, day.writes), (READS, talk.reads, day.reads)):
        units: dict[tuple[str, str, float], list[float]] = {}
        for at, counter in ((0, of_talk), (1, of_day)):
            for (table, key), each in counter.items():
                kind, number = shared(key, shape)
                units.setdefault((table, kind, number), [0.0, 0.0])[at] += each
        found += [
            Share(table, kind, number, a / talks, b / seconds, most)
            for (table, kind, number), (a, b) in units.items()
            if number != float("inf")
        ]
    return sorted(found, key=lambda each: each.conversations(shape.agents))


def main() -> int:
    """Play, count, print."""
    os.environ.setdefault("DESKBELL_STAGE", "bench")
    os.environ.setdefault("DESKBELL_PUBLIC_URL", "http://127.0.0.1:8000")
    from chalicelib.core import tables
    from chalicelib.everything import TABLES
    from infra.bench.stage import Stage
    from infra.local.store import dynamodb
    from infra.local.store.engine import Store

    database = dynamodb.client(Store())
    tables.create_tables(database, TABLES)
    stage, shape = Stage(database), Shape()
    talk, day, talks, seconds = Heat(database), Heat(database), 20, 120.0
    with stage.database.instead(talk):
        for _ in range(talks):
            stage.whole_conversation()
    with stage.database.instead(day):
        stage.agents_minutes(int(seconds))
    print(f"{shape.agents:,} agents in {shape.groups} groups; of all units of a kind one partition takes its share\n")
    print("| partition | of them | units a conversation | units a second of an agent | conversations a second |")
    print("|---|---:|---:|---:|---:|")
    for each in shares(talk, day, talks, seconds, shape)[:12]:
        what = f"{each.table.rpartition('-')[2]} {each.kind}, {'writes' if each.most == WRITES else 'reads'}"
        bears = each.conversations(shape.agents)
        print(f"| {what} | {each.number:,} | {each.a_conversation:.1f} | {each.a_second:.3f} | {bears:,.0f} |")
    first = shares(talk, day, talks, seconds, shape)[0]
    print(f"\nbreaks first: {first.kind}; goal: {CONVERSATIONS_A_SECOND} conversations a second")
    return 0


if __name__ == "__main__":
    sys.exit(main())
