"""A recording is heard: within reach, or in an inspection; who did, which and when is in the audit log (A9, S1)."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

from chalicelib.conversations import service as conversations
from chalicelib.core import audit, times, tokens
from chalicelib.core.desk import Desk
from chalicelib.core.errors import NotFound, Unauthorized, existing
from chalicelib.core.once import AlreadyDone, Once, mark
from chalicelib.core.transactions import Transaction
from chalicelib.files import service as files
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.reach import NotYours
from chalicelib.phone.model.call import NoRecording, PhoneCall, Recording
from chalicelib.phone.service.registering import find
from chalicelib.quality import service as quality

PURPOSE = "recording"
PATH = "/recordings/"


class Play(msgspec.Struct, frozen=True):
    """Where a recording is heard, and until when."""

    url: str
    until: datetime


def play(
    desk: Desk, agent: Agent, call_id: str, inspection_id: str | None, request_id: str, once: Once | None = None
) -> Play:
    """An address that counts for minutes, noted as it is given: two reads and one write; an inspection's one more. The
    same request again gives no more time than was noted; after that it is noted anew.

    Raises ``UnknownCall``, ``NoRecording``, ``NotYours``.
    """
    call = find(desk, call_id)
    _may_hear(desk, agent, call, inspection_id)
    existing(call.recording, "nothing was recorded", NoRecording)
    until = desk.now() + timedelta(seconds=call.plays_for)
    about: dict[str, object] = {"conversation_id": call.conversation_id}
    about |= {"holder_id": call.agent.id} if call.agent is not None else {}
    about |= {"inspection_id": inspection_id} if inspection_id is not None else {}

    def note(once: Once | None) -> None:
        tx = Transaction(desk)
        mark(tx, once, {"until": times.stored(until)})
        audit.note(tx, audit.By(agent.agent_id, agent.name, request_id), "play_recording", call_id, after=about)
        tx.commit()

    try:
        note(once)
    except AlreadyDone as done:  # what was noted then counts as long as it was to count
        noted = done.answer.get("until")
        if noted is not None and times.read(noted) > desk.now():
            return _address(desk, call, times.read(noted))
        note(None)
    return _address(desk, call, until)


def _address(desk: Desk, call: PhoneCall, until: datetime) -> Play:
    life = int((until - desk.now()).total_seconds())
    token = tokens.issue(desk, PURPOSE, {"call": call.call_id, "version": call.version}, life=life)
    return Play(f"{desk.settings.public_url}{PATH}{token}", until)


def _may_hear(desk: Desk, agent: Agent, call: PhoneCall, inspection_id: str | None) -> None:
    """Raises ``NotYours``: who sees the conversation hears it, and who sees an inspection of it."""
    if inspection_id is not None:
        inspection = quality.find(desk, inspection_id)
        if inspection is None or inspection.conversation_id != call.conversation_id:
            raise NotYours("it is no inspection of this conversation")
        quality.role_in(desk, agent, inspection)
        return
    try:
        header = conversations.find(desk, call.conversation_id)
    except NotFound:
        raise NotYours("its conversation is gone") from None
    conversations.may_see(desk, agent, header)


def whereabouts(desk: Desk, token: str) -> str:
    """Where such an address leads. One read, two for a file. Raises ``NotFound``: it counts no more, or the recording
    was taken away."""
    try:
        claims = tokens.read(desk, PURPOSE, token)
    except Unauthorized:
        raise NotFound("this address counts no more") from None
    call = find(desk, str(claims.get("call")))
    recording: Recording = existing(call.recording, "nothing was recorded", NoRecording)
    if recording.file_id is None:
        return recording.address
    return files.link(desk, files.find(desk, recording.file_id), seconds=call.plays_for)
