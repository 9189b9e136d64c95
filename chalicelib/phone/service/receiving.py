"""A telephone system tells of a call (A9): signed with a key of its channel, stored once by its own id of it.

Told again, it is known as the system knows it last, in whichever order that comes.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

import msgspec
from msgspec import structs

from chalicelib.channels import service as channels
from chalicelib.channels.model.channel import PHONE, Channel, ChannelOff, UnknownChannel
from chalicelib.channels.model.signatures import moment_of
from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.filing import Filing
from chalicelib.core import outbound, races
from chalicelib.core.authors import SYSTEM, Author
from chalicelib.core.contacts import region_of
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, NotFound, Unavailable
from chalicelib.core.once import AlreadyDone, KeyReused
from chalicelib.core.sensitive import hidden
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import by_agent
from chalicelib.phone import store
from chalicelib.phone.model.call import (
    MISSED,
    PhoneCall,
    Recording,
    checked_notes,
    checked_number,
    checked_time,
)
from chalicelib.phone.model.forms import GivenCall
from chalicelib.phone.model.telling import Telling, age_of, is_another, retold
from chalicelib.phone.service.calling_back import follow, planned_for
from chalicelib.phone.service.registering import find, line_in, plan_of, write_down
from chalicelib.plans.model.plan import Plan
from chalicelib.visitors import service as visitors


class Told(msgspec.Struct, frozen=True):
    """The call that it became; ``again``: it had been told before."""

    call: PhoneCall
    again: bool


def receive(desk: Desk, channel_id: str, signature: str, body: bytes, form: GivenCall) -> Told:
    """A call in a signed request, stored exactly once; told again it is known as the system knows it last.

    Raises ``UnknownChannel``, ``SignatureRefused``, ``ChannelOff``, ``Invalid``, ``KeyReused``, ``LimitReached``.
    """
    channel = channels.proved(desk, channel_id, signature, body)
    if channel.kind != PHONE:
        raise UnknownChannel("no telephone system speaks for this channel")
    told_at = min(form.told_at or moment_of(signature) or desk.now(), desk.now())
    if store.given(desk, channel_id, form.call_id) is not None:
        return _again(desk, channel, form, told_at)
    if not channel.active:
        raise ChannelOff("it was switched off")
    try:
        return Told(_written(desk, channel, form, told_at), False)
    except AlreadyDone:
        return _again(desk, channel, form, told_at)


def _again(desk: Desk, channel: Channel, form: GivenCall, told_at: datetime) -> Told:
    """What was told of it before is no news. Three reads, and where something is known otherwise two and a write,
    and one more where it was not in vain after all."""
    plan = plan_of(desk, channel.plan_key)

    def hear() -> Told:
        given = store.given(desk, channel.channel_id, form.call_id)
        if given is None:
            raise Unavailable("it is told for the first time at this moment")
        call = find(desk, given.call_id)
        if form.fingerprint in (given.fingerprint, *given.told) or call.external_id is None:  # None: they were erased
            return Told(call, True)
        telling = _telling(desk, plan, form)
        if is_another(call, telling):
            raise KeyReused("a call of this id was another one")
        after = retold(call, telling, age_of(told_at, given.at))
        tx = Transaction(desk)
        store.put_told(tx, channel.channel_id, form.call_id, given, given.again(form.fingerprint, told_at))
        if after != call:
            store.put_call(tx, call, after, plan.time_zone)
            follow(tx, call, after, planned_for(desk, call, after))
        if _is_seen(call) != _is_seen(after):
            with suppress(NotFound):  # it may be gone before the call is
                header = conversations.find(desk, call.conversation_id)
                conversations.correct_call(tx, header, line_in(after, header.locale, anew=True))
        tx.commit_and_tell()
        return Told(after, True)

    return races.again(desk, hear, (store.GivenMoved, store.CallMoved, conversations.HeaderMoved))


def _is_seen(call: PhoneCall) -> list[object]:
    """What a transcript says of it."""
    return [call.direction, call.number, call.seconds, call.notes]


def _telling(desk: Desk, plan: Plan, form: GivenCall) -> Telling:
    """What is told, as it is kept. Raises ``Invalid``."""
    address = _address(desk, form)
    at, seconds = checked_time(form.at, form.seconds, form.direction, desk.now(), form.at)
    return Telling(
        form.direction,
        checked_number("number", form.number, region_of(plan.time_zone)),
        at,
        seconds,
        _agent(desk, form),
        hidden(checked_notes(form.notes), plan.limits.replaces),
        Recording(address) if address else None,
    )


def _address(desk: Desk, form: GivenCall) -> str:
    return outbound.checked_address("recording_url", form.recording_url, anywhere=desk.settings.is_local)


def _written(desk: Desk, channel: Channel, form: GivenCall, told_at: datetime) -> PhoneCall:
    plan = plan_of(desk, channel.plan_key)
    checked_time(form.at, form.seconds, form.direction, desk.now())
    telling = _telling(desk, plan, form)
    call = PhoneCall(
        call_id=desk.new_id("phc"),
        plan_key=plan.key,
        conversation_id=desk.new_id("cnv"),
        visitor_id="",
        by=SYSTEM,
        registered_at=desk.now(),
        channel_id=channel.channel_id,
        external_id=form.call_id,
        **structs.asdict(telling),
    )
    given = store.Given(call.call_id, form.fingerprint, told_at)

    def write() -> PhoneCall:
        tx = Transaction(desk)
        channels.count_in(tx, channel, call.number or form.call_id)
        store.put_given(tx, channel.channel_id, form.call_id, given)
        return write_down(tx, plan, call, form.name, None, Filing())

    return races.again(desk, write, (store.NumberKnown, visitors.NotOpen))


def _agent(desk: Desk, form: GivenCall) -> Author | None:
    """Who took it; nobody where it was missed. Raises ``Invalid`` for a number or address that is nobody's."""
    if form.direction == MISSED:
        return None
    name = form.agent.strip().casefold()
    if not name:
        raise Invalid.field("agent", "who took it: the number or e-mail address of an agent")
    for each in people.directory(desk).agents.values():
        if name in (each.number.casefold(), each.email.casefold()):
            return by_agent(each)
    raise Invalid.field("agent", "no agent has this number or e-mail address")
