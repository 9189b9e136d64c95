"""What a former version kept with its embedded AWS is taken over by the first start, once and whole (G3)."""

from __future__ import annotations

import fcntl
import json
import os
from pathlib import Path
from typing import Any

import pytest
from botocore.session import get_session

from chalicelib.core import tables
from chalicelib.core.aws import REGION
from chalicelib.everything import TABLES
from infra.environments.cloud import Refused
from infra.local import former
from infra.local import ministack as embedded_aws
from infra.local.folder import FILE
from infra.local.store.engine import Store

pytestmark = pytest.mark.long

ONCE = tables.table_name("once")
MARKS = 60  # more than one batch


@pytest.fixture
def printed() -> list[str]:
    return []


def started(state: Path) -> tuple[embedded_aws.Store, Any]:
    """The store of a former desk that is in use, and its client."""
    running = embedded_aws.start(state)
    (state / "store.json").write_text(json.dumps({"port": running.port, "pid": running.pid}))
    client = get_session().create_client("dynamodb", REGION, endpoint_url=running.endpoint)
    client.create_table(**tables.describe(next(model for model in TABLES if model.Meta.table_name == ONCE)))
    for number in range(MARKS):
        item = {"key": {"S": f"mark {number} 茶"}, "deep": {"M": {"b": {"B": b"\0\xff"}, "n": {"N": "1.5"}}}}
        client.put_item(TableName=ONCE, Item=item)
    return running, client


def items_of(file: Path) -> dict[str, dict[str, Any]]:
    store = Store(file)
    answer = store.call("Scan", {"TableName": ONCE})
    store.close()
    return {item["key"]["S"]: item for item in answer["Items"]}


def test_the_first_start_takes_over_what_a_former_desk_kept_even_if_its_store_still_runs(
    tmp_path: Path, printed: list[str]
) -> None:
    running, _ = started(tmp_path)
    lock = os.open(tmp_path / "store.lock", os.O_RDWR | os.O_CREAT)  # a store held it as long as it lived
    fcntl.flock(lock, fcntl.LOCK_EX)

    count = former.take_over(tmp_path, printed.append)
    again = former.take_over(tmp_path, printed.append)

    os.close(lock)
    there = items_of(tmp_path / FILE)
    assert (count, again) == (MARKS, 0)
    assert len(there) == MARKS
    assert there["mark 7 茶"]["deep"]["M"] == {"b": {"B": b"\0\xff"}, "n": {"N": "1.5"}}
    assert not running.answers()
    assert (tmp_path / "store" / "dynamodb.json").exists()
    assert not (tmp_path / "taking-over").exists()
    assert any(f"{MARKS} items" in line for line in printed)


def test_a_folder_without_such_data_starts_empty_and_says_nothing(tmp_path: Path, printed: list[str]) -> None:
    (tmp_path / "store").mkdir()

    count = former.take_over(tmp_path, printed.append)

    assert (count, printed) == (0, [])
    assert not (tmp_path / FILE).exists()


def test_a_store_that_runs_and_cannot_be_asked_to_save_stops_the_start(tmp_path: Path, printed: list[str]) -> None:
    lock = os.open(tmp_path / "store.lock", os.O_RDWR | os.O_CREAT)
    fcntl.flock(lock, fcntl.LOCK_EX)

    with pytest.raises(Refused, match="cannot be asked to save"):
        former.take_over(tmp_path, printed.append)

    os.close(lock)
    assert not (tmp_path / FILE).exists()
