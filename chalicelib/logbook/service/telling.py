"""Letters about the duty log: to those who lead, and to whoever asked (B8)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from chalicelib.core.desk import Desk
from chalicelib.core.transactions import Transaction
from chalicelib.logbook.model.instructions import ADMINISTRATOR, LEADER, SUPERVISOR, at_level
from chalicelib.notifications import service as notifications
from chalicelib.notifications.model.notice import Matter
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, Group, Roster

LANGUAGE = "zh-CN"  # in which the desk writes to its own people


def nearest_leaders(roster: Roster, group: Group, but_for: str | None = None) -> list[Agent]:
    """Who hears of what is not done in a group: who leads it, or else the first level above where anybody is."""
    levels = (at_level(roster, group, each, but_for) for each in (LEADER, SUPERVISOR, ADMINISTRATOR))
    return next((each for each in levels if each), [])


def leaders_of(desk: Desk, group_id: str, but_for: str | None = None) -> tuple[list[Agent], Group | None, Roster]:
    """The same by the group's id; one request."""
    roster = people.directory(desk)
    group = roster.groups.get(group_id)
    return (nearest_leaders(roster, group, but_for) if group is not None else []), group, roster


def write(tx: Transaction, to: Iterable[Agent], what: str, about: str, words: Mapping[str, object]) -> None:
    """Add to the transaction: a letter to each of these."""
    colleagues = list(to)
    if colleagues:
        matter = Matter(what=what, words=dict(words), about=about, holder_id=colleagues[0].agent_id)
        notifications.tell_colleagues(tx, colleagues, LANGUAGE, matter)
