"""What the API shows of calls."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

import msgspec

from chalicelib.conversations.model.conversation import STATES, Header
from chalicelib.core.authors import AgentRef
from chalicelib.core.pages import Cursor
from chalicelib.core.shapes import showing, shown
from chalicelib.core.text import among
from chalicelib.phone.model.call import LONGEST_NUMBER, PhoneCall
from chalicelib.phone.service.finding import Suggested

NumberAsked = Annotated[str, msgspec.Meta(max_length=LONGEST_NUMBER, pattern=r"^[0-9+() ./#*-]*$")]
PlanKey = Annotated[str, msgspec.Meta(pattern="^[a-z0-9-]{0,40}$")]
AgentId = Annotated[str, msgspec.Meta(pattern="^(agt_[0-9a-z]{26})?$")]
ConversationId = Annotated[str, msgspec.Meta(pattern="^(cnv_[0-9a-z]{26})?$")]
Day = Annotated[str, msgspec.Meta(pattern=r"^([0-9]{4}-[0-9]{2}-[0-9]{2})?$")]


class CallsQuery(msgspec.Struct, forbid_unknown_fields=True):
    """``number``: it, or its last digits, four at least. ``day``: on the clock of its plan. ``recorded``: only those
    that have a recording. Nothing said: one's own."""

    conversation_id: ConversationId = ""
    number: NumberAsked = ""
    agent_id: AgentId = ""
    plan_key: PlanKey = ""
    day: Day = ""
    direction: Literal["in", "out", "missed", ""] = ""
    recorded: bool = False
    cursor: Cursor = ""


class SuggestQuery(msgspec.Struct, forbid_unknown_fields=True):
    """Who telephones from this number, as far as the plan's desk knows."""

    plan_key: PlanKey = ""
    number: NumberAsked = ""


@showing(
    PhoneCall,
    "call_id plan_key conversation_id visitor_id direction number at seconds notes registered_at callback_id version",
)
class PhoneCallView(msgspec.Struct):
    """``agent``: who talked; null: nobody took it. ``by_system``: a telephone system told of it. ``has_recording``:
    something is to be heard, by those who may. ``callback_id``: the follow-up that was planned since nobody took it."""

    agent: AgentRef | None
    by_system: bool
    has_recording: bool


class OpenConversation(msgspec.Struct):
    """A conversation that goes on, which the call may be part of."""

    conversation_id: str
    state: Annotated[str, among(*STATES)]
    started_at: datetime
    last_text: str
    agent: AgentRef | None


class SuggestedView(msgspec.Struct):
    """``number``: as it is kept. ``visitor_id``: who telephoned from it before; null: nobody in reach."""

    number: str
    visitor_id: str | None
    name: str | None
    open: list[OpenConversation]
    calls: list[PhoneCallView]


class PlayView(msgspec.Struct):
    """Where the recording is heard, and until when."""

    url: str
    until: datetime


class ReceivedCall(msgspec.Struct):
    """The call that it became, and its conversation."""

    call_id: str
    conversation_id: str


def show_call(call: PhoneCall) -> PhoneCallView:
    agent = call.agent.ref if call.agent is not None else None
    return shown(PhoneCallView, call, agent=agent, by_system=call.by.kind == "system", has_recording=call.has_recording)


def show_suggested(known: Suggested) -> SuggestedView:
    return SuggestedView(
        known.number,
        known.visitor_id,
        known.name,
        [_show_open(each) for each in known.open],
        [show_call(each) for each in known.calls],
    )


def _show_open(header: Header) -> OpenConversation:
    agent = header.agent.ref if header.agent is not None else None
    return OpenConversation(header.conversation_id, header.state, header.started_at, header.last_text, agent)
