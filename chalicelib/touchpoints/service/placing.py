"""Where things belong and how flows were kept (E4): looked at once they are over, and when a step falls due.

Looking is one function for everything that may have changed: it reads how things stand, decides, and writes what
follows with its counts in one transaction. Twice is once, late is as good as early, in any order.
"""

from __future__ import annotations

from datetime import datetime

import msgspec
from msgspec.structs import replace

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import CLOSED, Header
from chalicelib.conversations.model.telling import Over, Refiled
from chalicelib.core import audit, races, times, work
from chalicelib.core.authors import Author
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import NotFound
from chalicelib.core.tables import read_all
from chalicelib.core.transactions import Transaction
from chalicelib.followups import service as followups
from chalicelib.followups.model.followup import DONE, FollowUpChanged, FollowUpWritten
from chalicelib.knowledge import service as knowledge
from chalicelib.knowledge.model.categories import Tree
from chalicelib.people import service as people
from chalicelib.touchpoints.model.checks import NOT_KEPT
from chalicelib.touchpoints.model.flows import FlowVersion, judged, next_look, readings_of, verdict_of
from chalicelib.touchpoints.model.mapping import Came, cell_of
from chalicelib.touchpoints.model.matrix import NONE, SHIPPED, Matrix
from chalicelib.touchpoints.model.placement import CONVERSATION, Contribution, Placement, kind_of
from chalicelib.touchpoints.service.knowing import facts_of
from chalicelib.touchpoints.store import placements as store
from chalicelib.touchpoints.store.matrix import CELLS, wanted_matrix
from chalicelib.touchpoints.store.placements import Noted, PlacementMoved


class Look(Due, frozen=True):
    """A step of a conversation's flow falls due, or something came of it elsewhere."""

    kind = "touchpoints.look"

    conversation_id: str


class Known(msgspec.Struct, frozen=True):
    """A conversation as it stands: its header, what was found before, the map, and the desk's time zone."""

    header: Header
    before: Placement | None
    matrix: Matrix
    zone: str


class Correction(msgspec.Struct, frozen=True):
    """Who says into which cell something falls (None: the rules decide again)."""

    code: str | None
    by: Author
    note: audit.By


def look(desk: Desk, due: Look) -> None:
    """A conversation that is over with an agent belongs to its cell, and its flow is judged as far as it can be.

    One request for how it stands, one for the tree, one or two for the flow, what the flow's checks ask for, and one
    transaction; it writes nothing where nothing changed.
    """

    def act() -> None:
        known = read_known(desk, due.conversation_id)
        if known is not None and known.header.state == CLOSED and known.header.agent_id is not None:
            settle(desk, known, knowledge.read_tree(desk))

    races.again(desk, act, PlacementMoved, tries=races.CROWD)


def look_at_end(desk: Desk, over: Over) -> None:
    """A conversation is over."""
    look(desk, Look(over.conversation_id))


def look_at_filing(desk: Desk, refiled: Refiled) -> None:
    """It was filed after its end: it falls elsewhere, unless somebody said where it belongs."""
    look(desk, Look(refiled.conversation_id))


def read_known(desk: Desk, conversation_id: str) -> Known | None:
    """How a conversation stands; one strongly consistent request. None: there is no such thing."""
    wanted = (
        conversations.wanted(conversation_id),
        store.wanted(conversation_id),
        wanted_matrix(),
        people.wanted_desk(),
    )
    header, before, matrix, record = read_all(desk.database, wanted)
    if header is None:
        return None
    zone = record.time_zone if record is not None else people.read_desk(desk).time_zone
    return Known(header, before, matrix or SHIPPED, zone)


def came_by(header: Header, tree: Tree) -> Came:
    """What rules ask of a conversation."""
    category = tree.find(header.wrap.category_id) or (tree.named(header.category) if header.category else None)
    path = tuple(each.category_id for each in tree.path(category)) if category is not None else ()
    return Came(header.plan_key, header.source, path)


def placed(known: Known, tree: Tree, correction: Correction | None, now: datetime) -> Placement:
    """Where a conversation belongs now; nothing is judged by this."""
    header = known.header
    before = known.before or Placement(header.conversation_id, CONVERSATION)
    after = fallen(before, came_by(header, tree), known.matrix, correction, (now, header.closed_at))
    is_other = after.code != before.code or header.closed_at != before.ended_at
    after = replace(after, agent=header.agent)
    return replace(after, flow_version=None, seen=()) if is_other else after


def fallen(
    before: Placement,
    came: Came,
    matrix: Matrix,
    correction: Correction | None,
    moments: tuple[datetime, datetime | None],
) -> Placement:
    """The same in its cell: as somebody says, else as the rules do. ``moments``: now, and when it ended."""
    now, ended_at = moments
    category_id = came.category[-1] if came.category else None
    after = replace(before, plan_key=came.plan_key, source=came.source, category_id=category_id)
    if correction is not None:
        by = correction.by if correction.code is not None else None
        after = replace(after, code=correction.code or NONE, by=by, corrected_at=now if by is not None else None)
    if after.by is None and (correction is not None or not stays(before, after, ended_at)):
        after = replace(after, code=cell_of(matrix, came))
    return after


def stays(before: Placement, after: Placement, ended_at: datetime | None) -> bool:
    """Whether the rules were asked the same before: what fell into a cell stays there, whatever rules say since."""
    asked = [(each.plan_key, each.source, each.category_id) for each in (before, after)]
    return before.code != NONE and before.by is None and asked[0] == asked[1] and before.ended_at == ended_at


def flow_of(desk: Desk, placement: Placement, at: datetime) -> FlowVersion | None:
    """The version of its cell's flow that it is judged by: that which it began with, and at first the one that held
    when the conversation began. One read, and one where that is not the newest."""
    if placement.code == NONE:
        return None
    if placement.flow_version is not None:
        return CELLS.version(desk, placement.code, placement.flow_version)
    cell = CELLS.record(desk, placement.code)
    number = cell.version_at(at)
    if cell.published is not None and cell.published.version == number:
        return cell.published
    return CELLS.version(desk, placement.code, number) if number is not None else None


def settle(desk: Desk, known: Known, tree: Tree, correction: Correction | None = None) -> Placement:
    """Store where a conversation belongs, how its flow was kept and what it counts as, and have it looked at when the
    next step falls due. Lost: ``PlacementMoved``."""
    header, before, now = known.header, known.before, desk.now()
    after = placed(known, tree, correction, now)
    is_over = header.state == CLOSED and header.agent_id is not None
    if is_over:
        after = _judged(desk, known, replace(after, ended_at=header.closed_at), now)
    if after == before:
        return after
    after = replace(after, version=after.version + 1)
    tx = Transaction(desk)
    store.write(tx, before, after)
    if after.look_at is not None and after.look_at != (before.look_at if before is not None else None):
        work.put(tx, Look(header.conversation_id), at=max(after.look_at, now))
    if correction is not None:
        note_correction(tx, correction, before, after)
    tx.commit()
    return after


def note_correction(tx: Transaction, correction: Correction, before: Placement | None, after: Placement) -> None:
    """Write down who corrected what."""
    former = before.code if before is not None else NONE
    audit.note(
        tx, correction.note, "correct_touchpoint", after.about_id, before={"code": former}, after={"code": after.code}
    )


def _judged(desk: Desk, known: Known, after: Placement, now: datetime) -> Placement:
    header = known.header
    version = flow_of(desk, after, header.started_at)
    if version is None:
        after = replace(after, flow_version=None, seen=(), look_at=None)
    else:
        facts = facts_of(desk, header, readings_of(version.flow, after.seen))
        seen = judged(version.flow, facts, now, after.seen)
        after = replace(after, flow_version=version.version, seen=seen, look_at=next_look(version.flow, facts, seen))
    ended_at = header.closed_at or now
    counted = Contribution(
        CONVERSATION,
        times.hour(ended_at, known.zone)[:7],
        after.code,
        str(header.agent_id),
        ended_at,
        verdict_of(after.seen),
        tuple(sorted({each.check for each in after.seen if each.state == NOT_KEPT})),
    )
    return replace(after, counted=counted)


def look_soon(tx: Transaction, conversation_id: str) -> None:
    """Have a conversation looked at once the transaction is committed."""
    work.put(tx, Look(conversation_id), at=tx.desk.now())


def hear_follow_up(desk: Desk, told: FollowUpWritten | FollowUpChanged) -> None:
    """A follow-up that is about a conversation: its flow may ask for it. A read and a transaction. Twice is once, in
    any order."""
    try:
        follow_up = followups.find(desk, told.followup_id)
    except NotFound:
        return
    if _is_conversation(follow_up.about):
        done_at = follow_up.done_at if follow_up.state == DONE else None
        _note(desk, str(follow_up.about), follow_up.followup_id, done_at)


def _is_conversation(about: str | None) -> bool:
    return about is not None and kind_of(about) == CONVERSATION


def _note(desk: Desk, conversation_id: str, followup_id: str, done_at: datetime | None) -> None:
    tx = Transaction(desk)
    if done_at is None:
        store.note_follow_up(tx, conversation_id, followup_id)
    else:
        store.note_done(tx, conversation_id, followup_id, done_at)
    look_soon(tx, conversation_id)
    try:
        tx.commit()
    except Noted:
        return
