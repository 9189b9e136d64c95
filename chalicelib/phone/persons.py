"""What is kept of people who telephone (F6): that there was a call, by whom and how long, stays."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from chalicelib.core.persons import (
    ABOUT,
    CONVERSATION,
    ERASED,
    FILE,
    Kept,
    Nothing,
    Trace,
    blanked,
    gone,
    listed,
    one_item,
    value_in,
)
from chalicelib.core.tables import RawItem
from chalicelib.phone.store import MISSED, NUMBER, CallerRow, CallRow, GivenRow, MissedRow

CALLER = "caller"


def _leads(item: RawItem) -> Iterable[Trace]:
    call = value_in(item, "call")
    digest = hashlib.sha256(call["number"].encode()).hexdigest()[:40]
    yield Trace(ABOUT, item["key"]["S"])
    yield Trace(CALLER, f"number#{call['plan_key']}#{digest}")
    file_id = (call.get("recording") or {}).get("file_id")
    if file_id:
        yield Trace(FILE, file_id)


DECLARED = (
    Kept(
        name="phone.call",
        rows=(CallRow,),
        of=CONVERSATION,
        find=listed(CallRow, "by_conversation"),
        leads=_leads,
        erase=blanked(
            CallRow,
            {"tail": None, "call.number": ERASED, "call.notes": "", "call.recording": None, "call.external_id": None},
            bumps=("version", "call.version"),
        ),
        hides=("version", "tail"),
    ),
    Kept(
        name="phone.caller",
        rows=(CallerRow,),
        of=CALLER,
        find=one_item(CallerRow, lambda place: (place, NUMBER)),
        erase=gone(CallerRow),
    ),
    Kept(
        name="phone.missed",
        rows=(MissedRow,),
        of=CALLER,
        find=one_item(MissedRow, lambda place: (place, MISSED)),
        erase=gone(MissedRow),
    ),
    Nothing(rows=(GivenRow,), why="which call a telephone system's own id is"),
)
