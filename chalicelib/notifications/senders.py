"""The providers: Amazon SES v2 or a mail server (``smtp``) for e-mail, Amazon SNS for SMS.

Another provider is one more class with ``send`` and ``confirms``.

Neither SES nor SNS takes an idempotency key for a single message: a letter that was accepted just before we died is
sent again by the next try, which is why the ledger calls such an attempt ``unknown``. boto itself never tries twice:
a repeat after a timeout would double a letter behind the ledger's back.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from typing import Any

import botocore.session
from botocore.config import Config
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectionClosedError,
    ParamValidationError,
    ReadTimeoutError,
    ResponseStreamingError,
)

from chalicelib.core.aws import REGION
from chalicelib.core.secrets import SMTP_HOST
from chalicelib.notifications.model.email import EmailLetter, Provider, Refused, SmsLetter, Unanswered, Unreachable

CONFIGURATION_SET = "DESKBELL_SES_CONFIGURATION_SET"
NOTICE_TAG = "notice"  # SES says it again in each event about the letter
MOST_DOMAINS = 3  # that are asked about for one address
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
    """E-mail by SES v2, as a raw message: all its headers are ours, but that SES gives it its own Message-ID.

    ``configuration_set``: the one whose events tell what came back; without it nobody hears of that.
    """

    def __init__(self, configuration_set: str = "") -> None:
        self._client = _Client("sesv2")
        self._events = {"ConfigurationSetName": configuration_set} if configuration_set else {}

    def send(self, letter: EmailLetter | SmsLetter) -> str:
        """The SES message id. Raises ``Refused``, ``Unreachable``, ``Unanswered``."""
        if not isinstance(letter, EmailLetter):
            raise Refused("not_an_email")
        from chalicelib.notifications.mime import ascii_address, mime_of  # only whoever sends one needs Python's e-mail

        raw = mime_of(letter)
        answer = _asked(
            lambda: self._client().send_email(
                FromEmailAddress=ascii_address(letter.sender),
                Destination={"ToAddresses": [ascii_address(letter.to)]},
                Content={"Raw": {"Data": raw}},
                EmailTags=[{"Name": NOTICE_TAG, "Value": letter.notice_id}],
                **self._events,
            )
        )
        return str(answer["MessageId"])

    def confirms(self, sender: str) -> bool | None:
        """Whether SES has verified the address, its domain or one above it; None where it does not say."""
        from chalicelib.notifications.mime import ascii_address

        answers: set[bool | None] = set()
        for identity in identities_of(ascii_address(sender)):
            answers.add(self._is_verified(identity))
            if True in answers:
                return True
        return None if None in answers else False

    def _is_verified(self, identity: str) -> bool | None:
        try:
            return bool(self._client().get_email_identity(EmailIdentity=identity)["VerifiedForSendingStatus"])
        except ClientError as error:
            is_unknown = error.response.get("Error", {}).get("Code") == "NotFoundException"
            return False if is_unknown else None
        except BotoCoreError:
            return None


def identities_of(address: str) -> list[str]:
    """What SES may have verified so that letters come from this address: its domain, those above it, or itself."""
    labels = address.rpartition("@")[2].split(".")
    domains = [".".join(labels[number:]) for number in range(max(1, len(labels) - 1))]
    return [*domains[-MOST_DOMAINS:], address]


def email_of_environment(environ: Mapping[str, str]) -> Provider:
    """The mail server that the environment names (``DESKBELL_SMTP_HOST``), or else SES."""
    if environ.get(SMTP_HOST):
        from chalicelib.notifications.smtp import SmtpEmail  # and Python's own, which nobody else needs

        return SmtpEmail.of_environment(environ)
    return SesEmail(environ.get(CONFIGURATION_SET, ""))


class SnsSms:
    """SMS by SNS, marked transactional: not held back at night, nor for cheaper routes.

    ``client`` gives the client of SNS to ask; without it one is made when it is first needed.
    """

    def __init__(self, client: Callable[[], Any] | None = None) -> None:
        self._client = client or _Client("sns")

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

    def confirms(self, sender: str) -> bool | None:
        """Nothing: an SMS has no sender of its own."""
        return None


def _asked(ask: Callable[[], Any]) -> Any:
    try:
        return ask()
    except ClientError as error:
        raise classified(error) from error
    except ParamValidationError as error:
        raise Refused("invalid_parameter", str(error)[:200]) from error
    except (ConnectionClosedError, ReadTimeoutError, ResponseStreamingError) as error:
        raise Unanswered(type(error).__name__) from error
    except BotoCoreError as error:  # no connection, no credentials
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
