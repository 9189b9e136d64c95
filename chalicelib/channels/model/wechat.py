"""A provider's interface as one account has it: messages come as XML, answers go as JSON (A9). Pure.

This is how official accounts and mini-programs of WeChat do it, by their public documents: the address is proved by a
GET whose ``echostr`` is given back; each message has ``signature``, ``timestamp`` and ``nonce`` in its address, the
signature being the SHA-1 of token, timestamp and nonce, sorted and joined; what is said to a customer within 48 hours
of their last message is posted with an access token. Messages in plain text only: the encrypted mode is not spoken.

The XML is flat, and read as that: a document that declares anything of its own is refused, and no entity is looked up.
"""

from __future__ import annotations

import hashlib
import hmac
import html
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec

from chalicelib.channels.model.channel import Channel
from chalicelib.channels.model.inbound import Incoming, Sender, SentFile
from chalicelib.channels.model.outbound import (
    BAD_ACCOUNT,
    REFUSED,
    TOOK_IT,
    UNREADABLE,
    WINDOW_CLOSED,
    Outcome,
    Thread,
)
from chalicelib.channels.model.signatures import NEAR, SignatureRefused
from chalicelib.core.errors import Invalid

BASE = "https://api.weixin.qq.com"
PICTURES = "mmbiz.qpic.cn"  # whose addresses pictures have
MOST_BYTES, LONGEST = 64 * 1024, 4_000
NO_TOKEN = (40001, 40014, 42001)  # the access token counts no more
NO_ACCOUNT = (40013, 40125, 40164, 41002, 41004, 50002)  # id or secret of the account, or from where it is asked
LATER = (-1, 45009)  # busy; as often as may be asked in a day
TOO_LATE = (45015, 45047)  # 48 hours are over; more than may be said to one message
_FIELD = re.compile(r"<([A-Za-z][A-Za-z0-9_]{0,39})>\s*(?:<!\[CDATA\[(.*?)\]\]>|([^<]*))\s*</\1>", re.S)
_ROOT = re.compile(r"\s*(?:<\?xml[^>]*\?>\s*)?<xml>(.*)</xml>\s*", re.S)
_INSTEAD = {
    "image": "[图片]",
    "voice": "[语音]",
    "video": "[视频]",
    "shortvideo": "[小视频]",
    "miniprogrampage": "[小程序卡片]",
}


class Answer(msgspec.Struct, frozen=True):
    """What the provider says to a request of ours."""

    errcode: int = 0
    errmsg: str = ""
    access_token: str = ""
    expires_in: int = 0


def refuse_unsigned(query: Mapping[str, str], secrets: Sequence[str], now: int) -> None:
    """Raises ``SignatureRefused`` unless the query is signed with one of the tokens, within five minutes of now."""
    signature, timestamp, nonce = (query.get(name, "") for name in ("signature", "timestamp", "nonce"))
    expected = [_signature(each, timestamp, nonce) for each in secrets]
    holds = [hmac.compare_digest(each.encode(), signature.lower().encode()) for each in expected]
    if not any(holds):
        raise SignatureRefused("signature: not that of this token, timestamp and nonce")
    if not (timestamp.isascii() and timestamp.isdigit()) or len(timestamp) > 12 or abs(now - int(timestamp)) > NEAR:
        raise SignatureRefused("timestamp: more than five minutes from now")


def _signature(token: str, timestamp: str, nonce: str) -> str:
    return hashlib.sha1("".join(sorted((token, timestamp, nonce))).encode(), usedforsecurity=False).hexdigest()


def fields_of(body: bytes) -> dict[str, str]:
    """What a message says, by name. Raises ``Invalid`` for what is no flat document of theirs."""
    if len(body) > MOST_BYTES:
        raise Invalid.field("body", f"at most {MOST_BYTES} bytes")
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Invalid.field("body", "UTF-8") from None
    root = _ROOT.fullmatch(text)
    if root is None or "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise Invalid.field("body", "an <xml> document without declarations")
    inner = root[1]
    if _FIELD.sub("", inner).strip():
        raise Invalid.field("body", "fields of text alone")
    return {name: cdata if cdata or not plain else html.unescape(plain) for name, cdata, plain in _FIELD.findall(inner)}


def incoming_of(fields: Mapping[str, str]) -> Incoming | None:
    """The message, or None for what nobody wrote (somebody follows the account, a menu …). Raises ``Invalid``."""
    kind, who, at = (fields.get(name, "") for name in ("MsgType", "FromUserName", "CreateTime"))
    if not who or len(who) > 200 or not who.isprintable():
        raise Invalid.field("FromUserName", "who writes")
    if kind == "event":
        return None
    number = fields.get("MsgId") or f"{who}-{at}-{kind}"
    if len(number) > 200 or not number.isprintable():
        raise Invalid.field("MsgId", "a number")
    return Incoming(
        number, Sender(who), _text_of(kind, fields), _files_of(kind, fields, number), fields.get("ToUserName")
    )


def _text_of(kind: str, fields: Mapping[str, str]) -> str:
    if kind == "text":
        return _plain(fields.get("Content", ""))[:LONGEST]
    if kind == "voice" and fields.get("Recognition"):
        return f"{_INSTEAD['voice']} {_plain(fields['Recognition'])}"[:LONGEST]
    if kind == "location":
        named = (fields.get(name, "") for name in ("Label", "Location_X", "Location_Y"))
        return _plain("[位置] " + " ".join(each for each in named if each))[:LONGEST]
    if kind == "link":
        named = (fields.get(name, "") for name in ("Title", "Description", "Url"))
        return _plain("[链接] " + " ".join(each for each in named if each))[:LONGEST]
    if kind == "image" and fields.get("PicUrl"):
        return ""
    return _INSTEAD.get(kind, "[消息]")


def _plain(text: str) -> str:
    return "".join(each for each in text if each in "\n\t" or (each >= " " and each != "\x7f"))


def _files_of(kind: str, fields: Mapping[str, str], number: str) -> list[SentFile]:
    if kind != "image" or not fields.get("PicUrl"):
        return []
    url = fields["PicUrl"]
    if url.startswith(f"http://{PICTURES}/"):
        url = url.replace("http://", "https://", 1)
    return [SentFile(f"{number}.jpg", url=url[:2_000])]


def without_files(incoming: Incoming) -> Incoming:
    """The same where its picture cannot be had: that there was one is said."""
    words = " ".join(each for each in (incoming.text, _INSTEAD["image"]) if each)
    return msgspec.structs.replace(incoming, files=[], text=words)


def address_of(channel: Channel, path: str) -> str:
    """Where the provider, or whoever stands for it, is asked."""
    return f"{(channel.address or BASE).rstrip('/')}{path}"


def token_request(channel: Channel) -> tuple[str, bytes]:
    """The address and body that bring an access token."""
    asked = {"grant_type": "client_credential", "appid": channel.wechat.app_id, "secret": channel.wechat.app_secret}
    return address_of(channel, "/cgi-bin/stable_token"), msgspec.json.encode(asked)


def said_request(channel: Channel, thread: Thread, token: str, text: str) -> tuple[str, bytes]:
    """The address and body that bring words to a customer."""
    said: dict[str, Any] = {"touser": thread.to, "msgtype": "text", "text": {"content": text}}
    return address_of(channel, f"/cgi-bin/message/custom/send?access_token={token}"), msgspec.json.encode(said)


def answer_in(body: bytes) -> Answer:
    """What came back. Raises ``ValueError`` for what cannot be read."""
    return msgspec.json.decode(body, type=Answer)


def outcome_of(answer: Answer) -> Outcome:
    """What it means for what was said."""
    detail = f"{answer.errcode} {answer.errmsg}"
    if answer.errcode == 0:
        return TOOK_IT
    if answer.errcode in TOO_LATE:
        return Outcome(WINDOW_CLOSED, detail=detail)
    if answer.errcode in NO_ACCOUNT:
        return Outcome(BAD_ACCOUNT, detail=detail)
    if answer.errcode in NO_TOKEN or answer.errcode in LATER:
        return Outcome(REFUSED, again=True, detail=detail)
    return Outcome(REFUSED, detail=detail)


UNREAD = Outcome(UNREADABLE, detail="the provider's answer cannot be read")


def text_with(words: str, name: str | None, url: str | None) -> str:
    """Words with the address of a file, which this interface takes as words alone."""
    return "\n".join(each for each in (words, f"📎 {name}" if name else "", url or "") if each)


def expires_at(answer: Answer, now: datetime) -> float:
    """Until when an access token is used, in seconds since 1970: some minutes less than it counts."""
    return now.timestamp() + max(60, answer.expires_in - 300)
