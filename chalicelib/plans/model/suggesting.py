"""When a plan's visitors are shown articles that may answer what they ask (E2). Pure."""

from __future__ import annotations

import msgspec


class Suggests(msgspec.Struct, frozen=True):
    """``while_waiting``: in the queue; ``while_away``: beside the form for messages, while nobody is there."""

    while_waiting: bool = False
    while_away: bool = False


NOTHING = Suggests()
