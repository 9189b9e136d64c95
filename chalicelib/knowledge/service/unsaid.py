"""Words that must not be said, as those who keep them change them, and who says them all the same (E5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date
from typing import Any

from msgspec.structs import asdict, replace

from chalicelib.core import audit, races
from chalicelib.core.audit import By
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Conflict, Invalid, NotFound
from chalicelib.core.once import AlreadyDone, Once, mark
from chalicelib.core.races import Moved
from chalicelib.core.tables import read_all
from chalicelib.core.transactions import Transaction
from chalicelib.knowledge.model.said import Said, WordSaid, checked_days, month_of, said_in, words_said
from chalicelib.knowledge.model.shipped_unsaid import shipped_unsaid
from chalicelib.knowledge.model.unsaid import CHECKS, Unsaid, UnsaidWords, with_entries, without
from chalicelib.knowledge.service.again import made_before
from chalicelib.knowledge.service.guarding import forget_guards
from chalicelib.knowledge.store import unsaid as store
from chalicelib.knowledge.store.unsaid import UnsaidMoved
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.plans import service as plans


class EntryMoved(Moved):
    """The words were written to since they were read; ``record`` is the entry as it stands now."""


def read_unsaid(desk: Desk) -> UnsaidWords:
    """All of them, for every plan, those that do not hold now too; one read."""
    return store.unsaid(desk)


def create_unsaid(desk: Desk, by: By, values: Mapping[str, Any], once: Once | None = None) -> tuple[Unsaid, bool]:
    """A new entry behind all others, and whether it was made before. One read more where it names plans.

    Raises ``Invalid`` with the field, ``UnsaidFull``.
    """
    fields = races.fields_in(values, CHECKS)
    _refuse_unknown_plans(desk, fields)
    entry = Unsaid(desk.new_id("uns"), **fields)

    def add(words: UnsaidWords) -> None:
        _put(desk, words, with_entries(words, [entry]), by, "create_unsaid", (None, entry), once)

    try:
        races.follow(desk, store.unsaid(desk), add, UnsaidMoved)
    except AlreadyDone as done:
        before = done.answer
    except Conflict as refusal:
        before = made_before(desk, once, refusal)
    else:
        return entry, False
    return _find(store.unsaid(desk), str(before["word_id"])), True


def update_unsaid(desk: Desk, by: By, word_id: str, values: Mapping[str, Any], version: int | None = None) -> Unsaid:
    """Change what is said of an entry; with ``version`` only if it still has it. One read more where it names plans.

    Raises ``NotFound``, ``Invalid``, ``ChangedMeanwhile``, ``UnsaidFull``.
    """
    fields = races.fields_in(values, CHECKS)
    _refuse_unknown_plans(desk, fields)
    words = store.unsaid(desk)

    def changed(before: Unsaid) -> Unsaid:
        if version is not None and version != before.version:
            raise races.changed_meanwhile(version=before.version)
        return replace(before, **fields)

    def save(before: Unsaid, after: Unsaid) -> None:
        nonlocal words
        try:
            _put(desk, words, with_entries(words, [after]), by, "update_unsaid", (before, after))
        except UnsaidMoved as moved:
            words = moved.record
            raise EntryMoved(words.find(word_id)) from None

    return races.change(desk, _find(words, word_id), fields, changed, save)


def delete_unsaid(desk: Desk, by: By, word_id: str) -> None:
    """Take an entry away; twice is once."""

    def remove(words: UnsaidWords) -> None:
        entry = words.find(word_id)
        if entry is not None:
            _put(desk, words, without(words, word_id), by, "delete_unsaid", (entry, None))

    races.follow(desk, store.unsaid(desk), remove, UnsaidMoved)


def add_shipped_unsaid(desk: Desk, by: By) -> int:
    """Add the entries that come with the product, as far as they are not there; how many were added.

    Twice adds nothing twice, and what was changed stays as it is. Raises ``UnsaidFull``.
    """

    def add(words: UnsaidWords) -> int:
        new = shipped_unsaid(words)
        if new:
            tx = Transaction(desk)
            store.write_unsaid(tx, words, with_entries(words, new))
            audit.note(tx, by, "add_shipped_unsaid", "unsaid", before=None, after={"entries": len(new)})
            tx.commit()
            forget_guards(desk)
        return len(new)

    return races.follow(desk, store.unsaid(desk), add, UnsaidMoved)


def said_by(desk: Desk, reader: Agent, first: date | None, last: date | None) -> tuple[Sequence[Agent], Sequence[date]]:
    """Whose replies may be counted for this reader, by number, and over which days (UTC); one request.

    Without a period: the last thirty days. Raises ``Invalid``.
    """
    return people.list_agents(desk, reader), checked_days(first, last, _today(desk))


def counts(desk: Desk, agents: Sequence[Agent], days: Sequence[date]) -> Sequence[Said]:
    """How many of their replies in these days had such words, by agent; a request for each twenty-five of them."""
    months = sorted({month_of(day) for day in days})
    counted = store.said(desk, [each.agent_id for each in agents], months)
    return [said_in(each.agent_id, each.name, days, counted) for each in agents]


def counts_by_word(
    desk: Desk, reader: Agent, agent_id: str, first: date | None, last: date | None
) -> Sequence[WordSaid]:
    """The same of one agent for each entry, in the order of the list; three requests, and what reach takes.

    Raises ``Invalid``, ``NotFound``, ``BeyondYourRights``.
    """
    days = checked_days(first, last, _today(desk))
    agent = people.read_agent(desk, agent_id, reader)
    return words_said(store.unsaid(desk), store.words_on(desk, agent.agent_id, days))


def _today(desk: Desk) -> date:
    return desk.now().astimezone(UTC).date()


def _put(
    desk: Desk,
    before: UnsaidWords,
    after: UnsaidWords,
    by: By,
    act: str,
    entry: tuple[Unsaid | None, Unsaid | None],
    once: Once | None = None,
) -> None:
    was, becomes = (asdict(each) if each else None for each in entry)
    about = str((becomes or was or {})["word_id"])
    tx = Transaction(desk)
    mark(tx, once, {"word_id": about})
    store.write_unsaid(tx, before, after)
    audit.note(tx, by, act, about, before=was, after=becomes)
    tx.commit()
    forget_guards(desk)


def _refuse_unknown_plans(desk: Desk, fields: Mapping[str, Any]) -> None:
    keys = fields.get("plans") or ()
    there = read_all(desk.database, [plans.wanted(each) for each in keys]) if keys else []
    for key, plan in zip(keys, there, strict=True):
        if plan is None:
            raise Invalid.field("plans", f"there is no such plan: {key}")


def _find(words: UnsaidWords, word_id: str) -> Unsaid:
    entry = words.find(word_id)
    if entry is None:
        raise NotFound("no such entry")
    return entry
