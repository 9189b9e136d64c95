"""Channels, for those who keep them (A9)."""

from __future__ import annotations

from chalicelib.channels.api.views import (
    ChannelFailureView,
    ChannelView,
    show_channel,
    show_failure,
)
from chalicelib.channels.model.channel import (
    ChangeChannel,
    LastKey,
    NewChannel,
    NewChannelKey,
    Seen,
    TooManyChannels,
    UnknownChannel,
)
from chalicelib.channels.model.inboxes import AddressTaken
from chalicelib.channels.model.outbound import Failure
from chalicelib.channels.service import settings
from chalicelib.core import times
from chalicelib.core.errors import NotFound
from chalicelib.core.http import Answer, Call, Empty, Routes
from chalicelib.core.pages import PageOf, PageQuery, page, start_of
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.people import service as people

routes = Routes(__name__, of_desk=True)

CHANNELS = "/v1/admin/channels"
ONE = CHANNELS + "/{channel_id}"
managing = people.may("channels.manage", everywhere=True)


@routes.get(CHANNELS, caller=managing, query=PageQuery)
def list_channels(call: Call[people.Caller]) -> Answer[PageOf[ChannelView]]:
    """All channels, without their secrets; fifty at most."""
    found = settings.list_channels(call.desk)
    return Answer(page(call, found, lambda each: each[0].channel_id, lambda each: show_channel(*each)))


@routes.post(
    CHANNELS, caller=managing, body=NewChannel, statuses=(201,), keyed=True, raises=(TooManyChannels, AddressTaken)
)
def create_channel(call: Call[people.Caller]) -> Answer[ChannelView]:
    """A new channel, with its first key, whose secret is shown once."""
    once = call.once(f"create_channel#{call.caller.agent.agent_id}")
    made = settings.create_channel(call.desk, call.body, call.caller.by(call.request_id), once=once)
    return Answer(show_channel(made, Seen(), made.held[0] if made.version == 1 else None), status=201)


@routes.get(ONE, caller=managing, raises=(UnknownChannel,))
def read_channel(call: Call[people.Caller], channel_id: str) -> Answer[ChannelView]:
    """One channel, and how many mails wait since more came than it takes in an hour."""
    channel, seen = settings.read_channel(call.desk, channel_id)
    return Answer(show_channel(channel, seen, waiting=settings.waiting_of(call.desk, channel)))


@routes.put(ONE, caller=managing, body=ChangeChannel, raises=(UnknownChannel, ChangedMeanwhile, AddressTaken))
def change_channel(call: Call[people.Caller], channel_id: str) -> Answer[ChannelView]:
    """Change it, or switch it off; what is left out stays."""
    by = call.caller.by(call.request_id)
    channel = settings.change_channel(call.desk, channel_id, call.body, by)
    return Answer(show_channel(channel, settings.read_channel(call.desk, channel_id)[1]))


@routes.post(ONE + "/keys", caller=managing, body=NewChannelKey, statuses=(201,), keyed=True, raises=(UnknownChannel,))
def add_channel_key(call: Call[people.Caller], channel_id: str) -> Answer[ChannelView]:
    """Another key, whose secret is shown once; the one before signs as well until it is retired.

    Of an account at a provider it has an EncodingAESKey, too; either may be said, where the provider prescribes it."""
    once = call.once(f"add_channel_key#{channel_id}#{call.caller.agent.agent_id}")
    channel, key = settings.add_key(call.desk, channel_id, call.caller.by(call.request_id), call.body, once=once)
    return Answer(show_channel(channel, Seen(), key), status=201)


@routes.post(ONE + "/keys/{key_id}/retire", caller=managing, body=Empty, raises=(UnknownChannel, NotFound, LastKey))
def retire_channel_key(call: Call[people.Caller], channel_id: str, key_id: str) -> Answer[ChannelView]:
    """What this key signs counts no more. Twice is once."""
    channel = settings.retire_key(call.desk, channel_id, key_id, call.caller.by(call.request_id))
    return Answer(show_channel(channel, Seen()))


@routes.get(ONE + "/failures", caller=managing, query=PageQuery, raises=(UnknownChannel,), of_desk=False)
def list_channel_failures(call: Call[people.Caller], channel_id: str) -> Answer[PageOf[ChannelFailureView]]:
    """What could not be brought out by it lately, or taken in, the newest first; the last fifty of a month."""
    start_of(call)  # a cursor that is none is refused whatever channel it is
    failures = settings.failures_of(call.desk, channel_id)
    return Answer(page(call, failures, _place_of, lambda each: show_failure(*each), forward=False))


def _place_of(each: tuple[Failure, object]) -> str:
    failure, _ = each
    return f"{times.sortable(failure.at)}#{failure.conversation_id}#{failure.seq}"
