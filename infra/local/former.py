"""Data of former versions: what the embedded AWS (ministack) kept for them is taken over once, by the first start.

It is read from a copy, by the program that wrote it; the old files stay as they are. All of it comes into ``desk.db``
or nothing, so a start that dies meanwhile is done again by the next, and what is there is never taken over twice.
"""

from __future__ import annotations

import fcntl
import importlib.util
import json
import os
import shutil
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from infra.environments.cloud import Refused
from infra.local import folder
from infra.local import ministack as embedded_aws
from infra.local.store.engine import Store

TOGETHER = 25  # BatchWriteItem takes no more


def take_over(state: Path, tell: Callable[[str], None]) -> int:
    """Bring what a former version kept in this folder into the desk's file, if there is no such file yet; how many
    items. Raises ``Refused`` where that cannot be done: then nothing was changed.
    """
    if (state / folder.FILE).exists():
        return 0
    _end_survivor(state)
    kept = state / "store"
    if not (kept / "dynamodb.json").exists():
        return 0
    if importlib.util.find_spec("ministack") is None:
        raise Refused(
            f"{kept} was written by a former version with ministack, which is not installed here: install it, or take "
            "the data along with make export of the former version and make restore of this one, with another STATE="
        )
    tell(f"Taking over the data of a former version from {kept} …")
    copy = state / "taking-over"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(kept, copy / "store")
    try:
        running = embedded_aws.start(copy)
    except RuntimeError as error:
        raise Refused(f"the data of a former version in {kept} cannot be read: {error}") from error
    try:
        count = _copy(running.endpoint, state / folder.FILE)
    finally:
        running.stop()
    shutil.rmtree(copy, ignore_errors=True)
    tell(f"{count} items. The old files stay in {kept}; nothing uses them any more.")
    return count


def _end_survivor(state: Path) -> None:
    """The former store outlived a desk that was killed, and has all in memory: let it save that, and end."""
    try:
        lock = os.open(state / "store.lock", os.O_RDWR)
    except FileNotFoundError:
        return
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        survivor = _survivor(state)
    else:
        return
    finally:
        os.close(lock)
    survivor.stop()


def _survivor(state: Path) -> embedded_aws.Store:
    try:
        noted = json.loads((state / "store.json").read_text())
        survivor = embedded_aws.Store(int(noted["port"]), int(noted["pid"]))
    except (OSError, ValueError, KeyError, TypeError):
        survivor = None
    if survivor is None or not survivor.answers():
        raise Refused(f"the store of a former version still runs on {state} and cannot be asked to save: end it first")
    return survivor


def _copy(endpoint: str, file: Path) -> int:
    from botocore.session import get_session

    from chalicelib.core import tables
    from chalicelib.core.aws import REGION
    from chalicelib.everything import TABLES

    source: Any = get_session().create_client(
        "dynamodb", REGION, endpoint_url=endpoint, aws_access_key_id="local", aws_secret_access_key="local"
    )
    names = [model.Meta.table_name for model in TABLES]
    there = [name for page in source.get_paginator("list_tables").paginate() for name in page["TableNames"]]
    unknown = sorted(name for name in there if name not in names and next(_items(source, name), None))
    if unknown:
        raise Refused(f"the data of before has tables that nobody knows here: {', '.join(unknown)}")
    store = Store()
    try:
        for model in TABLES:
            _create(store, tables.describe(model), tables.time_to_live(model))
        count = sum(_fill(store, name, _items(source, name)) for name in names if name in there)
        store.backup(file)
    finally:
        store.close()
    return count


def _create(store: Store, description: dict[str, Any], expires: str | None) -> None:
    store.call("CreateTable", description)
    if expires:
        how = {"Enabled": True, "AttributeName": expires}
        store.call("UpdateTimeToLive", {"TableName": description["TableName"], "TimeToLiveSpecification": how})


def _items(source: Any, table: str) -> Iterator[dict[str, Any]]:
    for page in source.get_paginator("scan").paginate(TableName=table, ConsistentRead=True):
        yield from page["Items"]


def _fill(store: Store, table: str, items: Iterator[dict[str, Any]]) -> int:
    count = 0
    while portion := list(islice(items, TOGETHER)):
        store.call("BatchWriteItem", {"RequestItems": {table: [{"PutRequest": {"Item": item}} for item in portion]}})
        count += len(portion)
    return count
