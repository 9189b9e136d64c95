"""Moments, days and times of day as text: one form for each purpose, written and read here alone.

    stored(at)           in payloads, markers and names       2026-11-23T09:00:00+00:00, 2026-11-23, 09:00:00
    attribute(at)        in an attribute of an item           2026-11-23T09:00:00.000000+0000
    sortable(at)         in keys: sorts as the moments do     2026-11-23T09:00:00.000000
    month(at)            in the names of what is kept by it   2026-11
    hour(at, zone)       the same, on the clock there         2026-11-29T05
    public(at)           in answers: RFC 3339                 2026-11-23T09:00:00Z
    digits(at)           in names that take little else       20261123090000
    to_the_second(at)    for whoever runs the desk            2026-11-23 09:00:00
    moment(at, …)        for whoever reads letters            11月23日（周一）09:00, Mon 23 Nov, 09:00
    day_there(at, …)     in what is said to visitors          11月23日, 23 Nov
    clock_there(at, …)   the same                             09:00

Values that are JSON (bodies, packed rows) have RFC 3339 by themselves: there a moment is a ``datetime``.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

_CITIES = {"Shanghai": "北京", "Hong Kong": "香港", "Macau": "澳门", "Taipei": "台北", "Singapore": "新加坡"} | {
    "Tokyo": "东京", "Seoul": "首尔", "Bangkok": "曼谷", "Kolkata": "印度", "Dubai": "迪拜", "Moscow": "莫斯科",
    "Berlin": "柏林", "Paris": "巴黎", "London": "伦敦", "Madrid": "马德里", "Rome": "罗马", "Sydney": "悉尼",
    "New York": "纽约", "Toronto": "多伦多", "Chicago": "芝加哥", "Los Angeles": "洛杉矶", "Vancouver": "温哥华",
}  # fmt: skip
_LATER = {"zh-CN": "稍后", "en": "later"}
_WEEKDAYS = "一二三四五六日"
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

# of what ``stored``, ``attribute`` and ``public`` wrote, and of RFC 3339. Raise ``ValueError``
read = datetime.fromisoformat
read_day = date.fromisoformat
read_time_of_day = time.fromisoformat


def stored(at: date | datetime | time) -> str:
    """A moment, a day or a time of day, for ``read`` and its like."""
    return at.isoformat()


def is_day(text: str) -> bool:
    """Whether this is a day as 2026-11-28 is."""
    try:
        return len(text) == len("2026-11-28") and date.fromisoformat(text) is not None
    except ValueError:
        return False


def attribute(at: datetime) -> str:
    """As PynamoDB writes it: microseconds, and ``+0000``; what has no zone is in UTC."""
    aware = at if at.tzinfo is not None else at.replace(tzinfo=UTC)
    return f"{aware.astimezone(UTC).isoformat(timespec='microseconds')[:-6]}+0000"


def sortable(at: datetime) -> str:
    """In keys, whose text sorts as the moments do; UTC, which is not said."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")[:26]  # strftime takes thrice as long


def read_sortable(text: str) -> datetime:
    """The moment that ``sortable`` wrote."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def day_begins(day: date, zone: str) -> datetime:
    """The first moment of a day there."""
    return datetime.combine(day, time(), ZoneInfo(zone))


def day_ends(day: date, zone: str) -> datetime:
    """The last moment of a day there: its last microsecond."""
    return datetime.combine(day, time.max, ZoneInfo(zone))


def month_of(day: date) -> str:
    """The month of a day."""
    return f"{day:%Y-%m}"


def month(at: datetime) -> str:
    """The month, in UTC."""
    return f"{at.astimezone(UTC):%Y-%m}"


def hour(at: datetime, zone: str) -> str:
    """The hour on the clock there, such as 2026-11-29T05."""
    return f"{at.astimezone(ZoneInfo(zone)):%Y-%m-%dT%H}"


def public(at: datetime) -> str:
    """As answers have it: RFC 3339 in UTC, with microseconds only if there are any."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def digits(at: datetime) -> str:
    """The second, in UTC, for names that take letters and digits only."""
    return f"{at.astimezone(UTC):%Y%m%d%H%M%S}"


def to_the_second(at: datetime, zone: str = "UTC") -> str:
    """For whoever runs the desk, on the clock of their choice."""
    return f"{at.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M:%S}"


def moment(at: datetime | None, zone: str, language: str) -> str:
    """A moment as the plan's visitors read it, on the plan's clock: 11月23日（周一）09:00, Mon 23 Nov, 09:00."""
    if at is None:
        return _LATER.get(language, _LATER["en"])
    local = at.astimezone(ZoneInfo(zone))
    if language == "zh-CN":
        return f"{local.month}月{local.day}日（周{_WEEKDAYS[local.weekday()]}）{local:%H:%M}"
    return f"{_DAYS[local.weekday()]} {local.day} {_MONTHS[local.month - 1]}, {local:%H:%M}"


def day_there(at: datetime, zone: str, language: str) -> str:
    """The day there, for who is spoken to: 11月23日, 23 Nov."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{local.month}月{local.day}日" if language == "zh-CN" else f"{local.day} {_MONTHS[local.month - 1]}"


def clock_there(at: datetime, zone: str) -> str:
    """The time of day there."""
    return f"{at.astimezone(ZoneInfo(zone)):%H:%M}"


def moment_there(at: datetime | None, zone: str, language: str) -> str:
    """The same for somebody who may be elsewhere: Mon 23 Nov, 09:00, Berlin time; 11月23日（周一）09:00（柏林时间）.

    China's time is not named to who reads Chinese.
    """
    said = moment(at, zone, language)
    if at is None or (language == "zh-CN" and zone == "Asia/Shanghai"):
        return said
    place, slash, city = zone.rpartition("/")
    if not slash or place == "Etc":
        offset = f"{at.astimezone(ZoneInfo(zone)):%z}"
        there = "UTC" if offset == "+0000" else f"UTC{offset[:3]}:{offset[3:]}"
        return f"{said}（{there}）" if language == "zh-CN" else f"{said}, {there}"
    city = city.replace("_", " ")
    if language == "zh-CN":
        return f"{said}（{_CITIES.get(city, f'{city} ')}时间）"
    return f"{said}, {'Beijing' if zone == 'Asia/Shanghai' else city} time"
