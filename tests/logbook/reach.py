"""Who reaches what is unfinished, and whose duty log: a group's is its members'. Lines of ``tests/reach.py``."""

from __future__ import annotations

UNFINISHED = {"client_id": "9", "kind": "ticket", "thing_id": "job", "what": "knows", "note": "Called"}
FAULT = {"title": "The printer is dead", "department_id": "group_cake"}
MEETING = {"title": "M", "held_at": "2026-11-23T09:00:00Z"}
CHECKLIST = {"name": "Round", "points": [{"text": "Doors"}], "times": ["09:00"]}

# of the desk:                 holder colleague leader outsider other_leader everywhere
LINES = [
    # what is unfinished
    ("list_unfinished", "", None, "200 200 200 200 200 200"),
    ("note_unfinished", "", UNFINISHED, "200 409 409 409 409 409"),
    ("list_left_open", "?day=2026-11-23", None, "200:0 200:0 200:0 200:0 200:0 200:0"),
    # hand-over between shifts
    ("list_shift_handovers", "", None, "200:1 200:1 200:1 200:0 200:0 200:0"),
    ("list_shift_handovers", "?view=mine", None, "200:1 200:0 200:0 200:0 200:0 200:0"),
    ("list_shift_handovers", "?view=all&group_id={group_tea}", None, "200:1 200:1 200:1 403 403 200:1"),
    ("hand_over_shift", "", {"group_id": "group_tea"}, "201 201 201 403 403 201"),
    ("read_shift_handover", "", None, "200 200 200 403 403 200"),
    ("change_shift_note", "", {"sections": {"business": "New"}}, "200 403 200 403 403 200"),
    ("accept_from_shift", "", {"kind": "note", "thing_id": "x"}, "403 200 200 403 403 200"),
    ("accept_whole_shift", "", {}, "403 200 200 403 403 200"),
    ("take_back_shift", "", {}, "200 403 200 403 403 200"),
    # the duty log
    ("list_checks", "?view=all", None, "200:1 200:1 200:1 200:0 200:0 200:0"),
    ("list_checks", "?view=all&group_id={group_tea}", None, "200:1 200:1 200:1 403 403 200:1"),
    ("read_check", "", None, "200 200 200 403 403 200"),
    ("fill_check", "", {"findings": {}}, "422 422 422 403 403 422"),
    ("list_faults", "", None, "200:1 200:1 200:1 200:0 200:0 200:0"),
    ("read_fault", "", None, "200 200 200 200 200 200"),
    ("report_fault", "", {**FAULT, "group_id": "group_tea"}, "201 201 201 403 403 201"),
    ("search_duty_log", "?q=printer", None, "200:1 200:1 200:1 200:0 200:0 200:0"),
    ("list_instructions", "", None, "200:1 200:0 200:0 200:0 200:0 200:0"),
    ("list_instructions", "?view=to_answer", None, "200:0 200:0 200:1 200:0 200:0 200:0"),
    ("list_instructions", "?view=all&group_id={group_tea}", None, "200:0 200:0 200:1 403 403 200:1"),
    ("ask_instruction", "", {"subject": "S", "text": "T", "group_id": "group_tea"}, "201 201 201 403 403 409"),
    ("read_instruction", "", None, "200 403 200 403 403 200"),
    ("answer_instruction", "", {"text": "Yes"}, "403 403 200 403 403 403"),
    ("pass_up_instruction", "", {"text": "I would"}, "403 403 200 403 403 403"),
    ("carry_out_instruction", "", {}, "409 403 403 403 403 403"),
    ("withdraw_instruction", "", {"reason": "Done"}, "200 403 403 403 403 403"),
    ("list_minutes", "", None, "200:1 200:1 200:1 200:0 200:0 200:0"),
    ("write_minutes", "", {**MEETING, "group_id": "group_tea"}, "403 403 201 403 403 201"),
    ("write_minutes", "", MEETING, "403 403 403 403 403 201"),
    ("read_minutes", "", None, "200 200 200 403 403 200"),
    ("read_minutes_text", "", None, "200 200 200 403 403 200"),
    ("change_minutes", "", {"title": "U"}, "403 403 200 403 403 200"),
    ("confirm_minutes", "", {"version": 1}, "403 403 200 403 403 200"),
    ("correct_minutes", "", {"text": "No"}, "403 403 409 403 403 409"),
    ("announce_minutes", "", {}, "403 403 409 403 403 409"),
    ("link_minutes", "", {"address": "/help/1"}, "403 403 200 403 403 200"),
    ("list_check_lists", "", None, "200:1 200:1 200:1 200:0 200:0 200:0"),
    ("make_check_list", "", {**CHECKLIST, "group_id": "group_tea"}, "403 403 201 403 403 201"),
    ("change_check_list", "", {"name": "N"}, "403 403 200 403 403 200"),
    ("read_duty_settings", "", None, "200 200 200 200 200 200"),
    ("change_duty_settings", "", {"accept_minutes": 60}, "403 403 403 403 403 200"),
]
