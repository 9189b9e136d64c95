"""Somebody confirms that they have read an announcement: once, with the edition and the time (E6)."""

from __future__ import annotations

from chalicelib.announcements.model.announcement import EFFECTIVE, EXPIRED, Announcement, EditionMoved, refuse_unless
from chalicelib.announcements.model.reading import Receipt, is_read
from chalicelib.announcements.service import access
from chalicelib.announcements.service.spreading import RenewUnread
from chalicelib.announcements.store import receipts
from chalicelib.announcements.store.receipts import ReceiptMoved
from chalicelib.core import races, work
from chalicelib.core.desk import Desk
from chalicelib.core.errors import existing
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.announced import MOST_UNREAD, kept
from chalicelib.people.model.reach import NotYours


def confirm(desk: Desk, agent: Agent, announcement_id: str, edition: int) -> tuple[Announcement, Receipt]:
    """They have read this edition; twice is once, with the time of the first. Two requests. Raises ``NotFound``,
    ``NotYours``, ``AnnouncementOver`` for what is withdrawn, ``EditionMoved`` where another one is to be read."""

    def once(agent: Agent | None) -> tuple[Announcement, Receipt]:
        if agent is None:
            raise NotYours("you are not there any more")
        held, before = receipts.with_announcement(desk, announcement_id, agent.agent_id)
        announcement = existing(held, "no such announcement")
        if not access.sees(agent, announcement, desk.now()):
            raise NotYours("it is for others")
        if before is not None and before.edition >= edition and is_read(before, announcement.asked):
            return announcement, before
        refuse_unless(announcement, desk.now(), EFFECTIVE, EXPIRED)
        if not announcement.asked <= edition <= announcement.edition:
            raise EditionMoved("read it again, then confirm", extra={"edition": announcement.edition})
        receipt = _receipt(desk, agent, edition, before)
        _store(desk, agent, announcement_id, receipt)
        return announcement, receipt

    def as_read() -> tuple[Announcement, Receipt]:
        return races.follow(desk, agent, once, people.AgentMoved)

    return races.again(desk, as_read, ReceiptMoved)


def _receipt(desk: Desk, agent: Agent, edition: int, before: Receipt | None) -> Receipt:
    earlier = (*before.before, (before.edition, before.at)) if before is not None else ()
    return Receipt(agent.agent_id, edition, desk.now(), agent.name, agent.number, earlier)


def _store(desk: Desk, agent: Agent, announcement_id: str, receipt: Receipt) -> None:
    """Lost: ``ReceiptMoved``, ``AgentMoved``."""
    left = [
        each for each in agent.announced if each.announcement_id != announcement_id or each.edition > receipt.edition
    ]
    tx = Transaction(desk)
    receipts.put(tx, announcement_id, receipt)
    people.tell_announced(tx, agent, kept(left, desk.now()))
    if len(agent.announced) >= MOST_UNREAD:
        work.put(tx, RenewUnread(agent.agent_id))
    tx.commit()
