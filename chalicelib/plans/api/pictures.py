"""The administration of a plan's own pictures."""

from __future__ import annotations

import msgspec

from chalicelib.core.errors import LimitReached, NotFound
from chalicelib.core.files import FilesOff
from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.once import KeyReused
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.core.text import Id
from chalicelib.files.model.forms import SendFile, TicketView
from chalicelib.files.model.sniffing import FileRefused
from chalicelib.files.model.upload import FileUsed, NotArrived, UnknownFile
from chalicelib.people import service as people
from chalicelib.people.model.reach import NotYours
from chalicelib.plans.api.admin import PlanView, show_plan
from chalicelib.plans.model.plan import UnknownPlan
from chalicelib.plans.service import pictures

routes = Routes(__name__, of_desk=True)

PICTURES = "/v1/admin/plans/{plan_id}/pictures"


class ChoosePlanPicture(msgspec.Struct, forbid_unknown_fields=True):
    """``file_id``: an uploaded picture of at most 300 KB and 1,024 pixels a side."""

    file_id: Id


@routes.post(
    PICTURES,
    caller=people.may("plans.manage"),
    body=SendFile,
    statuses=(201,),
    keyed=True,
    raises=(NotYours, UnknownPlan, LimitReached, FilesOff, FileRefused, KeyReused, UnknownFile),
)
def send_plan_picture(call: Call[people.Caller], plan_id: str) -> Answer[TicketView]:
    """Ask for a place for a picture of the plan."""
    giver = call.caller.agent
    once = call.once(f"send_plan_picture#{plan_id}#{giver.agent_id}")
    return Answer(pictures.ask_for_place(call.desk, plan_id, call.body.wish, once, giver=giver).view, status=201)


@routes.put(
    PICTURES + "/{place}",
    caller=people.may("plans.manage"),
    body=ChoosePlanPicture,
    raises=(NotFound, NotYours, UnknownPlan, UnknownFile, NotArrived, FileRefused, FileUsed, ChangedMeanwhile),
)
def choose_plan_picture(call: Call[people.Caller], plan_id: str, place: str) -> Answer[PlanView]:
    """Show the plan by a picture that was uploaded: as its ``icon``, or on its ``card``."""
    giver, by = call.caller.agent, call.caller.by(call.request_id)
    return Answer(show_plan(pictures.set_picture(call.desk, plan_id, place, call.body.file_id, giver=giver, by=by)))


@routes.delete(
    PICTURES + "/{place}", caller=people.may("plans.manage"), raises=(NotFound, NotYours, UnknownPlan, ChangedMeanwhile)
)
def remove_plan_picture(call: Call[people.Caller], plan_id: str, place: str) -> Answer[PlanView]:
    """Take the plan's ``icon``, or the picture on its ``card``, away."""
    giver, by = call.caller.agent, call.caller.by(call.request_id)
    return Answer(show_plan(pictures.remove_picture(call.desk, plan_id, place, giver=giver, by=by)))
