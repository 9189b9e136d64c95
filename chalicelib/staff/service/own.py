"""What whom an entry is about does: they have seen it, and say something to it, once (F12)."""

from __future__ import annotations

from chalicelib.core import audit, races
from chalicelib.core.desk import Desk
from chalicelib.core.once import AlreadyDone, Once, mark, recall
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.reach import NotYours
from chalicelib.staff import store
from chalicelib.staff.model.entry import Entry, seen, stated
from chalicelib.staff.service.access import find
from chalicelib.staff.service.telling import tell_of_statement
from chalicelib.staff.store import EntryMoved


def mark_seen(desk: Desk, caller: people.Caller, entry_id: str, request_id: str = "") -> Entry:
    """They have seen it; twice is once. Two requests. Raises ``NotFound``, ``NotYours``."""

    def write() -> Entry:
        before = _own(desk, caller, entry_id)
        after = seen(before, desk.now())
        if after is before:
            return before
        tx = Transaction(desk)
        store.write(tx, before, after)
        audit.note(tx, caller.by(request_id), "mark_staff_entry_seen", entry_id)
        tx.commit()
        return after

    return races.again(desk, write, EntryMoved)


def state(
    desk: Desk, caller: people.Caller, entry_id: str, text: str, once: Once | None = None, request_id: str = ""
) -> Entry:
    """Their statement, once; its author hears of it. Four requests.

    Raises ``NotFound``, ``NotYours``, ``StatementWritten``, ``Invalid``, ``KeyReused``.
    """

    def write() -> Entry:
        before = _own(desk, caller, entry_id)
        if recall(desk, once, desk.now().timestamp()) is not None:
            return before
        after = stated(before, text, desk.now())
        tx = Transaction(desk)
        mark(tx, once, {"entry_id": entry_id})
        store.write(tx, before, after)
        audit.note(tx, caller.by(request_id), "state_to_staff_entry", entry_id)
        tell_of_statement(tx, after, people.read_agents(desk, [after.author_id]))
        try:
            tx.commit_and_tell()
        except AlreadyDone:
            return find(desk, entry_id)
        return after

    return races.again(desk, write, EntryMoved)


def _own(desk: Desk, caller: people.Caller, entry_id: str) -> Entry:
    entry = find(desk, entry_id)
    if entry.agent_id != caller.agent.agent_id or not entry.is_shown:
        raise NotYours("it is in another's file")
    return entry
