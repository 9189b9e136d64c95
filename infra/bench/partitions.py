"""What one desk can bear before a partition of DynamoDB is full: ``python -m infra.bench.partitions`` counts and says.

A partition takes 1,000 write units or 3,000 read units a second. A conversation from the visit to its end, with its
messages, polls and due work, an agent's day while many wait, and a minute of waiting behind many are played on the
embedded store; each unit is counted where it falls. Keys that name a conversation or a visitor are many; what groups,
plans, agents and shards share is divided by their number; what is left is one partition, which everything meets. Sums
of an hour of the reports are made for all who talked in it, not for each, and are none of this load.
"""

from __future__ import annotations

import itertools
import os
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from chalicelib.core.desk import Settings
from chalicelib.reports.store.keys import SHARES

WRITES, READS = 1_000, 3_000  # units a second that one partition takes
CONVERSATIONS_A_SECOND, AGENTS, WAITING = 200, 10_000, 5_000  # what a desk is to bear, at once
SHOWN = 12
_READING = ("GetItem", "BatchGetItem", "Query", "Scan")
_HASH = re.compile(r"(#\w+) = (:\w+)")
_MADE = re.compile(r"\b(?!agt_|grp_)[a-z]{3}_[0-9a-z]+\b")
_AGENT, _GROUP, _SHARD = re.compile(r"agt_\w+"), re.compile(r"grp_\w+"), re.compile(r"\bdue-\d+")
_HOUR = re.compile(r"^(log|hour)#[0-9T-]{13}#\d$")  # an hour's facts, by the shares of what they are about
_PLAN = re.compile(r"\b(newcomers|idle|busy|talker|waited)\b")  # as the stage has them


@dataclass(frozen=True)
class Shape:
    """A desk: how many of each there are, among whom its load is shared."""

    agents: int = AGENTS
    waiting: int = WAITING
    groups: int = 20
    plans: int = 20
    shards: int = Settings().work_shards


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
    if operation == "BatchWriteItem":
        for table, writes in arguments["RequestItems"].items():
            for request in (each for write in writes for each in write.values()):
                yield table, _key_in(table, request)
        return
    together = arguments.get("TransactItems")
    writes = [write for item in together for write in item.values()] if together else [arguments]
    for write in writes:
        table = write["TableName"]
        yield table, _key_in(table, write)


def _key_in(table: str, write: Mapping[str, Any]) -> dict[str, Any]:
    source = write.get("Item") or write["Key"]
    return {name: source[name] for name in _keys()[table]}


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
        (_HOUR, r"\1#<hour>#<share>", SHARES),
        (_PLAN, "<plan>", shape.plans),
    ):
        kind, many = pattern.subn(name, kind)
        if many:
            return kind, number
    return kind, 1


@dataclass(frozen=True)
class Load:
    """What a desk does at once: conversations begun a second, agents signed in, visitors who wait."""

    conversations: float = CONVERSATIONS_A_SECOND
    agents: float = AGENTS
    waiting: float = WAITING


@dataclass(frozen=True)
class Share:
    """A kind of partition: how many there are, and the units that all of them together take of each conversation, of a
    second of an agent's day, and of a second of somebody's waiting."""

    table: str
    kind: str
    number: float
    each: Load
    most: int

    @property
    def room(self) -> float:
        """Units a second that all of them take."""
        return float(self.most * self.number)

    def bears(self, what: str, load: Load) -> float:
        """How much of one thing (a field of the load) it bears beside the others of the load."""
        others = sum(self.units(name, load) for name in KINDS if name != what)
        units: float = getattr(self.each, what)
        return max(self.room - others, 0.0) / units if units else float("inf")

    def use(self, load: Load) -> float:
        """How much of its room is taken."""
        return sum(self.units(name, load) for name in KINDS) / self.room

    def units(self, what: str, load: Load) -> float:
        """Units a second that one thing of the load takes of all of them."""
        of_each: float = getattr(self.each, what)
        much: float = getattr(load, what)
        return of_each * much


KINDS = ("conversations", "agents", "waiting")


def shares(played: Mapping[str, tuple[Heat, float]], shape: Shape) -> list[Share]:
    """Every kind of partition that is not one of a conversation, the fullest first. ``played``: by kind of load what
    was counted, and how much of it that was."""
    found = []
    for most, counters in (
        (WRITES, {name: (heat.writes, times) for name, (heat, times) in played.items()}),
        (READS, {name: (heat.reads, times) for name, (heat, times) in played.items()}),
    ):
        units: dict[tuple[str, str, float], dict[str, float]] = defaultdict(lambda: dict.fromkeys(KINDS, 0.0))
        for name, (counter, times) in counters.items():
            for (table, key), each in counter.items():
                units[(table, *shared(key, shape))][name] += each / times
        found += [
            Share(table, kind, number, Load(**by_kind), most)
            for (table, kind, number), by_kind in units.items()
            if number != float("inf")
        ]
    return sorted(found, key=lambda each: -each.use(Load()))


def _moments() -> Callable[[], datetime]:
    """One moment after another, a microsecond apart, of the same hour each time: what falls due is always the same."""
    began, numbers = datetime(2026, 11, 23, 9, tzinfo=UTC), itertools.count()
    return lambda: began + timedelta(microseconds=next(numbers))


def play(talks: int = 20, polls: int = 240) -> tuple[list[Share], Shape]:
    """A desk on the embedded store, on which all of it is done and counted: so many conversations, with so many polls
    of each."""
    from chalicelib.core import tables
    from chalicelib.everything import TABLES
    from infra.bench.stage import Stage
    from infra.local.store import dynamodb
    from infra.local.store.engine import Store

    database = dynamodb.client(Store())
    tables.create_tables(database, TABLES)
    stage, shape = Stage(database, _moments()), Shape()
    talk, day, wait, seconds, minutes = Heat(database), Heat(database), Heat(database), 120, 3
    stage.whole_conversation(polls=1)  # what is planned once for an hour, or a month, is no conversation's
    stage.see_to_all_that_is_due()
    stage.plan_this_hour()
    with stage.database.instead(talk):
        for _ in range(talks):
            stage.whole_conversation(polls=polls)
        stage.see_to_all_that_is_due()
    stage.queue_up(stage.idle)
    with stage.database.instead(day):
        stage.agents_minutes(seconds)
    waited = stage.waited()
    stage.wait_minutes(waited, 1)
    with stage.database.instead(wait):
        stage.wait_minutes(waited, minutes)
    played = {"conversations": (talk, talks), "agents": (day, seconds), "waiting": (wait, minutes * 60)}
    return shares(played, shape), shape


def main() -> int:
    """Play, count, print."""
    os.environ.setdefault("DESKBELL_STAGE", "bench")
    os.environ.setdefault("DESKBELL_PUBLIC_URL", "http://127.0.0.1:8000")
    counted, shape = play()
    full = Load()
    print(f"{shape.groups} groups and plans; of all units of a kind one partition takes its share\n")
    print("| partition | of them | units a conversation | a second of an agent | of one who waits | in use |")
    print("|---|---:|---:|---:|---:|---:|")
    for each in counted[:SHOWN]:
        what = f"{each.table.rpartition('-')[2]} {each.kind}, {'writes' if each.most == WRITES else 'reads'}"
        of = each.each
        print(f"| {what} | {each.number:,} | {of.conversations:.1f} | {of.agents:.3f} | {of.waiting:.3f} ", end="")
        print(f"| {each.use(full):.0%} |")
    goals = f"{CONVERSATIONS_A_SECOND} conversations begun a second, {AGENTS:,} agents and {WAITING:,} who wait"
    print(f"\nin use: with {goals}")
    for name in KINDS:
        first = min(counted, key=lambda each, name=name: each.bears(name, full))  # type: ignore[misc]
        bears, goal = first.bears(name, full), getattr(full, name)
        print(f"{name}: {bears:,.0f} beside the others, goal {goal:,}; first full: {first.table} {first.kind}")
    print(f"breaks first: {counted[0].table} {counted[0].kind}")
    return int(counted[0].use(full) > 1)


if __name__ == "__main__":
    sys.exit(main())
