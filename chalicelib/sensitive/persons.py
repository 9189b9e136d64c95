"""What is kept of people to whom numbers were sent by a protected link (F6): that there was one stays."""

from __future__ import annotations

from collections.abc import Iterable

from chalicelib.core.persons import ABOUT, CONVERSATION, Kept, Nothing, Trace, blanked, gone, one_item, partition
from chalicelib.core.tables import RawItem
from chalicelib.sensitive.store import LINK, OF, LinkRow, ListedRow

PROTECTED = "protected"


def _leads(item: RawItem) -> Iterable[Trace]:
    return Trace(PROTECTED, item["order"]["S"]), Trace(ABOUT, item["order"]["S"])


DECLARED = (
    Kept(
        name="sensitive.listed",
        rows=(ListedRow,),
        of=CONVERSATION,
        find=partition(ListedRow, OF),
        leads=_leads,
        erase=gone(ListedRow),
    ),
    Kept(
        name="sensitive.link",
        rows=(LinkRow,),
        of=PROTECTED,
        find=one_item(LinkRow, lambda link_id: (link_id, LINK)),
        erase=blanked(
            LinkRow,
            {
                "link.text": "",
                "link.name": "",
                "link.email": None,
                "link.mobile": None,
                "link.digest": "",
                "link.code_until": None,
                "link.state": "expired",
            },
            bumps=("version", "link.version"),
        ),
        hides=("link.text", "link.digest", "version"),
    ),
)

AGENTS = (Nothing(rows=(LinkRow, ListedRow), why="links to customers, by ids"),)
