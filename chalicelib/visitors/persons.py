"""What is kept of visitors themselves (F6)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from chalicelib.core import times
from chalicelib.core.aging import Aged, Span, Thing, in_list, kept_as
from chalicelib.core.colleagues import copies
from chalicelib.core.desk import Desk
from chalicelib.core.persons import (
    ABOUT,
    ADDRESS,
    USER,
    VISITOR,
    Kept,
    Nothing,
    Trace,
    gone,
    one_item,
    partition,
    value_in,
)
from chalicelib.core.tables import RawItem
from chalicelib.plans import service as plans
from chalicelib.visitors.store.erasing import bury
from chalicelib.visitors.store.proved import UserRow
from chalicelib.visitors.store.records import RecordRow
from chalicelib.visitors.store.visitors import VisitorRow


def _leads(item: RawItem) -> Iterable[Trace]:
    """All whom they are known to be, whose user they are, and by which addresses they are known."""
    others = [*(value_in(item, "joined") or ()), *(value_in(item, "merged") or ())]
    others += [item[name]["S"] for name in ("joined_to", "merged_into") if name in item]
    vouched, plan_key = value_in(item, "vouched") or {}, item["plan_key"]["S"]
    addresses = {item[name]["S"] for name in ("email", "mobile") if name in item}
    addresses |= {vouched[name] for name in ("email", "mobile") if vouched.get(name)}
    yield from (Trace(VISITOR, each) for each in others)
    yield Trace(ABOUT, item["visitor_id"]["S"])
    yield from (Trace(ADDRESS, f"{plan_key}#{each}") for each in sorted(addresses))
    if "user_id" in vouched:
        yield Trace(USER, f"{plan_key}#{vouched['user_id']}")


def _bury(desk: Desk, item: RawItem, _: str) -> None:
    bury(desk, item["visitor_id"]["S"])


DECLARED = (
    Kept(
        name="visitors.customer",
        rows=(VisitorRow,),
        of=VISITOR,
        find=one_item(VisitorRow, lambda visitor_id: (visitor_id,)),
        leads=_leads,
        erase=_bury,
        hides=("revoked", "blocked", "version"),
    ),
    Kept(
        name="visitors.user",
        rows=(UserRow,),
        of=USER,
        find=one_item(UserRow, lambda user_id: (f"user#{user_id}",)),
        erase=gone(UserRow),
    ),
    Kept(
        name="visitors.records",
        rows=(RecordRow,),
        of=VISITOR,
        find=partition(RecordRow),
        erase=gone(RecordRow),
        hides=("expires_at", "version"),
    ),
)


def _quiet(item: RawItem) -> Thing | None:
    """Somebody who had a conversation once and has none now; who is part of a customer goes with them."""
    if "contacted_at" not in item or {"erased_at", "open_conversation_id", "merged_into"} & item.keys():
        return None
    since, visitor_id = item["contacted_at"]["S"], item["visitor_id"]["S"]
    return Thing(visitor_id, times.read(since), since, item["plan_key"]["S"], visitor_id)


def _between(_: str, span: Span) -> Any:
    return VisitorRow.contacted_at.between(span.begin, span.until)


AGED = (
    Aged(
        name="customers",
        row=VisitorRow,
        keys=lambda visitor_id: (visitor_id,),
        meaning=_quiet,
        mark="contacted_at",
        without="open_conversation_id",
        by_plan=True,
        shelves=lambda desk: sorted(each.key for each in plans.list_plans(desk)),
        find=in_list(VisitorRow, "by_contact", _between, _quiet),
        kept=kept_as("visitors.customer", DECLARED),
        traces=lambda visitor_id: (Trace(VISITOR, visitor_id),),
    ),
)


AGENTS = (
    copies(RecordRow),
    copies(VisitorRow, beside=(("by_id", ("by",)),)),
    Nothing(rows=(UserRow,), why="accounts of websites"),
)
