"""Finding again what stands in the duty log, by its words (B8)."""

from __future__ import annotations

from typing import Any

from chalicelib.core.desk import Desk
from chalicelib.core.questions import LONGEST_QUESTION, contains, telling, terms_of
from chalicelib.logbook.model.instructions import Instruction
from chalicelib.logbook.model.records import Kept
from chalicelib.logbook.service.reach import leads, logs_of
from chalicelib.logbook.store import records, words
from chalicelib.people.model.agents import Agent

PAGE, LOOKED_AT = 20, 60


def find_in_log(
    desk: Desk, agent: Agent, question: str, group_id: str | None, before: str | None
) -> tuple[list[tuple[str, Any | None]], bool]:
    """A page of entries in which all words stand, with their places, the newest first; None: what is not shown, so a
    page may be short while others follow. Whether more is behind. A query for each of one's groups, and a request.

    Raises ``Invalid`` naming ``q``, ``NotYours``.
    """
    terms, logs = terms_of(question[:LONGEST_QUESTION]), logs_of(agent, group_id, desk_too=True)
    places = words.places_of(desk, logs, telling(terms), before, LOOKED_AT + 1)
    known = {each.key: each for each in records.several(desk, [records.about(each) for each in places[:LOOKED_AT]])}
    led = {each: leads(desk, agent, each) for each in logs}
    shown, number = list[tuple[str, Any | None]](), 0
    for place in places[:LOOKED_AT]:
        entry = known.get(records.about(place))
        fits = entry is not None and contains(entry.texts, terms) and _is_theirs(entry, agent, led)
        shown.append((place, entry if fits else None))
        number += fits
        if number == PAGE:
            break
    return shown, len(places) > len(shown)


def _is_theirs(entry: Kept, agent: Agent, led: dict[str, bool]) -> bool:
    """What somebody asked is between them and those who lead."""
    return not isinstance(entry, Instruction) or entry.asker.id == agent.agent_id or led.get(entry.whose, False)
