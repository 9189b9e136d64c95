"""Whether a browser has a version already."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from chalicelib.core.http import Answer, Call

T = TypeVar("T")

PRIVATE = {"Cache-Control": "private, no-cache"}  # kept by one browser, and asked for anew each time


def etag_of(text: bytes) -> str:
    """The tag of an answer made of ``text``, or of what ``text`` tells apart."""
    return f'"{hashlib.sha256(text).hexdigest()[:20]}"'


def matches(etag: str, if_none_match: str | None) -> bool:
    """Whether the browser already has this version (weak comparison, as for every GET)."""
    if if_none_match is None:
        return False
    known = [tag.strip().removeprefix("W/") for tag in if_none_match.split(",")]
    return "*" in known or etag in known


def unless_known(call: Call[Any], version: bytes, headers: Mapping[str, str], body: Callable[[], T]) -> Answer[T]:
    """What ``body`` makes, tagged by ``version``; a browser that has it is told so (304), and nothing is made."""
    headers = {"ETag": etag_of(version), **headers}
    if matches(headers["ETag"], call.headers.get("if-none-match")):
        return Answer(status=304, headers=headers)
    return Answer(body(), headers=headers)
