"""Whom a run is for, page by page, in the order in which they are planned: by contact, by a date, by level (D3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec
from msgspec.structs import replace

from chalicelib.campaigns.model.campaigns import BY_DATE, BY_LEVEL, Run
from chalicelib.campaigns.model.dates import Occasion, Spot, occasions, spots, window
from chalicelib.campaigns.model.schedule import WEEK
from chalicelib.campaigns.model.standings import DatePlace, touched_of
from chalicelib.campaigns.service.standing import TOGETHER, KeepSome
from chalicelib.campaigns.store import standings as store
from chalicelib.core import times, work
from chalicelib.core.desk import Desk
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.visitor import Visitor

PAGE = 100  # customers of a page

Start = Mapping[str, Any]
Days = tuple[date, date]


class Candidate(msgspec.Struct, frozen=True):
    """Somebody whom the run may be for. ``after``: where whoever goes on behind them begins; of a campaign by date the
    ``occasion``, and where the date stands."""

    visitor: Visitor
    after: Start | None
    occasion: Occasion | None = None
    place: DatePlace | None = None


class Page(msgspec.Struct, frozen=True):
    """Some of them, and where the next page begins; None: there is none."""

    candidates: Sequence[Candidate]
    following: Start | None


def pages(desk: Desk, run: Run, start: Start | None, days: Days | None = None, *, mends: bool = True) -> Iterator[Page]:
    """The pages of a run from ``start`` on; three requests each at most, by level six. ``days``: on which customers are
    called because of a date, if not those of the run. ``mends``: who stands wrongly is to stand right; without, nothing
    is written."""
    if run.campaign.by == BY_DATE:
        return _by_date(desk, run, start, days)
    if run.campaign.by == BY_LEVEL:
        return _by_level(desk, run, start, mends=mends)
    return _by_contact(desk, run, start)


def _by_contact(desk: Desk, run: Run, start: Start | None) -> Iterator[Page]:
    following: Start | None = start
    while True:
        begins = following
        page, following = visitors.without_contact(desk, run.campaign.plan_key, run.before, PAGE, begins)
        yield Page([Candidate(each, begins) for each in page], following)
        if not following:
            return


def _by_level(desk: Desk, run: Run, start: Start | None, *, mends: bool) -> Iterator[Page]:
    levels = list(run.campaign.intervals)
    at = start["level"] if start else levels[0]
    after = start["after"] if start else None
    for number in range(levels.index(at) if at in levels else 0, len(levels)):
        level, more = levels[number], True
        while more:
            places, more = store.untouched(desk, run.campaign.plan_key, level, run.not_since(level), after, PAGE)
            found = _of_level(desk, places, level, mends=mends)
            after = places[-1] if places else None
            ends = not more and number + 1 == len(levels)
            following = {"level": level, "after": after} if more else {"level": levels[-1 if ends else number + 1]}
            yield Page(found, None if ends else {"after": None, **following})
        after = None


def _of_level(desk: Desk, places: Sequence[str], level: str, *, mends: bool) -> list[Candidate]:
    """Those who stand at these places, as they were last spoken to or called, whoever they are made of. Who stands
    there wrongly is to stand right, soon."""
    known = visitors.visitors(desk, [_id_in(each) for each in places], consistent=False)
    merged = [part for each in known.values() for part in each.merged]
    parts = visitors.visitors(desk, merged, consistent=False)
    found, wrong = [], []
    for place in places:
        visitor = known.get(_id_in(place))
        if visitor is None or visitor.merged_into is not None:
            wrong.append(_id_in(place))
            continue
        every = (visitor, *(parts[each] for each in visitor.merged if each in parts))
        touched_at = touched_of(every)
        if touched_at is not None and times.sortable(touched_at) > place[: len(times.sortable(touched_at))]:
            wrong.append(visitor.visitor_id)
        spoken_to = max((each.contacted_at for each in every if each.contacted_at is not None), default=None)
        found.append(Candidate(replace(visitor, contacted_at=spoken_to), {"level": level, "after": place}))
    if wrong and mends:
        chunks = range(0, len(wrong), TOGETHER)
        work.put_alone(desk, *(KeepSome(tuple(wrong[each : each + TOGETHER])) for each in chunks))
    return found


def _id_in(place: str) -> str:
    return place.partition("#")[2]


class _Part(msgspec.Struct, frozen=True):
    """A part of the days of a run: where the dates of one occasion stand."""

    occasion: Occasion
    spot: Spot

    @property
    def name(self) -> str:
        return f"{times.stored(self.occasion.day)}#{self.spot.day_of_year}"


def parts_of(run: Run, days: Days | None = None) -> list[_Part]:
    """Where the dates stand that a run is for, by the day on which their customers are called."""
    campaign = run.campaign
    first, last = days or window(times.read_day(run.day), weekly=campaign.every == WEEK)
    called = occasions(first, last, campaign.days_after)
    return [_Part(each, spot) for each in called for spot in spots(each.on, yearly=campaign.yearly)]


def _by_date(desk: Desk, run: Run, start: Start | None, days: Days | None) -> Iterator[Page]:
    parts = parts_of(run, days)
    names = [each.name for each in parts]
    first = names.index(start["part"]) if start and start["part"] in names else 0
    after = start["after"] if start else None
    for number in range(first, len(parts)):
        part, more = parts[number], True
        while more:
            places, more = _dated(desk, run, part.spot, after)
            after = places[-1].order if places else None
            yield Page(_candidates(desk, run, part, places), _behind(names, number, after, more=more))
        after = None


def _dated(desk: Desk, run: Run, spot: Spot, after: str | None) -> tuple[list[DatePlace], bool]:
    return store.dated(desk, run.campaign.plan_key, str(run.campaign.date_field), spot, after, PAGE)


def _candidates(desk: Desk, run: Run, part: _Part, places: Sequence[DatePlace]) -> list[Candidate]:
    open_ones = [each for each in places if not is_planned(run, each, part.occasion.on)]
    known = visitors.visitors(desk, [each.visitor_id for each in open_ones], consistent=False)
    return [
        Candidate(known[each.visitor_id], {"part": part.name, "after": each.order}, part.occasion, each)
        for each in open_ones
        if each.visitor_id in known
    ]


def is_planned(run: Run, place: DatePlace, on: date) -> bool:
    """Whether the campaign has planned something for this occasion of the date already."""
    planned = place.planned.get(run.campaign.campaign_id)
    return planned is not None and planned.on == on


def _behind(names: Sequence[str], number: int, after: str | None, *, more: bool) -> Start | None:
    if more:
        return {"part": names[number], "after": after}
    return {"part": names[number + 1], "after": None} if number + 1 < len(names) else None
