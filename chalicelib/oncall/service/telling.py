"""The next of a chain is told, and the look after that planned, in one transaction (law 3, B8)."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from chalicelib.core import work
from chalicelib.core.contacts import Recipient
from chalicelib.core.duties import Due
from chalicelib.core.times import moment
from chalicelib.core.transactions import Transaction
from chalicelib.notifications import service as notifications
from chalicelib.notifications.model.notice import Link, Matter
from chalicelib.oncall import store
from chalicelib.oncall.model.call import Call, next_told
from chalicelib.oncall.model.words import kind_in
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, DeskRecord
from chalicelib.people.model.rights import ADMINISTRATOR, ALL

PURPOSE, PATH = "oncall", "/o/"
LEAD = "oncall.manage"
MOST_LEADING = 10  # by two letters each: what fits the transaction


class StepOn(Due, frozen=True):
    """Nobody may have accepted a call by now."""

    kind = "oncall.step_on"

    call_id: str
    step: int


class Going(msgspec.Struct, frozen=True):
    """A call that goes on: as it is stored (None: it begins), and as it is to be from now on but for the step."""

    before: Call | None
    call: Call
    count: int = 1


def plan_step(tx: Transaction, call: Call) -> None:
    """Add to the transaction: it is looked at when its next step is due."""
    work.put(tx, StepOn(call.call_id, call.step), at=call.next_at)


def going_on(tx: Transaction, going: Going) -> None:
    """Add to the transaction: the next of the chain who works here still is told; behind the last those who lead.

    Three reads of people at most. The call with them, and the look after its ``step_minutes``, are in the same
    transaction.
    """
    call, now = going.call, tx.desk.now()
    desk_record = people.read_desk(tx.desk)
    agents = people.read_agents(tx.desk, call.chain[call.step :])
    step, to = call.step, list[Agent]()
    for agent_id in call.chain[call.step :]:
        step += 1
        agent = agents.get(agent_id)
        if agent is not None and agent.active:
            to = [agent]
            break
    leads = not to
    if leads:
        step, to = len(call.chain) + 1, _leading(tx, call)
    names = [(each.agent_id, each.name) for each in to]
    after = next_told(call, now, names, step=step, leads=leads)
    after = replace(after, version=going.before.version + 1 if going.before is not None else 1)
    store.put_call(tx, going.before, after)
    mobiles = people.mobiles_of(tx.desk, [each.agent_id for each in to])
    for place, each in enumerate(to, start=len(call.told)):
        store.put_told(tx, after.call_id, each.agent_id)
        recipient = Recipient(each.name, each.email, mobiles.get(each.agent_id), after.language)
        _tell(tx, after, place, recipient, words_of(after, going.count, desk_record))
    plan_step(tx, after)


def _leading(tx: Transaction, call: Call) -> list[Agent]:
    """Whoever keeps who is on call for the whole desk, administrators only where there is nobody else; who was not told
    before."""
    roster = people.directory(tx.desk)
    able = [
        each
        for each in sorted(roster.agents.values(), key=lambda each: each.agent_id)
        if each.active and LEAD in each.rights.permissions and each.rights.scope == ALL
    ]
    chiefs = [each for each in able if each.role != ADMINISTRATOR] or able
    ids = [each.agent_id for each in chiefs if each.agent_id not in call.told_ids][:MOST_LEADING]
    return list(people.read_agents(tx.desk, ids).values()) if ids else []


def words_of(call: Call, count: int, record: DeskRecord) -> dict[str, object]:
    """What a letter says of it."""
    about = call.first
    return {
        "kind": kind_in(about.kind, call.language),
        "plan": about.plan_key or "",
        "count": count if count > 1 else "",
        "since": moment(call.since, record.time_zone, call.language),
        "rota": call.rota_name,
        "minutes": call.step_minutes,
    }


def _tell(tx: Transaction, call: Call, place: int, to: Recipient, words: dict[str, object]) -> None:
    link = Link(path=PATH, purpose=PURPOSE, name=f"{call.call_id}-{place}")  # short enough for an SMS
    what = "oncall_lead" if call.is_exhausted else "oncall_called"
    notifications.tell(tx, [to], Matter(what=what, about=call.call_id, words=words, links={"url": link}))
