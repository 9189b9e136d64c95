"""What the entries of a month come to, by kind (F12). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from chalicelib.staff.model.entry import Entry
from chalicelib.staff.model.kinds import REWARD

NONE: Mapping[str, int] = {}


class OfKind(msgspec.Struct, frozen=True):
    """``count`` entries of a kind, their ``points``, and their ``money`` by currency in its smallest unit. None is
    below nothing: ``effect`` says for or against the agent."""

    effect: str
    count: int = 0
    points: int = 0
    money: Mapping[str, int] = NONE


class Sums(msgspec.Struct, frozen=True):
    """An agent's month, by the ids of kinds; kinds of which nothing stands are not there."""

    kinds: Mapping[str, OfKind] = {}

    @property
    def points(self) -> int:
        """For the agent, less what is against them."""
        return sum(each.points if each.effect == REWARD else -each.points for each in self.kinds.values())

    def money(self, currency: str) -> int:
        """The same in this currency, in its smallest unit."""
        amounts = ((each.effect == REWARD, each.money.get(currency, 0)) for each in self.kinds.values())
        return sum(amount if is_reward else -amount for is_reward, amount in amounts)


NOTHING = Sums()


def with_entry(sums: Sums, entry: Entry, times: int = 1) -> Sums:
    """With an entry more, or fewer (``times`` -1)."""
    before = sums.kinds.get(entry.kind_id, OfKind(entry.effect))
    money = dict(before.money)
    if entry.money:
        money[entry.currency] = money.get(entry.currency, 0) + times * entry.money
    after = OfKind(
        entry.effect,
        before.count + times,
        before.points + times * entry.points,
        {name: amount for name, amount in money.items() if amount},
    )
    kinds = {**sums.kinds, entry.kind_id: after}
    return Sums({name: each for name, each in kinds.items() if each.count})


def steps(before: Entry | None, after: Entry) -> Iterator[tuple[Entry, int]]:
    """What a change of an entry (None: there was none) takes out of its month's sums (-1), or puts into them (1)."""
    counted = before is not None and before.counts
    if before is not None and counted and not after.counts:
        yield before, -1
    if after.counts and not counted:
        yield after, 1


def sums_of(entries: Iterable[Entry]) -> Sums:
    """What these entries come to: those that count."""
    sums = NOTHING
    for each in entries:
        sums = with_entry(sums, each) if each.counts else sums
    return sums
