"""Changing a group: who receives together, and whether anything new comes to it."""

from __future__ import annotations

from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.core.shapes import shown
from chalicelib.people import service as people
from chalicelib.people.api.views import GroupView
from chalicelib.people.model.forms import UpdateGroup
from chalicelib.people.model.reach import NotYours
from chalicelib.people.model.rights import BeyondYourRights
from chalicelib.routing.service import archiving
from chalicelib.routing.service.archiving import GroupNeeded

routes = Routes(__name__)


@routes.put(
    "/v1/admin/groups/{group_id}",
    caller=people.may("groups.manage"),
    body=UpdateGroup,
    raises=(NotYours, BeyondYourRights, GroupNeeded, ChangedMeanwhile),
)
def update_group(call: Call[people.Caller], group_id: str) -> Answer[GroupView]:
    """Change what is said of a group. An archived one gets nothing new; its agents stay, with what they have."""
    giver, by = call.caller.agent, call.caller.by(call.request_id)
    return Answer(shown(GroupView, archiving.update_group(call.desk, group_id, call.body, giver=giver, by=by)))
