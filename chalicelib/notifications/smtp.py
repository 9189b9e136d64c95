"""E-mail by any mail server that speaks SMTP over TLS: for regions without SES, or a company's own server.

Nothing is ever said in clear: a server without TLS, or with a certificate that does not hold, is not spoken to. A
server answers twice, to the recipient and to the whole letter; a connection that ends between the letter and the
second answer leaves it open whether the letter is on its way, as with every other provider. Bounces go to the sender's
mailbox: SMTP tells the desk nothing of them.
"""

from __future__ import annotations

import re
import smtplib
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress

import msgspec

from chalicelib.core.secrets import SMTP_HOST as HOST
from chalicelib.core.secrets import SMTP_PASSWORD
from chalicelib.notifications.mime import ascii_address, mime_of
from chalicelib.notifications.model.email import EmailLetter, Refused, SmsLetter, Unanswered, Unreachable

PORT, USER = "DESKBELL_SMTP_PORT", "DESKBELL_SMTP_USER"
SUBMISSION, SUBMISSIONS = 587, 465  # with STARTTLS, and with TLS from the first byte (RFC 6409, RFC 8314)
TIMEOUT = 3.0  # seconds for each answer before the letter
WITHIN = 40.0  # seconds for all of it: less than a notice's lease, after which somebody else would send it too
LEAST_LEFT = 6.0  # seconds of these for the letter and what is said of it; with less it is not handed over

_DOT = rb"(?m)^\."


class SmtpEmail(msgspec.Struct, frozen=True):
    """One connection for each letter. Without ``user`` nobody signs in. ``trust``: whose certificates hold.

    ``seconds``: a clock that only runs forward.
    """

    host: str
    port: int = SUBMISSION
    user: str = ""
    password: str = ""
    trust: ssl.SSLContext | None = None
    seconds: Callable[[], float] = time.monotonic

    @classmethod
    def of_environment(cls, environ: Mapping[str, str]) -> SmtpEmail:
        """Read ``DESKBELL_SMTP_HOST``, ``_PORT`` (587), ``_USER``, ``_PASSWORD``. Raises ``ValueError``."""
        port = environ.get(PORT) or str(SUBMISSION)
        if not port.isdigit() or not 0 < int(port) < 65536:
            raise ValueError(f"{PORT} must be a port, not {port!r}")
        return cls(environ[HOST], int(port), environ.get(USER, ""), environ.get(SMTP_PASSWORD, ""))

    def send(self, letter: EmailLetter | SmsLetter) -> str:
        """The letter's own Message-ID. Raises ``Refused``, ``Unreachable``, ``Unanswered``."""
        if not isinstance(letter, EmailLetter):
            raise Refused("not_an_email")
        raw, until = mime_of(letter), self.seconds() + WITHIN
        with self._signed_in(letter.sender) as server:
            _address(server, ascii_address(letter.sender), ascii_address(letter.to))
            left = until - self.seconds()
            if left < LEAST_LEFT:
                raise Unreachable("too_slow", f"{self.host} took {WITHIN - left:.0f} s before the letter")
            _hand_over(server, raw, left)
        return letter.headers.get("Message-ID", letter.notice_id).strip("<>")

    def confirms(self, sender: str) -> bool | None:
        """Whether the server takes letters from this address; None where it does not say. Nothing is sent."""
        try:
            with self._signed_in(sender) as server:
                server.ehlo_or_helo_if_needed()
                code, _ = server.mail(ascii_address(sender))
        except (Unreachable, OSError, smtplib.SMTPException):
            return None
        return {2: True, 5: False}.get(code // 100)

    @contextmanager
    def _signed_in(self, sender: str) -> Iterator[smtplib.SMTP]:
        server = self._connected(sender.rpartition("@")[2])
        try:
            self._sign_in(server)
            yield server
        finally:
            # whatever it says now changes nothing, so nobody waits for that
            with suppress(OSError, smtplib.SMTPException):
                server.putcmd("quit")
            server.close()

    def _connected(self, name: str) -> smtplib.SMTP:
        """Connected and encrypted; we say that we are ``name``, which asks nobody for the name of this machine."""
        trust = self.trust or ssl.create_default_context()
        try:
            if self.port == SUBMISSIONS:
                return smtplib.SMTP_SSL(self.host, self.port, name, timeout=TIMEOUT, context=trust)
            server = smtplib.SMTP(self.host, self.port, name, timeout=TIMEOUT)
        except (OSError, smtplib.SMTPException) as error:
            raise Unreachable(type(error).__name__, str(error)[:200]) from error
        try:
            server.starttls(context=trust)
        except (OSError, smtplib.SMTPException) as error:
            server.close()
            raise Unreachable("no_tls", str(error)[:200]) from error
        return server

    def _sign_in(self, server: smtplib.SMTP) -> None:
        if not self.user:
            return
        try:
            server.login(self.user, self.password)
        except (OSError, smtplib.SMTPException) as error:
            # also a wrong password: somebody mends it within the day, and no letter is lost until then
            raise Unreachable("cannot_sign_in", type(error).__name__) from error


def _address(server: smtplib.SMTP, sender: str, to: str) -> None:
    """Say from whom and to whom, and be asked for the letter."""
    try:
        server.ehlo_or_helo_if_needed()
        _accepted("sender", *server.mail(sender))
        _accepted("recipient", *server.rcpt(to))
        code, answer = server.docmd("data")
    except (OSError, smtplib.SMTPException) as error:
        raise Unreachable(type(error).__name__, str(error)[:200]) from error
    if code != 354:  # it would not even hear the letter
        _accepted("letter", code, answer)
        raise Unreachable(f"smtp_{code}", "data: neither yes nor no")


def dotted(raw: bytes) -> bytes:
    """A letter as it is said after DATA: a line of its own that begins with a dot does not end it (RFC 5321, 4.5.2)."""
    return re.sub(_DOT, b"..", raw) + (b"" if raw.endswith(b"\r\n") else b"\r\n") + b".\r\n"


def _hand_over(server: smtplib.SMTP, raw: bytes, left: float) -> None:
    """Say the letter, for which so many seconds are left."""
    try:
        if server.sock is not None:
            server.sock.settimeout(left / 2)  # half for saying it, half for the answer
        server.send(dotted(raw))
        code, answer = server.getreply()
    except (OSError, smtplib.SMTPException) as error:
        raise Unanswered(type(error).__name__, str(error)[:200]) from error
    _accepted("letter", code, answer)


def _accepted(what: str, code: int, answer: bytes | str) -> None:
    """Raises ``Refused`` for a permanent no (5xx) to the recipient or the letter, ``Unreachable`` for any other no."""
    if 200 <= code < 300:
        return
    words = answer.decode(errors="replace") if isinstance(answer, bytes) else answer
    detail = " ".join(words.split())[:200]
    if 500 <= code < 600 and what != "sender":  # a sender that is not allowed is a setting, and can be mended
        raise Refused(f"smtp_{code}", f"{what}: {detail}")
    raise Unreachable(f"smtp_{code}", f"{what}: {detail}")
