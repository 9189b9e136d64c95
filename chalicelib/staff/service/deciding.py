"""The second person: what waits stands, or is refused (F12)."""

from __future__ import annotations

from chalicelib.core import audit, races
from chalicelib.core.desk import Desk
from chalicelib.core.once import AlreadyDone, Once, mark, recall
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import by_agent
from chalicelib.staff.model.entry import CORRECTION, REFUSED, Entry, decided, followed, unfollowed
from chalicelib.staff.service.access import find, refuse_to_decide
from chalicelib.staff.service.saving import LOST, put
from chalicelib.staff.service.telling import tell_of_decision


def decide(
    desk: Desk,
    caller: people.Caller,
    entry_id: str,
    outcome: str,
    text: str,
    once: Once | None = None,
    request_id: str = "",
) -> Entry:
    """Say yes or no to what waits; its author may take it back that way too, but not let it stand. Once; six requests.

    Raises ``NotFound``, ``NotYours``, ``EntryDecided``, ``Invalid``, ``KeyReused``.
    """

    def write() -> Entry:
        before = find(desk, entry_id)
        if not (outcome == REFUSED and caller.agent.agent_id == before.author_id):
            refuse_to_decide(desk, caller.agent, before)
        if recall(desk, once, desk.now().timestamp()) is not None:
            return before
        after = decided(before, outcome, text, by_agent(caller.agent), desk.now())
        tx = Transaction(desk)
        mark(tx, once, {"entry_id": entry_id})
        put(tx, (before, after), *_corrected(desk, after))
        told = {"outcome": outcome, "agent_id": after.agent_id}
        audit.note(tx, caller.by(request_id), "decide_on_staff_entry", entry_id, after=told)
        agents = people.read_agents(desk, [after.agent_id, after.author_id])
        tell_of_decision(tx, after, agents, caller.agent.agent_id)
        try:
            tx.commit_and_tell()
        except AlreadyDone:
            return find(desk, entry_id)
        return after

    return races.again(desk, write, LOST)


def _corrected(desk: Desk, correction: Entry) -> list[tuple[Entry, Entry]]:
    """The entry that it corrects, as it was and as it then is; one read."""
    if correction.act != CORRECTION or correction.about_id is None:
        return []
    before = find(desk, correction.about_id)
    return [(before, unfollowed(before) if correction.state == REFUSED else followed(before, correction))]
