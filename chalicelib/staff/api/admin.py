"""Kinds and settings of staff files, as administrators keep them."""

from __future__ import annotations

from typing import Annotated

import msgspec

from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.core.shapes import showing, shown
from chalicelib.people import service as people
from chalicelib.staff.api.views import RecountedStaffView
from chalicelib.staff.model.kinds import Kind
from chalicelib.staff.model.rights import MANAGE
from chalicelib.staff.model.settings import Settings
from chalicelib.staff.service import settings, sums

routes = Routes(__name__, of_desk=True)

SETTINGS = "/v1/admin/staff/settings"
KEEP = people.may(MANAGE, everywhere=True)


class ChangeStaffSettings(msgspec.Struct, forbid_unknown_fields=True):
    """What is left out stays. ``kinds``: all of them, in order; one that was there before stays. ``version``: as they
    were read."""

    kinds: list[Kind] | None = None
    currency: Annotated[str, msgspec.Meta(max_length=20)] | None = None
    second_person: bool | None = None
    second_person_from: int | None = None
    version: Annotated[int, msgspec.Meta(ge=0, le=10**9)] | None = None


class RecountStaff(msgspec.Struct, forbid_unknown_fields=True):
    """``month``: such as 2026-11; unsaid: this one."""

    month: Annotated[str, msgspec.Meta(max_length=20)] = ""


@showing(Settings)
class StaffSettingsView(msgspec.Struct):
    """``version`` counts the changes."""


@routes.get(SETTINGS, caller=KEEP)
def read_staff_settings(call: Call[people.Caller]) -> Answer[StaffSettingsView]:
    """Kinds of rewards and penalties, the currency, and what takes a second person."""
    return Answer(shown(StaffSettingsView, settings.read_settings(call.desk)))


@routes.put(SETTINGS, caller=KEEP, body=ChangeStaffSettings, raises=(ChangedMeanwhile,))
def change_staff_settings(call: Call[people.Caller]) -> Answer[StaffSettingsView]:
    """Change what is said; what was entered stays as it was entered."""
    form = msgspec.structs.asdict(call.body)
    version = form.pop("version")
    return Answer(
        shown(StaffSettingsView, settings.change_settings(call.desk, call.caller.by(call.request_id), form, version))
    )


@routes.post("/v1/admin/staff/recount", caller=KEEP, body=RecountStaff)
def recount_staff(call: Call[people.Caller]) -> Answer[RecountedStaffView]:
    """Count a month anew from its entries, and say how many agents' sums were wrong."""
    return Answer(RecountedStaffView(*sums.recount(call.desk, call.caller.by(call.request_id), call.body.month)))
