"""What is read before somebody's words are stored: the conversation, and which words are looked for in them (E5)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import msgspec

from chalicelib.conversations import store
from chalicelib.conversations.model.conversation import Entry, Header
from chalicelib.core.authors import Author
from chalicelib.core.desk import Desk
from chalicelib.core.masks import Spans
from chalicelib.core.once import Once
from chalicelib.core.tables import Wanted
from chalicelib.knowledge import service as knowledge
from chalicelib.knowledge.model.unsaid import NOTHING_HEEDED, NOTHING_NOTICED, Guard, Heeded, MustNotBeSaid, Noticed

NOTHING = Guard(())
MASKING = "masking"  # among what the desk keeps: whether any conversation was seen whose agents see abuse masked


class Looked(msgspec.Struct, frozen=True):
    """What was found in somebody's words: what is counted of an agent's, where a visitor's are to be masked."""

    noticed: Noticed = NOTHING_NOTICED
    abuse: Spans = ()


def read_guarded(
    desk: Desk, author: Author, conversation_id: str, seq: int | None = None, *, looks: bool = True
) -> tuple[Header | None, Entry | None, Guard]:
    """The header, with it the entry of this number, and what is looked for in the author's words there.

    One request. One more where a visitor writes into the first conversation whose agents see abuse masked, after this
    container saw only others. Where nobody ``looks`` through the words, nothing is read for it.
    """
    guards = knowledge.known_guards(desk) if looks else None
    if looks and guards is None and (author.kind == "agent" or desk.kept.get(MASKING, True)):
        wanted: list[Wanted[Any]] = [store.wanted(conversation_id)]
        if seq is not None:
            wanted.append(store.wanted_entry(conversation_id, seq))
        guards, there = knowledge.read_guards(desk, *wanted)
        header, entry = there[0], there[1] if seq is not None else None
    elif seq is None:
        header, entry = store.header(desk, conversation_id), None
    else:
        header, entry = store.header_and_entry(desk, conversation_id, seq)
    if header is None or not looks:
        return header, entry, NOTHING
    if author.kind == "visitor":
        return header, entry, guard_for_visitors(desk, guards, header.plan_key, masks=header.masks)
    return header, entry, guards(header.plan_key) if guards is not None else NOTHING


def guard_for_visitors(desk: Desk, guards: knowledge.Guards | None, plan_key: str, *, masks: bool) -> Guard:
    """What is looked for in visitors' words where a conversation ``masks`` abuse or not; no request where these were
    read."""
    desk.kept[MASKING] = masks or desk.kept.get(MASKING, False)
    if not masks:
        return NOTHING
    guards = guards or knowledge.known_guards(desk) or knowledge.read_guards(desk)[0]
    return guards(plan_key)


def look_through(guard: Guard, author: Author, text: str, heeded: Heeded = NOTHING_HEEDED) -> Looked:
    """What is found in somebody's words. Raises ``MustNotBeSaid`` for an agent's."""
    if author.kind == "agent":
        return Looked(guard.notice(text, heeded))
    return Looked(abuse=guard.abuse_in(text))


@contextmanager
def counting_what_is_stopped(desk: Desk, agent_id: str, conversation_id: str, client_id: str) -> Iterator[None]:
    """Words of an agent's that are refused here are counted, once for what has this name; one write then."""
    try:
        yield
    except MustNotBeSaid as refusal:
        once = Once.of(f"stopped#{conversation_id}#{agent_id}", client_id, [])
        knowledge.count_stopped(desk, agent_id, refusal.word_id, once)
        raise
