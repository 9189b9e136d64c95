"""A desk whose reports are sent: who gets them, and what arrived."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from chalicelib.bulletins import store
from chalicelib.bulletins.model.subscriptions import Recipient, Run, Subscription
from chalicelib.bulletins.service import subscriptions
from chalicelib.notifications import service as notifications
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.forms import CreateGroup
from chalicelib.people.model.rights import ADMINISTRATOR, GROUP_LEADER
from tests.followups.stage import caller, settle, told
from tests.letters import Letter
from tests.reports.shops import Shop
from tests.worlds import World

SENDER = {"sender_email": "desk@shop.example", "sender_name": "Tea", "sms_signature": "山岚茶铺"}


@dataclass(kw_only=True)
class Office(Shop):
    """The shop, with an administrator, a second group with a leader, and reports."""

    admin: Agent
    leader: Agent

    @classmethod
    def founded(cls, world: World) -> Office:
        shop = Shop.opened(world)
        admin, leader = world.agent(role=ADMINISTRATOR), world.agent(role=GROUP_LEADER)
        people.create_group(world.desk, CreateGroup(name="Repairs", leader_id=leader.agent_id, member_ids=[]))
        notifications.update_settings(world.desk, SENDER)
        return cls(**{name: getattr(shop, name) for name in Shop.__dataclass_fields__}, admin=admin, leader=leader)

    @property
    def by(self) -> people.Caller:
        return caller(self.world.now(self.admin))

    def group_of(self, agent: Agent) -> str:
        return min(self.world.now(agent).groups)

    def subscribed(self, *to: Agent, mobile: str | None = None, **values: Any) -> Subscription:
        """They get it, in English."""
        recipients = tuple(Recipient(each.agent_id, "en", mobile) for each in to)
        asked = {"name": "Report", "recipients": recipients, **values}
        return subscriptions.create_subscription(self.world.desk, self.by, asked)[0]

    def changed(self, made: Subscription, **values: Any) -> Subscription:
        return subscriptions.update_subscription(self.world.desk, self.by, made.subscription_id, values, None)

    def at(self, moment: str) -> None:
        """It is this moment (UTC), or soon after: what is due is done, also what waits until the days before are
        counted."""
        self.just_at(moment)
        self.wait()

    def just_at(self, moment: str) -> None:
        """It is this moment (UTC), and what is due is done."""
        self.world.clock.at = max(self.world.clock.at, datetime.fromisoformat(moment).replace(tzinfo=UTC))
        settle(self.world)

    def wait(self) -> None:
        """A quarter of an hour goes by, with what is due in it."""
        for _ in range(3):
            self.later(330)
            settle(self.world)

    def letters(self, agent: Agent) -> list[Letter]:
        return list(self.world.desk.senders["email"].to(agent.email))

    def texts(self) -> list[Letter]:
        return list(self.world.desk.senders["sms"].sent)

    def told_to(self, agent: Agent) -> int:
        return told(self.world).count(("bulletin", agent.email))

    def run(self, made: Subscription) -> Run:
        run = store.last_run(self.world.desk, made.subscription_id)
        assert run is not None
        return run

    def a_day_of_work(self) -> str:
        """A conversation that was answered after 20 s and closed; its id."""
        for agent in self.agents:
            self.world.online(agent)
        conversation_id = self.ask()
        self.later(20)
        self.answer(conversation_id)
        self.end(conversation_id)
        self.counted()
        return conversation_id


def numbers_in(figures: Any) -> Mapping[str, float | None]:
    """The headline by name."""
    return {each.name: each.value for each in figures}
