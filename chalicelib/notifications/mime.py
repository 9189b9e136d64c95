"""A letter as RFC 5322 and MIME have it, whoever carries it."""

from __future__ import annotations

from contextlib import suppress
from email.errors import MessageError
from email.headerregistry import Address, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy

from chalicelib.notifications.model.email import EmailLetter, Refused

# names and addresses that programs read
_WHOLE = ("In-Reply-To", "References", "List-Unsubscribe", "List-Unsubscribe-Post")


class _Whole(UnstructuredHeader):
    """A header on one line. The registry's own way would encode a long word, which no mail program decodes there."""

    def fold(self, *, policy: EmailPolicy[EmailMessage]) -> str:
        return f"{self.name}: {self}{policy.linesep}"  # type: ignore[attr-defined]


def _policy() -> EmailPolicy[EmailMessage]:
    headers = HeaderRegistry()
    for name in _WHOLE:
        headers.map_to_type(name.lower(), _Whole)  # type: ignore[arg-type]  # typeshed: mixins are no BaseHeader
    return SMTP.clone(header_factory=headers)


_POLICY = _policy()


def mime_of(letter: EmailLetter) -> bytes:
    """The e-mail as RFC 5322, with text and HTML. Raises ``Refused`` for an address that is none.

    Python's own header registry encodes names and subjects and refuses line ends; nothing is put together by hand.
    """
    message = EmailMessage(policy=_POLICY)
    try:
        message["From"] = Address(letter.sender_name, addr_spec=ascii_address(letter.sender))
        message["To"] = Address(letter.to_name, addr_spec=ascii_address(letter.to))
    except (MessageError, ValueError, IndexError) as error:  # what the registry's parsers raise
        raise Refused("bad_address", str(error)[:100]) from None
    if letter.reply_to:
        with suppress(MessageError, ValueError, IndexError):  # better told without it than not told
            message["Reply-To"] = Address(addr_spec=ascii_address(letter.reply_to))
    message["Subject"] = letter.subject
    for name, value in letter.headers.items():
        message[name] = value
    message["X-Deskbell-Notice"] = letter.notice_id
    message.set_content(letter.text, cte="base64")
    message.add_alternative(letter.html, subtype="html", cte="base64")
    for each in letter.files:
        kind, _, subtype = each.type.partition("/")
        kinds = {"maintype": kind or "application", "subtype": subtype or "octet-stream"}
        message.add_attachment(each.content, filename=each.name, cte="base64", **kinds)  # type: ignore[arg-type]
    return message.as_bytes()


def ascii_address(address: str) -> str:
    """An address as mail servers know it: its domain in IDNA. Raises ``ValueError`` for a mailbox SES cannot reach."""
    mailbox, at, domain = address.rpartition("@")
    if not mailbox.isascii():
        raise ValueError("a mailbox with letters outside ASCII")
    return f"{mailbox}{at}{domain.encode('idna').decode()}"
