"""What is kept of people to find again what was said (F6)."""

from __future__ import annotations

from chalicelib.core.desk import Desk
from chalicelib.core.persons import ABOUT, Kept, Nothing, partition
from chalicelib.core.tables import RawItem
from chalicelib.search.service.indexing import forget
from chalicelib.search.store import BuiltRow, DocumentRow, PostingRow, ProgressRow, ReachedRow


def _forget(desk: Desk, item: RawItem, _: str) -> None:
    forget(desk, item["key"]["S"])


DECLARED = (
    Kept(
        name="search.documents",
        rows=(DocumentRow, PostingRow, ReachedRow),
        of=ABOUT,
        find=partition(DocumentRow, only=lambda item: "document" in item),
        erase=_forget,
        hides=("version", "posted"),
    ),
    Nothing(rows=(BuiltRow, ProgressRow), why="how far conversations were looked at"),
)
