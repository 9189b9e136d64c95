"""Time zones: which there are, and which one a desk had when. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

import msgspec

from chalicelib.core.errors import Invalid

MOST_FORMER = 50


class FormerZone(msgspec.Struct, frozen=True):
    """The time zone that was the desk's until then."""

    time_zone: str
    until: datetime


class ZoneChanged(msgspec.Struct, frozen=True):
    """The desk has another time zone: what was planned by its clock is at other moments."""

    time_zone: str


def zone_at(former: Sequence[FormerZone], present: str, at: datetime) -> str:
    """The zone that held at that moment, so that a moment has one hour whatever the zone is later."""
    return next((each.time_zone for each in former if at < each.until), present)


def checked_zone(value: str) -> str:
    """An IANA time zone's name."""
    if value not in _zones():
        raise Invalid.field("time_zone", "the name of an IANA time zone is needed, such as Asia/Shanghai")
    return str(ZoneInfo(value))


@cache  # to find out means to look into some six hundred files
def _zones() -> frozenset[str]:
    # those two are this machine's own, and that of one nobody has set
    return frozenset(available_timezones()) - {"localtime", "Factory"}
