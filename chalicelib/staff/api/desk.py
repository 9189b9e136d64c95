"""Staff files, as those see them whom they are about, and those who lead them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import msgspec

from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.once import KeyReused
from chalicelib.core.pages import Cursor, PageOf
from chalicelib.core.shapes import showing, shown
from chalicelib.core.text import Id
from chalicelib.people import service as people
from chalicelib.people.model.reach import NotYours
from chalicelib.people.model.rights import PermissionNeeded
from chalicelib.staff.api.views import StaffEntryView, StaffMonthView, show_entry, show_month
from chalicelib.staff.model.entry import (
    LONGEST_REASON,
    Entry,
    EntryDecided,
    EntryFollowed,
    EntryPending,
    StatementWritten,
    Written,
)
from chalicelib.staff.model.rights import APPROVE, ENTER
from chalicelib.staff.model.settings import Settings
from chalicelib.staff.service import deciding, entering, lists, own, settings, sums

routes = Routes(__name__)

ALL = "/v1/desk/staff/entries"
ONE = ALL + "/{entry_id}"
WRITER = people.may(ENTER)

Words = Annotated[str, msgspec.Meta(max_length=2 * LONGEST_REASON)]
Amount = Annotated[int, msgspec.Meta(ge=0, le=10**12)]


class StaffEntriesQuery(msgspec.Struct, forbid_unknown_fields=True):
    """``view``: one's own file, what one has not said one has seen, an agent's (``agent_id``), a ``month`` such as
    2026-11 (unsaid: this one), or what waits for a second person."""

    view: Literal["own", "unseen", "agent", "month", "waiting"] = "own"
    agent_id: Annotated[str, msgspec.Meta(max_length=100)] = ""
    month: Annotated[str, msgspec.Meta(max_length=20)] = ""
    cursor: Cursor = ""


class StaffSumsQuery(msgspec.Struct, forbid_unknown_fields=True):
    """``month``: such as 2026-11; unsaid: this one. ``agent_id``: of one agent alone."""

    month: Annotated[str, msgspec.Meta(max_length=20)] = ""
    agent_id: Annotated[str, msgspec.Meta(max_length=100)] = ""
    cursor: Cursor = ""


class CorrectStaffEntry(msgspec.Struct, forbid_unknown_fields=True):
    """What stands instead, whole. ``money``: in the smallest unit of the desk's currency; ``day``: unsaid, the one of
    what is corrected."""

    client_id: Id
    kind_id: Id
    reason: Words
    points: Amount = 0
    money: Amount = 0
    day: date | None = None
    conversation_id: Id | None = None
    ticket_id: Id | None = None

    @property
    def written(self) -> Written:
        """What was written down."""
        about = (self.conversation_id, self.ticket_id)
        return Written(self.kind_id, self.reason, self.points, self.money, self.day, *about)


class EnterInStaffFile(CorrectStaffEntry, forbid_unknown_fields=True, kw_only=True):
    """``agent_id``: in whose file. ``day``: on which it was earned; unsaid: today."""

    agent_id: Id


class WithdrawStaffEntry(msgspec.Struct, forbid_unknown_fields=True):
    """``reason``: why it is taken back."""

    client_id: Id
    reason: Words


class DecideOnStaffEntry(msgspec.Struct, forbid_unknown_fields=True):
    """``text``: why; needed where it is refused."""

    outcome: Literal["approved", "refused"]
    text: Words = ""


class StateToStaffEntry(msgspec.Struct, forbid_unknown_fields=True):
    """``text``: what one says to it."""

    text: Words


class UnseenView(msgspec.Struct):
    """How many entries of one's own file one has not said one has seen."""

    count: int


@showing(Settings, "kinds currency second_person second_person_from")
class StaffKindsView(msgspec.Struct):
    """Of which kinds entries may be, and which of them wait for a second person."""


def _show(call: Call[people.Caller], entry: Entry) -> StaffEntryView:
    agent = call.caller.agent
    return show_entry(agent, entry, people.Surroundings(call.desk, agent))


@routes.get("/v1/desk/staff/kinds", caller=people.anybody)
def list_staff_kinds(call: Call[people.Caller]) -> Answer[StaffKindsView]:
    """What the desk calls its rewards and penalties, and what each may carry."""
    return Answer(shown(StaffKindsView, settings.read_settings(call.desk)))


@routes.get(ALL, caller=people.anybody, query=StaffEntriesQuery, raises=(PermissionNeeded,))
def list_staff_entries(call: Call[people.Caller]) -> Answer[PageOf[StaffEntryView]]:
    """Entries of one kind of list, in reach; a page may be short while others follow."""
    query, agent = call.query, call.caller.agent
    asked = {"agent_id": query.agent_id, "month": query.month, "cursor": query.cursor or None}
    items, following = lists.list_entries(call.desk, agent, query.view, **asked)
    around = people.Surroundings(call.desk, agent)
    return Answer(PageOf([show_entry(agent, each, around) for each in items], following))


@routes.get("/v1/desk/staff/unseen", caller=people.anybody)
def count_unseen_entries(call: Call[people.Caller]) -> Answer[UnseenView]:
    """How much in one's own file is new."""
    return Answer(UnseenView(lists.count_unseen(call.desk, call.caller.agent.agent_id)))


@routes.get("/v1/desk/staff/sums", caller=people.anybody, query=StaffSumsQuery, raises=(NotYours, PermissionNeeded))
def list_staff_sums(call: Call[people.Caller]) -> Answer[PageOf[StaffMonthView]]:
    """What a month comes to for each agent in reach, or for one; who sees nobody else's file has their own."""
    query = call.query
    asked = (call.caller.agent, query.month, query.agent_id, query.cursor or None)
    month, found, following = sums.list_sums(call.desk, *asked)
    return Answer(PageOf([show_month(month, each) for each in found], following))


@routes.post(ALL, caller=WRITER, body=EnterInStaffFile, statuses=(200, 201), raises=(NotYours, KeyReused))
def enter_in_staff_file(call: Call[people.Caller]) -> Answer[StaffEntryView]:
    """Enter a reward or a penalty; the same ``client_id`` is entered once."""
    form = call.body
    entry, again = entering.enter(call.desk, call.caller, form.agent_id, form.written, form.client_id, call.request_id)
    call.notes["entry_id"] = entry.entry_id
    return Answer(_show(call, entry), status=200 if again else 201)


@routes.get(ONE, caller=people.anybody, raises=(NotYours,))
def read_staff_entry(call: Call[people.Caller], entry_id: str) -> Answer[StaffEntryView]:
    """One entry: of one's own file, or in reach."""
    return Answer(_show(call, lists.read_entry(call.desk, call.caller.agent, entry_id)))


@routes.post(
    ONE + "/corrections",
    caller=WRITER,
    body=CorrectStaffEntry,
    statuses=(200, 201),
    raises=(NotYours, EntryPending, EntryFollowed, KeyReused),
)
def correct_staff_entry(call: Call[people.Caller], entry_id: str) -> Answer[StaffEntryView]:
    """Put another entry in place of this one, with the reason; both stay."""
    form = call.body
    entry, again = entering.correct(call.desk, call.caller, entry_id, form.written, form.client_id, call.request_id)
    return Answer(_show(call, entry), status=200 if again else 201)


@routes.post(
    ONE + "/withdrawal",
    caller=WRITER,
    body=WithdrawStaffEntry,
    statuses=(200, 201),
    raises=(NotYours, EntryPending, EntryFollowed, KeyReused),
)
def withdraw_staff_entry(call: Call[people.Caller], entry_id: str) -> Answer[StaffEntryView]:
    """Take an entry back, with the reason; both stay to be seen, and it counts no more."""
    form = call.body
    entry, again = entering.withdraw(call.desk, call.caller, entry_id, form.reason, form.client_id, call.request_id)
    return Answer(_show(call, entry), status=200 if again else 201)


@routes.post(
    ONE + "/decide",
    caller=people.may(ENTER, APPROVE),
    body=DecideOnStaffEntry,
    keyed=True,
    raises=(NotYours, EntryDecided, KeyReused),
)
def decide_on_staff_entry(call: Call[people.Caller], entry_id: str) -> Answer[StaffEntryView]:
    """Say yes or no to what waits for a second person; its author may take it back."""
    form = call.body
    once = call.once(f"decide-on-staff-entry#{entry_id}#{call.caller.agent.agent_id}")
    entry = deciding.decide(call.desk, call.caller, entry_id, form.outcome, form.text, once, call.request_id)
    return Answer(_show(call, entry))


@routes.post(ONE + "/seen", caller=people.anybody, raises=(NotYours,))
def mark_staff_entry_seen(call: Call[people.Caller], entry_id: str) -> Answer[StaffEntryView]:
    """Say that one has seen an entry of one's own file; twice is once."""
    return Answer(_show(call, own.mark_seen(call.desk, call.caller, entry_id, call.request_id)))


@routes.post(
    ONE + "/statement",
    caller=people.anybody,
    body=StateToStaffEntry,
    keyed=True,
    raises=(NotYours, StatementWritten, KeyReused),
)
def state_to_staff_entry(call: Call[people.Caller], entry_id: str) -> Answer[StaffEntryView]:
    """Say something to an entry of one's own file, once; its author hears of it."""
    once = call.once(f"state-to-staff-entry#{entry_id}#{call.caller.agent.agent_id}")
    return Answer(_show(call, own.state(call.desk, call.caller, entry_id, call.body.text, once, call.request_id)))
