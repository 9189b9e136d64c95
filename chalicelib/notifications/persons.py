"""What is kept of people in letters (F6): that one was sent, and what it cost, stays."""

from __future__ import annotations

from collections.abc import Iterable

from chalicelib.core.persons import (
    ABOUT,
    ADDRESS,
    NOTICE,
    Kept,
    Trace,
    blanked,
    gone,
    listed,
    one_item,
    partition,
    value_in,
)
from chalicelib.core.tables import RawItem
from chalicelib.notifications.model.address import name_of
from chalicelib.notifications.store import NoticeRow, give_up_erased

GATHERED = "gathered"


def _leads(item: RawItem) -> Iterable[Trace]:
    said = value_in(item, "said")
    shelf = f"gathered#{said['channel']}#{said['to'].casefold()}#{said.get('plan_key') or ''}"
    return Trace(NOTICE, said["notice_id"]), Trace(GATHERED, f"{shelf}\n{said['notice_id']}")


def _gathered(place: str) -> tuple[str, str]:
    shelf, _, notice_id = place.partition("\n")
    return shelf, f"notice#{notice_id}"


DECLARED = (
    Kept(
        name="notifications.letter",
        rows=(NoticeRow,),
        of=ABOUT,
        find=listed(NoticeRow, "by_about"),
        leads=_leads,
        erase=give_up_erased,
        hides=("version", "order"),
    ),
    Kept(
        name="notifications.attempts",
        rows=(NoticeRow,),
        of=NOTICE,
        find=partition(NoticeRow, "notice#", only=lambda item: item["key"]["S"].startswith("attempt#")),
        erase=blanked(NoticeRow, {"said.error": None}),
    ),
    Kept(
        name="notifications.together",
        rows=(NoticeRow,),
        of=GATHERED,
        find=one_item(NoticeRow, _gathered),
        erase=gone(NoticeRow),
    ),
    Kept(
        name="notifications.address",
        rows=(NoticeRow,),
        of=ADDRESS,
        find=lambda desk, address, start: partition(NoticeRow, "address#")(
            desk, name_of(address.partition("#")[2]), start
        ),
        erase=gone(NoticeRow),
        hides=("version", "order"),
    ),
)
