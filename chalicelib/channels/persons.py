"""What is kept of people who write by channels (F6)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from chalicelib.channels.model.inbound import digest
from chalicelib.channels.model.posted import Posted
from chalicelib.channels.store import mails
from chalicelib.channels.store.aside import AsideRow
from chalicelib.channels.store.channels import (
    ChannelRow,
    CursorRow,
    DeliveryRow,
    FailureRow,
    ProgressRow,
    ReachRow,
    ReceiptRow,
    SeenRow,
    SenderRow,
    ThreadRow,
)
from chalicelib.channels.store.mails import MAIL, FoldedRow, InboxRow, LetterRow, PostedRow
from chalicelib.channels.store.refused import RefusedRow
from chalicelib.core import times
from chalicelib.core.desk import Desk
from chalicelib.core.persons import (
    ADDRESS,
    CONVERSATION,
    SENDER,
    VISITOR,
    Kept,
    Nothing,
    Start,
    Swept,
    Trace,
    blanked,
    gone,
    one_item,
    partition,
    value_in,
)
from chalicelib.core.tables import RawItem

FAILED = "failed"
PARKED_TOGETHER, A_DAY = 50, timedelta(days=1)


def _leads(item: RawItem) -> Iterable[Trace]:
    thread, order = value_in(item, "thread"), item["order"]["S"]
    if order.startswith("mail#"):
        return (Trace(MAIL, order.removeprefix("mail#")),)
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


_blank = blanked(
    PostedRow,
    {
        "posted.sender": "",
        "posted.sender_name": "",
        "posted.subject": "",
        "posted.source": "",
        "posted.detail": "",
    },
    bumps=("version", "posted.version"),
)


def _erase_mail(desk: Desk, item: RawItem, mail_id: str) -> None:
    """The bytes of a mail go, and what is said of it."""
    desk.files.delete([PostedRow.posted.held_in(item).key])
    _blank(desk, item, mail_id)


def _sweep(desk: Desk, ids: frozenset[str], step: int) -> tuple[int, bool]:
    """Mails that wait for a person, from these addresses, of one day of the time that they are kept for, the last one
    first; two requests for each page."""
    senders = {each.rpartition("#")[2].casefold() for each in ids}
    begins = desk.now() - (step + 1) * A_DAY
    ends = None if step == 0 else times.sortable(begins + A_DAY)
    erased, more = 0, True
    while more:
        page, more = mails.parked(desk, ends, PARKED_TOGETHER, since=begins)
        for each in (posted for _, posted in page if _is_from(posted, senders)):
            item = PostedRow.find_item(desk.database, f"mail#{each.mail_id}", MAIL)
            if item is not None:
                _erase_mail(desk, item, each.mail_id)
                erased += 1
        more = more and bool(page)
        ends = page[-1][0] if page else None
    return erased, begins > desk.now() - mails.KEPT_MAILS


def _is_from(posted: Posted, senders: set[str]) -> bool:
    return bool({posted.sender.casefold(), posted.source.casefold()} & senders)


DECLARED = (
    Kept(
        name="channels.thread",
        rows=(ThreadRow, ProgressRow, DeliveryRow, LetterRow, FoldedRow),
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
        name="channels.reach",
        rows=(ReachRow,),
        of=VISITOR,
        find=partition(ReachRow, "reach#"),
        erase=gone(ReachRow),
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
    Kept(
        name="channels.refused",
        rows=(RefusedRow,),
        of=SENDER,
        find=partition(RefusedRow, "refused#"),
        erase=gone(RefusedRow),
        hides=("expires_at",),
    ),
    Kept(
        name="channels.mail",
        rows=(PostedRow,),
        of=MAIL,
        find=one_item(PostedRow, lambda mail_id: (f"mail#{mail_id}", MAIL)),
        erase=_erase_mail,
        hides=("expires_at", "version"),
    ),
    Swept(name="channels.parked", rows=(PostedRow,), sweep=_sweep),
    Nothing(rows=(ChannelRow, CursorRow, SeenRow, InboxRow), why="the channels themselves"),
    Nothing(rows=(AsideRow,), why="how many mails wait for the next hour"),
    Nothing(rows=(ReceiptRow,), why="that a message was taken, by what stands for its id; for a month"),
)

AGENTS = (
    Nothing(
        rows=(
            AsideRow,
            ChannelRow,
            CursorRow,
            DeliveryRow,
            FailureRow,
            ProgressRow,
            ReachRow,
            ReceiptRow,
            SeenRow,
            SenderRow,
            ThreadRow,
            FoldedRow,
            InboxRow,
            LetterRow,
            PostedRow,
            RefusedRow,
        ),
        why="the channels and who writes by them",
    ),
)
