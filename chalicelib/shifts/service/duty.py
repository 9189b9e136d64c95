"""What shifts allow, written to the agent's own record at each boundary and with each change (B8).

Each look plans the next one, and the record says when that is: a piece of work for another time is void, so that no
agent is looked at twice. A look that is late finds what is so by then.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec.structs import replace

from chalicelib.core import events, work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import OFFLINE, Agent
from chalicelib.people.model.duty import GONE, Duty, GroupsChanged, ShiftTurned, is_gone
from chalicelib.people.model.zones import ZoneChanged
from chalicelib.shifts import store
from chalicelib.shifts.model.clock import Clock, monday_of
from chalicelib.shifts.model.closed import Bound, Leave, duty_of, next_edge
from chalicelib.shifts.model.roster import OnDuty, RosterChanged, Told, all_in_real_time
from chalicelib.shifts.model.rules import Rules
from chalicelib.shifts.service.access import clock_of

TOGETHER = 25
A_WEEK, A_DAY = timedelta(days=7), timedelta(days=1)
STILL_SERVING = timedelta(minutes=2)  # whoever is off duty and not done yet is looked at again


class TurnDuty(Due, frozen=True):
    """Something of an agent's shifts is otherwise from now on; void where it is looked at another time by then."""

    kind = "shifts.turn_duty"

    agent_id: str
    look_at: datetime


class RenewDuty(Due, frozen=True):
    """What an agent's shifts or leave allow has changed."""

    kind = "shifts.renew_duty"

    agent_id: str


class SeeOff(Due, frozen=True):
    """Somebody whose shift is over may be done with whom they were serving."""

    kind = "shifts.see_off"

    agent_id: str


class RenewGroup(Due, frozen=True):
    """The next of a group's members, whose shifts bind otherwise now."""

    kind = "shifts.renew_group"

    group_id: str
    after: str | None = None


class RenewEverybody(Due, frozen=True):
    """The next of all agents: the desk's clock is another."""

    kind = "shifts.renew_everybody"

    after: str | None = None


def turn_duty(desk: Desk, due: TurnDuty) -> None:
    """Due at a boundary. Six requests; where somebody comes into the rotation, what that takes."""
    agent = people.read_agents(desk, [due.agent_id]).get(due.agent_id)
    if agent is not None and agent.duty is not None and agent.duty.look_at == due.look_at:
        renew(desk, due.agent_id)


def renew_duty(desk: Desk, due: RenewDuty | RosterChanged | GroupsChanged) -> None:
    """An agent's roster, leave or groups are others."""
    renew(desk, due.agent_id)


def renew(desk: Desk, agent_id: str) -> None:
    """Have the agent's record say what is so now. Twice is once."""
    people.turn_duty(desk, agent_id, lambda agent: _found(desk, agent), _tell)


def _found(desk: Desk, agent: Agent) -> Duty | None:
    """What is to stand with the agent: four requests."""
    now, clock = desk.now(), clock_of(desk)
    first = monday_of(clock.day_of(now)) - A_WEEK
    told = [each for each in store.theirs(desk, agent.agent_id, first) if each.group_id in agent.groups]
    leaves = store.leaves(desk, agent.agent_id, now)
    rules = store.rules_of(desk, sorted(agent.groups))
    shifts = list(all_in_real_time(told, clock))
    duty = duty_of(_bound(told, rules), shifts, leaves, clock, now, agent.duty)
    at = _next_look(shifts, leaves, duty, clock, told, now)
    planned = agent.duty.look_at if agent.duty is not None else None
    if at is not None and planned is not None and now < planned <= at:
        at = planned  # it is looked at then anyway
    if duty is None and at is None:
        return None
    return replace(duty or Duty(), look_at=at)


def _bound(told: Sequence[Told], rules: Sequence[Rules]) -> Bound:
    binding = {each.group_id: each for each in rules if each.binding}
    weeks = tuple(sorted({each.week for each in told if each.group_id in binding}))
    last = max((each.last_minutes for each in binding.values()), default=0)
    return Bound(weeks, last, bool(binding))


def _next_look(
    shifts: Sequence[OnDuty],
    leaves: Sequence[Leave],
    duty: Duty | None,
    clock: Clock,
    told: Sequence[Told],
    now: datetime,
) -> datetime | None:
    """When it is looked at next: at the next boundary, and once a day while anything is ahead."""
    edge = next_edge(shifts, duty, now)
    ahead = bool(leaves) or any(clock.moment(each.week, 0) + 8 * A_DAY > now for each in told)
    if not ahead:
        return edge
    return min(edge, now + A_DAY) if edge is not None else now + A_DAY


def _tell(tx: Transaction, before: Agent, duty: Duty | None) -> None:
    """Add to the transaction: shifts that began or ended, and the next look; whoever goes off for another reason and
    still serves somebody is seen off once they are done."""
    ran = set(before.duty.running) if before.duty is not None else set()
    runs = set(duty.running) if duty is not None else set()
    for each in sorted(ran - runs):
        events.publish(tx, ShiftTurned(before.agent_id, each.group_id, each.since, each.until, began=False))
    for each in sorted(runs - ran):
        events.publish(tx, ShiftTurned(before.agent_id, each.group_id, each.since, each.until, began=True))
    was_gone, goes = (each is not None and each.off in GONE for each in (before.duty, duty))
    if goes and not was_gone and not ran - runs and before.serving and before.status != OFFLINE:
        work.put(tx, SeeOff(before.agent_id), at=tx.desk.now() + STILL_SERVING)
    looked = before.duty.look_at if before.duty is not None else None
    if duty is not None and duty.look_at is not None and duty.look_at != looked:
        work.put(tx, TurnDuty(before.agent_id, duty.look_at), at=duty.look_at)


def see_off_after(desk: Desk, turned: ShiftTurned) -> None:
    """A shift is over: whoever is still with somebody goes when they are done. A read."""
    if not turned.began:
        see_off(desk, SeeOff(turned.agent_id))


def see_off(desk: Desk, due: SeeOff) -> None:
    """Whoever is off duty and serves nobody any more is offline and gives back their seat; who still does is looked at
    again soon. Twice is once."""
    agent = people.read_agents(desk, [due.agent_id]).get(due.agent_id)
    if agent is None or agent.status == OFFLINE or not is_gone(agent.duty, desk.now()):
        return
    if not agent.serving:
        renew(desk, due.agent_id)
        return
    tx = Transaction(desk)
    work.put(tx, SeeOff(due.agent_id), at=desk.now() + STILL_SERVING)
    tx.commit()


def renew_group(desk: Desk, due: RenewGroup) -> None:
    """A page of a group's members, and a piece of work for the next one. A request, and what each takes."""
    group = people.find_group(desk, due.group_id)
    ids = sorted(each for each in (group.member_ids if group else ()) if due.after is None or each > due.after)
    if len(ids) > TOGETHER:
        work.put_alone(desk, RenewGroup(due.group_id, ids[TOGETHER - 1]))
    for each in ids[:TOGETHER]:
        renew(desk, each)


def renew_for_zone(desk: Desk, changed: ZoneChanged) -> None:
    """The desk's clock is another: what shifts are in real time, too."""
    renew_everybody(desk, RenewEverybody())


def renew_everybody(desk: Desk, due: RenewEverybody) -> None:
    """A page of all agents who have shifts, and a piece of work for the next one."""
    agents, after = people.agents_after(desk, due.after, TOGETHER)
    if after is not None:
        work.put_alone(desk, RenewEverybody(after))
    for each in agents:
        if each.duty is not None:
            renew(desk, each.agent_id)


def renew_with(tx: Transaction, agent_id: str) -> None:
    """Add to the transaction: the agent's record follows it."""
    work.put(tx, RenewDuty(agent_id), inline=True)
