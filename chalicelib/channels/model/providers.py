"""The providers that the desk speaks with: a row for each (A9). Pure."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from chalicelib.channels.model import kf, wechat
from chalicelib.channels.model.channel import SIGNED, Channel
from chalicelib.channels.model.provider import Provider
from chalicelib.core.errors import Invalid, WrongFields

# what a channel's ``provider`` may be besides ``signed`` → its adapter, and where it is asked
PROVIDERS: Mapping[str, tuple[Provider, str]] = {
    "wechat": (wechat.Wechat(), wechat.BASE),
    "kf": (kf.Kf(), kf.BASE),
}
NAMES = (SIGNED, *PROVIDERS)


def adapter_named(provider: str) -> Provider | None:
    """The adapter of this provider; None: whoever speaks for the channel signs, or there is none."""
    adapter, _ = PROVIDERS.get(provider, (None, ""))
    return adapter


def of(channel: Channel) -> Provider | None:
    """The adapter of a channel; None: whoever speaks for it signs."""
    return adapter_named(channel.provider)


def hosts_of(channel: Channel) -> frozenset[str]:
    """Whose addresses its files are fetched from."""
    adapter, base = PROVIDERS.get(channel.provider, (None, ""))
    named = channel.host or urlsplit(channel.address or base).hostname or ""
    own = adapter.hosts if adapter is not None else frozenset()
    return frozenset({named.lower()} if named else ()) | own


def refuse_unfit(channel: Channel) -> None:
    """Raises ``Invalid`` for a provider that there is not, or that has no such accounts; and without an account."""
    if channel.provider == SIGNED:
        if channel.sealed:
            raise Invalid.field("sealed", "only of an account at a provider")
        return
    wrong, adapter = WrongFields(), of(channel)
    if adapter is None:
        wrong.add("provider", f"one of {', '.join(NAMES)}")
    elif channel.kind not in adapter.kinds:
        wrong.add("provider", f"only of a channel of kind {' or '.join(adapter.kinds)}")
    if not (channel.wechat.app_id and channel.wechat.app_secret):
        wrong.add("app_id", "the account's id and secret are needed")
    if channel.sealed and not all(each.aes_key for each in channel.held):
        wrong.add("sealed", "give it another key first: one that signs now has no EncodingAESKey")
    wrong.refuse()
