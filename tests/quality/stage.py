"""A desk whose conversations are inspected: agents, inspectors, sheets that are filled in."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.core import work
from chalicelib.core.audit import By
from chalicelib.core.desk import Desk
from chalicelib.core.once import Once
from chalicelib.notifications import service as notifications
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.rights import SUPERVISOR
from chalicelib.quality.model.inspection import Filled, Inspection, inspection_id_of
from chalicelib.quality.model.recount import Recount
from chalicelib.quality.model.rules import SHARE, Rule
from chalicelib.quality.model.shipped import SHIPPED
from chalicelib.quality.service import access, inspecting, lists, recounting, settings
from chalicelib.quality.store import inspections as store
from chalicelib.quality.store.inspections import InspectionRow
from tests.stored import every_item
from tests.worlds import World

EVERY = Rule("every", "Every one", SHARE)
CRITERIA = list(SHIPPED.definition.criteria)
LETTERS = ("quality_result", "quality_appeal", "quality_decision")


def whole(points: int = 8, **others: int | None) -> Filled:
    """A sheet with so many points for everything, but for ``others``."""
    return Filled({each.key: others.get(each.key, points) for each in CRITERIA}, text="Well done")


@dataclass
class Stage:
    """One agent at work, and supervisors who inspect."""

    world: World
    agent: Agent
    bosses: list[Agent]
    words: Iterator[int] = field(default_factory=itertools.count)

    @classmethod
    def opened(cls, world: World, *, bosses: int = 1, agents: int = 1) -> Stage:
        agent, *others = world.found(agents=agents, capacity=1000)
        for each in (agent, *others):
            world.online(each)
        return cls(world, agent, [world.agent(role=SUPERVISOR) for _ in range(bosses)])

    @property
    def desk(self) -> Desk:
        return self.world.desk

    @property
    def boss(self) -> people.Caller:
        return self.caller(self.bosses[0])

    def caller(self, agent: Agent) -> people.Caller:
        """As a request brings them."""
        return people.Caller(self.world.now(agent), "ses_1")

    def rules(self, *rules: Rule, **others: Any) -> None:
        """These rules, and a seed that is always the same."""
        fields = {"rules": list(rules), "seed": "a seed", **others}
        settings.change_settings(self.desk, By("agt_1", "Mei"), fields, None)

    def talk(self, *texts: str, agent: Agent | None = None, after: float = 0) -> str:
        """A conversation that is over, answered so many seconds ``after`` it began."""
        name = f"w{next(self.words)}"
        self.world.online(self.agent)
        form = StartConversation(text=texts[0] if texts else "Hello?", client_id=name)
        visitor = self.world.visitor()
        conversation_id = conversations.start_conversation(self.desk, visitor, "demo", form).conversation_id
        holder = agent or self.holder(conversation_id)
        if after:
            self.world.clock.forward(seconds=after)
        conversations.reply(self.desk, self.world.now(holder), conversation_id, "Hi", name)
        for number, text in enumerate(texts[1:]):
            conversations.post_message(self.desk, visitor, "demo", conversation_id, text, f"{name}-{number}")
        self.end(conversation_id)
        return conversation_id

    def holder(self, conversation_id: str) -> Agent:
        """Who has it."""
        agent_id = conversations.find(self.desk, conversation_id).agent_id
        assert agent_id is not None
        return people.read_agent(self.desk, agent_id)

    def end(self, conversation_id: str) -> None:
        conversations.end_conversation(self.desk, self.holder(conversation_id), conversation_id)

    def settle(self, **how_far: float) -> None:
        """So much time goes by, and what is due is done."""
        self.world.clock.forward(**(how_far or {"seconds": 6}))
        while work.run_due(self.desk, limit=1_000):
            pass

    def drawn(self, *texts: str) -> Inspection:
        """A conversation that was drawn; its inspection."""
        conversation_id = self.talk(*texts)
        self.settle()
        return self.about(conversation_id)

    def about(self, conversation_id: str) -> Inspection:
        """The inspection of a conversation; there must be one."""
        return access.find(self.desk, inspection_id_of(conversation_id))

    def all(self) -> list[Inspection]:
        """Every inspection there is."""
        items = [each for each in every_item(InspectionRow.Meta.table_name) if "inspection" in each]
        return sorted(map(InspectionRow.inspection.held_in, items), key=lambda each: str(each.inspection_id))

    def inspector(self, inspection: Inspection) -> people.Caller:
        """Who has it."""
        return self.caller(people.read_agent(self.desk, str(inspection.inspector_id)))

    def submit(self, inspection: Inspection, filled: Filled | None = None, key: str = "k") -> Inspection:
        """Submitted by its inspector."""
        now = access.find(self.desk, inspection.inspection_id)
        once = Once.of(f"submit#{inspection.inspection_id}", key, None)
        asked = (inspection.inspection_id, filled or whole(), now.version, once)
        return inspecting.submit(self.desk, self.inspector(now), *asked)

    def recounted(self, month: str | None = None) -> Recount:
        """All of a recount, done by due work."""
        recounting.begin(self.desk, month=month)
        self.settle()
        return recounting.read_recount(self.desk)

    def tasks(self, agent: Agent, view: str = "tasks", **asked: Any) -> list[str]:
        """What stands in a list, by id."""
        found, _ = lists.list_inspections(self.desk, self.world.now(agent), view, **asked)
        return [each.inspection_id for each in found]

    def loads(self) -> dict[str, int]:
        """How many each supervisor has open."""
        return store.loads(self.desk, [each.agent_id for each in self.bosses])

    def letters(self) -> list[tuple[str, str]]:
        """What was told to whom, oldest first."""
        found = []
        for state in ("pending", "sending", "sent", "failed"):
            items, _ = notifications.list_notices(self.desk, state, None)
            found += [each for each in items if each.what in LETTERS]
        return [(each.what, each.to) for each in sorted(found, key=lambda each: each.notice_id)]
