"""Where visitors come from, who they are, and whom a group receives (B4)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol
from urllib.parse import SplitResult, unquote, urlsplit

import msgspec

from chalicelib.core.errors import Invalid
from chalicelib.people.model.attributes import NOTHING_PROVED, AttributeAsked, Value, all_met

WEB = "web"
# a source is named by whoever starts the conversation: web, app, mini-program …
SOURCE = r"\A[a-z0-9][a-z0-9-]{0,39}\Z"
LONGEST_ADDRESS = 500

_PORTS = {"http": 80, "https": 443}
_NOT_IN_ADDRESS = r"[\s\x00-\x1f\x7f\\@?#*]"

CAMPAIGN = "utm_"
LONGEST_PAGE = 500  # characters
# what stands between a scheme, or two slashes, and the last @ before the path; browsers take \ for / and any number
_SIGNED_IN_AS = r"^([A-Za-z][A-Za-z0-9+.-]*:[/\\]*|[/\\]{2,})[^/\\]*@"  # compiled when it is first asked


Site = tuple[str, str, int]


class Asker(msgspec.Struct, frozen=True):
    """Somebody who is to be received: their level, the page's address (None: not known), the source, and what their
    website proved of them (None: that is not known here, and not asked)."""

    level: str = "normal"
    page: str | None = None
    source: str = WEB
    proved: Mapping[str, Value] | None = NOTHING_PROVED


class Scope(Protocol):
    """Whom somebody receives; what is empty lets all in."""

    @property
    def levels(self) -> Sequence[str]:
        """Levels of customers."""

    @property
    def channels(self) -> Sequence[str]:
        """Names of sources, or beginnings of pages' addresses."""

    @property
    def attributes(self) -> Sequence[AttributeAsked]:
        """What a website must have proved of them, all of it."""


def plain_page(address: str | None, kept: Collection[str] = ()) -> str | None:
    """Where somebody is, without what is only theirs: scheme, host and path.

    Of the query only campaigns (``utm_…``) and the parameters ``kept`` stay: others carry tokens, names and addresses.
    Whom a page is signed in as, what stands behind #, and characters that control something are left out as well.
    """
    if address is None:
        return None
    seen = "".join(each for each in address if not unicodedata.category(each).startswith("C")).strip()
    before, _, query = seen.partition("#")[0].partition("?")
    before = re.sub(_SIGNED_IN_AS, r"\1", before)
    named = [each for each in query.split("&") if (name := each.partition("=")[0]) in kept or name.startswith(CAMPAIGN)]
    whole = before + ("?" + "&".join(named) if named else "")
    return whole[:LONGEST_PAGE] or None


def comes_from(channel: str, source: str, page: str | None) -> bool:
    """Whether this source, or this page's address, is what the channel names.

    An address names the pages of exactly its scheme and host (and port) whose path is its own or lies below it.
    """
    if "://" not in channel:
        return channel == source
    there, here = _split(channel), _split(page or "")
    if there is None or here is None or _site(there) != _site(here):
        return False
    above, path = _path(there), _path(here)
    return path == above or path.startswith(f"{above}/")


def is_received(scope: Scope, asker: Asker) -> bool:
    """Whether who receives these receives this visitor (B4)."""
    if scope.levels and asker.level not in scope.levels:
        return False
    if asker.proved is not None and not all_met(scope.attributes, asker.proved):
        return False
    return not scope.channels or any(comes_from(channel, asker.source, asker.page) for channel in scope.channels)


def checked_channels(channels: Iterable[str]) -> tuple[str, ...]:
    """Names of sources, or beginnings of pages' addresses; none means all (B4). Raises ``Invalid``."""
    wanted = tuple(dict.fromkeys(channel.strip() for channel in channels))
    if not all(re.fullmatch(SOURCE, channel) or _is_address(channel) for channel in wanted):
        raise Invalid.field(
            "channels",
            "the name of a source (web, app, mini-program …), or the beginning of a page's address without ? and #, "
            "such as https://shop.example/tea",
        )
    return wanted


def _is_address(channel: str) -> bool:
    if len(channel) > LONGEST_ADDRESS or re.search(_NOT_IN_ADDRESS, channel):
        return False
    parts = _split(channel)
    return parts is not None and parts.scheme in _PORTS and _site(parts) is not None


def _split(address: str) -> SplitResult | None:
    try:
        return urlsplit(address)
    except ValueError:
        return None


def _site(parts: SplitResult) -> Site | None:
    """Scheme, host and port in the form they are compared in; None for what has no host."""
    try:
        host, port = (parts.hostname or "").rstrip("."), parts.port
        if not host.isascii():
            host = host.encode("idna").decode()
    except ValueError:  # UnicodeError is one
        return None
    return (parts.scheme, host, port or _PORTS.get(parts.scheme, 0)) if host else None


def _path(parts: SplitResult) -> str:
    return unquote(parts.path).rstrip("/")
