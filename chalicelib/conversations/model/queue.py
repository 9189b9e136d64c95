"""The queue: who waits in which pools, and how much of that anybody looks at (B1, B5, B9). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

import msgspec
from msgspec.structs import replace

from chalicelib.conversations.model.conversation import WAITING, Header, queue_number
from chalicelib.conversations.model.waits import Wait
from chalicelib.people.model.attributes import NOTHING_PROVED
from chalicelib.people.model.channels import Asker
from chalicelib.plans.model.plan import Plan
from chalicelib.plans.model.receiving import chosen_group, pools_for

WINDOW = 40  # of each pool's queue, the first so many; nobody looks further


class Waiting(msgspec.Struct, frozen=True):
    """Somebody who waits, with what routing and lists need of them and no more: it is written with every message.

    ``since``: when this time of waiting began; ``changes``: of the header. ``number``: where they stand in each queue.
    ``unattended``: they were told that nobody is there. ``handed_from``: whose it was, where it was transferred to a
    group: to them it does not come back by itself.
    ``patience``: seconds since then for which they wait for the preferred agent.
    """

    conversation_id: str
    plan_key: str
    pools: tuple[str, ...]
    since: datetime
    rank: int = 5
    changes: int = 0
    allocation: str = "rotation"
    preferred_agent_id: str | None = None
    passed_on: tuple[str, ...] = ()
    number: int = 0
    handed_from: str | None = None
    unattended: bool = False
    patience: int = 0

    @property
    def precedence(self) -> tuple[int, bool]:
        """Lower ones stand before others whenever they came: by rank, and within it who was transferred."""
        return self.rank, self.handed_from is None


class Window(msgspec.Struct, frozen=True):
    """The first of some pools' queues, each conversation once, in order.

    ``horizons``: for each pool in whose queue others follow who are not in here, the number of the last one who is.
    ``waits``: of each pool, how long those lately served have waited.
    """

    rows: tuple[Waiting, ...]
    horizons: Mapping[str, int] = {}
    waits: Mapping[str, tuple[Wait, ...]] = {}

    def shows(self, conversation_id: str) -> bool:
        """Whether this conversation is in it."""
        return any(each.conversation_id == conversation_id for each in self.rows)


class Begun(msgspec.Struct, frozen=True):
    """A conversation that is about to be stored for the first time: who serves it, or sees to it while it waits?"""

    header: Header


def waiting_as(header: Header) -> Waiting:
    """The conversation, which waits, as the queues of its pools have it."""
    return Waiting(
        conversation_id=header.conversation_id,
        plan_key=header.plan_key,
        pools=header.pools or (),
        since=header.state_at or header.started_at,
        rank=header.rank,
        changes=header.changes,
        allocation=header.allocation,
        preferred_agent_id=header.preferred_agent_id,
        passed_on=header.passed_on,
        number=queue_number(header),
        handed_from=header.handed.from_id if header.handed is not None else None,
        unattended=header.unattended,
        patience=header.patience,
    )


class Queue(msgspec.Struct, frozen=True):
    """The first of a pool's queue, and how long those lately served from it have waited."""

    rows: tuple[Waiting, ...]
    waits: tuple[Wait, ...] = ()


def merged(queues: Mapping[str, Queue], upto: Header | None = None) -> Window:
    """One window over these pools' queues, of each of which one more than ``WINDOW`` were asked for.

    ``upto``: a conversation up to which they were asked; where it was reached, nobody who matters follows.
    """
    own = upto.conversation_id if upto is not None else None
    horizons = {
        pool: queue.rows[-1].number
        for pool, queue in queues.items()
        if len(queue.rows) > WINDOW and queue.rows[-1].conversation_id != own
    }
    once = {each.conversation_id: each for queue in queues.values() for each in queue.rows}
    rows = tuple(sorted(once.values(), key=lambda each: each.number))
    return Window(rows, horizons, {pool: queue.waits for pool, queue in queues.items()})


def waits_of(window: Window, pools: Iterable[str]) -> list[Wait]:
    """How long those lately served from these pools have waited, as far as the window shows it."""
    return [wait for pool in pools for wait in window.waits.get(pool, ())]


def asker_in(header: Header) -> Asker:
    """Whom a conversation is with, as groups ask whom they receive."""
    return Asker(header.level, header.page, header.source, header.proved or NOTHING_PROVED)


def received_by(header: Header, plan: Plan) -> Header:
    """The conversation as the plan's present receivers get it; where its visitor's choice leads to a group, as that
    group gets it. What was transferred to a group stays that group's."""
    if header.handed is not None:
        return header
    chosen = chosen_group(plan, header.choice)
    if chosen is not None:
        return replace(header, group_ids=(chosen,), agent_ids=(), allocation=plan.allocation, pools=(chosen,))
    return replace(
        header,
        group_ids=plan.receiving_ids,
        agent_ids=plan.agent_ids,
        allocation=plan.allocation,
        pools=pools_for(plan, asker_in(header)),
    )


def stands_as(header: Header, row: Waiting) -> bool:
    """Whether the conversation waits, in the pools and the place that this row says."""
    return header.state == WAITING and queue_number(header) == row.number and header.pools == row.pools


def waits(header: Header | None) -> bool:
    """Whether there is such a conversation, and it waits."""
    return header is not None and header.state == WAITING
