"""Taking a conversation."""

from __future__ import annotations

from chalicelib.assignment import service
from chalicelib.conversations.api.views import show_conversation
from chalicelib.core.http import Answer, Call, Empty, Routes
from chalicelib.people import service as people

routes = Routes(__name__)


@routes.post("/v1/desk/conversations/{conversation_id}/take", caller=people.signed_in, body=Empty)
def take_conversation(call: Call[people.Caller], conversation_id: str) -> Answer:
    call.notes["conversation_id"] = conversation_id
    return Answer(show_conversation(service.take_conversation(call.desk, call.caller.agent, conversation_id)))
