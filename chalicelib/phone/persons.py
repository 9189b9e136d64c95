"""What is kept of people who telephone (F6): that there was a call, by whom and how long, stays."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from chalicelib.core import times
from chalicelib.core.aging import Aged, Span, Thing, in_list
from chalicelib.core.colleagues import copies
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
from chalicelib.phone.store import CALL, MISSED, NUMBER, CallerRow, CallRow, GivenRow, MissedRow
from chalicelib.plans import service as plans

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


def _recording_leads(item: RawItem) -> Iterable[Trace]:
    file_id = ((value_in(item, "call") or {}).get("recording") or {}).get("file_id")
    return (Trace(FILE, file_id),) if file_id else ()


# what can be heard of a call goes before the rest of it does
RECORDING = Kept(
    name="phone.recording",
    rows=(CallRow,),
    of=CALL,
    find=one_item(CallRow, lambda call_id: (call_id, CALL)),
    leads=_recording_leads,
    erase=blanked(CallRow, {"call.recording": None}, bumps=("version", "call.version")),
)


def _over(item: RawItem) -> Thing | None:
    call = CallRow.call.held_in(item)
    if call.recording is None:
        return None
    return Thing(call.call_id, call.ended_at, item["listed"]["S"], call.plan_key, call.visitor_id, call.conversation_id)


def _between(_: str, span: Span) -> Any:
    return CallRow.listed.between(times.sortable(span.begin), times.sortable(span.until))


AGED = (
    Aged(
        name="recordings",
        row=CallRow,
        keys=lambda call_id: (call_id, CALL),
        meaning=_over,
        mark="listed",
        by_plan=True,
        shelves=lambda desk: sorted(each.key for each in plans.list_plans(desk)),
        find=in_list(CallRow, "by_plan", _between, _over),
        kept=RECORDING,
    ),
)


AGENTS = (
    copies(CallRow),
    Nothing(rows=(CallerRow, GivenRow, MissedRow), why="numbers of callers, and which call is which"),
)
