"""A password without the present one: who forgot it, or has none yet, gets a link by e-mail (F7)."""

from __future__ import annotations

import logging
from contextlib import suppress
from datetime import timedelta

from msgspec.structs import replace

from chalicelib.core import audit, events, limits, links, passwords, races, work
from chalicelib.core.audit import STRANGER, By
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import LimitReached, NotFound
from chalicelib.core.limits import Limit
from chalicelib.core.once import AlreadyDone, Once
from chalicelib.core.once import mark as once_marked
from chalicelib.core.tokens import mark
from chalicelib.core.transactions import Transaction
from chalicelib.people.model.agents import OFFLINE, Agent, AgentLeft
from chalicelib.people.model.availability import changed as moved_on
from chalicelib.people.model.reach import refuse_beyond
from chalicelib.people.model.sessions import PASSWORD_LINK, PasswordLink, PasswordLinkAsked
from chalicelib.people.service.carrying import agent_of
from chalicelib.people.service.reach import BEYOND, refuse_people_beyond
from chalicelib.people.service.sessions import LONGEST_EMAIL, known_of
from chalicelib.people.service.tries import place_of, unlock_agent
from chalicelib.people.store import agents as stored_agents
from chalicelib.people.store import reading
from chalicelib.people.store.rows import AgentMoved

FORGOTTEN_FOR, INVITED_FOR = timedelta(hours=1), timedelta(days=7)
BY_ADDRESS = Limit("password_forgotten", most=20, within=timedelta(minutes=15))
BY_ACCOUNT = Limit("password_link", most=5, within=timedelta(hours=1))

log = logging.getLogger("deskbell")


class SendPasswordLink(Due, frozen=True):
    """Somebody says that they sign in with this address and forgot the password."""

    kind = "people.send_password_link"

    email: str
    language: str
    place: str
    request_id: str = ""


def forget_password(desk: Desk, email: str, language: str, source_ip: str, request_id: str = "") -> None:
    """A link is sent to whoever signs in with this address, if anybody does.

    Two requests, whoever it is: what becomes of it is due work, so that nothing tells known addresses from others.
    Raises ``TooManyRequests`` where too much is asked from one place.
    """
    email, place = email.strip().casefold(), place_of(source_ip)
    limits.spend_now(desk, BY_ADDRESS, "address", place)
    if not email or len(email) > LONGEST_EMAIL:
        return
    work.put_alone(desk, SendPasswordLink(email, language, place, request_id))


def send_password_link(desk: Desk, due: SendPasswordLink) -> None:
    """Due at once: nothing for an address that is nobody's, or got enough of these in this hour."""
    agent_id = reading.agent_id_of(desk, due.email)
    agent = agent_of(desk, agent_id) if agent_id is not None else None
    if agent is None or not agent.active:
        return
    by = By(STRANGER, due.place, due.request_id)
    try:
        _send(desk, agent, due.language, by, invited=reading.password_of(desk, agent.agent_id) is None)
    except LimitReached:
        log.warning("password_link_refused", extra={"account": mark(desk, "account", due.email), "address": due.place})


def invite(desk: Desk, agent_id: str, language: str, *, giver: Agent, by: By, once: Once | None = None) -> Agent:
    """Send the agent a link by which they choose a password; those from before count until one is chosen.

    Raises ``NotFound``, ``Forbidden`` when ``giver`` may less than the agent, or does not reach them, ``LimitReached``.
    """
    agent = reading.agent(desk, agent_id)
    if agent is None or not agent.active:
        raise NotFound("no such agent")
    refuse_beyond(giver, agent.rights)
    refuse_people_beyond(desk, giver, frozenset({agent_id}), BEYOND)
    with suppress(AlreadyDone):
        _send(desk, agent, language, by, invited=True, once=once)
    return agent


def _send(desk: Desk, agent: Agent, language: str, by: By, *, invited: bool, once: Once | None = None) -> None:
    tx = Transaction(desk)
    once_marked(tx, once, {"agent_id": agent.agent_id})
    limits.spend(tx, BY_ACCOUNT, "account", agent.agent_id)
    audit.note(tx, by, "send_password_link", agent.agent_id)
    ask_for_link(tx, agent, language, invited=invited)
    tx.commit_and_tell()


def ask_for_link(tx: Transaction, agent: Agent, language: str, *, invited: bool) -> None:
    """Add to the transaction: a letter with a link goes to the agent."""
    until = tx.desk.now() + (INVITED_FOR if invited else FORGOTTEN_FOR)
    name = PasswordLink.to(agent, until).name
    events.publish(tx, PasswordLinkAsked(agent.agent_id, name, language, invited))


def agent_by_link(desk: Desk, token: str) -> Agent:
    """Who chooses a password by this link; one read. Raises ``NotFound`` for one that counts no more."""
    return _holder(desk, PasswordLink.named(links.read(desk, PASSWORD_LINK, token)))


def _holder(desk: Desk, link: PasswordLink) -> Agent:
    agent = agent_of(desk, link.agent_id)
    if agent is None or not link.counts_for(agent, desk.now()):
        raise NotFound("this link counts no more")
    return agent


def choose_password(desk: Desk, token: str, new: str, source_ip: str = "", request_id: str = "") -> Agent:
    """Set the password of whoever has this link; all their sessions end, and no other link of theirs counts any more.

    Raises ``NotFound`` for what is no link of ours or counts no more, ``WeakPassword``.
    """
    link = PasswordLink.named(links.read(desk, PASSWORD_LINK, token))
    agent = _holder(desk, link)
    passwords.checked(new, "new", known_of(agent))
    hashed, password_id = passwords.hashed(desk, new), desk.new_id("pwd")

    def choose(agent: Agent | None) -> Agent:
        if agent is None or not link.counts_for(agent, desk.now()):
            raise NotFound("this link counts no more")
        chosen = replace(
            agent,
            password_id=password_id,
            must_change_password=False,
            version=agent.version + 1,
            session_ids=frozenset(),
            status=OFFLINE,
            seated=False,
        )
        after, tx = moved_on(agent, chosen), Transaction(desk)
        stored_agents.put_agent(tx, agent, after, hashed)
        by = By(agent.agent_id, agent.name, request_id)
        audit.note(tx, by, "choose_password", agent.agent_id, after={"address": place_of(source_ip)})
        if agent.session_ids:
            events.publish(tx, AgentLeft(agent.agent_id))
        tx.commit_and_tell()
        return after

    after = races.follow(desk, agent, choose, AgentMoved)
    # whoever reads the agent's mail need not wait for what others guessed before
    return unlock_agent(desk, after.agent_id, by=By(agent.agent_id, agent.name, request_id))
