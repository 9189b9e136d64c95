"""A date has changed for which a visit was planned: it moves, or is cancelled (D3)."""

from __future__ import annotations

from datetime import date, timedelta

from chalicelib.campaigns.model.campaigns import BY_DATE, Campaign
from chalicelib.campaigns.model.dates import AHEAD, Occasion, next_occasion
from chalicelib.campaigns.model.standings import DatePlace, Planned
from chalicelib.campaigns.store import campaigns as definitions
from chalicelib.campaigns.store import standings as store
from chalicelib.campaigns.store.standings import PlaceMoved
from chalicelib.core import races, times
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import NotFound
from chalicelib.core.text import filled
from chalicelib.core.transactions import Transaction
from chalicelib.followups import service as followups
from chalicelib.followups.model.days import end_of, local_date
from chalicelib.followups.model.followup import FollowUp
from chalicelib.followups.model.withdrawing import is_untouched
from chalicelib.visitors import service as visitors

MOVED = "客户的日期改为 {day}，回访随之改期 · the customer's date is {day} now: this moves with it"
GONE = "客户的日期已变更，不必再回访 · the customer's date has changed: nobody need call"


class Withdraw(Due, frozen=True):
    """A customer's date is another by now than what these campaigns planned something for."""

    kind = "campaigns.withdraw"

    visitor_id: str
    field_id: str
    planned: dict[str, Planned]


def withdraw(desk: Desk, due: Withdraw) -> None:
    """What nobody has called about yet moves to the new date where that is soon, and is cancelled else. Twice is once:
    what was cancelled is done, and what was moved stands where it was moved to."""
    for campaign_id, planned in due.planned.items():
        try:
            followups.find(desk, planned.followup_id)
        except NotFound:
            continue
        races.again(
            desk,
            lambda campaign_id=campaign_id, planned=planned: _act(desk, due, campaign_id, planned),  # type: ignore[misc]
            (followups.FollowUpMoved, PlaceMoved, visitors.AskedLately),
            tries=races.CROWD,
        )


def _act(desk: Desk, due: Withdraw, campaign_id: str, planned: Planned) -> None:
    follow_up = followups.find(desk, planned.followup_id)
    if not is_untouched(follow_up):
        return
    place, occasion = _new_place(desk, due, follow_up, definitions.campaign(desk, campaign_id))
    tx = Transaction(desk)
    if place is not None and occasion is not None:
        there = place.planned.get(campaign_id)
        if there is not None and there.on == occasion.on:
            if there.followup_id == planned.followup_id:
                return  # moved before
            _cancel(tx, follow_up, planned)  # a run came first
        else:
            due_at = end_of(occasion.day, follow_up.time_zone)
            followups.redate(tx, follow_up, due_at, filled(MOVED, day=times.stored(place.day)))
            again = Planned(occasion.on, planned.followup_id, planned.at, planned.before)
            store.note_planned(tx, place, campaign_id, again)
    else:
        _cancel(tx, follow_up, planned)
    tx.commit()


def _cancel(tx: Transaction, follow_up: FollowUp, planned: Planned) -> None:
    """Nobody calls, so they count as followed up when they were before, unless somebody else did since."""
    followups.cancel(tx, follow_up, GONE)
    visitor = visitors.visitors(tx.desk, [follow_up.visitor_id]).get(follow_up.visitor_id)
    if visitor is not None and visitor.followed_up_at == planned.at:
        visitors.unclaim_follow_up(tx, follow_up.visitor_id, planned.at, planned.before)


def _new_place(
    desk: Desk, due: Withdraw, follow_up: FollowUp, campaign: Campaign | None
) -> tuple[DatePlace | None, Occasion | None]:
    """Where the date stands now, and when they are called for it, if that is in the next days."""
    standing = store.standing(desk, due.visitor_id)
    place = standing.date_places.get(due.field_id)
    if place is None or campaign is None or not campaign.active or campaign.by != BY_DATE:
        return None, None
    if campaign.date_field != due.field_id:
        return None, None
    held = store.date_places(desk, [place]).get(place)
    day = times.read_day(standing.dates[due.field_id])
    first = local_date(desk.now(), follow_up.time_zone)
    return held, _soon(campaign, day, first)


def _soon(campaign: Campaign, day: date, first: date) -> Occasion | None:
    last = first + timedelta(days=AHEAD)
    return next_occasion(day, campaign.days_after, first, last, yearly=campaign.yearly)
