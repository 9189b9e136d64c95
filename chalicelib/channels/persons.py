"""What is kept of people who write by channels (F6)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from chalicelib.channels.model.inbound import digest
from chalicelib.channels.store import (
    ChannelRow,
    DeliveryRow,
    FailureRow,
    ProgressRow,
    ReceiptRow,
    SeenRow,
    SenderRow,
    ThreadRow,
)
from chalicelib.core.desk import Desk
from chalicelib.core.persons import (
    ADDRESS,
    CONVERSATION,
    SENDER,
    Kept,
    Nothing,
    Start,
    Trace,
    gone,
    one_item,
    partition,
    value_in,
)
from chalicelib.core.tables import RawItem

FAILED = "failed"


def _leads(item: RawItem) -> Iterable[Trace]:
    thread = value_in(item, "thread")
    if thread is None:
        return ()
    sender = f"{thread['channel_id']}#{digest(thread['to'])}"
    return Trace(SENDER, sender), Trace(FAILED, f"{thread['channel_id']}#{thread['conversation_id']}")


def _proved(address: str) -> tuple[str, str]:
    plan_key, _, of = address.partition("#")
    return f"proved#{plan_key}#{digest(of.casefold())}", "proved"


def _failures(desk: Desk, failed: str, _start: Start) -> tuple[Sequence[RawItem], Start]:
    """What could not be brought out to them lately; a query."""
    channel_id, _, conversation_id = failed.rpartition("#")
    found = FailureRow.all_pages(desk.database, f"failed#{channel_id}")
    return [each for each in found if (value_in(each, "failure") or {})["conversation_id"] == conversation_id], None


DECLARED = (
    Kept(
        name="channels.thread",
        rows=(ThreadRow, ProgressRow, DeliveryRow),
        of=CONVERSATION,
        find=partition(ThreadRow, "thread#"),
        leads=_leads,
        erase=gone(ThreadRow),
        hides=("version", "expires_at", "progress"),
    ),
    Kept(
        name="channels.sender",
        rows=(SenderRow,),
        of=SENDER,
        find=one_item(SenderRow, lambda sender: (f"sender#{sender}", "sender")),
        erase=gone(SenderRow),
        hides=("expires_at",),
    ),
    Kept(
        name="channels.proved",
        rows=(SenderRow,),
        of=ADDRESS,
        find=one_item(SenderRow, _proved),
        erase=gone(SenderRow),
        hides=("expires_at",),
    ),
    Kept(
        name="channels.failures",
        rows=(FailureRow,),
        of=FAILED,
        find=_failures,
        erase=gone(FailureRow),
        hides=("expires_at",),
    ),
    Nothing(rows=(ChannelRow, SeenRow), why="the channels themselves"),
    Nothing(rows=(ReceiptRow,), why="that a message was taken, by what stands for its id; for a month"),
)
