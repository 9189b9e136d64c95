"""The table ``shifts``: kinds, rotations, groups' rules, planned weeks, what agents know of theirs, leave."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

import msgspec
from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.expressions.condition import Condition

from chalicelib.core import times
from chalicelib.core.desk import Desk
from chalicelib.core.races import Moved
from chalicelib.core.tables import Packed, Row, table_name
from chalicelib.core.transactions import Transaction
from chalicelib.shifts.model.calendar import Feed
from chalicelib.shifts.model.closed import Leave
from chalicelib.shifts.model.kinds import Kind
from chalicelib.shifts.model.patterns import Pattern
from chalicelib.shifts.model.publishing import Publication
from chalicelib.shifts.model.roster import Line, Told
from chalicelib.shifts.model.rules import Rules

SETTINGS, RULES, FEED = "settings", "rules", "feed"
_WEEK, _LEAVE = "week#", "leave#"
_LAST = "~"  # sorts after every moment and name


class Keys(Row):
    class Meta:
        table_name = table_name("shifts")

    key = UnicodeAttribute(hash_key=True)
    order = UnicodeAttribute(range_key=True)


class KindRow(Keys):
    version = NumberAttribute()
    kind = Packed(Kind)


class PatternRow(Keys):
    version = NumberAttribute()
    pattern = Packed(Pattern)


class RulesRow(Keys):
    version = NumberAttribute()
    rules = Packed(Rules)


class LineRow(Keys):
    version = NumberAttribute()
    line = Packed(Line)


class ToldRow(Keys):
    version = NumberAttribute()
    told = Packed(Told)


class PublicationRow(Keys):
    version = NumberAttribute()
    publication = Packed(Publication)


class LeaveRow(Keys):
    leave = Packed(Leave)


class FeedRow(Keys):
    version = NumberAttribute()
    feed = Packed(Feed)


class KindMoved(Moved):
    """The kind is not as it was read."""


class PatternMoved(Moved):
    """The rotation is not as it was read."""


class RulesMoved(Moved):
    """The group's rules are not as they were read."""


class LineMoved(Moved):
    """Somebody has planned this agent's week since it was read."""

    @property
    def line(self) -> Line | None:
        """As it stands now; None: there is none."""
        line: Line | None = self.record
        return line


class ToldMoved(Moved):
    """What the agent knows is another by now."""


class PublicationMoved(Moved):
    """The publication has gone on meanwhile."""


class FeedMoved(Moved):
    """The address is another by now."""


# --- kinds, rotations, rules ----------------------------------------------------------------------------------------


def settings(desk: Desk) -> tuple[list[Kind], list[Pattern]]:
    """Every kind and every rotation, oldest first; one query."""
    kinds, patterns = list[Kind](), list[Pattern]()
    for item in Keys.all_pages(desk.database, SETTINGS):
        if "kind" in item:
            kinds.append(KindRow.kind.held_in(item))
        else:
            patterns.append(PatternRow.pattern.held_in(item))
    return kinds, patterns


def kind(desk: Desk, kind_id: str) -> Kind | None:
    """One kind; one read."""
    row = KindRow.find(desk.database, SETTINGS, kind_id)
    return row.kind if row else None


def pattern(desk: Desk, pattern_id: str) -> Pattern | None:
    """One rotation; one read."""
    row = PatternRow.find(desk.database, SETTINGS, pattern_id)
    return row.pattern if row else None


def put_kind(tx: Transaction, before: Kind | None, after: Kind) -> None:
    """Store a kind. Lost: ``KindMoved``."""
    same = KindRow.key.does_not_exist() if before is None else KindRow.version == before.version
    row = KindRow(SETTINGS, after.kind_id, version=after.version, kind=after)
    tx.put(row, condition=same, losing=KindRow.kind.losing(KindMoved))


def put_pattern(tx: Transaction, before: Pattern | None, after: Pattern) -> None:
    """Store a rotation. Lost: ``PatternMoved``."""
    same = PatternRow.key.does_not_exist() if before is None else PatternRow.version == before.version
    row = PatternRow(SETTINGS, after.pattern_id, version=after.version, pattern=after)
    tx.put(row, condition=same, losing=PatternRow.pattern.losing(PatternMoved))


def rules(desk: Desk, group_id: str) -> Rules | None:
    """A group's rules; one read."""
    row = RulesRow.find(desk.database, f"group#{group_id}", RULES)
    return row.rules if row else None


def rules_of(desk: Desk, group_ids: Sequence[str]) -> list[Rules]:
    """Those of several groups that have some; one request for each hundred."""
    items = RulesRow.find_items(desk.database, [(f"group#{each}", RULES) for each in group_ids])
    return [RulesRow.rules.held_in(item) for item in items]


def put_rules(tx: Transaction, before: Rules | None, after: Rules) -> None:
    """Store a group's rules. Lost: ``RulesMoved``."""
    same = (
        RulesRow.key.does_not_exist() if before is None or before.version == 0 else RulesRow.version == before.version
    )
    row = RulesRow(f"group#{after.group_id}", RULES, version=after.version, rules=after)
    tx.put(row, condition=same, losing=RulesRow.rules.losing(RulesMoved))


# --- weeks of groups ------------------------------------------------------------------------------------------------


def _week(group_id: str, week: date) -> str:
    return f"{_WEEK}{group_id}#{times.stored(week)}"


def lines(desk: Desk, group_id: str, week: date) -> list[Line]:
    """A group's week, agent by agent; one strongly consistent query (a megabyte holds some 500 agents)."""
    return [LineRow.line.held_in(item) for item in LineRow.all_pages(desk.database, _week(group_id, week))]


def some_lines(desk: Desk, group_id: str, places: Sequence[tuple[date, str]]) -> dict[tuple[date, str], Line]:
    """The lines of these weeks and agents that are there; one request for each hundred."""
    keys = [(_week(group_id, week), agent_id) for week, agent_id in dict.fromkeys(places)]
    found = (LineRow.line.held_in(item) for item in LineRow.find_items(desk.database, keys))
    return {(each.week, each.agent_id): each for each in found}


def line(desk: Desk, group_id: str, week: date, agent_id: str) -> Line | None:
    """An agent's week in a group; one strongly consistent read."""
    row = LineRow.find(desk.database, _week(group_id, week), agent_id)
    return row.line if row else None


def put_line(tx: Transaction, before: Line | None, after: Line) -> None:
    """Store an agent's week. Lost: ``LineMoved``."""
    new = before is None or before.version == 0
    same: Condition = LineRow.key.does_not_exist() if before is None or new else LineRow.version == before.version
    row = LineRow(_week(after.group_id, after.week), after.agent_id, version=after.version, line=after)
    tx.put(row, condition=same, losing=LineRow.line.losing(LineMoved))


def put_publication(tx: Transaction, before: Publication | None, after: Publication) -> None:
    """Store how far a publication has come. Lost: ``PublicationMoved``."""
    same = PublicationRow.key.does_not_exist() if before is None else PublicationRow.version == before.version
    key, order = f"group#{after.group_id}", f"publication#{times.stored(after.week)}#{after.publication_id}"
    row = PublicationRow(key, order, version=after.version, publication=after)
    tx.put(row, condition=same, losing=PublicationRow.publication.losing(PublicationMoved))


def publication(desk: Desk, group_id: str, week: date, publication_id: str) -> Publication | None:
    """One publication; one read."""
    order = f"publication#{times.stored(week)}#{publication_id}"
    row = PublicationRow.find(desk.database, f"group#{group_id}", order)
    return row.publication if row else None


def publications(desk: Desk, group_id: str, week: date, most: int) -> list[Publication]:
    """A week's publications, newest first; one query."""
    start = f"publication#{times.stored(week)}#"
    condition = PublicationRow.order.startswith(start)
    items, _ = PublicationRow.read_page(
        desk.database, f"group#{group_id}", range_condition=condition, limit=most, forward=False
    )
    return [PublicationRow.publication.held_in(item) for item in items]


# --- what agents know -----------------------------------------------------------------------------------------------


class Theirs(msgspec.Struct, frozen=True):
    """What an agent knows of their weeks, and their leave."""

    told: tuple[Told, ...]
    leaves: tuple[Leave, ...]


def _agent(agent_id: str) -> str:
    return f"agent#{agent_id}"


def theirs(desk: Desk, agent_id: str, first: date, last: date | None = None) -> list[Told]:
    """What an agent was told of the weeks from ``first`` to ``last`` (Mondays; None: all that follow), in all their
    groups; one strongly consistent query."""
    end = f"{_WEEK}{times.stored(last) if last is not None else ''}{_LAST}"
    condition = ToldRow.order.between(f"{_WEEK}{times.stored(first)}", end)
    items = ToldRow.all_pages(desk.database, _agent(agent_id), range_condition=condition)
    return [ToldRow.told.held_in(item) for item in items]


def told(desk: Desk, agent_id: str, group_id: str, week: date) -> Told | None:
    """What an agent was told of a week in a group; one read."""
    row = ToldRow.find(desk.database, _agent(agent_id), f"{_WEEK}{times.stored(week)}#{group_id}")
    return row.told if row else None


def some_told(desk: Desk, places: Sequence[tuple[str, str, date]]) -> list[Told]:
    """What these agents were told of these groups and weeks, where it is something; one request for each hundred."""
    keys = [(_agent(agent_id), f"{_WEEK}{times.stored(week)}#{group_id}") for agent_id, group_id, week in places]
    return [ToldRow.told.held_in(item) for item in ToldRow.find_items(desk.database, keys)]


def put_told(tx: Transaction, before: Told | None, after: Told) -> None:
    """Store what an agent knows. Lost: ``ToldMoved``."""
    same = ToldRow.key.does_not_exist() if before is None else ToldRow.version == before.version
    order = f"{_WEEK}{times.stored(after.week)}#{after.group_id}"
    row = ToldRow(_agent(after.agent_id), order, version=after.version, told=after)
    tx.put(row, condition=same, losing=ToldRow.told.losing(ToldMoved))


def leaves(desk: Desk, agent_id: str, since: datetime) -> list[Leave]:
    """An agent's leave that is not over then, the first to end in front; one strongly consistent query."""
    condition = LeaveRow.order.between(f"{_LEAVE}{times.sortable(since)}", f"{_LEAVE}{_LAST}")
    items = LeaveRow.all_pages(desk.database, _agent(agent_id), range_condition=condition)
    return [LeaveRow.leave.held_in(item) for item in items]


def put_leave(tx: Transaction, leave: Leave) -> None:
    """Store an approved leave; twice is once."""
    tx.put(LeaveRow(_agent(leave.agent_id), _leave(leave), leave=leave))


def delete_leave(tx: Transaction, leave: Leave) -> None:
    """It is none any more; twice is once."""
    tx.delete(LeaveRow(_agent(leave.agent_id), _leave(leave)))


def _leave(leave: Leave) -> str:
    return f"{_LEAVE}{times.sortable(leave.until)}#{leave.leave_id}"


# --- calendars ------------------------------------------------------------------------------------------------------


def feed(desk: Desk, agent_id: str) -> Feed | None:
    """The address of an agent's calendar; one read."""
    row = FeedRow.find(desk.database, _agent(agent_id), FEED)
    return row.feed if row else None


def put_feed(tx: Transaction, before: Feed | None, after: Feed) -> None:
    """Store the address of a calendar. Lost: ``FeedMoved``."""
    same = FeedRow.key.does_not_exist() if before is None else FeedRow.version == before.version
    row = FeedRow(_agent(after.agent_id), FEED, version=after.version, feed=after)
    tx.put(row, condition=same, losing=FeedRow.feed.losing(FeedMoved))


def in_pages(things: Sequence[str], number: int) -> Iterator[Sequence[str]]:
    """So many at a time."""
    return (things[start : start + number] for start in range(0, len(things), number))


def keys_of(lines: Iterable[Line]) -> list[tuple[date, str]]:
    """Which weeks of whom."""
    return [(each.week, each.agent_id) for each in lines]
