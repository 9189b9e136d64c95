"""Announcements as those who keep them write, publish and end them, and see who has read them."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from chalicelib.announcements.api.views import (
    KeptAnnouncementInList,
    KeptAnnouncementView,
    ReadCountsView,
    ReaderView,
    show_kept,
    show_kept_in_list,
    show_reader,
)
from chalicelib.announcements.model.announcement import Announcement, AnnouncementOver, TooManyCurrent
from chalicelib.announcements.model.forms import (
    Body,
    ChangeAnnouncement,
    EndAnnouncement,
    NewAnnouncementEdition,
    PublishAnnouncement,
    WriteAnnouncement,
)
from chalicelib.announcements.service import access, readers, reading, writing
from chalicelib.announcements.service.reading import Wanted
from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.once import KeyReused, Once
from chalicelib.core.pages import Cursor, PageOf, page, placed, start_of
from chalicelib.core.questions import LONGEST_QUESTION
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.core.shapes import shown
from chalicelib.core.text import Id
from chalicelib.knowledge.model.markdown import as_html
from chalicelib.people import service as people
from chalicelib.people.model.reach import NotYours
from chalicelib.people.model.rights import BeyondYourRights, PermissionNeeded

routes = Routes(__name__, of_desk=True)

EVERY = "/v1/admin/announcements"
ONE = EVERY + "/{announcement_id}"

keeper = people.may(access.MANAGE)
SHELF = (NotYours, PermissionNeeded, BeyondYourRights)


class KeptAnnouncementsQuery(msgspec.Struct, forbid_unknown_fields=True):
    """``q``: words that all stand in it, of what was published."""

    state: Literal["", "draft", "scheduled", "effective", "expired", "withdrawn", "archived"] = ""
    q: Annotated[str, msgspec.Meta(max_length=LONGEST_QUESTION)] | None = None
    urgent: bool = False
    group_id: Id | None = None
    cursor: Cursor = ""


class ReadersQuery(msgspec.Struct, forbid_unknown_fields=True):
    """Who is ``missing``, who has ``read`` it, or ``all``; ``group_id``: of one group."""

    view: Literal["missing", "read", "all"] = "missing"
    group_id: Id | None = None
    cursor: Cursor = ""


class SheetQuery(msgspec.Struct, forbid_unknown_fields=True):
    """In which language the columns are called."""

    language: Literal["zh-CN", "en"] = "zh-CN"


class PreviewAnnouncement(msgspec.Struct, forbid_unknown_fields=True):
    """Markdown."""

    body: Body


class AnnouncementPreview(msgspec.Struct):
    """HTML of which nothing runs."""

    html: str


class KeptAnnouncementsPage(PageOf[KeptAnnouncementInList]):
    """A page of announcements; ``time_zone``: the desk's, on whose clock they begin and end."""

    time_zone: str


class ReadersPage(PageOf[ReaderView]):
    """A page of people, by number, and how many there are of them all."""

    counts: ReadCountsView


class ReadersSheet(msgspec.Struct):
    """A file for spreadsheets."""

    text: str


def _once(call: Call[people.Caller], act: str, name: str = "") -> Once | None:
    return call.once(f"announcement#{act}#{call.caller.agent.agent_id}#{name}")


def _shown(call: Call[people.Caller], announcement: Announcement) -> KeptAnnouncementView:
    may_change = access.may_keep(call.caller.agent, announcement.audience)
    return show_kept(announcement, call.desk.now(), may_change=may_change)


@routes.get(EVERY, caller=keeper, query=KeptAnnouncementsQuery, raises=(NotYours,))
def list_kept_announcements(call: Call[people.Caller]) -> Answer[KeptAnnouncementsPage]:
    """Announcements that one keeps, or that reach those whom one leads; a page may be short while others follow."""
    query, agent, now = call.query, call.caller.agent, call.desk.now()
    wanted = Wanted(query.q, reading.EVERY, query.state, query.urgent, False, query.group_id)
    things, more = reading.list_kept(call.desk, agent, wanted, start_of(call))

    def show(each: Announcement) -> KeptAnnouncementInList:
        return show_kept_in_list(each, now, may_change=access.may_keep(agent, each.audience))

    part = placed(call, things, show, more=more)
    return Answer(KeptAnnouncementsPage(part.items, part.next, people.read_desk(call.desk).time_zone))


@routes.post(EVERY, caller=keeper, body=WriteAnnouncement, statuses=(201,), raises=(*SHELF, KeyReused), keyed=True)
def write_announcement(call: Call[people.Caller]) -> Answer[KeptAnnouncementView]:
    """Begin an announcement, as a draft."""
    return Answer(
        _shown(call, writing.write_announcement(call.desk, call.caller, call.body, _once(call, "write"))), 201
    )


@routes.post("/v1/admin/announcement-previews", caller=keeper, body=PreviewAnnouncement)
def preview_announcement(call: Call[people.Caller]) -> Answer[AnnouncementPreview]:
    """How these words would be shown; nothing is kept."""
    return Answer(AnnouncementPreview(as_html(call.body.body)))


@routes.get(ONE, caller=keeper, raises=(NotYours,))
def read_kept_announcement(call: Call[people.Caller], announcement_id: str) -> Answer[KeptAnnouncementView]:
    """An announcement with all that is said of it."""
    return Answer(_shown(call, reading.read_kept(call.desk, call.caller.agent, announcement_id)))


@routes.put(ONE, caller=keeper, body=ChangeAnnouncement, raises=(*SHELF, AnnouncementOver, ChangedMeanwhile))
def change_announcement(call: Call[people.Caller], announcement_id: str) -> Answer[KeptAnnouncementView]:
    """Other words in a draft."""
    return Answer(_shown(call, writing.change_announcement(call.desk, call.caller, announcement_id, call.body)))


@routes.delete(ONE, caller=keeper, statuses=(204,), raises=(NotYours, AnnouncementOver))
def remove_announcement_draft(call: Call[people.Caller], announcement_id: str) -> Answer[None]:
    """Throw a draft away; twice is once."""
    writing.remove_draft(call.desk, call.caller, announcement_id)
    return Answer(status=204)


@routes.post(
    ONE + "/publish",
    caller=keeper,
    body=PublishAnnouncement,
    raises=(NotYours, AnnouncementOver, ChangedMeanwhile, TooManyCurrent, KeyReused),
    keyed=True,
)
def publish_announcement(call: Call[people.Caller], announcement_id: str) -> Answer[KeptAnnouncementView]:
    """The draft reaches everybody whom it is for, at once or from its time on."""
    said = (call.body, _once(call, "publish", announcement_id), call.request_id)
    return Answer(_shown(call, writing.publish(call.desk, call.caller, announcement_id, *said)))


@routes.post(
    ONE + "/editions",
    caller=keeper,
    body=NewAnnouncementEdition,
    raises=(*SHELF, AnnouncementOver, ChangedMeanwhile, TooManyCurrent, KeyReused),
    keyed=True,
)
def publish_announcement_edition(call: Call[people.Caller], announcement_id: str) -> Answer[KeptAnnouncementView]:
    """What is published says something else from now on; who has read it reads it again where that is said."""
    said = (call.body, _once(call, "edition", announcement_id), call.request_id)
    return Answer(_shown(call, writing.publish_edition(call.desk, call.caller, announcement_id, *said)))


@routes.post(
    ONE + "/withdraw", caller=keeper, body=EndAnnouncement, raises=(NotYours, AnnouncementOver, KeyReused), keyed=True
)
def withdraw_announcement(call: Call[people.Caller], announcement_id: str) -> Answer[KeptAnnouncementView]:
    """It holds no more."""
    said = (call.body, _once(call, "withdraw", announcement_id), call.request_id)
    return Answer(_shown(call, writing.withdraw(call.desk, call.caller, announcement_id, *said)))


@routes.post(
    ONE + "/archive", caller=keeper, body=EndAnnouncement, raises=(NotYours, AnnouncementOver, KeyReused), keyed=True
)
def archive_announcement(call: Call[people.Caller], announcement_id: str) -> Answer[KeptAnnouncementView]:
    """Lay it into the archive, where it is found."""
    said = (call.body, _once(call, "archive", announcement_id), call.request_id)
    return Answer(_shown(call, writing.archive(call.desk, call.caller, announcement_id, *said)))


@routes.get(ONE + "/readers", caller=keeper, query=ReadersQuery, raises=(NotYours,))
def list_announcement_readers(call: Call[people.Caller], announcement_id: str) -> Answer[ReadersPage]:
    """Who has read it and who is missing, of those whom it reaches now and whom one reaches."""
    query, agent = call.query, call.caller.agent
    start_of(call)  # another list's cursor is refused before anything is read
    _, everybody, counts, _ = readers.read_readers(call.desk, agent, announcement_id, query.group_id)
    shown_now = readers.chosen(everybody, query.view)
    part = page(
        call,
        shown_now,
        lambda each: [not each.is_reached, each.agent.number, each.agent.agent_id],
        show_reader,
    )
    return Answer(ReadersPage(part.items, part.next, shown(ReadCountsView, counts)))


@routes.get(ONE + "/readers/csv", caller=keeper, query=SheetQuery, raises=(NotYours,))
def read_announcement_readers_sheet(call: Call[people.Caller], announcement_id: str) -> Answer[ReadersSheet]:
    """The same as a file for spreadsheets."""
    text = readers.export(call.desk, call.caller.agent, announcement_id, call.query.language)
    return Answer(ReadersSheet(text))
