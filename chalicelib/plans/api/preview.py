"""How a plan's widget would look while the plan is edited."""

from __future__ import annotations

from typing import Any

import msgspec

from chalicelib.core.http import Answer, Call, Routes
from chalicelib.people import service as people
from chalicelib.people.model.reach import NotYours
from chalicelib.plans.api.admin import MOST_BYTES, UpdatePlan
from chalicelib.plans.api.widget import WidgetConfig, show_config
from chalicelib.plans.model.plan import UnknownPlan
from chalicelib.plans.service import definitions

routes = Routes(__name__, of_desk=True)


@routes.post(
    "/v1/admin/plans/{plan_id}/preview",
    caller=people.may("plans.manage"),
    body=UpdatePlan,
    most_bytes=MOST_BYTES,
    raises=(NotYours, UnknownPlan),
)
def preview_plan(call: Call[people.Caller], plan_id: str) -> Answer[WidgetConfig]:
    """What the widget would be told if the plan were changed like this, and somebody were there; nothing is stored."""
    fields: dict[str, Any] = msgspec.to_builtins(call.body)
    fields.pop("version")
    plan, state = definitions.previewed(call.desk, plan_id, fields, call.caller.agent)
    return Answer(show_config(plan, state, online=True))
