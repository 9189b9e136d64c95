"""What is answered when something failed that no view foresaw: a store that is asked too much or is silent, or a fault.

Whoever asks learns by the status whether to ask again: 503 with ``Retry-After`` is worth it, and safe, since the second
of two equal requests does nothing new (law 4); 500 is ours to look into.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping

from chalicelib.core import database
from chalicelib.core.database import Throttled
from chalicelib.core.errors import DeskError, Unavailable

log = logging.getLogger("deskbell")

TROUBLE = (Throttled, database.Unavailable)  # of the store, which passes by itself
SOON, LATER = 1, 3  # seconds


class StoreSilent(Unavailable):
    """The store does not answer: what was asked may have been done, or not. The same request, asked again with the same
    key, is done once."""

    code = "store_silent"
    title = "The desk's memory does not answer; please try again"


def refusal_of(error: Exception, about: Mapping[str, object]) -> DeskError:
    """What the caller is told of it; the log is told ``about`` which request."""
    if isinstance(error, Throttled):  # nothing was done, and a moment later helps
        log.warning("store_throttled", extra={**about, "why": error.code})
        return Unavailable(retry_after=SOON)
    if isinstance(error, database.Unavailable):
        log.error("store_silent", extra={**about, "why": error.code})
        return StoreSilent(retry_after=LATER)
    log.error("request_failed", extra=dict(about), exc_info=error)
    return DeskError("The error has been recorded under this request id.")
