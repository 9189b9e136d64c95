"""What the API shows of channels."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec

from chalicelib.channels.model.channel import SIGNED, Channel, ChannelLimits, Key, Seen
from chalicelib.channels.model.inbound import Refused
from chalicelib.channels.model.letter import AUTOMATIC, PERSON, Folded, Letter
from chalicelib.channels.model.outbound import STATES, Automatic, Delivery, Failure
from chalicelib.channels.model.posted import NEVER_TAKEN, PARKED, WHYS, Posted
from chalicelib.channels.model.posted import STATES as MAIL_STATES
from chalicelib.core.shapes import showing, shown
from chalicelib.core.text import among


@showing(Key, "key_id added_at retired_at")
class ChannelKeyView(msgspec.Struct):
    """A key without its secret, which is shown once."""


@showing(
    Channel,
    "channel_id kind name plan_key created_at provider address host source locale active trusts own_words limits "
    "inboxes sealed version",
)
class ChannelView(msgspec.Struct):
    """``path``: where its messages are posted to. ``secret``, ``aes_key``: of the key that was just made; null ever
    after, and ``aes_key`` where nothing is enclosed. ``waiting``, ``waiting_until``: of one channel that is read, how
    many mails wait for the next hour, and until when the first of them. ``last_in_at``, ``last_out_at``: to a
    minute."""

    keys: list[ChannelKeyView]
    app_id: str
    path: str
    last_in_at: datetime | None
    last_out_at: datetime | None
    secret: str | None = None
    aes_key: str | None = None
    waiting: int = 0
    waiting_until: datetime | None = None


@showing(Failure, "at conversation_id seq why detail")
class ChannelFailureView(msgspec.Struct):
    """What could not be brought out, and why; or ``text`` that ``sender`` wrote and that was not taken in."""

    sender: str
    text: str


def show_failure(failure: Failure, refused: Refused | None) -> ChannelFailureView:
    sender = (refused.name or refused.sender_id) if refused is not None else ""
    return shown(ChannelFailureView, failure, sender=sender, text=refused.text if refused is not None else "")


@showing(Delivery, "seq at why next_at tries by_mail")
class DeliveryView(msgspec.Struct):
    state: Annotated[str, among(*STATES)]


@showing(Letter, "seq at sender sender_name subject proved foreign earlier left_out folds reply_to obeyed")
class LetterView(msgspec.Struct):
    """The letter that entry ``seq`` came in. ``proved``: its own checks say that its sender's domain sent it.
    ``foreign``: its sender is not this conversation's customer. ``earlier``: the conversation or ticket that it
    answers, where that is another one. ``left_out``: files that could not be taken. ``folds``: there is more of it.
    ``reply_to``: another address at which it asks to be answered; ``obeyed``: answers go there."""

    kind: Annotated[str, among(PERSON, AUTOMATIC)]


@showing(Folded, "rest signature quoted")
class FoldedView(msgspec.Struct):
    """What is folded away of a letter: the end of very long words, the signature, the history that it quotes."""


@showing(Posted, "mail_id at recipients channel_id detail sender sender_name subject size conversation_id by_hand")
class MailView(msgspec.Struct):
    """``why``: why it waits. ``size``: bytes. ``channel_id``: empty where nobody receives at its address.
    ``takeable``: whether it can be taken in."""

    state: Annotated[str, among(*MAIL_STATES)]
    why: Annotated[str, among(*WHYS)] | None
    takeable: bool


def show_mail(mail: Posted) -> MailView:
    return shown(MailView, mail, takeable=mail.state == PARKED and mail.why not in NEVER_TAKEN)


class AutomaticView(Automatic, frozen=True):
    """What the customer's mail program has answered by itself since they wrote last."""


class ConversationChannelView(msgspec.Struct):
    """``until``: until when something may be sent (null: always); ``open``: whether it may be now. ``email``: the
    customer's address, by which what has failed may go instead; null: none is known, or nothing has failed. ``left``:
    how many messages may still be said before the customer writes again (null: any number)."""

    channel_id: str
    kind: str
    name: str
    active: bool
    open: bool
    until: datetime | None
    limits: ChannelLimits
    deliveries: list[DeliveryView]
    letters: list[LetterView]
    automatic: AutomaticView | None
    email: str | None
    left: int | None
    poll_after_ms: int


SIGNED_PATH, PROVIDER_PATH = "/v1/channels/{}/messages", "/channels/{}/provider"


def show_channel(
    channel: Channel, seen: Seen, key: Key | None = None, waiting: tuple[int, datetime | None] = (0, None)
) -> ChannelView:
    """``key``: the one that was just made. ``waiting``: how many mails wait for the next hour, and until when."""
    keys = [shown(ChannelKeyView, each) for each in reversed(channel.keys)]
    return shown(
        ChannelView,
        channel,
        keys=keys,
        app_id=channel.wechat.app_id,
        path=(SIGNED_PATH if channel.provider == SIGNED else PROVIDER_PATH).format(channel.channel_id),
        last_in_at=seen.last_in_at,
        last_out_at=seen.last_out_at,
        secret=key.secret if key is not None else None,
        aes_key=key.aes_key or None if key is not None else None,
        waiting=waiting[0],
        waiting_until=waiting[1],
    )
