"""The providers: Amazon SES v2 for e-mail, Amazon SNS for SMS. Another provider is one more class with ``send``.

Neither SES nor SNS takes an idempotency key for a single message: a letter that was accepted just before we died is
sent again by the next try, which is why the ledger calls such an attempt ``unknown``. boto itself never tries twice:
a repeat after a timeout would double a letter behind the ledger's back.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

import botocore.session
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, ParamValidationError

from chalicelib.core.tables import REGION
from chalicelib.notices.model import EmailLetter, Refused, SmsLetter, Unreachable

CONNECT_TIMEOUT, READ_TIMEOUT = 3, 10  # seconds; both together well within a notice's lease

# whatever else goes wrong may be mended within a day: throttling, 5xx, rights, an identity not verified yet
_PERMANENT = {
    "BadRequestException",
    "MessageRejected",
    "InvalidParameter",
    "InvalidParameterException",
    "InvalidParameterValue",
    "InvalidParameterValueException",
    "ParameterValueInvalid",
    "ValidationException",
    "ValidationError",
    "OptedOut",
    "OptedOutException",
    "EndpointDisabled",
}


class _Client:
    """A boto client, made at first use and kept; threads share it."""

    def __init__(self, service: str) -> None:
        self._service = service
        self._lock = threading.Lock()
        self._made: Any = None

    def __call__(self) -> Any:
        if self._made is None:
            with self._lock:
                if self._made is None:
                    config = Config(
                        connect_timeout=CONNECT_TIMEOUT,
                        read_timeout=READ_TIMEOUT,
                        max_pool_connections=16,
                        retries={"mode": "standard", "total_max_attempts": 1},
                    )
                    self._made = botocore.session.get_session().create_client(self._service, REGION, config=config)
        return self._made


class SesEmail:
    """E-mail by SES v2, as a raw message: all its headers are ours."""

    def __init__(self) -> None:
        self._client = _Client("sesv2")

    def send(self, letter: EmailLetter | SmsLetter) -> str:
        """The SES message id. Raises ``Refused``, ``Unreachable``."""
        if not isinstance(letter, EmailLetter):
            raise Refused("not_an_email")
        raw = mime_of(letter)
        answer = _asked(
            lambda: self._client().send_email(
                FromEmailAddress=ascii_address(letter.sender),
                Destination={"ToAddresses": [ascii_address(letter.to)]},
                Content={"Raw": {"Data": raw}},
            )
        )
        return str(answer["MessageId"])


class SnsSms:
    """SMS by SNS, marked transactional: not held back at night, nor for cheaper routes."""

    def __init__(self) -> None:
        self._client = _Client("sns")

    def send(self, letter: EmailLetter | SmsLetter) -> str:
        """The SNS message id. Raises ``Refused``, ``Unreachable``."""
        if not isinstance(letter, SmsLetter):
            raise Refused("not_an_sms")
        most = f"{letter.most_cents // 100}.{letter.most_cents % 100:02d}"  # US dollars
        kind = {
            "AWS.SNS.SMS.SMSType": {"DataType": "String", "StringValue": "Transactional"},
            "AWS.SNS.SMS.MaxPrice": {"DataType": "Number", "StringValue": most},
        }
        answer = _asked(
            lambda: self._client().publish(PhoneNumber=letter.to, Message=letter.text, MessageAttributes=kind)
        )
        return str(answer["MessageId"])


def mime_of(letter: EmailLetter) -> bytes:
    """The e-mail as RFC 5322, with text and HTML. Raises ``Refused`` for an address that is none.

    Python's own header registry encodes names and subjects and refuses line ends; nothing is put together by hand.
    """
    message = EmailMessage(policy=SMTP)
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
    return message.as_bytes()


def ascii_address(address: str) -> str:
    """An address as mail servers know it: its domain in IDNA. Raises ``ValueError`` for a mailbox SES cannot reach."""
    mailbox, at, domain = address.rpartition("@")
    if not mailbox.isascii():
        raise ValueError("a mailbox with letters outside ASCII")
    return f"{mailbox}{at}{domain.encode('idna').decode()}"


def _asked(ask: Callable[[], Any]) -> Any:
    try:
        return ask()
    except ClientError as error:
        raise classified(error) from error
    except ParamValidationError as error:
        raise Refused("invalid_parameter", str(error)[:200]) from error
    except BotoCoreError as error:  # no connection, no answer in time, no credentials
        raise Unreachable(type(error).__name__) from error


def classified(error: ClientError) -> Refused | Unreachable:
    """Whether asking again can help."""
    said = error.response.get("Error", {})
    code, message = str(said.get("Code", "unknown")), str(said.get("Message", ""))
    status = int(error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))
    mendable = status >= 500 or "not verified" in message.casefold()
    if code in _PERMANENT and not mendable:
        return Refused(code, message[:200])
    return Unreachable(code, message[:200])
