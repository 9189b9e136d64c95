"""An agent who left, and whose data is to go: who that may be, and what becomes of their account (F6)."""

from __future__ import annotations

from msgspec.structs import replace

from chalicelib.core import events
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Conflict
from chalicelib.core.former import Leaver, mark_of
from chalicelib.core.transactions import Transaction
from chalicelib.files import service as files
from chalicelib.people.model.agents import Agent, AgentRenamed, refuse_erased
from chalicelib.people.model.availability import changed as moved_on
from chalicelib.people.model.reach import refuse_beyond
from chalicelib.people.model.rights import ADMINISTRATOR, LastAdministrator
from chalicelib.people.service.agents import read_agent
from chalicelib.people.store import leaving as store
from chalicelib.people.store import mobiles, reading
from chalicelib.people.store.tries import account_of


class StillHere(Conflict):
    """Their account is in use: only the data of who left can go."""

    code = "agent_still_here"
    title = "This agent's account is still in use"


class NotOneself(Conflict):
    """Nobody erases themselves."""

    code = "not_oneself"
    title = "Nobody erases their own account"


def leaver(desk: Desk, agent_id: str, by: Agent | None) -> tuple[Agent, Leaver]:
    """Somebody whose account is closed, and by what they are known: their name only where nobody else has it. Four
    requests.

    Raises ``NotFound``, ``AgentErased``, ``NotOneself``, ``StillHere``, ``LastAdministrator``, ``BeyondYourRights``.
    """
    agent = read_agent(desk, agent_id, by)
    refuse_staying(desk, agent, by)
    others = [each for each in reading.directory(desk).agents.values() if each.agent_id != agent_id]
    names = {agent.name} - {each.name for each in others}
    number = mobiles.mobile(desk, agent_id).mobile
    addresses = {each.casefold() for each in (agent.email, number) if each}
    return agent, Leaver(agent_id, frozenset(names), frozenset(addresses), frozenset((account_of(agent.email),)))


def shared(desk: Desk, names: frozenset[str], agent_id: str) -> frozenset[str]:
    """Those of these names that somebody else at the desk has. A query."""
    others = (each for each in reading.directory(desk).agents.values() if each.agent_id != agent_id)
    return names & {each.name for each in others}


def refuse_staying(desk: Desk, agent: Agent, by: Agent | None) -> None:
    """Raises what ``leaver`` does."""
    refuse_erased(agent)
    if by is not None and by.agent_id == agent.agent_id:
        raise NotOneself("nobody erases their own account")
    if agent.role == ADMINISTRATOR and not _somebody_administers(desk, agent.agent_id):
        raise LastAdministrator("the desk needs an administrator")
    if agent.active or agent.session_ids or agent.serving:
        raise StillHere("close the account first, and let others have what is theirs")
    refuse_beyond(by, agent.rights)


def _somebody_administers(desk: Desk, besides: str) -> bool:
    there = reading.directory(desk).agents.values()
    return any(each.active and each.role == ADMINISTRATOR and each.agent_id != besides for each in there)


def erase(tx: Transaction, agent: Agent) -> None:
    """From here on nobody is this account: it cannot be signed in to or opened again, and is called by its mark.

    Lost: ``AgentMoved``.
    """
    desk, instead = tx.desk, Leaver(agent.agent_id)
    blank = replace(
        agent, email="", name=instead.name, number=mark_of(agent.agent_id), picture=None, must_change_password=False
    )
    after = replace(blank, password_id=None, erased_at=desk.now(), version=agent.version + 1)
    store.put_erased(tx, agent, moved_on(agent, after))
    picture = files.find_if_there(desk, agent.picture) if agent.picture is not None else None
    if picture is not None:
        files.take_away(tx, picture)
    events.publish(tx, AgentRenamed(agent.agent_id), once_more=events.OUTLIVED)
