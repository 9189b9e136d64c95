"""Which facts are behind a figure (F1): what is counted in it, of a share also what it is taken of. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType

import msgspec
from msgspec.structs import replace

from chalicelib.core.errors import Invalid
from chalicelib.reports.model.definitions import COUNTS, DEFINITIONS, HOURS_OF, RATED_BY, RATES, SHARES
from chalicelib.reports.model.facts import INSPECTED, RATED, Fact
from chalicelib.reports.model.figures import TIMED, Sums, counted

SEE_RATINGS = "surveys.see"

_AVERAGED = {"score": "rated", "quality": INSPECTED}  # what an average is of
_CONVERSATION = "cnv_"
# counts that tell single ratings, or single inspections, apart, and the permission to see those
_TOLD_APART = dict.fromkeys(("score", "satisfied", "said_whether_resolved", "resolved"), SEE_RATINGS)
_TOLD_APART |= dict.fromkeys(("quality_points", "fatal_errors"), "quality.see")
_NAMED_AFTER = {RATED: "srv_", INSPECTED: "ins_"}  # facts whose thing has its id of a conversation's


class Figure(msgspec.Struct, frozen=True):
    """A figure as facts are behind it: they add to the count ``whole``, and some of them to ``part``; of times, it is
    the seconds of facts of a ``kind``."""

    name: str
    whole: str = ""
    part: str = ""
    kind: str = ""

    def has(self, fact: Fact) -> bool:
        """Whether the fact is behind it."""
        if self.kind:
            return fact.kind == self.kind and fact.seconds is not None and _adds(fact, fact.kind)
        return _adds(fact, self.whole)

    @property
    def permission(self) -> str | None:
        """What one needs besides to see what is behind it, where that tells how single conversations were rated, or
        what single inspections came to."""
        return _TOLD_APART.get(self.part) or _TOLD_APART.get(self.whole)

    def counts(self, fact: Fact) -> bool:
        """Whether a fact that is behind it counts for it; of a share, whether it is in the part."""
        return not self.part or _adds(fact, self.part)

    def number_in(self, sums: Sums) -> int:
        """How many facts of these sums are behind it, at least 1 where any is."""
        return sums.spread(self.name).number if self.kind else sums.count(self.whole)


def _adds(fact: Fact, name: str) -> bool:
    return any(each == name and number for each, number in counted(fact))


def _figures() -> Mapping[str, Figure]:
    of_counts = {each.name: Figure(each.name, each.name) for each in COUNTS}
    of_shares = {each.name: Figure(each.name, each.whole, each.part) for each in SHARES}
    of_staff = {each.name: Figure(each.name, RATED_BY.get(each.name, each.name)) for each in (*HOURS_OF, *RATES)}
    of_times = {name: Figure(name, kind=kind) for name, kind in TIMED.items()}
    others = {each.name: Figure(each.name, _AVERAGED.get(each.name, "")) for each in DEFINITIONS}
    return MappingProxyType(others | of_counts | of_shares | of_staff | of_times)


FIGURES = _figures()


def figure_of(name: str) -> Figure:
    """The figure of that name. Raises ``Invalid`` naming ``figure``."""
    if name not in FIGURES:
        raise Invalid.field("figure", "one of the definitions")
    return FIGURES[name]


def checked_key(key: str) -> str:
    """What may be a key of a report, or empty. Raises ``Invalid`` naming ``key``."""
    if not key.isascii() or not key.isprintable() or "#" in key:
        raise Invalid.field("key", "a key of that report")
    return key


def conversation_of(fact: Fact) -> str | None:
    """The conversation that a fact is of, or None where it is of something else; a rating's survey is about one, and
    an inspection."""
    if fact.about.startswith(_CONVERSATION):
        return fact.about
    prefix = _NAMED_AFTER.get(fact.kind)
    if prefix is not None and fact.about.startswith(prefix):
        return _CONVERSATION + fact.about.removeprefix(prefix)
    return None


def seen_with(fact: Fact, permissions: Collection[str]) -> Fact:
    """The fact as those see it who have these permissions: a single score is for who may see ratings."""
    if fact.score is None or SEE_RATINGS in permissions:
        return fact
    return replace(fact, score=None, resolved=None)
