"""Changes of a conversation that no entry says: copies of what is changed elsewhere, what it was about. Pure."""

from __future__ import annotations

from msgspec.structs import replace

from chalicelib.conversations.model.conversation import Header
from chalicelib.core.authors import Author
from chalicelib.people.model.agents import LEVELS


def known_as(header: Header, name: str | None, level: str) -> Header:
    """The same conversation of a visitor who is known by this name and level now; no entry says so."""
    known = replace(header, visitor_name=name, level=level, rank=LEVELS[level], edits=header.edits + 1)
    return known if known.rank == header.rank else replace(known, place_at_first=None)


def served_by(header: Header, agent: Author) -> Header:
    """The same conversation, with its agent, its owner or a guest named as they are now; no entry says so."""

    def now(author: Author) -> Author:
        return agent if author.id == agent.id else author

    renamed = replace(
        header,
        agent=now(header.agent) if header.agent else None,
        owner=now(header.owner) if header.owner else None,
        guests=tuple(map(now, header.guests)),
    )
    return header if renamed == header else replace(renamed, edits=header.edits + 1)


def filed(header: Header, category: str) -> Header:
    """The same conversation, now that somebody said what it was about; no entry says so."""
    return replace(header, category=category, edits=header.edits + 1)


def answering_keywords(header: Header) -> Header:
    """The same conversation, now that its plan answers keywords; no entry says so."""
    return replace(header, keywords=True, edits=header.edits + 1)
