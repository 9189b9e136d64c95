"""What agents see of the channel of a conversation: its limits, its time, and what came of what they wrote (A9)."""

from __future__ import annotations

from datetime import datetime

import msgspec
from msgspec.structs import replace

from chalicelib.channels.model.channel import EMAIL, Channel, window_until
from chalicelib.channels.model.letter import Folded, Letter
from chalicelib.channels.model.outbound import (
    BOUNCED,
    FAILED,
    LEDGER,
    RETRYING,
    SENT,
    Automatic,
    Delivery,
    in_the_way,
    left_of,
)
from chalicelib.channels.service import otherwise
from chalicelib.channels.service.sending import Send
from chalicelib.channels.store import channels as store
from chalicelib.channels.store import mails
from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.channelled import ReplyElsewhere, Unsent
from chalicelib.conversations.model.via import Via
from chalicelib.core import work
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Conflict, NotFound, existing
from chalicelib.core.transactions import Transaction
from chalicelib.notifications import service as notifications
from chalicelib.notifications.model.notice import ARRIVES_NOWHERE, SETTLED
from chalicelib.notifications.model.notice import BOUNCED as CAME_BACK
from chalicelib.people.model.agents import Agent

MOST_SHOWN = 100
MOST_LETTERS = 20  # whose state is looked up, the newest


class Standing(msgspec.Struct, frozen=True):
    """The channel of a conversation, until when something may be sent (None: always), what came of what was, and the
    letters that its messages came in. ``waits``: something was said last that has not begun to go out.
    ``automatic``: what the customer's mail program has answered by itself since. ``email``: by which what the channel
    will not bring may go instead; looked up where something has failed. ``left``: how many
    messages may still be said before the customer writes again (None: any number)."""

    via: Via
    channel: Channel | None
    until: datetime | None
    deliveries: list[Delivery]
    letters: list[Letter] = []
    waits: bool = False
    email: str | None = None
    left: int | None = None
    automatic: Automatic | None = None


class NoChannel(NotFound):
    """Its customer writes on a page."""

    code = "no_channel"
    title = "This conversation goes by no channel"


class NotGivenUp(Conflict):
    """Nothing of that number has failed."""

    code = "not_given_up"
    title = "This has not failed"


def standing_of(desk: Desk, agent: Agent, conversation_id: str, request_id: str = "") -> Standing:
    """One's own, or in reach. Three requests, by e-mail four; of letters one each. Raises ``NotFound``, ``NotYours``,
    ``NoChannel``."""
    header = conversations.read_conversation(desk, agent, conversation_id, request_id)
    via = existing(header.via, "its customer writes on a page", NoChannel)
    thread, channel = store.thread_and_channel(desk, conversation_id, via.channel_id)
    until = window_until(channel.limits, thread.last_in_at) if thread is not None and channel is not None else None
    deliveries = store.deliveries(desk, conversation_id, MOST_SHOWN)
    letters = mails.letters(desk, conversation_id, MOST_SHOWN) if via.kind == EMAIL else []
    begun = max((each.seq for each in deliveries), default=0)
    waits = header.last_author == "agent" and header.last_message > begun
    automatic = thread.automatic if thread is not None else None
    shown = _with_letters(desk, deliveries)
    has_failed = any(each.state in (FAILED, BOUNCED) for each in shown)
    email = otherwise.email_of(desk, header, thread, via.kind) if has_failed else None
    left = left_of(channel.limits, deliveries, thread.last_in_at) if channel and thread else None
    return Standing(via, channel, until, shown, letters, waits, email, left, automatic)


def unfold(desk: Desk, agent: Agent, conversation_id: str, seq: int, request_id: str = "") -> Folded:
    """What is folded away of the letter that this entry came in. Two reads. Raises ``NotFound``, ``NotYours``."""
    conversations.read_conversation(desk, agent, conversation_id, request_id)
    return existing(mails.folded(desk, conversation_id, seq), "nothing is folded away of this one")


def _with_letters(desk: Desk, deliveries: list[Delivery]) -> list[Delivery]:
    """Those that letters carry, as these stand."""
    ids = [notice for each in deliveries[-MOST_LETTERS:] for notice in each.notices]
    states = notifications.states_of(desk, ids)

    def shown(each: Delivery) -> Delivery:
        notices = [states[notice] for notice in each.notices if notice in states]
        if each.state != LEDGER or not notices:
            return each
        if any(notice.state not in SETTLED for notice in notices):
            return each
        if not all(notice.state in ARRIVES_NOWHERE for notice in notices):
            return replace(each, state=SENT, why=None)
        came_back = any(notice.state == CAME_BACK for notice in notices)
        return replace(each, state=BOUNCED if came_back else FAILED, why="letter")

    return [shown(each) for each in deliveries]


def send_again(desk: Desk, agent: Agent, conversation_id: str, seq: int, *, by_mail: bool = False) -> None:
    """What had been given up goes out once more, behind all others, or ``by_mail`` instead of the channel; twice is
    once. Raises ``NotYours``, ``NotGivenUp``, ``NoOtherWay``."""
    header = conversations.read_conversation(desk, agent, conversation_id)
    conversations.may_answer(desk, agent, header)
    delivery = store.delivery(desk, conversation_id, seq)
    stands = _with_letters(desk, [delivery])[0].state if delivery is not None else None
    if by_mail and delivery is not None and delivery.by_mail and stands not in (FAILED, BOUNCED):
        return
    if delivery is None or stands not in (FAILED, RETRYING, BOUNCED) or (by_mail and stands == RETRYING):
        raise NotGivenUp("nothing of this number has failed")
    if by_mail:
        otherwise.send_by_mail(desk, agent, header, delivery)
        return
    if delivery.state == RETRYING:
        return
    tx = Transaction(desk)
    store.put_delivery(tx, conversation_id, replace(delivery, state=RETRYING, tries=0, next_at=desk.now()))
    work.put(tx, Send(conversation_id, seq))
    tx.commit()


def in_the_way_of(desk: Desk, asked: ReplyElsewhere) -> Unsent | None:
    """What keeps an agent's words from going out (``model.outbound.in_the_way``). One request."""
    thread, channel = store.thread_and_channel(desk, asked.conversation_id, asked.channel_id)
    if thread is None or channel is None:
        return None
    return in_the_way(channel, asked, thread.last_in_at, desk.now())
