"""An embedded AWS (ministack) in a process of its own, bound to loopback: what deployments are tried and costs counted
on, and what the local run of former versions kept its data in.

On a clean stop (SIGTERM) it saves its state to disk, if it has a folder; it starts with what it finds there.
"""

from __future__ import annotations

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
                return bool(answer.status == 200)
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


def start(folder: Path | None = None, scratch: Path | None = None) -> Store:
    """Start a store that keeps its state in ``folder``; without one, nowhere. One store at a time in a folder.

    ``scratch`` is where it unpacks the functions it runs, if not where such files usually are.
    """
    port = free_port()
    environment = {
        **os.environ,
        **_keys(),
        "IOT_MTLS_ENABLED": "0",
        "SFTP_ENABLED": "0",
        "GATEWAY_PORT": str(port),
        "PERSIST_STATE": "1" if folder else "0",
    }
    if scratch is not None:
        environment["TMPDIR"] = str(scratch)
    log = subprocess.DEVNULL
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        environment["STATE_DIR"] = str(folder / "store")
        log = os.open(folder / "store.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    # hypercorn and not ministack's own command, which binds all addresses; no workers: one process
    command = [sys.executable, "-m", "hypercorn", "ministack.app:app", "-b", f"127.0.0.1:{port}", "--workers", "0"]
    process = subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        start_new_session=True,
    )
    if folder is not None:
        os.close(log)
    store = Store(port, process.pid)
    deadline = time.monotonic() + UP_WITHIN
    while not store.answers():
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"the store did not start; see {folder / 'store.log' if folder else 'its output'}")
        time.sleep(0.05)
    return store


def _keys() -> dict[str, str]:
    """Words that every client must bring; the store on loopback looks at them only where a link is signed."""
    return {name: os.environ.get(name, "local") for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")}


def environment_for(store: Store) -> dict[str, str]:
    """What a process must have in its environment to use this store and nothing else."""
    return {
        "AWS_ENDPOINT_URL": store.endpoint,
        **_keys(),
        "AWS_DEFAULT_REGION": "eu-central-1",
        "AWS_REGION": "eu-central-1",
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_ACCOUNT_ID_ENDPOINT_MODE": "disabled",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    }
