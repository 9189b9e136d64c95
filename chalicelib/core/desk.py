"""Everything that comes from outside, in one value: settings, database, files, time, ids, chance, who listens to what.

Built once for each container (``current``), handed to every service function, swapped in tests (``use``).
"""

from __future__ import annotations

import os
import random
import threading
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec
from msgspec.structs import replace

from chalicelib.core.database import Database
from chalicelib.core.files import NOWHERE, Files
from chalicelib.core.metering import Meter

Handler = Callable[["Desk", dict[str, Any]], None]
Answerer = Callable[[Any, Any], Any]


class Settings(msgspec.Struct, frozen=True):
    """What differs between environments. Times are seconds.

    ``token_keys``: (key id, secret) pairs; the first signs, all verify, so that keys rotate without signing people out.
    ``guesses_at_account``: failed sign-ins an hour from places it is not used from; ``guesses_from_address``: in 15
    minutes at accounts that are not used there, enough for the mistakes of an office behind one address.
    ``pace``: how long pages wait between two questions, in parts of what they usually wait.
    """

    stage: str = "local"
    token_keys: tuple[tuple[str, str], ...] = ()
    password_work: str = "full"
    presence_lease: int = 60
    beat_every: int = 20
    pace: float = 1.0
    seat_lease: int = 300
    session_idle: int = 1800
    session_life: int = 12 * 3600
    guesses_at_account: int = 100
    guesses_from_address: int = 50
    visitor_life: int = 365 * 24 * 3600
    work_shards: int = 12
    work_lease: int = 60
    work_tries: int = 8
    body_limit: int = 64 * 1024
    public_url: str = "http://127.0.0.1:8000"

    @property
    def is_local(self) -> bool:
        """Whether this is a desk on one machine, which may ask that machine."""
        return self.stage == "local"

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> Settings:
        """Read ``DESKBELL_STAGE``, ``DESKBELL_TOKEN_KEYS`` (``id:secret,id:secret``, newest first).

        ``DESKBELL_PUBLIC_URL`` is where people reach the desk, for the links in letters: without it there is no desk,
        since a link that leads nowhere cannot be taken back. Raises ``ValueError``.
        """
        pairs = [pair.partition(":") for pair in environ.get("DESKBELL_TOKEN_KEYS", "").split(",") if pair]
        keys = tuple((key_id.strip(), secret.strip()) for key_id, _, secret in pairs)
        if not keys or any(not key_id or len(secret) < 32 for key_id, secret in keys):
            raise ValueError("DESKBELL_TOKEN_KEYS must be id:secret pairs with secrets of at least 32 characters")
        public_url = environ.get("DESKBELL_PUBLIC_URL", "").rstrip("/")
        if not public_url.startswith(("https://", "http://")):
            raise ValueError("DESKBELL_PUBLIC_URL must be the address at which people reach the desk")
        return cls(stage=environ.get("DESKBELL_STAGE", "local"), token_keys=keys, public_url=public_url)


_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"
_PAIRS = [first + second for first in _DIGITS for second in _DIGITS]
_SHIFTS = range(110, -1, -10)


def clock() -> datetime:
    """The time now, aware, UTC."""
    return datetime.now(UTC)


def ulid(prefix: str) -> str:
    """A new random id that sorts by time: ``prefix_`` and a ULID in small letters.

    48 bits of milliseconds, 80 bits of chance, five bits a character (Crockford's base 32).
    """
    bits = time.time_ns() // 1_000_000 << 80 | int.from_bytes(os.urandom(10), "big")
    return f"{prefix}_{_PAIRS[bits >> 120]}{''.join([_PAIRS[bits >> shift & 1023] for shift in _SHIFTS])}"


class Desk(msgspec.Struct, frozen=True):
    """Handed to every service function. ``database``: where its facts are, and nobody else's.

    ``subscriptions``: event → kinds of work; ``handlers``: kind → function; ``answerers``: question → who of the rooms
    above answers it. Events and questions are named as ``events.name_of`` does it.

    ``senders``: channel (``email``, ``sms``) → whoever carries a letter out of the house; ``scanner``: whoever asks the
    desk's scanner about a file. ``files``: where the bytes are of what people send.
    ``kept``: what was read lately and need not be read again for some seconds, by whose it is.
    ``request_id``: the request that all of this began with, also while its due work runs; it is in every log line.
    ``meter``: where this container counts what it uses; None: it does not.
    """

    settings: Settings
    database: Database
    now: Callable[[], datetime] = clock
    new_id: Callable[[str], str] = ulid
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random
    subscriptions: Mapping[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    handlers: Mapping[str, Handler] = msgspec.field(default_factory=dict)
    answerers: Mapping[str, Answerer] = msgspec.field(default_factory=dict)
    senders: Mapping[str, Any] = msgspec.field(default_factory=dict)
    files: Files = NOWHERE
    kept: dict[str, Any] = msgspec.field(default_factory=dict)
    request_id: str | None = None
    meter: Meter | None = None

    def on_behalf_of(self, request_id: str | None) -> Desk:
        """The same desk while it does what this request brought about."""
        return self if request_id == self.request_id else replace(self, request_id=request_id)

    def paced(self, milliseconds: int, of: str) -> int:
        """How long a page of this desk waits where it usually waits so long; ``of``: for what (``tallies``)."""
        return int(milliseconds * self.settings.pace * self.slowed(of))

    def slowed(self, of: str) -> float:
        """How many times as long as usual is waited with this, which the desk may save by."""
        return self.meter.pace(of) if self.meter is not None else 1.0

    def pause(self, attempt: int, *, base: float = 0.004, limit: float = 0.25) -> None:
        """Wait before trying again a lost race: full jitter under a doubling ceiling, seconds."""
        self.sleep(self.chance() * min(limit, base * 2 ** min(attempt, 10)))


_lock = threading.Lock()
_current: Desk | None = None
_build: Callable[[], Desk] | None = None


def build_with(builder: Callable[[], Desk]) -> None:
    """Say how this container's desk is built at its first request."""
    global _build  # noqa: PLW0603
    _build = builder


def use(desk: Desk | None) -> None:
    """Make this the container's desk; None has it built anew when next asked for."""
    global _current  # noqa: PLW0603
    _current = desk


def built() -> Desk | None:
    """The desk of this container, if anything has needed it yet."""
    return _current


def current() -> Desk:
    """The desk of this container."""
    global _current  # noqa: PLW0603
    if _current is None:
        with _lock:
            if _current is None:
                if _build is None:
                    raise RuntimeError("no desk: app.py says how it is built")
                _current = _build()
    return _current
