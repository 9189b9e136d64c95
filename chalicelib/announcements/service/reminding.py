"""Who has not confirmed in time is told once more, in the console and, where that is said, by e-mail (E6)."""

from __future__ import annotations

from msgspec.structs import replace

from chalicelib.announcements.model.announcement import EFFECTIVE, Announcement, Current, current_of
from chalicelib.announcements.model.reading import is_read
from chalicelib.announcements.service.spreading import RemindUnread, item_for, members_after
from chalicelib.announcements.store import receipts, records
from chalicelib.announcements.store.receipts import ReceiptMoved, RemindedBefore
from chalicelib.core import races, work
from chalicelib.core.desk import Desk
from chalicelib.core.times import moment_there
from chalicelib.core.transactions import Transaction
from chalicelib.notifications import service as notifications
from chalicelib.notifications.model.notice import Matter
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.announced import with_announced

LANGUAGE = "zh-CN"  # in which the desk writes to its own people
LETTER = "announcement_unread"
WORDS = {"zh-CN": {True: "【紧急】", False: ""}, "en": {True: "Urgent: ", False: ""}}


def remind(desk: Desk, due: RemindUnread) -> None:
    """A hundred of those whom it reaches, and who have not confirmed it, are told once more; a piece of work for the
    next ones. Void once it is over, or another edition or time is asked for. Three requests, and one for each who is
    told."""
    announcement = records.find(desk, due.announcement_id)
    if announcement is None or announcement.asked != due.asked:
        return
    current = current_of(announcement, desk.now())
    if current is None or announcement.standing(desk.now()) != EFFECTIVE or announcement.remind_hours is None:
        return
    if due.hours not in (None, announcement.remind_hours):
        return
    agents, following = members_after(desk, [announcement.audience], due.after)
    if following is not None:
        work.put_alone(desk, RemindUnread(due.announcement_id, due.asked, following, due.hours))
    held = receipts.of_agents(desk, due.announcement_id, (each.agent_id for each in agents))
    zone = people.read_desk(desk).time_zone if announcement.remind_by_email else ""
    for agent in agents:
        reached = agent.active and announcement.audience.reaches(agent)
        if reached and not is_read(held.get(agent.agent_id), announcement.asked):
            _tell(desk, agent, announcement, current, zone)


def _tell(desk: Desk, agent: Agent, announcement: Announcement, current: Current, zone: str) -> None:
    def tell(agent: Agent | None) -> None:
        if agent is None:
            return
        now = desk.now()
        item = item_for(current, agent, None, now)
        tx = Transaction(desk)
        receipts.check_unread(tx, announcement.key, agent.agent_id, announcement.asked)
        receipts.put_reminded(tx, announcement.key, agent.agent_id, announcement.asked)
        marked = replace(item, reminded=True) if item is not None else None
        people.tell_announced(tx, agent, with_announced(agent.announced, announcement.key, marked, now))
        if announcement.remind_by_email:
            notifications.tell_colleagues(tx, [agent], LANGUAGE, _matter(announcement, agent, zone))
        tx.commit()

    try:
        races.follow(desk, agent, tell, people.AgentMoved)
    except (RemindedBefore, ReceiptMoved):
        return  # they were told, or have read it meanwhile


def _matter(announcement: Announcement, agent: Agent, zone: str) -> Matter:
    words = {
        "title": announcement.content.title,
        "urgent": WORDS[LANGUAGE][announcement.urgent],
        "by": (announcement.published_by or announcement.written_by).name,
        "since": moment_there(announcement.began_at, zone, LANGUAGE),
        "due": moment_there(announcement.expires_at, zone, LANGUAGE) if announcement.expires_at is not None else "",
    }
    return Matter(what=LETTER, words=words, about=announcement.key, holder_id=agent.agent_id)
