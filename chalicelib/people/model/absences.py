"""Times for which somebody is busy or on a break: since when, with what reply to whom they serve (B6). Pure."""

from __future__ import annotations

from datetime import datetime

import msgspec

LONGEST_REPLY = 300


class Absence(msgspec.Struct, frozen=True):
    """Busy or on a break ``since`` then. ``reply``: what whomever they serve is told, each once for an ``absence_id``.

    ``too_long``: it has lasted longer than the desk says.
    """

    absence_id: str
    since: datetime
    reply: str | None = None
    too_long: bool = False


def away_with(before: Absence | None, reply: str | None, now: datetime, absence_id: str) -> Absence:
    """The absence of somebody who is away (still), with this reply; None: with the one they had, empty: with none.

    Whoever was told the reply of before is told another one as well.
    """
    if before is None:
        return Absence(absence_id, now, reply or None)
    if reply is None or (reply or None) == before.reply:
        return before
    return msgspec.structs.replace(before, absence_id=absence_id, reply=reply or None)


class AbsenceChanged(msgspec.Struct, frozen=True):
    """Somebody's reply to whom they serve begins, is another, or ends; or somebody came to them while they have one."""

    agent_id: str
