"""A desk with an administrator who imports and exports, and the due work that does it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from chalicelib.core import work
from chalicelib.core.audit import By
from chalicelib.core.desk import Desk
from chalicelib.exchange.model.rows import Told
from chalicelib.exchange.model.runs import Choices, Run, Wanted
from chalicelib.exchange.service import asking, exporting, telling
from chalicelib.exchange.store import runs as store
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.rights import ADMINISTRATOR
from tests.stored import every_item
from tests.worlds import World


@dataclass
class Stage:
    """Who imports, and the desk."""

    world: World
    boss: Agent
    names: Iterator[int] = field(default_factory=itertools.count)

    @classmethod
    def opened(cls, world: World, *, agents: int = 1) -> Stage:
        world.found(agents=agents)
        return cls(world, world.agent(role=ADMINISTRATOR))

    @property
    def desk(self) -> Desk:
        return self.world.desk

    @property
    def by(self) -> By:
        return By(self.boss.agent_id, self.boss.name, "req_1")

    def looked_at(self, kind: str, content: bytes | str, *, name: str = "file.csv", **choices: Any) -> Run:
        """An import whose file arrived."""
        body = content.encode() if isinstance(content, str) else content
        chosen = Choices(**{"plan_key": "demo", **choices})
        return asking.begin_with(self.desk, self.boss, self.by, kind, name, chosen, body)

    def checked(self, kind: str, content: bytes | str, **how: Any) -> Run:
        """One that was gone through."""
        return self.do(self.looked_at(kind, content, **how), "check")

    def imported(self, kind: str, content: bytes | str, **how: Any) -> Run:
        """One that was taken in."""
        run = self.checked(kind, content, **how)
        assert run.state == "checked", (run.state, run.why)
        return self.do(run, "start")

    def do(self, run: Run, act: str) -> Run:
        asking.act(self.desk, self.boss, self.by, run.run_id, act)
        return self.finished(run)

    def finished(self, run: Run) -> Run:
        """What it has come to when no due work is left that goes on with it."""
        for _ in range(500):
            if not self.turn(run):
                break
        return self.now(run)

    def turn(self, run: Run) -> bool:
        """One piece of due work, as the stream runs it; whether there was one."""
        for each in work.waiting(self.desk):
            if each.payload.get("run_id") == run.run_id and each.kind in ("exchange.go_on", "exchange.write"):
                if each.leased_until is not None and each.leased_until >= self.desk.now():
                    self.world.clock.forward(minutes=2)
                work.run_due(self.desk)
                return True
        return False

    def now(self, run: Run) -> Run:
        return self.now_by(run.run_id)

    def now_by(self, run_id: str) -> Run:
        known = store.run(self.desk, run_id)
        assert known is not None
        return known

    def told(self, run: Run) -> list[Told]:
        """All rows that are told of."""
        told, after = list[Told](), 0
        while True:
            some, more = telling.list_told(self.desk, run.run_id, after)
            told += some
            if not more:
                return told
            after = some[-1].row

    def why(self, run: Run) -> list[tuple[int, str, str]]:
        """Row, column and reason of each."""
        return [(each.row, problem.field, problem.why) for each in self.told(run) for problem in each.problems]

    def exported(self, kind: str, *, agent: Agent | None = None, **wanted: Any) -> bytes:
        """What an export's files hold together."""
        who = agent or self.boss
        by = By(who.agent_id, who.name, "req_2")
        run = self.finished(exporting.ask(self.desk, who, by, kind, Wanted(**wanted)))
        assert run.state == "done", (run.state, run.why)
        pieces = [self.desk.files.read(each) for each in run.files]
        return b"".join(each.content for each in pieces if each is not None)


def rows_of(table: str) -> list[str]:
    """All that a table holds, to be compared."""
    return sorted(map(repr, every_item(table)))
