"""Customers of the local run who write elsewhere: ``/local/elsewhere`` sends SMS to the desk, and plays a provider of
social accounts (``infra/local/kf.py``) with its customers.

What is written here goes the way that it goes in the cloud: an SMS as two-way messaging says it, a message of the
social account as its provider posts it, asks and is asked. The page is served by the local server alone, on loopback,
and takes nothing that another website's page has sent. Programs of this machine, such as the demo, speak JSON with
it.
"""

from __future__ import annotations

import json
import threading
from collections import deque
from collections.abc import Mapping
from html import escape
from urllib.parse import parse_qsl, urlsplit

from chalicelib.channels.model.channel import SMS, ChangeChannel, Channel, NewChannel
from chalicelib.channels.service import fetching, hear_texts, settings
from chalicelib.core.audit import SYSTEM
from chalicelib.core.desk import Desk
from chalicelib.core.errors import DeskError
from infra.local.gateway import Reply
from infra.local.inbox import FORM, HERE, POLICY
from infra.local.kf import Simulator
from infra.local.outbox import STYLE

PREFIX = "/local/elsewhere"
ACCOUNT, SECRET, TOKEN, NUMBER = "local-demo", "a secret of this machine", "localdemotoken", "10690001"
LONGEST, SHOWN, KEYS = 4_000, 20, 1_000


class Elsewhere:
    """The page, and the provider behind it: one account for each channel that leads here."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._lock = threading.Lock()
        self._accounts: dict[str, Simulator] = {}
        self._written: deque[str] = deque(maxlen=KEYS)  # requests by their Idempotency-Key: again is once

    def answer(self, method: str, target: str, headers: Mapping[str, str], body: bytes) -> Reply:
        """What it says to one request."""
        host, parts = headers.get("host", ""), urlsplit(target)
        if host.rpartition(":")[0] not in HERE:
            return _json(404, {"error": "there is no such page here"})
        account, _, interface = parts.path.removeprefix(PREFIX).strip("/").partition("/")
        if interface.startswith("cgi-bin/"):
            return self._as_provider(method, account, target, body)
        if account or parts.path not in (PREFIX, f"{PREFIX}/"):
            return _json(404, {"error": "there is no such page here"})
        if method in ("GET", "HEAD"):
            asked = dict(parse_qsl(parts.query))
            return self._told(asked) if "who" in asked else self._page(200)
        if method != "POST" or headers.get("origin", "") not in ("", f"http://{host}"):
            return _json(405, {"error": "only this page itself writes here"})
        return self._write(headers.get("content-type", ""), headers.get("idempotency-key", ""), body)

    def _as_provider(self, method: str, account: str, target: str, body: bytes) -> Reply:
        with self._lock:
            simulator = self._accounts.setdefault(account, self._simulator(account))
            simulator.now = max(simulator.now, int(self._desk.now().timestamp()))
            said = simulator.post(target, {}, body) if method == "POST" else simulator.get(target)
        return Reply(200, {"Content-Type": "application/json", "Cache-Control": "no-store"}, said)

    def _simulator(self, account: str) -> Simulator:
        mark = f"kf{int(self._desk.now().timestamp())}"
        return Simulator(account, SECRET, TOKEN, most_a_minute=100_000, mark=mark)

    def _write(self, content_type: str, key: str, body: bytes) -> Reply:
        is_json = content_type.startswith("application/json")
        try:
            said = json.loads(body) if is_json else dict(parse_qsl(body.decode("utf-8", "replace")))
            fields = {
                name: str(said.get(name, "")).strip()[:LONGEST] for name in ("way", "who", "text", "account", "to")
            }
        except (ValueError, AttributeError):
            return _json(422, {"error": "who, text, and way"})
        if not fields["who"] or not fields["text"]:
            return (
                _json(422, {"error": "who writes, and what"}) if is_json else self._page(422, "请填写 Who, and what?")
            )
        try:
            if not key or key not in self._written:
                self._writes(fields)
                self._written.append(key)
        except DeskError as refusal:
            words = f"{refusal.title} {refusal.detail or ''}"
            return _json(refusal.status, {"error": words}) if is_json else self._page(422, words)
        return _json(200, {"written": True}) if is_json else Reply(303, {"Location": PREFIX, "Content-Length": "0"})

    def _writes(self, fields: Mapping[str, str]) -> None:
        """Raises what the desk refuses it with."""
        if fields["way"] == SMS:
            hear_texts(self._desk, _brought(self._desk.new_id("sms"), fields))
            return
        account = fields["account"] or ACCOUNT
        channel = self._channel(account)
        with self._lock:
            simulator = self._accounts.setdefault(account, self._simulator(account))
            key = channel.held[0]
            simulator.token, simulator.aes_key = key.secret, key.aes_key if channel.sealed else ""
            posted = simulator.message(fields["who"], fields["text"], int(self._desk.now().timestamp()))
        fetching.hear(self._desk, channel.channel_id, *posted)

    def _channel(self, account: str) -> Channel:
        return next(each for each in _channels_here(self._desk) if each.wechat.app_id == account)

    def _told(self, asked: Mapping[str, str]) -> Reply:
        """What one of the account's customers was told, in order."""
        with self._lock:
            simulator = self._accounts.get(asked.get("account") or ACCOUNT)
            said = list(simulator.said) if simulator is not None else []
        return _json(200, {"told": [text for who, text in said if who == asked["who"]]})

    def _page(self, status: int, trouble: str = "") -> Reply:
        with self._lock:
            told = [each for simulator in self._accounts.values() for each in simulator.said][-SHOWN:]
        lines = "".join(f"<li><b>{escape(who)}</b> {escape(text)}</li>" for who, text in reversed(told))
        numbers = [
            each for channel, _ in settings.list_channels(self._desk) if channel.kind == SMS for each in channel.inboxes
        ]
        known = "".join(f'<option value="{escape(each)}"></option>' for each in numbers)
        alert = f'<p role="alert">{escape(trouble)}</p>' if trouble else ""
        content = f"""{alert}
<form method="post" action="{PREFIX}"><h2>社交账号 Social account</h2><input type="hidden" name="way" value="social">
<label>客户 Customer<input type="text" name="who" value="wm-wangfang" required></label>
<label>内容 Text<textarea name="text" rows="3" required></textarea></label><button>发送 Send</button></form>
<form method="post" action="{PREFIX}"><h2>短信 SMS</h2><input type="hidden" name="way" value="sms">
<label>客户号码 From<input type="text" name="who" value="+8613800138000" required></label>
<label>发到 To<input type="text" name="to" list="numbers" value="{escape(next(iter(numbers), ""))}" required></label>
<datalist id="numbers">{known}</datalist>
<label>内容 Text<textarea name="text" rows="3" required></textarea></label><button>发送 Send</button></form>
<article><div class="head"><b>社交账号的客户收到的 What its customers were told</b></div><ul>{lines}</ul></article>"""
        return _html(status, content)


def connect(desk: Desk, plan_key: str, *, new: bool) -> None:
    """A ``new`` desk has a social account, a number for SMS and a telephone system's channel; the account leads to
    wherever the desk is served now."""
    address = f"{desk.settings.public_url}{PREFIX}/{ACCOUNT}"
    here = _channels_here(desk)
    if new and not here:
        social = NewChannel(
            "social",
            "微信客服 Social",
            plan_key,
            provider="kf",
            app_id=ACCOUNT,
            app_secret=SECRET,
            secret=TOKEN,
            address=address,
        )
        settings.create_channel(desk, social, SYSTEM)
        settings.create_channel(desk, NewChannel("sms", "短信 SMS", plan_key, inboxes=[NUMBER]), SYSTEM)
        settings.create_channel(desk, NewChannel("phone", "电话 Phone", plan_key), SYSTEM)
    for each in here:
        present = f"{desk.settings.public_url}{urlsplit(each.address).path}"
        if each.address != present:
            settings.change_channel(desk, each.channel_id, ChangeChannel(address=present), SYSTEM)


def _channels_here(desk: Desk) -> list[Channel]:
    return [each for each, _ in settings.list_channels(desk) if f"{PREFIX}/" in each.address]


def _brought(text_id: str, fields: Mapping[str, str]) -> dict[str, object]:
    said = {"originationNumber": fields["who"], "destinationNumber": fields["to"], "messageBody": fields["text"]}
    message = json.dumps(said | {"inboundMessageId": text_id})
    return {"Records": [{"Sns": {"MessageId": text_id, "Message": message}}]}


def _json(status: int, content: object) -> Reply:
    headers: dict[str, str | list[str]] = {"Content-Type": "application/json", "Cache-Control": "no-store"}
    headers["X-Content-Type-Options"] = "nosniff"
    return Reply(status, headers, json.dumps(content, ensure_ascii=False).encode())


def _html(status: int, content: str) -> Reply:
    headers: dict[str, str | list[str]] = {"Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store"}
    headers |= {
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
    }
    page = f"""<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>别处来信 Elsewhere · Deskbell</title><style>{STYLE}{FORM}</style></head>
<body><header><h1>客户在别处写 Customers elsewhere</h1>
<p>本机运行：从这里以短信或社交账号给客服台写。 From here one writes to the desk by SMS or a social account.
<a href="/local/outbox">发件箱 Outbox</a></p></header><main>{content}</main></body></html>
"""
    return Reply(status, headers, page.encode())
