"""What an inspection counts as (F4). Pure."""

from __future__ import annotations

from chalicelib.quality.model.inspection import CHANGED, Inspection
from chalicelib.quality.model.results import Contribution
from chalicelib.quality.model.sheets import Definition


def contribution_of(inspection: Inspection, definition: Definition) -> Contribution | None:
    """What it adds to its month as it stands, after an appeal if there was one; None while it counts nowhere: it is not
    submitted, or is there to be compared."""
    score, month = inspection.final, inspection.month
    if score is None or month is None or inspection.calibration_id is not None:
        return None
    marks, name, decision = inspection.marks, inspection.sheet_id, inspection.decision
    given = [(each, points) for each in definition.criteria if (points := marks.get(each.key)) is not None]
    return Contribution(
        month,
        inspection.agent_id,
        inspection.plan_key,
        inspection.inspector_id or "",
        inspection.agent_group_ids,
        round(score.total * 10),
        score.passed,
        inspection.appeal is not None,
        decision is not None and decision.outcome == CHANGED,
        {f"{name}.{each.key}": (points, each.points) for each, points in given},
        tuple(f"{name}.{each}" for each in score.fatal),
    )
