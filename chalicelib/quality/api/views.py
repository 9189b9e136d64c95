"""What the routes show of inspections."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec

from chalicelib.core.authors import AgentRef
from chalicelib.core.desk import Desk
from chalicelib.core.shapes import showing, shown
from chalicelib.core.text import among
from chalicelib.people.model.agents import Agent
from chalicelib.quality.model.inspection import APPEALED, OUTCOMES, SCORED, STATES, Filled, Inspection
from chalicelib.quality.model.rules import BY_HAND, KINDS
from chalicelib.quality.model.scoring import Score
from chalicelib.quality.model.sheets import Definition, Sheet
from chalicelib.quality.service.access import INSPECTED, INSPECTOR, OVERSEER, may_decide
from chalicelib.quality.service.inspecting import Seen

SCORE, APPEAL, DECIDE = "score", "appeal", "decide"


class ScoreView(msgspec.Struct):
    """``total``: 0 to 100; ``sections``: the same of each section by its key, null where nothing of it applies;
    ``fatal``: keys of the fatal errors that were made."""

    total: float
    sections: dict[str, float | None]
    fatal: list[str]
    passed: bool


class DrawnView(msgspec.Struct):
    """Why a conversation is inspected: by which rule; ``detail``: the word that was said, the seconds, the score."""

    kind: Annotated[str, among(*KINDS, BY_HAND)]
    rule_id: str | None
    name: str
    detail: str


class MessageCommentView(msgspec.Struct):
    """What was said of the message of this number."""

    seq: int
    text: str


class FilledSheetView(msgspec.Struct):
    """``marks``: points by criterion, null where one does not apply; a draft may lack some."""

    marks: dict[str, int | None]
    fatal: list[str]
    comments: list[MessageCommentView]
    text: str


class AppealView(msgspec.Struct):
    text: str
    at: datetime


class RulingView(msgspec.Struct):
    """What was decided; ``marks``, ``fatal`` and ``score`` as they are by it."""

    outcome: Annotated[str, among(*OUTCOMES)]
    text: str
    by: AgentRef
    at: datetime
    marks: dict[str, int | None]
    fatal: list[str]
    score: ScoreView


class SheetVersionView(msgspec.Struct):
    """A version of a score sheet, which never changes."""

    sheet_id: str
    version: int
    definition: Definition
    published_at: datetime | None
    published_by: str | None


@showing(
    Inspection,
    "inspection_id conversation_id plan_key visitor_name state sheet_id sheet_version ended_at created_at saved_at "
    "scored_at appeal_until calibration_id version",
)
class InspectionLineView(msgspec.Struct):
    """``total``, ``passed``: what it came to, after an appeal if there was one; null until it is submitted, and while
    others are not to see it. ``saved_at``: of the draft."""

    state: Annotated[str, among(*STATES)]
    agent: AgentRef
    inspector: AgentRef | None
    reasons: list[DrawnView]
    total: float | None
    passed: bool | None


class InspectionView(InspectionLineView):
    """``role``: as what one sees it; ``may``: what one can do with it now. ``filled``, ``score``: null where they are
    not to be seen (yet)."""

    role: Annotated[str, among(INSPECTOR, INSPECTED, OVERSEER)]
    may: list[Annotated[str, among(SCORE, APPEAL, DECIDE)]]
    sheet: SheetVersionView
    filled: FilledSheetView | None
    score: ScoreView | None
    appeal: AppealView | None
    decision: RulingView | None


def show_line(inspection: Inspection) -> InspectionLineView:
    """One in a list, to somebody who may see what it came to."""
    return shown(InspectionLineView, inspection, **_line(inspection, shows=True))


def _line(inspection: Inspection, *, shows: bool) -> dict[str, object]:
    final = inspection.final if shows else None
    return {
        "agent": inspection.agent.ref,
        "inspector": inspection.inspector.ref if inspection.inspector is not None else None,
        "reasons": [shown(DrawnView, each) for each in inspection.reasons],
        "total": final.total if final is not None else None,
        "passed": final.passed if final is not None else None,
    }


def show_inspection(desk: Desk, agent: Agent, seen: Seen) -> InspectionView:
    """One as somebody sees it."""
    inspection, decision = seen.inspection, seen.inspection.decision
    ruling = None
    if decision is not None:
        ruling = RulingView(
            decision.outcome,
            decision.text,
            decision.by.ref,
            decision.at,
            dict(decision.marks),
            [*decision.fatal],
            show_score(decision.score),
        )
    return shown(
        InspectionView,
        inspection,
        **_line(inspection, shows=seen.shown),
        role=seen.role,
        may=_may(desk, agent, seen),
        sheet=show_version(seen.sheet),
        filled=show_filled(inspection.filled) if seen.shown else None,
        score=show_score(inspection.score) if inspection.score is not None and seen.shown else None,
        appeal=AppealView(inspection.appeal.text, inspection.appeal.at) if inspection.appeal is not None else None,
        decision=ruling,
    )


def _may(desk: Desk, agent: Agent, seen: Seen) -> list[str]:
    inspection = seen.inspection
    if seen.role == INSPECTOR:
        return [] if inspection.is_submitted else [SCORE]
    if seen.role == INSPECTED:
        until = inspection.appeal_until
        return [APPEAL] if inspection.state == SCORED and until is not None and desk.now() < until else []
    return [DECIDE] if inspection.state == APPEALED and may_decide(desk, agent, inspection) else []


def show_score(score: Score) -> ScoreView:
    return ScoreView(score.total, dict(score.sections), [*score.fatal], score.passed)


def show_filled(filled: Filled) -> FilledSheetView:
    comments = [MessageCommentView(each.seq, each.text) for each in filled.comments]
    return FilledSheetView(dict(filled.marks), [*filled.fatal], comments, filled.text)


def show_version(sheet: Sheet) -> SheetVersionView:
    return shown(SheetVersionView, sheet)
