"""What rooms above ask of a channel that something else than a message came by (A9)."""

from __future__ import annotations

from chalicelib.channels.model.channel import Channel, UnknownChannel
from chalicelib.channels.model.signatures import refuse_unsigned
from chalicelib.channels.store import channels as store
from chalicelib.core.desk import Desk
from chalicelib.core.errors import existing


def proved(desk: Desk, channel_id: str, signature: str, body: bytes) -> Channel:
    """The channel, if one of its keys signed this now. One read. Raises ``UnknownChannel``, ``SignatureRefused``."""
    channel = existing(store.channel(desk, channel_id), "no such channel", UnknownChannel)
    refuse_unsigned(signature, body, channel.secrets, int(desk.now().timestamp()))
    return channel
