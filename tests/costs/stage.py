"""A desk that counts what it uses."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from msgspec.structs import replace

from chalicelib.core import backlog
from chalicelib.core import desk as desks
from chalicelib.core.metering import Meter, Metered
from chalicelib.people.model.rights import ADMINISTRATOR
from infra.bench.around import Watchable
from tests.in_process import Asking
from tests.worlds import World


@dataclass(repr=False)
class Stage(Asking):
    """An agent online and an administrator, asked over HTTP; what each request uses is counted."""

    world: World
    tokens: dict[str, str] = field(default_factory=dict)

    @classmethod
    def set(cls, world: World) -> Stage:
        """With a world of its own."""
        return cls(world)

    def __post_init__(self) -> None:
        super().__init__()
        (self.member,) = self.world.found(agents=1, capacity=50)
        self.chief = self.world.agent(role=ADMINISTRATOR)
        database = self.world.desk.database
        assert isinstance(database, Watchable)
        database.behind = Metered(database.behind)
        self.world.desk = replace(self.world.desk, meter=Meter())
        desks.use(self.world.desk)
        self.agent = self.come_online(self.member)
        self.boss = self.sign_in(self.chief)

    @property
    def meter(self) -> Meter:
        meter = self.world.desk.meter
        assert meter is not None
        return meter

    def restart(self) -> None:
        """The container is another one, and has counted nothing."""
        self.world.desk = replace(self.world.desk, meter=Meter())
        desks.use(self.world.desk)

    def settle(self) -> None:
        """Everything that is due soon is done."""
        self.world.clock.forward(seconds=10)
        while backlog.tick(self.world.desk):
            pass

    def counted(self) -> None:
        """Have everything added up now."""
        answer = self.ask("POST", "/v1/admin/costs/count", self.boss, {})
        assert answer.status == 204, answer

    def costs(self, **query: str) -> Any:
        asked = "&".join(f"{name}={value}" for name, value in query.items())
        if self.ask("GET", "/v1/admin/cost-settings", self.boss).status == 401:  # days have gone by
            self.boss = self.sign_in(self.chief)
        return self.ask("GET", f"/v1/admin/costs?{asked}", self.boss).said

    def change(self, **fields: Any) -> Any:
        return self.ask("PUT", "/v1/admin/cost-settings", self.boss, fields).said
