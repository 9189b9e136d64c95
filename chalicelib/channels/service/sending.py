"""What is said to customers who write elsewhere goes out to them: in order, and never twice (A9).

Whoever brings out a conversation's words holds it for that time. Each entry is written down before it goes, and with
what came of it afterwards goes how far all have come. Where a receiver knows words it has had already, by the name that
goes with them, whoever died in between is followed by one who tries again; where it does not, nobody can know, and an
agent decides. One that cannot go waits, and the next ones wait behind it, until it is given up.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec
from msgspec.structs import replace

from chalicelib.channels.model.channel import BY_LEDGER, Channel, window_until
from chalicelib.channels.model.outbound import (
    CHANNEL_OFF,
    FAILED,
    HELD,
    RETRYING,
    SENDING,
    SENT,
    TOO_MANY,
    UNSURE,
    WINDOW_CLOSED,
    Delivery,
    Failure,
    Outcome,
    Progress,
    Thread,
    after,
)
from chalicelib.channels.service import calling, letters
from chalicelib.channels.service.leaving import answers_to, leave_for
from chalicelib.channels.store import channels as store
from chalicelib.channels.store.channels import ProgressMoved
from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.channelled import goes_out
from chalicelib.conversations.model.conversation import CLOSED, MESSAGE, OFFLINE_FORM, Entry
from chalicelib.conversations.model.telling import SaidElsewhere
from chalicelib.core import work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import LimitReached
from chalicelib.core.transactions import Transaction
from chalicelib.notifications import service as notifications
from chalicelib.notifications.model.notice import SETTLED
from chalicelib.offline import service as offline
from chalicelib.offline.model.message import WIDGET, MessageWritten

PAGE = 50
NOTED_EVERY = timedelta(minutes=1)
BEHIND_A_LETTER, LOOKED_AFTER = timedelta(seconds=2), timedelta(minutes=10)


class Send(Due, frozen=True):
    """Something of this conversation may have to go out; ``again``: this entry, by somebody's hand; ``left``: the
    answers to this message that its customer left."""

    kind = "channels.send"

    conversation_id: str
    again: int | None = None
    left: str | None = None


class _Held(msgspec.Struct):
    """One who brings out a conversation's words, as far as they have come."""

    desk: Desk
    thread: Thread
    channel: Channel | None
    progress: Progress
    sent: bool = False

    def move(self, tx: Transaction, **fields: object) -> None:
        """Commit with how far they have come now. Raises ``ProgressMoved``: it is somebody else's by now."""
        moved = replace(self.progress, version=self.progress.version + 1, **fields)
        store.put_progress(tx, self.progress, moved)
        tx.commit()
        self.progress = moved


def hear(desk: Desk, event: SaidElsewhere) -> None:
    """Something was said that is to be read elsewhere."""
    send(desk, Send(event.conversation_id))


def send(desk: Desk, due: Send) -> None:
    """Bring out what has not gone yet, in order, until nothing is left or something must wait. Twice is once.

    Two reads, two writes for each entry, one to begin and one to end.
    """
    held = _hold(desk, due)
    if held is None:
        return
    try:
        if due.left is not None:
            _bring_answers(held, due)
        elif due.again is None:
            _bring_all(held)
        else:
            _bring_again(held, due.again)
    except ProgressMoved:  # it took too long, and somebody else went on
        return
    finally:
        _note_seen(held)


def _hold(desk: Desk, due: Send) -> _Held | None:
    """Whoever comes second leaves word to look again when the first must be done."""
    thread, progress = store.thread_and_progress(desk, due.conversation_id)
    if thread is None:
        return None
    now = desk.now()
    channel = store.channel(desk, thread.channel_id)
    held = _Held(desk, thread, channel, progress)
    if progress.held_until is None or progress.held_until < now:
        try:
            held.move(Transaction(desk), held_until=now + HELD)
        except ProgressMoved:
            pass
        else:
            return held
    tx = Transaction(desk)
    work.put(
        tx,
        Send(due.conversation_id, due.again, due.left),
        at=max(progress.held_until or now, now) + timedelta(seconds=1),
    )
    tx.commit()
    return None


def _bring_all(held: _Held) -> None:
    conversation_id, done = held.thread.conversation_id, held.progress.done
    elsewhere = held.progress.elsewhere
    while True:
        page = conversations.entries_after(held.desk, conversation_id, done, PAGE)
        for entry in page.entries:
            if entry.kind == MESSAGE and entry.author.kind == "visitor":
                elsewhere = entry.via is not None
            elif elsewhere and _is_for(held, entry) and not _bring(held, entry, elsewhere=elsewhere):
                return
            if elsewhere and entry.offer == OFFLINE_FORM and entry.state == CLOSED:
                leave_for(held.desk, held.thread, entry)
            done = entry.seq
        if not page.more:
            break
    held.move(Transaction(held.desk), done=done, elsewhere=elsewhere, held_until=None)


def _is_for(held: _Held, entry: Entry) -> bool:
    """Whether it goes out: agents' words do; the desk's own where the channel takes them."""
    if not goes_out(entry) or (not entry.words and entry.file is None):
        return False
    of_desk = entry.author.kind == "system" or entry.kind != MESSAGE
    return not of_desk or held.channel is None or held.channel.own_words


def _bring(held: _Held, entry: Entry, *, elsewhere: bool) -> bool:
    """Whether it is over with this entry, and the next one may go."""
    delivery = store.delivery(held.desk, held.thread.conversation_id, entry.seq)
    if delivery is not None and delivery.is_over:
        return True
    return _tried(held, entry, delivery, done=entry.seq, elsewhere=elsewhere)


def _bring_again(held: _Held, seq: int) -> None:
    """One that had been given up, once more; where it stands among the others is over."""
    delivery = store.delivery(held.desk, held.thread.conversation_id, seq)
    entries = conversations.messages_at(held.desk, held.thread.conversation_id, [seq])
    if delivery is not None and not delivery.is_over and entries:
        progress = held.progress
        if not _tried(held, entries[0], delivery, done=progress.done, elsewhere=progress.elsewhere, again=seq):
            return
    held.move(Transaction(held.desk), held_until=None)


def _bring_answers(held: _Held, due: Send) -> None:
    """What agents answered to a message that was left, in order; each once."""
    progress, conversation_id = held.progress, held.thread.conversation_id
    for entry in answers_to(held.desk, conversation_id, str(due.left)):
        delivery = store.delivery(held.desk, conversation_id, entry.seq)
        if delivery is not None and delivery.is_over:
            continue
        if not _tried(held, entry, delivery, done=progress.done, elsewhere=progress.elsewhere, left=due.left):
            return
    held.move(Transaction(held.desk), held_until=None)


def hear_left(desk: Desk, event: MessageWritten) -> None:
    """A message was left or answered; where its customer wrote by a channel, answers go out there. One read, and one
    more for a message that is answered."""
    message = offline.find(desk, event.message_id)
    if message.conversation_id is not None and any(WIDGET in each.by for each in message.answers):
        send(desk, Send(message.conversation_id, left=message.message_id))


def _tried(
    held: _Held,
    entry: Entry,
    before: Delivery | None,
    *,
    done: int,
    elsewhere: bool,
    again: int | None = None,
    left: str | None = None,
) -> bool:
    desk, conversation_id = held.desk, held.thread.conversation_id
    channel = held.channel
    delivery = before or Delivery(entry.seq, SENDING, desk.now())
    if channel is not None and channel.active and by_ledger(channel):
        until = _letter_ahead(held)
        if until is not None:
            tx = Transaction(desk)
            work.put(tx, Send(conversation_id, again, left), at=until)
            held.move(tx, held_until=None)
            return False
        _told(held, channel, entry, delivery, done=done, elsewhere=elsewhere)
        return True
    outcome = _refused(held, delivery)
    if outcome is None:
        delivery = replace(delivery, state=SENDING, at=desk.now(), tries=delivery.tries + 1)
        tx = Transaction(desk)
        store.put_delivery(tx, conversation_id, delivery)
        held.move(tx, held_until=desk.now() + HELD)
        outcome = calling.call(desk, channel, held.thread, entry) if channel is not None else Outcome(CHANNEL_OFF)
    delivery = after(delivery, outcome, desk.now(), desk.chance())
    tx = Transaction(desk)
    store.put_delivery(tx, conversation_id, delivery)
    if delivery.state == FAILED and channel is not None:
        failure = Failure(desk.now(), conversation_id, entry.seq, delivery.why or "", delivery.detail)
        store.put_failure(tx, channel.channel_id, failure)
    if delivery.state == RETRYING:
        work.put(tx, Send(conversation_id, again, left), at=delivery.next_at)
        held.move(tx, held_until=None)
        return False
    held.move(tx, done=done, elsewhere=elsewhere)
    held.sent = held.sent or delivery.state == SENT
    return True


def _letter_ahead(held: _Held) -> datetime | None:
    """When to look again, while nobody knows what becomes of the letters before this one; None: it may go. One read of
    each."""
    ahead = notifications.states_of(held.desk, held.progress.letters).values()
    moving = [each for each in ahead if each.state not in SETTLED]
    if not moving:
        return None
    now = held.desk.now()
    planned = max(each.next_try_at or each.lease_until or now for each in moving)
    return min(max(planned, now) + BEHIND_A_LETTER, now + LOOKED_AFTER)


def _told(held: _Held, channel: Channel, entry: Entry, delivery: Delivery, *, done: int, elsewhere: bool) -> None:
    """It is a letter of the ledger now; of those that the desk says by itself there are no more than a few a day."""
    conversation_id = held.thread.conversation_id
    tx = Transaction(held.desk)
    told = letters.tell(tx, held.thread, channel, entry, delivery)
    store.put_delivery(tx, conversation_id, told)
    try:
        held.move(tx, done=done, elsewhere=elsewhere, letters=told.notices)
    except LimitReached:
        tx, now = Transaction(held.desk), held.desk.now()
        store.put_delivery(tx, conversation_id, replace(delivery, state=FAILED, at=now, why=TOO_MANY))
        held.move(tx, done=done, elsewhere=elsewhere)
        return
    held.sent = True


def by_ledger(channel: Channel) -> bool:
    """Whether what is said goes out as letters of the desk's own."""
    return channel.kind in BY_LEDGER and not channel.address


def _refused(held: _Held, delivery: Delivery) -> Outcome | None:
    """What is in the way, before anything is asked; None: nothing."""
    channel = held.channel
    if channel is None or not channel.active:
        return Outcome(CHANNEL_OFF)
    if delivery.state == SENDING and delivery.tries and not calling.knows_again(channel):
        return Outcome(UNSURE, detail="whoever sent it died before the answer came")
    until = window_until(channel.limits, held.thread.last_in_at)
    return Outcome(WINDOW_CLOSED) if until is not None and held.desk.now() > until else None


def _note_seen(held: _Held) -> None:
    """That something went out, once a minute at most."""
    if held.channel is None or not held.sent:
        return
    now, seen = held.desk.now(), store.channel_and_seen(held.desk, held.channel.channel_id)[1]
    if seen.last_out_at is None or now - seen.last_out_at >= NOTED_EVERY:
        store.put_seen(held.desk, held.channel.channel_id, replace(seen, last_out_at=now))
