"""What the API shows of calls."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from chalicelib.core.shapes import showing, shown
from chalicelib.core.text import among
from chalicelib.oncall.model.call import KINDS, STATES, Call, Told


@showing(Told)
class ToldInCall(msgspec.Struct):
    """``leads``: told as one of those who lead, since nobody in the chain had accepted."""


class AcceptedView(msgspec.Struct):
    agent_id: str
    name: str


@showing(Call, "call_id rota_id rota_name since accepted_at ended_at next_at")
class CallView(msgspec.Struct):
    """``kind`` and ``thing_id``: what it began with: a visitor who waits (the conversation), a message that was left,
    an urgent ticket. ``told``: one after the other. ``why``: how one ended that nobody accepted. ``next_at``: when the
    next is told."""

    kind: Annotated[str, among(*KINDS)]
    thing_id: str
    plan_key: str | None
    state: Annotated[str, among(*STATES)]
    told: list[ToldInCall]
    accepted: AcceptedView | None
    why: Literal["not_needed", "nobody_came"] | None


def show_call(call: Call) -> CallView:
    accepted = AcceptedView(call.accepted_id, call.accepted_name or "") if call.accepted_id is not None else None
    first = {"kind": call.first.kind, "thing_id": call.first.thing_id, "plan_key": call.first.plan_key}
    told = [shown(ToldInCall, each) for each in call.told]
    return shown(CallView, call, **first, told=told, accepted=accepted, why=call.why)
