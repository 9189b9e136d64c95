"""Pictures of those who work here, as visitors and colleagues see them (A4)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from msgspec.structs import replace

from chalicelib.core import audit, events, races
from chalicelib.core.audit import By
from chalicelib.core.desk import Desk
from chalicelib.core.once import Once
from chalicelib.core.text import LONGEST_NAME
from chalicelib.core.transactions import Transaction
from chalicelib.files import service as files
from chalicelib.files.model.kinds import PICTURE
from chalicelib.files.model.upload import ATTACHED, Allowed, FileUsed, UnknownFile, Wish, refuse_unsuitable
from chalicelib.people.model.agents import Agent, AgentRenamed
from chalicelib.people.model.availability import changed as moved_on
from chalicelib.people.service.agents import read_agent
from chalicelib.people.store import agents as stored_agents

OF_PEOPLE = Allowed(kinds=(PICTURE,), megabytes=1, an_hour=30)
SHOWN_SECONDS = 3_600


def ask_for_place(desk: Desk, agent: Agent, wish: Wish, once: Once | None = None) -> files.Ticket:
    """A place for a picture of oneself. Raises ``FileRefused``, ``FilesOff``, ``LimitReached``, ``Invalid``."""
    return files.ask_for(desk, _owner(agent.agent_id), wish, OF_PEOPLE, once)


def set_picture(desk: Desk, agent: Agent, file_id: str) -> Agent:
    """The agent is shown by this file, which was uploaded; the one before goes. Twice is once.

    Where they are shown beside what they do, it is the new one. Raises ``UnknownFile``, ``NotArrived``,
    ``FileRefused``, ``FileUsed``.
    """
    upload = files.arrived(desk, _owner(agent.agent_id), file_id)
    if agent.picture == file_id:
        return agent
    if upload.state == ATTACHED:
        raise FileUsed("this file is part of something else")
    refuse_unsuitable(upload)
    return _change(desk, agent, file_id, partial(files.attach, upload=upload))


def remove_picture(desk: Desk, agent_id: str, by: By, giver: Agent | None = None) -> Agent:
    """The agent is shown by their initials again; who takes somebody else's picture away is in the audit log.

    Twice is once. Raises ``NotFound``, ``BeyondYourRights``.
    """
    agent = read_agent(desk, agent_id, giver)
    if agent.picture is None:
        return agent

    def note(tx: Transaction) -> None:
        if by.agent_id != agent_id:
            audit.note(tx, by, "remove_picture", agent_id)

    return _change(desk, agent, None, note)


def _change(desk: Desk, agent: Agent, picture: str | None, also: Callable[[Transaction], None]) -> Agent:
    def changed(before: Agent) -> Agent:
        return moved_on(before, replace(before, picture=picture))

    def save(before: Agent, after: Agent) -> None:
        tx = Transaction(desk)
        stored_agents.put_agent(tx, before, after, None)
        also(tx)
        former = files.find_if_there(desk, before.picture) if before.picture is not None else None
        if former is not None:
            files.take_away(tx, former)
        events.publish(tx, AgentRenamed(after.agent_id), once_more=events.OUTLIVED)
        tx.commit_and_tell()

    return races.change(desk, agent, ["picture"], changed, save)


def picture_address(desk: Desk, file_id: str) -> str:
    """Where a picture of somebody, or of a plan, is, for whoever knows its id: it is shown to every visitor. One read.

    Raises ``UnknownFile``, also for a file that is part of a conversation.
    """
    if not 0 < len(file_id) <= LONGEST_NAME:  # whatever is longer no key can be
        raise UnknownFile("no such picture")
    upload = files.find(desk, file_id)
    if upload.conversation_id is not None or not upload.file.is_picture:
        raise UnknownFile("no such picture")
    return files.link(desk, upload, seconds=SHOWN_SECONDS)


def _owner(agent_id: str) -> str:
    return f"agent#{agent_id}"
