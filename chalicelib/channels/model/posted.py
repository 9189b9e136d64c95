"""A mail that came in, before it is read: where its bytes are, whom it is for, what came of it (A9). Pure."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Annotated, Any

import msgspec
from msgspec.structs import replace

from chalicelib.channels.model.inbound import digest
from chalicelib.core.errors import Conflict, NotFound
from chalicelib.core.text import among, in_one_line

ARRIVED, TAKEN, PARKED, NOTED, DROPPED = "arrived", "taken", "parked", "noted", "dropped"
STATES = (ARRIVED, TAKEN, PARKED, NOTED, DROPPED)
MOST_TRIES = 6
HELD = timedelta(seconds=90)  # by whoever reads it
FOLDER = "mail/"
MOST_READ = 32 * 1024 * 1024  # bytes of a mail that are read; of a larger one its beginning is, without files
BEGINNING = 2 * 1024 * 1024

# why a mail waits for a person
UNKNOWN_ADDRESS, OFF, AUTOMATIC, BOUNCE, SPAM, VIRUS = "unknown_address", "off", "automatic", "bounce", "spam", "virus"
OWN, TOO_MANY, UNREADABLE, GONE, EMPTY, REFUSED = "own", "too_many", "unreadable", "gone", "empty", "refused"
GAVE_UP = "gave_up"
WHYS = (
    *(UNKNOWN_ADDRESS, OFF, AUTOMATIC, BOUNCE, SPAM, VIRUS),
    *(OWN, TOO_MANY, UNREADABLE, GONE, EMPTY, REFUSED, GAVE_UP),
)
NEVER_TAKEN = frozenset({VIRUS, GONE})
PASS, FAIL = "PASS", "FAIL"
_KEY = re.compile(r"mail/[a-z0-9_-]{1,200}")


class Verdicts(msgspec.Struct, frozen=True):
    """What SES found: PASS, FAIL, GRAY, PROCESSING_FAILED, or nothing."""

    spf: str = ""
    dkim: str = ""
    dmarc: str = ""
    spam: str = ""
    virus: str = ""


class Posted(msgspec.Struct, frozen=True):
    """One mail for one channel. ``key``: where its bytes are. ``recipients``: those of ours whom the envelope names;
    ``source``: who it says sent it. ``others``: the same mail for other channels, which have the same bytes.
    ``by_hand``: somebody looked at it and takes it in as what a person wrote. ``channel_id``: empty while nobody knows
    whose it is. ``held_until``: somebody is at it."""

    mail_id: str
    key: str
    at: datetime
    recipients: tuple[str, ...] = ()
    source: str = ""
    verdicts: Verdicts = Verdicts()
    channel_id: str = ""
    others: tuple[str, ...] = ()
    state: Annotated[str, among(*STATES)] = ARRIVED
    why: str | None = None
    detail: str = ""
    tries: int = 0
    sender: str = ""
    sender_name: str = ""
    subject: str = ""
    size: int = 0
    conversation_id: str | None = None
    seq: int | None = None
    by_hand: bool = False
    held_until: datetime | None = None
    version: int = 1

    @property
    def is_over(self) -> bool:
        """Whether nothing more becomes of it."""
        return self.state in (TAKEN, NOTED, DROPPED)


class Aside(msgspec.Struct, frozen=True):
    """Mails that wait since more came within the hour than is taken: how many, and until when. Each share of a
    channel's senders has its own."""

    until: datetime
    count: int = 0
    version: int = 1

    def moved(self, by: int, until: datetime) -> Aside:
        """So many more of them."""
        return Aside(until, max(0, self.count + by), self.version + 1)


class Envelope(msgspec.Struct, frozen=True):
    """What is told of a mail that came in."""

    key: str
    recipients: tuple[str, ...] = ()
    source: str = ""
    verdicts: Verdicts = Verdicts()


class UnknownMail(NotFound):
    """There is no such mail, or it is gone by now."""

    code = "unknown_mail"
    title = "There is no such mail"


class NotParked(Conflict):
    """It waits for nobody."""

    code = "not_parked"
    title = "This mail does not wait for anybody"


class NeverTaken(Conflict):
    """Of such a mail nothing can become a conversation."""

    code = "never_taken"
    title = "This mail cannot be taken in"


def mail_id_of(key: str, channel_id: str) -> str:
    """The same however often the same bytes come to the same channel."""
    return f"mai_{digest(key, channel_id)}"


def envelopes_in(event: object) -> list[Envelope]:
    """What an event says of mails: SES's own notice by SNS (with verdicts), or S3's of an object (without). What is
    neither, or is about anything but a mail, is nothing to us."""
    found = []
    for record in _records(event):
        told = _told(record)
        if told is not None and _KEY.fullmatch(told.key):
            found.append(told)
    return found


def _records(event: object) -> list[Any]:
    records = _at(event, "Records")
    return records if isinstance(records, list) else []


def _told(record: object) -> Envelope | None:
    if _at(record, "s3") is not None:
        return Envelope(_text(_at(record, "s3", "object", "key"), 300))
    message = _at(record, "Sns", "Message")
    try:
        said = msgspec.json.decode(message) if isinstance(message, str) else None
    except msgspec.DecodeError:
        return None
    if _at(said, "notificationType") != "Received":
        return envelopes_in(said)[0] if _at(said, "Records") and envelopes_in(said) else None
    receipt = _at(said, "receipt")
    verdicts = {name: _text(_at(receipt, f"{name}Verdict", "status"), 20) for name in Verdicts.__struct_fields__}
    recipients = _at(receipt, "recipients")
    named = [_text(each, 320) for each in recipients] if isinstance(recipients, list) else []
    return Envelope(
        _text(_at(receipt, "action", "objectKey"), 300),
        tuple(dict.fromkeys(filter(None, named)))[:50],
        _text(_at(said, "mail", "source"), 320),
        Verdicts(**verdicts),
    )


def _at(value: object, *path: str) -> object:
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _text(value: object, longest: int) -> str:
    return in_one_line(value, longest) if isinstance(value, str) else ""


def is_proved(verdicts: Verdicts, source: str, sender: str, senders: int) -> bool:
    """Whether the mail proves by itself that its sender's domain sent it: DMARC passed; or, where the domain says
    nothing of DMARC, SPF passed for the very domain that the letter names. Of a letter that names several, never."""
    if senders != 1 or verdicts.dmarc == FAIL:
        return False
    if verdicts.dmarc == PASS:
        return True
    domain = sender.rpartition("@")[2].casefold()
    return verdicts.dmarc == "GRAY" and verdicts.spf == PASS and source.rpartition("@")[2].casefold() == domain


def is_certain(posted: Posted, sender: str, senders: int) -> bool:
    """Whether nobody but its sender can have sent it: everything that can be proved was, and it came from their own
    domain."""
    found = posted.verdicts
    proved = (found.spf, found.dkim, found.dmarc, found.spam, found.virus) == (PASS,) * 5
    is_own = posted.source.rpartition("@")[2].casefold() == sender.rpartition("@")[2].casefold()
    return proved and is_own and is_proved(found, posted.source, sender, senders)


def begun(posted: Posted, now: datetime) -> Posted:
    """Somebody tries to take it in; who has tried too often already leaves it to a person."""
    if posted.tries >= MOST_TRIES:
        return parked(posted, GAVE_UP)
    return replace(posted, tries=posted.tries + 1, held_until=now + HELD, version=posted.version + 1)


def parked(posted: Posted, why: str, detail: str = "") -> Posted:
    """It waits for a person."""
    return replace(posted, state=PARKED, why=why, detail=detail[:200], version=posted.version + 1)


def let_wait(posted: Posted) -> Posted:
    """It waits for the next hour: that it was tried does not count."""
    return replace(posted, tries=max(0, posted.tries - 1), held_until=None, version=posted.version + 1)


def taken(posted: Posted, conversation_id: str, seq: int) -> Posted:
    """It is part of a conversation, which has everything else that is to be known of it."""
    return _over(posted, TAKEN, conversation_id=conversation_id, seq=seq)


def noted(posted: Posted, what: str) -> Posted:
    """It said something of a letter of ours, and that is known."""
    return _over(posted, NOTED, why=BOUNCE, detail=what[:200])


def _over(posted: Posted, state: str, **fields: Any) -> Posted:
    """Nothing more becomes of it, and nobody's address or words stay with it."""
    nothing = {
        "why": None,
        "detail": "",
        "sender": "",
        "sender_name": "",
        "subject": "",
        "source": "",
        "recipients": (),
    }
    return replace(posted, state=state, version=posted.version + 1, **(nothing | fields))


def by_hand(posted: Posted, channel_id: str | None) -> Posted:
    """Somebody has it taken in, by this channel if they say one. Raises ``NotParked``, ``NeverTaken``."""
    if posted.state != PARKED:
        raise NotParked("it was taken in, or dropped")
    if posted.why in NEVER_TAKEN:
        raise NeverTaken("it holds a virus" if posted.why == VIRUS else "its bytes are gone")
    channel = channel_id or posted.channel_id
    fresh = {
        "state": ARRIVED,
        "why": None,
        "detail": "",
        "tries": 0,
        "by_hand": True,
        "channel_id": channel,
        "held_until": None,
    }
    return replace(posted, **fresh, version=posted.version + 1)


def dropped(posted: Posted) -> Posted:
    """Somebody looked at it, and it is of no use. Raises ``NotParked``."""
    if posted.state != PARKED:
        raise NotParked("it was taken in, or dropped")
    return _over(posted, DROPPED)
