"""Whether a browser has a version already."""

from __future__ import annotations


def matches(etag: str, if_none_match: str | None) -> bool:
    """Whether the browser already has this version (weak comparison, as for every GET)."""
    if if_none_match is None:
        return False
    known = [tag.strip().removeprefix("W/") for tag in if_none_match.split(",")]
    return "*" in known or etag in known
