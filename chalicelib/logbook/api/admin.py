"""Check lists and settings of the duty log, as those who lead keep them."""

from __future__ import annotations

import msgspec

from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.once import KeyReused
from chalicelib.core.pages import Cursor, PageOf, page
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.core.shapes import showing, shown
from chalicelib.core.text import Id
from chalicelib.logbook.api.views import CheckListView, show_list
from chalicelib.logbook.model.settings import ChangeDutySettings, DutySettings
from chalicelib.logbook.service import checklists, keeping
from chalicelib.logbook.service.checklists import ChangeCheckList, MakeCheckList, TooManyLists
from chalicelib.people import service as people
from chalicelib.people.model.reach import NotYours
from chalicelib.people.model.rights import PermissionNeeded
from chalicelib.routing.model import GroupArchived

routes = Routes(__name__, of_desk=True)

LISTS = "/v1/admin/duty/check-lists"
SETTINGS = "/v1/admin/duty/settings"

manager = people.may("duty.manage")


class CheckListQuery(msgspec.Struct, forbid_unknown_fields=True):
    """``group_id``: left out, of all one's groups."""

    group_id: Id | None = None
    cursor: Cursor = ""


@showing(DutySettings)
class DutySettingsView(msgspec.Struct):
    """How long people have, in minutes."""


@routes.get(LISTS, caller=manager, query=CheckListQuery, raises=(NotYours,))
def list_check_lists(call: Call[people.Caller]) -> Answer[PageOf[CheckListView]]:
    """Check lists of a group, the newest first."""
    lists = checklists.list_check_lists(call.desk, call.caller, call.query.group_id)
    return Answer(
        page(
            call,
            lists,
            lambda each: [each.created_at.timestamp(), each.list_id],
            lambda each: show_list(each, checklists.next_of(call.desk, each)),
            forward=False,
        )
    )


@routes.post(
    LISTS,
    caller=manager,
    body=MakeCheckList,
    statuses=(201,),
    raises=(NotYours, GroupArchived, TooManyLists, PermissionNeeded, KeyReused),
    keyed=True,
)
def make_check_list(call: Call[people.Caller]) -> Answer[CheckListView]:
    """A new check list; its first check comes at the first of its times."""
    once = call.once(f"check_list#{call.caller.agent.agent_id}")
    made = checklists.make_check_list(call.desk, call.caller, call.body, once, call.request_id)
    return Answer(show_list(made, checklists.next_of(call.desk, made)), 201)


@routes.put(
    LISTS + "/{list_id}", caller=manager, body=ChangeCheckList, raises=(NotYours, PermissionNeeded, ChangedMeanwhile)
)
def change_check_list(call: Call[people.Caller], list_id: str) -> Answer[CheckListView]:
    """Other points, times or people; an archived one is due no more."""
    after = checklists.change_check_list(call.desk, call.caller, list_id, call.body, call.request_id)
    return Answer(show_list(after, checklists.next_of(call.desk, after)))


@routes.get(SETTINGS, caller=manager)
def read_duty_settings(call: Call[people.Caller]) -> Answer[DutySettingsView]:
    """How long people have to answer and to accept."""
    return Answer(shown(DutySettingsView, keeping.read_settings(call.desk)))


@routes.put(
    SETTINGS,
    caller=people.may("duty.manage", everywhere=True),
    body=ChangeDutySettings,
    raises=(ChangedMeanwhile,),
)
def change_duty_settings(call: Call[people.Caller]) -> Answer[DutySettingsView]:
    """Other times, or other groups that hand over by shift."""
    return Answer(shown(DutySettingsView, keeping.change_settings(call.desk, call.caller, call.body, call.request_id)))
