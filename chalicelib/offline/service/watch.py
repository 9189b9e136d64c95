"""What comes after a message was left: who is given it, what becomes of the waiting, reminders; loads rebuilt (C2)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec
from msgspec.structs import replace

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import WAITING
from chalicelib.core import audit, races, times, work
from chalicelib.core.audit import SYSTEM, By
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import NotFound
from chalicelib.core.transactions import Transaction
from chalicelib.notifications import service as notifications
from chalicelib.offline import store
from chalicelib.offline.model.message import CLAIMED, NEW, Message, allocated, due_to_be_looked_at, released
from chalicelib.offline.model.reminders import calendar_of, patience, remind_at
from chalicelib.offline.model.turns import Load, candidates, choose, leaders, may_answer, stranded
from chalicelib.offline.service.leaving import Allocate, CloseWaiting
from chalicelib.offline.service.saving import CheckDeadline, rules_of, save, watch
from chalicelib.offline.service.telling import tell_agent, tell_leaders, tell_nearly_late
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, RightsChanged, Roster, by_agent
from chalicelib.people.model.channels import Asker
from chalicelib.plans import service as plans
from chalicelib.plans.model.plan import Plan
from chalicelib.tickets.model.lateness import WARN
from chalicelib.tickets.model.owed import advanced, allowed_for_message, group_for
from chalicelib.tickets.model.turns import supervisors
from chalicelib.visitors import service as visitors

LOOKS = 400


class Transfer(Due, frozen=True):
    """Somebody may not answer any more: what waits for them goes to others."""

    kind = "offline.give_on"

    agent_id: str


class Drift(msgspec.Struct, frozen=True):
    """Where an agent's load and the messages disagreed: what was written down, and how many there are."""

    agent_id: str
    written: int
    counted: int


def allocate(desk: Desk, due: Allocate) -> None:
    """Give a new message to an agent of its plan, there or not, and tell them; once, however often it is asked.

    Nobody may: it stays without an agent, where everybody of the plan sees it.
    """
    message = store.message(desk, due.message_id)
    if message is not None and _wants_agent(message):
        _give(desk, message, plans.read_plan(desk, message.plan_key), people.directory(desk))


def transfer_later(desk: Desk, changed: RightsChanged) -> None:
    """Somebody was disabled, or has other rights: what waits for them is looked at at once, but not in this request."""
    work.put_alone(desk, Transfer(changed.agent_id))


def transfer(desk: Desk, due: Transfer) -> None:
    """What waits for somebody who may not answer any more goes to others of its plan. Safe to repeat.

    Whatever is given to them at the same moment is found when the leaders are due to be reminded of it.
    """
    agent_id, roster = due.agent_id, people.directory(desk)
    if may_answer(roster.agents.get(agent_id)):
        return
    held = [message_id for state in (NEW, CLAIMED) for message_id in store.held_by(desk, agent_id, state)]
    for message in store.messages(desk, held):
        if message.agent_id == agent_id and stranded(message, roster):
            _give(desk, message, plans.read_plan(desk, message.plan_key), roster)


def _give(desk: Desk, message: Message, plan: Plan, roster: Roster) -> Message | None:
    """To an agent of the plan, or, where there is none, to nobody rather than to somebody who may not answer.

    The message as it is then; None if it is gone.
    """
    asker, preferred_id = _what_is_known(desk, message, plan)
    able = candidates(plan, roster, asker)

    def give(message: Message | None) -> Message | None:
        if message is None or not (_wants_agent(message) or stranded(message, roster)):
            return message
        tx = Transaction(desk)
        loads = store.loads(desk)
        choice = choose(able, loads, allocation=plan.allocation, preferred_id=preferred_id)
        if choice is not None:
            agent, turn = choice
            mine = [each.group_id for each in roster.groups.values() if agent.agent_id in each.member_ids]
            after = replace(allocated(message, by_agent(agent)), group_id=group_for(plan.group_ids, mine))
            load = loads.get(agent.agent_id, Load(agent.agent_id))
            save(tx, message, after, given=load, turn=turn)
            tell_agent(tx, after, plan, agent)
        elif message.agent is not None:
            after = released(message)
            save(tx, message, after)
        else:
            return message
        tx.commit()
        return after

    def give_as_it_stands() -> Message | None:
        return races.follow(desk, message, give, store.MessageMoved)

    return races.again(desk, give_as_it_stands, store.LoadMoved, tries=LOOKS)


def _wants_agent(message: Message) -> bool:
    return message.state == NEW and message.agent is None


def _what_is_known(desk: Desk, message: Message, plan: Plan) -> tuple[Asker, str | None]:
    """Who the visitor is, and who served them last where the plan prefers them."""
    try:
        visitor = visitors.card(desk, message.visitor_id)
    except NotFound:
        return Asker(page=message.page), None
    asker = Asker(visitor.level, message.page, proved=visitor.proved)
    return asker, visitor.last_agent_id if plan.prefer_last_agent else None


def close_waiting(desk: Desk, due: CloseWaiting) -> None:
    """The visitor left a message instead of waiting on: their place in the queue is free.

    What they began to wait in after that they want besides.
    """
    try:
        open_id = due.conversation_id or visitors.holder(desk, due.visitor_id).open_conversation_id
        if open_id is None:
            return
        header = conversations.find(desk, open_id)
    except NotFound:
        return
    since = header.state_at or header.started_at
    waits = due.visitor_id in (header.visitor_id, header.came_as) and header.state == WAITING
    if waits and (due.left_at is None or since <= due.left_at):
        conversations.end_waiting(desk, header.conversation_id, "left_a_message", None)


def check_deadline(desk: Desk, due: CheckDeadline) -> None:
    """Due when somebody should have answered, or nearly (D5). Whoever has it is warned; once it is late the leaders are
    told, once for all of a plan's messages in a window, and the supervisors once it still is, in the same way.

    A window is as long as a message may wait at first. The look at the message that waits longest tells leaders;
    every other one only plans the next, as long as nobody answers. Each time that is later than the time before
    (``remind_at``). What waits for somebody who may not answer any more is given to others first.
    """
    message = store.message(desk, due.message_id)
    if message is None or not due_to_be_looked_at(message, due.at):
        return
    (plan, policies), roster, now = rules_of(desk, message.plan_key), people.directory(desk), desk.now()
    if stranded(message, roster):
        message = _give(desk, message, plan, roster)
        if message is None or not due_to_be_looked_at(message, due.at):
            return
    allowed = allowed_for_message(policies, message.level)
    every = allowed.whole if allowed is not None else patience(plan)
    telling = message.remind_at <= now and _tells(desk, message, every, now)
    hearing = _hearing(desk, plan, "offline_reminder", leaders(plan, roster), every) if telling else []

    def look(message: Message | None) -> None:
        if message is None or not due_to_be_looked_at(message, due.at):
            return
        tx = Transaction(desk)
        later = timedelta(minutes=policies.escalate_minutes)
        after, steps = _passed(message, now, later, plan)
        if message.remind_at <= now:
            after = replace(after, remind_at=remind_at(plan, now, message.looks + 1, every), looks=message.looks + 1)
        save(tx, message, after)
        watch(tx, after)
        holder = roster.agents.get(message.agent_id) if message.agent_id is not None else None
        if WARN in steps and holder is not None and holder.active:
            tell_nearly_late(tx, after, plan, holder)
        for each in hearing:
            tell_leaders(tx, plan, each.to, each.count, each.oldest, each.once)
        try:
            tx.commit()
        except notifications.ToldBefore as told:
            hearing[:] = [each for each in hearing if each.once != told.once]
            look(message)

    deadline = message.deadline
    if deadline is not None and deadline.escalate_at is not None and deadline.escalate_at <= now:
        others = [each for each in supervisors(roster.agents.values()) if each not in leaders(plan, roster)]
        hearing[:0] = _hearing(desk, plan, "offline_late_still", others, every)
    races.follow(desk, message, look, store.MessageMoved, tries=races.CROWD)


class _Hearing(msgspec.Struct, frozen=True):
    """Who hears, under which name only once, how many wait, and since when the oldest does."""

    once: str
    to: Sequence[Agent]
    count: int
    oldest: datetime


def _hearing(desk: Desk, plan: Plan, what: str, to: Sequence[Agent], every: timedelta) -> list[_Hearing]:
    """What these hear in this window, if anything waits that long and nobody told them before: each message that is
    late asks that with one read, and only who tells counts. A query then."""
    once = _window(what, plan, desk.now(), every)
    if not to or notifications.was_told(desk, once):
        return []
    count, oldest = store.waiting(desk, plan.key, desk.now() - every)
    return [_Hearing(once, to, count, oldest)] if oldest is not None else []


def _passed(message: Message, now: datetime, later: timedelta, plan: Plan) -> tuple[Message, set[str]]:
    """The message after what its deadline brings by now, and what that is; one that a version before left has none."""
    if message.deadline is None:
        return replace(message, version=message.version + 1), set()
    deadline, steps = advanced(message.deadline, now, later, calendar_of(plan))
    return replace(message, deadline=deadline, version=message.version + 1), {each.kind for each in steps}


def _tells(desk: Desk, message: Message, every: timedelta, now: datetime) -> bool:
    """Whether this message waits longest, or the look at the one that does was not made for a whole window.

    The first look at any message tells, too, unless the next one at the oldest comes soon.
    """
    oldest_id = store.oldest_waiting(desk, message.plan_key)
    if oldest_id in (None, message.message_id):
        return oldest_id is not None
    oldest = store.message(desk, str(oldest_id))
    if oldest is None:
        return False
    return oldest.remind_at + every <= now or (message.looks == 0 and oldest.remind_at > now + every)


def _window(what: str, plan: Plan, now: datetime, every: timedelta) -> str:
    number = int(now.timestamp() // every.total_seconds())
    start = datetime.fromtimestamp(number * every.total_seconds(), tz=now.tzinfo)
    return f"{what}#{plan.key}#{times.stored(start)}"


def recount_loads(desk: Desk, by: By = SYSTEM) -> list[Drift]:
    """Rebuild how many unanswered messages each agent has from the messages, and report what was wrong (law 7).

    The turn is no count but a place in the rotation; it stays. Who was given one meanwhile is looked at next time.
    """
    loads = store.loads(desk)
    ids = [message_id for state in (NEW, CLAIMED) for message_id in store.all_in_state(desk, state)]
    facts = Counter(each.agent_id for each in store.messages(desk, ids) if each.waits and each.agent_id)
    drifts: list[Drift] = []
    for agent_id in sorted({*loads, *filter(None, facts)}):
        load, counted = loads.get(agent_id, Load(agent_id)), facts[agent_id]
        if load.unanswered == counted:
            continue
        tx = Transaction(desk)
        store.put_load(tx, load, counted)
        audit.note(tx, by, "recount_offline", agent_id, before=load.unanswered, after=counted)
        try:
            tx.commit()
        except store.LoadMoved:
            continue
        drifts.append(Drift(agent_id, load.unanswered, counted))
    return drifts
