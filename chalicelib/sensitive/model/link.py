"""A protected link: what it leads to, to whom that is shown, and when it ends (F8). Pure."""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime, timedelta
from typing import Annotated, Any, Literal

import msgspec
from msgspec.structs import replace

from chalicelib.core.errors import Conflict, Invalid
from chalicelib.core.sensitive import hidden, pieces
from chalicelib.core.text import Id, among

CODE, ONCE = "code", "once"
OPEN, SEEN, EXPIRED, LOCKED = "open", "seen", "expired", "locked"
STATES = (OPEN, SEEN, EXPIRED, LOCKED)
MOST_TRIES, MOST_CODES, MOST_VIEWS = 5, 3, 10
CODE_LASTS = timedelta(minutes=10)
MOST_HOURS = 168
LONGEST_TEXT = 4_000


class ProtectWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``text``: the answer as it was written, with its numbers; ``way``: ``code``, which goes to an address that is
    known of the customer, or ``once``: whoever opens it first sees it, and nobody after."""

    conversation_id: Id
    text: Annotated[str, msgspec.Meta(max_length=LONGEST_TEXT)]
    client_id: Id
    way: Literal["code", "once"] = "code"
    hours: Annotated[int, msgspec.Meta(ge=1, le=MOST_HOURS)] = 24


class ProtectedLink(msgspec.Struct, frozen=True):
    """``text``: what it shows; empty once that is erased. ``email``, ``mobile``: where its codes go. ``digest``: of the
    code that counts until ``code_until``. ``views``, ``tries``, ``codes``: how often it was shown, a wrong code given,
    a code sent."""

    link_id: str
    conversation_id: str
    plan_key: str
    locale: str
    made_by: str
    made_at: datetime
    expires_at: datetime
    way: Annotated[str, among(CODE, ONCE)]
    text: str
    kinds: tuple[str, ...]
    name: str = ""
    email: str | None = None
    mobile: str | None = None
    state: Annotated[str, among(*STATES)] = OPEN
    digest: str = ""
    code_until: datetime | None = None
    views: int = 0
    tries: int = 0
    codes: int = 0
    version: int = 1

    @property
    def address(self) -> str:
        """Where codes go, as it is shown to whoever has the link."""
        return hidden(self.email or self.mobile or "")


class NothingToProtect(Conflict):
    """There is no number in it that could not be sent."""

    code = "nothing_to_protect"
    title = "There is nothing in it to protect: send it as it is"


class CodeRefused(Exception):
    """It is not the code, or the code counts no longer: the page says so."""


def state_at(link: ProtectedLink, now: datetime) -> str:
    """As it is by now."""
    return EXPIRED if link.state == OPEN and now >= link.expires_at else link.state


def kinds_of(text: str, stops: tuple[str, ...]) -> tuple[str, ...]:
    """Which numbers of it do not go out. Raises ``NothingToProtect``."""
    kinds = tuple(dict.fromkeys(each.kind for each in pieces(text, stops)))
    if not kinds:
        raise NothingToProtect("no number in it is stopped")
    return kinds


def refuse_unreachable(way: str, email: str | None, mobile: str | None) -> None:
    """Raises ``Invalid`` where no code could reach the customer."""
    if way == CODE and not (email or mobile):
        raise Invalid.field("way", "no address of the customer is known for a code: let it be seen once")


def with_code(link: ProtectedLink, code: str, now: datetime) -> ProtectedLink:
    """A new code was sent; the one before counts no longer."""
    after = _changed(link, code_until=now + CODE_LASTS, codes=link.codes + 1)
    return replace(after, digest=digest_of(after, code))


def tried(link: ProtectedLink, code: str, now: datetime) -> ProtectedLink:
    """What comes of a code: shown once more, or tried in vain; locked, with nothing left to show, after five of
    those."""
    until = link.code_until
    if until is not None and now < until and hmac.compare_digest(link.digest, digest_of(link, code)):
        return seen(link)
    if link.tries + 1 >= MOST_TRIES:
        return erased(_changed(link, tries=link.tries + 1), LOCKED)
    return _changed(link, tries=link.tries + 1)


def seen(link: ProtectedLink) -> ProtectedLink:
    """It was shown; a code counts once, and so does a link that is for once."""
    after = _changed(link, views=link.views + 1, digest="", code_until=None)
    return erased(after, SEEN) if link.way == ONCE or after.views >= MOST_VIEWS else after


def erased(link: ProtectedLink, state: str) -> ProtectedLink:
    """Nothing is left of what it led to, nor of where its codes went."""
    return _changed(link, text="", email=None, mobile=None, name="", digest="", code_until=None, state=state)


def digest_of(link: ProtectedLink, code: str) -> str:
    """What is kept of a code."""
    return hashlib.sha256(f"{link.link_id}#{link.codes}#{code.strip()}".encode()).hexdigest()


def _changed(link: ProtectedLink, **fields: Any) -> ProtectedLink:
    return replace(link, version=link.version + 1, **fields)
