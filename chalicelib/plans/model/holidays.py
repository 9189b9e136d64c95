"""Public holidays by country, and weekend days worked in their stead, as the ``holidays`` library knows them (C1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from holidays import HolidayBase

_DAY = timedelta(days=1)
_SPOKEN = {"zh-CN": ("zh_CN", "、"), "en": ("en_US", ", ")}


class PublicDays(msgspec.Struct, frozen=True):
    """One year of one country.

    ``names``: holiday → its name by language; "en" is always there, "zh-CN" where the library has it.
    ``made_up``: day of a weekend that is worked → the weekday it stands for (0 Monday), None where that is not known.
    """

    names: Mapping[date, Mapping[str, str]]
    made_up: Mapping[date, int | None]


def known_country(code: str) -> bool:
    """Whether it is an ISO 3166 code, such as CN, of a country whose holidays are known."""
    import holidays

    return code in holidays.list_supported_countries(include_aliases=False)


@lru_cache(maxsize=256)
def public_days(country: str, year: int) -> PublicDays:
    """The country's public holidays and make-up working days.

    A day off that is made up for is called by the festival it belongs to. In China the days of a weekend that
    stand before, within or after a holiday belong to it unless they are worked, as the State Council counts; elsewhere
    (Easter Saturday) they do not. What a government has not yet announced, or the library not yet heard, is missing.
    """
    import holidays

    years = (year, year + 1) if country == "CN" else (year,)  # New Year may begin with the weekend before it
    calendar = holidays.country_holidays(country, years=years, language="en_US")
    swaps = dict(_swaps(calendar))
    called = {day: _festival(calendar, swaps, day) for day in list(calendar)}
    if country == "CN":
        for step in (_DAY, -_DAY):
            called |= {day: called[near] for near in list(called) for day in _weekend_beside(calendar, near, step)}
    names: dict[date, dict[str, str]] = {day: {} for day in sorted(called) if day.year == year}
    for language, (locale, comma) in _SPOKEN.items():
        if language == "en" or locale in calendar.supported_languages:
            speaking = holidays.country_holidays(country, years=years, language=locale)
            for day, its in names.items():
                its[language] = comma.join(speaking.get_list(called[day]))
    weekdays = {worked: off.weekday() for off, worked in swaps.items()}
    worked = sorted(day for day in calendar.weekend_workdays if day.year == year and day not in names)
    return PublicDays(names, {day: weekdays.get(day) for day in worked})


def _swaps(calendar: HolidayBase) -> Iterator[tuple[date, date]]:
    """Each day off with the weekend day on which it is made up for: (month, day, from month, from day[, from year])."""
    for year, entries in getattr(calendar, "special_public_holidays", {}).items():
        for entry in entries if isinstance(entries[0], tuple) else (entries,):
            if len(entry) >= 4:
                yield date(year, *entry[:2]), date(entry[4] if len(entry) > 4 else year, *entry[2:4])


def _festival(calendar: HolidayBase, swaps: Mapping[date, date], day: date) -> date:
    """The day whose name a holiday has: for a day off made up for, a holiday in the same run of days off."""
    if day not in swaps:
        return day
    for step in (-_DAY, _DAY):
        near = day + step
        while near in calendar or _is_rest(calendar, near):
            if near in calendar and near not in swaps:
                return near
            near += step
    return day


def _weekend_beside(calendar: HolidayBase, day: date, step: timedelta) -> Iterator[date]:
    """The days of a weekend that follow a holiday one after the other (or, going back, stand before it)."""
    day += step
    while day not in calendar and _is_rest(calendar, day):
        yield day
        day += step


def _is_rest(calendar: HolidayBase, day: date) -> bool:
    return calendar.is_weekend(day) and day not in calendar.weekend_workdays
