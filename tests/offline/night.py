"""A shop at night: a plan with recipients, agents who are at home, and visitors who leave messages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from chalicelib.core import work
from chalicelib.notifications import service as notifications
from chalicelib.notifications.model.notice import Notice
from chalicelib.offline.model.form import LeaveMessage
from chalicelib.offline.model.message import Message
from chalicelib.offline.service import leaving, watch
from chalicelib.offline.service.leaving import Allocate, find
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.rights import AGENT, SUPERVISOR
from chalicelib.plans import service as plans
from chalicelib.visitors.service import Caller
from tests.letters import Letter, Post
from tests.worlds import World

MEI = {"name": "林小美", "email": "mei@shop.example.com", "mobile": "+8613800138000", "locale": "zh-CN"}
TOM = {"name": "Tom", "email": "tom@shop.example.com", "mobile": "+8613800138001", "locale": "en"}
FORM = {"name": "王芳", "email": "wang@mail.example.com", "mobile": "138 0013 8002", "text": "茶还有货吗？"}


@dataclass
class Night:
    """A world with a plan whose recipients are Mei and Tom; nobody is online."""

    world: World
    agents: list[Agent] = field(default_factory=list)

    def fall(self, *, agents: int = 2, recipients: Sequence[dict[str, Any]] = (MEI, TOM), **fields: Any) -> Night:
        """The shop closes; everybody has gone home."""
        self.agents = self.world.found(agents=agents)
        offline = {"recipients": list(recipients), "remind_after_minutes": 60}
        self.change_plan(offline=offline, **fields)
        said = {"sender_email": "desk@shop.example.com", "sender_name": "山岚茶铺", "sms_signature": "山岚茶铺"}
        notifications.update_settings(self.world.desk, said)
        return self

    def change_plan(self, **fields: Any) -> None:
        plans.update_plan(self.world.desk, "demo", fields, None)

    def leave(self, visitor: Caller | None = None, **values: Any) -> Message:
        """A message as its visitor left it."""
        caller = visitor or self.world.visitor()
        return leaving.leave_message(self.world.desk, caller, "demo", None, LeaveMessage(**{**FORM, **values})).message

    def given(self, visitor: Caller | None = None, **values: Any) -> Message:
        """A message that was left and given to somebody, if there is anybody."""
        message = self.leave(visitor, **values)
        watch.allocate(self.world.desk, Allocate(message.message_id))
        return self.now(message)

    def now(self, message: Message) -> Message:
        """The message as it stands."""
        assert self.supervisor.active  # somebody leads the desk, and hears of what waits
        return find(self.world.desk, message.message_id)

    @property
    def supervisor(self) -> Agent:
        """Somebody who reaches everything."""
        everybody = people.list_agents(self.world.desk)
        found = next((each for each in everybody if each.role == SUPERVISOR), None)
        return found or self.world.agent(role=SUPERVISOR)

    def stranger(self) -> Agent:
        """An agent who is in no group."""
        return self.world.agent(role=AGENT)

    def time_goes_by(self, *, hours: float = 0.02, step: float = 30) -> None:
        """The schedule runs every ``step`` seconds."""
        for _ in range(int(hours * 3600 / step)):
            self.world.clock.forward(seconds=step)
            while work.run_due(self.world.desk, limit=1_000):
                pass

    def told(self, what: str) -> list[Notice]:
        """Every notice of that kind that was written."""
        found: list[Notice] = []
        cursor: str | None = None
        while True:
            page, cursor = notifications.list_notices(self.world.desk, "", cursor)
            found += [each for each in page if each.what == what]
            if cursor is None:
                return found

    def letters(self, channel: str, address: str) -> list[Letter]:
        """What reached this address."""
        post: Post = self.world.desk.senders[channel]
        return post.to(address)
