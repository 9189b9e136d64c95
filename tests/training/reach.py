"""Who reaches whose training: lines of the table in ``tests/reach.py``, and what there is in its town."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from chalicelib.core.desk import Desk
from chalicelib.people import service as people
from chalicelib.training.model.courses import CourseDefinition, Lesson
from chalicelib.training.model.quizzes import Question, Quiz
from chalicelib.training.service import attempting, courses, learning, ordering
from chalicelib.training.service.ordering import Wanted

LESSON = Lesson("l1", "text", "Greeting", text="Say hello")
ASKED = Quiz((Question("q1", "text", "What do you say?"),), lessons_first=True)
ORDER = {"client_id": "9", "agent_id": "holder", "course_id": "seen", "reason": "Was rude", "due_on": "2026-11-30"}
DRAFT = {"draft": {"title": "T"}}
REASON = {"reason": "x"}


def taught(desk: Desk, caller: Callable[[str], people.Caller], holder_id: str) -> dict[str, str]:
    """What the holder of the town has learnt; its ids."""
    everywhere, ids = caller("everywhere"), dict[str, str]()
    for name, quiz in (("course", ASKED), ("seen", None)):
        made, _ = courses.create_course(desk, everywhere.by(""), CourseDefinition("T", lessons=(LESSON,), quiz=quiz))
        courses.publish(desk, everywhere.agent, everywhere.by(""), made.course_id, None)
        ids[name] = made.course_id
        learning.see_lesson(desk, caller("holder").agent, made.course_id, "l1")
    attempt, _, _ = attempting.start(desk, caller("holder").agent, ids["course"])
    attempting.answer(desk, caller("holder").agent, attempt.attempt_id, "q1", (), "Hello")
    attempting.submit(desk, caller("holder").agent, attempt.attempt_id)
    held = learning.read_mine(desk, caller("holder").agent).certificates[0]
    wanted = Wanted(holder_id, ids["course"], "Was rude", date(2026, 12, 1))
    order, _ = ordering.order(desk, caller("leader"), wanted, "1")
    return ids | {"attempt": attempt.attempt_id, "certificate": held.certificate_id, "training_order": order.order_id}


# of the desk:                 holder colleague leader outsider other_leader everywhere
LINES = [
    ("read_my_training", "", None, "200 200 200 200 200 200"),
    ("list_open_courses", "", None, "200:2 200:2 200:2 200:2 200:2 200:2"),
    ("read_course", "", None, "200 200 200 200 200 200"),
    ("read_lesson", "?version=1", None, "200 200 200 200 200 200"),
    ("see_lesson", "", {}, "200 200 200 200 200 200"),
    ("start_attempt", "", {}, "201 409 409 409 409 409"),
    ("answer_question", "", {"text": "x"}, "409 403 403 403 403 403"),
    ("begin_typing", "", {}, "409 403 403 403 403 403"),
    ("end_typing", "", {"text": "x", "seconds": 3}, "409 403 403 403 403 403"),
    ("submit_attempt", "", {}, "200 403 403 403 403 403"),
    ("list_attempts", "?view=own", None, "200:1 200:0 200:0 200:0 200:0 200:0"),
    ("list_attempts", "?view=judging", None, "200:0 200:0 200:1 200:0 200:0 200:1"),
    ("list_attempts", "?view=agent&about={holder}", None, "200:0 200:0 200:1 200:0 200:0 200:1"),
    ("list_attempts", "?view=course&about={course}", None, "200:0 200:0 200:1 200:0 200:0 200:1"),
    ("read_attempt", "", None, "200 403 200 403 403 200"),
    ("judge_attempt", "", {"judgements": {"q1": {"points": 80}}}, "403 403 200 403 403 200"),
    ("list_certificates", "?view=own", None, "200:1 200:0 200:0 200:0 200:0 200:0"),
    ("list_certificates", "?view=agent&about={holder}", None, "200:0 200:0 200:1 200:0 200:0 200:1"),
    ("list_certificates", "?view=group&about={group_tea}", None, "403 403 200:1 403 403 200:1"),
    ("read_certificate", "", None, "200 403 200 403 403 200"),
    ("revoke_certificate", "", REASON, "403 403 200 403 403 200"),
    ("list_training_orders", "?view=own", None, "200:1 200:0 200:0 200:0 200:0 200:0"),
    ("list_training_orders", "?view=open", None, "200:0 200:0 200:1 200:0 200:0 200:1"),
    ("list_training_orders", "?view=ticket&about={job}", None, "200:0 403 200:0 403 403 200:0"),
    ("list_training_orders", "?view=inspection&about={inspection}", None, "200:0 200:0 200:0 200:0 200:0 200:0"),
    ("order_training", "", ORDER, "403 403 201 403 403 201"),
    ("read_training_order", "", None, "200 403 200 403 403 200"),
    ("cancel_training_order", "", REASON, "403 403 200 403 403 200"),
    ("list_training_of_members", "?group_id={group_tea}", None, "403 403 200:3 403 403 200:3"),
    ("grant_training", "", {"until": None}, "422 403 200 403 403 200"),
    ("list_courses", "", None, "200:2 200:2 200:2 200:2 200:2 200:2"),
    ("create_course", "", DRAFT, "403 403 403 403 403 201"),
    ("read_course_record", "", None, "403 403 403 403 403 200"),
    ("archive_course", "", {"archived": True}, "403 403 403 403 403 200"),
    ("save_course_draft", "", DRAFT, "403 403 403 403 403 200"),
    ("discard_course_draft", "", None, "403 403 403 403 403 200"),
    ("publish_course", "", {"version": 0}, "403 403 403 403 403 409"),
    ("preview_course", "", DRAFT, "403 403 403 403 403 200"),
    ("list_requirements", "", None, "200:0 200:0 200:0 200:0 200:0 200:0"),
    ("read_requirement", "", None, "403 403 200 403 403 200"),
    ("require_courses", "", {"course_ids": []}, "403 403 200 403 403 200"),
    ("try_requirement", "", {"course_ids": []}, "403 403 200 403 403 200"),
    ("export_training_results", "?course_id={course}", None, "200 200 200 200 200 200"),
]
