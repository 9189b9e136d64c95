"""Lists of follow-ups, by when they are due: a query for each part, however many there are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

import msgspec

from chalicelib.conversations import service as conversations
from chalicelib.core import events
from chalicelib.core.cursors import fitting, seal, unseal
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, NotFound
from chalicelib.followups import store
from chalicelib.followups.model.days import end_of, local_date
from chalicelib.followups.model.followup import OPEN, CampaignSought, FollowUp
from chalicelib.followups.service.access import in_reach
from chalicelib.followups.store import Listing, Part, Place
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.rights import ALL, GROUP

PAGE = 50

TODAY, OVERDUE, MINE, EVERYTHING, CAMPAIGN = "today", "overdue", "mine", "all", "campaign"


class _Asked(msgspec.Struct, frozen=True):
    view: str
    state: str
    campaign_id: str | None
    kind: str | None


def list_follow_ups(
    desk: Desk,
    agent: Agent,
    view: str,
    *,
    state: str = OPEN,
    campaign_id: str | None = None,
    kind: str | None = None,
    cursor: str | None = None,
) -> tuple[Sequence[FollowUp], str | None]:
    """A page: the open ones by when they are due, the done ones newest first.

    ``today``: one's own, due until the desk's day ends, and late; ``mine``: all of one's own. ``overdue``, ``all``,
    ``campaign``: those that one's rights reach. Two requests (``today`` asks the desk's zone in a third); where rights
    end at a group one more, and for lists that are not a campaign's one for each member. A page may hold less than
    there is of what was asked for, if most was not wanted: only ``next`` says whether there is more.
    Raises ``Invalid`` for a campaign's list without a campaign, ``NotFound`` for one that is not there.
    """
    if view == CAMPAIGN:
        if campaign_id is None:
            raise Invalid.field("campaign_id", "say which campaign")
        if not events.ask(desk, CampaignSought(campaign_id)):
            raise NotFound("no such campaign")
    asked = _Asked(view, OPEN if view in (TODAY, OVERDUE) else state, campaign_id, kind)
    name = f"followups#{agent.agent_id}#{view}#{asked.state}#{campaign_id}#{kind}"
    after = str(unseal(desk, name, cursor)) if cursor else None
    around = people.Surroundings(desk, agent)
    parts = _parts(desk, agent, asked, around, after)
    shown, following = _merged(parts, asked.state == OPEN)
    found = [
        each
        for each in store.followups(desk, [place.followup_id for place in shown])
        if each.state == asked.state and in_reach(agent, each.kind, each.owner_id, around)
    ]
    sent = fitting(found)
    if len(sent) < len(found):
        following = next(place.place for place in shown if place.followup_id == sent[-1].followup_id)
    return sent, seal(desk, name, following) if following else None


def _parts(desk: Desk, agent: Agent, asked: _Asked, around: people.Surroundings, after: str | None) -> list[Part]:
    until = _until(desk, asked.view)

    def wanted(place: Place) -> bool:
        return (asked.kind is None or place.kind == asked.kind) and in_reach(agent, place.kind, place.owner_id, around)

    def part(by: str, whose: str, want: Callable[[Place], bool] = wanted) -> Part:
        return store.places(desk, Listing(by, whose, asked.state), want, after=after, until=until, most=PAGE)

    if asked.view == CAMPAIGN:
        return [part("campaign", str(asked.campaign_id))]
    if asked.view in (TODAY, MINE) or agent.rights.scope not in (ALL, GROUP):
        return [part("owner", agent.agent_id)]
    if agent.rights.scope == ALL:
        return [part("state", asked.state)]
    return [part("owner", each) for each in sorted(around.colleague_ids)]


def _until(desk: Desk, view: str) -> datetime | None:
    if view == OVERDUE:
        return desk.now()
    if view == TODAY:
        zone = people.read_desk(desk).time_zone
        return end_of(local_date(desk.now(), zone), zone)
    return None


def _merged(parts: Sequence[Part], forward: bool) -> tuple[list[Place], str | None]:
    """The first page of all parts together, and the place to go on after (None: that was all).

    What lies beyond how far some part was looked at waits for the next page, so that none is left out.
    """
    places = sorted(
        (place for part in parts for place in part.places), key=lambda each: each.place, reverse=not forward
    )
    stops = [part.until for part in parts if part.until is not None]
    stop = (min(stops) if forward else max(stops)) if stops else None
    if stop is not None:
        places = [each for each in places if (each.place <= stop if forward else each.place >= stop)]
    if len(places) > PAGE:
        return places[:PAGE], places[PAGE - 1].place
    return places, stop


def list_for_customer(
    desk: Desk, agent: Agent, conversation_id: str, before: str | None, request_id: str = ""
) -> tuple[list[tuple[str, FollowUp | None]], bool]:
    """A page of the follow-ups and callbacks for the customer of a conversation that one sees: the open ones first,
    then the done. Each with its place; None for one that one's rights do not reach. Whether others follow.

    What ``customer_of`` reads, one query for each id of theirs, and one read. Raises ``NotFound``, ``NotYours``.
    """
    customer = conversations.customer_of(desk, agent, conversation_id, request_id)
    every = [place for each in customer.all_ids for place in store.newest_of_visitor(desk, each, PAGE + 1, before)]
    places = sorted(every, key=lambda each: each.place, reverse=True)
    around = people.Surroundings(desk, agent)
    reached = [each.followup_id for each in places[:PAGE] if in_reach(agent, each.kind, each.owner_id, around)]
    there = {each.followup_id: each for each in store.followups(desk, reached)}
    return [(each.place, there.get(each.followup_id)) for each in places[:PAGE]], len(places) > PAGE
