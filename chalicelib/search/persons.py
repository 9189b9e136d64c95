"""What is kept of people to find again what was said (F6)."""

from __future__ import annotations

from typing import Any

import msgspec

from chalicelib.core.colleagues import Left, rewrite
from chalicelib.core.desk import Desk
from chalicelib.core.former import NAMES, Leaver
from chalicelib.core.persons import ABOUT, Kept, Nothing, partition, value_in
from chalicelib.core.tables import RawItem
from chalicelib.search.service.indexing import forget, index_conversation
from chalicelib.search.store import BuiltRow, DocumentRow, PostingRow, ProgressRow


def _forget(desk: Desk, item: RawItem, _: str) -> None:
    forget(desk, item["key"]["S"])


DECLARED = (
    Kept(
        name="search.documents",
        rows=(DocumentRow, PostingRow),
        of=ABOUT,
        find=partition(DocumentRow, only=lambda item: "document" in item),
        erase=_forget,
        hides=("version", "posted"),
    ),
    Nothing(rows=(BuiltRow, ProgressRow), why="how far conversations were looked at"),
)


AGENTS_SIDE, OF_CONVERSATIONS = "agent", "cnv_"


def _unnamed(item: RawItem, leaver: Leaver) -> dict[str, Any]:
    """The name of whoever said something, where that is theirs: no id stands beside it."""
    document = value_in(item, "document")
    theirs = _theirs(document, leaver)
    for each in theirs:
        each["text"], each["name"] = leaver.unnamed(each["text"]), leaver.name
    return {"document": {"S": msgspec.json.encode(document).decode()}} if theirs else {}


def _names_them(item: RawItem, leaver: Leaver) -> bool:
    return bool(_unnamed(item, leaver))


def _theirs(document: Any, leaver: Leaver) -> list[dict[str, Any]]:
    lines = (document or {}).get("lines") or ()
    return [each for each in lines if each.get("side") == AGENTS_SIDE and each.get("name") in leaver.names]


def _unname(desk: Desk, item: RawItem, leaver: Leaver) -> None:
    """Where they said their name, the conversation is looked at anew: nobody finds it by that any more."""
    about, document = item["key"]["S"], value_in(item, "document")
    said = any(leaver.unnamed(each["text"]) != each["text"] for each in _theirs(document, leaver))
    if said and about.startswith(OF_CONVERSATIONS):
        forget(desk, about)
        index_conversation(desk, about)
    rewrite(desk, DocumentRow, item, lambda now: _unnamed(now, leaver))


AGENTS = (
    Left(name=NAMES, rows=(DocumentRow,), holds=_names_them, erase=_unname),
    Nothing(rows=(BuiltRow, PostingRow, ProgressRow), why="by which words what was said is found"),
)
