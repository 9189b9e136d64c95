"""How soon tickets are answered and solved, for administrators."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

import msgspec

from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.core.shapes import showing, shown
from chalicelib.core.text import among
from chalicelib.people import service as people
from chalicelib.tickets.model.forms import Level, Priority, Type
from chalicelib.tickets.model.policies import PROMISED, SHIPPED, Policies, Policy
from chalicelib.tickets.service import policies
from chalicelib.tickets.service.policies import ChangePolicies, Promised, Sample

routes = Routes(__name__, of_desk=True)

POLICIES = "/v1/admin/ticket-policies"

Thing = Type | Literal["conversation", "offline_message"]


@showing(Policies)
class PoliciesView(msgspec.Struct):
    """For each deadline the first policy that fits a ticket, and says something of it, holds. ``shipped``: those that
    hold until somebody changes them."""

    shipped: tuple[Policy, ...]


class SampleQuery(msgspec.Struct, forbid_unknown_fields=True):
    """What may come in, and for which plan, whose hours count; unsaid: none, and it is always open."""

    type: Thing
    priority: Priority = "normal"
    level: Level = "normal"
    plan_key: Annotated[str, msgspec.Meta(max_length=100)] = ""


@showing(Promised)
class PromisedView(msgspec.Struct):
    """A deadline that it would have; ``policy``: the number of the one that says so, counted from 0."""

    name: Annotated[str, among(*PROMISED)]


class SampleView(msgspec.Struct):
    """What would hold for it from ``at`` on."""

    at: datetime
    deadlines: list[PromisedView]


def show_policies(held: Policies) -> PoliciesView:
    return shown(PoliciesView, held, shipped=SHIPPED)


@routes.get(POLICIES, caller=people.may("tickets.work", "tickets.manage"))
def read_ticket_policies(call: Call[people.Caller]) -> Answer[PoliciesView]:
    """Within which time tickets are answered and solved, and who hears when they are late."""
    return Answer(show_policies(policies.read_policies(call.desk)))


@routes.put(
    POLICIES, caller=people.may("tickets.manage", everywhere=True), body=ChangePolicies, raises=(ChangedMeanwhile,)
)
def change_ticket_policies(call: Call[people.Caller]) -> Answer[PoliciesView]:
    """Change them, for deadlines that begin from now on; what is left out stays."""
    held = policies.change_policies(call.desk, call.caller, call.body, call.request_id)
    return Answer(show_policies(held))


@routes.get(POLICIES + "/example", caller=people.may("tickets.work", "tickets.manage"), query=SampleQuery)
def read_policy_example(call: Call[people.Caller]) -> Answer[SampleView]:
    """By when something that comes in now would be answered and solved, as the policies hold."""
    query = call.query
    sample = Sample(query.type, query.priority, query.level, query.plan_key or None)
    now, promised = policies.example(call.desk, sample)
    return Answer(SampleView(now, [shown(PromisedView, each) for each in promised]))
