"""That somebody types, and how far they have read, comes with the question that a page asks anyway (A2, A8)."""

from __future__ import annotations

from contextlib import suppress

from msgspec.structs import replace

from chalicelib.conversations import store
from chalicelib.conversations.model.conversation import CLOSED, OPEN, Header, Page
from chalicelib.conversations.model.marks import NOTHING, Told, change_by
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Lost
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.mentions import mentions_in


def note_marks(desk: Desk, page: Page, header: Header | None, side: str, told: Told) -> Page:
    """Write down what a page says of its ``side``, if that is news, and what it is shown of the other one (A2).

    At most one write in some seconds, and one for what was read. Nothing is kept or shown of a conversation that is
    not under way, or whose plan wants none.
    """
    if header is None or not header.marks or header.state != OPEN:
        return page if page.marks == NOTHING else replace(page, marks=NOTHING)
    change = change_by(side, told, page.marks, header.last_seq, desk.now())
    if change is not None:
        tx = Transaction(desk)
        store.put_marks(tx, header.conversation_id, side, change)
        with suppress(Lost):
            tx.commit()
    return page


def read_mentions(desk: Desk, agent: Agent, page: Page, read: int) -> None:
    """What names the agent up to the last entry they have read, they have read: one write for it, and none otherwise.

    Of a conversation that is over everything that is shown counts as read: nothing more is asked of it.
    """
    header = page.header
    if not agent.mentioned or header is None:
        return
    upto = header.last_seq if header.state == CLOSED else read
    here = [each for each in mentions_in(agent.mentioned) if each.conversation_id == header.conversation_id]
    seen = [each for each in here if each.seq <= upto]
    if seen:
        tx = Transaction(desk)
        people.forget_mentions(tx, agent.agent_id, seen)
        tx.commit()
