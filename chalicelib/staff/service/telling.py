"""Who is told what about staff files; each letter is written with what it tells of, and says neither why nor how much:
letters are read by others than whom they are for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from chalicelib.core.transactions import Transaction
from chalicelib.notifications import service as notifications
from chalicelib.notifications.model.notice import Matter
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.staff.model.entry import ACTS, PENDING, REFUSED, Entry
from chalicelib.staff.model.rights import approvers

NEW, WAITS, REFUSAL, STATEMENT = "staff_entry", "staff_waits", "staff_refused", "staff_statement"
MOST_TOLD = 20
LANGUAGE = "zh-CN"  # of what the desk's own people are told
_DONE = dict(zip(ACTS, ("新记录 · new", "更正 · corrected", "撤销 · withdrawn"), strict=True))


def tell_of_new(tx: Transaction, entry: Entry, agent: Agent) -> None:
    """Whom it is about; or, while it waits, those who can be the second person (one request)."""
    if entry.state == PENDING:
        _tell(tx, entry, WAITS, approvers(people.directory(tx.desk), entry, MOST_TOLD))
    else:
        _tell(tx, entry, NEW, [agent] if agent.active else [])


def tell_of_decision(tx: Transaction, entry: Entry, agents: Mapping[str, Agent], decider_id: str) -> None:
    """Whom it is about, now that it stands; its author, where somebody else refused it."""
    to = entry.author_id if entry.state == REFUSED else entry.agent_id
    reader = agents.get(to)
    if reader is not None and reader.active and to != decider_id:
        _tell(tx, entry, REFUSAL if entry.state == REFUSED else NEW, [reader])


def tell_of_statement(tx: Transaction, entry: Entry, agents: Mapping[str, Agent]) -> None:
    """Its author."""
    _tell(tx, entry, STATEMENT, [each for each in agents.values() if each.active])


def _tell(tx: Transaction, entry: Entry, what: str, to: Sequence[Agent]) -> None:
    words = {
        "agent": entry.agent.name or "",
        "author": entry.author.name or "",
        "kind": " · ".join(entry.names.values()),
        "done": _DONE[entry.act],
        "day": str(entry.day),
    }
    matter = Matter(what=what, words=words, about=entry.entry_id, holder_id=entry.agent_id)
    notifications.tell_colleagues(tx, to, LANGUAGE, matter)
