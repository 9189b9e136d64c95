"""Mails that come to a desk: written as people's programs write them, brought as SES brings them."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import make_msgid
from typing import Any

from chalicelib.channels.model.channel import Channel, NewChannel
from chalicelib.channels.model.letter import Letter
from chalicelib.channels.model.posted import Posted
from chalicelib.channels.service import hear_mail, settings
from chalicelib.channels.store import mails
from chalicelib.notifications import service as notifications
from chalicelib.notifications.mime import mime_of
from chalicelib.notifications.model.email import EmailLetter
from tests.channels.stage import BY, Stage

INBOX = "help@tea.example"
WANG = "Wang Mei <wang@customer.example>"
PROVED = {"spf": "PASS", "dkim": "PASS", "dmarc": "PASS", "spam": "PASS", "virus": "PASS"}


def ses(key: str, recipients: Sequence[str], source: str, **verdicts: str) -> dict[str, Any]:
    """What SES tells by SNS of a mail that it has put there (its guide: "Contents of notifications")."""
    told = {f"{name}Verdict": {"status": status} for name, status in (PROVED | verdicts).items()}
    action = {"type": "S3", "bucketName": "files", "objectKeyPrefix": "mail/", "objectKey": key}
    message = {
        "notificationType": "Received",
        "mail": {"source": source, "messageId": key.removeprefix("mail/"), "destination": list(recipients)},
        "receipt": {"recipients": list(recipients), **told, "action": action},
    }
    return sns(message)


def sns(message: Any) -> dict[str, Any]:
    """A message as SNS brings it to a function."""
    told = {"Type": "Notification", "Subject": "Amazon SES Email Receipt Notification", "MessageAttributes": {}}
    return {"Records": [{"EventSource": "aws:sns", "Sns": {**told, "Message": json.dumps(message)}}]}


def written(text: str = "Where is my tea?", **headers: str) -> EmailMessage:
    """A mail of a customer's; what is said replaces its headers, in_reply_to is ``In-Reply-To``."""
    message = EmailMessage()
    usual = {"from": WANG, "to": INBOX, "subject": "Tea", "message_id": make_msgid(domain="customer.example")}
    for name, value in (usual | headers).items():
        message[name.replace("_", "-").title()] = value
    message.set_content(text)
    return message


@dataclass
class MailStage(Stage):
    """A desk with a channel of e-mail that receives at ``help@tea.example``."""

    kind: str = "email"
    fields: dict[str, Any] = field(default_factory=lambda: {"inboxes": [INBOX]})
    sender: str = "desk@tea.example"
    keys: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def __post_init__(self) -> None:
        super().__post_init__()
        changes = {"sender_email": self.sender, "sender_name": "Tea"}
        notifications.update_settings(self.world.desk, changes)

    def inbox(self, address: str, plan_key: str = "demo", **fields: Any) -> Channel:
        form = NewChannel(kind="email", name=address, plan_key=plan_key, inboxes=[address], **fields)
        return settings.create_channel(self.world.desk, form, BY)

    def put(self, raw: bytes, key: str = "") -> str:
        """As SES does, before it tells anybody."""
        key = key or f"mail/{next(self.keys):040d}"
        self.world.desk.files.put(key, raw)
        return key

    def arrives(self, message: EmailMessage | bytes, **told: Any) -> list[str]:
        """It is put there, and told."""
        raw = message if isinstance(message, bytes) else message.as_bytes()
        source = told.pop("source", "wang@customer.example")
        recipients = told.pop("recipients", None)
        if recipients is None:
            recipients = [message["To"]] if isinstance(message, EmailMessage) else [INBOX]
        return hear_mail(self.world.desk, ses(self.put(raw, told.pop("key", "")), recipients, source, **told))

    def comes(self, message: EmailMessage | bytes, **told: Any) -> Posted:
        """The same, and what follows; how the first of them stands."""
        (mail_id, *_) = self.arrives(message, **told)
        self.run()
        return self.posted(mail_id)

    def posted(self, mail_id: str) -> Posted:
        found = mails.posted(self.world.desk, mail_id)
        assert found is not None
        return found

    def letters(self, conversation_id: str) -> list[Letter]:
        return mails.letters(self.world.desk, conversation_id, 50)

    @property
    def post(self) -> Any:
        return self.world.desk.senders["email"]

    def sent(self) -> list[EmailLetter]:
        """What has gone out by e-mail to customers, in order."""
        return [each for each in self.post.sent if isinstance(each, EmailLetter) and "customer" in each.to]

    def answers(self, conversation_id: str, text: str = "On its way") -> EmailLetter:
        self.replies(conversation_id, text)
        self.run()
        return self.sent()[-1]


def reply_to(letter: EmailLetter, text: str = "Thank you", **headers: str) -> EmailMessage:
    """What a mail program writes when somebody answers a letter of the desk's."""
    references = f"{letter.headers['References']} {letter.headers['Message-ID']}"
    usual = {
        "from": f"Wang Mei <{letter.to}>",
        "to": letter.reply_to or letter.sender,
        "subject": letter.subject,
        "in_reply_to": letter.headers["Message-ID"],
        "references": references,
    }
    quoted = "\n".join(f"> {line}" for line in letter.text.strip().split("\n"))
    return written(f"{text}\n\nOn Monday, Tea wrote:\n{quoted}\n", **(usual | headers))


def raw_of(letter: EmailLetter) -> bytes:
    """A letter of the desk's as it goes over the wire."""
    return mime_of(letter)
