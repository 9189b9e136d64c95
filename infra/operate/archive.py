"""Every fact of an environment in a folder, and back: ``make export ENV=dev TO=folder``, ``make restore FROM=folder``.

    python -m infra.operate.archive export FOLDER     the folder is new or empty; the desk goes on meanwhile
    python -m infra.operate.archive restore FOLDER    into a desk that has no conversation yet

``ENV`` says where: an environment, or ``local`` for the desk of ``make run`` (``STATE``). A file for each table holds
one item on a line, as DynamoDB writes it; ``manifest.json`` comes last, so a folder without one is half an export.
What changes meanwhile may be in it as it was before or after: for one moment's state restore to a point in time.
Files that people sent lie below ``files``, each at its key.

``restore`` replaces what a deployment founded. A desk in use is replaced only where it is not protected and
``REPLACE`` says its name. Due work is left out where the facts come from another environment, lest customers get its
letters a second time; ``WORK=1`` brings it too. The keys that sign tokens are no facts: they are not in it.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import os
import random
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chalicelib.core import times
from infra import environments
from infra.environments.cloud import Refused
from infra.operate import connect, files
from infra.operate.sentences import in_words

if TYPE_CHECKING:
    from chalicelib.core.database import Database
    from chalicelib.core.desk import Desk

FORMAT = 1
SEGMENTS = 4  # parts of a table that are read at the same time
TOGETHER = 25  # BatchWriteItem takes no more
MANIFEST = "manifest.json"
WORK = "work"
CONVERSATIONS = "conversations"

Told = Callable[[str], None]


def main(arguments: list[str]) -> int:
    """0 when all is there, 1 when it was refused or did not hold, 2 when the question cannot be understood."""
    command, *folder = arguments or [""]
    if command not in ("export", "restore") or len(folder) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        name = os.environ.get("ENV", "")
        with in_words():
            desk = connect.desk(name)
            if command == "export":
                note_export(desk, connect.operator())
                export(desk, Path(folder[0]), say)
            else:
                replace = os.environ.get("REPLACE", "")
                with_work = os.environ.get("WORK") == "1"
                restore(desk, Path(folder[0]), may_replace(name, replace), say, with_work=with_work)
    except (environments.UnknownEnvironment, Refused) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def say(line: str) -> None:
    """Print it now: what takes long must show that it goes on."""
    print(line, flush=True)


def may_replace(name: str, replace: str) -> bool:
    """Whether a desk in use may be overwritten. Raises ``Refused`` where the name given is not its name."""
    if not replace:
        return False
    if name != "local" and environments.read(name).protected:
        raise Refused(f"deskbell-{name} is protected: what is in it is never replaced")
    if replace != f"deskbell-{name}":
        raise Refused(f"{replace!r} is not its name; nothing was changed")
    return True


# --- export ---------------------------------------------------------------------------------------------------------


def note_export(desk: Desk, who: str) -> None:
    """Whoever takes every fact of the desk away is in its audit log, before they have any (F7)."""
    from chalicelib.core import audit
    from chalicelib.core.transactions import Transaction

    tx = Transaction(desk)
    audit.note(tx, audit.By("operator", who), "export", "desk")
    tx.commit()


def export(desk: Desk, folder: Path, told: Told) -> int:
    """Write every item of every table into ``folder``; how many there were. Raises ``Refused`` for a used folder."""
    from chalicelib.core import tables

    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise Refused(f"{folder} is not empty; what was exported before stays as it is")
    began, found = datetime.now(UTC), {}
    for room in _rooms():
        found[room] = _write(desk.database, tables.table_name(room), folder / f"{room}.jsonl.gz", Progress(room, told))
    files.export(desk, folder, told)
    manifest = {
        "format": FORMAT,
        "stage": tables.STAGE,
        "began": times.stored(began),
        "ended": times.stored(datetime.now(UTC)),
        "tables": found,
    }
    made = folder / f"{MANIFEST}.new"
    made.write_text(json.dumps(manifest, indent=1))
    made.replace(folder / MANIFEST)
    items = sum(int(each["items"]) for each in found.values())
    told(f"{items} items of {len(found)} tables in {folder}")
    return items


def _rooms() -> list[str]:
    from chalicelib.core import tables
    from chalicelib.everything import TABLES

    return [model.Meta.table_name.removeprefix(tables.table_name("")) for model in TABLES]


@dataclass
class Progress:
    """Says how far a table is, at most once in two seconds; threads may share it."""

    room: str
    told: Told
    of: int | None = None
    items: int = 0
    _said: float = 0.0

    def __post_init__(self) -> None:
        self._lock = threading.Lock()
        self._said = time.monotonic()

    def add(self, items: int) -> None:
        """So many more."""
        with self._lock:
            self.items += items
            if time.monotonic() - self._said >= 2:
                self._said = time.monotonic()
                self.told(f"  {self.room}: {self.items}{f' of {self.of}' if self.of is not None else ''} …")

    def end(self) -> None:
        """All of it."""
        self.told(f"{self.items:9}  {self.room}")


def _write(database: Database, table: str, file: Path, progress: Progress) -> dict[str, Any]:
    """One table into one file: how many items, and the digest of the file."""
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    writing = threading.Lock()
    with (
        os.fdopen(handle, "wb") as raw,
        gzip.open(raw, "wt", encoding="utf-8", compresslevel=5) as lines,
        ThreadPoolExecutor(SEGMENTS) as pool,
    ):

        def read(segment: int) -> None:
            for page in pages(database, table, segment):
                text = "".join(json.dumps(item, ensure_ascii=False, default=_binary) + "\n" for item in page)
                with writing:
                    lines.write(text)
                progress.add(len(page))

        for done in as_completed([pool.submit(read, segment) for segment in range(SEGMENTS)]):
            done.result()
    progress.end()
    return {"items": progress.items, "sha256": _digest(file)}


def pages(
    database: Database, table: str, segment: int = 0, segments: int = SEGMENTS, **options: Any
) -> Iterator[list[dict[str, Any]]]:
    start: dict[str, Any] = {}
    while True:
        part = {"TableName": table, "Segment": segment, "TotalSegments": segments, "ConsistentRead": True}
        answer = database.call("Scan", {**part, **start, **options})
        yield answer["Items"]
        if not answer.get("LastEvaluatedKey"):
            return
        start = {"ExclusiveStartKey": answer["LastEvaluatedKey"]}


def _binary(value: bytes) -> str:
    return base64.b64encode(value).decode()


def _typed(item: dict[str, Any]) -> dict[str, Any]:
    """Bytes where the line has a value of type B or BS (an attribute of that name holds an object, not text)."""
    if set(item) == {"B"} and isinstance(item["B"], str):
        return {"B": base64.b64decode(item["B"])}
    if set(item) == {"BS"} and isinstance(item["BS"], list):
        return {"BS": [base64.b64decode(each) for each in item["BS"]]}
    return item


def _digest(file: Path) -> str:
    with open(file, "rb") as raw:
        return hashlib.file_digest(raw, "sha256").hexdigest()


# --- restore --------------------------------------------------------------------------------------------------------


def restore(desk: Desk, folder: Path, replace: bool, told: Told, *, with_work: bool = False) -> int:
    """Make the tables hold what ``folder`` has, and nothing else; how many items were written.

    Nothing is changed where the folder is not whole, or the desk is in use and ``replace`` does not allow that: raises
    ``Refused``. Broken off half-way it can be done again, with ``replace``.
    """
    from chalicelib.core import tables

    manifest = _whole(folder)
    if not replace and next(pages(desk.database, tables.table_name(CONVERSATIONS), segments=1, Limit=1)):
        raise Refused("this desk has conversations; REPLACE=<its name> would take them away")
    rooms = [room for room in manifest["tables"] if room != WORK or with_work or manifest["stage"] == tables.STAGE]
    for room in _rooms():
        _empty(desk.database, tables.table_name(room))
    written = 0
    for room in rooms:
        progress = Progress(room, told, of=manifest["tables"][room]["items"])
        _fill(desk.database, tables.table_name(room), folder / f"{room}.jsonl.gz", progress)
        written += progress.items
    files.restore(desk, folder, told)
    if WORK not in rooms:
        told(f"due work was left out: it is that of {manifest['stage']}")
    told(f"{written} items in {len(rooms)} tables")
    return written


def _whole(folder: Path) -> dict[str, Any]:
    """The manifest, if every file is as it was written. Raises ``Refused``."""
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text())
    except (OSError, ValueError):
        raise Refused(f"{folder} holds no whole export: it has no {MANIFEST}") from None
    if manifest.get("format") != FORMAT:
        raise Refused(f"{folder} was written in format {manifest.get('format')}; this is {FORMAT}")
    unknown = set(manifest["tables"]) - set(_rooms())
    if unknown:
        raise Refused(f"there is no table for {', '.join(sorted(unknown))}: it comes from another version")
    for room, told in manifest["tables"].items():
        file = folder / f"{room}.jsonl.gz"
        if not file.is_file() or _digest(file) != told["sha256"]:
            raise Refused(f"{file.name} is not as it was exported; nothing was changed")
    return manifest


def _empty(database: Database, table: str) -> None:
    described = database.call("DescribeTable", {"TableName": table})["Table"]
    keys = [key["AttributeName"] for key in described["KeySchema"]]
    names = {f"#{number}": key for number, key in enumerate(keys)}
    for page in pages(
        database, table, segments=1, ProjectionExpression=", ".join(names), ExpressionAttributeNames=names
    ):
        for some in _portions(page, TOGETHER):
            _batch(database, table, [{"DeleteRequest": {"Key": key}} for key in some])


def _fill(database: Database, table: str, file: Path, progress: Progress) -> None:
    with gzip.open(file, "rt", encoding="utf-8") as lines, ThreadPoolExecutor(SEGMENTS) as pool:
        for many in _portions(lines, TOGETHER * SEGMENTS * 4):
            requests = [{"PutRequest": {"Item": json.loads(line, object_hook=_typed)}} for line in many]
            for _ in pool.map(lambda some: _batch(database, table, some), _portions(requests, TOGETHER)):
                pass
            progress.add(len(many))
    progress.end()


def _portions(these: Iterable[Any], size: int) -> Iterator[list[Any]]:
    left = iter(these)
    while portion := list(islice(left, size)):
        yield portion


def _batch(database: Database, table: str, requests: Sequence[dict[str, Any]]) -> None:
    """Write all of them; what DynamoDB puts back for lack of capacity is asked again, ever more slowly."""
    left, attempt = list(requests), 0
    while left:
        answer = database.call("BatchWriteItem", {"RequestItems": {table: left}})
        left = answer.get("UnprocessedItems", {}).get(table, [])
        if left:
            attempt += 1
            time.sleep(random.random() * min(5.0, 0.05 * 2**attempt))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
