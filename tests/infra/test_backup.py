"""A copy of a desk's file, and commands on the same file, whether the desk runs or not (requirement G3)."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest

from infra.environments.cloud import Refused
from infra.local.folder import FILE
from infra.local.store.engine import Store
from infra.operate import backup

TABLE = {
    "TableName": "deskbell-local-once",
    "BillingMode": "PAY_PER_REQUEST",
    "AttributeDefinitions": [{"AttributeName": "key", "AttributeType": "S"}],
    "KeySchema": [{"AttributeName": "key", "KeyType": "HASH"}],
}


@pytest.fixture
def state(tmp_path: Path) -> Path:
    """The folder of a desk."""
    folder = tmp_path / "state"
    folder.mkdir()
    return folder


def write(store: Store, number: int) -> None:
    """Two items that are there together or not at all."""
    puts = [
        {"Put": {"TableName": "deskbell-local-once", "Item": {"key": {"S": f"{number}{side}"}}}} for side in ("a", "b")
    ]
    store.call("TransactWriteItems", {"TransactItems": puts})


def keys(store: Store) -> set[str]:
    answer = store.call("Scan", {"TableName": "deskbell-local-once"})
    return {item["key"]["S"] for item in answer["Items"]}


def test_a_copy_made_under_traffic_has_all_that_was_acknowledged_before_and_nothing_half(
    state: Path, tmp_path: Path
) -> None:
    store, acknowledged = Store(state / FILE), []
    enough, stop = threading.Event(), threading.Event()
    store.call("CreateTable", TABLE)

    def talk(first: int) -> None:
        number = first
        while not stop.is_set():
            write(store, number)
            acknowledged.append(number)
            number += 2
            if len(acknowledged) >= 40:
                enough.set()

    threads = [threading.Thread(target=talk, args=(first,)) for first in (0, 1)]
    for thread in threads:
        thread.start()
    enough.wait(timeout=30)

    before = list(acknowledged)
    backup.backup(state, tmp_path / "copy.db")
    stop.set()
    for thread in threads:
        thread.join()
    store.close()

    copy = Store(tmp_path / "copy.db")
    there = keys(copy)
    copy.close()
    assert {f"{number}{side}" for number in before for side in "ab"} <= there
    assert {key[:-1] + "b" for key in there if key.endswith("a")} == {key for key in there if key.endswith("b")}


def test_a_copy_put_in_the_place_of_the_file_is_the_desk_as_it_was(state: Path, tmp_path: Path) -> None:
    store = Store(state / FILE)
    store.call("CreateTable", TABLE)
    write(store, 1)
    backup.backup(state, tmp_path / "copy.db")
    write(store, 2)
    store.close()

    for each in state.glob(f"{FILE}*"):
        each.unlink()
    (tmp_path / "copy.db").rename(state / FILE)

    restored = Store(state / FILE)
    assert keys(restored) == {"1a", "1b"}
    restored.close()


def test_a_copy_is_its_owners_alone_and_replaces_nothing(state: Path, tmp_path: Path) -> None:
    Store(state / FILE).close()

    backup.backup(state, tmp_path / "copy.db")

    assert (tmp_path / "copy.db").stat().st_mode & 0o077 == 0
    with pytest.raises(Refused, match="is there already"):
        backup.backup(state, tmp_path / "copy.db")


@pytest.mark.parametrize(
    ("values", "code", "why"),
    [
        ({}, 2, "make backup TO="),
        ({"TO": "copy.db"}, 1, "no desk was started on"),
        ({"TO": "copy.db", "ENV": "prod"}, 1, "make export ENV=prod"),
        ({"TO": "nowhere/copy.db"}, 1, "there is no folder"),
        ({"TO": "."}, 1, "is there already"),
        ({"TO": "copy.db", "STATE": "other"}, 1, "is no file of this store"),
    ],
)
def test_a_copy_that_cannot_be_made_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], values: dict[str, str], code: int, why: str
) -> None:
    (tmp_path / "other").mkdir()
    with sqlite3.connect(tmp_path / "other" / FILE) as db:
        db.execute("CREATE TABLE something (a)")
    places = {name: str(tmp_path / value) for name, value in values.items() if name != "ENV"}

    done = backup.main({"STATE": str(tmp_path / "state"), **values, **places})

    assert done == code
    assert why in capsys.readouterr().err
    assert not (tmp_path / "copy.db").exists()
