"""A desk on which leave is asked for, shifts are exchanged, and attendance is measured."""

from __future__ import annotations

import itertools
from datetime import date, datetime, timedelta
from typing import Any

from chalicelib.attendance import store
from chalicelib.attendance.model.account import Account
from chalicelib.attendance.model.counting import Wanted
from chalicelib.attendance.model.measuring import Said
from chalicelib.attendance.model.records import Record
from chalicelib.attendance.model.requests import Request
from chalicelib.attendance.model.sums import Sums
from chalicelib.attendance.service import asking, correcting, deciding, lists, recording, settings, sums, swapping
from chalicelib.attendance.service.correcting import Which
from chalicelib.attendance.service.swapping import ShiftRef, Wished
from chalicelib.core.audit import By
from chalicelib.core.desk import Desk
from chalicelib.core.once import Once
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.attendance import PresenceSpent
from chalicelib.people.model.forms import CreateGroup
from chalicelib.people.model.rights import GROUP_LEADER, SUPERVISOR
from chalicelib.shifts.model.kinds import Kind
from tests.shifts.stage import MONDAY, Roster
from tests.worlds import World

A_DAY = timedelta(days=1)
NEXT = MONDAY + 7 * A_DAY
MONTH, NEXT_MONTH = "2026-11", "2026-12"
LETTERS = ("leave_waits", "swap_asked", "leave_settled", "attendance_corrected")


class Stage:
    """``ann`` and ``ben`` are in the leader's group, whose weeks are planned; ``outsider`` is not; ``boss`` and
    ``second`` reach everybody."""

    def __init__(self, world: World, **rules: Any) -> None:
        self.world = world
        self.roster = Roster(world, agents=2)
        self.ann, self.ben = self.roster.members
        self.leader, self.outsider = world.agent(role=GROUP_LEADER), world.agent()
        everybody = [self.leader.agent_id, self.ann.agent_id, self.ben.agent_id]
        form = CreateGroup(name="Tea", leader_id=self.leader.agent_id, member_ids=everybody)
        self.group_id = people.create_group(self.desk, form).group_id
        self.roster.group_id = self.group_id
        self.boss, self.second = self.roster.planner.agent, world.agent(role=SUPERVISOR)
        self.names = itertools.count()
        if rules:
            self.rules(**rules)

    @property
    def desk(self) -> Desk:
        return self.world.desk

    @property
    def early(self) -> Kind:
        return self.roster.kind("Early", 9, 17)

    @property
    def late(self) -> Kind:
        return self.roster.kind("Late", 13, 21)

    @property
    def night(self) -> Kind:
        return self.roster.kind("Night", 22, 30)

    def caller(self, agent: Agent) -> people.Caller:
        """As a request brings them."""
        return people.Caller(self.world.now(agent), "ses_1")

    def rules(self, **fields: Any) -> None:
        settings.change_settings(self.desk, By("agt_1", "Mei"), fields, None)

    def publish(self, agent: Agent, *days: tuple[date, Kind], week: date = NEXT, reason: str = "Planned anew") -> None:
        self.roster.plan(agent, *days, week=week)
        self.roster.publish(agent, week=week, reason=reason)

    # --- leave

    def ask(self, wanted: Wanted, *, by: Agent | None = None, name: str = "") -> Request:
        """Asked by ann, if nobody else is said."""
        name = name or f"c{next(self.names)}"
        return asking.ask_leave(self.desk, self.caller(by or self.ann), wanted, name)[0]

    def decide(
        self, request: Request, outcome: str = "approved", text: str = "Fine", *, by: Agent | None = None
    ) -> Request:
        once = Once.of("d", f"k{next(self.names)}", None)
        caller = self.caller(by or self.leader)
        return deciding.decide(self.desk, caller, request.request_id, outcome, text, once)

    def withdraw(self, request: Request, *, by: Agent | None = None) -> Request:
        return deciding.withdraw(self.desk, self.caller(by or self.ann), request.request_id, "")

    def cancel(self, request: Request, text: str = "", *, by: Agent | None = None) -> Request:
        return deciding.cancel(self.desk, self.caller(by or self.ann), request.request_id, text)

    def now(self, request: Request) -> Request:
        """As it stands."""
        found = store.request(self.desk, request.request_id)
        assert found is not None
        return found

    def account(self, agent: Agent | None = None) -> Account:
        return store.account(self.desk, (agent or self.ann).agent_id)

    def listed(self, reader: Agent, view: str = "own", **asked: Any) -> list[str]:
        """What stands in a list, by id."""
        return [each.request_id for each in lists.list_requests(self.desk, self.world.now(reader), view, **asked)[0]]

    def letters(self) -> list[tuple[str, str]]:
        """What was told to whom, oldest first."""
        return [(each.what, each.to) for each in self.roster.letters(*LETTERS)]

    # --- exchanges

    def ref(self, day: date, kind: Kind) -> ShiftRef:
        return ShiftRef(self.group_id, day, kind.start_minute)

    def swap(self, gives: ShiftRef, takes: ShiftRef | None = None, *, name: str = "") -> Request:
        """ann asks ben."""
        name = name or f"c{next(self.names)}"
        wished = Wished(self.ben.agent_id, gives, takes, "My sister marries")
        return swapping.ask_swap(self.desk, self.caller(self.ann), wished, name)[0]

    def answer(self, request: Request, *, accepts: bool = True, by: Agent | None = None) -> Request:
        return swapping.answer(
            self.desk, self.caller(by or self.ben), request.request_id, accepts=accepts, text="Gladly"
        )

    def days(self, agent: Agent, week: date = NEXT) -> list[tuple[date, str]]:
        """What is published of somebody's week."""
        published = self.roster.board(week)[agent.agent_id].published or ()
        return [(each.day, each.name) for each in published]

    # --- attendance

    def was(self, since: datetime, until: datetime, status: str = "online", *, agent: Agent | None = None) -> None:
        """Somebody was this, as they are told of."""
        spent = PresenceSpent((agent or self.ann).agent_id, status, since, until)
        recording.hear_presence(self.desk, spent)

    def records(self, agent: Agent | None = None, month: str = MONTH) -> list[Record]:
        agent = self.world.now(agent or self.ann)
        return list(lists.days_of(self.desk, agent, "", month)[1])

    def record(self, day: date = MONDAY, agent: Agent | None = None) -> Record:
        return next(each for each in self.records(agent, str(day)[:7]) if each.plan.day == day)

    def correct(self, instead: Said, reason: str = "The line was down", *, day: date = MONDAY, **how: Any) -> Record:
        """The leader corrects ann's first shift of that day."""
        which = Which(how.pop("about", self.ann).agent_id, self.group_id, day, 0, how.pop("version", None))
        caller = self.caller(how.pop("by", self.leader))
        return correcting.correct(self.desk, caller, which, instead, reason, **how)

    def sums(self, agent: Agent | None = None, month: str = MONTH) -> Sums:
        agent_id = (agent or self.ann).agent_id
        return sums.sums_of(self.desk, [agent_id], month)[agent_id]


def days(first: date = NEXT, last: date | None = None, kind_id: str = "annual", **more: Any) -> Wanted:
    """Whole days of leave."""
    return Wanted(kind_id, first, last or first, **more)
