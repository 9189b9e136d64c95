"""What is kept of people in messages left while nobody was there (F6)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from chalicelib.core import times
from chalicelib.core.aging import Aged, Span, Thing, in_list, kept_as
from chalicelib.core.colleagues import copies
from chalicelib.core.persons import (
    ABOUT,
    ERASED,
    VISITOR,
    Kept,
    Nothing,
    Trace,
    blanked,
    days_left,
    listed,
    value_in,
)
from chalicelib.core.tables import RawItem
from chalicelib.offline.model.message import ANSWERED, CLOSED
from chalicelib.offline.store import MESSAGE, LoadRow, MessageRow, WaitingRow

OVER = (ANSWERED, CLOSED)


def _leads(item: RawItem) -> Iterable[Trace]:
    held, key = value_in(item, "message"), item["key"]["S"]
    agent_id = (held.get("agent") or {}).get("id")
    return Trace(ABOUT, key), *days_left((agent_id,), held["created_at"], held.get("closed_at"), key)


DECLARED = (
    Kept(
        name="offline.message",
        rows=(MessageRow,),
        of=VISITOR,
        find=listed(MessageRow, "by_visitor"),
        leads=_leads,
        erase=blanked(
            MessageRow,
            {
                "message.name": ERASED,
                "message.text": ERASED,
                "message.email": None,
                "message.mobile": None,
                "message.page": None,
                "message.abuse": None,
                "message.answers.*.text": ERASED,
            },
            bumps=("version", "message.version"),
        ),
        hides=("version", "left", "holder"),
    ),
    Nothing(rows=(LoadRow, WaitingRow), why="how many wait, and for whom"),
)


def _over(item: RawItem) -> Thing | None:
    message = MessageRow.message.held_in(item)
    if message.state not in OVER:
        return None
    since = message.closed_at or message.answered_at or message.created_at
    return Thing(message.message_id, since, item["listed"]["S"], message.plan_key, message.visitor_id)


def _between(state: str, span: Span) -> Any:
    return MessageRow.listed.between(f"{state}#{times.sortable(span.begin)}", f"{state}#{times.sortable(span.until)}")


AGED = (
    Aged(
        name="messages",
        row=MessageRow,
        keys=lambda message_id: (message_id, MESSAGE),
        meaning=_over,
        mark="listed",
        shelves=lambda _: OVER,
        find=in_list(MessageRow, "by_state", _between, _over),
        kept=kept_as("offline.message", DECLARED),
    ),
)


AGENTS = (
    copies(MessageRow),
    Nothing(rows=(LoadRow, WaitingRow), why="how many wait, and for whom, by ids"),
)
