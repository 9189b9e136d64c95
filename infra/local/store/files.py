"""The SQLite file: one writer at a time, readers that never wait for it, one commit for all writers who wait.

A write is an *act*: it reads, decides, and only then writes; whatever it raises, it raises before it wrote. So many
acts can share one commit, and one that fails takes nothing of another's with it. Who gets the writer's place does the
acts of everybody who came meanwhile, and one sync of the disk serves them all. An act has been done when it is on disk.

Without a path everything is in memory, on one connection that readers and writers take in turn.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import time
import weakref
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Generic, TypeVar

from infra.local.store.changes import Change
from infra.local.store.errors import StoreError, Unavailable

Read = TypeVar("Read")
Done = TypeVar("Done")
Act = Callable[[sqlite3.Connection, list[Change]], Done]

FORMAT = 0xDE5C0001  # of the file, told by SQLite's application_id
BUSY = 10.0  # seconds to wait for another process that writes
TOGETHER = 64  # acts in one commit

_TABLES = """
CREATE TABLE tables (
    number INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, description BLOB NOT NULL,
    created REAL NOT NULL, expires TEXT
) STRICT;
CREATE TABLE items (
    owner INTEGER NOT NULL, hash BLOB NOT NULL, range BLOB NOT NULL, size INTEGER NOT NULL, item BLOB NOT NULL,
    PRIMARY KEY (owner, hash, range)
) STRICT, WITHOUT ROWID;
CREATE TABLE entries (
    owner INTEGER NOT NULL, place INTEGER NOT NULL, hash BLOB NOT NULL, range BLOB NOT NULL,
    item_hash BLOB NOT NULL, item_range BLOB NOT NULL,
    PRIMARY KEY (owner, place, hash, range, item_hash, item_range)
) STRICT, WITHOUT ROWID;
CREATE TABLE tokens (token TEXT PRIMARY KEY, digest BLOB NOT NULL, at REAL NOT NULL) STRICT, WITHOUT ROWID;
"""


class _Job(Generic[Done]):
    """An act that waits for its turn, and what became of it."""

    __slots__ = ("act", "done", "error", "result", "woken")

    def __init__(self, act: Act[Done]) -> None:
        self.act = act
        self.done = False
        self.error: Exception | None = None
        self.result: Done | None = None
        self.woken = threading.Lock()
        self.woken.acquire()

    def end(self) -> None:
        """Let whoever waits for it go on."""
        self.done = True
        self.woken.release()


class _Again(Exception):
    """An act broke down, and the others of its commit have to be done once more."""


class File:
    """The store's file, or its memory. ``tell`` is given what was written, after each commit, in order."""

    def __init__(self, path: Path | None, tell: Callable[[list[Change]], None]) -> None:
        self.path = path
        self._tell = tell
        self._led = False  # somebody does what waits
        self._open()
        _alive.add(self)

    def read(self, query: Callable[[sqlite3.Connection], Read], *, together: bool = False) -> Read:
        """What a query answers, on what is committed; ``together``: all its statements see the same moment."""
        try:
            if self.path is None:
                with self._using:
                    return query(self._writer)
            with self._reader() as reader:
                if together:
                    reader.execute("BEGIN")
                return query(reader)
        except sqlite3.Error as error:
            raise Unavailable(f"the store's file cannot be read: {error}") from error

    def commit(self, act: Act[Done]) -> Done:
        """Do an act, and return when it is on disk. Raises what it raised, or ``Unavailable``: nothing was written."""
        job = _Job(act)
        with self._queue:
            leads = not self._led
            self._led = True
            if not leads:
                self._waiting.append(job)
        if not leads:
            job.woken.acquire()  # it is done, or this thread is the next to lead
        if not job.done:
            self._lead(job)
        if job.error is not None:
            raise job.error
        return job.result  # type: ignore[return-value]

    def backup(self, to: Path) -> None:
        """Copy everything as it is at this moment to a new file; whole or not at all, and nobody waits for it."""
        unfinished = to.with_name(f"{to.name}.unfinished")
        unfinished.unlink(missing_ok=True)
        copy = sqlite3.connect(unfinished)
        try:
            try:
                self.read(lambda reader: reader.backup(copy))
                copy.execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it
            finally:
                copy.close()
            unfinished.replace(to)
        finally:
            unfinished.unlink(missing_ok=True)  # of what broke off nothing stays behind
        folder = os.open(to.parent, os.O_RDONLY)
        os.fsync(folder)  # its name, too, survives a power cut
        os.close(folder)

    def clear(self) -> None:
        """Take all items away; the tables stay."""

        def act(db: sqlite3.Connection, _: list[Change]) -> None:
            for table in ("items", "entries", "tokens"):
                db.execute(f"DELETE FROM {table}")  # noqa: S608

        self.commit(act)

    def close(self) -> None:
        """Let go of the file."""
        _alive.discard(self)
        with self._using:
            while self._readers:
                self._readers.pop().close()
            self._writer.close()

    # --- connections

    def _open(self) -> None:
        self._begin()
        self._readers: deque[sqlite3.Connection] = deque()
        try:
            self._writer = self._connect()
            if self.path is not None:
                _keep_log(self._writer)
            self._prepare(self._writer)
        except sqlite3.Error as error:
            raise Unavailable(f"{self.path} cannot be opened: {error}") from error

    def _begin(self) -> None:
        """Nobody waits yet."""
        self._using = threading.Lock()  # the writer's connection; in memory that is the only one
        self._queue = threading.Lock()  # who leads, and who waits
        self._led = False
        self._waiting: deque[_Job[Any]] = deque()

    def _connect(self) -> sqlite3.Connection:
        place = ":memory:" if self.path is None else self.path
        db = sqlite3.connect(place, timeout=BUSY, isolation_level=None, check_same_thread=False, cached_statements=256)
        if self.path is not None:
            db.execute("PRAGMA synchronous=FULL")
            db.execute("PRAGMA cache_size=-16000")
        return db

    def _prepare(self, db: sqlite3.Connection) -> None:
        db.execute("BEGIN IMMEDIATE")
        (kind,) = db.execute("PRAGMA application_id").fetchone()
        if kind & 0xFFFFFFFF != FORMAT:
            if kind or db.execute("SELECT 1 FROM sqlite_schema").fetchone():
                db.execute("ROLLBACK")
                raise Unavailable(f"{self.path} is no file of this store, or of another version of it")
            for statement in _TABLES.split(";"):
                db.execute(statement)
            db.execute(f"PRAGMA application_id={FORMAT - (1 << 32)}")
        db.execute("COMMIT")

    @contextmanager
    def _reader(self) -> Iterator[sqlite3.Connection]:
        """A connection for this thread alone, as long as it reads."""
        try:
            reader = self._readers.pop()
        except IndexError:
            reader = self._connect()
            reader.execute("PRAGMA query_only=1")
        try:
            yield reader
        finally:
            if reader.in_transaction:
                reader.execute("ROLLBACK")
            self._readers.append(reader)

    # --- writing

    def _lead(self, job: _Job[Any]) -> None:
        """Do this job and all that wait, then let the first of those who came meanwhile lead."""
        with self._queue:
            self._waiting.appendleft(job)
        try:
            while not job.done:
                self._commit_together()
        finally:
            with self._queue:
                following = self._waiting.popleft() if self._waiting else None
                self._led = following is not None
            if following is not None:
                following.woken.release()

    def _commit_together(self) -> None:
        """Do what waits, in one commit."""
        with self._queue:
            jobs = [self._waiting.popleft() for _ in range(min(TOGETHER, len(self._waiting)))]
        changes: list[Change] = []
        with self._using:
            try:
                self._writer.execute("BEGIN IMMEDIATE")
                for at, job in enumerate(jobs):
                    self._do(job, jobs[:at], jobs[at + 1 :], changes)
                self._writer.execute("COMMIT")
            except BaseException as error:
                if self._writer.in_transaction:
                    self._writer.execute("ROLLBACK")
                if isinstance(error, _Again):
                    jobs = []
                    return
                for job in jobs:
                    job.error = Unavailable(f"the store's file cannot be written: {error}")
                if not isinstance(error, sqlite3.Error):
                    raise
            else:
                if changes:
                    self._tell(changes)
            finally:
                for job in jobs:
                    job.end()

    def _do(self, job: _Job[Any], before: list[_Job[Any]], after: list[_Job[Any]], changes: list[Change]) -> None:
        """One act. If it breaks down, it may have written: nobody's writes are kept then, and the others begin anew."""
        try:
            job.result = job.act(self._writer, changes)
        except StoreError as error:
            job.error = error
        except sqlite3.Error:
            raise
        except Exception as error:
            job.error = error
            job.end()
            others = [*before, *after]
            for each in others:
                each.error = each.result = None
            with self._queue:
                self._waiting.extendleft(reversed(others))
            raise _Again from error

    def after_fork(self) -> None:
        """In a child: the parent's locks and connections are its own; take no part in them."""
        _inherited.append((self._writer, list(self._readers)))
        if self.path is None:
            self._begin()
        else:
            self._open()


def _keep_log(db: sqlite3.Connection) -> None:
    """Let writers write a log, which readers do not wait for; waits for another process that is just doing the same."""
    deadline = time.monotonic() + BUSY
    while True:
        try:
            db.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.01)


_alive: weakref.WeakSet[File] = weakref.WeakSet()
_inherited: list[Any] = []  # a connection that was closed in the child would let go of the parent's locks


def _after_fork() -> None:
    for file in list(_alive):
        file.after_fork()


os.register_at_fork(after_in_child=_after_fork)
