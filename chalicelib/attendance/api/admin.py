"""Kinds of leave, who approves how much, balances by hand, as administrators keep them."""

from __future__ import annotations

from typing import Annotated

import msgspec

from chalicelib.attendance.api.views import (
    LeaveBalancesView,
    LeaveSettingsView,
    RecountedAttendanceView,
    show_balances,
    show_settings,
)
from chalicelib.attendance.model.kinds import LeaveKind
from chalicelib.attendance.model.requests import LONGEST_WORDS
from chalicelib.attendance.model.rights import MANAGE
from chalicelib.attendance.service import accounts, settings, sums
from chalicelib.attendance.service.accounts import Grant
from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.once import KeyReused
from chalicelib.core.pages import Cursor
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.core.text import Id
from chalicelib.people import service as people

routes = Routes(__name__, of_desk=True)

ROOT = "/v1/admin/attendance"
KEEP = people.may(MANAGE, everywhere=True)
Number = Annotated[int, msgspec.Meta(ge=0, le=10**9)]


class ChangeLeaveSettings(msgspec.Struct, forbid_unknown_fields=True):
    """What is left out stays. ``kinds``: all of them, in order; one that was there before stays. Minutes, a day counts
    as 480. ``version``: as they were read."""

    kinds: list[LeaveKind] | None = None
    leader_minutes: Number | None = None
    back_days: Number | None = None
    tolerance_minutes: Number | None = None
    break_tolerance_minutes: Number | None = None
    overtime_from: Number | None = None
    version: Number | None = None


class GrantLeave(msgspec.Struct, forbid_unknown_fields=True):
    """``minutes``: so many more in that year than everybody has, a day counts as 480; below nothing: less."""

    client_id: Id
    kind_id: Id
    year: Annotated[int, msgspec.Meta(ge=2000, le=2199)]
    minutes: Annotated[int, msgspec.Meta(ge=-(10**9), le=10**9)]
    reason: Annotated[str, msgspec.Meta(max_length=2 * LONGEST_WORDS)]


class RecountAttendance(msgspec.Struct, forbid_unknown_fields=True):
    """``month``: such as 2026-11; unsaid: this one. ``cursor``: the ``next`` of the page before."""

    month: Annotated[str, msgspec.Meta(max_length=20)] = ""
    cursor: Cursor = ""


@routes.get(ROOT + "/settings", caller=KEEP)
def read_leave_settings(call: Call[people.Caller]) -> Answer[LeaveSettingsView]:
    """Kinds of leave, who approves how much, and what attendance lets pass."""
    return Answer(show_settings(settings.read_settings(call.desk)))


@routes.put(ROOT + "/settings", caller=KEEP, body=ChangeLeaveSettings, raises=(ChangedMeanwhile,))
def change_leave_settings(call: Call[people.Caller]) -> Answer[LeaveSettingsView]:
    """Change what is said; leave that was asked for stays as it was."""
    form = msgspec.structs.asdict(call.body)
    version = form.pop("version")
    found = settings.change_settings(call.desk, call.caller.by(call.request_id), form, version)
    return Answer(show_settings(found))


@routes.post(ROOT + "/agents/{agent_id}/grants", caller=KEEP, body=GrantLeave, statuses=(200, 201), raises=(KeyReused,))
def grant_leave(call: Call[people.Caller], agent_id: str) -> Answer[LeaveBalancesView]:
    """Give somebody more, or less, of a kind of leave in a year than everybody has; the same ``client_id`` once."""
    form = call.body
    given = Grant(form.kind_id, form.year, form.minutes, form.reason)
    found, again = accounts.grant_leave(call.desk, call.caller, agent_id, given, form.client_id, call.request_id)
    return Answer(show_balances(form.year, found), status=200 if again else 201)


@routes.post(ROOT + "/recount", caller=KEEP, body=RecountAttendance)
def recount_attendance(call: Call[people.Caller]) -> Answer[RecountedAttendanceView]:
    """Count a month anew from its records, and leave from what was asked for, a page of agents at a time."""
    form, by = call.body, call.caller.by(call.request_id)
    return Answer(RecountedAttendanceView(*sums.recount(call.desk, by, form.month, form.cursor or None)))
