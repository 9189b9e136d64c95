"""How soon tickets are answered and solved, for administrators."""

from __future__ import annotations

import msgspec

from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.core.shapes import showing, shown
from chalicelib.people import service as people
from chalicelib.tickets.model.policies import Policies
from chalicelib.tickets.service import policies
from chalicelib.tickets.service.policies import ChangePolicies

routes = Routes(__name__)

POLICIES = "/v1/admin/ticket-policies"


@showing(Policies)
class PoliciesView(msgspec.Struct):
    """For each deadline the first policy that fits a ticket, and says something of it, holds."""


@routes.get(POLICIES, caller=people.may("tickets.work", "tickets.manage"))
def read_ticket_policies(call: Call[people.Caller]) -> Answer[PoliciesView]:
    """Within which time tickets are answered and solved, and who hears when they are late."""
    return Answer(shown(PoliciesView, policies.read_policies(call.desk)))


@routes.put(
    POLICIES, caller=people.may("tickets.manage", everywhere=True), body=ChangePolicies, raises=(ChangedMeanwhile,)
)
def change_ticket_policies(call: Call[people.Caller]) -> Answer[PoliciesView]:
    """Change them, for deadlines that begin from now on; what is left out stays."""
    held = policies.change_policies(call.desk, call.caller, call.body, call.request_id)
    return Answer(shown(PoliciesView, held))
