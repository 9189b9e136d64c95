"""Tickets that cross departments: which groups had a part in one, how often it was handed between them (S4). Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec
from msgspec.structs import replace

MOST_STEPS = 50  # of one ticket, the last ones


class Step(msgspec.Struct, frozen=True):
    """With the ticket's ``version`` it went from one group to another, or people of ``others`` came to take part."""

    version: int
    at: datetime
    before: str | None = None
    after: str | None = None
    others: tuple[str, ...] = ()


class Crossing(msgspec.Struct, frozen=True):
    """A ticket's steps between groups, in the order of its versions; ``revision``: one more with each write."""

    ticket_id: str
    steps: tuple[Step, ...] = ()
    revision: int = 0

    @property
    def group_ids(self) -> tuple[str, ...]:
        """The groups that had a part in it, as they came."""
        named = [name for each in self.steps for name in (each.before, each.after, *each.others) if name is not None]
        return tuple(dict.fromkeys(named))

    def between(self, homes: Mapping[str, str]) -> tuple[str, ...]:
        """The departments that had a part in it, by ``homes`` of groups: a group of none stands for itself."""
        return tuple(dict.fromkeys(homes.get(each, each) for each in self.group_ids))

    def handed(self, homes: Mapping[str, str]) -> int:
        """How often it went from one of these to another."""
        steps = ((each.before, each.after) for each in self.steps if None not in (each.before, each.after))
        return sum(homes.get(str(before), before) != homes.get(str(after), after) for before, after in steps)

    @property
    def crosses(self) -> bool:
        """Whether more than one group had a part in it."""
        return len(self.group_ids) > 1


def with_step(crossing: Crossing, step: Step) -> Crossing:
    """The same with this step; told twice or out of order it is the same."""
    others = [each for each in crossing.steps if each.version != step.version]
    steps = tuple(sorted([*others, step], key=lambda each: each.version))[-MOST_STEPS:]
    return crossing if steps == crossing.steps else replace(crossing, steps=steps, revision=crossing.revision + 1)


def outside(group_id: str | None, their_groups: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Of those who take part, each with their groups: one group of everybody who is not of the ticket's own."""
    strangers = [each for each in their_groups if each and group_id not in each]
    return tuple(dict.fromkeys(min(each) for each in strangers))
