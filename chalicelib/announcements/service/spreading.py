"""An announcement comes into effect and expires, and whom it reaches hear of it, in pieces (E6, laws 3 and 9)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from chalicelib.announcements.model.announcement import Announcement, Audience, Current, current_of
from chalicelib.announcements.model.reading import Receipt, is_read
from chalicelib.announcements.store import receipts, records
from chalicelib.core import races, work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, RightsChanged
from chalicelib.people.model.announced import MOST_UNREAD, AgentCreated, Announced, kept, with_announced
from chalicelib.people.model.duty import GroupsChanged

TOGETHER = 100
MEMBER = "member#"  # where a page of groups' members ends; other pages end as those of everybody do


class BeginAnnouncement(Due, frozen=True):
    """The time has come from which on it is in effect."""

    kind = "announcements.begin"

    announcement_id: str


class ExpireAnnouncement(Due, frozen=True):
    """The time has come until which it is in effect."""

    kind = "announcements.expire"

    announcement_id: str


class SpreadAnnouncement(Due, frozen=True):
    """Everybody ``after`` this one whom it reaches, or reached as ``former`` says, is to have it in their record as it
    is now."""

    kind = "announcements.spread"

    announcement_id: str
    after: str | None = None
    former: Audience | None = None


class RemindUnread(Due, frozen=True):
    """Who has not confirmed the edition that is asked for is told once more, those behind ``after``; ``hours``: while
    it is after so many (None: after any number)."""

    kind = "announcements.remind"

    announcement_id: str
    asked: int
    after: str | None = None
    hours: int | None = None


class FindAnnouncement(Due, frozen=True):
    """An announcement has other words than before."""

    kind = "announcements.find"

    announcement_id: str


class KeepAnswer(Due, frozen=True):
    """What is answered alike is kept as a phrase while it is in effect, on these ``shelves`` or on no more of them."""

    kind = "announcements.keep_answer"

    announcement_id: str
    shelves: tuple[str, ...] = ()


class RenewUnread(Due, frozen=True):
    """Somebody had more to read than their record keeps, and has read some of it."""

    kind = "announcements.renew"

    agent_id: str


def remind_at(announcement: Announcement, now: datetime) -> datetime | None:
    """When those who have not confirmed are told once more; None: never."""
    if announcement.remind_hours is None:
        return None
    return now + timedelta(hours=announcement.remind_hours)


def members_after(desk: Desk, audience: Sequence[Audience], after: str | None) -> tuple[list[Agent], str | None]:
    """A page of those whom this reaches, and where the next one begins: by the groups where it names these alone, else
    of everybody. Two requests, with groups one more."""
    if all(not each.everybody and not each.role_ids for each in audience):
        wanted = sorted({name for each in audience for name in each.group_ids})
        groups = people.directory(desk).groups
        ids = sorted({member for name in wanted if name in groups for member in groups[name].member_ids})
        # who has left a group just now still has the copy, and may have the announcement
        last = after.removeprefix(MEMBER) if after is not None and after.startswith(MEMBER) else ""
        behind = [each for each in ids if each > last]
        page = list(people.read_agents(desk, behind[:TOGETHER]).values())
        return page, f"{MEMBER}{behind[TOGETHER - 1]}" if len(behind) > TOGETHER else None
    # of what was for groups alone when this began, everybody from the first one on
    return people.agents_after(desk, after if after and not after.startswith(MEMBER) else None, TOGETHER)


def item_for(current: Current | None, agent: Agent, receipt: Receipt | None, now: datetime) -> Announced | None:
    """What this agent has to read of it; None: nothing."""
    if current is None or not current.counts(now) or not current.audience.reaches(agent):
        return None
    if is_read(receipt, current.asked):
        return None
    reminded = any(
        each.reminded
        for each in agent.announced
        if (each.announcement_id, each.edition) == (current.announcement_id, current.asked)
    )
    said = current.announcement_id, current.asked, current.since, current.until, current.urgent
    return Announced(*said, reminded)


def spread(desk: Desk, due: SpreadAnnouncement) -> None:
    """A hundred of those whom it reaches have it in their record as it is now, each by itself; a piece of work for the
    next ones. Twice is once. Three requests, and one for each whose record is otherwise."""
    announcement = records.find(desk, due.announcement_id)
    if announcement is None:
        return
    now, audiences = desk.now(), [announcement.audience, *((due.former,) if due.former is not None else ())]
    current = current_of(announcement, now)
    agents, following = members_after(desk, audiences, due.after)
    if following is not None:
        work.put_alone(desk, SpreadAnnouncement(due.announcement_id, following, due.former))
    receipts_of = receipts.of_agents(desk, due.announcement_id, (each.agent_id for each in agents))
    for agent in agents:
        _give(desk, agent, due.announcement_id, current, receipts_of)


def _give(desk: Desk, agent: Agent, announcement_id: str, current: Current | None, held: Mapping[str, Receipt]) -> None:
    now = desk.now()
    item = item_for(current, agent, held.get(agent.agent_id), now)
    after = with_announced(agent.announced, announcement_id, item, now)
    if len(after) < MOST_UNREAD <= len(agent.announced):  # there is room for what stood in the list alone
        renew(desk, agent.agent_id)
        return
    if after == kept(agent.announced, now):
        return
    tx = Transaction(desk)
    people.tell_announced(tx, agent, after)
    try:
        tx.commit()
    except people.AgentMoved:
        renew(desk, agent.agent_id)


def renew(desk: Desk, agent_id: str) -> None:
    """Somebody's record says what they have to read, made anew of all that is in effect. Some four requests, two where
    nothing is announced. Twice is once."""

    def make() -> None:
        agent = people.read_agents(desk, [agent_id]).get(agent_id)  # before all others: who wrote since has seen newer
        if agent is None:
            return
        now, held = desk.now(), records.currents(desk)
        mine = [each for each in held.items if each.counts(now) and each.audience.reaches(agent)]
        if not held.items and not agent.announced:
            return
        read = receipts.of_agent(desk, agent_id, [each.announcement_id for each in mine])
        items = (item_for(each, agent, read.get(each.announcement_id), now) for each in mine)
        tx = Transaction(desk)
        people.tell_announced(tx, agent, kept((each for each in items if each is not None), now))
        tx.commit()

    races.again(desk, make, people.AgentMoved)


def on_agent_created(desk: Desk, event: AgentCreated) -> None:
    """Who is new has to read what everybody has."""
    renew(desk, event.agent_id)


def on_groups_changed(desk: Desk, event: GroupsChanged) -> None:
    """Who is in other groups has to read what these have."""
    renew(desk, event.agent_id)


def on_rights_changed(desk: Desk, event: RightsChanged) -> None:
    """Who has another role has to read what those who have it do."""
    renew(desk, event.agent_id)


def renew_due(desk: Desk, due: RenewUnread) -> None:
    """Their record has room for what is to be read besides."""
    renew(desk, due.agent_id)
