"""API keys: by these servers ask, each under its own name and with its own rights (F10). Pure.

A key is ``dbk_``, its id and its secret, shown once; of the secret a hash is kept. A server is nobody who sits here: it
takes nothing, and of the work of people it reads what its permissions show and does what ``DEEDS`` says.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Annotated

import msgspec
from msgspec.structs import replace

from chalicelib.core.errors import Conflict, Forbidden, Invalid, Unauthorized, members
from chalicelib.core.text import among
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.rights import ALL, ANSWER, PERMISSIONS, Role

PREFIX, OF_KEYS = "dbk_", "apk_"
SECRET_BYTES = 32
MOST_KEYS, LONGEST_NAME = 50, 60
BOTH_VALID = timedelta(hours=24)
USED_EVERY = timedelta(hours=1)  # it is written down that a key is used
KEPT_AFTER = timedelta(days=90)  # a key that has ended is shown
BY_HAND, MAKER_LEFT = "by_hand", "maker_left"
NAMED = "API key {name}"

MANAGE = "keys.manage"
NOT_FOR_KEYS = frozenset({MANAGE, "conversations.take", "presence.others"})
# what people do who sit here: by these permissions a key reads, and does no more than these operations
PERSONAL = frozenset(
    {ANSWER, "conversations.transfer", "tickets.work", "followups.work", "callbacks.work", "offline.answer"}
    | {"duty.work", "duty.lead", "quality.inspect", "shifts.see", "live.see", "leave.approve", "leave.approve_long"}
    | {"staff.enter", "staff.approve", "training.lead", "incidents.see", "reports.see", "articles.write"}
)
DEEDS = frozenset({"write_note", "edit_visitor", "fill_in_fields", "write_ticket_entry", "note_on_incident"})
# lists of one's own, and letters to oneself: a key is nobody's
OWN = frozenset(
    {"read_inbox", "read_own_shifts", "read_shifts_today", "read_calendar_address", "list_unfinished"}
    | {"read_performance", "read_day_report", "send_test_bulletin", "write_announcement", "preview_sms"}
)


class KeySecret(msgspec.Struct, frozen=True):
    """A hash of what comes behind the id; ``ends_at``: when another has taken its place (None: it has not)."""

    hashed: str
    made_at: datetime
    ends_at: datetime | None = None


class ApiKey(msgspec.Struct, frozen=True):
    """``maker_id``: who last said what it may do, whose rights it never exceeds. ``expires_at``: None: never."""

    key_id: str
    name: str
    permissions: frozenset[str]
    maker_id: str
    maker_name: str
    created_at: datetime
    secrets: tuple[KeySecret, ...] = ()
    expires_at: datetime | None = None
    ended_at: datetime | None = None
    why_ended: Annotated[str, among(BY_HAND, MAKER_LEFT)] | None = None
    version: int = 1

    @property
    def role(self) -> Role:
        """What it may do; it reaches the whole desk, as whoever makes keys does."""
        return Role("", self.name, self.permissions, ALL)

    def counts(self, now: datetime) -> bool:
        """Whether it is valid at this moment."""
        return self.ended_at is None and (self.expires_at is None or now < self.expires_at)


class KeyEnded(Unauthorized):
    """It was revoked, has expired, or never was one."""

    code = "key_ended"
    title = "This API key is not valid"


class NotForServers(Forbidden):
    """People do this, who sit here."""

    code = "not_for_servers"
    title = "An API key cannot do this: it is for people"


class TooManyApiKeys(Conflict):
    """Nobody would know any more what they are for."""

    code = "too_many_api_keys"
    title = "There are too many API keys"
    beside = members(most=int)


Used = tuple[ApiKey, datetime | None]  # a key, and when it was used last, an hour earlier at most


def is_key(token: str) -> bool:
    """Whether this is meant as a key, and not as a person's token."""
    return token.startswith(PREFIX)


def told(key_id: str, secret: bytes) -> str:
    """A whole key, as it is shown."""
    return f"{PREFIX}{key_id.removeprefix(OF_KEYS)}_{base64.urlsafe_b64encode(secret).decode().rstrip('=')}"


def parts_of(token: str) -> tuple[str, str]:
    """The id and the hash of the secret of what somebody brings; of what is no key, none that there is."""
    number, _, secret = token.removeprefix(PREFIX).partition("_")
    known = len(number) <= 40 and number.isascii() and number.isalnum()
    return f"{OF_KEYS}{number}" if known and secret else "", hashed(secret)


def hashed(secret: str) -> str:
    """What is kept of a secret: it is as long as chance can make it, so that no slow hash is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()


def opens(key: ApiKey, secret_hash: str, now: datetime) -> bool:
    """Whether it is one of the key's secrets that are valid now; compared in constant time."""
    valid = [each for each in key.secrets if each.ends_at is None or each.ends_at > now]
    matches = [hmac.compare_digest(each.hashed, secret_hash) for each in valid]
    return any(matches) and key.counts(now)


def rotated(key: ApiKey, secret: KeySecret, both_for: timedelta) -> ApiKey:
    """With the new secret; that of before stays valid beside it for so long at most."""
    until = secret.made_at + both_for
    before = [replace(each, ends_at=min(each.ends_at or until, until)) for each in key.secrets[:1]]
    kept = [each for each in before if each.ends_at is not None and each.ends_at > secret.made_at]
    return replace(key, secrets=(secret, *kept))


def as_agent(key: ApiKey) -> Agent:
    """Whose hand it is, where rooms ask who does something: nobody's who could be there."""
    name = NAMED.format(name=key.name)
    return Agent(
        key.key_id, "", name, "", "", 0, active=True, created_at=key.created_at, own_role=key.role, hidden=True
    )


def checked_for_key(permissions: Sequence[str]) -> frozenset[str]:
    """Permissions of the catalogue that a server may have, at least one. Raises ``Invalid``."""
    wrong = [each for each in permissions if each not in PERMISSIONS or each in NOT_FOR_KEYS]
    if wrong or not permissions:
        allowed = [each for each in PERMISSIONS if each not in NOT_FOR_KEYS]
        raise Invalid.field("permissions", f"one or more of {', '.join(allowed)}")
    return frozenset(permissions)
