"""A desk with two groups, their leaders, a supervisor and an administrator: what is announced to whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import msgspec

from chalicelib.announcements.model.announcement import Announcement
from chalicelib.announcements.model.forms import (
    ChangeAnnouncement,
    EndAnnouncement,
    NewAnnouncementEdition,
    PublishAnnouncement,
    WriteAnnouncement,
)
from chalicelib.announcements.model.reading import Receipt
from chalicelib.announcements.service import confirming, readers, reading, writing
from chalicelib.announcements.service.reading import Mine, Wanted
from chalicelib.core import work
from chalicelib.core.desk import Desk
from chalicelib.core.once import Once
from chalicelib.notifications import service as notifications
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, Group
from chalicelib.people.model.announced import Announced, unread
from chalicelib.people.model.forms import CreateGroup
from chalicelib.people.model.rights import ADMINISTRATOR, GROUP_LEADER, SUPERVISOR
from tests.worlds import World


@dataclass
class Stage:
    """``sales``: a leader and a member; ``tech``: another leader, and who is in no other group."""

    world: World
    leader: Agent
    agent: Agent
    other_leader: Agent
    outsider: Agent
    supervisor: Agent
    boss: Agent
    sales: Group
    tech: Group

    @classmethod
    def set(cls, world: World) -> Stage:
        world.found()
        leader, agent = world.agent(role=GROUP_LEADER), world.agent()
        other_leader, outsider = world.agent(role=GROUP_LEADER), world.agent()
        supervisor, boss = world.agent(role=SUPERVISOR), world.agent(role=ADMINISTRATOR)
        sales, tech = group(world, "Sales", leader, agent), group(world, "Tech", other_leader, outsider)
        return cls(world, leader, agent, other_leader, outsider, supervisor, boss, sales, tech)

    @property
    def desk(self) -> Desk:
        return self.world.desk

    def now(self, agent: Agent) -> Agent:
        return self.world.now(agent)

    def caller(self, agent: Agent) -> people.Caller:
        return people.Caller(self.now(agent), "ses_1")

    def settle(self) -> None:
        """Run what is due until nothing is."""
        while work.run_due(self.desk, limit=1000):
            pass

    def forward(self, **how_far: float) -> None:
        """Time goes by, and what is due is done."""
        self.world.clock.forward(**how_far)
        self.settle()

    def draft(self, by: Agent | None = None, *, key: str | None = None, **fields: Any) -> Announcement:
        said = {"title": "Refunds", "body": "From **Monday** on", "audience": {"everybody": True}} | fields
        form = msgspec.convert(msgspec.to_builtins(said), WriteAnnouncement)
        once = Once.of("write", key, "") if key else None
        return writing.write_announcement(self.desk, self.caller(by or self.boss), form, once)

    def publish(self, draft: Announcement, by: Agent | None = None, *, key: str | None = None) -> Announcement:
        form, once = PublishAnnouncement(draft.version), Once.of("publish", key, "") if key else None
        return writing.publish(self.desk, self.caller(by or self.boss), draft.key, form, once)

    def announce(self, by: Agent | None = None, **fields: Any) -> Announcement:
        """Published at once, and everybody has heard of it."""
        made = self.publish(self.draft(by, **fields), by)
        self.forward(seconds=10)
        return made

    def change(self, held: Announcement, by: Agent | None = None, **fields: Any) -> Announcement:
        form = msgspec.convert(msgspec.to_builtins({"version": held.version} | fields), ChangeAnnouncement)
        return writing.change_announcement(self.desk, self.caller(by or self.boss), held.key, form)

    def edition(self, held: Announcement, by: Agent | None = None, **fields: Any) -> Announcement:
        form = msgspec.convert(msgspec.to_builtins({"version": held.version} | fields), NewAnnouncementEdition)
        made = writing.publish_edition(self.desk, self.caller(by or self.boss), held.key, form, None)
        self.forward(seconds=10)
        return made

    def withdraw(self, held: Announcement, by: Agent | None = None) -> Announcement:
        return writing.withdraw(self.desk, self.caller(by or self.boss), held.key, EndAnnouncement("Wrong"), None)

    def archive(self, held: Announcement) -> Announcement:
        return writing.archive(self.desk, self.caller(self.boss), held.key, EndAnnouncement(), None)

    def confirm(self, agent: Agent, held: Announcement, edition: int | None = None) -> Receipt:
        return confirming.confirm(self.desk, self.now(agent), held.key, edition or held.edition)[1]

    def waiting(self, agent: Agent) -> list[Announced]:
        """What their record says they have not read."""
        return unread(self.now(agent).announced, self.world.clock())

    def ids(self, agent: Agent) -> list[str]:
        return [each.announcement_id for each in self.waiting(agent)]

    def current(self, agent: Agent, **wanted: Any) -> list[Mine]:
        return reading.list_current(self.desk, self.now(agent), Wanted(**wanted))

    def find(self, agent: Agent, **wanted: Any) -> list[str]:
        """The titles on the first page of what reaches somebody."""
        shown, _ = reading.list_announcements(self.desk, self.now(agent), Wanted(**wanted), None)
        return [each.announcement.content.title for _, each in shown if each is not None]

    def kept(self, agent: Agent, **wanted: Any) -> list[str]:
        said = {"view": reading.EVERY} | wanted
        shown, _ = reading.list_kept(self.desk, self.now(agent), Wanted(**said), None)
        return [each.content.title for _, each in shown if each is not None]

    def missing(self, agent: Agent, held: Announcement) -> list[str]:
        """Who has not read it, as this reader sees them."""
        _, everybody, _, _ = readers.read_readers(self.desk, self.now(agent), held.key, None)
        return [each.agent.agent_id for each in readers.chosen(everybody, "missing")]

    def letters(self) -> list[str]:
        """To whom reminders went."""
        told, cursor = list[str](), None
        while True:
            items, cursor = notifications.list_notices(self.desk, "", cursor)
            told += [each.to for each in items if each.what == "announcement_unread"]
            if cursor is None:
                return sorted(told)

    def later(self, **how_far: float) -> str:
        return (self.world.clock() + timedelta(**how_far)).isoformat()


def group(world: World, name: str, leader: Agent, *members: Agent) -> Group:
    ids = [each.agent_id for each in (leader, *members)]
    return people.create_group(world.desk, CreateGroup(name=name, leader_id=leader.agent_id, member_ids=ids))
