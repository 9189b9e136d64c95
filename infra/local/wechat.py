"""A provider of official accounts, simulated: for tests, for the demo, for whoever has no account there.

    simulator = Simulator("wx-demo", "a secret", "the-token")
    query, body = simulator.message("openid-1", "在吗？", at)     # what the provider posts to the account's address
    answer = simulator.post(url, {}, body, bounds)                # what it answers to the account's server

It checks what a real one checks: the account's id and secret, the access token, that the customer wrote within 48 hours
and was told no more than five messages since.
"""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from infra.local.sealing import posted, sealed, signed

WINDOW, MOST_SAID = 48 * 3_600, 5
TOKEN, SEND = "/cgi-bin/stable_token", "/cgi-bin/message/custom/send"
_XML = (
    "<xml><ToUserName><![CDATA[{account}]]></ToUserName><FromUserName><![CDATA[{who}]]></FromUserName>"
    "<CreateTime>{at}</CreateTime><MsgType><![CDATA[{kind}]]></MsgType>{fields}<MsgId>{number}</MsgId></xml>"
)


@dataclass
class Simulator:
    """One account, in safe mode if it has an ``aes_key``; ``said``: what customers were told, in order. ``now``:
    seconds since 1970, moved by what comes."""

    app_id: str
    app_secret: str
    token: str
    aes_key: str = ""
    now: int = 0
    said: list[tuple[str, str]] = field(default_factory=list)
    tokens: set[str] = field(default_factory=set)
    numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(23_456_789_012_345_678))
    wrote_at: dict[str, int] = field(default_factory=dict)
    left: dict[str, int] = field(default_factory=dict)

    def query(self, at: int, body: str = "", nonce: str = "n0nce") -> dict[str, str]:
        """What proves that the provider asks, or posts this body, at this moment."""
        joined = "".join(sorted((self.token, str(at), nonce)))
        signature = hashlib.sha1(joined.encode(), usedforsecurity=False).hexdigest()
        enclosing = {"encrypt_type": "aes"} | signed(self.token, at, nonce, body) if self.aes_key and body else {}
        return {"signature": signature, "timestamp": str(at), "nonce": nonce} | enclosing

    def message(self, who: str, text: str, at: int) -> tuple[dict[str, str], bytes]:
        """A customer writes: the query and body of what is posted."""
        self.now, self.wrote_at[who], self.left[who] = at, at, MOST_SAID
        safe = text.replace("]]>", "]]]]><![CDATA[>")
        return self._posted(at, self._xml(who, "text", f"<Content><![CDATA[{safe}]]></Content>", at))

    def proof(self, at: int, echo: str) -> dict[str, str]:
        """The query that proves the account's address."""
        return self.query(at) | {"echostr": echo}

    def unknown(self, who: str, at: int) -> tuple[dict[str, str], bytes]:
        """A customer sends something of a kind that nobody has heard of."""
        self.now, self.wrote_at[who], self.left[who] = at, at, MOST_SAID
        return self._posted(at, self._xml(who, "hologram", "<Depth>3</Depth>", at))

    def event(self, who: str, at: int) -> tuple[dict[str, str], bytes]:
        """Something happens that nobody wrote."""
        return self.follow(who, at)

    def expire(self) -> None:
        """No access token counts any more."""
        self.tokens.clear()

    def get(self, url: str, _: Any = None) -> bytes:
        """Nothing is to be had by a GET."""
        return json.dumps({"errcode": 404, "errmsg": f"no such interface: {urlsplit(url).path}"}).encode()

    def picture(self, who: str, url: str, at: int) -> tuple[dict[str, str], bytes]:
        """A customer sends a picture that is at this address."""
        self.now, self.wrote_at[who], self.left[who] = at, at, MOST_SAID
        fields = f"<PicUrl><![CDATA[{url}]]></PicUrl><MediaId><![CDATA[m1]]></MediaId>"
        return self._posted(at, self._xml(who, "image", fields, at))

    def follow(self, who: str, at: int) -> tuple[dict[str, str], bytes]:
        """A customer follows the account."""
        return self._posted(at, self._xml(who, "event", "<Event><![CDATA[subscribe]]></Event>", at))

    def _posted(self, at: int, body: bytes) -> tuple[dict[str, str], bytes]:
        if self.aes_key:
            body = posted(sealed(self.aes_key, body, self.app_id), self.app_id)
        return self.query(at, body.decode()), body

    def _xml(self, who: str, kind: str, fields: str, at: int) -> bytes:
        named = {"account": self.app_id, "who": who, "at": at, "kind": kind, "fields": fields}
        return _XML.format(**named, number=next(self.numbers)).encode()

    def post(self, url: str, _: Mapping[str, str], body: bytes, __: Any = None) -> bytes:
        """The answer to a request of the account's server; it can stand where a desk asks servers outside."""
        asked, parts = json.loads(body), urlsplit(url)
        if parts.path.endswith(TOKEN):
            return json.dumps(self._token_for(asked)).encode()
        if parts.path.endswith(SEND):
            return json.dumps(self._told(parse_qs(parts.query).get("access_token", [""])[0], asked)).encode()
        return json.dumps({"errcode": 404, "errmsg": "no such interface"}).encode()

    def _token_for(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        if asked.get("appid") != self.app_id:
            return {"errcode": 40013, "errmsg": "invalid appid"}
        if asked.get("secret") != self.app_secret:
            return {"errcode": 40125, "errmsg": "invalid appsecret"}
        token = next(iter(self.tokens), "") or f"token-{next(self.numbers)}"  # the same one, as long as it counts
        self.tokens.add(token)
        return {"access_token": token, "expires_in": 7_200}

    def _told(self, token: str, asked: Mapping[str, Any]) -> dict[str, Any]:
        who = str(asked.get("touser"))
        if token not in self.tokens:
            return {"errcode": 40001, "errmsg": "invalid credential"}
        if who not in self.wrote_at:
            return {"errcode": 40003, "errmsg": "invalid openid"}
        if self.now - self.wrote_at[who] > WINDOW:
            return {"errcode": 45015, "errmsg": "response out of time limit"}
        if not self.left[who]:
            return {"errcode": 45047, "errmsg": "out of response count limit"}
        self.left[who] -= 1
        self.said.append((who, str(asked["text"]["content"])))
        return {"errcode": 0, "errmsg": "ok"}
