"""The embedded AWS of the local run and of the tests: ministack in a process of its own, bound to loopback.

It lives on when the serving process dies, and a later start finds it again. On a clean stop (SIGTERM) it saves its
state to disk; it starts with what it finds there.
"""

from __future__ import annotations

import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

UP_WITHIN = 30.0
DOWN_WITHIN = 60.0


@dataclass
class Store:
    """A running store: where it is, and which process it is."""

    port: int
    pid: int

    @property
    def endpoint(self) -> str:
        """Its address, for AWS clients."""
        return f"http://127.0.0.1:{self.port}"

    def answers(self) -> bool:
        """Whether somebody is there."""
        try:
            with urllib.request.urlopen(f"{self.endpoint}/_ministack/health", timeout=2) as answer:  # noqa: S310
                return answer.status == 200
        except (OSError, urllib.error.URLError):
            return False

    def stop(self) -> None:
        """Save and end; waits until it is done."""
        try:
            os.kill(self.pid, signal.SIGTERM)
        except ProcessLookupError:
            return
        deadline = time.monotonic() + DOWN_WITHIN
        while time.monotonic() < deadline:
            try:
                if os.waitpid(self.pid, os.WNOHANG)[0]:
                    return
            except ChildProcessError:
                try:
                    os.kill(self.pid, 0)
                except ProcessLookupError:
                    return
            time.sleep(0.05)
        raise TimeoutError(f"the store (process {self.pid}) did not stop")


def free_port() -> int:
    """A port of the loopback interface that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def start(folder: Path | None = None) -> Store:
    """Start a store that keeps its state in ``folder`` (without one: nowhere), or find the one that runs there.

    A store holds a lock on its folder as long as it lives, so there is never a second one that would overwrite its
    state, even if whoever started it died before it was up; and a note left by a store that is gone misleads nobody.
    """
    if folder is None:
        return _launch(free_port(), None, None)
    folder.mkdir(parents=True, exist_ok=True)
    lock = os.open(folder / "store.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return _find(folder)
    else:
        port = free_port()
        _note(folder, port, None)
        return _launch(port, folder, lock)
    finally:
        os.close(lock)


def _note(folder: Path, port: int, pid: int | None) -> None:
    """Write down where the store is, whole or not at all: before it is started, and once it has a process."""
    made = folder / "store.json.new"
    made.write_text(json.dumps({"port": port, "pid": pid}))
    made.replace(folder / "store.json")


def _find(folder: Path) -> Store:
    """The store that lives on in this folder."""
    noted = json.loads((folder / "store.json").read_text())
    port = int(noted["port"])
    deadline = time.monotonic() + UP_WITHIN
    while time.monotonic() < deadline:
        pid = noted["pid"] or _process_at(port)
        if pid is not None and Store(port, pid).answers():
            return Store(port, pid)
        time.sleep(0.05)
    raise RuntimeError(f"something holds {folder / 'store.lock'} but no store answers; see {folder / 'store.log'}")


def _process_at(port: int) -> int | None:
    """The process that serves this port, if whoever started it died before writing that down (as Linux tells it)."""
    for each in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            command = each.read_bytes().split(b"\0")
        except OSError:
            continue
        if b"ministack.app:app" in command and f"127.0.0.1:{port}".encode() in command:
            return int(each.parent.name)
    return None


def _launch(port: int, folder: Path | None, lock: int | None) -> Store:
    environment = {
        **os.environ,
        "IOT_MTLS_ENABLED": "0",
        "SFTP_ENABLED": "0",
        "GATEWAY_PORT": str(port),
        "PERSIST_STATE": "1" if folder else "0",
    }
    log = subprocess.DEVNULL
    if folder is not None:
        environment["STATE_DIR"] = str(folder / "store")
        log = os.open(folder / "store.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    # hypercorn and not ministack's own command, which binds all addresses; no workers: one process, which has the lock
    command = [sys.executable, "-m", "hypercorn", "ministack.app:app", "-b", f"127.0.0.1:{port}", "--workers", "0"]
    process = subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        start_new_session=True,
        pass_fds=() if lock is None else (lock,),
    )
    if folder is not None:
        os.close(log)
        _note(folder, port, process.pid)
    store = Store(port, process.pid)
    deadline = time.monotonic() + UP_WITHIN
    while not store.answers():
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"the store did not start; see {folder / 'store.log' if folder else 'its output'}")
        time.sleep(0.05)
    return store


def environment_for(store: Store) -> dict[str, str]:
    """What a process must have in its environment to use this store and nothing else."""
    return {
        "AWS_ENDPOINT_URL": store.endpoint,
        "AWS_ACCESS_KEY_ID": "local",
        "AWS_SECRET_ACCESS_KEY": "local",  # a word every client must bring; the store on loopback does not look at it
        "AWS_DEFAULT_REGION": "eu-central-1",
        "AWS_REGION": "eu-central-1",
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_ACCOUNT_ID_ENDPOINT_MODE": "disabled",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    }
