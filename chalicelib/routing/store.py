"""The table ``assignment``: decisions, kept to be explained."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec
from pynamodb.attributes import NumberAttribute, UnicodeAttribute, UTCDateTimeAttribute
from pynamodb.expressions.condition import Condition
from pynamodb.indexes import GlobalSecondaryIndex, KeysOnlyProjection

from chalicelib.core.desk import Desk
from chalicelib.core.tables import Json, Row, table_name
from chalicelib.core.transactions import Transaction
from chalicelib.routing.model import Considered


class ByAgent(GlobalSecondaryIndex["DecisionRow"]):
    class Meta:
        index_name = "by_agent"
        projection = KeysOnlyProjection()

    agent_id = UnicodeAttribute(hash_key=True)
    at = UTCDateTimeAttribute(range_key=True)


class DecisionRow(Row):
    class Meta:
        table_name = table_name("assignment")

    conversation_id = UnicodeAttribute(hash_key=True)
    seq = NumberAttribute(range_key=True)
    agent_id = UnicodeAttribute()
    how = UnicodeAttribute()
    at = UTCDateTimeAttribute()
    considered = Json(list[Considered])
    by_agent = ByAgent()


class Decision(msgspec.Struct, frozen=True):
    """Who was given a conversation, ``how`` (an allocation mode, or ``taken``), and who else was considered."""

    conversation_id: str
    seq: int
    agent_id: str
    how: str
    at: datetime
    considered: tuple[Considered, ...]


def put_decision(tx: Transaction, decision: Decision) -> None:
    """Keep the decision with the assignment it explains."""
    tx.put(
        DecisionRow(
            decision.conversation_id,
            decision.seq,
            agent_id=decision.agent_id,
            how=decision.how,
            at=decision.at,
            considered=list(decision.considered),
        )
    )


def decisions(desk: Desk, conversation_id: str) -> Sequence[Decision]:
    """Every assignment of a conversation, oldest first."""
    rows = (DecisionRow.from_raw_data(dict(item)) for item in DecisionRow.all_pages(desk.database, conversation_id))
    return [
        Decision(row.conversation_id, int(row.seq), row.agent_id, row.how, row.at, tuple(row.considered))
        for row in rows
    ]


def count_decisions(desk: Desk, agent_id: str, after: datetime | None, until: datetime | None = None) -> int:
    """How often the agent was given a conversation later than ``after``, and not later than ``until``.

    Counts keys of an index, which may lag behind by moments.
    """
    condition: Condition | None
    if after is None:
        condition = ByAgent.at <= until if until is not None else None
    elif until is None:
        condition = ByAgent.at > after
    else:
        condition = ByAgent.at.between(after + timedelta(microseconds=1), until)
    return DecisionRow.how_many(desk.database, agent_id, index="by_agent", range_condition=condition)
