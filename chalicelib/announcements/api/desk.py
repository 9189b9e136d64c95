"""Announcements as agents read, find and confirm them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

import msgspec

from chalicelib.announcements.api.views import (
    AnnouncementEditionView,
    AnnouncementInList,
    AnnouncementView,
    show_edition,
    show_in_list,
    show_mine,
)
from chalicelib.announcements.model.announcement import AnnouncementOver, EditionMoved
from chalicelib.announcements.model.forms import ConfirmAnnouncement
from chalicelib.announcements.service import confirming, reading
from chalicelib.announcements.service.reading import CURRENT, Mine, Wanted
from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.pages import Cursor, PageOf, PageQuery, page, placed, start_of
from chalicelib.core.questions import LONGEST_QUESTION
from chalicelib.core.text import Id
from chalicelib.people import service as people
from chalicelib.people.model.reach import NotYours

routes = Routes(__name__, of_desk=True)

EVERY = "/v1/desk/announcements"
ONE = EVERY + "/{announcement_id}"


class AnnouncementsQuery(msgspec.Struct, forbid_unknown_fields=True):
    """``view``: what is in effect, what is over, or both. ``q``: words that all stand in it; ``urgent``, ``unread``:
    these alone; ``group_id``: of one of one's groups."""

    view: Literal["current", "archive", "all"] = "current"
    q: Annotated[str, msgspec.Meta(max_length=LONGEST_QUESTION)] | None = None
    urgent: bool = False
    unread: bool = False
    group_id: Id | None = None
    cursor: Cursor = ""


class AnnouncementConfirmed(msgspec.Struct):
    """When it was confirmed, and in which edition."""

    announcement_id: str
    edition: int
    confirmed_at: datetime


@routes.get(EVERY, caller=people.anybody, query=AnnouncementsQuery, raises=(NotYours,))
def list_announcements(call: Call[people.Caller]) -> Answer[PageOf[AnnouncementInList]]:
    """What is announced to oneself, in effect or in the archive; a page may be short while others follow."""
    query, agent, now = call.query, call.caller.agent, call.desk.now()
    wanted = Wanted(query.q, query.view, "", query.urgent, query.unread, query.group_id)

    def show(each: Mine) -> AnnouncementInList:
        return show_in_list(each, now)

    if query.view == CURRENT and query.q is None:
        mine = list(enumerate(reading.list_current(call.desk, agent, wanted)))
        return Answer(page(call, mine, lambda each: each[0], lambda each: show(each[1])))
    things, more = reading.list_announcements(call.desk, agent, wanted, start_of(call))
    return Answer(placed(call, things, show, more=more))


@routes.get(ONE, caller=people.anybody, raises=(NotYours,))
def read_announcement(call: Call[people.Caller], announcement_id: str) -> Answer[AnnouncementView]:
    """What it says, and whether one has confirmed it."""
    return Answer(show_mine(reading.read_mine(call.desk, call.caller.agent, announcement_id), call.desk.now()))


@routes.get(ONE + "/editions", caller=people.anybody, query=PageQuery, raises=(NotYours,))
def list_announcement_editions(
    call: Call[people.Caller], announcement_id: str
) -> Answer[PageOf[AnnouncementEditionView]]:
    """What was published of it, the newest first, with what was changed."""
    editions, more = reading.list_editions(call.desk, call.caller.agent, announcement_id, start_of(call))
    return Answer(page(call, editions, lambda each: each.number, show_edition, forward=False, more=more))


@routes.post(
    ONE + "/confirm",
    caller=people.anybody,
    body=ConfirmAnnouncement,
    raises=(NotYours, AnnouncementOver, EditionMoved),
)
def confirm_announcement(call: Call[people.Caller], announcement_id: str) -> Answer[AnnouncementConfirmed]:
    """Say that one has read this edition; twice is once, with the time of the first."""
    _, receipt = confirming.confirm(call.desk, call.caller.agent, announcement_id, call.body.edition)
    return Answer(AnnouncementConfirmed(announcement_id, receipt.edition, receipt.at))
