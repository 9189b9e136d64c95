"""A provider's interface that is asked, as WeCom's customer service has it (微信客服), by its documents (A9). Pure.

What is posted to the account's address says only that somebody wrote, and which of the account's desks to
(``OpenKfId``); it is signed with ``msg_signature``: the SHA-1 of token, timestamp, nonce and what was posted, sorted
and joined. What was written is asked for with an access token, behind a cursor, page by page; what is said to a
customer within 48 hours of their last message goes out under a name of its own (``msgid``), so that the same words
sent twice are told once.

WeCom itself posts XML in an encrypted envelope (``envelope``), and proves the address with an enclosed ``echostr``,
whose message is given back. Whoever stands for it may post without (``Channel.sealed``), in XML or JSON, signed over
what is posted with the same token. Everything else is asked of WeCom, or of whoever stands for it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlencode

import msgspec

from chalicelib.channels.model.channel import SOCIAL, Channel
from chalicelib.channels.model.envelope import opened_for
from chalicelib.channels.model.flat import fields_of
from chalicelib.channels.model.inbound import Incoming, Sender, SentFile
from chalicelib.channels.model.outbound import BAD_ACCOUNT, REFUSED, SPENT, WINDOW_CLOSED, Outcome, Thread
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

BASE = "https://qyapi.weixin.qq.com"
TOGETHER, LONGEST = 50, 4_000  # messages of a page; characters of a text
NEWS = "kf_msg_or_event"
FROM_CUSTOMER = 3  # the origin of what a customer wrote; 4: the provider's events, 5: what was said there by hand
NO_TOKEN = (40014, 42001, 41001)
NO_ACCOUNT = (40001, 40013, 40091, 60020, 48002)
LATER = (-1, 45009, 45033)  # busy; more often than may be asked
SPENT_THERE = (95001,)  # five messages were said since the customer wrote last
TOO_LATE = (95013, 95018)  # 48 hours are over; the conversation has ended there
TWICE = (95033,)  # words of this name were said before
_INSTEAD = {
    "image": "[图片]",
    "voice": "[语音]",
    "video": "[视频]",
    "file": "[文件]",
    "business_card": "[名片]",
    "miniprogram": "[小程序卡片]",
    "msgmenu": "[菜单]",
}
_NAMES = {"image": "picture.jpg", "file": "file"}


class Written(msgspec.Struct, frozen=True):
    """One thing that was written, or happened, at the provider."""

    msgid: str
    msgtype: str = ""
    open_kfid: str = ""
    external_userid: str = ""
    origin: int = 0
    text: dict[str, Any] = {}
    image: dict[str, Any] = {}
    file: dict[str, Any] = {}
    location: dict[str, Any] = {}
    link: dict[str, Any] = {}


class Answer(msgspec.Struct, frozen=True):
    """What the provider says to a request of ours."""

    errcode: int = 0
    errmsg: str = ""
    access_token: str = ""
    expires_in: int = 0
    next_cursor: str = ""
    has_more: int = 0
    msg_list: list[Written] = []

    @property
    def detail(self) -> str:
        """For whoever set the account up."""
        return f"{self.errcode} {self.errmsg}"


def refusal_of(answer: Answer) -> Refused | None:
    """What an error's number means; None: there was none."""
    code = answer.errcode
    if code == 0 or code in TWICE:
        return None
    if code in NO_TOKEN:
        return Refused(Outcome(REFUSED, True, answer.detail), stale=True)
    if code in NO_ACCOUNT:
        return Refused(Outcome(BAD_ACCOUNT, detail=answer.detail))
    if code in SPENT_THERE:
        return Refused(Outcome(SPENT, detail=answer.detail))
    if code in TOO_LATE:
        return Refused(Outcome(WINDOW_CLOSED, detail=answer.detail))
    return Refused(Outcome(REFUSED, code in LATER, answer.detail))


def _answer_in(body: bytes) -> Answer:
    return msgspec.json.decode(body, type=Answer)


class Kf:
    """Customer service of WeCom, or whoever speaks as it does."""

    kinds: tuple[str, ...] = (SOCIAL,)
    hosts: frozenset[str] = frozenset()
    knows_again: bool = True
    seals: bool = True
    said_to_one: int = 5

    def opened(self, channel: Channel, query: Mapping[str, str], body: bytes, now: int) -> bytes:
        """By token, timestamp, nonce and what is enclosed; or what was posted, or is to be given back."""
        if channel.sealed:
            enclosed = fields_of(body).get("Encrypt", "") if body else query.get("echostr", "")
            return opened_for(channel, enclosed, query, now)
        timestamp, nonce = query.get("timestamp", ""), query.get("nonce", "")
        signed = body.decode(errors="replace") if body else query.get("echostr", "")
        expected = [(each, timestamp, nonce, signed) for each in channel.secrets]
        refuse_other_signature(query.get("msg_signature", ""), expected, timestamp, now, "msg_signature")
        return body or signed.encode(errors="replace")

    def heard(self, body: bytes) -> Heard:
        """That there is something new; of other events nothing."""
        posted = fields_of(body, MOST_HEARD)
        if posted.get("Event") != NEWS:
            return Heard()
        desk, word = posted.get("OpenKfId", ""), posted.get("Token", "")
        if not desk or len(desk) > 200 or len(word) > 500:
            raise Invalid.field("OpenKfId", "which of the account's desks")
        return Heard(news=News(desk, word))

    def without_files(self, incoming: Incoming) -> Incoming:
        """Its files cannot be had."""
        words = " ".join(each for each in (incoming.text, _INSTEAD["file"]) if each)
        return msgspec.structs.replace(incoming, files=[], text=words)

    def access_request(self, channel: Channel) -> Asked:
        """A GET, as they have it."""
        asked = urlencode({"corpid": channel.wechat.app_id, "corpsecret": channel.wechat.app_secret})
        return Asked(f"{base_of(channel, BASE)}/cgi-bin/gettoken?{asked}")

    def access_in(self, body: bytes, now: datetime) -> Access | Refused:
        """A token, or that the account is wrong."""
        answer = _answer_in(body)
        if answer.access_token and answer.errcode == 0:
            return Access(answer.access_token, until_when(answer.expires_in, now))
        return Refused(Outcome(BAD_ACCOUNT, answer.errcode in LATER, answer.detail))

    def news_request(self, channel: Channel, access: Access, news: News, cursor: str) -> Asked:
        """A page behind the cursor."""
        asked = {"cursor": cursor, "token": news.word, "limit": TOGETHER, "open_kfid": news.desk}
        url = f"{base_of(channel, BASE)}/cgi-bin/kf/sync_msg?access_token={quote(access.token, safe='')}"
        return Asked(url, msgspec.json.encode(asked))

    def page_in(self, channel: Channel, access: Access, body: bytes) -> Page | Refused:
        """What customers wrote, without what else happened there."""
        answer = _answer_in(body)
        refusal = refusal_of(answer)
        if refusal is not None:
            return refusal
        theirs = (_incoming(channel, access, each) for each in answer.msg_list[: 4 * TOGETHER])
        return Page(tuple(each for each in theirs if each is not None), answer.next_cursor[:500], bool(answer.has_more))

    def said_request(self, channel: Channel, thread: Thread, access: Access, text: str, name: str) -> Asked:
        """Words to whom they are for, by the desk to which they wrote."""
        said: dict[str, Any] = {"touser": thread.to, "open_kfid": thread.thread or "", "msgtype": "text"}
        said |= {"msgid": hashlib.sha256(name.encode()).hexdigest()[:32], "text": {"content": text}}
        url = f"{base_of(channel, BASE)}/cgi-bin/kf/send_msg?access_token={quote(access.token, safe='')}"
        return Asked(url, msgspec.json.encode(said))

    def said_in(self, body: bytes) -> Refused | None:
        """By its error's number; what was said before was said."""
        return refusal_of(_answer_in(body))


def _incoming(channel: Channel, access: Access, written: Written) -> Incoming | None:
    """A customer's message; None for what nobody wrote, and for what names no writer that could be answered."""
    who, number = written.external_userid, written.msgid
    named = all(each and len(each) <= 200 and each.isprintable() for each in (who, number))
    if written.origin != FROM_CUSTOMER or written.msgtype == "event" or not named:
        return None
    return Incoming(
        number, Sender(who), _text_of(written), _files_of(channel, access, written), written.open_kfid[:200] or None
    )


def _text_of(written: Written) -> str:
    kind = written.msgtype
    if kind == "text":
        return plain(str(written.text.get("content", "")))[:LONGEST] or "[消息]"
    if kind in _NAMES and _media_of(written):
        return ""
    named = {
        "location": ("[位置]", written.location, ("name", "address")),
        "link": ("[链接]", written.link, ("title", "url")),
    }
    if kind in named:
        word, parts, names = named[kind]
        return plain(" ".join([word, *(str(parts[name]) for name in names if parts.get(name))]))[:LONGEST]
    return _INSTEAD.get(kind, "[消息]")


def _media_of(written: Written) -> str:
    part = written.image if written.msgtype == "image" else written.file
    return str(part.get("media_id", ""))


def _files_of(channel: Channel, access: Access, written: Written) -> list[SentFile]:
    if written.msgtype not in _NAMES or not _media_of(written):
        return []
    asked = urlencode({"access_token": access.token, "media_id": _media_of(written)})
    return [SentFile(_NAMES[written.msgtype], url=f"{base_of(channel, BASE)}/cgi-bin/media/get?{asked}"[:2_000])]
