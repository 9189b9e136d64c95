"""Values that people enter for an agent's month (F5). Pure."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import datetime

import msgspec

from chalicelib.core.errors import Invalid
from chalicelib.performance.model.indicators import LARGEST_VALUE

MOST_KEYS = 30  # of one agent in a month
LONGEST_REASON = 300


class Entered(msgspec.Struct, frozen=True):
    """A value, why it is so, and who says so."""

    value: float
    reason: str
    by: str
    by_name: str
    at: datetime


class Values(msgspec.Struct, frozen=True):
    """What was entered for an agent's month, by key."""

    agent_id: str
    values: Mapping[str, Entered] = {}
    version: int = 0


def checked_value(value: float) -> float:
    """A number that may be entered. Raises ``Invalid``."""
    if not math.isfinite(value) or abs(value) > LARGEST_VALUE:
        raise Invalid.field("value", f"at most {LARGEST_VALUE:,}")
    return value
