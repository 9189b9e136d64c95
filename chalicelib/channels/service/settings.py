"""Channels as those keep them who lead: made, changed, given another key, switched off (A9)."""

from __future__ import annotations

import secrets
import string
from datetime import datetime

from msgspec.structs import replace

from chalicelib.channels.model.channel import (
    BY_LEDGER,
    EMAIL,
    MOST_CHANNELS,
    SIGNED,
    ChangeChannel,
    Channel,
    Key,
    NewChannel,
    NewChannelKey,
    Seen,
    TooManyChannels,
    UnknownChannel,
    Wechat,
    checked,
    checked_secret,
    usual_limits,
    with_key,
    without_key,
)
from chalicelib.channels.model.inbound import Refused
from chalicelib.channels.model.inboxes import checked_inboxes
from chalicelib.channels.model.outbound import Failure
from chalicelib.channels.model.providers import adapter_named, refuse_unfit
from chalicelib.channels.store import aside, mails
from chalicelib.channels.store import channels as store
from chalicelib.channels.store.channels import ChannelMoved
from chalicelib.channels.store.refused import refused_at
from chalicelib.core import audit, outbound, races
from chalicelib.core.audit import By
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, NotFound, existing
from chalicelib.core.once import AlreadyDone, Once, mark, recall
from chalicelib.core.transactions import Transaction
from chalicelib.plans import service as plans

SECRET_BYTES = 32
TOKEN_LETTERS, AES_LETTERS = 32, 43  # of an account's token and EncodingAESKey
NO_WISH = NewChannelKey()
OF_ACCOUNT = ("app_id", "app_secret")


def list_channels(desk: Desk) -> list[tuple[Channel, Seen]]:
    """All of them, and when something last came and went; two requests."""
    return store.channels(desk)


def read_channel(desk: Desk, channel_id: str) -> tuple[Channel, Seen]:
    """One. Raises ``UnknownChannel``."""
    channel, seen = store.channel_and_seen(desk, channel_id)
    return existing(channel, "no such channel", UnknownChannel), seen


def waiting_of(desk: Desk, channel: Channel) -> tuple[int, datetime | None]:
    """How many mails wait for the next hour, and until when the first of them; one query, none of other kinds."""
    return aside.count(desk, channel.channel_id) if channel.kind == EMAIL else (0, None)


def failures_of(desk: Desk, channel_id: str) -> list[tuple[Failure, Refused | None]]:
    """What could not be brought out by it lately, or taken in, then with its words; the newest first. Three requests at
    most. Raises ``UnknownChannel``."""
    _found(desk, channel_id)
    failures = store.failures(desk, channel_id)
    words = refused_at(desk, [each.kept for each in failures if each.kept])
    return [(each, words.get(each.kept)) for each in failures]


def create_channel(desk: Desk, form: NewChannel, by: By, *, once: Once | None = None) -> Channel:
    """A new one, with a key that is shown once. Raises ``Invalid``, ``TooManyChannels``, ``AddressTaken``."""
    before = recall(desk, once, desk.now().timestamp())
    if before is not None:
        return _found(desk, before["channel_id"])
    try:
        plans.read_plan(desk, form.plan_key)
    except NotFound:
        raise Invalid.field("plan_key", "no such plan") from None
    now = desk.now()
    key = _key(desk, form.provider, form.secret, form.aes_key)
    adapter = adapter_named(form.provider)
    own_words = form.own_words if form.own_words is not None else form.kind not in BY_LEDGER
    channel = Channel(
        channel_id=desk.new_id("chn"),
        kind=form.kind,
        name=form.name,
        plan_key=form.plan_key,
        created_at=now,
        provider=form.provider,
        address=_address(desk, form.address),
        host=form.host,
        source=form.source,
        locale=form.locale,
        trusts=form.trusts,
        own_words=own_words,
        limits=form.limits or usual_limits(form.kind, adapter.said_to_one if adapter is not None else 0),
        keys=(key,),
        wechat=Wechat(form.app_id or "", form.app_secret),
        inboxes=tuple(form.inboxes),
        version=1,
        sealed=form.sealed if form.sealed is not None else adapter is not None and adapter.seals,
    )
    channel = _checked(channel)
    if len(store.channels(desk)) >= MOST_CHANNELS:
        raise TooManyChannels(f"at most {MOST_CHANNELS}")
    tx = Transaction(desk)
    mark(tx, once, {"channel_id": channel.channel_id})
    store.put_channel(tx, None, channel)
    mails.put_inboxes(tx, None, channel)
    audit.note(tx, by, "create_channel", channel.channel_id, after=_told(channel))
    try:
        tx.commit()
    except AlreadyDone as done:
        return _found(desk, done.answer["channel_id"])
    return channel


def change_channel(desk: Desk, channel_id: str, form: ChangeChannel, by: By) -> Channel:
    """Another name, address, limits …; what is left out stays. Raises ``UnknownChannel``, ``Invalid``,
    ``ChangedMeanwhile``, ``AddressTaken``."""
    first = _found(desk, channel_id)
    races.refuse_older(form.version, first)
    said = races.fields_in(form, {"address": lambda value: _address(desk, value)}, without=("version",))
    app = {name: said[name] for name in OF_ACCOUNT if name in said}
    own = {name: value for name, value in said.items() if name not in OF_ACCOUNT}
    if form.limits is not None:
        own["limits"] = form.limits
    if form.inboxes is not None:
        own["inboxes"] = tuple(form.inboxes)

    def changed(before: Channel) -> Channel:
        return _checked(replace(before, **own, wechat=replace(before.wechat, **app)))

    def save(before: Channel, after: Channel) -> None:
        if after == before:
            return
        tx = Transaction(desk)
        store.put_channel(tx, before, after)
        mails.put_inboxes(tx, before, after)
        audit.note(tx, by, "change_channel", channel_id, before=_told(before), after=_told(after))
        tx.commit()

    known_as = {"app_secret": "app_secret"}
    return races.change(desk, first, said, changed, save, read=_value_of, known_as=known_as)


def _value_of(channel: Channel, name: str) -> object:
    return getattr(channel.wechat if name in OF_ACCOUNT else channel, name)


def _key(desk: Desk, provider: str, secret: str, aes_key: str) -> Key:
    """A new one: what is prescribed of it, and the rest by chance; an account's as its provider takes it. Raises
    ``Invalid``."""
    of_account = provider != SIGNED
    if aes_key and not of_account:
        raise Invalid.field("aes_key", "only of an account at a provider")
    made = _letters(TOKEN_LETTERS) if of_account else secrets.token_urlsafe(SECRET_BYTES)
    enclosing = aes_key or (_letters(AES_LETTERS) if of_account else "")
    return Key(desk.new_id("key"), checked_secret(secret) or made, desk.now(), aes_key=enclosing)


def _letters(number: int) -> str:
    return "".join(secrets.choice(string.ascii_letters + string.digits) for _ in range(number))


def add_key(
    desk: Desk, channel_id: str, by: By, form: NewChannelKey = NO_WISH, *, once: Once | None = None
) -> tuple[Channel, Key]:
    """Another key, shown once; the one before signs until it is retired, or a third one comes. Raises
    ``UnknownChannel``, ``Invalid``."""
    before = recall(desk, once, desk.now().timestamp())
    if before is not None:
        return _with(_found(desk, channel_id), before["key_id"])
    key = _key(desk, _found(desk, channel_id).provider, form.secret, form.aes_key)

    def add() -> tuple[Channel, Key]:
        channel = _found(desk, channel_id)
        after = replace(with_key(channel, key), version=channel.version + 1)
        tx = Transaction(desk)
        mark(tx, once, {"key_id": key.key_id})
        store.put_channel(tx, channel, after)
        audit.note(tx, by, "add_channel_key", channel_id, after={"key_id": key.key_id})
        try:
            tx.commit()
        except AlreadyDone as done:
            return _with(_found(desk, channel_id), done.answer["key_id"])
        return after, key

    return races.again(desk, add, ChannelMoved)


def retire_key(desk: Desk, channel_id: str, key_id: str, by: By) -> Channel:
    """What this key signs counts no more; twice is once. Raises ``UnknownChannel``, ``NotFound``, ``LastKey``."""

    def retire() -> Channel:
        before = _found(desk, channel_id)
        after = without_key(before, key_id, desk.now())
        if after == before:
            return before
        after = replace(after, version=before.version + 1)
        tx = Transaction(desk)
        store.put_channel(tx, before, after)
        audit.note(tx, by, "retire_channel_key", channel_id, after={"key_id": key_id})
        tx.commit()
        return after

    return races.again(desk, retire, ChannelMoved)


def _found(desk: Desk, channel_id: str) -> Channel:
    return existing(store.channel(desk, channel_id), "no such channel", UnknownChannel)


def _with(channel: Channel, key_id: str) -> tuple[Channel, Key]:
    return channel, next(each for each in channel.keys if each.key_id == key_id)


def _checked(channel: Channel) -> Channel:
    """The channel as it is kept. Raises ``Invalid``."""
    refuse_unfit(channel)
    return replace(checked(channel), inboxes=checked_inboxes(channel))


def _address(desk: Desk, address: str) -> str:
    return outbound.checked_address("address", address, anywhere=desk.settings.is_local)


def _told(channel: Channel) -> dict[str, object]:
    """What the audit log has of it: no secret."""
    names = "kind name plan_key provider address source active trusts own_words inboxes sealed"
    return {name: getattr(channel, name) for name in names.split()}
