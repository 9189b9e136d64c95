"""What is kept of people who were brought in from files (F6)."""

from __future__ import annotations

from chalicelib.core.colleagues import Left, at, copies
from chalicelib.core.desk import Desk
from chalicelib.core.former import Leaver
from chalicelib.core.persons import ABOUT, Kept, Nothing, Swept, Trace, gone, one_item
from chalicelib.core.tables import RawItem
from chalicelib.exchange.service.forgetting import forget_files_of, forget_name
from chalicelib.exchange.store.names import THING, KnownRow, NamedRow
from chalicelib.exchange.store.runs import RunRow, ToldRow

EXTERNAL = "external"

DECLARED = (
    Kept(
        name="exchange.named",
        rows=(NamedRow,),
        of=ABOUT,
        find=one_item(NamedRow, lambda thing_id: (f"of#{thing_id}", THING)),
        leads=lambda item: (Trace(EXTERNAL, item["lookup"]["S"]),),
        erase=gone(NamedRow),
    ),
    Kept(
        name="exchange.known",
        rows=(KnownRow,),
        of=EXTERNAL,
        find=one_item(KnownRow, lambda lookup: (lookup, THING)),
        erase=gone(KnownRow),
    ),
    Swept(name="exchange.files", rows=(ToldRow,), sweep=forget_files_of),
    Nothing(rows=(RunRow,), why="imports and exports as they went, which go by themselves within ninety days"),
)


def _forget_agent(desk: Desk, _: RawItem, leaver: Leaver) -> None:
    forget_name(desk, leaver.agent_id)


AGENTS = (
    copies(RunRow, beside=(("agent_id", ("name",)),)),
    Left(name="exchange.named", rows=(NamedRow, KnownRow), holds=at("key", "of#"), erase=_forget_agent),
    Nothing(rows=(ToldRow,), why="rows of files, which go by themselves"),
)
