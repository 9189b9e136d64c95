"""A provider of customer service that speaks JSON, simulated: for tests, for the demo, for whoever has no account.

    simulator = Simulator("corp-demo", "a secret", "the-token")
    simulator = Simulator("corp-demo", "a secret", "the-token", aes_key="…")  # encloses what it posts, as WeCom does
    query, body = simulator.message("wm-1", "在吗？", at)         # what is posted to the account's address
    answer = simulator.post(url, {}, body, bounds)                # what is answered to the account's server
    answer = simulator.get(url, bounds)

It checks what a real one checks: the account's id and secret, the access token and its end, that the customer wrote
within 48 hours and was told no more than five messages since, how often it is asked in a minute; and it knows again
what is said twice under one name.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from infra.local.sealing import posted, sealed, signed

WINDOW, MOST_SAID, MOST_A_MINUTE = 48 * 3_600, 5, 1_000
LASTS = 7_200  # seconds that an access token counts
DESK = "wk-demo"
GET_TOKEN, SYNC, SEND, MEDIA = "/cgi-bin/gettoken", "/cgi-bin/kf/sync_msg", "/cgi-bin/kf/send_msg", "/cgi-bin/media/get"


@dataclass
class Simulator:
    """One account; ``said``: what customers were told, in order. ``now``: seconds since 1970, moved by what comes.
    ``together``: messages of a page. ``mark``: what the ids of its messages begin with."""

    app_id: str
    app_secret: str
    token: str
    aes_key: str = ""
    now: int = 0
    together: int = 50
    mark: str = "kf"
    most_a_minute: int = MOST_A_MINUTE
    said: list[tuple[str, str]] = field(default_factory=list)
    written: list[dict[str, Any]] = field(default_factory=list)
    tokens: dict[str, int] = field(default_factory=dict)
    media: dict[str, bytes] = field(default_factory=dict)
    numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))
    wrote_at: dict[str, int] = field(default_factory=dict)
    left: dict[str, int] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    asked_at: list[int] = field(default_factory=list)

    def query(self, at: int, body: str = "", nonce: str = "n0nce") -> dict[str, str]:
        """What proves that the provider posts this body, or asks for this echo, at this moment."""
        return signed(self.token, at, nonce, body)

    def proof(self, at: int, echo: str) -> dict[str, str]:
        """The query that proves the account's address."""
        echo = sealed(self.aes_key, echo.encode(), self.app_id) if self.aes_key else echo
        return self.query(at, echo) | {"echostr": echo}

    def news(self, at: int, event: str = "kf_msg_or_event") -> tuple[dict[str, str], bytes]:
        """The query and body of what is posted once somebody wrote."""
        news = {"ToUserName": self.app_id, "CreateTime": at, "MsgType": "event", "Event": event}
        news |= {"Token": f"word-{at}", "OpenKfId": DESK}
        body = json.dumps(news).encode()
        if self.aes_key:
            fields = "".join(f"<{name}><![CDATA[{value}]]></{name}>" for name, value in news.items())
            body = posted(sealed(self.aes_key, f"<xml>{fields}</xml>".encode(), self.app_id), self.app_id)
        return self.query(at, body.decode()), body

    def message(self, who: str, text: str, at: int) -> tuple[dict[str, str], bytes]:
        """A customer writes."""
        return self._writes(who, at, "text", {"content": text})

    def picture(self, who: str, content: bytes | None, at: int) -> tuple[dict[str, str], bytes]:
        """A customer sends a picture; None: it is gone before anybody asks for it."""
        media_id = f"media-{next(self.numbers)}"
        if content is not None:
            self.media[media_id] = content
        return self._writes(who, at, "image", {"media_id": media_id})

    def unknown(self, who: str, at: int) -> tuple[dict[str, str], bytes]:
        """A customer sends something of a kind that nobody has heard of."""
        return self._writes(who, at, "hologram", {"depth": 3})

    def event(self, who: str, at: int) -> tuple[dict[str, str], bytes]:
        """Something happens that nobody wrote."""
        self.written.append(
            {"msgid": f"{self.mark}-{next(self.numbers)}", "open_kfid": DESK, "origin": 4, "msgtype": "event"}
        )
        return self.news(at)

    def _writes(self, who: str, at: int, kind: str, content: dict[str, Any]) -> tuple[dict[str, str], bytes]:
        self.now, self.wrote_at[who], self.left[who] = at, at, MOST_SAID
        about = {
            "msgid": f"{self.mark}-{next(self.numbers)}",
            "open_kfid": DESK,
            "external_userid": who,
            "send_time": at,
        }
        self.written.append(about | {"origin": 3, "msgtype": kind, kind: content})
        return self.news(at)

    def expire(self) -> None:
        """No access token counts any more."""
        self.tokens.clear()

    def get(self, url: str, _: Any = None) -> bytes:
        """The answer to a GET of the account's server."""
        parts = urlsplit(url)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if parts.path.endswith(GET_TOKEN):
            return json.dumps(self._token_for(asked)).encode()
        if parts.path.endswith(MEDIA) and self._counts(asked.get("access_token", "")):
            return self.media.get(asked.get("media_id", ""), b'{"errcode":40007,"errmsg":"invalid media_id"}')
        return json.dumps({"errcode": 404, "errmsg": "no such interface"}).encode()

    def post(self, url: str, _: Mapping[str, str], body: bytes, __: Any = None) -> bytes:
        """The answer to a POST of the account's server; it can stand where a desk asks servers outside."""
        asked, parts = json.loads(body), urlsplit(url)
        token = parse_qs(parts.query).get("access_token", [""])[0]
        if not self._counts(token):
            return json.dumps({"errcode": 42001, "errmsg": "access_token expired"}).encode()
        self.asked_at = [each for each in self.asked_at if self.now - each < 60] + [self.now]
        if len(self.asked_at) > self.most_a_minute:
            return json.dumps({"errcode": 45009, "errmsg": "api freq out of limit"}).encode()
        if parts.path.endswith(SYNC):
            return json.dumps(self._page(asked)).encode()
        if parts.path.endswith(SEND):
            return json.dumps(self._told(asked)).encode()
        return json.dumps({"errcode": 404, "errmsg": "no such interface"}).encode()

    def _counts(self, token: str) -> bool:
        return self.tokens.get(token, 0) > self.now

    def _token_for(self, asked: Mapping[str, str]) -> dict[str, Any]:
        if (asked.get("corpid"), asked.get("corpsecret")) != (self.app_id, self.app_secret):
            return {"errcode": 40001, "errmsg": "invalid credential"}
        counting = next((token for token, until in self.tokens.items() if until > self.now), "")
        token = counting or f"token-{next(self.numbers)}"  # asked for again it is the same one, as long as it counts
        self.tokens.setdefault(token, self.now + LASTS)
        return {"errcode": 0, "errmsg": "ok", "access_token": token, "expires_in": self.tokens[token] - self.now}

    def _page(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        cursor = str(asked.get("cursor") or "0")
        if not cursor.isdigit():
            return {"errcode": 95007, "errmsg": "invalid cursor"}
        start = int(cursor) if int(cursor) <= len(self.written) else 0  # of an account that has forgotten since
        page = self.written[start : start + self.together]
        after = start + len(page)
        return {
            "errcode": 0,
            "errmsg": "ok",
            "next_cursor": str(after),
            "has_more": int(after < len(self.written)),
            "msg_list": page,
        }

    def _told(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        who, name = str(asked.get("touser")), str(asked.get("msgid"))
        if name in self.names:
            return {"errcode": 95033, "errmsg": "msgid repeated"}
        if who not in self.wrote_at or asked.get("open_kfid") != DESK:
            return {"errcode": 95000, "errmsg": "invalid open_kfid or external_userid"}
        if self.now - self.wrote_at[who] > WINDOW:
            return {"errcode": 95018, "errmsg": "session status invalid"}
        if not self.left[who]:
            return {"errcode": 95001, "errmsg": "send msg count limit"}
        self.left[who] -= 1
        self.names.add(name)
        self.said.append((who, str(asked["text"]["content"])))
        return {"errcode": 0, "errmsg": "ok", "msgid": name}
