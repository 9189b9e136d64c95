"""First answers that are owed outside of tickets, as time and people bring them about (D5, B6, law 3).

A conversation begins without any of this: the look that its assignment plans anyway (routing) tells of it only where
nobody has answered for a while. Then it is kept here as a record of its own, which stands in the list of what is owed,
and the conversation says so (``Header.awaited``); from then on each change that matters is told, and the record
follows, or goes. So what is answered in time costs nothing, and no message reads or writes more than before.

A message left keeps its own deadline; the room above asks here what is allowed, and lists it (``list_owed``).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import OPEN, Header
from chalicelib.conversations.model.watching import AnswerAwaited
from chalicelib.core import races, work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.tables import read_all
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.plans import service as plans
from chalicelib.plans.model.plan import Plan
from chalicelib.tickets.model.deadlines import Calendar
from chalicelib.tickets.model.lateness import BREACH, WARN, Deadline, Step, next_look
from chalicelib.tickets.model.owed import Owed, advanced, changed_owed, followed, group_for, recounted, wanted_in
from chalicelib.tickets.model.policies import Policies
from chalicelib.tickets.model.ticket import CONVERSATION
from chalicelib.tickets.model.turns import supervisors
from chalicelib.tickets.service.telling import tell_of_answer
from chalicelib.tickets.store import deadlines as store
from chalicelib.tickets.store.policies import wanted_policies

_LOST = (store.OwedMoved, conversations.HeaderMoved)


class LookAfterAnswer(Due, frozen=True):
    """The first answer in a conversation is nearly late, late, or late for long; void once its next look is another."""

    kind = "tickets.look_after_answer"

    conversation_id: str
    at: datetime


class _There(msgspec.Struct, frozen=True):
    """What was read of a conversation: itself, what is owed in it, and by which rules."""

    header: Header
    owed: Owed | None
    policies: Policies
    plan: Plan | None

    @property
    def calendar(self) -> Calendar:
        """When its plan is open; one that is gone is always open."""
        return Calendar(self.plan.hours, self.plan.time_zone) if self.plan is not None else Calendar(None, "UTC")


def follow(desk: Desk, event: AnswerAwaited) -> None:
    """Its first answer is awaited for a while, or something of that has changed: it is kept among what is owed as it
    stands now, or not any more. Three requests where nothing is to be written, five else. Twice is once."""
    _look(desk, event.conversation_id, None)


def look_after(desk: Desk, due: LookAfterAnswer) -> None:
    """Do what is due about it, and plan the next look. Twice is once, and a look at another time than its own does
    nothing."""
    _look(desk, due.conversation_id, due.at)


def _look(desk: Desk, conversation_id: str, at: datetime | None) -> None:
    def once() -> None:
        there = _read(desk, conversation_id)
        owed = there.owed if there is not None else None
        if there is None or (at is not None and (owed is None or next_look((owed.deadline,)) != at)):
            return
        _keep(desk, there)

    races.again(desk, once, _LOST, tries=races.CROWD)


def _read(desk: Desk, conversation_id: str) -> _There | None:
    wanted = (conversations.wanted(conversation_id), store.wanted_owed(conversation_id), wanted_policies())
    header, owed, policies = read_all(desk.database, wanted)
    if header is None:
        return None
    plan, *_ = read_all(desk.database, [plans.wanted(header.plan_key)])
    return _There(header, owed, policies or Policies(), plan)


def _keep(desk: Desk, there: _There) -> None:
    """Store it as it stands by now, with what follows. Lost: ``OwedMoved``, ``HeaderMoved``."""
    header, before, now = there.header, there.owed, desk.now()
    wanted = wanted_in(header, there.policies)
    deadline = followed(before.deadline if before is not None else None, wanted, now, there.calendar)
    if deadline is None or (before is None and header.state != OPEN):
        if before is not None:
            tx = Transaction(desk)
            store.write_owed(tx, before, None)
            tx.commit()
        return
    later = timedelta(minutes=there.policies.escalate_minutes)
    deadline, steps = advanced(recounted(deadline, now, now, None, there.calendar), now, later, there.calendar)
    after = changed_owed(before, _owed_in(desk, there, deadline))
    if after is None:
        return
    tx = Transaction(desk)
    store.write_owed(tx, before, after)
    if not header.awaited:
        conversations.mark_awaited(tx, header)
    _plan_look(tx, before, after)
    if there.policies.tells_of_conversations and there.plan is not None and steps:
        _tell(tx, after, steps[0], there.plan)
    tx.commit()


def _owed_in(desk: Desk, there: _There, deadline: Deadline) -> Owed:
    header = there.header
    agent_id = header.agent_id
    agent = people.read_agents(desk, [agent_id]).get(agent_id) if agent_id is not None else None
    mine = [each.group_id for each in agent.memberships or ()] if agent is not None else []
    return Owed(
        kind=CONVERSATION,
        thing_id=header.conversation_id,
        plan_key=header.plan_key,
        deadline=deadline,
        customer=header.visitor_name,
        visitor_id=header.visitor_id,
        level=header.level,
        handler=header.agent,
        group_id=group_for(header.group_ids, mine),
        version=there.owed.version if there.owed is not None else 0,
    )


def _plan_look(tx: Transaction, before: Owed | None, after: Owed) -> None:
    at = next_look((after.deadline,))
    if at is not None and (before is None or at != next_look((before.deadline,))):
        work.put(tx, LookAfterAnswer(after.thing_id, at), at=at)


def _tell(tx: Transaction, owed: Owed, step: Step, plan: Plan) -> None:
    """The leader of its group that it is late, or supervisors where there is none or it is theirs; at last these. Of
    what is only nearly late nobody is written to: it is seconds until then."""
    if step.kind == WARN:
        return
    roster = people.directory(tx.desk)
    group = roster.groups.get(owed.group_id) if owed.group_id is not None else None
    leader = roster.agents.get(group.leader_id) if group is not None else None
    leads = leader is not None and leader.active and leader.agent_id != owed.handler_id and step.kind == BREACH
    tell_of_answer(tx, owed, "answer_late", [leader] if leader and leads else supervisors(roster.agents.values()), plan)


def check_answers(desk: Desk, ago: datetime, ids: Sequence[str]) -> list[str]:
    """What should have been done about these conversations by then, and was not, is done now; their ids (G2)."""
    missed: list[str] = []
    for thing_id in ids:
        owed = store.owed_in(desk, thing_id)
        at = next_look((owed.deadline,)) if owed is not None else None
        if owed is not None and owed.kind == CONVERSATION and at is not None and at < ago:
            look_after(desk, LookAfterAnswer(thing_id, at))
            missed.append(thing_id)
    return missed
