"""A desk on which things go wrong at once: an agent, a supervisor, rules, and what came of them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import AUTO_REPLY, Entry
from chalicelib.conversations.model.filing import Filing
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.core import work
from chalicelib.core.desk import Desk
from chalicelib.incidents.model.incident import Entry as Line
from chalicelib.incidents.model.incident import Incident
from chalicelib.incidents.model.rules import BurstRule
from chalicelib.incidents.model.settings import ChangeSettings, Settings, Told
from chalicelib.incidents.service import noticing, reading, settings
from chalicelib.knowledge import service as knowledge
from chalicelib.notifications import service as notifications
from chalicelib.notifications.model.notice import STATES
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.rights import ADMINISTRATOR, SUPERVISOR
from chalicelib.visitors.service import Caller
from tests.worlds import World

REFUND = BurstRule("Refunds", "keyword", words=("refund", "退款"), more_than=3, minutes=10, calm_minutes=20)


@dataclass
class Stage:
    """Whoever writes, files and rates here is counted as on any desk."""

    world: World
    agent: Agent
    boss: people.Caller
    supervisor: people.Caller
    rules: tuple[BurstRule, ...] = ()
    numbers: Iterator[int] = field(default_factory=itertools.count)
    visitors: dict[str, Caller] = field(default_factory=dict)

    @classmethod
    def set(cls, world: World, *rules: BurstRule, told: bool = True) -> Stage:
        agent, *_ = world.found(agents=1, capacity=2000)
        world.online(agent)
        boss = world.signed_in(world.agent(role=ADMINISTRATOR))
        stage = cls(world, agent, boss, world.signed_in(world.agent(role=SUPERVISOR)))
        form: dict[str, Any] = {"rules": rules} if rules else {}
        if told:
            form["told"] = (Told(stage.supervisor.agent.agent_id, "+8613812345678", "en"),)
        stage.rules = settings.change_settings(world.desk, boss, ChangeSettings(**form)).rules
        return stage

    def only(self, rule: BurstRule) -> BurstRule:
        """From now on this rule alone counts, and has counted nothing yet."""
        self.rules = self.change(rules=(rule,)).rules
        return self.rules[0]

    def named(self, name: str) -> list[Incident]:
        return [each for each in self.incidents() if each.titles["en"] == name]

    @property
    def desk(self) -> Desk:
        return self.world.desk

    def change(self, **form: Any) -> Settings:
        return settings.change_settings(self.desk, self.boss, ChangeSettings(**form))

    def name(self) -> str:
        return f"client-{next(self.numbers)}"

    def say(self, text: str, locale: str = "en") -> str:
        """The conversation that a visitor begins with these words."""
        visitor = self.world.visitor(locale)
        form = StartConversation(text=text, client_id=self.name())
        conversation_id = conversations.start_conversation(self.desk, visitor, "demo", form).conversation_id
        self.visitors[conversation_id] = visitor
        return conversation_id

    def write(self, conversation_id: str, text: str) -> None:
        """Its visitor says more."""
        visitor = self.visitors[conversation_id]
        conversations.post_message(self.desk, visitor, "demo", conversation_id, text, self.name())

    def file(self, conversation_id: str, category_id: str) -> None:
        """Its agent ends it, filed there."""
        category = knowledge.read_tree(self.desk).find(category_id)
        assert category is not None
        conversations.end_conversation(self.desk, self.agent, conversation_id, filing=Filing(category=category))

    def minutes(self, number: float) -> None:
        """So many minutes go by, and all that is due in them is done."""
        self.world.clock.forward(minutes=number)
        self.settle()

    def settle(self) -> None:
        """What was said is heard, some seconds after it, and what follows is done."""
        self.world.clock.forward(seconds=6)
        noticing.forget_watched(self.desk)
        while work.run_due(self.desk, limit=1_000):
            pass

    def burst(self, number: int = 4, text: str = "I want a refund") -> list[str]:
        """So many say it, and the desk has heard."""
        ids = [self.say(text) for _ in range(number)]
        self.settle()
        return ids

    def incidents(self) -> list[Incident]:
        return [each for _, each in reading.list_incidents(self.desk, None)[0]]

    def incident(self) -> Incident:
        """The only one that there is."""
        (incident,) = self.incidents()
        return incident

    def history(self, incident: Incident) -> list[Line]:
        return reading.history(self.desk, incident.incident_id, 0)[0]

    def kinds(self, incident: Incident) -> list[str]:
        return [each.kind for each in self.history(incident)]

    def linked(self, incident: Incident) -> list[str]:
        found, more = list[str](), True
        before: str | None = None
        while more:
            page, more = reading.linked(self.desk, self.boss.agent, incident.incident_id, before)
            found += [each.link.about for each in page]
            before = page[-1].place if page else None
        return found

    def replies(self, conversation_id: str) -> list[Entry]:
        """What the desk said by itself in a conversation."""
        page = conversations.entries_after(self.desk, conversation_id, 0, 100)
        return [each for each in page.entries if each.kind == AUTO_REPLY]

    def letters(self) -> list[tuple[str, str, str]]:
        """What was written about incidents, as the ledger has it: channel, address, and which letter."""
        found = list[tuple[str, str, str]]()
        for state in STATES:
            notices, _ = notifications.list_notices(self.desk, state, None)
            found += [(each.channel, each.to, each.what) for each in notices if each.what.startswith("incident_")]
        return sorted(found)
