"""An agent writes down a call (A9): it becomes a conversation, or is part of one that goes on."""

from __future__ import annotations

import msgspec

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.calls import CallLine, Telephoned
from chalicelib.conversations.model.conversation import Header
from chalicelib.conversations.model.filing import CategoryNeeded, Filing
from chalicelib.core import races
from chalicelib.core.contacts import region_of
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, NotFound, existing
from chalicelib.core.once import AlreadyDone, Once, mark, recall
from chalicelib.core.sensitive import hidden
from chalicelib.core.transactions import Transaction
from chalicelib.files import service as files
from chalicelib.files.model.upload import FileUsed
from chalicelib.people.model.agents import Agent, by_agent
from chalicelib.phone import store
from chalicelib.phone.model.call import (
    MISSED,
    OtherPlan,
    PhoneCall,
    UnknownCall,
    checked_notes,
    checked_number,
    checked_time,
    line_of,
    note_of,
)
from chalicelib.phone.model.forms import NewCall
from chalicelib.phone.service import recordings
from chalicelib.phone.service.callers import known_caller, write_caller
from chalicelib.phone.service.calling_back import follow
from chalicelib.phone.service.recordings import Kept
from chalicelib.plans import service as plans
from chalicelib.plans.model.plan import Plan
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.visitor import Spoken, Visitor


class _Asked(msgspec.Struct, frozen=True):
    """A call that an agent writes down, as far as nobody else can change it."""

    agent: Agent
    form: NewCall
    plan: Plan
    call: PhoneCall
    kept: Kept
    filing: Filing
    once: Once | None
    request_id: str


def register(desk: Desk, agent: Agent, form: NewCall, request_id: str = "", once: Once | None = None) -> PhoneCall:
    """Write down a call: a conversation of its own, over since it ended, or part of one that goes on.

    Three reads, of customer or category one more each, and one transaction; again for each time a race was lost.
    Raises ``Invalid``, ``CategoryNeeded``, ``NotYours``, ``ConversationClosed``, ``OtherPlan``, and for a file what
    ``recordings.said`` does.
    """
    before = recall(desk, once, desk.now().timestamp())
    if before is not None:
        return find(desk, str(before["call_id"]))
    asked = _checked(desk, agent, form, request_id, once)
    try:
        if form.conversation_id is not None:
            return _joined(desk, asked, form.conversation_id)
        return _begun(desk, asked)
    except AlreadyDone as done:
        return find(desk, str(done.answer["call_id"]))
    except files.FileMoved:
        raise FileUsed("this recording is part of another call") from None


def find(desk: Desk, call_id: str) -> PhoneCall:
    """One; one read. Raises ``UnknownCall``."""
    return existing(store.call(desk, call_id), "no such call", UnknownCall)


def plan_of(desk: Desk, plan_key: str) -> Plan:
    """The plan whose call it was; one read. Raises ``Invalid``."""
    try:
        return plans.read_plan(desk, plan_key)
    except NotFound:
        raise Invalid.field("plan_key", "no such plan") from None


def _checked(desk: Desk, agent: Agent, form: NewCall, request_id: str, once: Once | None) -> _Asked:
    plan, now = plan_of(desk, form.plan_key), desk.now()
    number = checked_number("number", form.number, region_of(plan.time_zone))
    at, seconds = checked_time(form.at, form.seconds, form.direction, now)
    filing = conversations.said_at_end(desk, form.category_id, None, form.record.as_record if form.record else None)
    if plan.needs_category and filing.category is None and form.conversation_id is None and form.direction != MISSED:
        raise CategoryNeeded.here()
    kept = recordings.said(desk, f"agent#{agent.agent_id}", form.recording_url or None, form.recording_file_id)
    call = PhoneCall(
        call_id=desk.new_id("phc"),
        plan_key=plan.key,
        conversation_id=form.conversation_id or desk.new_id("cnv"),
        visitor_id="",
        direction=form.direction,
        number=number,
        at=at,
        seconds=seconds,
        by=by_agent(agent),
        registered_at=now,
        agent=by_agent(agent) if form.direction != MISSED else None,
        notes=hidden(checked_notes(form.notes), plan.limits.replaces),
        recording=kept.recording,
    )
    return _Asked(agent, form, plan, call, kept, filing, once, request_id)


def _begun(desk: Desk, asked: _Asked) -> PhoneCall:
    form, plan = asked.form, asked.plan
    chosen = _chosen(desk, asked.agent, form.visitor_id, plan) if form.visitor_id is not None else None

    def begin() -> PhoneCall:
        tx = _transaction(desk, asked)
        return write_down(tx, plan, asked.call, form.name, chosen, asked.filing)

    return races.again(desk, begin, (store.NumberKnown, visitors.NotOpen))


def write_down(
    tx: Transaction, plan: Plan, call: PhoneCall, name: str, chosen: Visitor | None, filing: Filing
) -> PhoneCall:
    """Commit the call as a conversation of its own, with whoever telephoned. One read or two, one transaction. Lost:
    ``NumberKnown``, ``NotOpen``."""
    known = known_caller(tx.desk, plan.key, call.number)
    spoken = Spoken(call.conversation_id, call.agent.id if call.agent is not None else None)
    visitor = write_caller(tx, plan, call.number, name, known, chosen, spoken)
    after = msgspec.structs.replace(call, visitor_id=visitor.visitor_id)
    line = line_in(after, visitor.locale)
    told = Telephoned(after.conversation_id, line, after.agent, after.at, after.ended_at, filing)
    conversations.log_call(tx, plan, visitor, told)
    store.put_call(tx, None, after, plan.time_zone)
    follow(tx, None, after, known.missed)
    tx.commit_and_tell()
    return after


def line_in(call: PhoneCall, locale: str, *, anew: bool = False) -> CallLine:
    """What its transcript says of it."""
    return CallLine(call.call_id, call.by, line_of(call, locale), note_of(call, locale, anew=anew))


def _chosen(desk: Desk, agent: Agent, visitor_id: str, plan: Plan) -> Visitor:
    """The customer whom the agent named. Raises ``Invalid``, ``NotYours``."""
    visitor = conversations.customer_in_reach(desk, agent, visitor_id)
    if visitor.plan_key != plan.key:
        raise Invalid.field("visitor_id", "a customer of the same plan")
    return visitor


def _joined(desk: Desk, asked: _Asked, conversation_id: str) -> PhoneCall:
    def join(header: Header | None) -> PhoneCall:
        header = existing(header, "no such conversation")
        if header.plan_key != asked.plan.key:
            raise OtherPlan("choose its plan, or another conversation")
        call = msgspec.structs.replace(asked.call, visitor_id=header.visitor_id)
        tx = _transaction(desk, asked)
        conversations.add_call(tx, asked.agent, header, line_in(call, header.locale), asked.request_id)
        store.put_call(tx, None, call, asked.plan.time_zone)
        if call.direction != MISSED and call.number:  # whoever missed a call has this conversation to write in
            follow(tx, None, call, store.missed(desk, call.plan_key, call.number))
        tx.commit_and_tell()
        return call

    try:
        header = conversations.find(desk, conversation_id)
    except NotFound:
        raise Invalid.field("conversation_id", "no such conversation") from None
    return races.follow(desk, header, join, conversations.HeaderMoved, tries=races.CROWD)


def _transaction(desk: Desk, asked: _Asked) -> Transaction:
    tx = Transaction(desk)
    mark(tx, asked.once, {"call_id": asked.call.call_id})
    asked.kept.take(tx)
    return tx
