"""What was written down of a call is put right; the audit log and the transcript say so (A9)."""

from __future__ import annotations

from msgspec.structs import replace

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import Header
from chalicelib.core import audit, races
from chalicelib.core.contacts import region_of
from chalicelib.core.desk import Desk
from chalicelib.core.sensitive import hidden, restored
from chalicelib.core.transactions import Transaction
from chalicelib.files import service as files
from chalicelib.files.model.upload import FileUsed
from chalicelib.people.model.agents import Agent, by_agent
from chalicelib.people.model.rights import SEE_NUMBERS
from chalicelib.phone import store
from chalicelib.phone.model.call import CorrectCall, PhoneCall, Recording, audited, checked_number, corrected
from chalicelib.phone.service import recordings
from chalicelib.phone.service.calling_back import follow, planned_for
from chalicelib.phone.service.registering import find, line_in, plan_of

OF_RECORDING = ("recording_url", "recording_file_id")


def correct(desk: Desk, agent: Agent, call_id: str, form: CorrectCall, request_id: str = "") -> PhoneCall:
    """Put right what is said of a call; what is left out stays. Twice is once. Three reads, one
    more where it was not in vain after all, one transaction.

    Raises ``UnknownCall``, ``NotYours``, ``Invalid``, ``ChangedMeanwhile``, and for a file what ``recordings.said``
    does.
    """
    call, header = _of(desk, agent, call_id)
    races.refuse_older(form.version, call)
    plan = plan_of(desk, call.plan_key)
    meant = restored(form.number, call.number) if form.number is not None else None
    number = checked_number("number", meant, region_of(plan.time_zone)) if meant is not None else None
    there = call.recording.file_id if call.recording is not None else None
    file_id = form.recording_file_id if form.recording_file_id != there else None  # the same again
    kept = recordings.said(desk, f"agent#{agent.agent_id}", form.recording_url, file_id)

    sees = SEE_NUMBERS in agent.rights.permissions

    def changed(before: PhoneCall) -> PhoneCall:
        notes = form.notes if form.notes is None or sees else restored(form.notes, before.notes)
        said = form if notes is None else replace(form, notes=hidden(notes, plan.limits.replaces))
        return corrected(before, said, number, kept.recording, desk.now())

    def save(before: PhoneCall, after: PhoneCall) -> None:
        nonlocal header
        if after == before:
            return
        tx = Transaction(desk)
        kept.take(tx)
        _forget_file(tx, before.recording, after.recording)
        store.put_call(tx, before, after, plan.time_zone)
        follow(tx, before, after, planned_for(desk, before, after))
        conversations.correct_call(tx, header, replace(line_in(after, header.locale, anew=True), by=by_agent(agent)))
        by = audit.By(agent.agent_id, agent.name, request_id)
        audit.note(tx, by, "correct_call", call_id, before=audited(before), after=audited(after))
        try:
            tx.commit_and_tell()
        except conversations.HeaderMoved:
            present, header = _of(desk, agent, call_id)
            raise store.CallMoved(present) from None

    try:
        return races.change(desk, call, _names(form), changed, save, read=_value_of)
    except files.FileMoved:
        raise FileUsed("this recording is part of another call") from None


def _names(form: CorrectCall) -> list[str]:
    """What the request changes."""
    return list(dict.fromkeys("recording" if name in OF_RECORDING else name for name in form.said))


def _value_of(call: PhoneCall, name: str) -> object:
    return call.has_recording if name == "recording" else getattr(call, name)


def _forget_file(tx: Transaction, before: Recording | None, after: Recording | None) -> None:
    """Add to the transaction: a file that is no recording of this call any more goes."""
    if before is None or before.file_id is None or before == after:
        return
    upload = files.find_if_there(tx.desk, before.file_id)
    if upload is not None:
        files.take_away(tx, upload)


def _of(desk: Desk, agent: Agent, call_id: str) -> tuple[PhoneCall, Header]:
    """The call and its conversation, for whoever may write into that; of one that nobody took, also for whoever wrote
    it down. Raises ``UnknownCall``, ``NotYours``."""
    call = find(desk, call_id)
    header = conversations.find(desk, call.conversation_id)
    if header.agent_id is not None or call.by.id != agent.agent_id:
        conversations.may_note(desk, agent, header)
    return call, header
