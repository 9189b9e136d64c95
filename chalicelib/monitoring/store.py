"""The table ``live``: who is on the website, what became of invitations, and their numbers."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec
from pynamodb.attributes import NumberAttribute, UnicodeAttribute, UTCDateTimeAttribute
from pynamodb.expressions.update import Action

from chalicelib.core import items, times
from chalicelib.core.desk import Desk
from chalicelib.core.races import Moved
from chalicelib.core.tables import Packed, RawItem, Row, Wanted, index, table_name
from chalicelib.core.transactions import Transaction
from chalicelib.monitoring.model.live import ACCEPTED, DISMISSED, SHOWN, Figures, Invitation, Live

NOW = "now"
PLACES = 4  # of a plan: each takes the beats of some 30,000 visitors who are there at once
COUNTERS = 8  # of a rule and month, so that no two transactions meet often
KEPT = timedelta(days=2)  # somebody who left
FACTS_KEPT = timedelta(days=100)  # as long as a recount goes back, and more


class _Keys(Row):
    class Meta:
        table_name = table_name("live")
        expires = "expires_at"

    hash = UnicodeAttribute(hash_key=True)
    key = UnicodeAttribute(range_key=True)
    expires_at = NumberAttribute(null=True)


class LiveRow(_Keys):
    """``live`` is all of it; what stands beside it is for the index and the condition."""

    live = Packed(Live)
    version = NumberAttribute()
    place = UnicodeAttribute()
    seen_at = UTCDateTimeAttribute()
    by_place = index(["live"], place=UnicodeAttribute, seen_at=UTCDateTimeAttribute)


class InvitedRow(_Keys):
    """An invitation that was shown, and what became of it."""

    visitor_id = UnicodeAttribute()
    invitation = Packed(Invitation)


class CountRow(_Keys):
    shown = NumberAttribute(default=0)
    accepted = NumberAttribute(default=0)
    dismissed = NumberAttribute(default=0)


class LiveMoved(Moved):
    """Another beat came, or somebody invited or answered; ``record`` is how they stand now (None: not there)."""


def _shard(visitor_id: str, number: int) -> int:
    return zlib.crc32(visitor_id.encode()) % number


def _place(plan_key: str, shard: int) -> str:
    return f"{plan_key}#{shard}"


def _visitor(visitor_id: str) -> str:
    return f"visitor#{visitor_id}"


def live(desk: Desk, visitor_id: str) -> Live | None:
    """Somebody who is, or was, on the website; one strongly consistent read."""
    item = LiveRow.find_item(desk.database, _visitor(visitor_id), NOW)
    return LiveRow.live.held_in(item) if item else None


def wanted(visitor_id: str) -> Wanted[Live]:
    """The same, to be read together with something else."""
    key = items.key(LiveRow, _visitor(visitor_id), NOW)
    return Wanted(LiveRow.Meta.table_name, key, LiveRow.live.held_in)


def put(tx: Transaction, before: Live | None, after: Live) -> None:
    """Somebody on the website as they are after ``before``. Lost: ``LiveMoved``."""
    unmoved = LiveRow.version == before.version if before is not None else LiveRow.hash.does_not_exist()
    kept = max(filter(None, (after.seen_at + KEPT, after.quiet_until)))
    row = LiveRow(
        _visitor(after.visitor_id),
        NOW,
        live=after,
        version=after.version,
        place=_place(after.plan_key, _shard(after.visitor_id, PLACES)),
        seen_at=after.seen_at,
        expires_at=int(kept.timestamp()),
    )
    tx.put(row, condition=unmoved, losing=LiveRow.live.losing(LiveMoved))


def seen_since(
    desk: Desk, plan_key: str, shard: int, since: datetime, limit: int, start: Mapping[str, Any] | None
) -> tuple[Sequence[Live], Mapping[str, Any] | None]:
    """Those of one of a plan's shards whose last beat came since then, the newest first; one query."""
    found, following = LiveRow.read_page(
        desk.database,
        _place(plan_key, shard),
        index="by_place",
        range_condition=LiveRow.seen_at >= since,
        limit=limit,
        forward=False,
        start=start,
    )
    return [LiveRow.live.held_in(item) for item in found], following


# --- what became of invitations -------------------------------------------------------------------------------------


def put_fact(tx: Transaction, live: Live, invitation: Invitation, *, was_shown: bool) -> None:
    """Keep what became of this invitation of the visitor's, and count it; ``was_shown``: that is counted."""
    month, shard = times.month(invitation.made_at), _shard(live.visitor_id, COUNTERS)
    kept = int((invitation.made_at + FACTS_KEPT).timestamp())
    facts = _facts(live.plan_key, month, shard)
    tx.put(
        InvitedRow(facts, invitation.invitation_id, visitor_id=live.visitor_id, invitation=invitation, expires_at=kept)
    )
    count = CountRow(_counts(live.plan_key, month), f"{invitation.rule_id}#{shard}")
    counted_as = {ACCEPTED: CountRow.accepted, DISMISSED: CountRow.dismissed}.get(invitation.state)
    actions: list[Action] = [CountRow.expires_at.set(kept)]
    if not was_shown:
        actions.append(CountRow.shown.add(1))
    if counted_as is not None:
        actions.append(counted_as.add(1))
    tx.update(count, actions)


def figures(desk: Desk, plan_key: str, month: str) -> list[Figures]:
    """What became of a plan's invitations that were made in a month (such as 2026-11), by rule, as counted; one query,
    of no more than a few items a rule."""
    sums: dict[str, Figures] = {}
    for item in CountRow.all_pages(desk.database, _counts(plan_key, month)):
        row = CountRow.from_raw_data(dict(item))
        rule_id = row.key.rpartition("#")[0]
        before = sums.get(rule_id, Figures(rule_id))
        sums[rule_id] = Figures(
            rule_id,
            before.shown + int(row.shown),
            before.accepted + int(row.accepted),
            before.dismissed + int(row.dismissed),
        )
    return list(sums.values())


def counted(desk: Desk, plan_key: str, month: str) -> dict[tuple[str, int], Figures]:
    """The counters themselves, by rule and shard; one query."""
    rows = [CountRow.from_raw_data(dict(item)) for item in CountRow.all_pages(desk.database, _counts(plan_key, month))]
    split = [(each, *each.key.rpartition("#")[::2]) for each in rows]
    return {
        (rule, int(shard)): Figures(rule, int(row.shown), int(row.accepted), int(row.dismissed))
        for row, rule, shard in split
    }


def facts(desk: Desk, plan_key: str, month: str, shard: int) -> dict[str, Figures]:
    """What the invitations of a shard say themselves, by rule; one query for each megabyte."""
    states = Counter[tuple[str, str]]()
    for invitation in _invitations(desk, plan_key, month, shard):
        states[invitation.rule_id, invitation.state] += 1
    rules = {rule for rule, _ in states}
    return {
        rule: Figures(
            rule,
            sum(states[rule, state] for state in (SHOWN, ACCEPTED, DISMISSED)),
            states[rule, ACCEPTED],
            states[rule, DISMISSED],
        )
        for rule in rules
    }


def _invitations(desk: Desk, plan_key: str, month: str, shard: int) -> Iterator[Invitation]:
    for item in InvitedRow.all_pages(desk.database, _facts(plan_key, month, shard)):
        yield msgspec.json.decode(item["invitation"]["S"], type=Invitation)


def invited(desk: Desk, visitor_id: str) -> list[RawItem]:
    """The invitations that this visitor was shown, by any plan of the desk that they were on; as stored. A query for
    each month that is kept."""
    there = LiveRow.find_item(desk.database, _visitor(visitor_id), NOW)
    if there is None:
        return []
    plan_key, shard = LiveRow.live.held_in(there).plan_key, _shard(visitor_id, COUNTERS)
    months = sorted({times.month(desk.now() - timedelta(days=each)) for each in range(0, FACTS_KEPT.days + 1, 20)})
    found = (each for month in months for each in InvitedRow.all_pages(desk.database, _facts(plan_key, month, shard)))
    return [each for each in found if each["visitor_id"]["S"] == visitor_id]


def put_count(tx: Transaction, plan_key: str, month: str, shard: int, before: Figures | None, right: Figures) -> None:
    """Set a counter right. Lost: ``Lost`` (it was counted on meanwhile)."""
    row = CountRow(_counts(plan_key, month), f"{right.rule_id}#{shard}")
    if before is None:
        unmoved = CountRow.hash.does_not_exist()
    else:
        unmoved = CountRow.shown.does_not_exist() | (CountRow.shown == before.shown)
        unmoved &= CountRow.accepted.does_not_exist() | (CountRow.accepted == before.accepted)
        unmoved &= CountRow.dismissed.does_not_exist() | (CountRow.dismissed == before.dismissed)
    kept = int((tx.desk.now() + FACTS_KEPT).timestamp())
    actions = [
        CountRow.shown.set(right.shown),
        CountRow.accepted.set(right.accepted),
        CountRow.dismissed.set(right.dismissed),
        CountRow.expires_at.set(kept),
    ]
    tx.update(row, actions, condition=unmoved)


def _facts(plan_key: str, month: str, shard: int) -> str:
    return f"invited#{plan_key}#{month}#{shard}"


def _counts(plan_key: str, month: str) -> str:
    return f"counts#{plan_key}#{month}"
