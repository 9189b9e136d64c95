"""The inbox of the local run: at ``/local/inbox`` one writes an e-mail to the desk, or answers a letter of its outbox.

What is written here is put among the files and told in the very words of SES's notice, and goes through the same code
from there on. The page is served by the local server alone, on loopback, to whoever asks for it by that name, and takes
nothing that another website's page has sent.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.utils import formataddr, make_msgid
from html import escape
from urllib.parse import parse_qsl, quote, urlsplit

from chalicelib.channels.model.inboxes import base_of
from chalicelib.channels.model.posted import FOLDER
from chalicelib.channels.service import hear_mail, parking, settings
from chalicelib.core.contacts import checked_email
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, NotFound
from chalicelib.core.text import in_one_line
from chalicelib.notifications import service as notifications
from chalicelib.notifications.model.headers import headers_of
from chalicelib.notifications.model.notice import EMAIL, Notice
from chalicelib.notifications.service.enclosing import answered_at
from infra.local.gateway import Reply
from infra.local.outbox import STYLE

PREFIX = "/local/inbox"
HERE = ("127.0.0.1", "localhost")
LONGEST = 20_000
FIELDS = ("from", "name", "to", "subject", "in_reply_to", "references")
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
FORM = """
form { background: #fff; border: 1px solid var(--line); border-radius: 12px; padding: 16px; display: grid; gap: 12px; }
label { display: grid; gap: 4px; font-size: 14px; color: var(--soft); }
label.tick { display: flex; gap: 8px; align-items: center; }
input[type=text], input[type=email], textarea { font: inherit; color: var(--ink); padding: 8px; width: 100%;
  border: 1px solid #9ca3af; border-radius: 8px; }
button { font: inherit; justify-self: start; padding: 8px 20px; border: 0; border-radius: 8px; background: var(--blue);
  color: #fff; cursor: pointer; }
[role=status], [role=alert] { margin: 0; padding: 12px 16px; border-radius: 12px; background: #e0e7ff; color: #3730a3; }
[role=alert] { background: #fee2e2; color: #991b1b; }
a { color: var(--blue); }
"""
NO_INBOX = """<p role="alert">还没有收信地址：请在管理页“渠道”中新建邮件渠道并填写收信地址。
No channel receives mail yet: make one of e-mail with an inbox, under <a href="/admin#channels">Channels</a>.</p>"""
STATES = {
    "arrived": "已到达，稍后读取 has arrived, and is read soon",
    "taken": "已收入会话 is part of a conversation",
    "parked": "等待人工处理（管理页“渠道”） waits for a person (administration, Channels)",
    "noted": "已记录退信 a letter that came back is known",
    "dropped": "已丢弃 was dropped",
}


class LocalInbox:
    """The page and what it sends."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def answer(self, method: str, target: str, headers: Mapping[str, str], body: bytes) -> Reply:
        """What it says to one request."""
        host, parts = headers.get("host", ""), urlsplit(target)
        if host.rpartition(":")[0] not in HERE or parts.path != PREFIX:
            return _page(404, "<p>There is no such page here.</p>")
        asked = dict(parse_qsl(parts.query))
        if method in ("GET", "HEAD"):
            return _page(
                200, self._form(self._begun(asked.get("reply", "")), self._what_came_of(asked.get("mail", "")))
            )
        if method != "POST" or headers.get("origin", "") not in ("", f"http://{host}"):
            return _page(405, "<p>Only this page itself sends mail here.</p>")
        return self._send(_fields_in(headers.get("content-type", ""), body))

    def _send(self, form: Mapping[str, tuple[str, str, bytes]]) -> Reply:
        said = {name: content.decode("utf-8", "replace").strip()[:LONGEST] for name, (_, _, content) in form.items()}
        try:
            message = _mail(said, form.get("file"))
        except Invalid as refusal:
            words = "; ".join(f"{each.field}: {each.message}" for each in refusal.errors)
            return _page(422, self._form(said, f'<p role="alert">{escape(words)}</p>'))
        key = FOLDER + self._desk.new_id("loc")
        self._desk.files.put(key, message.as_bytes())
        ids = hear_mail(self._desk, _told(key, base_of(said["from"]), said["to"], proved="proved" in said))
        return Reply(303, {"Location": f"{PREFIX}?mail={quote(ids[0])}", "Content-Length": "0"})

    def _begun(self, notice_id: str) -> dict[str, str]:
        """What stands in the form: an answer to this letter, or nothing."""
        notice = notifications.states_of(self._desk, [notice_id]).get(notice_id) if notice_id else None
        if notice is None or notice.channel != EMAIL:
            return {"to": next(iter(self._addresses()), ""), "proved": "on"}
        return self._reply_to(notice)

    def _reply_to(self, notice: Notice) -> dict[str, str]:
        own = notifications.read_settings(self._desk)
        names = headers_of(notice, own.sender_email.rpartition("@")[2])
        letter = notifications.as_sent(self._desk, notice).text.strip()
        quoted = "\n".join(f"> {line}".rstrip() for line in letter.split("\n"))
        reply_to = notice.reply_to or answered_at(self._desk, notice) or own.reply_to or own.sender_email
        return {
            "from": notice.to,
            "name": notice.name,
            "to": reply_to,
            "subject": notice.subject if notice.subject.lower().startswith("re:") else f"Re: {notice.subject}",
            "in_reply_to": names["Message-ID"],
            "references": f"{names['References']} {names['Message-ID']}",
            "text": f"\n\nOn Monday, {own.sender_name or 'the desk'} wrote:\n{quoted}\n",
            "proved": "on",
        }

    def _addresses(self) -> list[str]:
        return [each for channel, _ in settings.list_channels(self._desk) for each in channel.inboxes]

    def _what_came_of(self, mail_id: str) -> str:
        try:
            mail = parking.read_mail(self._desk, mail_id) if mail_id else None
        except NotFound:
            return ""
        if mail is None:
            return ""
        again = f'<a href="{PREFIX}?mail={quote(mail_id)}">刷新 Look again</a>'
        why = f" · {escape(mail.why)}" if mail.why else ""
        return f'<p role="status">邮件 The mail: {STATES[mail.state]}{why}. {again}</p>'

    def _form(self, fields: Mapping[str, str], above: str) -> str:
        known = "".join(f'<option value="{escape(each)}"></option>' for each in self._addresses())
        none = "" if known else NO_INBOX
        hidden = "".join(
            f'<input type="hidden" name="{name}" value="{escape(fields.get(name, ""))}">'
            for name in ("in_reply_to", "references")
        )

        def tick(name: str, label: str) -> str:
            on = "checked" if fields.get(name) else ""
            return f'<label class="tick"><input type="checkbox" name="{name}" {on}>{label}</label>'

        def line(name: str, label: str, kind: str = "text", more: str = "") -> str:
            value = escape(fields.get(name, ""))
            return f'<label>{label}<input type="{kind}" name="{name}" value="{value}" {more}></label>'

        return f"""{above}{none}
<form method="post" action="{PREFIX}" enctype="multipart/form-data">
{line("from", "发件人 From", "email", "required")}
{line("name", "姓名 Name")}
{line("to", "收件人 To", "text", 'required list="inboxes"')}<datalist id="inboxes">{known}</datalist>
{line("subject", "主题 Subject")}
<label>正文 Text<textarea name="text" rows="12">{escape(fields.get("text", ""))}</textarea></label>
<label>文件 File<input type="file" name="file"></label>
{tick("proved", "发件人的域名通过校验（SPF、DKIM、DMARC） Its sender's domain has passed the checks")}
{tick("automatic", "机器发出（Auto-Submitted） Written by a machine")}
{hidden}<button>发送 Send</button>
</form>
"""


def _page(status: int, content: str) -> Reply:
    headers = {"Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store"}
    headers |= {
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
    }
    page = f"""<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>写信 Inbox · Deskbell</title><style>{STYLE}{FORM}</style></head>
<body><header><h1>给客服台写信 Mail to the desk</h1>
<p>本机运行：信从这里直接送到客服台。 From here it goes to the desk of this machine, and nowhere else.
<a href="/local/outbox">发件箱 Outbox</a></p></header><main>{content}</main></body></html>
"""
    return Reply(status, dict(headers), page.encode())


def _fields_in(content_type: str, body: bytes) -> dict[str, tuple[str, str, bytes]]:
    """What a form says: name → (name of a file, type, content)."""
    whole = message_from_bytes(b"Content-Type: " + content_type.encode("ascii", "replace") + b"\r\n\r\n" + body)
    parts = whole.get_payload() if whole.is_multipart() else []
    found = {}
    for part in parts if isinstance(parts, list) else []:
        name = part.get_param("name", header="content-disposition") if isinstance(part, Message) else None
        if isinstance(name, str) and isinstance(part, Message):
            content = part.get_payload(decode=True)
            known = (part.get_filename() or "", part.get_content_type(), content if isinstance(content, bytes) else b"")
            found[name] = known
    return found


def _mail(fields: Mapping[str, str], file: tuple[str, str, bytes] | None) -> EmailMessage:
    """The mail. Raises ``Invalid``."""
    sender, message = checked_email("from", fields.get("from", "")), EmailMessage()
    message["From"] = formataddr((in_one_line(fields.get("name", ""), 80), sender))
    message["To"] = checked_email("to", fields.get("to", ""))
    message["Subject"] = in_one_line(fields.get("subject", ""), 200)
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    for name in ("In-Reply-To", "References"):
        value = in_one_line(fields.get(name.replace("-", "_").lower(), ""), 4_000)
        if value:
            message[name] = value
    if "automatic" in fields:
        message["Auto-Submitted"] = "auto-replied"
    message.set_content(fields.get("text", "").replace("\r\n", "\n"))
    if file is not None and file[0] and file[2]:
        kind, _, subtype = file[1].partition("/")
        message.add_attachment(file[2], maintype=kind, subtype=subtype, filename=file[0])
    return message


def _told(key: str, source: str, to: str, *, proved: bool) -> dict[str, object]:
    """SES's notice of it, as SNS brings it."""
    checks = dict.fromkeys(("spf", "dkim", "dmarc"), "PASS" if proved else "FAIL") | {"spam": "PASS", "virus": "PASS"}
    verdicts = {f"{name}Verdict": {"status": status} for name, status in checks.items()}
    receipt = {"recipients": [to], **verdicts, "action": {"type": "S3", "objectKey": key}}
    message = {"notificationType": "Received", "mail": {"source": source}, "receipt": receipt}
    return {"Records": [{"EventSource": "aws:sns", "Sns": {"Message": json.dumps(message)}}]}
