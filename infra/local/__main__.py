"""The whole desk on one machine: ``make run``.

``PORT`` (8000), ``STATE`` (.state), ``ADMIN_EMAIL`` (admin@example.com), ``ADMIN_PASSWORD`` (deskbell-demo) choose what
they say. It is one process, and what it acknowledged is in one file, ``STATE/desk.db``, whatever happens to it.
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
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from infra import pages
from infra.environments.cloud import Refused
from infra.local import folder, former, versions
from infra.local.store import dynamodb
from infra.local.store.engine import Store
from infra.local.store.errors import Unavailable

if TYPE_CHECKING:
    from chalicelib.core.desk import Desk

log = logging.getLogger("deskbell")


Change = Callable[["Desk"], "Desk"]

ENDS_WITHIN = 45.0  # seconds from Ctrl-C


def main(change: Change = lambda desk: desk, *, watch: bool = True) -> int:
    """Run until told to stop; the process's exit code.

    ``change`` makes the desk another before it serves. Without ``watch`` the pages stay as they are at the start.
    """
    port = os.environ.get("PORT", "8000")
    if not port.isdigit() or int(port) > 65535:
        return _refuse(f"PORT must be a number, not {port!r}.")
    state = folder.of_environment()
    try:
        folder.make_private(state)
    except OSError as error:
        return _refuse(f"{state} cannot be used: {error.strerror}. Choose another folder with STATE=.")
    with open(state / "lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return _refuse(f"Another desk is running on {state}. Stop it first, or choose another folder with STATE=.")
        return _run(int(port), state, change, watch)


class Stop:
    """Whether somebody wants the desk to end. It takes no lock, which the main thread may be holding just when it is
    made to run a signal's handler, and looks now and then: a signal that another thread was given wakes nobody."""

    LOOKS_EVERY = 0.2  # seconds

    def __init__(self) -> None:
        self._asked = False

    def ask(self, *_: object) -> None:
        """A signal has come."""
        self._asked = True

    def wait(self) -> None:
        """Until one comes."""
        while not self._asked:
            time.sleep(self.LOOKS_EVERY)


def _say(line: str) -> None:
    print(line, flush=True)


def _refuse(reason: str) -> int:
    print(f"\nDeskbell did not start. {reason}\n", file=sys.stderr)
    return 1


def _run(port: int, state: Path, change: Change, watch: bool) -> int:
    if not _is_free(port):
        return _refuse(f"Port {port} is taken by another program. Choose another with PORT=.")
    stop = Stop()  # also for a signal during the start
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, stop.ask)
    folder.leave_aws_alone(os.environ)
    os.environ["DESKBELL_STAGE"] = "local"
    os.environ["DESKBELL_PUBLIC_URL"] = f"http://127.0.0.1:{port}"
    os.environ["DESKBELL_TOKEN_KEYS"] = _keys(state)
    try:
        pages.build()
        former.take_over(state, _say)
        store = Store(state / folder.FILE)
    except (Refused, Unavailable) as error:
        return _refuse(f"{error}.")
    try:
        versions.bring_up(store, state / folder.FILE, _say)
        return _serve(port, state, store, change, stop, watch)
    except Refused as error:
        return _refuse(f"{error}.")
    finally:
        store.close()


def _serve(port: int, state: Path, store: Store, change: Change, stop: Stop, watch: bool) -> int:
    # imported only now: the environment above decides what their tables are called
    from app import app
    from chalicelib.core import desk as desks
    from chalicelib.core import tables
    from chalicelib.core.errors import Invalid
    from chalicelib.environment import desk_of_environment
    from chalicelib.everything import TABLES
    from chalicelib.operations import service as operations
    from infra.local import elsewhere, filing, gateway, inbox, outbox, seed, server
    from infra.local.hooks import serving as hooks
    from infra.local.letters import Letterbox
    from infra.local.shop import serving as shop
    from infra.local.timers import Timers

    _log_to(state / "desk.log")
    database = dynamodb.client(store)
    tables.create_tables(database, TABLES)
    letterbox = Letterbox(state / "outbox")
    made = desk_of_environment(database)
    senders = {**made.senders, "email": letterbox, "sms": letterbox}
    desk = change(replace(made, senders=senders))
    files = filing.of_desk(state / folder.FILES, desk)  # by the clock that the desk has now
    desk = replace(desk, files=files)
    desks.use(desk)
    email = os.environ.get("ADMIN_EMAIL", "admin@example.com")
    password = os.environ.get("ADMIN_PASSWORD", "deskbell-demo")
    try:
        founded = seed.first_start(desk, email, password)
        operations.bring_up(desk)
    except Invalid as error:
        return _refuse(f"ADMIN_EMAIL or ADMIN_PASSWORD cannot be: {error.detail}.")
    try:
        ours = {outbox.PATH: partial(outbox.answer, desk)}
        places = {filing.PREFIX: files.answer, shop.PREFIX: shop.DemoShop(desk).answer}
        places[inbox.PREFIX] = inbox.LocalInbox(desk).answer
        places[elsewhere.PREFIX] = elsewhere.Elsewhere(desk).answer
        places[hooks.PREFIX] = hooks.DemoReceiver(desk).answer
        serving = server.serve(gateway.Gateway(app), "127.0.0.1", port, ours, places)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return _refuse(f"Port {port} is taken by another program. Choose another with PORT=.")
        raise
    server.in_background(serving)
    timers, builder = Timers(desk, store), pages.Watch() if watch else None
    _greet(port, email, password, founded)
    stop.wait()
    print("\nStopping …", flush=True)
    _end_within(ENDS_WITHIN)
    serving.shutdown()
    serving.server_close()
    timers.stop()
    if builder is not None:
        builder.stop()
    return 0


def _end_within(seconds: float) -> None:
    """Whatever is still under way then is left as it is: all that was acknowledged is in the file."""
    last = threading.Timer(seconds, os._exit, (0,))
    last.daemon = True
    last.start()


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


def _greet(port: int, email: str, password: str, founded: bool) -> None:
    base = f"http://127.0.0.1:{port}"
    others = "mei@example.com, tom@example.com"
    print(
        f"""
  Deskbell is ready.{"" if founded else "  (found the data of an earlier run)"}

    Demo shop   {base}/demo
    Console     {base}/console
    Outbox      {base}/local/outbox   (e-mails and SMS, as people would see them)
    Inbox       {base}/local/inbox    (write an e-mail to the desk, as a customer)
    Elsewhere   {base}/local/elsewhere   (customers who write by SMS or a social account)
    Webhooks    {base}/local/webhooks   (what the demo's own receiver heard)
    API         {base}/v1

    Sign in     {email}  or an agent: {others}
    Password    {password}{"" if founded else "  (as chosen at the first start)"}

  Ctrl-C stops it; its data is kept.
""",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main())
