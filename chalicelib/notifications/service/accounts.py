"""Letters about people's accounts (F7)."""

from __future__ import annotations

from contextlib import suppress

from chalicelib.core.desk import Desk
from chalicelib.core.transactions import Transaction
from chalicelib.notifications.model.notice import Link, Matter
from chalicelib.notifications.service.telling import tell_colleagues
from chalicelib.notifications.store import ToldBefore
from chalicelib.people import service as people
from chalicelib.people.model.sessions import PASSWORD_LINK, PASSWORD_PATH, PasswordLink, PasswordLinkAsked

INVITED, FORGOTTEN = "password_invited", "password_forgotten"


def send_password_link(desk: Desk, asked: PasswordLinkAsked) -> None:
    """Send the agent their link, while it counts; once. Three requests."""
    agent = people.read_agent(desk, asked.agent_id)
    if not PasswordLink.named(asked.name).counts_for(agent, desk.now()):
        return
    matter = Matter(
        what=INVITED if asked.invited else FORGOTTEN,
        about=agent.agent_id,
        words={"name": agent.name, "email": agent.email, "desk": people.read_desk(desk).name},
        links={"url": Link(PASSWORD_PATH, PASSWORD_LINK, asked.name)},
    )
    tx = Transaction(desk)
    tell_colleagues(tx, [agent], asked.language, matter, once=f"password_link#{asked.name}")
    with suppress(ToldBefore):
        tx.commit()
