"""The encrypted envelope of WeChat's family (WXBizMsgCrypt), by its public documents. Pure.

An account has an ``EncodingAESKey``: 43 characters, the base64 of 32 bytes without its last ``=``. What is enclosed is
16 random bytes, the length of the message (four bytes, the highest first), the message, and whom it is for (the id of
the company or account), filled up to whole blocks of 32 bytes (PKCS#7), by AES-256 in CBC whose first 16 bytes of the
key are the start. ``msg_signature``, over token, timestamp, nonce and what is enclosed, is looked at before anything is
opened; whatever does not open after that, for whichever reason, is answered in the same words.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import re
from collections.abc import Mapping

from chalicelib.channels.model.channel import Channel, Key
from chalicelib.channels.model.provider import MOST_HEARD, holds_now, sha1_of
from chalicelib.channels.model.signatures import SignatureRefused

BLOCK, START = 32, 16  # bytes: what is filled up to; of the random beginning, and of what AES begins with
NOT_OPENED = "what is enclosed is not for this account, or not by its EncodingAESKey"
_BASE64 = re.compile(r"[A-Za-z0-9+/]+={0,2}")


def opened_for(channel: Channel, enclosed: str, query: Mapping[str, str], now: int) -> bytes:
    """The message, if one of the channel's keys signed and enclosed it for its account, within five minutes of now.
    Raises ``SignatureRefused``."""
    signed = [each for each in channel.held if each.aes_key and _is_signed(each, enclosed, query)]
    if not signed:
        raise SignatureRefused("msg_signature: not that of this token")
    holds_now(query.get("timestamp", ""), now)
    for each in signed:
        message = opened(each.aes_key, enclosed, channel.wechat.app_id)
        if message is not None:
            return message
    raise SignatureRefused(NOT_OPENED)


def _is_signed(key: Key, enclosed: str, query: Mapping[str, str]) -> bool:
    expected = sha1_of((key.secret, query.get("timestamp", ""), query.get("nonce", ""), enclosed))
    given = query.get("msg_signature", "").lower()
    return hmac.compare_digest(expected.encode(), given.encode(errors="replace"))


def opened(aes_key: str, enclosed: str, receiver: str) -> bytes | None:
    """The message that is enclosed for this receiver; None: for whichever reason it is none."""
    from Crypto.Cipher import AES

    sealed = _bytes_of(enclosed)
    if not sealed or len(sealed) % AES.block_size or len(sealed) > 2 * MOST_HEARD:
        return None
    key = base64.b64decode(aes_key + "=")
    whole = AES.new(key, AES.MODE_CBC, iv=key[:START]).decrypt(sealed)
    filled = whole[-1]
    if not 1 <= filled <= BLOCK or whole[-filled:] != bytes([filled]) * filled:
        return None
    inner = whole[START:-filled]
    length = int.from_bytes(inner[:4], "big")
    if len(inner) < 4 + length or inner[4 + length :] != receiver.encode():
        return None
    return inner[4 : 4 + length]


def _bytes_of(enclosed: str) -> bytes:
    if _BASE64.fullmatch(enclosed) is None:
        return b""
    try:
        return base64.b64decode(enclosed)
    except (binascii.Error, ValueError):
        return b""
