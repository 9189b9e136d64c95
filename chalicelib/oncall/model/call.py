"""A call: whom it told one after the other, who accepted, how it ended. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Annotated

import msgspec
from msgspec.structs import replace

from chalicelib.core.errors import Conflict, NotFound, members
from chalicelib.core.text import among

CALLING, ACCEPTED, OVER = "calling", "accepted", "over"
STATES = (CALLING, ACCEPTED, OVER)
VISITOR, MESSAGE, TICKET = "visitor", "message", "ticket"
KINDS = (VISITOR, MESSAGE, TICKET)
NOT_NEEDED, NOBODY_CAME = "not_needed", "nobody_came"
LINK_HOURS = 12  # so long the link of a letter counts


class About(msgspec.Struct, frozen=True):
    """What somebody is needed for: ``name`` tells two occasions of one thing apart, such as waiting once more."""

    name: str
    kind: Annotated[str, among(*KINDS)]
    thing_id: str
    plan_key: str | None = None
    group_ids: tuple[str, ...] = ()


class Told(msgspec.Struct, frozen=True):
    """Somebody who was told, and when; ``leads``: as one of those who lead, when nobody in the chain had accepted."""

    agent_id: str
    name: str
    at: datetime
    leads: bool = False


class Call(msgspec.Struct, frozen=True):
    """``chain``: whom one calls, as it was when it began; ``step``: how many of them were gone through, one more when
    those who lead were told. ``next_at``: when it goes on, None: it does not. ``about``: how many things by now, at
    least. ``version``: one more with each change."""

    call_id: str
    rota_id: str
    rota_name: str
    since: datetime
    first: About
    chain: tuple[str, ...]
    step_minutes: int
    gather_minutes: int
    language: str
    step: int = 0
    told: tuple[Told, ...] = ()
    state: Annotated[str, among(*STATES)] = CALLING
    next_at: datetime | None = None
    accepted_id: str | None = None
    accepted_name: str | None = None
    accepted_at: datetime | None = None
    ended_at: datetime | None = None
    why: str | None = None
    version: int = 0

    @property
    def is_exhausted(self) -> bool:
        """Whether everybody was told whom there is to tell."""
        return self.step > len(self.chain)

    @property
    def told_ids(self) -> frozenset[str]:
        return frozenset(each.agent_id for each in self.told)

    @property
    def until(self) -> datetime:
        """Until when its links count."""
        return self.since + timedelta(hours=LINK_HOURS)


class Shown(msgspec.Struct, frozen=True):
    """A call as the page of a link shows it; ``mine``: whoever has the link has accepted it."""

    call: Call
    agent_id: str
    zone: str

    @property
    def mine(self) -> bool:
        return self.call.state == ACCEPTED and self.call.accepted_id == self.agent_id


class UnknownCall(NotFound):
    """There is no such call, or its link counts no longer."""


class CallTaken(Conflict):
    """Somebody else has accepted it."""

    code = "call_taken"
    title = "Somebody else has accepted the call"
    beside = members(agent=dict[str, str | None])


class CallOver(Conflict):
    """Nobody is needed for it any more."""

    code = "call_over"
    title = "Nobody is needed for this call any more"


def next_told(call: Call, now: datetime, names: Sequence[tuple[str, str]], *, step: int, leads: bool = False) -> Call:
    """The call when these (id, name) were told now, the chain being gone through up to ``step``."""
    told = (*call.told, *(Told(agent_id, name, now, leads) for agent_id, name in names))
    return replace(call, step=step, told=told, next_at=now + timedelta(minutes=call.step_minutes))


def takes_in(call: Call, now: datetime) -> bool:
    """Whether what comes now belongs to this call: it is under way, or was a few minutes ago.

    Somebody who accepted is on their way; whoever was told of what is over by now has just been told. When nobody came
    for long, others are called anew.
    """
    window = timedelta(minutes=call.gather_minutes)
    if call.state == ACCEPTED:
        return now < (call.accepted_at or call.since) + window
    if call.state == OVER:
        return call.why == NOT_NEEDED and now < call.since + window
    last = call.told[-1].at if call.told else call.since
    return not call.is_exhausted or now < last + window


def taken_up(call: Call, now: datetime) -> Call:
    """A call that was over and is needed again: the next is told after another step."""
    return replace(call, state=CALLING, ended_at=None, why=None, next_at=now + timedelta(minutes=call.step_minutes))


def accepted(call: Call, agent_id: str, name: str, now: datetime) -> Call:
    """The call when somebody accepts; their own twice is once. Raises ``CallTaken``, ``CallOver``."""
    if call.state == ACCEPTED:
        if call.accepted_id == agent_id:
            return call
        who = {"id": call.accepted_id, "name": call.accepted_name}
        raise CallTaken(f"{call.accepted_name} has accepted it", extra={"agent": who})
    if call.state == OVER:
        raise CallOver("nobody is needed any more")
    return replace(call, state=ACCEPTED, accepted_id=agent_id, accepted_name=name, accepted_at=now, next_at=None)


def over(call: Call, why: str, now: datetime) -> Call:
    """The call when it ends without anybody."""
    return replace(call, state=OVER, why=why, ended_at=now, next_at=None)
