"""Where a conversation or ticket belongs on the map, what was judged of it, and what it counts as (E4). Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Annotated

import msgspec

from chalicelib.core.authors import Author
from chalicelib.core.text import among
from chalicelib.touchpoints.model.checks import KEPT, NOT_KEPT, PENDING
from chalicelib.touchpoints.model.flows import UNJUDGED, VERDICTS, Seen
from chalicelib.touchpoints.model.matrix import NONE

CONVERSATION, TICKET = "conversation", "ticket"
KINDS = (CONVERSATION, TICKET)
CELL, AGENT = "cell", "agent"
Row = tuple[str, str]  # the keys of a count
NUMBERS = ("conversations", "tickets", "judged", "kept", "pending", "failed")


class Contribution(msgspec.Struct, frozen=True):
    """What one thing counts as: in which month of the desk's calendar, cell and agent, and how it was judged; ``at``:
    where it stands in lists. ``failed``: the checks that were not kept, each once."""

    kind: Annotated[str, among(*KINDS)]
    month: str
    code: str
    agent_id: str
    at: datetime
    verdict: Annotated[str, among(*VERDICTS)] = UNJUDGED
    failed: tuple[str, ...] = ()

    @property
    def spots(self) -> Iterator[tuple[str, str]]:
        """Where it is counted and listed: dimension and key."""
        yield CELL, self.code
        yield AGENT, self.agent_id


class Placement(msgspec.Struct, frozen=True):
    """``code``: of the cell (``none``: it fell into none). ``by``: who said so; None: the rules did. ``flow_version``:
    what it is judged by, and ``seen``, how. ``ended_at``: of the end that was judged. ``look_at``: when the next step
    falls due. ``counted``: what it counts as. ``plan_key`` and the rest: by what the rules found the cell."""

    about_id: str
    kind: Annotated[str, among(*KINDS)]
    code: str = NONE
    by: Author | None = None
    corrected_at: datetime | None = None
    plan_key: str = ""
    source: str = ""
    category_id: str | None = None
    agent: Author | None = None
    flow_version: int | None = None
    seen: tuple[Seen, ...] = ()
    ended_at: datetime | None = None
    look_at: datetime | None = None
    counted: Contribution | None = None
    version: int = 0


class Numbers(msgspec.Struct, frozen=True):
    """Counts of a month: how many ``conversations`` and ``tickets``; of the conversations how many were ``judged`` to
    the end, ``kept`` everything, are still ``pending``. ``failed``: of a step's count, how often it was not kept."""

    conversations: int = 0
    tickets: int = 0
    judged: int = 0
    kept: int = 0
    pending: int = 0
    failed: int = 0

    @property
    def rate(self) -> float | None:
        """The flow conformance rate 规范率: how much of what was judged kept every step, 0 to 1; None of nothing."""
        return round(self.kept / self.judged, 4) if self.judged else None

    @property
    def is_nothing(self) -> bool:
        """Whether nothing is counted."""
        return self == NOTHING


NOTHING = Numbers()


def plus(first: Numbers, second: Numbers, times: int = 1) -> Numbers:
    """Both together; ``times=-1``: the second taken away."""
    return Numbers(*(getattr(first, each) + times * getattr(second, each) for each in NUMBERS))


def numbers_of(each: Contribution) -> Numbers:
    """What one thing adds to a count."""
    return Numbers(
        conversations=int(each.kind == CONVERSATION),
        tickets=int(each.kind == TICKET),
        judged=int(each.verdict in (KEPT, NOT_KEPT)),
        kept=int(each.verdict == KEPT),
        pending=int(each.verdict == PENDING),
    )


def counts_of(each: Contribution | None) -> Mapping[Row, Numbers]:
    """What it adds to which counts, by their keys."""
    if each is None:
        return {}
    own = numbers_of(each)
    counts = {(spot_key(*spot), each.month): own for spot in each.spots}
    counts[spot_key(CELL, each.code), f"{each.month}#{AGENT}#{each.agent_id}"] = own
    for check in each.failed:
        for spot in each.spots:
            counts[spot_key(*spot), f"{each.month}#step#{check}"] = Numbers(failed=1)
    return counts


def moved(before: Contribution | None, after: Contribution | None) -> Mapping[Row, Numbers]:
    """What is to be added to which counts where a thing counted ``before`` and counts ``after`` now."""
    changes: dict[Row, Numbers] = dict(counts_of(after))
    for row, numbers in counts_of(before).items():
        changes[row] = plus(changes.get(row, NOTHING), numbers, -1)
    return {row: numbers for row, numbers in changes.items() if not numbers.is_nothing}


def spot_key(dimension: str, key: str) -> str:
    """Where the counts of a cell or an agent are."""
    return f"{dimension}#{key}"


def kind_of(about_id: str) -> str | None:
    """Whether this is the id of a conversation or a ticket; None: of neither."""
    return {"cnv": CONVERSATION, "tkt": TICKET}.get(about_id.partition("_")[0])
