"""A visitor and the agent who serves them, and what each of them does and is shown."""

from __future__ import annotations

import zlib
from typing import Any, NamedTuple

from chalicelib.conversations import service
from chalicelib.conversations.api.views import BY_VISITORS, EntryView, Seen, show_page
from chalicelib.conversations.model.conversation import Entry, Header
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.conversations.model.marks import Told
from chalicelib.conversations.service import composing, reading
from chalicelib.conversations.service.intake import Enclosed
from chalicelib.core import audit, times
from chalicelib.people.model.agents import Agent
from chalicelib.plans import service as plans
from chalicelib.visitors.service import Caller
from tests.worlds import World


def name_of(text: str) -> str:
    """The same for the same words, and none of them is in it."""
    return f"c{zlib.crc32(text.encode())}"


class Talk(NamedTuple):
    """A conversation that an agent has, who has answered it once; and who else is on the desk."""

    world: World
    agent: Agent
    visitor: Caller
    conversation_id: str
    colleagues: tuple[Agent, ...] = ()

    @property
    def header(self) -> Header:
        return service.find(self.world.desk, self.conversation_id)

    def says(self, text: str, client_id: str = "", *, quote: int | None = None) -> Entry:
        """The visitor does."""
        enclosed, name = Enclosed(quote=quote), client_id or name_of(text)
        said = (self.world.desk, self.visitor, "demo", self.conversation_id, text, name, enclosed)
        return service.post_message(*said)[0]

    def replies(self, text: str, client_id: str = "", *, quote: int | None = None) -> Entry:
        """The agent does."""
        agent, name = self.world.now(self.agent), client_id or name_of(text)
        return service.reply(self.world.desk, agent, self.conversation_id, text, name, enclosed=Enclosed(quote=quote))[
            0
        ]

    def changes(self, seq: int, text: str | None, client_id: str = "e", agent: Agent | None = None) -> Entry:
        """The agent edits, or withdraws, a message of theirs."""
        who = self.world.now(agent or self.agent)
        return composing.change_reply(self.world.desk, who, self.conversation_id, seq, text, client_id)[0]

    def takes_back(self, seq: int, text: str | None = None, client_id: str = "e") -> Entry:
        """The visitor withdraws, or edits, a message of theirs."""
        said = (self.world.desk, self.visitor, "demo", self.conversation_id, seq, text, client_id)
        return composing.change_message(*said)[0]

    def notes(self, text: str, *mentions: Agent, client_id: str = "n", by: Agent | None = None) -> Entry:
        who, named = self.world.now(by or self.agent), [each.agent_id for each in mentions]
        return composing.write_note(self.world.desk, who, self.conversation_id, text, client_id, named)[0]

    def shown_to_visitor(self, after: int = 0) -> list[EntryView]:
        page = service.read_entries(self.world.desk, self.visitor, "demo", self.conversation_id, after, 100)
        return show_page(page, self.world.desk.now(), 0, BY_VISITORS).entries

    def shown_to(self, agent: Agent, *, read: int | None = None, former: bool = False) -> list[EntryView]:
        reader = self.world.now(agent)
        page = reading.read_transcript(self.world.desk, reader, self.conversation_id, 0, 100, told=Told(read=read))
        return show_page(page, self.world.desk.now(), 0, Seen(to_agents=True, former=former)).entries

    def acts(self) -> list[str]:
        """What the audit log says was done, in order."""
        month = times.month(self.world.desk.now())
        return [each.act for each in audit.whole_month(self.world.desk, month)]


def talking(world: World, agents: int = 1, capacity: int = 5, **fields: Any) -> Talk:
    """The first of so many agents has a conversation with a visitor."""
    first, *others = world.found(agents=agents, capacity=capacity)
    if fields:
        plans.update_plan(world.desk, "demo", fields, None)
    world.online(first)
    visitor = world.visitor()
    begun = service.start_conversation(world.desk, visitor, "demo", StartConversation(text="hi", client_id="c"))
    for each in others:
        world.online(each)
    talk = Talk(world, first, visitor, begun.conversation_id, tuple(others))
    talk.replies("Hello")
    return talk
