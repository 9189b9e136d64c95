"""What whoever sees a conversation sees of its customer: visits, earlier conversations, notes (A5, F6).

All of it goes by the conversation that is looked at (law 8), and of everybody whom the customer was before that was
proved, too.
"""

from __future__ import annotations

import msgspec

from chalicelib.conversations import store
from chalicelib.conversations.model.conversation import Header
from chalicelib.conversations.service.access import may_see, note_reading, sees
from chalicelib.conversations.service.history import list_of
from chalicelib.conversations.service.reading import read_conversation
from chalicelib.core.authors import Author
from chalicelib.core.desk import Desk
from chalicelib.core.errors import existing
from chalicelib.core.sensitive import restored
from chalicelib.people.model.agents import Agent, by_agent
from chalicelib.people.model.rights import SEE_NUMBERS
from chalicelib.plans.service.numbers import as_kept
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.fields import FieldValues
from chalicelib.visitors.model.visitor import Note, Visit, Visitor


class Earlier(msgspec.Struct, frozen=True):
    """One of the customer's conversations and its place in the order; whether the reader may read it."""

    place: str
    header: Header
    is_in_reach: bool


def customer_of(desk: Desk, agent: Agent, conversation_id: str, request_id: str = "") -> Visitor:
    """The customer, for whoever sees this conversation of theirs. Two reads, one more for one who was joined.

    Raises ``NotFound``, ``NotYours``.
    """
    return visitors.card(desk, read_conversation(desk, agent, conversation_id, request_id).visitor_id)


def list_visits(desk: Desk, agent: Agent, conversation_id: str, request_id: str = "") -> list[Visit]:
    """The last visits, newest first. What ``customer_of`` reads, and one query; one for each who was joined."""
    return visitors.visits_of(desk, customer_of(desk, agent, conversation_id, request_id))


def list_earlier(
    desk: Desk, agent: Agent, conversation_id: str, before: str | None, request_id: str = ""
) -> tuple[list[Earlier], bool]:
    """A page of the customer's conversations behind ``before``; whether others follow.

    That they were is shown of all of them, what was said only of those that the reader reaches. What ``customer_of``
    reads, one query, and one read; one query for each who was joined.
    """
    customer = customer_of(desk, agent, conversation_id, request_id)
    page, more = list_of(desk, customer.all_ids, before)
    reached = sees(desk, agent)
    return [Earlier(place, header, reached(header)) for place, header in page], more


def read_fields(desk: Desk, agent: Agent, conversation_id: str, request_id: str = "") -> FieldValues:
    """What is filled in of the customer. What ``customer_of`` reads, and one request."""
    return visitors.values_of(desk, customer_of(desk, agent, conversation_id, request_id))


def list_notes(
    desk: Desk, agent: Agent, conversation_id: str, before: str | None, request_id: str = ""
) -> tuple[list[Note], bool]:
    """A page of what was written of the customer before this note, newest first; whether others follow."""
    return visitors.notes_of(desk, customer_of(desk, agent, conversation_id, request_id), before)


def edit_note(
    desk: Desk, agent: Agent, conversation_id: str, note_id: str, text: str, version: int | None, request_id: str = ""
) -> Note:
    """Give a note of one's own other words, at any time. What ``customer_of`` reads, a read and a write.

    Raises ``Invalid``, ``NotFound``, ``NotYours``, ``NotYourNote``, ``ChangedMeanwhile``.
    """
    customer = customer_of(desk, agent, conversation_id, request_id)
    reads = SEE_NUMBERS in agent.rights.permissions

    def kept(before: str) -> str:
        return as_kept(desk, customer.plan_key, text if reads else restored(text, before))

    return visitors.edit_note(desk, customer, by_agent(agent), note_id, kept, version)


def list_former(
    desk: Desk, agent: Agent, conversation_id: str, note_id: str, before: int | None, request_id: str = ""
) -> tuple[list[Note], bool]:
    """What a note said before this version, the newest first; whether others follow.

    That somebody read it is noted once there is something to read.
    """
    header = existing(store.header(desk, conversation_id), "no such conversation")
    tie = may_see(desk, agent, header)
    former = visitors.former_notes(desk, visitors.card(desk, header.visitor_id), note_id, before)
    note_reading(desk, agent, header, tie, "read_conversation", request_id)
    return former


def add_note(
    desk: Desk, agent: Agent, conversation_id: str, text: str, client_id: str, request_id: str = ""
) -> tuple[Note, bool]:
    """Write something of the customer for colleagues; whether this request was carried out before.

    What ``customer_of`` reads, and one write. Raises ``Invalid``, ``KeyReused``, ``NotFound``, ``NotYours``.
    """
    customer = customer_of(desk, agent, conversation_id, request_id)
    text = as_kept(desk, customer.plan_key, text)
    return visitors.add_note(desk, customer, Author("agent", agent.agent_id, agent.name, agent.number), text, client_id)
