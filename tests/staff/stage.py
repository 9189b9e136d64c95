"""A desk on which rewards and penalties are entered: agents, their leader, two supervisors."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from chalicelib.core.audit import By
from chalicelib.core.desk import Desk
from chalicelib.core.once import Once
from chalicelib.notifications import service as notifications
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.forms import CreateGroup
from chalicelib.people.model.rights import GROUP_LEADER, SUPERVISOR
from chalicelib.staff import service as staff
from chalicelib.staff.model.entry import Entry, Written
from chalicelib.staff.model.sums import Sums
from chalicelib.staff.service import access, deciding, entering, lists, settings
from chalicelib.staff.store import EntryRow
from tests.stored import every_item
from tests.worlds import World

MONTH, TODAY = "2026-11", "2026-11-23"
LETTERS = ("staff_entry", "staff_waits", "staff_refused", "staff_statement")


@dataclass
class Stage:
    """``agent`` is in the leader's group, ``outsider`` is not; ``boss`` and ``second`` reach everybody."""

    world: World
    agent: Agent
    outsider: Agent
    leader: Agent
    boss: Agent
    second: Agent
    names: Iterator[int] = field(default_factory=itertools.count)

    @classmethod
    def opened(cls, world: World, **rules: Any) -> Stage:
        agent, outsider = world.found(agents=1)[0], world.agent()
        leader = world.agent(role=GROUP_LEADER)
        form = CreateGroup(name="Tea", leader_id=leader.agent_id, member_ids=[leader.agent_id, agent.agent_id])
        people.create_group(world.desk, form)
        stage = cls(world, agent, outsider, leader, world.agent(role=SUPERVISOR), world.agent(role=SUPERVISOR))
        if rules:
            stage.rules(**rules)
        return stage

    @property
    def desk(self) -> Desk:
        return self.world.desk

    def caller(self, agent: Agent) -> people.Caller:
        """As a request brings them."""
        return people.Caller(self.world.now(agent), "ses_1")

    def rules(self, **fields: Any) -> None:
        settings.change_settings(self.desk, By("agt_1", "Mei"), fields, None)

    def enter(self, written: Written, *, by: Agent | None = None, about: Agent | None = None, name: str = "") -> Entry:
        """Entered by the leader about the agent, if nobody else is said."""
        agent_id = (about or self.agent).agent_id
        name = name or f"c{next(self.names)}"
        return entering.enter(self.desk, self.caller(by or self.leader), agent_id, written, name)[0]

    def correct(self, entry: Entry, written: Written, *, by: Agent | None = None) -> Entry:
        caller = self.caller(by or self.leader)
        return entering.correct(self.desk, caller, entry.entry_id, written, f"c{next(self.names)}")[0]

    def withdraw(self, entry: Entry, reason: str = "Mistaken", *, by: Agent | None = None, name: str = "") -> Entry:
        caller, name = self.caller(by or self.leader), name or f"c{next(self.names)}"
        return entering.withdraw(self.desk, caller, entry.entry_id, reason, name)[0]

    def decide(self, entry: Entry, outcome: str = "approved", text: str = "Seen", *, by: Agent | None = None) -> Entry:
        by, key = by or self.boss, f"k{next(self.names)}"
        return deciding.decide(self.desk, self.caller(by), entry.entry_id, outcome, text, Once.of("d", key, None))

    def now(self, entry: Entry) -> Entry:
        """As it stands."""
        return access.find(self.desk, entry.entry_id)

    def listed(self, reader: Agent, view: str = "own", **asked: Any) -> list[str]:
        """What stands in a list, by id."""
        return [each.entry_id for each in lists.list_entries(self.desk, self.world.now(reader), view, **asked)[0]]

    def sums(self, agent: Agent | None = None, month: str = MONTH) -> Sums:
        agent_id = (agent or self.agent).agent_id
        return staff.sums_of(self.desk, [agent_id], month)[agent_id]

    def all(self) -> list[Entry]:
        """Every entry there is."""
        items = [each for each in every_item(EntryRow.Meta.table_name) if "entry" in each]
        return sorted(map(EntryRow.entry.held_in, items), key=lambda each: str(each.entry_id))

    def letters(self) -> list[tuple[str, str]]:
        """What was told to whom, oldest first."""
        found = []
        for state in ("pending", "sending", "sent", "failed"):
            items, _ = notifications.list_notices(self.desk, state, None)
            found += [each for each in items if each.what in LETTERS]
        return [(each.what, each.to) for each in sorted(found, key=lambda each: each.notice_id)]


def praise(points: int = 0, **others: Any) -> Written:
    return Written("praise", "A customer wrote to thank them", points, **others)


def fine(money: int = 5000, **others: Any) -> Written:
    return Written("fine", "Hung up on a customer", money=money, **others)
