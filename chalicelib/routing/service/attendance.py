"""Everybody who waits is told when the last agent leaves, and when somebody comes again: once an absence (B5)."""

from __future__ import annotations

from collections.abc import Iterable

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import Header
from chalicelib.conversations.model.queue import Waiting
from chalicelib.core import events, work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.people import service as people
from chalicelib.people.model.agents import AgentAvailable, AgentLeft, PoolsJoined, PoolsLeft
from chalicelib.people.model.availability import MODES
from chalicelib.routing.model import StillAlone
from chalicelib.routing.service.queue import watch_waiting

TOGETHER = 25


class TellAttendance(Due, frozen=True):
    """The next of those who wait in this pool, behind a number, hear whether anybody is there."""

    kind = "routing.tell_attendance"

    pool: str
    after: str = "0"


def see_who_is_left(desk: Desk, left: AgentLeft | PoolsLeft) -> None:
    """Somebody went, or is not there for some pools: where they were the last of one, those who wait in it are told, as
    work of its own.

    A read, and a query for each of the pools.
    """
    agent = people.read_agent(desk, left.agent_id)
    modes = [mode for mode in MODES if mode in agent.uses][:1]
    pools = left.pools if isinstance(left, PoolsLeft) else agent.pools
    left_alone = (pool for pool in pools for mode in modes if not people.somebody_there(desk, [pool], mode))
    work.put_alone(desk, *(TellAttendance(each) for each in left_alone))


def see_who_was_alone(desk: Desk, came: AgentAvailable | PoolsJoined) -> None:
    """Somebody came: those of their pools who were told that nobody is there, and wait still, are told so.

    A read, where the pools are not said, and a query for each of them.
    """
    pools = came.pools or people.read_agent(desk, came.agent_id).pools
    alone = (pool for pool in pools if any(each.unattended for each in _page(desk, pool, "0")))
    work.put_alone(desk, *(TellAttendance(each) for each in alone))


def tell_attendance(desk: Desk, due: TellAttendance) -> None:
    """A page of those who wait in the pool are told what is so at this moment, and a piece of work does the next one.

    Whoever leaves or comes has written that before they look, and here it is written before it is looked at again: so
    of one who leaves and another who comes at once, the later one is told. Twice is once.
    """
    page = _page(desk, due.pool, due.after)
    told = _tell(desk, page)
    if len(page) == TOGETHER and (told or not _is_staffed(desk, page[-1])):
        work.put_alone(desk, TellAttendance(due.pool, str(page[-1].number)))
    _tell(desk, _page(desk, due.pool, due.after) if told else [])


def tell_if_attended(desk: Desk, header: Header) -> None:
    """The minute's look at who was told that nobody is there: a query for each of its pools. Where that is so still,
    a room above may call somebody."""
    if people.somebody_there(desk, header.pools or (), header.allocation):
        conversations.tell_attendance(desk, header.conversation_id, staffed=True, watch=watch_waiting)
    else:
        events.ask(desk, StillAlone(header))


def _tell(desk: Desk, rows: Iterable[Waiting]) -> bool:
    """Tell each of these what they do not know; whether there was anybody. One look at each of their pools."""
    told, known = False, dict[tuple[tuple[str, ...], str], bool]()
    for row in rows:
        of = row.pools, row.allocation
        if of not in known:
            known[of] = _is_staffed(desk, row)
        if row.unattended is known[of]:
            conversations.tell_attendance(desk, row.conversation_id, staffed=known[of], watch=watch_waiting)
            told = True
    return told


def _is_staffed(desk: Desk, row: Waiting) -> bool:
    return people.somebody_there(desk, row.pools, row.allocation)


def _page(desk: Desk, pool: str, after: str) -> list[Waiting]:
    return conversations.rows_after(desk, pool, int(after), TOGETHER)
