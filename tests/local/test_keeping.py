"""What was answered is kept, whatever happens: killed processes, files cut short, copies made while it runs."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from infra.local.store import dynamodb
from infra.local.store.engine import Store
from infra.local.store.errors import Unavailable
from infra.local.store.files import File
from tests.local.engines import TABLE, Engine, av

pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parent.parent.parent
TRAFFIC = "tests.local.traffic"
THREADS = 3


def opened(path: Path) -> Engine:
    return Engine("embedded", dynamodb.client(Store(path)), partition="traffic")


def whole(engine: Engine) -> dict[int, int]:
    """The last transaction of each thread; fails if one is there by half, or one before it is missing."""
    last = {}
    for thread in range(THREADS):
        pages = engine.pages(
            engine.client.query,
            TableName=engine.table,
            KeyConditionExpression="pk = :p",
            ExpressionAttributeValues={":p": av(f"thread {thread}")},
        )
        items = [item for page in pages for item in page["Items"]]
        counter = engine.client.get_item(TableName=engine.table, Key={"pk": av("counters"), "sk": av(f"{thread}")}).get(
            "Item", {"n": av(0)}
        )
        last[thread] = int(counter["n"]["N"])
        assert [item["sk"]["S"] for item in items] == [f"{number:06d}" for number in range(1, last[thread] + 1)]
        indexed = engine.client.query(
            TableName=engine.table,
            IndexName="keys",
            KeyConditionExpression="g = :p",
            ExpressionAttributeValues={":p": av(f"thread {thread}")},
            Select="COUNT",
        )
        assert indexed["Count"] == len(items)
    return last


def test_kill_9_in_the_middle_of_traffic_loses_nothing_that_was_answered(path: Path) -> None:
    chance = random.Random(20261128)
    acknowledged = dict.fromkeys(range(THREADS), 0)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}

    for _ in range(4):
        child = subprocess.Popen(
            [sys.executable, "-m", TRAFFIC, str(path)], stdout=subprocess.PIPE, text=True, env=environment, cwd=ROOT
        )
        assert child.stdout is not None
        for _ in range(chance.randrange(1, 80)):
            thread, number = map(int, child.stdout.readline().split())
            acknowledged[thread] = number
        child.send_signal(signal.SIGKILL)
        for line in child.stdout.read().splitlines():  # what it had answered when it was killed
            if line.count(" ") == 1:
                thread, number = map(int, line.split())
                acknowledged[thread] = number
        child.wait()
        kept = opened(path)
        last = whole(kept)
        kept.database.store.close()

        assert all(last[thread] >= acknowledged[thread] for thread in range(THREADS)), (last, acknowledged)

    assert sum(acknowledged.values()) > 20


def test_a_log_cut_short_anywhere_holds_whole_transactions_up_to_there(path: Path, tmp_path: Path) -> None:
    engine = opened(path)
    engine.create()
    log = path.with_name(f"{path.name}-wal")
    lengths = [log.stat().st_size]
    for number in range(1, 13):
        engine.transact(
            {
                "Put": {
                    "TableName": engine.table,
                    "Item": {"pk": av("thread 0"), "sk": av(f"{number:06d}"), "g": av("thread 0"), "h": av(number)},
                }
            },
            {"Put": {"TableName": engine.table, "Item": {"pk": av("counters"), "sk": av("0"), "n": av(number)}}},
        )
        lengths.append(log.stat().st_size)
    # by another program: closing the files here would let go of the store's locks
    subprocess.run(["cp", path, log, tmp_path / "."], check=False, stderr=subprocess.DEVNULL)
    copies = tmp_path / "copies"
    copies.mkdir()
    subprocess.run(["cp", path, log, copies], check=True)
    engine.database.store.close()
    chance = random.Random(7)

    cuts = sorted({*lengths, *(length - 1 for length in lengths), *(chance.randrange(lengths[-1]) for _ in range(25))})
    for cut in cuts:
        folder = tmp_path / f"cut at {cut}"
        shutil.copytree(copies, folder)
        os.truncate(folder / log.name, cut)
        kept = opened(folder / path.name)
        tables = kept.client.list_tables()["TableNames"]
        last = whole(kept)[0] if tables else 0
        kept.database.store.close()

        committed = max((number for number, length in enumerate(lengths) if length <= cut), default=0)
        assert last == committed, (cut, last, committed)


def small_pages(path: Path) -> None:
    """Let the file have pages of 512 bytes, so that a transaction's frames in the log are few bytes."""
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA journal_mode = DELETE").fetchone()
        db.execute("PRAGMA page_size = 512")
        db.execute("VACUUM")


def test_a_log_that_ends_at_any_byte_of_its_last_transaction_holds_all_of_it_or_nothing(path: Path) -> None:
    engine = opened(path)
    engine.create()
    engine.database.store.close()
    small_pages(path)
    engine, log = opened(path), path.with_name(f"{path.name}-wal")
    for number in range(1, 4):
        before = log.stat().st_size
        counted = {"Item": {"pk": av("counters"), "sk": av("0"), "n": av(number)}}
        said = {"Item": {"pk": av("thread 0"), "sk": av(f"{number}"), "g": av("thread 0"), "h": av(number)}}
        engine.transact({"Put": {"TableName": engine.table, **counted}}, {"Put": {"TableName": engine.table, **said}})
    file, frames = path.read_bytes(), log.read_bytes()
    engine.database.store.close()
    cut = path.with_name("cut.db")

    def kept(frames: bytes) -> tuple[int, int]:
        """How many items, and index entries, are read from the file with this log."""
        cut.write_bytes(file)
        cut.with_name(f"{cut.name}-wal").write_bytes(frames)
        with closing(sqlite3.connect(cut)) as db:
            db.execute("PRAGMA synchronous = OFF")  # of the copy that is looked at
            counts = db.execute("SELECT (SELECT count(*) FROM items), (SELECT count(*) FROM entries)").fetchone()
        return counts[0], counts[1]

    whole_frames = (len(frames) - before) // (24 + 512)
    cut_short = {length: kept(frames[:length]) for length in range(before, len(frames) + 1)}
    unwritten = {length: kept(frames[:length].ljust(len(frames), b"\0")) for length in range(before, len(frames), 64)}

    assert whole_frames >= 2  # or there would be no half of it
    assert cut_short.pop(len(frames)) == (4, 9)
    assert set(cut_short.values()) == set(unwritten.values()) == {(3, 6)}


def test_a_backup_while_others_write_is_whole(path: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    child = subprocess.Popen(
        [sys.executable, "-m", TRAFFIC, str(path)], stdout=subprocess.PIPE, text=True, env=environment, cwd=ROOT
    )
    assert child.stdout is not None
    answered = dict.fromkeys(range(THREADS), 0)
    for _ in range(20):
        thread, number = map(int, child.stdout.readline().split())
        answered[thread] = number

    store = Store(path)
    store.backup(tmp_path / "copy.db")
    child.kill()
    child.wait()

    copy = opened(tmp_path / "copy.db")
    last = whole(copy)
    assert all(last[thread] >= answered[thread] for thread in range(THREADS))
    assert sorted(each.name for each in tmp_path.glob("copy.db*unfinished")) == []
    copy.database.store.close()
    store.close()


def test_a_store_in_memory_can_be_kept_in_a_file(tmp_path: Path) -> None:
    engine = Engine("embedded", dynamodb.client(Store()), partition="traffic")
    engine.create()
    engine.put(attributes={"v": 1})

    engine.database.store.backup(tmp_path / "copy.db")

    assert opened(tmp_path / "copy.db").attributes() == {"v": av(1)}


def test_what_is_no_file_of_a_store_is_left_alone(tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as db:
        db.execute("CREATE TABLE something (a)")
    text = tmp_path / "text.db"
    text.write_text("no database at all " * 100)

    for file in (other, text):
        with pytest.raises(Unavailable):
            Store(file)

    assert text.read_text().startswith("no database")


def test_resetting_takes_the_items_and_leaves_the_tables() -> None:
    store = Store()
    store.call("CreateTable", {"TableName": "things", **TABLE})
    item = {"pk": av("a"), "sk": av("a"), "g": av("a"), "h": av(1)}
    write = {"TransactItems": [{"Put": {"TableName": "things", "Item": item}}], "ClientRequestToken": "t"}
    store.call("TransactWriteItems", write)

    store.reset()

    assert store.call("Scan", {"TableName": "things"})["Count"] == 0
    assert store.call("Scan", {"TableName": "things", "IndexName": "keys"})["Count"] == 0
    store.call("TransactWriteItems", write)
    assert store.call("Scan", {"TableName": "things"})["Count"] == 1


def test_each_commit_waits_for_the_disk_which_no_killed_process_can_show(path: Path) -> None:
    file = File(path, lambda _: None)

    synchronous = [
        file.commit(lambda db, _: db.execute("PRAGMA synchronous").fetchone()),
        file.read(lambda db: db.execute("PRAGMA synchronous").fetchone()),
    ]
    (mode,) = file.read(lambda db: db.execute("PRAGMA journal_mode").fetchone())
    file.close()

    # SQLite, "PRAGMA synchronous": 2 is FULL; with a write-ahead log only that syncs it at every commit
    assert (synchronous, mode) == ([(2,), (2,)], "wal")
