"""A telephone system tells of a call (A9): signed with a key of its channel, stored once by its own id of it."""

from __future__ import annotations

import msgspec

from chalicelib.channels import service as channels
from chalicelib.channels.model.channel import PHONE, Channel, ChannelOff, UnknownChannel
from chalicelib.conversations.model.filing import Filing
from chalicelib.core import outbound, races
from chalicelib.core.authors import SYSTEM, Author
from chalicelib.core.contacts import region_of
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid
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
from chalicelib.phone.service.registering import find, plan_of, write_down
from chalicelib.visitors import service as visitors


class Told(msgspec.Struct, frozen=True):
    """The call that it became; ``again``: it had been told before."""

    call: PhoneCall
    again: bool


def receive(desk: Desk, channel_id: str, signature: str, body: bytes, form: GivenCall) -> Told:
    """A call in a signed request, stored exactly once; told again with a recording, that is added where there is none.

    Raises ``UnknownChannel``, ``SignatureRefused``, ``ChannelOff``, ``Invalid``, ``KeyReused``, ``LimitReached``.
    """
    channel = channels.proved(desk, channel_id, signature, body)
    if channel.kind != PHONE:
        raise UnknownChannel("no telephone system speaks for this channel")
    given = store.given(desk, channel_id, form.call_id)
    if given is not None:
        return _again(desk, given, form)
    if not channel.active:
        raise ChannelOff("it was switched off")
    try:
        return Told(_written(desk, channel, form), False)
    except AlreadyDone:
        given = store.given(desk, channel_id, form.call_id)
        if given is None:
            raise
        return _again(desk, given, form)


def _again(desk: Desk, given: store.Given, form: GivenCall) -> Told:
    if given.fingerprint != form.fingerprint:
        raise KeyReused("a call of this id was another one")
    address = _address(desk, form)

    def add(call: PhoneCall | None) -> Told:
        call = call or find(desk, given.call_id)
        if call.recording is not None or not address or call.external_id is None:  # None: of somebody who was erased
            return Told(call, True)
        after = msgspec.structs.replace(call, recording=Recording(address), version=call.version + 1)
        tx = Transaction(desk)
        store.put_call(tx, call, after, plan_of(desk, call.plan_key).time_zone)
        tx.commit()
        return Told(after, True)

    return races.follow(desk, find(desk, given.call_id), add, store.CallMoved)


def _address(desk: Desk, form: GivenCall) -> str:
    return outbound.checked_address("recording_url", form.recording_url, anywhere=desk.settings.is_local)


def _written(desk: Desk, channel: Channel, form: GivenCall) -> PhoneCall:
    plan, address = plan_of(desk, channel.plan_key), _address(desk, form)
    at, seconds = checked_time(form.at, form.seconds, form.direction, desk.now())
    agent = _agent(desk, form)
    call = PhoneCall(
        call_id=desk.new_id("phc"),
        plan_key=plan.key,
        conversation_id=desk.new_id("cnv"),
        visitor_id="",
        direction=form.direction,
        number=checked_number("number", form.number, region_of(plan.time_zone)),
        at=at,
        seconds=seconds,
        by=SYSTEM,
        registered_at=desk.now(),
        agent=agent,
        notes=hidden(checked_notes(form.notes), plan.limits.replaces),
        recording=Recording(address) if address else None,
        channel_id=channel.channel_id,
        external_id=form.call_id,
    )

    def write() -> PhoneCall:
        tx = Transaction(desk)
        channels.count_in(tx, channel, call.number or form.call_id)
        store.put_given(tx, channel.channel_id, form.call_id, store.Given(call.call_id, form.fingerprint))
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
