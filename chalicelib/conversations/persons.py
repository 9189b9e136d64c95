"""What is kept of people in conversations (F6): transcripts keep that something was said, and by which side."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from chalicelib.conversations.model.conversation import CLOSED
from chalicelib.conversations.model.pages import closed_places
from chalicelib.conversations.store import (
    HEADER,
    EntryRow,
    HeaderRow,
    LineRow,
    MarksRow,
    QueueRow,
    SignRow,
    WaitsRow,
)
from chalicelib.core.aging import Aged, Span, Thing, in_list, kept_as
from chalicelib.core.colleagues import Left, copies, rewrite, signed
from chalicelib.core.desk import Desk
from chalicelib.core.former import NAMES, Leaver
from chalicelib.core.persons import (
    ABOUT,
    CONVERSATION,
    ERASED,
    FILE,
    QUESTION,
    VISITOR,
    Kept,
    Nothing,
    Trace,
    blanked,
    days_left,
    listed,
    partition,
    value_in,
)
from chalicelib.core.tables import RawItem


def _leads(item: RawItem) -> Iterable[Trace]:
    header, conversation_id = value_in(item, "header"), item["conversation_id"]["S"]
    yield Trace(CONVERSATION, conversation_id)
    yield Trace(ABOUT, conversation_id)
    agents = (each["id"] for each in (header.get("agent"), header.get("owner")) if each)
    until = header.get("closed_at") or header.get("state_at")
    yield from days_left(agents, header["started_at"], until, conversation_id)


def _entry_leads(item: RawItem) -> Iterable[Trace]:
    file, form = value_in(item, "file"), value_in(item, "form") or {}
    if file:
        yield Trace(FILE, file["id"])
    if form.get("question"):
        yield Trace(QUESTION, f"{item['at']['S'][:7]}#{form['question']}")


def _words(item: RawItem, _: str) -> dict[str, Any]:
    """What goes of an entry: all that was said; of its author the name, unless it is a colleague's."""
    words: dict[str, Any] = {"revision": None, "form": None, "file": None, "abuse": None}
    if item["text"].get("S"):
        words["text"] = ERASED
    if "note" in item:
        words["note"] = ERASED
    author = value_in(item, "author") or {}
    if author.get("kind") == "visitor":
        words["author.name"] = None
    return words


DECLARED = (
    Kept(
        name="conversations.header",
        rows=(HeaderRow,),
        of=VISITOR,
        find=listed(HeaderRow, "by_visitor"),
        leads=_leads,
        erase=blanked(
            HeaderRow,
            {
                "header.visitor_name": None,
                "header.page": None,
                "header.kept": None,
                "header.last_text": ERASED,
                "header.last_written": None,
                "header.proved": None,
                "header.verified.how": ERASED,
                "header.wrap.record.problem": ERASED,
                "header.wrap.record.steps": ERASED,
                "header.wrap.record.result": ERASED,
                "header.wrap.record.next": ERASED,
            },
            bumps=("edits", "header.edits"),
        ),
        hides=("last_seq", "edits", "seq"),
    ),
    Kept(
        name="conversations.entries",
        rows=(EntryRow,),
        of=CONVERSATION,
        find=partition(EntryRow, only=lambda item: int(item["seq"]["N"]) < HEADER),
        leads=_entry_leads,
        erase=blanked(EntryRow, _words),
        hides=("client_id", "more", "state_then"),
    ),
    Nothing(
        rows=(LineRow, MarksRow, QueueRow, SignRow, WaitsRow),
        why="who waits for whom, who types and has read: ids, places and times",
    ),
)


def _over(item: RawItem) -> Thing | None:
    header = HeaderRow.header.held_in(item)
    if header.state != CLOSED:
        return None
    since = header.state_at or header.started_at
    return Thing(header.conversation_id, since, item["listed"]["S"], header.plan_key, header.visitor_id)


def _between(_: str, span: Span) -> Any:
    return HeaderRow.listed.between(*closed_places(span.begin, span.until))


AGED = (
    Aged(
        name="conversations",
        row=HeaderRow,
        keys=lambda conversation_id: (conversation_id, HEADER),
        meaning=_over,
        mark="listed",
        shelves=lambda _: (CLOSED,),
        find=in_list(HeaderRow, "by_state", _between, _over),
        kept=kept_as("conversations.header", DECLARED),
    ),
)


def _preview(item: RawItem, leaver: Leaver) -> dict[str, Any]:
    """What was said last, where it names whoever has the conversation."""
    header = value_in(item, "header") or {}
    names = {
        each["name"] for each in (header.get("agent"), header.get("owner")) if each and each["id"] == leaver.agent_id
    }
    said = Leaver(leaver.agent_id, frozenset(names - {leaver.name, None})).unnamed(header.get("last_text") or "")
    if said == (header.get("last_text") or ""):
        return {}
    return {"header": {"S": msgspec.json.encode({**header, "last_text": said}).decode()}}


def _names_in_preview(item: RawItem, leaver: Leaver) -> bool:
    return "header" in item and bool(_preview(item, leaver))


def _rename_in_preview(desk: Desk, item: RawItem, leaver: Leaver) -> None:
    rewrite(desk, HeaderRow, item, lambda now: _preview(now, leaver))


AGENTS = (
    Left(name=NAMES, rows=(HeaderRow, LineRow), holds=_names_in_preview, erase=_rename_in_preview),
    signed(EntryRow, "text", "note", "revision"),
    copies(EntryRow, HeaderRow, LineRow),
    Nothing(rows=(MarksRow, QueueRow, SignRow, WaitsRow), why="places and times, by ids"),
)
