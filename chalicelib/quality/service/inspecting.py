"""What inspectors do: fill in a sheet, as a draft for as long as they like, and submit it once."""

from __future__ import annotations

import msgspec

from chalicelib.conversations import service as conversations
from chalicelib.core import audit, events, races, work
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, existing
from chalicelib.core.once import AlreadyDone, Once, mark, recall
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.reach import NotYours, Thing
from chalicelib.quality.model.calendar import month_of
from chalicelib.quality.model.calibration import is_complete
from chalicelib.quality.model.inspection import Filled, Inspection, InspectionScored, saved, submitted
from chalicelib.quality.model.rules import BY_HAND, Reason
from chalicelib.quality.model.sheets import STANDARD, Sheet, SheetUnpublished
from chalicelib.quality.service.access import HAND_OUT, INSPECTOR, find, refuse_to_inspect, role_in
from chalicelib.quality.service.counting import Count
from chalicelib.quality.service.sampling import Wanted, open_inspection
from chalicelib.quality.service.telling import tell_of_result
from chalicelib.quality.store import inspections as store
from chalicelib.quality.store import settings as settings_store
from chalicelib.quality.store.inspections import InspectionMoved
from chalicelib.quality.store.sheets import SHEETS


class Seen(msgspec.Struct, frozen=True):
    """An inspection as somebody sees it. ``role``: as what they do; ``shown``: whether what was filled in is theirs to
    see."""

    inspection: Inspection
    sheet: Sheet
    role: str
    shown: bool


def read_inspection(desk: Desk, agent: Agent, inspection_id: str) -> Seen:
    """One with its sheet, as far as the agent sees it; two reads, one more for a group's scope.

    A draft is its inspector's alone; of those to be compared nobody else sees any before all are in.
    Raises ``NotFound``, ``NotYours``.
    """
    return seen(desk, agent, find(desk, inspection_id))


def seen(desk: Desk, agent: Agent, inspection: Inspection) -> Seen:
    """The same of one that was read. Raises ``NotYours``."""
    role = role_in(desk, agent, inspection)
    shown = role == INSPECTOR or (inspection.is_submitted and _is_open(desk, inspection))
    return Seen(inspection, sheet_of(desk, inspection), role, shown)


def _is_open(desk: Desk, inspection: Inspection) -> bool:
    if inspection.calibration_id is None:
        return True
    calibrations = store.calibrations(desk, [inspection.calibration_id])
    ids = calibrations[0].inspection_ids if calibrations else ()
    return is_complete(store.inspections(desk, ids))


def sheet_of(desk: Desk, inspection: Inspection) -> Sheet:
    """The version of the sheet that it is filled in by; one read, none for what is shipped. Raises ``NotFound``."""
    return existing(SHEETS.version(desk, inspection.sheet_id, inspection.sheet_version), "no such version")


def save_draft(desk: Desk, agent: Agent, inspection_id: str, filled: Filled, version: int) -> Inspection:
    """Keep what is filled in so far; ``version``: as it was read. The same again is once. Three requests.

    Raises ``NotFound``, ``NotYours``, ``Invalid``, ``InspectionSubmitted``, ``ChangedMeanwhile`` where another tab has
    written since.
    """
    inspection = find(desk, inspection_id)
    refuse_to_inspect(agent, inspection)
    after = saved(inspection, sheet_of(desk, inspection).definition, filled, desk.now())
    if after.filled == inspection.filled:
        return inspection
    races.refuse_older(version, inspection)
    _refuse_beyond(desk, inspection, filled)
    tx = Transaction(desk)
    store.write(tx, inspection, after)
    _commit(tx)
    return after


def submit(
    desk: Desk,
    caller: people.Caller,
    inspection_id: str,
    filled: Filled,
    version: int,
    once: Once | None,
    request_id: str = "",
) -> Inspection:
    """The sheet is whole: its agent sees it and hears of it, and it counts. Once; seven requests.

    Raises ``NotFound``, ``NotYours``, ``Invalid`` with whatever is missing, ``InspectionSubmitted``,
    ``ChangedMeanwhile``, ``KeyReused``.
    """
    inspection = find(desk, inspection_id)
    refuse_to_inspect(caller.agent, inspection)
    if recall(desk, once, desk.now().timestamp()) is not None:
        return inspection
    definition, roster = sheet_of(desk, inspection).definition, people.directory(desk)
    days = settings_store.settings(desk).appeal_days
    now = desk.now()
    after = submitted(inspection, definition, filled, now, month_of(now, roster.desk.time_zone), days)
    races.refuse_older(version, inspection)
    _refuse_beyond(desk, inspection, filled)
    _refuse_own(desk, caller.agent, inspection)
    tx = Transaction(desk)
    mark(tx, once, {"inspection_id": inspection_id})
    store.write(tx, inspection, after)
    store.count(tx, caller.agent.agent_id, -1)
    told = {"total": after.score.total if after.score is not None else None, "agent_id": after.agent_id}
    audit.note(tx, caller.by(request_id), "submit_inspection", inspection_id, after=told)
    if after.calibration_id is None:
        put_told(tx, after)
        tell_of_result(tx, after, roster)
    try:
        _commit(tx)
    except AlreadyDone:
        return find(desk, inspection_id)
    return after


def put_told(tx: Transaction, inspection: Inspection) -> None:
    """Add to the transaction: it is counted at once, and rooms above hear of its points."""
    work.put(tx, Count(inspection.inspection_id), inline=True)
    events.publish_later(tx, InspectionScored(inspection.inspection_id), tx.desk.now() + work.SOON)


def _commit(tx: Transaction) -> None:
    """Raises ``ChangedMeanwhile`` where it was written since it was read."""
    try:
        tx.commit_and_tell()
    except InspectionMoved as moved:
        raise races.changed_meanwhile(version=moved.record.version) from None


def _refuse_beyond(desk: Desk, inspection: Inspection, filled: Filled) -> None:
    """Raises ``Invalid`` for a comment on what is not in the transcript; one read where it may have grown since."""
    last = max((each.seq for each in filled.comments), default=0)
    if last <= inspection.last_seq or last <= conversations.find(desk, inspection.conversation_id).last_seq:
        return
    number = next(number for number, each in enumerate(filled.comments) if each.seq == last)
    raise Invalid.field(f"comments.{number}.seq", "there is no such message")


def _refuse_own(desk: Desk, agent: Agent, inspection: Inspection) -> None:
    """Raises ``NotYours`` where it is the inspector's own conversation by now; one read."""
    header = conversations.find(desk, inspection.conversation_id)
    own = {header.agent_id, header.owner.id if header.owner else None, *(each.id for each in header.guests)}
    if agent.agent_id in own:
        raise NotYours("it is about your own work")


def inspect_by_hand(
    desk: Desk, caller: people.Caller, conversation_id: str, sheet_id: str = STANDARD, request_id: str = ""
) -> Inspection:
    """Have a conversation inspected that no rule drew; one that was drawn is given back as it is. Twelve requests.

    Raises ``NotFound``, ``NotYours`` for one's own and what is beyond one's reach, ``Invalid`` for one that is not over
    or had no agent, ``SheetUnpublished``.
    """
    header = conversations.find(desk, conversation_id)
    agent_id = header.agent_id
    if agent_id is None or header.closed_at is None:
        conversations.may_see(desk, caller.agent, header)
        raise Invalid.field("conversation_id", "it is not over, or nobody had it")
    if agent_id == caller.agent.agent_id:
        raise NotYours("it is about your own work")
    people.allowed(desk, caller.agent, HAND_OUT, Thing(agent_id), "it is beyond your reach")
    by, why = caller.by(request_id), (Reason(BY_HAND, name=caller.agent.name),)
    agent = people.read_agent(desk, agent_id)
    made = open_inspection(desk, header, agent, Wanted(why, sheet_id), by=by)
    if made is None:
        raise SheetUnpublished("nobody can score by this sheet yet")
    return made
