"""How long a question may stand, and how long somebody who is not there is waited for (B6). Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec.structs import replace

from chalicelib.core.errors import Invalid

LEAST, MOST = 10, 86_400  # seconds


class Watch(msgspec.Struct, frozen=True):
    """In seconds; None: never.

    ``warn_seconds``: a question that its agent has not answered for so long is warned about; after ``move_seconds`` it
    goes on to somebody else who is free. ``absent_seconds``: an answered conversation goes on so long after its agent
    left, though its visitor said nothing more. ``left_seconds``: so long after the last sign of its visitor a
    conversation takes no slot of its agent's any more.
    """

    warn_seconds: int | None = 120
    move_seconds: int | None = 600
    absent_seconds: int | None = 300
    left_seconds: int | None = 300


USUAL = Watch()


def checked_watch(changes: Mapping[str, Any], before: Watch = USUAL) -> Watch:
    """The times as an administrator changes them, what is left out as before; each is within bounds already.

    Raises ``Invalid`` where a question would go on before it is warned about.
    """
    after = replace(before, **changes)
    if after.warn_seconds is not None and after.move_seconds is not None and after.warn_seconds >= after.move_seconds:
        raise Invalid.field("watch.warn_seconds", "less than the time after which it goes on")
    return after
