"""A letter as it came in (A9): whose it is, what it answers, what is new in it, and whether a person wrote it.

Pure: from the raw bytes, with the standard library. Nothing that anybody sends makes it fail but bytes that are no
letter at all (``NoLetter``); what is broken is read as far as it can be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from typing import Literal

import msgspec

from chalicelib.channels.model import tnef
from chalicelib.channels.model.charsets import header_text, text_of
from chalicelib.channels.model.folding import folded
from chalicelib.channels.model.html import text_in

MOST_PARTS = 100
MOST_FILES = 20
DEEPEST = 20
LONGEST_TEXT = 100_000
MOST_REFERENCES = 100
_ID = re.compile(r"<([^<>\s]{1,400})>")
_LOCAL = re.compile(r"([^+@\s]+)\+([^@\s]+)@(.+)")
_AUTO_SUBJECT = re.compile(
    r"(?:(?:re|fw|fwd|回复|答复|转发)\s?[:：]\s*){0,10}(?:auto(?:matic)?[- ]?(?:reply|response)|out of (?:the )?office"
    r"|自动(?:回复|答复|应答)|自動(?:回覆|回應|返信)|不在办公室|automatische antwort|abwesenheit|réponse automatique"
    r"|respuesta automática)",
    re.I,
)
_ROBOTS = re.compile(r"^(?:mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?[-+=].*|notifications?)$", re.I)
_STATUS = re.compile(r"\b([245])\.\d{1,3}\.\d{1,3}\b")

Kind = Literal["person", "automatic", "bounce"]


class NoLetter(ValueError):
    """These bytes are no letter: nobody sent it."""


class Attachment(msgspec.Struct, frozen=True):
    """A file of a letter: its name without a folder, its type as it was said, its bytes."""

    name: str
    content_type: str
    data: bytes


class Bounced(msgspec.Struct, frozen=True):
    """A letter that came back: of which ``address``, by which ``status`` (such as 5.1.1), and whether for good.
    ``is_late``: it did not come back yet, and is still tried."""

    address: str
    status: str
    for_good: bool
    is_late: bool = False


class Address(msgspec.Struct, frozen=True):
    """A mailbox; ``name`` may be empty. ``plus``: what stands behind a plus sign in it."""

    email: str
    name: str = ""

    @property
    def plus(self) -> str:
        """Such as ``cnv_1`` of ``desk+cnv_1@example.com``; empty where there is none."""
        parts = _LOCAL.fullmatch(self.email)
        return parts[2] if parts else ""

    @property
    def without_plus(self) -> str:
        """The same mailbox without it."""
        parts = _LOCAL.fullmatch(self.email)
        return f"{parts[1]}@{parts[3]}" if parts else self.email


class Mail(msgspec.Struct, frozen=True):
    """One letter.

    ``text`` is what is new in it, ``quoted`` the history below, ``signature`` what stands under each letter of theirs.
    ``references``: the ids of the letters it answers, the nearest last. ``at``: when it was written, as its sender's
    clock says (None: it does not). ``kind``: only to what a person wrote an answer may ever go by itself.
    ``left_out``: the names of files that were too many or too large. ``returned``: the names of the letters that a
    bounce brings back. ``senders``: how many it names in its From.
    """

    message_id: str
    sender: Address
    to: tuple[Address, ...]
    subject: str
    text: str
    kind: Kind
    at: datetime | None = None
    reply_to: Address | None = None
    references: tuple[str, ...] = ()
    quoted: str = ""
    signature: str = ""
    files: tuple[Attachment, ...] = ()
    left_out: tuple[str, ...] = ()
    bounced: tuple[Bounced, ...] = ()
    returned: tuple[str, ...] = ()
    senders: int = 1


def read_mail(raw: bytes, *, most_bytes: int = 25_000_000) -> Mail:
    """The letter in these bytes.

    Files beyond ``MOST_FILES``, or with which all of them would be more than ``most_bytes``, are ``left_out``. Raises
    ``NoLetter`` where nobody is named as its sender.
    """
    message = message_from_bytes(raw)
    senders = _addresses(message, "From") or _addresses(message, "Sender")
    if not senders:
        raise NoLetter("nobody is named who sent it")
    contents = _Contents(most_bytes)
    contents.take(message)
    parts = folded(contents.text)
    bounced = _bounced(message)
    return Mail(
        message_id=_first_id(_header(message, "Message-ID")),
        sender=senders[0],
        to=tuple(dict.fromkeys(each for name in _TO for each in _addresses(message, name))),
        subject=header_text(_header(message, "Subject"))[:400],
        text=parts.text,
        kind=_kind(message, senders[0], bounced),
        at=_date(message),
        reply_to=next(iter(_addresses(message, "Reply-To")), None),
        references=_references(message),
        quoted=parts.quoted,
        signature=parts.signature,
        files=tuple(contents.files),
        left_out=tuple(contents.left_out),
        bounced=bounced,
        returned=_returned(message),
        senders=len(_addresses(message, "From")),
    )


_TO = ("To", "Cc", "Delivered-To", "X-Original-To")


def _values(message: Message, name: str) -> list[str]:
    """All headers of this name with whatever bytes they have, on one line each."""
    values = [str(value) for each, value in message.raw_items() if each.casefold() == name.casefold()]
    return [re.sub(r"[\r\n]+", " ", each) for each in values]


def _header(message: Message, name: str) -> str:
    """The first header of this name; empty where there is none."""
    return next(iter(_values(message, name)), "")


def _addresses(message: Message, name: str) -> list[Address]:
    found = []
    for said, written in getaddresses([each[:20_000] for each in _values(message, name)]):
        email = text_of(written.encode("utf-8", "surrogateescape"), None).strip().strip("<>")
        local, at, domain = email.rpartition("@")
        if at and local and domain and len(email) <= 254 and not re.search(r"[\s,;<>]", email):
            found.append(Address(f"{local}@{domain.casefold()}", header_text(said)[:200]))
    return found


def _first_id(value: str) -> str:
    found = _ID.search(value)
    return found[1] if found else ""


def _references(message: Message) -> tuple[str, ...]:
    """The ids it refers to, each once, the nearest last."""
    ids = _ID.findall(_header(message, "References")) + _ID.findall(_header(message, "In-Reply-To"))
    nearest_first = dict.fromkeys(reversed(ids))
    return tuple(reversed(list(nearest_first)[:MOST_REFERENCES]))


def _date(message: Message) -> datetime | None:
    try:
        at = parsedate_to_datetime(_header(message, "Date"))
        return at.replace(tzinfo=at.tzinfo or UTC).astimezone(UTC)
    except (TypeError, ValueError, OverflowError, IndexError):
        return None


def _kind(message: Message, sender: Address, bounced: tuple[Bounced, ...]) -> Kind:
    """Whether a person wrote it: by what RFC 3834 and the habits of mail servers say of themselves."""
    local = sender.email.rpartition("@")[0]
    nowhere = _header(message, "Return-Path").strip() == "<>"
    if bounced or message.get_content_type() == "multipart/report" or (nowhere and _ROBOTS.match(local)):
        return "bounce"
    submitted = _header(message, "Auto-Submitted").strip().casefold()
    precedence = _header(message, "Precedence").strip().casefold()
    says_so = submitted not in ("", "no") or precedence in ("bulk", "junk", "list", "auto_reply")
    marked = any(name in message for name in _AUTOMATIC)
    if says_so or marked or nowhere or _ROBOTS.match(local):
        return "automatic"
    return "automatic" if _AUTO_SUBJECT.match(header_text(_header(message, "Subject"))) else "person"


_AUTOMATIC: tuple[str, ...] = (
    "X-Autoreply",
    "X-Autorespond",
    "X-Auto-Reply-From",
    "X-Mail-Autoreply",
    "X-Autogenerated",
)
_AUTOMATIC += ("List-Id", "List-Unsubscribe", "Feedback-ID", "X-Loop")


def _bounced(message: Message) -> tuple[Bounced, ...]:
    """What a report about a delivery says of each address that it could not reach (RFC 3464)."""
    found: list[Bounced] = []
    for part, _ in _parts(message):
        if part.get_content_type() != "message/delivery-status":
            continue
        for block in _within(part):
            action = _header(block, "Action").strip().casefold()
            email = _header(block, "Final-Recipient").rpartition(";")[2].strip().strip("<>")
            status = _STATUS.search(_header(block, "Status"))
            if "@" in email and action in ("failed", "delayed"):
                is_late = action == "delayed"
                found.append(Bounced(email, status[0] if status else "", not is_late and _final(status), is_late))
    return tuple(found[:MOST_PARTS])


def _returned(message: Message) -> tuple[str, ...]:
    """The names of the letters whose headers, or all of them, a report brings back."""
    names: list[str] = []
    for part, _ in _parts(message):
        if part.get_content_type() in ("message/rfc822", "text/rfc822-headers", "message/rfc822-headers"):
            text = _bytes(part)[:100_000].decode("utf-8", "replace")
            names += re.findall(r"^Message-ID:\s*<([^<>\s]{1,400})>", text, re.I | re.M)
            names += re.findall(r"^X-Deskbell-Notice:\s*(\S{1,100})", text, re.I | re.M)
    return tuple(dict.fromkeys(names))[:MOST_PARTS]


def _final(status: re.Match[str] | None) -> bool:
    return status is None or status[1] == "5"


def _parts(message: Message) -> Iterator[tuple[Message, int]]:
    """The letter's parts and how deep each stands, outermost first, at most ``MOST_PARTS``; not those within a letter
    that was attached."""
    left = [(message, 0)]
    for _ in range(MOST_PARTS):
        if not left:
            return
        part, depth = left.pop(0)
        yield part, depth
        if part.get_content_maintype() == "multipart" and depth < DEEPEST:
            left[:0] = [(each, depth + 1) for each in _within(part)]


def _within(part: Message) -> list[Message]:
    """The parts of a part; none where it holds words or bytes."""
    payload = part.get_payload() if part.is_multipart() else []
    return [each for each in payload if isinstance(each, Message)] if isinstance(payload, list) else []


class _Contents:
    """Words and files, gathered part by part."""

    def __init__(self, most_bytes: int) -> None:
        self._texts: list[str] = []
        self._room = most_bytes
        self.files: list[Attachment] = []
        self.left_out: list[str] = []

    @property
    def text(self) -> str:
        return "\n\n".join(filter(None, self._texts))[:LONGEST_TEXT]

    def take(self, message: Message) -> None:
        instead: set[int] = set()  # parts of which another form was taken
        for part, _ in _parts(message):
            kind = part.get_content_type()
            if kind == "multipart/alternative":
                instead |= _other_forms(part)
            if id(part) in instead or part.get_content_maintype() == "multipart" or kind == "message/delivery-status":
                continue
            self._take(part, kind)

    def _take(self, part: Message, kind: str) -> None:
        name = _file_name(part)
        inline = part.get_content_disposition() != "attachment"
        if kind in ("text/plain", "text/html") and inline and not name:
            self._texts.append(_words(part))
        elif kind == "message/rfc822" or kind.startswith("message/"):
            self._keep(Attachment(name or "forwarded.eml", "message/rfc822", _bytes(part)))
        elif kind in tnef.TYPES or name.casefold() == "winmail.dat":
            self._unpack(_bytes(part))
        else:
            self._keep(Attachment(name or _unnamed(kind), kind, _bytes(part)))

    def _unpack(self, data: bytes) -> None:
        """What Outlook wraps into one file."""
        held = tnef.unpacked(data)
        if held is None:
            self._keep(Attachment("winmail.dat", "application/ms-tnef", data))
            return
        if held.text and not any(self._texts):
            self._texts.append(text_of(held.text, None).strip("\x00 \n"))
        for name, contents in held.files:
            self._keep(Attachment(_bare(text_of(name, None)) or "file", "application/octet-stream", contents))

    def _keep(self, file: Attachment) -> None:
        if len(self.files) >= MOST_FILES or len(file.data) > self._room:
            self.left_out.append(file.name)
        elif file.data:
            self._room -= len(file.data)
            self.files.append(file)


def _other_forms(part: Message) -> set[int]:
    """Of several forms of the same words those that are not read: plain text is, where it says anything, else the last
    one that is text at all."""
    forms = _within(part)
    plain = [each for each in forms if each.get_content_type() == "text/plain" and _words(each).strip()]
    written = plain or [each for each in forms if each.get_content_maintype() in ("text", "multipart")][-1:]
    return {id(each) for each in forms if each not in written[:1] and each.get_content_maintype() == "text"}


def _words(part: Message) -> str:
    charset = _charset(part)
    data = _bytes(part)
    if part.get_content_type() != "text/html":
        return text_of(data, charset).strip()
    named = re.search(rb"""<meta[^>]{0,200}charset\s*=\s*["']?([\w-]{1,40})""", data[:4000], re.I)
    return text_in(text_of(data, charset or (named[1].decode() if named else None)))


def _charset(part: Message) -> str | None:
    try:
        named = part.get_content_charset()
    except (LookupError, UnicodeError, ValueError, TypeError):
        return None
    return named if isinstance(named, str) else None


def _bytes(part: Message) -> bytes:
    """What a part holds, decoded as far as it is whole."""
    if not part.is_multipart():
        try:
            payload = part.get_payload(decode=True)
        except Exception:  # encodings that contradict themselves
            payload = b""
        return payload if isinstance(payload, bytes) else b""
    try:
        return b"\n".join(each.as_bytes() for each in _within(part))
    except Exception:  # a letter within that cannot be written again
        return b""


def _file_name(part: Message) -> str:
    try:
        said = part.get_filename() or ""
    except Exception:  # a name in pieces that do not belong together
        return ""
    return _bare(header_text(str(said)))


def _bare(name: str) -> str:
    """Without a folder, a leading dot, or what no file system takes; the ending stays."""
    last = re.sub(r'[\x00-\x1f<>:"|?*]', "_", name.replace("\\", "/").rpartition("/")[2]).strip(" .")
    stem, dot, ending = last.rpartition(".")
    return f"{stem[: 120 - len(ending)]}.{ending}" if dot and len(ending) <= 20 else last[:120]


def _unnamed(kind: str) -> str:
    main, _, sub = kind.partition("/")
    return f"{main}.{re.sub(r'[^a-z0-9]', '', sub.casefold())[:10] or 'bin'}"
