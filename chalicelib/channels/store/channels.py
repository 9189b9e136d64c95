"""The table ``channels``: channels with their keys, senders, receipts of what came, deliveries of what goes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import msgspec
from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.expressions.condition import Condition

from chalicelib.channels.model.channel import MOST_CHANNELS, Channel, Seen
from chalicelib.channels.model.inbound import digest
from chalicelib.channels.model.outbound import Delivery, Failure, Progress, Thread
from chalicelib.core import times
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Lost
from chalicelib.core.once import AlreadyDone
from chalicelib.core.races import Moved
from chalicelib.core.tables import Packed, RawItem, Row, Wanted, read_all, table_name
from chalicelib.core.transactions import Transaction

CHANNELS, CHANNEL, SEEN = "channels", "channel", "seen"
SENDER, PROVED, RECEIPT = "sender", "proved", "receipt"
THREAD, PROGRESS = "thread", "progress"
KEPT, KEPT_FAILURES = timedelta(days=31), timedelta(days=31)
KEPT_THREADS = timedelta(days=400)
MOST_FAILURES = 50


class Sender(msgspec.Struct, frozen=True):
    """Which visitor somebody is who writes by a channel."""

    visitor_id: str


class Receipt(msgspec.Struct, frozen=True):
    """What became of a message: its conversation and entry."""

    fingerprint: str
    conversation_id: str
    seq: int


class Keys(Row):
    class Meta:
        table_name = table_name("channels")
        expires = "expires_at"

    key = UnicodeAttribute(hash_key=True)
    order = UnicodeAttribute(range_key=True)
    expires_at = NumberAttribute(null=True)


class ChannelRow(Keys):
    version = NumberAttribute()
    channel = Packed(Channel)


class SeenRow(Keys):
    seen = Packed(Seen)


class SenderRow(Keys):
    sender = Packed(Sender)


class ReceiptRow(Keys):
    receipt = Packed(Receipt)


class ThreadRow(Keys):
    thread = Packed(Thread)


class ReachRow(Keys):
    thread = Packed(Thread)


class ProgressRow(Keys):
    version = NumberAttribute()
    progress = Packed(Progress)


class DeliveryRow(Keys):
    delivery = Packed(Delivery)


class CursorRow(Keys):
    cursor = UnicodeAttribute()


class FailureRow(Keys):
    failure = Packed(Failure)


class ChannelMoved(Moved):
    """The channel is not as it was read; ``record`` is how it stands now."""


class ThreadMoved(Moved):
    """Its customer wrote since it was read; ``record`` is how they did."""


class ProgressMoved(Moved):
    """Somebody else sends since it was read; ``record`` is how far it has come now."""


class SenderKnown(Lost):
    """Somebody else made this sender known at the same moment."""


def _of(channel_id: str) -> str:
    return f"channel#{channel_id}"


def channel(desk: Desk, channel_id: str) -> Channel | None:
    """One; one strongly consistent read."""
    row = ChannelRow.find(desk.database, _of(channel_id), CHANNEL)
    return row.channel if row is not None else None


def some(desk: Desk, channel_ids: Sequence[str]) -> list[Channel]:
    """Of these channels those that are there, in their order; one request."""
    return [each for each in read_all(desk.database, [_wanted(each) for each in channel_ids]) if each is not None]


def _wanted(channel_id: str) -> Wanted[Channel]:
    return ChannelRow.wanted(lambda row: row.channel, _of(channel_id), CHANNEL)


def _wanted_seen(channel_id: str) -> Wanted[Seen]:
    return SeenRow.wanted(lambda row: row.seen, _of(channel_id), SEEN)


def channels(desk: Desk) -> list[tuple[Channel, Seen]]:
    """All of them, and when something last came and went; two requests."""
    items, _ = Keys.read_page(desk.database, CHANNELS, limit=MOST_CHANNELS + 1)
    ids = [item["order"]["S"] for item in items]
    wanted = [each for channel_id in ids for each in (_wanted(channel_id), _wanted_seen(channel_id))]
    there = read_all(desk.database, wanted[:100]) if wanted else []
    pairs = zip(there[::2], there[1::2], strict=True)
    return [(one, seen or Seen()) for one, seen in pairs if one is not None]


def channel_and_seen(desk: Desk, channel_id: str) -> tuple[Channel | None, Seen]:
    """One, and when something last came and went; one request."""
    one, seen = read_all(desk.database, (_wanted(channel_id), _wanted_seen(channel_id)))
    return one, seen or Seen()


def put_channel(tx: Transaction, before: Channel | None, after: Channel) -> None:
    """Store it. Lost: ``ChannelMoved``."""
    row = ChannelRow(_of(after.channel_id), CHANNEL, version=after.version, channel=after)
    same = ChannelRow.version == before.version if before is not None else ChannelRow.key.does_not_exist()
    tx.put(row, condition=same, losing=ChannelRow.channel.losing(ChannelMoved))
    if before is None:
        tx.put(Keys(CHANNELS, after.channel_id))


def put_seen(desk: Desk, channel_id: str, seen: Seen) -> None:
    """When something came and went last; one write."""
    tx = Transaction(desk)
    tx.put(SeenRow(_of(channel_id), SEEN, seen=seen))
    tx.commit()


class Known(msgspec.Struct, frozen=True):
    """What is to be known of a message that comes: its channel, who its sender is, what became of it before, and whose
    their proved addresses are."""

    channel: Channel | None
    seen: Seen
    sender: Sender | None
    receipt: Receipt | None
    beside: Any = None


def known(desk: Desk, channel_id: str, sender_id: str, message_id: str, beside: Sequence[Wanted[Any]] = ()) -> Known:
    """All of that, and what else is to be known ``beside`` (one thing); one strongly consistent request."""
    wanted: list[Wanted[Any]] = [
        _wanted(channel_id),
        _wanted_seen(channel_id),
        SenderRow.wanted(lambda row: row.sender, *_place_of_sender(channel_id, sender_id)),
        ReceiptRow.wanted(lambda row: row.receipt, *_place_of_receipt(channel_id, message_id)),
        *beside,
    ]
    one, seen, sender, receipt, *others = read_all(desk.database, wanted)
    return Known(one, seen or Seen(), sender, receipt, next(iter(others), None))


def _place_of_sender(channel_id: str, sender_id: str) -> tuple[str, str]:
    return f"sender#{channel_id}#{digest(sender_id)}", SENDER


def _place_of_receipt(channel_id: str, message_id: str) -> tuple[str, str]:
    return f"receipt#{channel_id}#{digest(message_id)}", RECEIPT


def _place_of_proved(plan_key: str, address: str) -> tuple[str, str]:
    return f"proved#{plan_key}#{digest(address.casefold())}", PROVED


def sender(desk: Desk, channel_id: str, sender_id: str) -> Sender | None:
    """Which visitor a sender is; one strongly consistent read."""
    row = SenderRow.find(desk.database, *_place_of_sender(channel_id, sender_id))
    return row.sender if row is not None else None


def proved(desk: Desk, plan_key: str, addresses: Sequence[str]) -> list[str]:
    """Which visitors these addresses are proved to be, in their order; one request, none for none."""
    wanted = [SenderRow.wanted(lambda row: row.sender, *_place_of_proved(plan_key, each)) for each in addresses]
    return [each.visitor_id for each in read_all(desk.database, wanted) if each is not None] if wanted else []


def put_sender(tx: Transaction, channel_id: str, sender_id: str, visitor_id: str, *, before: str | None = None) -> None:
    """They are this visitor from now on, as they were the one ``before``. Lost: ``SenderKnown``."""
    row = SenderRow(*_place_of_sender(channel_id, sender_id), sender=Sender(visitor_id))
    same = SenderRow.sender == Sender(before) if before is not None else SenderRow.key.does_not_exist()
    tx.put(row, condition=same, losing=lambda _: SenderKnown("known since this moment"))


def put_proved(tx: Transaction, plan_key: str, address: str, visitor_id: str, *, gone: str | None = None) -> None:
    """This address is theirs, and not of who is ``gone``. Lost: ``SenderKnown`` (it is somebody's already)."""
    row = SenderRow(*_place_of_proved(plan_key, address), sender=Sender(visitor_id))
    free: Condition = SenderRow.key.does_not_exist()
    if gone is not None:
        free = free | (SenderRow.sender == Sender(gone))
    tx.put(row, condition=free, losing=lambda _: SenderKnown("proved since this moment"))


def receipt(desk: Desk, channel_id: str, message_id: str) -> Receipt | None:
    """What became of a message; one strongly consistent read."""
    row = ReceiptRow.find(desk.database, *_place_of_receipt(channel_id, message_id))
    return row.receipt if row is not None else None


def put_receipt(tx: Transaction, channel_id: str, message_id: str, made: Receipt) -> None:
    """The message became this entry. Lost: ``AlreadyDone``, with what it became before."""
    until = int((tx.desk.now() + KEPT).timestamp())
    row = ReceiptRow(*_place_of_receipt(channel_id, message_id), receipt=made, expires_at=until)

    def losing(item: RawItem | None) -> Exception:
        before = ReceiptRow.receipt.held_in(item) if item else made
        return AlreadyDone({"conversation_id": before.conversation_id, "seq": before.seq})

    tx.put(row, condition=ReceiptRow.key.does_not_exist(), losing=losing)


def thread_of(conversation_id: str) -> str:
    return f"thread#{conversation_id}"


def _wanted_thread(conversation_id: str) -> Wanted[Thread]:
    return ThreadRow.wanted(lambda row: row.thread, thread_of(conversation_id), THREAD)


def thread(desk: Desk, conversation_id: str) -> Thread | None:
    """Whom its words go to; one strongly consistent read."""
    row = ThreadRow.find(desk.database, thread_of(conversation_id), THREAD)
    return row.thread if row is not None else None


def thread_and_channel(desk: Desk, conversation_id: str, channel_id: str) -> tuple[Thread | None, Channel | None]:
    """The same with a channel; one request."""
    one, other = read_all(desk.database, (_wanted_thread(conversation_id), _wanted(channel_id)))
    return one, other


def thread_and_progress(desk: Desk, conversation_id: str) -> tuple[Thread | None, Progress]:
    """The same with how far its words have gone; one request."""
    wanted = ProgressRow.wanted(lambda row: row.progress, thread_of(conversation_id), PROGRESS)
    one, progress = read_all(desk.database, (_wanted_thread(conversation_id), wanted))
    return one, progress or Progress(conversation_id)


def put_thread(tx: Transaction, made: Thread) -> None:
    """The customer wrote last like this."""
    until = int((tx.desk.now() + KEPT_THREADS).timestamp())
    tx.put(ThreadRow(thread_of(made.conversation_id), THREAD, thread=made, expires_at=until))
    if made.visitor_id is not None:
        tx.put(ReachRow(reach_of(made.visitor_id), made.channel_id, thread=made, expires_at=until))


def reach_of(visitor_id: str) -> str:
    """Where it stands how somebody wrote last, by channel."""
    return f"reach#{visitor_id}"


def reached(desk: Desk, visitor_ids: Sequence[str]) -> list[Thread]:
    """How these visitors, who are one customer, wrote last by each channel, the last first; a query for each."""
    found = [
        ReachRow.thread.held_in(item)
        for each in visitor_ids
        for item in ReachRow.read_page(desk.database, reach_of(each), limit=MOST_CHANNELS)[0]
    ]
    return sorted(found, key=lambda each: each.last_in_at, reverse=True)


def note_automatic(tx: Transaction, before: Thread, after: Thread) -> None:
    """Their mail program has answered by itself. Lost: ``ThreadMoved``: they wrote themselves meanwhile."""
    until = int((tx.desk.now() + KEPT_THREADS).timestamp())
    row = ThreadRow(thread_of(after.conversation_id), THREAD, thread=after, expires_at=until)
    tx.put(row, condition=ThreadRow.thread == before, losing=ThreadRow.thread.losing(ThreadMoved))


def put_progress(tx: Transaction, before: Progress, after: Progress) -> None:
    """How far they have gone. Lost: ``ProgressMoved``."""
    until = int((tx.desk.now() + KEPT_THREADS).timestamp())
    keys = (thread_of(after.conversation_id), PROGRESS)
    row = ProgressRow(*keys, version=after.version, progress=after, expires_at=until)
    same = ProgressRow.version == before.version if before.version else ProgressRow.key.does_not_exist()
    tx.put(row, condition=same, losing=ProgressRow.progress.losing(ProgressMoved))


def _number(seq: int) -> str:
    return f"out#{seq:012d}"


def delivery(desk: Desk, conversation_id: str, seq: int) -> Delivery | None:
    """What came of one entry; one strongly consistent read."""
    row = DeliveryRow.find(desk.database, thread_of(conversation_id), _number(seq))
    return row.delivery if row is not None else None


def deliveries(desk: Desk, conversation_id: str, limit: int) -> list[Delivery]:
    """What came of the last entries that went out, oldest first; one query."""
    behind = DeliveryRow.order.startswith("out#")
    asked = {"range_condition": behind, "limit": limit, "forward": False}
    items, _ = DeliveryRow.read_page(desk.database, thread_of(conversation_id), **asked)  # type: ignore[arg-type]
    return [DeliveryRow.delivery.held_in(each) for each in items][::-1]


def put_delivery(tx: Transaction, conversation_id: str, made: Delivery) -> None:
    """What is known of it now; whoever writes it holds the thread."""
    until = int((tx.desk.now() + KEPT_THREADS).timestamp())
    tx.put(DeliveryRow(thread_of(conversation_id), _number(made.seq), delivery=made, expires_at=until))


def put_failure(tx: Transaction, channel_id: str, made: Failure) -> None:
    """It could not be brought out."""
    order = f"{times.sortable(made.at)}#{made.conversation_id}#{made.seq}"
    until = int((made.at + KEPT_FAILURES).timestamp())
    tx.put(FailureRow(f"failed#{channel_id}", order, failure=made, expires_at=until))


def failures(desk: Desk, channel_id: str) -> list[Failure]:
    """The last ones, the newest first; one query."""
    items, _ = FailureRow.read_page(desk.database, f"failed#{channel_id}", limit=MOST_FAILURES, forward=False)
    return [FailureRow.failure.held_in(item) for item in items]


def _place_of_cursor(channel_id: str, part: str) -> tuple[str, str]:
    return _of(channel_id), f"cursor#{digest(part)}"


def cursor(desk: Desk, channel_id: str, part: str) -> str:
    """How far what a provider has was asked for, of this part of the account; one strongly consistent read."""
    row = CursorRow.find(desk.database, *_place_of_cursor(channel_id, part))
    return str(row.cursor) if row is not None else ""


def put_cursor(tx: Transaction, channel_id: str, part: str, made: str) -> None:
    """It was asked for up to there. Whoever asks at the same moment takes in the same messages, each once."""
    tx.put(CursorRow(*_place_of_cursor(channel_id, part), cursor=made))
