"""A channel: where customers write besides a plan's website, with whose keys, and what may be sent there. Pure."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Annotated, Literal

import msgspec
from msgspec.structs import replace

from chalicelib.core.errors import Conflict, Invalid, NotFound, WrongFields
from chalicelib.core.text import Id, Line, among, checked_line
from chalicelib.people.model.channels import SOURCE

APP, MINI_PROGRAM, EMAIL, SMS, PHONE, SOCIAL = "app", "mini_program", "email", "sms", "phone", "social"
KINDS = (APP, MINI_PROGRAM, EMAIL, SMS, PHONE, SOCIAL)
SIGNED = "signed"  # whoever speaks for the channel signs; else it is one of ``providers``
MOST_CHANNELS = 50
MOST_HELD, MOST_KEPT = 2, 10  # keys: the one before holds until whoever writes has the new one
LONGEST_NAME, LEAST_SECRET = 40, 16
BY_LEDGER = (EMAIL, SMS)
# source of a conversation → what groups choose by (B4); a channel may name another
SOURCES = {each: each.replace("_", "-") for each in KINDS}
USUAL = {
    APP: (4_000, 5, 10, 0),
    MINI_PROGRAM: (2_000, 1, 2, 48),
    EMAIL: (4_000, 5, 10, 0),
    SMS: (1_000, 0, 0, 0),
    PHONE: (4_000, 0, 0, 0),
    SOCIAL: (2_000, 1, 2, 48),
}


AesKey = Annotated[str, msgspec.Meta(pattern="^([A-Za-z0-9]{43})?$")]
Inboxes = Annotated[list[Annotated[Line, msgspec.Meta(max_length=254)]], msgspec.Meta(max_length=10)]


class ChannelLimits(msgspec.Struct, frozen=True):
    """What may be sent there: characters of one message, files with it (0: none), megabytes of one; for how many hours
    after the customer's last message (0: always), and how many messages after it (0: any number)."""

    characters: Annotated[int, msgspec.Meta(ge=1, le=4_000)] = 4_000
    files: Annotated[int, msgspec.Meta(ge=0, le=5)] = 5
    megabytes: Annotated[int, msgspec.Meta(ge=0, le=30)] = 10
    window_hours: Annotated[int, msgspec.Meta(ge=0, le=720)] = 0
    messages: Annotated[int, msgspec.Meta(ge=0, le=100)] = 0


class Key(msgspec.Struct, frozen=True):
    """What signs: the secret is shown once. ``retired_at``: from then on it signs nothing any more. ``aes_key``: of an
    account at a provider, by which it encloses what it posts (EncodingAESKey); shown once, too."""

    key_id: str
    secret: str
    added_at: datetime
    retired_at: datetime | None = None
    aes_key: str = ""


class Wechat(msgspec.Struct, frozen=True):
    """An account that customers write to through a provider's own interface: its id and secret there."""

    app_id: str = ""
    app_secret: str = ""


class Channel(msgspec.Struct, frozen=True):
    """``address``: where what is said goes out to; "": nowhere. ``host``: whose addresses files may be fetched from;
    "": the host of ``address``. ``source``: the name by which groups receive (B4). ``trusts``: what it says of its
    senders' addresses counts as proof. ``own_words``: welcome and closing texts go out as well as agents' words.
    ``inboxes``: the addresses at which a channel of e-mail receives, the one first that answers are asked to.
    ``sealed``: its provider posts in encrypted envelopes, and nothing else is taken."""

    channel_id: str
    kind: Annotated[str, among(*KINDS)]
    name: str
    plan_key: str
    created_at: datetime
    provider: str = SIGNED
    address: str = ""
    host: str = ""
    source: str = ""
    locale: str = "zh-CN"
    active: bool = True
    trusts: bool = False
    own_words: bool = True
    limits: ChannelLimits = ChannelLimits()
    keys: tuple[Key, ...] = ()
    wechat: Wechat = Wechat()
    inboxes: tuple[str, ...] = ()
    an_hour: int = 6_000
    a_minute_each: int = 20
    version: int = 0
    sealed: bool = False

    @property
    def held(self) -> tuple[Key, ...]:
        """The keys that sign now, the newest first."""
        return tuple(each for each in reversed(self.keys) if each.retired_at is None)

    @property
    def secrets(self) -> list[str]:
        """Of the keys that sign now."""
        return [each.secret for each in self.held]


class Seen(msgspec.Struct, frozen=True):
    """When something came in, and went out, last: to a minute."""

    last_in_at: datetime | None = None
    last_out_at: datetime | None = None


class NewChannel(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``secret``: where a provider or partner prescribes it; else one is made. ``app_id``, ``app_secret``: of an
    account at a provider. ``sealed``: whether it posts in encrypted envelopes; left out, as is usual there.
    ``aes_key``: the EncodingAESKey, where it is prescribed; else one is made."""

    kind: Literal["app", "mini_program", "email", "sms", "phone", "social"]
    name: Line
    plan_key: Id
    provider: Annotated[Line, msgspec.Meta(max_length=40)] = SIGNED
    address: Annotated[Line, msgspec.Meta(max_length=500)] = ""
    host: Annotated[Line, msgspec.Meta(max_length=200)] = ""
    source: Annotated[str, msgspec.Meta(max_length=40)] = ""
    locale: Literal["zh-CN", "en"] = "zh-CN"
    trusts: bool = False
    own_words: bool | None = None
    limits: ChannelLimits | None = None
    app_id: Annotated[Line, msgspec.Meta(min_length=1, max_length=100)] | None = None
    app_secret: Annotated[Line, msgspec.Meta(max_length=200)] = ""
    inboxes: Inboxes = []
    secret: Annotated[Line, msgspec.Meta(max_length=200)] = ""
    sealed: bool | None = None
    aes_key: AesKey = ""


class NewChannelKey(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``secret``, ``aes_key``: where a provider prescribes them, or one of them stays as it is; else they are made."""

    secret: Annotated[Line, msgspec.Meta(max_length=200)] = ""
    aes_key: AesKey = ""


class ChangeChannel(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is left out stays; ``version``: the one that was read, then another one is refused."""

    version: int | None = None
    name: Line | None = None
    address: Annotated[Line, msgspec.Meta(max_length=500)] | None = None
    host: Annotated[Line, msgspec.Meta(max_length=200)] | None = None
    source: Annotated[str, msgspec.Meta(max_length=40)] | None = None
    locale: Literal["zh-CN", "en"] | None = None
    active: bool | None = None
    trusts: bool | None = None
    own_words: bool | None = None
    limits: ChannelLimits | None = None
    app_id: Annotated[Line, msgspec.Meta(min_length=1, max_length=100)] | None = None
    app_secret: Annotated[Line, msgspec.Meta(max_length=200)] | None = None
    inboxes: Inboxes | None = None
    sealed: bool | None = None


class UnknownChannel(NotFound):
    """There is no such channel."""

    code = "unknown_channel"
    title = "There is no such channel"


class ChannelOff(Conflict):
    """It was switched off: nothing comes in by it, nothing goes out."""

    code = "channel_off"
    title = "This channel is switched off"


class TooManyChannels(Conflict):
    """A desk has no more."""

    code = "too_many_channels"
    title = "There are as many channels as a desk may have"


def checked(channel: Channel) -> Channel:
    """The channel as it is kept; its address is looked at by who may ask it. Raises ``Invalid`` with every field."""
    wrong, name, source = WrongFields(), channel.name, channel.source or SOURCES[channel.kind]
    with wrong:
        name = checked_line("name", channel.name, longest=LONGEST_NAME)
    if re.fullmatch(SOURCE, source) is None:
        wrong.add("source", "small letters, digits and hyphens, at most 40")
    if channel.host and not all(each.isalnum() or each in ".-" for each in channel.host):
        wrong.add("host", "the name of a host, such as files.example.com")
    wrong.refuse()
    return replace(channel, name=name, source=source, host=channel.host.lower())


def usual_limits(kind: str, messages: int = 0) -> ChannelLimits:
    """What such channels take, as far as nobody says otherwise; ``messages``: to one of the customer's."""
    return ChannelLimits(*USUAL[kind], messages)


def with_key(channel: Channel, key: Key) -> Channel:
    """The channel with one key more; of three the oldest that held is retired, so that two hold at once."""
    held = list(channel.held)[: MOST_HELD - 1]
    kept = {each.key_id for each in held}

    def retired(other: Key) -> Key:
        return other if other.key_id in kept or other.retired_at else replace(other, retired_at=key.added_at)

    return replace(channel, keys=(*map(retired, channel.keys), key)[-MOST_KEPT:])


def without_key(channel: Channel, key_id: str, at: datetime) -> Channel:
    """The channel after this key was retired; twice is once. Raises ``NotFound``; ``Conflict`` for the last one."""
    key = next((each for each in channel.keys if each.key_id == key_id), None)
    if key is None:
        raise NotFound("no such key")
    if key.retired_at is not None:
        return channel
    if len(channel.held) == 1:
        raise LastKey("rotate it: a channel that nobody can sign for is better switched off")
    gone = replace(key, retired_at=at)
    return replace(channel, keys=tuple(gone if each.key_id == key_id else each for each in channel.keys))


class LastKey(Conflict):
    """One key signs at least."""

    code = "last_key"
    title = "This is the only key that signs"


def window_until(limits: ChannelLimits, last_in_at: datetime | None) -> datetime | None:
    """Until when something may be sent to a customer who wrote last then; None: always."""
    if not limits.window_hours or last_in_at is None:
        return None
    return last_in_at + timedelta(hours=limits.window_hours)


def checked_secret(secret: str) -> str:
    """A secret that somebody else prescribes. Raises ``Invalid``."""
    if secret and len(secret) < LEAST_SECRET and not secret.isalnum():
        raise Invalid.field("secret", f"letters and digits, or at least {LEAST_SECRET} characters")
    if secret and len(secret) < 3:
        raise Invalid.field("secret", "at least 3 characters")
    return secret
