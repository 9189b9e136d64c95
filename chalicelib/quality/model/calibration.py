"""A calibration (F4): several inspectors score one conversation, none seeing another's sheet until all are in. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from chalicelib.core.authors import Author
from chalicelib.quality.model.inspection import DROPPED, Inspection
from chalicelib.quality.model.sheets import Criterion, Definition

LEAST_INSPECTORS, MOST_INSPECTORS = 2, 5


class Calibration(msgspec.Struct, frozen=True):
    """``inspection_ids``: one for each inspector, in their order; ``agent_id``: whose conversation it is."""

    calibration_id: str
    conversation_id: str
    plan_key: str
    agent_id: str
    inspector_ids: tuple[str, ...]
    inspection_ids: tuple[str, ...]
    sheet_id: str
    sheet_version: int
    created_by: Author
    created_at: datetime
    version: int = 1


class Difference(msgspec.Struct, frozen=True):
    """What each gave for a criterion, in the inspectors' order (None: it does not apply), and how far the highest and
    the lowest are apart, as a share of the points; None where fewer than two gave any."""

    key: str
    points: int
    marks: tuple[int | None, ...]
    apart: float | None


def inspection_id_in(calibration_id: str, number: int) -> str:
    """The id of the sheet of the inspector of this number."""
    return f"ins_{calibration_id.partition('_')[2]}{number}"


def taking_part(inspections: Sequence[Inspection]) -> list[Inspection]:
    """Those that are compared, without what was dropped."""
    return [each for each in inspections if each.state != DROPPED]


def goes_on_without(others: Sequence[Inspection]) -> bool:
    """Whether what others have, or had, is enough to be compared."""
    return sum(1 for each in others if each.inspector is not None) >= LEAST_INSPECTORS


def is_complete(inspections: Sequence[Inspection]) -> bool:
    """Whether all are in, so that all may be seen."""
    return all(each.is_submitted for each in inspections)


def differences(definition: Definition, inspections: Sequence[Inspection]) -> list[Difference]:
    """Criterion by criterion, in the sheet's order."""
    return [_difference(each, inspections) for each in definition.criteria]


def _difference(criterion: Criterion, inspections: Sequence[Inspection]) -> Difference:
    marks = tuple(each.marks.get(criterion.key) for each in inspections)
    given = [each for each in marks if each is not None]
    apart = round((max(given) - min(given)) / criterion.points, 3) if len(given) > 1 else None
    return Difference(criterion.key, criterion.points, marks, apart)
