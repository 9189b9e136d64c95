"""What is read before somebody's words are stored: the conversation, and what its agents must not say (E5)."""

from __future__ import annotations

from typing import Any

from chalicelib.conversations import store
from chalicelib.conversations.model.conversation import Entry, Header
from chalicelib.core.authors import Author
from chalicelib.core.desk import Desk
from chalicelib.core.tables import Wanted
from chalicelib.knowledge import service as knowledge
from chalicelib.knowledge.model.unsaid import Guard

NOTHING = Guard(())


def read_guarded(
    desk: Desk, author: Author, conversation_id: str, seq: int | None = None
) -> tuple[Header | None, Entry | None, knowledge.Guards]:
    """The header, with it the entry of this number, and what the author must not say in a plan; one request.

    Only agents are looked after.
    """
    guards = (lambda _: NOTHING) if author.kind != "agent" else knowledge.known_guards(desk)
    if guards is None:
        wanted: list[Wanted[Any]] = [store.wanted(conversation_id)]
        if seq is not None:
            wanted.append(store.wanted_entry(conversation_id, seq))
        guards, there = knowledge.read_guards(desk, *wanted)
        return there[0], there[1] if seq is not None else None, guards
    if seq is None:
        return store.header(desk, conversation_id), None, guards
    return *store.header_and_entry(desk, conversation_id, seq), guards
