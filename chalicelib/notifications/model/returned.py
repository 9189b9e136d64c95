"""What SES tells of letters afterwards: bounces and complaints, as EventBridge brings them.

The shape is AWS's (Amazon SES developer guide, "Examples of event data"). Whatever is not of that shape, or about
somebody else's letter, is nothing to us.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec

from chalicelib.notifications.model.email import one_line
from chalicelib.notifications.model.notice import ACCEPTED, SENDING, UNKNOWN, Attempt, Notice

LONGEST_ID = 200
LONGEST_WHY = 200
BOUNCE, COMPLAINT = "Bounce", "Complaint"
PERMANENT = "Permanent"


class Returned(msgspec.Struct, frozen=True):
    """One letter's bounce or complaint. ``for_good``: the mailbox will not take another one either."""

    notice_id: str
    message_id: str
    is_complaint: bool
    for_good: bool
    why: str


def read_returned(event: object) -> Returned | None:
    """What the event says of a letter of ours; None where it says nothing of one.

    An answer that a machine of the recipient's gave (out of office) comes as a bounce without a failed recipient: the
    letter has arrived, so that is nothing either.
    """
    notice_id = _first(_at(event, "detail", "mail", "tags", "notice"))
    message_id = _text(_at(event, "detail", "mail", "messageId"))
    kind = _text(_at(event, "detail", "eventType"))
    if not notice_id or not message_id or kind not in (BOUNCE, COMPLAINT):
        return None
    if kind == COMPLAINT:
        why = _text(_at(event, "detail", "complaint", "complaintFeedbackType")) or "complaint"
        return Returned(notice_id, message_id, True, True, why)
    bounce = _at(event, "detail", "bounce")
    recipient = _failed(_at(bounce, "bouncedRecipients"))
    for_good = _text(_at(bounce, "bounceType")) == PERMANENT
    if not for_good and recipient is None:
        return None
    said = (_text(_at(bounce, "bounceSubType")), _text(_at(recipient, "status")))
    words = (*said, _text(_at(recipient, "diagnosticCode"), LONGEST_WHY))
    return Returned(notice_id, message_id, False, for_good, one_line(" ".join(filter(None, words)), LONGEST_WHY))


def concerns(notice: Notice, attempts: Sequence[Attempt], message_id: str) -> bool:
    """Whether the letter that came back is the one that this notice stands for now.

    It may come back before anybody wrote down that it was sent, or after an attempt that nobody knows the end of; not
    if it is one of an earlier round.
    """
    if notice.provider_id is not None:
        return notice.provider_id == message_id
    known = {each.provider_id for each in attempts}
    lost = any(each.outcome == UNKNOWN for each in attempts)
    return message_id not in known and (notice.state == SENDING or lost)


def unwritten(notice: Notice, attempts: Sequence[Attempt], returned: Returned, now: datetime) -> Attempt | None:
    """The attempt whose success nobody came to write down; None if it is known."""
    numbers = {each.number for each in attempts}
    if notice.state != SENDING or notice.attempted in numbers:
        return None
    return Attempt(notice.attempted, now, ACCEPTED, provider_id=returned.message_id)


def _failed(recipients: object) -> Mapping[str, Any] | None:
    """The first recipient that their server failed to deliver to."""
    entries = recipients if isinstance(recipients, list) else []
    return next((each for each in entries if isinstance(each, dict) and each.get("action") == "failed"), None)


def _at(value: object, *path: str) -> object:
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _first(value: object) -> str:
    return _text(value[0]) if isinstance(value, list) and value else ""


def _text(value: object, longest: int = LONGEST_ID) -> str:
    return value[:longest] if isinstance(value, str) else ""
