"""A desk with two groups, their leaders, a supervisor and an administrator: what stands in its duty log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import msgspec

from chalicelib.core import work
from chalicelib.core.desk import Desk
from chalicelib.core.once import Once
from chalicelib.logbook.model.checks import Check, FindingForm
from chalicelib.logbook.model.faults import Fault, ReportFault
from chalicelib.logbook.model.instructions import AskInstruction, Instruction
from chalicelib.logbook.model.schedules import CheckList
from chalicelib.logbook.service import checking, checklists, faults, instructing
from chalicelib.logbook.service.checking import FillCheck
from chalicelib.logbook.service.checklists import MakeCheckList
from chalicelib.notifications import service as notifications
from chalicelib.notifications.model.notice import Notice
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, Group
from chalicelib.people.model.forms import CreateGroup
from chalicelib.people.model.rights import ADMINISTRATOR, GROUP_LEADER, SUPERVISOR
from tests.worlds import World


@dataclass
class Stage:
    """``sales``: leader and members; ``tech``: the department that sees to faults."""

    world: World
    leader: Agent
    agent: Agent
    colleague: Agent
    supervisor: Agent
    boss: Agent
    technician: Agent
    sales: Group
    tech: Group

    @classmethod
    def set(cls, world: World) -> Stage:
        world.found()
        leader, agent, colleague = world.agent(role=GROUP_LEADER), world.agent(), world.agent()
        supervisor, boss, technician = world.agent(role=SUPERVISOR), world.agent(role=ADMINISTRATOR), world.agent()
        sales = _group(world, "Sales", leader, agent, colleague)
        return cls(
            world, leader, agent, colleague, supervisor, boss, technician, sales, _group(world, "Tech", technician)
        )

    @property
    def desk(self) -> Desk:
        return self.world.desk

    def now(self, agent: Agent) -> Agent:
        return self.world.now(agent)

    def caller(self, agent: Agent) -> people.Caller:
        return people.Caller(self.now(agent), "ses_1")

    def settle(self) -> int:
        """Run what is due until nothing is."""
        ran, some = 0, 1
        while some:
            some = work.run_due(self.desk, limit=1000)
            ran += some
        return ran

    def forward(self, **how_far: float) -> None:
        """Time goes by, and what is due is done a quarter of an hour at a time."""
        end = self.world.clock() + timedelta(**how_far)
        while self.world.clock() < end:
            left = (end - self.world.clock()).total_seconds()
            self.world.clock.forward(seconds=min(900, left + 1))
            self.settle()

    def checklist(self, **fields: Any) -> CheckList:
        """A list of two points, due at six in the evening unless something else is said (it is five)."""
        said = {"group_id": self.sales.group_id, "name": "Evening round", "times": ["18:00"]}
        said |= {"points": [{"text": "Telephones"}, {"text": "Fire doors", "how": "closed"}]}
        form = msgspec.convert(said | fields, MakeCheckList)
        return checklists.make_check_list(self.desk, self.caller(self.leader), form, None)

    def checks(self, view: str = "open", agent: Agent | None = None) -> list[Check]:
        reader = self.now(agent or self.agent)
        found, _ = checking.list_checks(self.desk, reader, view, None, None)  # type: ignore[arg-type]
        return [each for _, each in found]

    def fill(self, check: Check, agent: Agent | None = None, *, fault: str = "", key: str | None = None) -> Check:
        """All is in order, but for the first point, if a fault is said."""
        findings = {each.point_id: FindingForm(ok=True) for each in check.points}
        if fault:
            findings[check.points[0].point_id] = FindingForm(ok=False, text=fault)
        once = Once.of("check", key, fault) if key is not None else None
        return checking.fill_check(self.desk, self.now(agent or self.agent), check.check_id, FillCheck(findings), once)

    def report(self, *, key: str | None = None, by: Agent | None = None, **fields: Any) -> tuple[Fault, bool]:
        said = {"title": "The printer is on fire", "department_id": self.tech.group_id} | fields
        once = Once.of("fault", key, said) if key is not None else None
        return faults.report_fault(self.desk, self.now(by or self.agent), msgspec.convert(said, ReportFault), once)

    def ask(self, agent: Agent | None = None, *, key: str | None = None, **fields: Any) -> Instruction:
        said = {"subject": "May I refund?", "text": "The customer waited two hours", "proposal": "Half of it"} | fields
        once = Once.of("ask", key, said) if key is not None else None
        form = msgspec.convert(said, AskInstruction)
        return instructing.ask_instruction(self.desk, self.now(agent or self.agent), form, once)

    def read(self, instruction: Instruction) -> Instruction:
        return instructing.read_instruction(self.desk, self.now(self.boss), instruction.instruction_id).instruction

    def letters(self, what: str) -> list[Notice]:
        """The letters of this kind, oldest first."""
        found: list[Notice] = []
        cursor: str | None = None
        while True:
            items, cursor = notifications.list_notices(self.desk, "", cursor)
            found += [each for each in items if each.what == what]
            if cursor is None:
                return found[::-1]

    def told(self, what: str) -> list[str]:
        """To whom these letters went."""
        return sorted(each.to for each in self.letters(what))


def _group(world: World, name: str, leader: Agent, *members: Agent) -> Group:
    ids = [each.agent_id for each in (leader, *members)]
    return people.create_group(world.desk, CreateGroup(name=name, leader_id=leader.agent_id, member_ids=ids))
