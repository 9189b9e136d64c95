"""The outbox of the local run: ``GET /local/outbox`` shows every e-mail and SMS as the person would see it.

Letters really go through the ledger and the account, as in the cloud; ``infra/local/letters.py`` keeps them. The page
is served by the local server alone, on loopback, to whoever asks for it by that name; app.py knows nothing of it.
"""

from __future__ import annotations

import base64
import hashlib
from html import escape

from chalicelib.core import times
from chalicelib.core.desk import Desk
from chalicelib.core.etags import etag_of
from chalicelib.notifications import service as notifications
from chalicelib.notifications.model.notice import EMAIL, Notice
from chalicelib.people import service as people

PATH = "/local/outbox"
OPEN = 5  # the newest e-mails are shown open, older ones by a click

STATES = {
    "pending": "待发送 waiting",
    "sending": "发送中 sending",
    "sent": "已发送 sent",
    "failed": "失败 failed",
    "bounced": "被退回 came back",
    "complained": "被投诉 called spam",
    "gathered": "合并通知 told with others",
    "withheld": "未发送 withheld",
}

# comes again when something changed; what is open, and how far one has read, stays
SCRIPT = """
const tag = document.documentElement.dataset.tag;
const again = async () => {
  try {
    const answer = await fetch(location.pathname, { cache: "no-store", headers: { "If-None-Match": tag } });
    if (answer.status === 200) location.reload();
  } catch { /* the desk is stopped; it may come back */ }
};
setInterval(again, 2000);
"""

STYLE = """
:root { color-scheme: light; --ink: #111827; --soft: #5b6472; --line: #e5e7eb; --blue: #1d4ed8; }
* { box-sizing: border-box; }
body { margin: 0; background: #f3f4f6; color: var(--ink); font: 15px/1.5 -apple-system, "Segoe UI", "PingFang SC",
  "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
header, main { max-width: 760px; margin: 0 auto; padding: 20px 16px 0; }
h1 { font-size: 22px; margin: 0; }
header p { margin: 4px 0 0; color: var(--soft); }
main { padding-bottom: 60px; display: grid; gap: 16px; }
article { background: #fff; border: 1px solid var(--line); border-radius: 12px; overflow: hidden; }
.head { padding: 14px 16px; display: grid; grid-template-columns: 1fr auto; gap: 2px 12px; }
.head b { overflow-wrap: anywhere; }
.head small { color: var(--soft); font-size: 13px; overflow-wrap: anywhere; }
.pill { border-radius: 99px; padding: 1px 10px; font-size: 13px; white-space: nowrap; align-self: start;
  background: #e0e7ff; color: #3730a3; }
.pill.sent { background: #dcfce7; color: #166534; }
.pill.failed { background: #fee2e2; color: #991b1b; }
.why { color: #991b1b; }
details { border-top: 1px solid var(--line); }
summary { padding: 8px 16px; color: var(--blue); cursor: pointer; font-size: 14px; }
iframe { display: block; width: 100%; border: 0; background: #f3f4f6; resize: vertical; overflow: auto; }
.phone { border-top: 1px solid var(--line); padding: 16px; background: #f9fafb; }
.bubble { max-width: 360px; padding: 10px 14px; background: #e5e7eb; border-radius: 18px 18px 18px 4px;
  white-space: pre-wrap; overflow-wrap: anywhere; }
.reply { margin: 0; padding: 8px 16px; font-size: 14px; }
.none { padding: 60px 16px; text-align: center; color: var(--soft); }
"""


def _csp_hash(text: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


POLICY = (
    f"default-src 'none'; style-src 'unsafe-inline'; script-src {_csp_hash(SCRIPT)}; connect-src 'self'; "
    "frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def answer(desk: Desk, host: str, seen: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body for a browser at ``host`` that has ``seen`` the page with this tag.

    Only for a host that is this machine by name: a page elsewhere must not read letters by a name that leads here.
    """
    headers = {"Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store"}
    headers |= {
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
    }
    if host.rpartition(":")[0] not in ("127.0.0.1", "localhost"):
        return 404, headers, b"There is no such page here."
    body = _page(desk)
    tag = etag_of(body.encode())
    headers["ETag"] = tag
    if seen == tag:
        return 304, headers, b""
    return 200, headers, body.replace("data-tag=''", f"data-tag='{tag}'", 1).encode()


def _page(desk: Desk) -> str:
    found, _ = notifications.list_notices(desk, "", None)
    zone = people.read_desk(desk).time_zone
    account, settings = notifications.read_account(desk), notifications.read_settings(desk)
    newest = [each.notice_id for each in found if each.channel == EMAIL][:OPEN]
    cards = "".join(_card(desk, each, zone, is_open=each.notice_id in newest) for each in found)
    sender = escape(f"{settings.sender_name} <{settings.sender_email}>" if settings.sender_email else "—")
    return f"""<!doctype html>
<html lang="zh-CN" data-tag=''>
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>发件箱 Outbox · Deskbell</title><style>{STYLE}</style></head>
<body>
<header><h1>发件箱 Outbox</h1>
<p>本机运行：这里的邮件和短信没有真的寄出。 Nothing here has left this machine.</p>
<p>发件人 from {sender} · 短信签名 signature 【{escape(settings.sms_signature) or "—"}】 ·
余额 SMS credit {_yuan(account.balance_fen)}</p></header>
<main>{cards or '<p class="none">还没有通知。 Nothing has been sent yet.</p>'}</main>
<script>{SCRIPT}</script>
</body></html>
"""


def _card(desk: Desk, notice: Notice, zone: str, *, is_open: bool) -> str:
    letter = notifications.as_sent(desk, notice)
    facts = [f"{escape(notice.name)} &lt;{escape(notice.to)}&gt;", times.to_the_second(notice.at, zone)]
    if notice.channel != EMAIL and notice.segments:
        facts.append(f"{notice.segments} 条 SMS · {_yuan(notice.cost_fen)}")
    if notice.tries > 1:
        facts.append(f"{notice.tries} 次尝试 tries")
    if notice.next_try_at is not None and notice.tries:
        facts.append(f"下次 next {times.to_the_second(notice.next_try_at, zone)}")
    if notice.instead_of:
        facts.append("代替短信 instead of an SMS")
    why = f'<small class="why">{escape(notice.last_error)}</small>' if notice.last_error else ""
    title = notice.subject if notice.channel == EMAIL else "短信 SMS"
    head = f"""<div class="head"><b>{escape(title)}</b>
<span class="pill {notice.state}">{STATES[notice.state]}</span><small>{" · ".join(facts)}</small>{why}</div>"""
    if notice.channel != EMAIL:
        return f'<article>{head}<div class="phone"><div class="bubble">{escape(letter.text)}</div></div></article>'
    height = min(720, 80 + 24 * sum(1 + len(line) // 50 for line in letter.text.split("\n")))
    shown, loading = ("open", "eager") if is_open else ("", "lazy")
    named = f'title="{escape(title)}" srcdoc="{escape(letter.html)}"'
    frame = f'<iframe sandbox loading="{loading}" height="{height}" {named}></iframe>'
    reply = f'<p class="reply"><a href="/local/inbox?reply={escape(notice.notice_id)}">回复这封信 Answer it</a></p>'
    return f"<article>{head}<details {shown}><summary>邮件内容 The e-mail</summary>{frame}{reply}</details></article>"


def _yuan(fen: int) -> str:
    return f"¥{fen // 100}.{fen % 100:02d}"
