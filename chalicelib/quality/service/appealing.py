"""An agent disagrees, once; somebody else than the inspector decides (F4)."""

from __future__ import annotations

from chalicelib.core import audit, races
from chalicelib.core.desk import Desk
from chalicelib.core.once import AlreadyDone, Once, mark, recall
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import by_agent
from chalicelib.people.model.reach import NotYours
from chalicelib.quality.model.inspection import Inspection, Ruling, appealed, decided
from chalicelib.quality.service.access import find, refuse_to_decide
from chalicelib.quality.service.inspecting import put_told, sheet_of
from chalicelib.quality.service.telling import tell_of_appeal, tell_of_decision
from chalicelib.quality.store import inspections as store
from chalicelib.quality.store.inspections import InspectionMoved


def appeal(
    desk: Desk, caller: people.Caller, inspection_id: str, text: str, once: Once | None, request_id: str = ""
) -> Inspection:
    """Its agent disagrees, and says why; who can decide hears of it. Once; four requests.

    Raises ``NotFound``, ``NotYours``, ``NotSubmitted``, ``AppealOver``, ``Invalid``, ``KeyReused``.
    """

    def write() -> Inspection:
        inspection = find(desk, inspection_id)
        if caller.agent.agent_id != inspection.agent_id or inspection.calibration_id is not None:
            raise NotYours("it is about another's work")
        if recall(desk, once, desk.now().timestamp()) is not None:
            return inspection
        after = appealed(inspection, text, desk.now())
        tx = Transaction(desk)
        mark(tx, once, {"inspection_id": inspection_id})
        store.write(tx, inspection, after)
        audit.note(tx, caller.by(request_id), "appeal_inspection", inspection_id, after={"state": after.state})
        put_told(tx, after)
        tell_of_appeal(tx, after, people.directory(desk))
        try:
            tx.commit_and_tell()
        except AlreadyDone:
            return find(desk, inspection_id)
        return after

    return races.again(desk, write, InspectionMoved)


def decide(
    desk: Desk, caller: people.Caller, inspection_id: str, ruling: Ruling, once: Once | None, request_id: str = ""
) -> Inspection:
    """Decide on the appeal; its agent and its inspector hear of it, and what counts is as it is now. Once.

    Raises ``NotFound``, ``NotYours``, ``NoAppeal``, ``Invalid``, ``KeyReused``.
    """

    def write() -> Inspection:
        inspection = find(desk, inspection_id)
        refuse_to_decide(desk, caller.agent, inspection)
        if recall(desk, once, desk.now().timestamp()) is not None:
            return inspection
        definition, by = sheet_of(desk, inspection).definition, by_agent(caller.agent)
        after = decided(inspection, definition, ruling, by, desk.now())
        tx = Transaction(desk)
        mark(tx, once, {"inspection_id": inspection_id})
        store.write(tx, inspection, after)
        told = [each.final.total if each.final is not None else None for each in (inspection, after)]
        audit.note(
            tx,
            caller.by(request_id),
            "decide_on_inspection",
            inspection_id,
            before={"total": told[0]},
            after={"total": told[1], "outcome": ruling.outcome},
        )
        put_told(tx, after)
        tell_of_decision(tx, after, people.directory(desk))
        try:
            tx.commit_and_tell()
        except AlreadyDone:
            return find(desk, inspection_id)
        return after

    return races.again(desk, write, InspectionMoved)
