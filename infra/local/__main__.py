"""The whole desk on one machine: ``make run``.

``PORT`` (8000), ``STATE`` (.state), ``ADMIN_EMAIL`` (admin@example.com), ``ADMIN_PASSWORD`` (deskbell-demo) choose what
they say. Ctrl-C stops the desk and saves its data; after ``kill -9`` the store is still there for the next start.
"""

from __future__ import annotations

import errno
import fcntl
import logging
import os
import secrets
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from infra import store as stores
from infra.local import folder

ROOT = Path(__file__).resolve().parent.parent.parent
TICK, HOUR = 1.0, 3600.0  # seconds

log = logging.getLogger("deskbell")


def main() -> int:
    """Run until told to stop; the process's exit code."""
    port = os.environ.get("PORT", "8000")
    if not port.isdigit() or int(port) > 65535:
        return _refuse(f"PORT must be a number, not {port!r}.")
    state = Path(os.environ.get("STATE", ROOT / ".state")).resolve()
    try:
        folder.make_private(state)
    except OSError as error:
        return _refuse(f"{state} cannot be used: {error.strerror}. Choose another folder with STATE=.")
    with open(state / "lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return _refuse(f"Another desk is running on {state}. Stop it first, or choose another folder with STATE=.")
        return _run(int(port), state)


def _refuse(reason: str) -> int:
    print(f"\nDeskbell did not start. {reason}\n", file=sys.stderr)
    return 1


def _run(port: int, state: Path) -> int:
    if not _is_free(port):
        return _refuse(f"Port {port} is taken by another program. Choose another with PORT=.")
    # a signal during the start must not leave the store running without having saved
    stop = threading.Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, lambda *_: stop.set())
    store = stores.start(state)
    try:
        os.environ.update(stores.environment_for(store))
        os.environ["DESKBELL_STAGE"] = "local"
        os.environ["DESKBELL_PUBLIC_URL"] = f"http://127.0.0.1:{port}"
        os.environ["DESKBELL_TOKEN_KEYS"] = _keys(state)
        return _serve(port, state, stop)
    finally:
        store.stop()


def _serve(port: int, state: Path, stop: threading.Event) -> int:
    # imported only now: the environment above decides where their tables are
    from app import app
    from chalicelib.core import desk as desks
    from chalicelib.core import tables, work
    from chalicelib.core.errors import Invalid
    from chalicelib.everything import TABLES
    from chalicelib.operations import service as operations
    from infra import outbox, seed
    from infra.local import gateway, server

    _log_to(state / "desk.log")
    tables.create_tables(TABLES)
    desk = desks.current()
    desk = replace(desk, senders={**desk.senders, "email": outbox.VerifiedEmail()})
    desks.use(desk)
    email = os.environ.get("ADMIN_EMAIL", "admin@example.com")
    password = os.environ.get("ADMIN_PASSWORD", "deskbell-demo")
    try:
        founded = seed.first_start(desk, email, password)
    except Invalid as error:
        return _refuse(f"ADMIN_EMAIL or ADMIN_PASSWORD cannot be: {error.detail}.")
    try:
        pages = {outbox.PATH: partial(outbox.answer, desk)}
        serving = server.serve(gateway.Gateway(app), "127.0.0.1", port, pages)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return _refuse(f"Port {port} is taken by another program. Choose another with PORT=.")
        raise
    server.in_background(serving)
    timers = [(TICK, partial(work.run_due, desk)), (HOUR, partial(operations.hourly, desk))]
    ticking = [threading.Thread(target=_repeat, args=(*timer, stop), daemon=True) for timer in timers]
    for thread in ticking:
        thread.start()
    _greet(port, email, password, founded)
    while not stop.wait(0.5):
        pass
    print("\nStopping, saving …", flush=True)
    serving.shutdown()
    serving.server_close()
    for thread in ticking:
        thread.join(timeout=10)
    return 0


def _is_free(port: int) -> bool:
    import socket

    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _keys(state: Path) -> str:
    """The keys that sign tokens: made at the first start, readable by their owner only."""
    kept, new = state / "token-keys", state / "token-keys.new"
    if not kept.exists():
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(f"k1:{secrets.token_urlsafe(48)}")
        new.replace(kept)  # whole or not at all, should this process die here
    return kept.read_text()


def _log_to(path: Path) -> None:
    """Requests are logged to a file, so that the terminal keeps showing the addresses."""
    handler = logging.FileHandler(path)
    for each in log.handlers:
        handler.setFormatter(each.formatter)
    log.handlers[:] = [handler]


def _repeat(seconds: float, act: Callable[[], object], stop: threading.Event) -> None:
    """Due work every second, as the cloud's schedule does every minute; and what the cloud does every hour."""
    while True:
        try:
            act()
        except Exception:
            log.exception("timer_failed")
        if stop.wait(seconds):
            return


def _greet(port: int, email: str, password: str, founded: bool) -> None:
    base = f"http://127.0.0.1:{port}"
    others = "mei@example.com, tom@example.com"
    print(
        f"""
  Deskbell is ready.{"" if founded else "  (found the data of an earlier run)"}

    Demo shop   {base}/demo
    Console     {base}/console
    Outbox      {base}/local/outbox   (e-mails and SMS, as people would see them)
    API         {base}/v1

    Sign in     {email}  or an agent: {others}
    Password    {password}{"" if founded else "  (as chosen at the first start)"}

  Ctrl-C stops it; its data is kept.
""",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main())
