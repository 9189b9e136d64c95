"""A desk whose months are counted: schemes, facts made by hand, and what comes of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count

from chalicelib.core import work
from chalicelib.core.audit import By
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.forms import CreateGroup
from chalicelib.people.model.rights import ADMINISTRATOR, GROUP_LEADER
from chalicelib.performance import store
from chalicelib.performance.model.indicators import LOWER, Indicator
from chalicelib.performance.model.results import Result
from chalicelib.performance.model.runs import Month, Run
from chalicelib.performance.model.schemes import DESK, SchemeDefinition, SchemeRecord
from chalicelib.performance.service import confirming, running, schemes, values
from chalicelib.performance.service.values import Entry
from chalicelib.reports.model.facts import FIRST_ANSWER, RATED, Fact
from chalicelib.reports.service.writing import put_facts
from tests.worlds import World

OCTOBER, NOVEMBER = "2026-10", "2026-11"
IN_OCTOBER = datetime(2026, 10, 12, 4, tzinfo=UTC)


def named(text: str) -> dict[str, str]:
    return {"zh-CN": text, "en": text}


def quick(**changes: object) -> Indicator:
    """First answers: nothing at 60 s, all points at 20 s."""
    fields = {"weight": 60, "direction": LOWER, "floor": 60.0, "target": 20.0, **changes}
    return Indicator("quick", named("Quick"), "figure:first_answer", **fields)  # type: ignore[arg-type]


def liked(**changes: object) -> Indicator:
    """Ratings: nothing at 3, all points at 5."""
    return Indicator("liked", named("Liked"), "figure:score", **{"weight": 40, "floor": 3.0, "target": 5.0, **changes})  # type: ignore[arg-type]


def by_hand(key: str = "trained", **changes: object) -> Indicator:
    return Indicator(key, named("Trained"), "manual", **changes)  # type: ignore[arg-type]


def defined(*indicators: Indicator, **more: object) -> SchemeDefinition:
    return SchemeDefinition(named("Desk"), indicators or (quick(), liked()), **more)  # type: ignore[arg-type]


@dataclass
class Office:
    """Three agents in a group, a leader with a group of one more, and an administrator; it is November."""

    world: World
    agents: list[Agent]
    leader: Agent
    other: Agent
    admin: Agent
    facts: Iterator[int] = field(default_factory=lambda: count(1))

    @classmethod
    def founded(cls, world: World) -> Office:
        agents = world.found(agents=3)
        leader, other, admin = world.agent(role=GROUP_LEADER), world.agent(), world.agent(role=ADMINISTRATOR)
        members = [leader.agent_id, other.agent_id]
        form = CreateGroup(name="Repairs", leader_id=leader.agent_id, member_ids=members)
        people.create_group(world.desk, form)
        return cls(world, agents, leader, other, admin)

    @property
    def by(self) -> By:
        return By(self.admin.agent_id, self.admin.name)

    def now(self, agent: Agent) -> Agent:
        return self.world.now(agent)

    def group_of(self, agent: Agent) -> str:
        return min(self.now(agent).groups)

    def settle(self) -> None:
        """What is due is done."""
        while work.run_due(self.world.desk, limit=1_000):
            pass

    def counted(self) -> None:
        for minutes in (6, 70):  # hours are summed, and then months that are over
            self.world.clock.forward(minutes=minutes)
            self.settle()

    def answered(self, agent: Agent, *seconds: float, at: datetime = IN_OCTOBER) -> None:
        """They gave first answers after so many seconds."""
        self.told(
            Fact(FIRST_ANSWER, f"cnv_{next(self.facts):026}", 1, at, "demo", agent_id=agent.agent_id, seconds=each)
            for each in seconds
        )

    def rated(self, agent: Agent, *scores: int, at: datetime = IN_OCTOBER) -> None:
        self.told(
            Fact(RATED, f"srv_{next(self.facts):026}", 1, at, "demo", agent_id=agent.agent_id, score=each)
            for each in scores
        )

    def told(self, facts: Iterator[Fact]) -> None:
        put_facts(self.world.desk, [*facts])

    def published(
        self, definition: SchemeDefinition | None = None, *, scheme_id: str = DESK, first_month: str = OCTOBER
    ) -> SchemeRecord:
        before = store.scheme(self.world.desk, scheme_id)
        made = schemes.save_draft(self.world.desk, self.by, scheme_id, definition or defined(), before.version)
        return schemes.publish(self.world.desk, self.by, scheme_id, made.version, first_month)

    def computed(self, month: str = OCTOBER) -> Run:
        """The month is computed; its draft."""
        made = running.compute(self.world.desk, month, "Boss")
        self.settle()
        run = store.run(self.world.desk, made.run_id)
        assert run is not None
        return run

    def month(self, name: str = OCTOBER) -> Month:
        return store.month(self.world.desk, name)

    def confirmed(self, run: Run, reason: str = "") -> Month:
        return confirming.confirm(self.world.desk, self.by, run.month, run.run_id, reason)

    def result(self, agent: Agent, run: Run | None = None, month: str = OCTOBER) -> Result:
        run_id = run.run_id if run is not None else self.month(month).run_of(None)
        assert run_id is not None
        found = store.result(self.world.desk, run_id, agent.agent_id)
        assert found is not None
        return found

    def entered(self, agent: Agent, value: float | None, *, month: str = OCTOBER, key: str = "trained") -> None:
        entry = Entry(key, value, "As agreed")
        values.enter_value(self.world.desk, self.now(self.admin), self.by, month, agent.agent_id, entry)

    def next_month(self) -> None:
        """November is over, and counted."""
        self.world.clock.at = max(self.world.clock.at, datetime(2026, 12, 1, 1, tzinfo=UTC) + timedelta(hours=8))
        self.counted()


def score_of(result: Result) -> float:
    assert result.score is not None
    return result.score
