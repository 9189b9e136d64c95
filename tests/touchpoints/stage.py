"""A desk with a map of touch points: cells with flows, conversations that end, what is counted of them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.filing import Filing
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.core import work
from chalicelib.core.audit import By
from chalicelib.core.desk import Desk
from chalicelib.core.tables import read_all
from chalicelib.knowledge import service as knowledge
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.rights import SUPERVISOR
from chalicelib.touchpoints.model.flows import Cell, FlowStep, ServiceFlow
from chalicelib.touchpoints.model.placement import CELL, Numbers, Placement, spot_key
from chalicelib.touchpoints.service import mapping
from chalicelib.touchpoints.service.mapping import ChangeTouchpoint
from chalicelib.touchpoints.store import placements as store
from chalicelib.touchpoints.store.placements import CountRow
from tests.stored import every_item
from tests.worlds import World

MONTH = "2026-11"
WEB = "WEB-A-01"  # an enquiry in the web chat
SALES = "WEB-A-02"  # the same about after-sales
BY = By("agt_boss", "Boss")
GREETED = FlowStep("问候", "Greet", "greeted_in_time", 30)
FILED = FlowStep("登记分类", "File it", "category_filed", 2)
RECORDED = FlowStep("填写记录", "Write the record", "record_filled", 24)


@dataclass
class Stage:
    """One agent at work, and a supervisor."""

    world: World
    agent: Agent
    boss: Agent
    words: Iterator[int] = field(default_factory=itertools.count)

    @classmethod
    def opened(cls, world: World, *, agents: int = 1) -> Stage:
        agent, *others = world.found(agents=agents, capacity=1000)
        for each in (agent, *others):
            world.online(each)
        return cls(world, agent, world.agent(role=SUPERVISOR))

    @property
    def desk(self) -> Desk:
        return self.world.desk

    def caller(self, agent: Agent | None = None) -> people.Caller:
        """As a request brings them."""
        return people.Caller(self.world.now(agent or self.agent), "ses_1")

    def publish(self, code: str, *steps: FlowStep, since: Any = None) -> Cell:
        """A cell's flow of these steps."""
        drafted = mapping.change_cell(self.desk, BY, code, ChangeTouchpoint(draft=ServiceFlow(steps=steps)))
        return mapping.publish(self.desk, BY, code, drafted.version, since)

    def begin(self, source: str = "web") -> str:
        """A conversation that its agent has."""
        name = f"w{next(self.words)}"
        self.world.online(self.agent)
        form = StartConversation(text="Hello?", client_id=name, source=source)
        return conversations.start_conversation(self.desk, self.world.visitor(), "demo", form).conversation_id

    def answer(self, conversation_id: str, after: float = 5) -> None:
        """Its agent answers after so many seconds."""
        self.world.clock.forward(seconds=after)
        conversations.reply(self.desk, self.holder(conversation_id), conversation_id, "Hi", f"r{next(self.words)}")

    def end(self, conversation_id: str, category: str | None = "enquiry") -> None:
        """Its agent ends it, filed under this."""
        known = knowledge.read_tree(self.desk).find(category)
        conversations.end_conversation(self.desk, self.holder(conversation_id), conversation_id, Filing(known))

    def talk(self, category: str | None = "enquiry", *, after: float = 5, source: str = "web") -> str:
        """A conversation that is over, greeted so many seconds ``after`` it began."""
        conversation_id = self.begin(source)
        self.answer(conversation_id, after)
        self.end(conversation_id, category)
        return conversation_id

    def holder(self, conversation_id: str) -> Agent:
        """Who has it."""
        return people.read_agent(self.desk, str(conversations.find(self.desk, conversation_id).agent_id))

    def settle(self, **how_far: float) -> None:
        """So much time goes by, and what is due is done."""
        self.world.clock.forward(**(how_far or {"seconds": 6}))
        while work.run_due(self.desk, limit=1_000):
            pass

    def placed(self, about_id: str) -> Placement:
        """Where something belongs; it must belong somewhere."""
        (found,) = read_all(self.desk.database, [store.wanted(about_id)])
        assert isinstance(found, Placement)
        return found

    def numbers(self, code: str, month: str = MONTH) -> Numbers:
        """What is counted in a cell."""
        return store.counts(self.desk, [(spot_key(CELL, code), month)])[spot_key(CELL, code), month]


def counts() -> Mapping[tuple[str, str], Mapping[str, str]]:
    """Every count there is that says something, by its keys."""
    names = ("conversations", "tickets", "judged", "kept", "pending", "failed")
    found = {}
    for item in every_item(CountRow.Meta.table_name):
        numbers = {name: item[name]["N"] for name in names if item.get(name, {"N": "0"})["N"] != "0"}
        if item["key"]["S"].startswith(("cell#", "agent#")) and numbers:
            found[item["key"]["S"], item["order"]["S"]] = numbers
    return found
