"""When somebody is not given conversations, since they lack training that their groups require (F11). Pure.

The room that keeps courses writes it with each change of requirements, certificates and groups. Training runs out at a
moment that is known before, and is passed by an act that is written: so from what was written last it is known exactly
what is so at any moment, however late anybody looks.
"""

from __future__ import annotations

from datetime import datetime

import msgspec
from msgspec.structs import replace

UNTRAINED = "untrained"


class Training(msgspec.Struct, frozen=True, omit_defaults=True):
    """``lacks_from``: from then on something lacks (None: nothing will). ``off`` and ``until``: whether that was so
    when this was written, and else when it will be. ``granted_until``: until when a supervisor lets them be given
    conversations all the same, by ``granted_by``."""

    lacks_from: datetime | None = None
    off: str | None = None
    until: datetime | None = None
    granted_until: datetime | None = None
    granted_by: str | None = None


def barred_from(training: Training) -> datetime | None:
    """From when on nothing is to be given to them, leave and all; None: for as long as nothing is written."""
    lacks, granted = training.lacks_from, training.granted_until
    return max(lacks, granted) if lacks is not None and granted is not None else lacks


def is_barred(training: Training | None, now: datetime) -> bool:
    """Whether nothing is to be given to them at this moment."""
    since = barred_from(training) if training is not None else None
    return since is not None and since <= now


def as_of(training: Training, now: datetime) -> Training | None:
    """The same as it is to be written at this moment: without a leave that is over, with what is so now; None: there is
    nothing to write."""
    granted = training.granted_until is not None and training.granted_until > now
    kept = training if granted else replace(training, granted_until=None, granted_by=None)
    barred = is_barred(kept, now)
    kept = replace(kept, off=UNTRAINED if barred else None, until=None if barred else barred_from(kept))
    return kept if kept != Training() else None
