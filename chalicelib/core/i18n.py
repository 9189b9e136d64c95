"""The languages the desk speaks, and moments as their readers write them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

LANGUAGES = ("zh-CN", "en")


_CITIES = {"Shanghai": "北京", "Hong Kong": "香港", "Macau": "澳门", "Taipei": "台北", "Singapore": "新加坡"} | {
    "Tokyo": "东京", "Seoul": "首尔", "Bangkok": "曼谷", "Kolkata": "印度", "Dubai": "迪拜", "Moscow": "莫斯科",
    "Berlin": "柏林", "Paris": "巴黎", "London": "伦敦", "Madrid": "马德里", "Rome": "罗马", "Sydney": "悉尼",
    "New York": "纽约", "Toronto": "多伦多", "Chicago": "芝加哥", "Los Angeles": "洛杉矶", "Vancouver": "温哥华",
}  # fmt: skip


_LATER = {"zh-CN": "稍后", "en": "later"}


_WEEKDAYS = "一二三四五六日"


_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def moment(at: datetime | None, zone: str, language: str) -> str:
    """A moment as the plan's visitors read it, on the plan's clock: 11月23日（周一）09:00, Mon 23 Nov, 09:00."""
    if at is None:
        return _LATER.get(language, _LATER["en"])
    local = at.astimezone(ZoneInfo(zone))
    if language == "zh-CN":
        return f"{local.month}月{local.day}日（周{_WEEKDAYS[local.weekday()]}）{local:%H:%M}"
    return f"{_DAYS[local.weekday()]} {local.day} {_MONTHS[local.month - 1]}, {local:%H:%M}"


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


def nearest_locale(asked: str | None, languages: Sequence[str] = ()) -> str:
    """Chinese for anything Chinese or unsaid, else English; the first of ``languages`` if it is not among them."""
    nearest = "zh-CN" if not asked or asked.lower().startswith("zh") else "en"
    return nearest if not languages or nearest in languages else languages[0]
