"""Messages name whoever has them; when those are renamed, the copy follows (law 3)."""

from __future__ import annotations

from msgspec.structs import replace

from chalicelib.core import races, work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.transactions import Transaction
from chalicelib.offline import store
from chalicelib.offline.model.message import ANSWERED, CLAIMED, NEW
from chalicelib.offline.service.saving import save
from chalicelib.people import service as people
from chalicelib.people.model.agents import AgentRenamed, by_agent

PAGE = 50


class RenameAgent(Due, frozen=True):
    """What somebody has in this state, ``before`` this of it, shows their present name."""

    kind = "offline.rename_agent"

    agent_id: str
    state: str
    before: str | None = None


def rename_later(desk: Desk, renamed: AgentRenamed) -> None:
    """Somebody was renamed: what they have follows at once, but not in this request, for it may be much."""
    work.put_alone(desk, *(RenameAgent(renamed.agent_id, state) for state in (NEW, CLAIMED, ANSWERED)))


def rename(desk: Desk, due: RenameAgent, *, page: int = PAGE) -> None:
    """A ``page`` of the messages in this state that the agent has shows their present name; the next piece goes on.

    Twice is once, and of two names the present one holds, in whatever order they spread.
    """
    agent_id, state = due.agent_id, due.state
    places = store.list_before(desk, "holder", agent_id, state, due.before, page)
    if len(places) == page:
        work.put_alone(desk, RenameAgent(agent_id, state, places[-1]))
    for place in places:
        _rename(desk, agent_id, place.rpartition("#")[2])


def _rename(desk: Desk, agent_id: str, message_id: str) -> None:
    def once() -> None:
        message = store.message(desk, message_id)
        if message is None or message.agent_id != agent_id:
            return
        agent = by_agent(people.read_agent(desk, agent_id))  # read after the message: never an older name over a newer
        if message.agent != agent:
            tx = Transaction(desk)
            save(tx, message, replace(message, agent=agent, version=message.version + 1))
            tx.commit()

    races.again(desk, once, store.MessageMoved)
