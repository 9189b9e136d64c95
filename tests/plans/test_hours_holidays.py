"""Working hours on holidays, make-up days and days of one's own (C1)."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta

import pytest

from chalicelib.plans.model.hours.clock import closed_because, holiday_on, is_open, next_closing, next_opening
from tests.plans.weeks import BERLIN, NEW_YORK, OFFICE, SHANGHAI, every_day, hours, local, open_time_of, own, utc

SPRING_FESTIVAL = {"zh-CN": "春节", "en": "Chinese New Year (Spring Festival)"}


def test_a_span_over_midnight_belongs_to_the_day_it_starts_on() -> None:
    fridays = hours({"fri": [["20:00", "02:00"]]}, exceptions=[own("2026-03-07", name="盘点")])
    closed = hours({"fri": [["20:00", "02:00"]]}, exceptions=[own("2026-03-06", name="盘点")])

    late = local(SHANGHAI, "2026-03-07T01:00")

    assert is_open(fridays, SHANGHAI, late)
    assert not is_open(closed, SHANGHAI, late)
    assert closed_because(fridays, SHANGHAI, late + timedelta(hours=1)) == "holiday"
    assert closed_because(closed, SHANGHAI, late) == "hours"


def test_the_night_before_a_holiday_goes_on_into_it_and_the_night_after_it_is_closed() -> None:
    night = every_day(["20:00", "02:00"], country="CN")

    asked = ["2026-01-01T01:00", "2026-01-01T02:00", "2026-01-02T01:00", "2026-01-03T21:00", "2026-01-04T21:00"]

    assert [is_open(night, SHANGHAI, local(SHANGHAI, at)) for at in asked] == [True, False, False, False, True]


def test_an_own_day_within_the_night_before_does_not_end_it() -> None:
    night = hours({"fri": [["20:00", "10:00"]]}, exceptions=[own("2026-03-07", ["01:00", "02:00"])])

    at = local(SHANGHAI, "2026-03-07T01:30")

    assert next_closing(night, SHANGHAI, at) == local(SHANGHAI, "2026-03-07T10:00")


def test_ones_own_days_win_over_weekdays_and_holidays() -> None:
    festival = own("2026-02-17", ["10:00", "12:00"], name="值班")
    planned = hours(OFFICE, country="CN", exceptions=[own("2026-03-02", name="盘点"), festival])

    asked = ["2026-03-02T10:00", "2026-02-17T10:00", "2026-02-17T12:00", "2026-02-18T10:00"]

    assert [closed_because(planned, SHANGHAI, local(SHANGHAI, at)) for at in asked] == [
        "holiday",
        None,
        "hours",
        "holiday",
    ]
    assert holiday_on(planned, SHANGHAI, local(SHANGHAI, asked[0])) == {"zh-CN": "盘点", "en": "盘点"}
    assert holiday_on(planned, SHANGHAI, local(SHANGHAI, asked[2])) is None


def test_a_closed_day_without_a_name_is_called_after_the_holiday_if_it_is_one() -> None:
    planned = hours(OFFICE, country="CN", exceptions=[own("2026-03-02"), own("2026-02-17")])

    ordinary, festival = local(SHANGHAI, "2026-03-02T10:00"), local(SHANGHAI, "2026-02-17T10:00")

    assert (closed_because(planned, SHANGHAI, ordinary), holiday_on(planned, SHANGHAI, ordinary)) == ("hours", None)
    assert holiday_on(planned, SHANGHAI, festival) == SPRING_FESTIVAL


def test_spring_festival_2026_is_kept_and_its_make_up_days_are_worked() -> None:
    office = hours(OFFICE, country="CN")
    days = [date(2026, 2, 9) + timedelta(days=number) for number in range(21)]

    worked = [day.isoformat()[5:] for day in days if open_time_of(office, SHANGHAI, str(day))]

    assert worked[:6] == ["02-09", "02-10", "02-11", "02-12", "02-13", "02-14"]
    assert worked[6:] == ["02-24", "02-25", "02-26", "02-27", "02-28"]
    assert next_opening(office, SHANGHAI, local(SHANGHAI, "2026-02-14T18:00")) == local(SHANGHAI, "2026-02-24T09:00")


# as the State Council announced them: first and last day of each holiday, and the weekend days worked
ANNOUNCED = {
    2025: (
        "01-01/01-01 01-28/02-04 04-04/04-06 05-01/05-05 05-31/06-02 10-01/10-08",
        "01-26 02-08 04-27 09-28 10-11",
    ),
    2026: (
        "01-01/01-03 02-15/02-23 04-04/04-06 05-01/05-05 06-19/06-21 09-25/09-27 10-01/10-07",
        "01-04 02-14 02-28 05-09 09-20 10-10",
    ),
}


@pytest.mark.parametrize("year", ANNOUNCED)
def test_every_day_of_a_year_is_off_or_worked_as_the_state_council_announced(year: int) -> None:
    shop, office = every_day(["09:00", "18:00"], country="CN"), hours(OFFICE, country="CN")
    days = [date(year, 1, 1) + timedelta(days=number) for number in range(365)]
    spans, made_up = ANNOUNCED[year]
    off = {str(day) for day in days for span in spans.split() if span[:5] <= str(day)[5:] <= span[6:]}
    at_work = {f"{year}-{day}" for day in made_up.split()}

    shut = {str(day) for day in days if not open_time_of(shop, SHANGHAI, str(day))}
    named = {str(day) for day in days if holiday_on(shop, SHANGHAI, local(SHANGHAI, f"{day}T12:00"))}
    worked = {str(day) for day in days if open_time_of(office, SHANGHAI, str(day))}

    assert shut == named == off
    assert worked == {str(day) for day in days if day.weekday() < 5} - off | at_work


def test_new_year_may_begin_in_the_year_before() -> None:
    shop = every_day(["09:00", "18:00"], country="CN")

    names = [
        holiday_on(shop, SHANGHAI, local(SHANGHAI, f"{day}T12:00"))
        for day in ("2023-12-29", "2023-12-30", "2023-12-31", "2024-01-01", "2024-01-02")
    ]

    assert [name and name["zh-CN"] for name in names] == [None, "元旦", "元旦", "元旦", None]


def test_who_works_every_day_rests_in_the_whole_of_spring_festival() -> None:
    daily = every_day(["09:00", "21:00"], country="CN")

    names = [holiday_on(daily, SHANGHAI, local(SHANGHAI, f"2026-02-{day}T12:00")) for day in range(15, 25)]

    assert names == [*[{"zh-CN": "农历除夕", "en": "Chinese New Year's Eve"}] * 2, *[SPRING_FESTIVAL] * 7, None]


def test_a_make_up_day_has_the_spans_of_the_weekday_it_is_worked_for() -> None:
    weekly = {
        "mon": [["08:00", "10:00"]],
        "wed": [["09:00", "12:00"]],
        "fri": [["09:00", "13:00"]],
        "sat": [["10:00", "11:00"]],
    }
    office = hours(weekly, country="CN")

    for_friday, for_monday = (open_time_of(office, SHANGHAI, day) for day in ("2026-02-14", "2026-02-28"))
    for_wednesday, for_tuesday = (open_time_of(office, SHANGHAI, day) for day in ("2026-10-10", "2026-05-09"))

    assert (for_friday, for_monday, for_wednesday) == (timedelta(hours=4), timedelta(hours=2), timedelta(hours=3))
    assert for_tuesday == timedelta(hours=2)


def test_who_works_only_at_weekends_keeps_the_own_spans_on_a_make_up_day() -> None:
    weekends = hours({"sat": [["10:00", "16:00"]]}, country="CN")

    worked = open_time_of(weekends, SHANGHAI, "2026-02-14")

    assert worked == timedelta(hours=6)


def test_a_day_off_of_the_holiday_is_called_by_its_festival() -> None:
    office = hours(OFFICE, country="CN")

    names = [holiday_on(office, SHANGHAI, local(SHANGHAI, day)) for day in ("2026-01-02", "2026-10-01", "2025-10-08")]

    assert [name and name["zh-CN"] for name in names] == ["元旦", "国庆节", "中秋节"]


def test_other_countries_have_their_holidays_and_their_easter_saturday_is_a_working_day() -> None:
    shop = every_day(["09:00", "18:00"], country="DE")

    days = [local(BERLIN, f"2026-04-0{day}T12:00") for day in (3, 4, 6)]

    assert [closed_because(shop, BERLIN, day) for day in days] == ["holiday", None, "holiday"]
    assert holiday_on(shop, BERLIN, days[0]) == {"en": "Good Friday"}


def test_the_local_date_says_whether_it_is_a_holiday() -> None:
    office = hours(OFFICE, country="US")

    eve, morning = utc("2026-07-03T03:00"), utc("2026-07-03T14:00")

    assert holiday_on(office, NEW_YORK, eve) is None
    assert closed_because(office, NEW_YORK, morning) == "holiday"


def test_the_library_of_holidays_is_loaded_only_for_who_keeps_a_countrys() -> None:
    program = """
import sys
from datetime import UTC, datetime
from chalicelib.plans.model.hours.clock import next_opening
from chalicelib.plans.model.hours.week import checked_hours
hours = checked_hours({"weekly": {"mon": [["09:00", "18:00"]]}, "country": None})
assert next_opening(hours, "Asia/Shanghai", datetime(2026, 3, 2, tzinfo=UTC))
print("holidays" in sys.modules)
"""

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=120)

    assert done.stdout.strip() == "False"
