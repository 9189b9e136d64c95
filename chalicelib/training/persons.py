"""What is kept of people in courses (F6): conversations are shown there as they were, masked, and for ever."""

from __future__ import annotations

from chalicelib.core.colleagues import at, copies, own
from chalicelib.core.desk import Desk
from chalicelib.core.persons import ERASED, Nothing, Swept, blanked
from chalicelib.training.model.courses import CONVERSATION
from chalicelib.training.store import courses
from chalicelib.training.store.courses import COURSES, ContentRow, CourseRow, LineRow, VersionRow
from chalicelib.training.store.keys import ListedRow
from chalicelib.training.store.learners import LearnerRow, RequirementRow, SeenRow
from chalicelib.training.store.things import AttemptRow, CertificateRow, OpenRow, OrderRow

_erase = blanked(ContentRow, {"content.spoken.*.text": ERASED})


def _sweep(desk: Desk, ids: frozenset[str], step: int) -> tuple[int, bool]:
    """Every version of one course, looked through for these conversations; a query, and a read for each lesson."""
    lines = courses.lines(desk)
    if step >= len(lines):
        return 0, False
    course_id, erased = lines[step].course_id, 0
    for item in VersionRow.all_pages(desk.database, COURSES.versions_at(course_id)):
        version = VersionRow.held.held_in(item)
        for lesson in version.definition.lessons:
            if lesson.kind == CONVERSATION and lesson.about in ids:
                place = f"course#{course_id}#{version.version}", lesson.lesson_id
                shown = ContentRow.find_item(desk.database, *place)
                if shown is not None:
                    _erase(desk, shown, lesson.about)
                    erased += 1
    return erased, step + 1 < len(lines)


DECLARED = (
    Swept(name="training.lessons", rows=(ContentRow,), sweep=_sweep),
    Nothing(
        rows=(
            CourseRow,
            VersionRow,
            LineRow,
            ListedRow,
            LearnerRow,
            RequirementRow,
            SeenRow,
            AttemptRow,
            CertificateRow,
            OpenRow,
            OrderRow,
        ),
        why="courses, and what colleagues learn",
    ),
)

AGENTS = (
    copies(AttemptRow),
    own(
        "training.answers",
        AttemptRow,
        at("thing.agent.id"),
        {"thing.answers": {}, "thing.begun": {}, "thing.marks.*.comment": ""},
    ),
    copies(OrderRow, CertificateRow),
    own("training.orders", OrderRow, at("thing.agent.id"), {"thing.reason": "", "thing.why_cancelled": ""}),
    own("training.certificates", CertificateRow, at("thing.agent.id"), {"thing.revoked.reason": ""}),
    Nothing(
        rows=(ContentRow, CourseRow, LineRow, VersionRow, LearnerRow, RequirementRow, SeenRow, OpenRow),
        why="courses, and what was seen, by ids",
    ),
)
