"""A store that fails: at one call of a block, once, in one of the ways in which DynamoDB does.

with failing(THROTTLED, at=2) as fault:     # the third call of the block
    ask()
assert fault.happened
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from chalicelib.core.database import Answer, Database, Throttled, Unavailable
from tests.worlds import in_use

THROTTLED, SILENT, UNHEARD, PARTIAL = "throttled", "silent", "unheard", "partial"
WAYS = (THROTTLED, SILENT, UNHEARD)
WRITES = ("PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems", "BatchWriteItem")
LEFT = {"BatchGetItem": "UnprocessedKeys", "BatchWriteItem": "UnprocessedItems"}


@dataclass
class Fault:
    """Which call fails, how, and whether it came to that. ``calls``: the operations of all."""

    behind: Database
    way: str
    at: int
    calls: list[str] = field(default_factory=list)
    happened: bool = False

    def call(self, operation: str, arguments: Mapping[str, Any]) -> Answer:
        """The answer, unless it is this call that fails."""
        self.calls.append(operation)
        if len(self.calls) != self.at + 1:
            return self.behind.call(operation, arguments)
        self.happened = True
        if self.way == THROTTLED:
            raise Throttled("ThrottlingException", "too much at once", operation)
        if self.way == SILENT:
            raise Unavailable("TimeoutError", "nothing was done", operation)
        if self.way == PARTIAL and operation in LEFT:
            return self._half(operation, arguments)
        self.behind.call(operation, arguments)
        raise Unavailable("TimeoutError", "it was done, and nobody heard of it", operation)

    def _half(self, operation: str, arguments: Mapping[str, Any]) -> Answer:
        """A batch of which only the first half is done."""
        done, left = dict[str, Any](), dict[str, Any]()
        for table, asked in arguments["RequestItems"].items():
            rows = asked["Keys"] if isinstance(asked, Mapping) else asked
            half = len(rows) // 2
            for share, part in ((done, rows[:half]), (left, rows[half:])):
                if part:
                    share[table] = {**asked, "Keys": part} if isinstance(asked, Mapping) else part
        answer: Answer = {"Responses": {}}
        if done:
            answer = self.behind.call(operation, {**arguments, "RequestItems": done})
        return {**answer, LEFT[operation]: left}


NEVER = -1


@contextmanager
def failing(way: str = THROTTLED, at: int = NEVER) -> Iterator[Fault]:
    """The desk in use has such a store in the block."""
    database = in_use()
    fault = Fault(database.behind, way, at)
    with database.instead(fault):
        yield fault
