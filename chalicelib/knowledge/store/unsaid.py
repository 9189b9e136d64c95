"""Words that must not be said, and what was said all the same, in the table ``knowledge``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from pynamodb.attributes import UnicodeAttribute
from pynamodb.expressions.operand import Path

from chalicelib.core import times
from chalicelib.core.desk import Desk
from chalicelib.core.races import Moved
from chalicelib.core.tables import Packed, RawItem, Row, Wanted, table_name
from chalicelib.core.transactions import Transaction
from chalicelib.knowledge.model.said import counter_of
from chalicelib.knowledge.model.unsaid import UnsaidWords
from chalicelib.knowledge.store.keys import Keys

UNSAID = "unsaid"


class UnsaidRow(Keys):
    words = Packed(UnsaidWords)


class UnsaidMoved(Moved):
    """The words are not as they were read; ``record`` is how they stand now."""


def unsaid(desk: Desk) -> UnsaidWords:
    """All words that must not be said; one strongly consistent read."""
    item = UnsaidRow.find_item(desk.database, UNSAID)
    return _unsaid(item)


def wanted_unsaid() -> Wanted[UnsaidWords]:
    """The same, to be read together with something else; nothing until somebody has written any."""
    return UnsaidRow.wanted(lambda row: row.words, UNSAID)


def write_unsaid(tx: Transaction, before: UnsaidWords, after: UnsaidWords) -> None:
    """Store the words. Lost: ``UnsaidMoved``."""
    unmoved = UnsaidRow.revision == before.revision if before.revision else UnsaidRow.key.does_not_exist()
    row = UnsaidRow(UNSAID, revision=after.revision, words=after)
    tx.put(row, condition=unmoved, losing=lambda item: UnsaidMoved(_unsaid(item)))


def _unsaid(item: RawItem | None) -> UnsaidWords:
    words: UnsaidWords = UnsaidRow.words.held_in(item) if item else UnsaidWords()
    return words


class SaidRow(Row):
    """What an agent said in a month all the same, or heeded: a number for each kind or way and day, such as
    ``negative-28``; and on a day: one for each way and entry, such as ``replaced#uns_…``."""

    class Meta:
        table_name = table_name("knowledge")

    key = UnicodeAttribute(hash_key=True)


def count_said(tx: Transaction, agent_id: str, month: str, counters: Iterable[str]) -> None:
    """Count one more with the transaction in each of these counters of the agent's month."""
    tx.update(SaidRow(_said(agent_id, month)), [Path([each]).add(1) for each in counters])


def said(desk: Desk, agent_ids: Sequence[str], months: Sequence[str]) -> Mapping[tuple[str, str], Mapping[str, int]]:
    """The counters of these agents in these months, where there are any; one request for each hundred."""
    places = {_said(agent, month): (agent, month) for agent in agent_ids for month in months}
    items = SaidRow.find_items(desk.database, [(each,) for each in places])
    return {
        places[item["key"]["S"]]: {name: int(value["N"]) for name, value in item.items() if "N" in value}
        for item in items
    }


def count_words(tx: Transaction, agent_id: str, day: date, words: Iterable[tuple[str, str]]) -> None:
    """Count one more with the transaction for each of these entries, and what came of it, on this day of the agent."""
    counters = [Path([counter_of(way, word_id)]).add(1) for way, word_id in words]
    tx.update(SaidRow(_said(agent_id, times.stored(day))), counters)


def words_on(desk: Desk, agent_id: str, days: Sequence[date]) -> Sequence[Mapping[str, int]]:
    """What was counted of this agent on these days by entry, where anything was; one request for each hundred days."""
    items = SaidRow.find_items(desk.database, [(_said(agent_id, times.stored(day)),) for day in days])
    return [{name: int(value["N"]) for name, value in item.items() if "N" in value} for item in items]


def _said(agent_id: str, period: str) -> str:
    return f"said#{agent_id}#{period}"
