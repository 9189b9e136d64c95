"""How long whoever asks will still wait for an answer: what calls others for them keeps to it.

    with deadlines.within(REQUEST):     # from here on, in this thread
        …                               # the store is not tried again, nor waited for, beyond that

API Gateway waits for 29 seconds and then tells the caller 504, whatever became of it; a function that still waits by
then has answered nobody. Due work has its function's time, which is more than a request to the store can take.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

REQUEST = 24.0  # seconds, so that a refusal is still on its way when the gateway would give up

_end: ContextVar[float] = ContextVar("end", default=math.inf)


@contextmanager
def within(seconds: float, now: Callable[[], float] = time.monotonic) -> Iterator[None]:
    """Nobody waits any longer than so many seconds from now, nor than was said around this."""
    kept = _end.set(min(_end.get(), now() + seconds))
    try:
        yield
    finally:
        _end.reset(kept)


def left(now: Callable[[], float] = time.monotonic) -> float:
    """Seconds until whoever asks is gone; 0 if they are, infinite where nobody waits."""
    end = _end.get()
    return end if end == math.inf else max(0.0, end - now())
