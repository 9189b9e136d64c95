"""What a visitor is told while their agent is away (B6). Pure."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from chalicelib.conversations.model.conversation import AUTO_REPLY, Away, Entry, Header
from chalicelib.conversations.model.system_words import system_text
from chalicelib.conversations.model.transitions import with_entry
from chalicelib.core.authors import SYSTEM
from chalicelib.people.model.absences import Absence


def while_away(header: Header, absence: Absence | None, now: datetime) -> tuple[Header, list[Entry]]:
    """The open conversation as its agent's absence has it: the visitor's next word is answered with the agent's reply,
    or at once where they have written since; an absence of which it was told, or none, changes nothing more (B6)."""
    away = Away(absence.absence_id, absence.reply) if absence is not None and absence.reply else None
    if away is not None and away.absence_id == header.told_away:
        away = None
    wrote = header.last_author == "visitor" and header.last_at is not None
    if away is not None and absence is not None and wrote and (header.last_at or now) >= absence.since:
        after, entry = told_away(replace(header, away=away), now)
        return after, [entry]
    return (header, []) if away == header.away else (replace(header, away=away, edits=header.edits + 1), [])


def told_away(header: Header, now: datetime) -> tuple[Header, Entry]:
    """The conversation whose visitor is told, by their agent and automatically, what the agent says while ``away``."""
    reply, absence_id = (header.away.reply, header.away.absence_id) if header.away is not None else ("", None)
    after = replace(header, away=None, told_away=absence_id)
    text = system_text(header.locale, "away_reply", reply=reply)
    return with_entry(after, AUTO_REPLY, header.agent or SYSTEM, text, now)
