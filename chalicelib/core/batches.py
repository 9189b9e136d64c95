"""Batches of reads or writes: each by itself, many in one request, and again what the store left undone.

DynamoDB may do a part of a batch and name the rest (``UnprocessedKeys``, ``UnprocessedItems``): it was too much at
once, or more than 16 MB. The rest is asked for again until there is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from chalicelib.core.database import Answer, Database, Throttled

READ, WRITE = "BatchGetItem", "BatchWriteItem"
LEFT = {READ: "UnprocessedKeys", WRITE: "UnprocessedItems"}
IDLE = 3  # answers in a row by which nothing was done


def read(database: Database, requests: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The items of these keys (by table: ``Keys``, ``ConsistentRead``) that are there, each with its table.

    Raises ``Throttled`` where the store brings nothing any more.
    """
    for answer in _answers(database, READ, requests):
        yield from ((table, item) for table, items in answer["Responses"].items() for item in items)


def write(database: Database, requests: Mapping[str, Any]) -> None:
    """Do all these writes (by table: ``PutRequest``, ``DeleteRequest``), each by itself.

    Raises ``Throttled`` where the store does none any more; what it did before that stays done.
    """
    for _ in _answers(database, WRITE, requests):
        pass  # until none is left


def _answers(database: Database, operation: str, requests: Mapping[str, Any]) -> Iterator[Answer]:
    idle, left = 0, requests
    while left:
        answer = database.call(operation, {"RequestItems": left})
        rest: Mapping[str, Any] = answer.get(LEFT[operation]) or {}
        idle = idle + 1 if _size(rest) == _size(left) else 0
        yield answer
        if idle == IDLE:
            raise Throttled("ThrottlingException", f"{_size(rest)} are left undone", operation)
        left = rest


def _size(requests: Mapping[str, Any]) -> int:
    return sum(len(each["Keys"] if isinstance(each, Mapping) else each) for each in requests.values())
