"""A provider's interface as one account has it: messages come as XML, answers go as JSON (A9). Pure.

This is how official accounts and mini-programs of WeChat do it, by their public documents: the address is proved by a
GET whose ``echostr`` is given back; each message has ``signature``, ``timestamp`` and ``nonce`` in its address, the
signature being the SHA-1 of token, timestamp and nonce, sorted and joined; what is said to a customer within 48 hours
of their last message is posted with an access token. In safe mode (安全模式) what is posted is in an envelope
(``envelope``), and nothing counts that is not; its ``msg_signature`` is over what is enclosed, too. Mini-programs may
have JSON instead of XML.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from chalicelib.channels.model.channel import MINI_PROGRAM, SOCIAL, Channel
from chalicelib.channels.model.envelope import opened_for
from chalicelib.channels.model.flat import fields_of
from chalicelib.channels.model.inbound import Incoming, Sender, SentFile
from chalicelib.channels.model.outbound import (
    BAD_ACCOUNT,
    REFUSED,
    SPENT,
    TOOK_IT,
    WINDOW_CLOSED,
    Outcome,
    Thread,
)
from chalicelib.channels.model.provider import (
    MOST_HEARD,
    Access,
    Asked,
    Heard,
    News,
    Page,
    Refused,
    base_of,
    plain,
    refuse_other_signature,
    until_when,
)
from chalicelib.core.errors import Invalid

BASE = "https://api.weixin.qq.com"
PICTURES = "mmbiz.qpic.cn"  # whose addresses pictures have
LONGEST = 4_000
NO_TOKEN = (40001, 40014, 42001)  # the access token counts no more
NO_ACCOUNT = (40013, 40125, 40164, 41002, 41004, 50002)  # id or secret of the account, or from where it is asked
LATER = (-1, 45009)  # busy; as often as may be asked in a day
SPENT_THERE = (45047,)  # more than may be said to one message
TOO_LATE = (45015,)  # 48 hours are over
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
        return plain(fields.get("Content", ""))[:LONGEST]
    if kind == "voice" and fields.get("Recognition"):
        return f"{_INSTEAD['voice']} {plain(fields['Recognition'])}"[:LONGEST]
    if kind == "location":
        named = (fields.get(name, "") for name in ("Label", "Location_X", "Location_Y"))
        return plain("[位置] " + " ".join(each for each in named if each))[:LONGEST]
    if kind == "link":
        named = (fields.get(name, "") for name in ("Title", "Description", "Url"))
        return plain("[链接] " + " ".join(each for each in named if each))[:LONGEST]
    if kind == "image" and fields.get("PicUrl"):
        return ""
    return _INSTEAD.get(kind, "[消息]")


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


class Wechat:
    """Official accounts and mini-programs of WeChat."""

    kinds: tuple[str, ...] = (MINI_PROGRAM, SOCIAL)
    hosts: frozenset[str] = frozenset({PICTURES})
    knows_again: bool = False
    seals: bool = False
    said_to_one: int = 5

    def opened(self, channel: Channel, query: Mapping[str, str], body: bytes, now: int) -> bytes:
        """By token, timestamp and nonce; in safe mode what is posted is enclosed."""
        if body and channel.sealed:
            return opened_for(channel, fields_of(body).get("Encrypt", ""), query, now)
        timestamp, nonce = query.get("timestamp", ""), query.get("nonce", "")
        expected = [(each, timestamp, nonce) for each in channel.secrets]
        refuse_other_signature(query.get("signature", ""), expected, timestamp, now, "signature")
        return body or query.get("echostr", "").encode(errors="replace")

    def heard(self, body: bytes) -> Heard:
        """One message, or nothing that anybody wrote."""
        incoming = incoming_of(fields_of(body, MOST_HEARD))
        return Heard((incoming,) if incoming is not None else ())

    def without_files(self, incoming: Incoming) -> Incoming:
        """Its picture cannot be had."""
        return without_files(incoming)

    def access_request(self, channel: Channel) -> Asked:
        """The stable one."""
        account = channel.wechat
        asked = {"grant_type": "client_credential", "appid": account.app_id, "secret": account.app_secret}
        return Asked(f"{base_of(channel, BASE)}/cgi-bin/stable_token", msgspec.json.encode(asked))

    def access_in(self, body: bytes, now: datetime) -> Access | Refused:
        """A token, or that the account is wrong."""
        answer = answer_in(body)
        if answer.access_token:
            return Access(answer.access_token, until_when(answer.expires_in, now))
        return Refused(Outcome(BAD_ACCOUNT, answer.errcode in LATER, f"{answer.errcode} {answer.errmsg}"))

    def news_request(self, channel: Channel, access: Access, news: News, cursor: str) -> Asked:
        """Never asked: what is written is posted."""
        return Asked(base_of(channel, BASE))

    def page_in(self, channel: Channel, access: Access, body: bytes) -> Page | Refused:
        """Nothing."""
        return Page()

    def said_request(self, channel: Channel, thread: Thread, access: Access, text: str, name: str) -> Asked:
        """A customer-service message."""
        said: dict[str, Any] = {"touser": thread.to, "msgtype": "text", "text": {"content": text}}
        url = f"{base_of(channel, BASE)}/cgi-bin/message/custom/send?access_token={access.token}"
        return Asked(url, msgspec.json.encode(said))

    def said_in(self, body: bytes) -> Refused | None:
        """By its error's number."""
        answer = answer_in(body)
        outcome = outcome_of(answer)
        return Refused(outcome, answer.errcode in NO_TOKEN) if outcome.why is not None else None


def answer_in(body: bytes) -> Answer:
    """What came back. Raises ``ValueError`` for what cannot be read."""
    return msgspec.json.decode(body, type=Answer)


def outcome_of(answer: Answer) -> Outcome:
    """What it means for what was said."""
    detail = f"{answer.errcode} {answer.errmsg}"
    if answer.errcode == 0:
        return TOOK_IT
    if answer.errcode in SPENT_THERE:
        return Outcome(SPENT, detail=detail)
    if answer.errcode in TOO_LATE:
        return Outcome(WINDOW_CLOSED, detail=detail)
    if answer.errcode in NO_ACCOUNT:
        return Outcome(BAD_ACCOUNT, detail=detail)
    if answer.errcode in NO_TOKEN or answer.errcode in LATER:
        return Outcome(REFUSED, again=True, detail=detail)
    return Outcome(REFUSED, detail=detail)
