"""What is kept of people in reports that were sent (F6): figures stay, the words that they quote go."""

from __future__ import annotations

from typing import Any

from chalicelib.bulletins import store
from chalicelib.bulletins.store import (
    BULLETIN,
    BulletinRow,
    CrossedRow,
    CrossingRow,
    DayReportRow,
    KeptRow,
    RunRow,
    SubscriptionRow,
    WhoRow,
)
from chalicelib.core.colleagues import at, copies, own
from chalicelib.core.desk import Desk
from chalicelib.core.persons import ERASED, Nothing, Swept, blanked, value_in
from chalicelib.core.tables import RawItem

FIRST_YEAR = 2024
_QUOTES = {
    "late": ("thing_id", {"subject": ERASED, "name": ""}),
    "complaints": ("number", {"subject": ERASED}),
    "crossed": ("ticket_id", {"subject": ERASED}),
    "low_words": ("conversation_id", {"comment": ERASED}),
}


def _words(item: RawItem, ids: frozenset[str]) -> dict[str, Any]:
    bulletin, words = value_in(item, "bulletin") or {}, dict[str, Any]()
    for name, (by, instead) in _QUOTES.items():
        for number, line in enumerate(bulletin.get(name) or ()):
            if line.get(by) in ids:
                words |= {f"bulletin.{name}.{number}.{field}": value for field, value in instead.items()}
    return words


def _sweep(desk: Desk, ids: frozenset[str], step: int) -> tuple[int, bool]:
    """What was compiled in one year, the latest first; two queries, and a read for each of them."""
    year, erased = desk.now().year - step, 0
    for bulletin_id in store.quoting_in(desk, year):
        item = BulletinRow.find_item(desk.database, bulletin_id, BULLETIN)
        words = _words(item, ids) if item is not None else {}
        if item is not None and words:
            blanked(BulletinRow, words)(desk, item, "")
            erased += 1
    return erased, year > FIRST_YEAR


DECLARED = (
    Swept(name="bulletins.quotes", rows=(BulletinRow,), sweep=_sweep),
    Nothing(
        rows=(CrossedRow, CrossingRow, DayReportRow, KeptRow, RunRow, SubscriptionRow, WhoRow),
        why="to whom reports go, and what agents say of their own day",
    ),
)

AGENTS = (
    copies(
        BulletinRow,
        beside=(("key", ("name",)),),
        texts=(
            "bulletin.agent",
            "bulletin.low_words.*.agent",
            "bulletin.late.*.handler",
            "bulletin.crossed.*.handler",
            "bulletin.complaints.*.handler",
        ),
    ),
    copies(KeptRow, texts=("kept.agent",)),
    copies(SubscriptionRow, WhoRow, beside=(("agent_id", ("mobile",)),)),
    own("bulletins.days", DayReportRow, at("report.agent_id"), {"report.words": {}, "report.formers": []}),
    Nothing(rows=(CrossedRow, CrossingRow, RunRow), why="who gets what, by ids"),
)
