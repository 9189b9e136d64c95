"""The channel beside a conversation, for its agents (A9)."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from chalicelib.channels.api.views import AutomaticView, ConversationChannelView, DeliveryView, FoldedView, LetterView
from chalicelib.channels.model.channel import ChannelLimits
from chalicelib.channels.model.outbound import RETRYING, SENDING, Delivery
from chalicelib.channels.service import watching
from chalicelib.channels.service.otherwise import NoOtherWay
from chalicelib.channels.service.watching import NoChannel, NotGivenUp, Standing
from chalicelib.conversations.model.refusals import NotTaken
from chalicelib.core.desk import Desk
from chalicelib.core.errors import NotFound
from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.shapes import shown
from chalicelib.people import service as people
from chalicelib.people.model.reach import NotYours

routes = Routes(__name__)

CHANNEL = "/v1/desk/conversations/{conversation_id}/channel"
SOON, LATER = 3_000, 20_000  # milliseconds: while something is on its way, and else


class SendAgain(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The number of the entry; ``by``: the channel once more, or e-mail instead, where an address is known."""

    seq: Annotated[int, msgspec.Meta(ge=1, le=1_000_000)]
    by: Literal["channel", "email"] = "channel"


def _show(desk: Desk, standing: Standing) -> ConversationChannelView:
    channel, via, until = standing.channel, standing.via, standing.until
    is_moving = standing.waits or any(each.state in (SENDING, RETRYING, "ledger") for each in standing.deliveries)
    return ConversationChannelView(
        via.channel_id,
        via.kind,
        via.name,
        channel is not None and channel.active,
        channel is not None and channel.active and (until is None or desk.now() <= until),
        until,
        channel.limits if channel is not None else ChannelLimits(),
        [_show_delivery(each) for each in standing.deliveries],
        [shown(LetterView, each) for each in standing.letters],
        shown(AutomaticView, standing.automatic) if standing.automatic is not None else None,
        standing.email,
        standing.left,
        SOON if is_moving else LATER,
    )


def _show_delivery(each: Delivery) -> DeliveryView:
    return shown(DeliveryView, each)


@routes.get(CHANNEL, caller=people.anybody, raises=(NoChannel, NotYours))
def read_conversation_channel(call: Call[people.Caller], conversation_id: str) -> Answer[ConversationChannelView]:
    """By which channel its customer writes, what may be sent there, and what came of what was."""
    standing = watching.standing_of(call.desk, call.caller.agent, conversation_id, call.request_id)
    return Answer(_show(call.desk, standing))


@routes.post(
    CHANNEL + "/again",
    caller=people.may("conversations.answer"),
    body=SendAgain,
    raises=(NoChannel, NotYours, NotTaken, NotGivenUp, NoOtherWay),
)
def send_again(call: Call[people.Caller], conversation_id: str) -> Answer[ConversationChannelView]:
    """What could not be brought out is tried once more, or goes by e-mail instead. Twice is once."""
    agent = call.caller.agent
    by_mail = call.body.by == "email"
    watching.send_again(call.desk, agent, conversation_id, call.body.seq, by_mail=by_mail)
    return Answer(_show(call.desk, watching.standing_of(call.desk, agent, conversation_id, call.request_id)))


@routes.get(CHANNEL + "/letters/{seq}", caller=people.anybody, raises=(NotFound, NotYours))
def unfold_letter(call: Call[people.Caller], conversation_id: str, seq: str) -> Answer[FoldedView]:
    """What is folded away of the letter that this entry came in."""
    number = int(seq) if seq.isascii() and seq.isdigit() and len(seq) < 10 else 0
    folded = watching.unfold(call.desk, call.caller.agent, conversation_id, number, call.request_id)
    return Answer(shown(FoldedView, folded))
