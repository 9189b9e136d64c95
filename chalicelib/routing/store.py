"""The table ``assignment``: decisions, kept to be explained."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from pynamodb.attributes import NumberAttribute, UnicodeAttribute, UTCDateTimeAttribute
from pynamodb.expressions.condition import Condition

from chalicelib.core.desk import Desk
from chalicelib.core.tables import Json, Row, index, table_name
from chalicelib.core.transactions import Transaction
from chalicelib.routing.model import Considered, Decision


class DecisionRow(Row):
    class Meta:
        table_name = table_name("assignment")

    conversation_id = UnicodeAttribute(hash_key=True)
    seq = NumberAttribute(range_key=True)
    agent_id = UnicodeAttribute()
    how = UnicodeAttribute()
    at = UTCDateTimeAttribute()
    considered = Json(tuple[Considered, ...])
    by_agent = index(agent_id=UnicodeAttribute, at=UTCDateTimeAttribute)


def put_decision(tx: Transaction, decision: Decision) -> None:
    """Keep the decision with the assignment it explains."""
    tx.put(DecisionRow.of(decision))


def decisions(desk: Desk, conversation_id: str) -> Sequence[Decision]:
    """Every assignment of a conversation, oldest first."""
    items = DecisionRow.all_pages(desk.database, conversation_id)
    return [DecisionRow.from_raw_data(item).into(Decision) for item in items]


def decisions_of(desk: Desk, agent_id: str, begin: datetime, end: datetime) -> Iterator[tuple[str, int]]:
    """Conversations that the agent was given from then until then, with the entries that say so; a query for each
    megabyte of an index, which may lag behind by moments."""
    condition = DecisionRow.at.between(begin, end)
    for item in DecisionRow.all_pages(desk.database, agent_id, index="by_agent", range_condition=condition):
        yield item["conversation_id"]["S"], int(item["seq"]["N"])


def some_decisions(desk: Desk, keys: Sequence[tuple[str, int]]) -> Iterator[Decision]:
    """These decisions, in no order; a request for each hundred."""
    for item in DecisionRow.find_items(desk.database, keys, consistent=False):
        yield DecisionRow.from_raw_data(item).into(Decision)


def count_decisions(desk: Desk, agent_id: str, after: datetime | None, until: datetime | None = None) -> int:
    """How often the agent was given a conversation later than ``after``, and not later than ``until``.

    Counts keys of an index, which may lag behind by moments.
    """
    condition: Condition | None
    if after is None:
        condition = DecisionRow.at <= until if until is not None else None
    elif until is None:
        condition = DecisionRow.at > after
    else:
        condition = DecisionRow.at.between(after + timedelta(microseconds=1), until)
    return DecisionRow.how_many(desk.database, agent_id, index="by_agent", range_condition=condition)
