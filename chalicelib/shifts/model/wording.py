"""A roster in words, for letters. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from chalicelib.shifts.model.kinds import DAY
from chalicelib.shifts.model.roster import DayChange, Shift

_WEEKDAYS = "一二三四五六日"
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
FREE = {"zh-CN": "休息", "en": "off"}
NOTHING = {"zh-CN": "本周没有班次", "en": "No shifts this week"}
NEXT_DAY = {"zh-CN": "次日 {time}", "en": "{time} the next day"}


def day_in(day: date, language: str) -> str:
    """11月23日（周一）, Mon 23 Nov."""
    if language == "zh-CN":
        return f"{day.month}月{day.day}日（周{_WEEKDAYS[day.weekday()]}）"
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}"


def week_in(monday: date, language: str) -> str:
    """The first and last day of a week."""
    sunday = monday + timedelta(days=6)
    between = "—" if language == "zh-CN" else " to "
    return f"{day_in(monday, language)}{between}{day_in(sunday, language)}"


def clock_in(minute: int, language: str) -> str:
    """09:00; of the next day where it is beyond midnight."""
    shown = f"{minute % DAY // 60:02}:{minute % 60:02}"
    return NEXT_DAY[language].format(time=shown) if minute > DAY else "24:00" if minute == DAY else shown


def shift_in(shift: Shift, language: str) -> str:
    """早班 08:00–16:00."""
    return f"{shift.name} {clock_in(shift.start_minute, language)}–{clock_in(shift.end_minute, language)}"


def shifts_in(shifts: Iterable[Shift], language: str) -> str:
    """A line for each shift."""
    lines = [f"{day_in(each.day, language)} {shift_in(each, language)}" for each in shifts]
    return "\n".join(lines) or NOTHING[language]


def changes_in(changes: Iterable[DayChange], language: str) -> str:
    """A line for each day that is other: what it was, and what it is."""

    def of_day(shifts: tuple[Shift, ...]) -> str:
        between = "、" if language == "zh-CN" else ", "
        return between.join(shift_in(each, language) for each in shifts) or FREE[language]

    arrow = " → "
    lines = [f"{day_in(each.day, language)} {of_day(each.before)}{arrow}{of_day(each.after)}" for each in changes]
    return "\n".join(lines)
