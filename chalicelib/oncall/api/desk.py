"""One's own calls (B8)."""

from __future__ import annotations

import msgspec

from chalicelib.core.http import Answer, Call, Empty, Routes
from chalicelib.oncall.api.views import CallView, show_call
from chalicelib.oncall.model.call import CallOver, CallTaken, UnknownCall
from chalicelib.oncall.service import accepting
from chalicelib.people import service as people

routes = Routes(__name__, of_desk=True)

OFTEN, SELDOM = 30_000, 600_000  # milliseconds: for who may be called, and for everybody else


class OwnCallsView(msgspec.Struct):
    """Calls that one was told of and nobody has accepted, and those one has accepted within the hour."""

    calls: list[CallView]
    poll_after_ms: int


@routes.get("/v1/desk/on-call", caller=people.anybody)
def read_own_calls(call: Call[people.Caller]) -> Answer[OwnCallsView]:
    """Whether one is called, or has a call."""
    agent = call.caller.agent
    found = accepting.calls_of(call.desk, agent)
    pace = OFTEN if accepting.is_on_rota(call.desk, agent) else SELDOM
    return Answer(OwnCallsView([show_call(each) for each in found], pace))


@routes.post(
    "/v1/desk/on-call/{call_id}/accept",
    caller=people.anybody,
    body=Empty,
    raises=(UnknownCall, CallTaken, CallOver),
)
def accept_call(call: Call[people.Caller], call_id: str) -> Answer[CallView]:
    """See to it; of two who accept at once the first one has it. Twice is once."""
    return Answer(show_call(accepting.accept(call.desk, call.caller.agent, call_id, call.request_id)))
