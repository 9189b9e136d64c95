"""What goes out by a channel, in which order, and what comes of it (A9). Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Annotated, Any

import msgspec
from msgspec.structs import replace

from chalicelib.channels.model.channel import EMAIL, Channel, ChannelLimits, window_until
from chalicelib.conversations.model.channelled import ReplyElsewhere, Unsent
from chalicelib.core.text import among

SENDING, RETRYING, SENT, FAILED, LEDGER = "sending", "retrying", "sent", "failed", "ledger"
BOUNCED = "bounced"  # shown alone: a letter that came back
STATES = (SENDING, RETRYING, SENT, FAILED, LEDGER, BOUNCED)
LONGEST_LINK = 200  # characters that a link to a file and its name take
MOST_BY_LETTER = 20  # megabytes of a file that goes with an e-mail: mail servers take no more
MOST_TRIES = 10
FIRST_WAIT, LONGEST_WAIT = 5.0, 3_600.0  # seconds
HELD = timedelta(seconds=40)  # by whoever is sending
ASKED_SECONDS, MOST_BYTES = 15, 64 * 1024

# why something did not go out, as far as we can say
UNREACHABLE, TOO_SLOW, REFUSED, UNREADABLE = "unreachable", "too_slow", "refused", "unreadable"
WINDOW_CLOSED, CHANNEL_OFF, NO_ADDRESS, UNSURE, TOO_LONG = "window_closed", "off", "no_address", "unsure", "too_long"
BAD_ACCOUNT, TOO_MANY, SPENT = "bad_account", "too_many", "spent"
WHYS = (
    UNREACHABLE,
    TOO_SLOW,
    REFUSED,
    UNREADABLE,
    WINDOW_CLOSED,
    CHANNEL_OFF,
    NO_ADDRESS,
    UNSURE,
    TOO_LONG,
    BAD_ACCOUNT,
    TOO_MANY,
    SPENT,
)


class Delivery(msgspec.Struct, frozen=True):
    """What came of one entry. ``why``: what was in the way last; ``detail``: of that, for whoever set the channel up.
    ``notices``: the letters that carry it. ``by_mail``: the channel did not bring it, and it went by e-mail instead."""

    seq: int
    state: Annotated[str, among(*STATES)]
    at: datetime
    tries: int = 0
    why: str | None = None
    detail: str = ""
    next_at: datetime | None = None
    held_until: datetime | None = None
    notices: tuple[str, ...] = ()
    by_mail: bool = False

    @property
    def is_over(self) -> bool:
        """Whether the next one may go."""
        return self.state in (SENT, FAILED, LEDGER)


class Automatic(msgspec.Struct, frozen=True):
    """What the customer's mail program has answered by itself since they wrote last, such as that they are away."""

    at: datetime
    subject: str
    text: str


class Thread(msgspec.Struct, frozen=True):
    """Whom the words of a conversation go to, as its customer wrote last: ``to``, the name that the channel has for
    them, ``thread``, what it belongs to there. ``subject``, ``references``: of letters.
    ``reply_to``: where their letter asks for answers, if that is known to be theirs."""

    conversation_id: str
    channel_id: str
    to: str
    name: str
    last_in_at: datetime
    thread: str | None = None
    email: str | None = None
    mobile: str | None = None
    locale: str = "zh-CN"
    subject: str = ""
    references: tuple[str, ...] = ()
    visitor_id: str | None = None
    automatic: Automatic | None = None
    reply_to: str | None = None


class Progress(msgspec.Struct, frozen=True):
    """How far a conversation's words have gone out: ``done``, the last entry that is over; ``elsewhere``: whether the
    customer's last words until then came by a channel. ``held_until``: somebody is at it. ``letters``: those that went
    last; the next ones wait until it is known what became of them."""

    conversation_id: str
    done: int = 0
    elsewhere: bool = False
    held_until: datetime | None = None
    version: int = 0
    letters: tuple[str, ...] = ()


class Failure(msgspec.Struct, frozen=True):
    """What could not be brought out, or taken in, and why. ``kept``: where the words are that were not taken in."""

    at: datetime
    conversation_id: str
    seq: int
    why: str
    detail: str = ""
    kept: str = ""


class Outcome(msgspec.Struct, frozen=True):
    """What a provider's answer means: ``why`` None: it took it; ``again``: it may take it later."""

    why: str | None = None
    again: bool = False
    detail: str = ""


TOOK_IT = Outcome()


def wait_before(tries: int, chance: float) -> timedelta:
    """How long until the next try after so many: doubling, with jitter."""
    return timedelta(seconds=min(LONGEST_WAIT, FIRST_WAIT * 2 ** max(tries - 1, 0)) * (0.5 + chance / 2))


def after(delivery: Delivery, outcome: Outcome, now: datetime, chance: float) -> Delivery:
    """What is known of it once it was tried."""
    if outcome.why is None:
        return replace(delivery, state=SENT, at=now, why=None, detail="", next_at=None, held_until=None)
    said = replace(delivery, at=now, why=outcome.why, detail=outcome.detail[:200], held_until=None)
    if outcome.again and delivery.tries < MOST_TRIES:
        return replace(said, state=RETRYING, next_at=now + wait_before(delivery.tries, chance))
    return replace(said, state=FAILED, next_at=None)


def in_the_way(channel: Channel, asked: ReplyElsewhere, last_in_at: datetime, now: datetime) -> Unsent | None:
    """What keeps an agent's words from going out: the channel is off, its time is over, or it does not take them."""
    limits = channel.limits
    if not channel.active:
        return Unsent(CHANNEL_OFF, "the channel is switched off")
    until = window_until(limits, last_in_at)
    if until is not None and now > until:
        return Unsent(WINDOW_CLOSED, "the customer wrote too long ago", until=until)
    is_linked = asked.file_type is not None and goes_by_link(channel, asked.file_size)
    length = len(asked.text) + (LONGEST_LINK if is_linked and channel.kind != EMAIL else 0)
    if length > limits.characters:
        most = f"{limits.characters:,}"
        return Unsent(TOO_LONG, f"at most {most} characters by this channel; this has {length:,}", "text")
    return None


def goes_by_link(channel: Channel, size: int) -> bool:
    """Whether a file of so many bytes is more than the channel takes: then a link to it goes out."""
    limits = channel.limits
    megabytes = min(limits.megabytes, MOST_BY_LETTER) if channel.kind == EMAIL else limits.megabytes
    return not limits.files or size > megabytes * 1_000_000


def left_of(limits: ChannelLimits, deliveries: Sequence[Delivery], last_in_at: datetime) -> int | None:
    """How many messages may still be said before the customer writes again; None: any number."""
    if not limits.messages:
        return None
    told = [each for each in deliveries if each.state in (SENT, SENDING, RETRYING) and each.at >= last_in_at]
    return max(0, limits.messages - len(told))


def spoken(thread: Thread, seq: int, kind: str, text: str, by: str | None, at: datetime, files: list[Any]) -> bytes:
    """The body in which a channel's own address is told what was said."""
    return msgspec.json.encode(
        {
            "id": f"{thread.conversation_id}#{seq}",
            "channel_id": thread.channel_id,
            "conversation_id": thread.conversation_id,
            "seq": seq,
            "kind": kind,
            "to": {"id": thread.to, "name": thread.name},
            "thread": thread.thread,
            "text": text,
            "by": by,
            "at": at,
            "files": files,
        }
    )
