"""A shop whose days are counted."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.core import work
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.rights import SUPERVISOR
from chalicelib.reports.model.figures import Sums
from chalicelib.reports.service import asking
from chalicelib.reports.service.asking import Asked, Report
from chalicelib.visitors.service import Caller
from tests.worlds import World


@dataclass
class Shop:
    """Two agents at work, who are given conversations in turn, and a supervisor."""

    world: World
    agents: list[Agent]
    supervisor: Agent
    said: int = 0
    visitors: dict[str, Caller] = field(default_factory=dict)

    @classmethod
    def opened(cls, world: World) -> Shop:
        agents = world.found(agents=2)
        for agent in agents:
            world.online(agent)
        return cls(world, agents, world.agent(role=SUPERVISOR))

    def _next(self) -> str:
        self.said += 1
        return f"client-{self.said}"

    def ask(self, text: str = "How much is it?", *, again_of: str | None = None) -> str:
        """The conversation that a visitor begins: a new one, or whoever began another before (``again_of``)."""
        visitor = self.visitors[again_of] if again_of is not None else self.world.visitor()
        form = StartConversation(text=text, client_id=self._next())
        conversation_id = conversations.start_conversation(self.world.desk, visitor, "demo", form).conversation_id
        self.visitors[conversation_id] = visitor
        return conversation_id

    def ask_again(self, conversation_id: str) -> None:
        visitor = self.visitors[conversation_id]
        conversations.post_message(self.world.desk, visitor, "demo", conversation_id, "And?", self._next())

    def holder(self, conversation_id: str) -> Agent | None:
        agent_id = conversations.find(self.world.desk, conversation_id).agent_id
        return people.read_agent(self.world.desk, agent_id) if agent_id is not None else None

    def answer(self, conversation_id: str) -> Agent:
        holder = self.holder(conversation_id)
        assert holder is not None
        conversations.reply(self.world.desk, holder, conversation_id, "Three yuan", self._next())
        return holder

    def end(self, conversation_id: str, **filing: Any) -> None:
        holder = self.holder(conversation_id)
        assert holder is not None
        conversations.end_conversation(self.world.desk, holder, conversation_id, **filing)

    def later(self, seconds: float) -> None:
        self.world.clock.forward(seconds=seconds)

    def counted(self) -> None:
        """All that happened is counted by now."""
        for seconds in (6, 360):
            self.later(seconds)
            while work.run_due(self.world.desk, limit=1_000):
                pass

    def report(self, by: str = "day", agent: Agent | None = None, **asked: Any) -> Report:
        return asking.figures(self.world.desk, agent or self.supervisor, Asked(by, **asked))

    def total(self, **asked: Any) -> Sums:
        total = self.report(**asked).total
        assert total is not None
        return total

    def of(self, agent: Agent, **asked: Any) -> Sums:
        return self.total(of=f"agent:{agent.agent_id}", **asked)

    def today(self) -> date:
        return self.report().last
