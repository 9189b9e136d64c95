"""What is unfinished: one's own before one goes, and what was left open, for those who lead (F3)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

import msgspec

from chalicelib.conversations.model.conversation import ConversationClosed
from chalicelib.conversations.model.refusals import AlreadyTheirs, NotTaken, TooManyAside
from chalicelib.core.authors import AgentRef
from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.once import KeyReused
from chalicelib.core.pages import Cursor, PageOf, page, start_of
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.core.shapes import showing, shown
from chalicelib.core.text import among
from chalicelib.files.model.upload import FileUsed, UnknownFile
from chalicelib.followups.model.followup import FollowUpClosed
from chalicelib.handover.model.days import HANDED_OVER, TOMORROW, Day, Note, NotOpen, TooManyNotes
from chalicelib.handover.model.forms import NoteUnfinished
from chalicelib.handover.model.things import KINDS, SEE_LEFT, Thing
from chalicelib.handover.service import closing, lists, noting
from chalicelib.knowledge.model.unsaid import MustNotBeSaid
from chalicelib.offline.model.message import MessageClosed
from chalicelib.people import service as people
from chalicelib.people.model.agents import AgentAway
from chalicelib.people.model.reach import NotYours
from chalicelib.routing.model import AgentFull, GroupArchived, NobodyElse, NobodyFree
from chalicelib.tickets.model.refusals import AlreadyHandler, NobodyThere, TicketOver, TooManyWords

routes = Routes(__name__)

EVERY = "/v1/desk/unfinished"

worker = people.may("conversations.answer", "offline.answer", "tickets.work", "followups.work", "callbacks.work")


class LeftQuery(msgspec.Struct, forbid_unknown_fields=True):
    """``day``: on which the working time began; left out, it is today where the desk is."""

    day: date | None = None
    cursor: Cursor = ""


@showing(Note, "version at told text until group")
class UnfinishedNote(msgspec.Struct):
    """``handed_over``: ``to`` whom, or to which ``group``. ``tomorrow``: ``until`` when; ``told``: the customer was
    told with it, else knows as ``text`` says. ``done``: all of it was done."""

    what: Annotated[str, among(HANDED_OVER, TOMORROW)]
    to: AgentRef | None
    done: bool


@showing(Thing, "since customer visitor_id number about due_at plan_key locale mine")
class UnfinishedThing(msgspec.Struct):
    """``due_at``: when it should be done, or comes back; ``late``: it should be done by now. ``mine``: of a ticket, one
    works on it, and is not only responsible for it."""

    kind: Annotated[str, among(*KINDS)]
    thing_id: str
    late: bool
    note: UnfinishedNote | None


class UnfinishedDay(msgspec.Struct):
    """``ends_at``: when one's working time of the ``day`` ends; null: that is not known. ``tell_after_ms``: how long
    until one is told, 0 from then to the end, null before and after that or where nobody is told. ``more``: others are
    open that are not shown."""

    day: date
    ends_at: datetime | None
    tell_after_ms: int | None
    things: list[UnfinishedThing]
    more: bool


class UnfinishedLeft(msgspec.Struct):
    """What was left open by ``agent``, or what was nobody's in a plan; ``unnoted``: how many of it without a note."""

    day: date
    agent: AgentRef | None
    plan_key: str | None
    plan_name: str
    ends_at: datetime | None
    closed_at: datetime | None
    unnoted: int
    things: list[UnfinishedThing]
    more: bool


def _note(note: Note) -> UnfinishedNote:
    return shown(UnfinishedNote, note, to=note.to.ref if note.to is not None else None)


def _thing(thing: Thing, day: Day, at: datetime) -> UnfinishedThing:
    note = day.notes.get(thing.thing_id)
    late = thing.due_at is not None and thing.due_at < at
    return shown(UnfinishedThing, thing, late=late, note=_note(note) if note is not None else None)


@routes.get(EVERY, caller=worker)
def list_unfinished(call: Call[people.Caller]) -> Answer[UnfinishedDay]:
    """What is open with oneself, with what one noted today."""
    now, found = call.desk.now(), lists.unfinished(call.desk, call.caller.agent)
    after = None
    if found.tell_at is not None and found.ends_at is not None and found.ends_at > now:
        after = max(0, int((found.tell_at - now).total_seconds() * 1000))
    things = [_thing(each, found.day, now) for each in found.things]
    return Answer(UnfinishedDay(found.day.day, found.ends_at, after, things, found.more))


@routes.post(
    EVERY + "/notes",
    caller=worker,
    body=NoteUnfinished,
    raises=(
        *(NotOpen, TooManyNotes, ChangedMeanwhile, KeyReused, NotYours),
        *(AgentAway, AgentFull, NobodyFree, NobodyElse, NobodyThere, GroupArchived, AlreadyTheirs, AlreadyHandler),
        *(ConversationClosed, NotTaken, TooManyAside, MustNotBeSaid, UnknownFile, FileUsed),
        *(MessageClosed, TicketOver, TooManyWords, FollowUpClosed),
    ),
)
def note_unfinished(call: Call[people.Caller]) -> Answer[UnfinishedNote]:
    """Say what becomes of something that is open with oneself, and have it done; once for each ``client_id``."""
    return Answer(_note(noting.note(call.desk, call.caller, call.body, call.request_id)))


@routes.get(EVERY + "/left", caller=people.may(SEE_LEFT), query=LeftQuery)
def list_left_open(call: Call[people.Caller]) -> Answer[PageOf[UnfinishedLeft]]:
    """What was left open when a day's working time was over, in reach, with the notes."""
    days, following = lists.left_open(call.desk, call.caller.agent, call.query.day, start_of(call))
    return Answer(page(call, days, lambda each: each.subject, _left, more=following is not None))


def _left(day: Day) -> UnfinishedLeft:
    return UnfinishedLeft(
        day.day,
        day.agent.ref if day.agent is not None else None,
        day.plan_key,
        day.plan_name,
        day.ends_at,
        day.closed_at,
        len(day.unnoted),
        [_thing(each, day, day.closed_at or each.since) for each in closing.left_of(day)],
        day.more,
    )
