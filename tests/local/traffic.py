"""A process that writes transactions to a store's file until it is killed, and says which were answered."""

from __future__ import annotations

import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

from infra.local.store.engine import Store
from infra.local.store.errors import TableExists
from tests.local.engines import TABLE, av

NAME = "conformance"


def main(path: Path) -> None:
    """Write with three threads; a line for each answer: the thread, and the number of its transaction."""
    store = Store(path)
    with suppress(TableExists):
        store.call("CreateTable", {"TableName": NAME, **TABLE})
    threads = [threading.Thread(target=write, args=(store, thread)) for thread in range(3)]
    for thread in threads:
        thread.start()


def write(store: Store, thread: int) -> None:
    """Numbered entries and their counter, always together; some are long, so that the log is written back often."""
    counter = {"pk": av("counters"), "sk": av(f"{thread}")}
    item: Any = store.call("GetItem", {"TableName": NAME, "Key": counter}).get("Item", {"n": av(0)})
    number = int(item["n"]["N"])
    while True:
        number += 1
        entry = {
            "pk": av(f"thread {thread}"),
            "sk": av(f"{number:06d}"),
            "g": av(f"thread {thread}"),
            "h": av(number),
            "text": av("x" * (number % 7) * 5_000),
        }
        store.call(
            "TransactWriteItems",
            {
                "TransactItems": [
                    {"Put": {"TableName": NAME, "Item": entry, "ConditionExpression": "attribute_not_exists(pk)"}},
                    {"Put": {"TableName": NAME, "Item": {**counter, "n": av(number)}}},
                ]
            },
        )
        sys.stdout.write(f"{thread} {number}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
