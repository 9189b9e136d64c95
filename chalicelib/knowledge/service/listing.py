"""Lists of articles for those who write and review them: filtered, in reach, a bounded part at a time (E2)."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Sequence
from datetime import date
from zoneinfo import ZoneInfo

import msgspec

from chalicelib.core.desk import Desk
from chalicelib.knowledge.model.articles import STATES
from chalicelib.knowledge.model.summaries import Summary
from chalicelib.knowledge.store import articles as store
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.reach import TAKE_PART, Thing
from chalicelib.people.model.reach import may as tie_of

READ, ENOUGH, MOST_ROUNDS = 100, 30, 5


class Filter(msgspec.Struct, frozen=True):
    """What is left out is not asked. ``words``: in a title; ``lacks``: a language it is not written in; ``due``: only
    those whose day of review has come."""

    state: str | None = None
    category_id: str | None = None
    plan_key: str | None = None
    language: str | None = None
    lacks: str | None = None
    words: str = ""
    due: bool = False

    def takes(self, each: Summary) -> bool:
        """Whether this is one of those that are meant, whatever its state."""
        return (
            self.category_id in {None, each.category_id}
            and (self.plan_key is None or not each.plan_keys or self.plan_key in each.plan_keys)
            and (self.language is None or self.language in each.titles)
            and (self.lacks is None or self.lacks not in each.titles)
            and any(self.words.casefold() in title.casefold() for title in each.titles.values() or [""])
            and self.state in {None, each.state}
        )


class Part(msgspec.Struct, frozen=True):
    """Places in order with what stands there (None: it is not shown), and whether there is more behind them."""

    places: Sequence[tuple[str, Summary | None]]
    more: bool


def list_articles(desk: Desk, reader: Agent, wanted: Filter, start: str | None) -> Part:
    """Those in reach, changed last first; of those due for review the first due first. At most five queries, with all
    states twenty."""
    may_see = _in_reach(desk, reader)
    today = _today(desk) if wanted.due else None
    places: list[tuple[str, Summary | None]] = []
    shown, more = 0, True
    for _ in range(MOST_ROUNDS):
        read, more = _read(desk, wanted, start)
        for place, each in read:
            if today is not None and each.review_on is not None and each.review_on > today:
                return Part(places, more=False)
            takes = wanted.takes(each) and may_see(each)
            places.append((place, each if takes else None))
            shown += takes
        if not more or shown >= ENOUGH:
            break
        start = places[-1][0]
    return Part(places, more)


def every_article(desk: Desk, most: int = 100) -> list[Summary]:
    """The articles of a desk that has few: those of each state that were changed last; four queries."""
    return [each for state in STATES for each in store.listed(desk, state, None, most)[0]]


def _read(desk: Desk, wanted: Filter, start: str | None) -> tuple[list[tuple[str, Summary]], bool]:
    if wanted.due:
        summaries, more = store.due_for_review(desk, start, READ)
        return [(f"{each.review_on}#{each.article_id}", each) for each in summaries], more
    states = [wanted.state] if wanted.state is not None else STATES
    parts = [store.listed(desk, each, start, READ) for each in states]
    # behind the last of a part that has more nothing may be shown: others of that state stand there
    lowest = max((store.place_of(part[-1]) for part, more in parts if more), default="")
    placed = [[(store.place_of(each), each) for each in part] for part, _ in parts]
    merged = heapq.merge(*placed, key=lambda each: each[0], reverse=True)
    return [each for each in merged if each[0] >= lowest], any(more for _, more in parts)


def _in_reach(desk: Desk, reader: Agent) -> Callable[[Summary], bool]:
    around = people.Surroundings(desk, reader)

    def may_see(each: Summary) -> bool:
        guests = frozenset({each.reviewer.id} if each.reviewer is not None and each.reviewer.id else ())
        return tie_of(reader, TAKE_PART, Thing(holder_id=each.author.id, guest_ids=guests), around) is not None

    return may_see


def _today(desk: Desk) -> date:
    return desk.now().astimezone(ZoneInfo(people.read_desk(desk).time_zone)).date()
