"""An SMS that came in, as SNS brings it: two-way messaging of AWS End User Messaging (A9). Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec

from chalicelib.channels.model.inbound import LONGEST_TEXT
from chalicelib.channels.model.provider import plain

LONGEST_NUMBER = 40


class Text(msgspec.Struct, frozen=True, omit_defaults=True):
    """``sent_from``: the customer's number; ``to``: the plan's. ``text_id``: the same however often it is brought.
    ``at``: when it was told of first, which is as near as anybody says when it was sent."""

    text_id: str
    sent_from: str
    to: str
    text: str
    at: datetime | None = None


class _Brought(msgspec.Struct, rename="camel"):
    origination_number: str
    destination_number: str
    message_body: str = ""
    inbound_message_id: str = ""


class NoText(ValueError):
    """It is nothing that two-way messaging says."""


def says_text(record: Mapping[str, Any]) -> bool:
    """Whether a record of SNS is of two-way messaging: by what it says itself, not by what a mail quotes."""
    message = str(record.get("Sns", {}).get("Message", ""))
    if '"originationNumber"' not in message:
        return False
    try:
        said = msgspec.json.decode(message.encode(errors="replace"))
    except msgspec.DecodeError:
        return True  # of a text that cannot be read the log says so
    return isinstance(said, dict) and "originationNumber" in said


def texts_in(event: Mapping[str, Any]) -> list[Text | NoText]:
    """What an event of SNS brings; ``NoText`` in place of what cannot be read."""
    return [_text_of(each.get("Sns", {})) for each in event.get("Records", [])]


def _text_of(notice: Mapping[str, Any]) -> Text | NoText:
    try:
        brought = msgspec.json.decode(str(notice.get("Message", "")).encode(errors="replace"), type=_Brought)
    except msgspec.DecodeError as error:
        return NoText(str(error)[:200])
    text_id = brought.inbound_message_id or str(notice.get("MessageId", ""))
    numbers = [_number(each) for each in (brought.origination_number, brought.destination_number)]
    if not text_id or len(text_id) > 200 or not all(numbers):
        return NoText("an id and two numbers are needed")
    at = _moment(str(notice.get("Timestamp", "")))
    return Text(text_id, numbers[0], numbers[1], plain(brought.message_body)[:LONGEST_TEXT], at)


def _moment(stamp: str) -> datetime | None:
    try:
        at = msgspec.convert(stamp, datetime)
    except msgspec.ValidationError:
        return None
    return at.astimezone(UTC) if at.tzinfo is not None else None


def _number(number: str) -> str:
    """As it is kept; "" for what is none."""
    kept = "".join(each for each in number if each not in " -()./")
    return kept if kept.isascii() and kept.isprintable() and 2 <= len(kept) <= LONGEST_NUMBER else ""
