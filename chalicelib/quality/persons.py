"""What is kept of people in inspections (F6): what was scored stays, what was written of the conversation goes."""

from __future__ import annotations

from chalicelib.core.colleagues import at, copies, own
from chalicelib.core.persons import ABOUT, CONVERSATION, ERASED, Kept, Nothing, Trace, blanked, one_item
from chalicelib.quality.model.inspection import inspection_id_of
from chalicelib.quality.store.inspections import INSPECTION, CalibrationRow, HeldRow, InspectionRow, LoadRow
from chalicelib.quality.store.recounts import RecountRow
from chalicelib.quality.store.results import AddedRow, CellRow
from chalicelib.quality.store.settings import SettingsRow
from chalicelib.quality.store.sheets import SheetRecordRow, SheetRow
from chalicelib.quality.store.weeks import WeekRow

DECLARED = (
    Kept(
        name="quality.inspection",
        rows=(InspectionRow,),
        of=CONVERSATION,
        find=one_item(InspectionRow, lambda each: (inspection_id_of(each), INSPECTION)),
        leads=lambda item: (Trace(ABOUT, item["key"]["S"]),),
        erase=blanked(
            InspectionRow,
            {
                "inspection.visitor_name": None,
                "inspection.filled.text": ERASED,
                "inspection.filled.comments.*.text": ERASED,
                "inspection.appeal.text": ERASED,
                "inspection.decision.text": ERASED,
            },
            bumps=("version", "inspection.version"),
        ),
        hides=("version", "assigned", "scored", "shelf"),
    ),
    Nothing(
        rows=(
            CalibrationRow,
            HeldRow,
            LoadRow,
            RecountRow,
            AddedRow,
            CellRow,
            SettingsRow,
            SheetRecordRow,
            SheetRow,
            WeekRow,
        ),
        why="what is inspected how often and what it comes to: ids and numbers",
    ),
)

AGENTS = (
    copies(CalibrationRow),
    copies(InspectionRow),
    own(
        "quality.inspections",
        InspectionRow,
        at("inspection.agent.id"),
        {
            "inspection.filled.text": "",
            "inspection.filled.comments": [],
            "inspection.appeal.text": ERASED,
            "inspection.decision.text": "",
        },
    ),
    Nothing(
        rows=(HeldRow, LoadRow, RecountRow, AddedRow, CellRow, SettingsRow, SheetRecordRow, SheetRow, WeekRow),
        why="sheets, rules and sums, by ids",
    ),
)
