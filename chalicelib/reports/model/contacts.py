"""Whether a customer was helped at once, or came back about the same within some days (F1). Pure.

Two conversations are about the same where both are filed alike; where one is not filed, nobody can tell, and they are.
A reopening is a return too.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

import msgspec
from msgspec.structs import replace

from chalicelib.reports.model.facts import CONTACT, Fact

LONGEST = timedelta(days=90)  # no conversation that is counted so lasts longer


class Contact(msgspec.Struct, frozen=True):
    """An ``end`` of a visitor's conversation; ``told``: as it was counted, None: it was not yet."""

    visitor_id: str
    end: Fact
    told: Fact | None = None

    @property
    def place(self) -> tuple[str, int]:
        """Which end of which conversation."""
        return self.end.about, self.end.number


def opened_at(end: Fact) -> datetime:
    """When what ended began, or was opened again."""
    return end.at - timedelta(seconds=end.seconds or 0)


def judged(contacts: Iterable[Contact], within: timedelta) -> list[Contact]:
    """The contacts of one customer, by when they ended, with what they are to each other."""
    each_in_turn = sorted(contacts, key=lambda each: (each.end.at, each.place))
    came_back, repeats = set[tuple[str, int]](), set[tuple[str, int]]()
    for later in each_in_turn:
        begun = opened_at(later.end)
        for former in each_in_turn:
            if former.end.at <= begun <= former.end.at + within and _is_about_the_same(former.end, later.end):
                came_back.add(former.place)
                repeats.add(later.place)
    return [_told(each, each.place in came_back, each.place in repeats) for each in each_in_turn]


def _told(contact: Contact, came_back: bool, repeats: bool) -> Contact:
    fact = replace(contact.end, kind=CONTACT, seconds=None, why=None, came_back=came_back, repeats=repeats)
    return replace(contact, told=fact)


def _is_about_the_same(former: Fact, later: Fact) -> bool:
    return None in (former.category_id, later.category_id) or former.category_id == later.category_id
