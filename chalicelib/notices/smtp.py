"""E-mail by any mail server that speaks SMTP over TLS: for regions without SES, or a company's own server.

Nothing is ever said in clear: a server without TLS, or with a certificate that does not hold, is not spoken to. A
server answers twice, to the recipient and to the whole letter; a connection that ends between the letter and the
second answer leaves it open whether the letter is on its way, as with every other provider. Bounces go to the sender's
mailbox: SMTP tells the desk nothing of them.
"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Mapping
from contextlib import suppress

import msgspec

from chalicelib.core.secrets import SMTP_PASSWORD
from chalicelib.notices.mime import ascii_address, mime_of
from chalicelib.notices.model import EmailLetter, Refused, SmsLetter, Unanswered, Unreachable

HOST, PORT, USER = "DESKBELL_SMTP_HOST", "DESKBELL_SMTP_PORT", "DESKBELL_SMTP_USER"
SUBMISSION, SUBMISSIONS = 587, 465  # with STARTTLS, and with TLS from the first byte (RFC 6409, RFC 8314)
TIMEOUT, LAST_TIMEOUT = 3.0, 14.0  # seconds for each of ten answers, and for the last; together a notice's lease


class SmtpEmail(msgspec.Struct, frozen=True):
    """One connection for each letter. Without ``user`` nobody signs in. ``trust``: whose certificates hold."""

    host: str
    port: int = SUBMISSION
    user: str = ""
    password: str = ""
    trust: ssl.SSLContext | None = None

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
        raw = mime_of(letter)
        server = self._connected(letter.sender.rpartition("@")[2])
        try:
            self._sign_in(server)
            _hand_over(server, ascii_address(letter.sender), ascii_address(letter.to), raw)
        finally:
            with suppress(OSError, smtplib.SMTPException):
                server.quit()
        return letter.headers.get("Message-ID", letter.notice_id).strip("<>")

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


def _hand_over(server: smtplib.SMTP, sender: str, to: str, raw: bytes) -> None:
    try:
        server.ehlo_or_helo_if_needed()
        _accepted("sender", *server.mail(sender))
        _accepted("recipient", *server.rcpt(to))
    except (OSError, smtplib.SMTPException) as error:
        raise Unreachable(type(error).__name__, str(error)[:200]) from error
    if server.sock is not None:
        server.sock.settimeout(LAST_TIMEOUT)
    try:
        answer = server.data(raw)
    except smtplib.SMTPDataError as error:  # it would not even hear the letter
        _accepted("letter", error.smtp_code, error.smtp_error)
        raise Unreachable(type(error).__name__) from error
    except (OSError, smtplib.SMTPException) as error:
        raise Unanswered(type(error).__name__, str(error)[:200]) from error
    _accepted("letter", *answer)


def _accepted(what: str, code: int, answer: bytes | str) -> None:
    """Raises ``Refused`` for a permanent no (5xx) to the recipient or the letter, ``Unreachable`` for any other no."""
    if 200 <= code < 300:
        return
    words = answer.decode(errors="replace") if isinstance(answer, bytes) else answer
    detail = " ".join(words.split())[:200]
    if 500 <= code < 600 and what != "sender":  # a sender that is not allowed is a setting, and can be mended
        raise Refused(f"smtp_{code}", f"{what}: {detail}")
    raise Unreachable(f"smtp_{code}", f"{what}: {detail}")
