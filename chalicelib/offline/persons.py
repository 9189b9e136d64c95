"""What is kept of people in messages left while nobody was there (F6)."""

from __future__ import annotations

from collections.abc import Iterable

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
from chalicelib.offline.store import LoadRow, MessageRow, WaitingRow


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

AGENTS = (
    copies(MessageRow),
    Nothing(rows=(LoadRow, WaitingRow), why="how many wait, and for whom, by ids"),
)
