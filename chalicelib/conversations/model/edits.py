"""What changes a conversation without an entry that says so. Pure."""

from __future__ import annotations

from datetime import datetime

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


def unattended(header: Header, now: datetime) -> Header:
    """The same conversation, now that its agent is not there; no entry says so."""
    return replace(header, absent_since=header.absent_since or now, edits=header.edits + 1)


def attended(header: Header) -> Header:
    """The same conversation, now that its agent is there again; no entry says so."""
    return replace(header, absent_since=None, edits=header.edits + 1)


def released(header: Header, now: datetime) -> Header:
    """The same conversation, which takes no slot since its visitor left; no entry says so."""
    return replace(header, released_at=now, edits=header.edits + 1)


def taken_back(header: Header, now: datetime) -> Header:
    """The same conversation in a slot of its agent's again, since its visitor is back and wants an answer; no entry
    says so. The time to give one begins anew."""
    return replace(header, released_at=None, state_at=now, agent_answered=False, edits=header.edits + 1)


def awaited(header: Header) -> Header:
    """The same conversation, now that its first answer is kept among what is owed; no entry says so."""
    return replace(header, awaited=True, edits=header.edits + 1)


def answering_keywords(header: Header) -> Header:
    """The same conversation, now that its plan answers keywords; no entry says so."""
    return replace(header, keywords=True, edits=header.edits + 1)
