"""Who has read an announcement, and who is missing (E6). Pure."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from datetime import datetime

import msgspec

from chalicelib.announcements.model.announcement import Announcement, Audience
from chalicelib.people.model.agents import Agent, Roster


class Receipt(msgspec.Struct, frozen=True, omit_defaults=True):
    """Somebody confirmed an edition at this time; ``before``: earlier ones, with theirs."""

    agent_id: str
    edition: int
    at: datetime
    name: str = ""
    number: str = ""
    before: tuple[tuple[int, datetime], ...] = ()


class Reader(msgspec.Struct, frozen=True):
    """Somebody whom it reaches now, or who confirmed it while it did: ``receipt`` None: they have not; ``is_done``: in
    the edition that is asked for."""

    agent: Agent
    receipt: Receipt | None
    is_done: bool
    is_reached: bool


def is_read(receipt: Receipt | None, asked: int) -> bool:
    """Whether somebody has confirmed an edition that does."""
    return receipt is not None and receipt.edition >= asked


def reached(audience: Audience, roster: Roster, among: Container[str] | None) -> list[Agent]:
    """Whom it is for now, by number: active agents, of these (None: of all)."""
    people = (each for each in roster.agents.values() if each.active and (among is None or each.agent_id in among))
    mine = [each for each in people if audience.reaches_in(each, roster.groups)]
    return sorted(mine, key=lambda each: (each.number, each.agent_id))


def readers(
    announcement: Announcement, roster: Roster, receipts: Mapping[str, Receipt], among: Container[str] | None
) -> list[Reader]:
    """Whom it reaches now, with what they confirmed, by number; behind them who confirmed it and is elsewhere now."""
    asked, mine = announcement.asked, reached(announcement.audience, roster, among)
    shown = [
        Reader(each, receipts.get(each.agent_id), is_read(receipts.get(each.agent_id), asked), True) for each in mine
    ]
    known = {each.agent_id for each in mine}
    others = [
        Reader(roster.agents[key], receipt, is_read(receipt, asked), False)
        for key, receipt in receipts.items()
        if key in roster.agents and key not in known and (among is None or key in among)
    ]
    return [*shown, *sorted(others, key=lambda each: (each.agent.number, each.agent.agent_id))]


class Counts(msgspec.Struct, frozen=True):
    """Of those whom it reaches now: how many there are, have confirmed it, and have not."""

    reached: int
    read: int
    missing: int


def counted(people: Sequence[Reader]) -> Counts:
    """How many of them have read it."""
    mine = [each for each in people if each.is_reached]
    done = sum(each.is_done for each in mine)
    return Counts(len(mine), done, len(mine) - done)
