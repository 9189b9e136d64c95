"""Who reaches leave and attendance: one's own, and whom one leads. Lines of the table in ``tests/reach.py``."""

from __future__ import annotations

from typing import Any

ASKED = {"client_id": "9", "kind_id": "annual", "first": "2026-11-25", "last": "2026-11-25"}
SWAP = {
    "client_id": "9",
    "colleague_id": "colleague",
    "gives": {"group_id": "group_tea", "day": "2026-11-25", "start_minute": 540},
}
MENDED = {"group_id": "group_tea", "day": "2026-11-23", "number": 0, "reason": "x"}
GRANT = {"client_id": "9", "kind_id": "annual", "year": 2026, "minutes": 480, "reason": "x"}
A_DAY = "?kind_id=annual&first=2026-11-25&last=2026-11-25"

# of the desk:                       holder colleague leader outsider other_leader everywhere
LINES: list[tuple[str, str, Any, str]] = [
    ("list_leave_kinds", "", None, "200 200 200 200 200 200"),
    ("list_leave_balances", "", None, "200 200 200 200 200 200"),
    ("list_leave_balances", "?agent_id={holder}", None, "200 403 200 403 403 200"),
    ("preview_leave", A_DAY, None, "200 200 200 200 200 200"),
    ("ask_for_leave", "", ASKED, "201 201 201 201 201 201"),
    ("list_shifts_to_ask_for", "?group_id={group_tea}&day=2026-11-25", None, "200 200 200 403 403 403"),
    ("ask_for_swap", "", SWAP, "422 422 422 422 422 422"),
    ("list_leave_requests", "?view=own", None, "200:1 200:0 200:0 200:0 200:0 200:0"),
    ("list_leave_requests", "?view=to_me", None, "200:0 200:0 200:0 200:0 200:0 200:0"),
    ("list_leave_requests", "?view=waiting", None, "200:0 200:0 200:1 200:0 200:0 200:1"),
    ("list_leave_requests", "?view=month", None, "200:0 200:0 200:1 200:0 200:0 200:1"),
    ("list_leave_requests", "?view=agent&agent_id={holder}", None, "200:1 403 200:1 403 403 200:1"),
    ("read_leave_request", "", None, "200 403 200 403 403 200"),
    ("answer_swap", "", {"accepts": True}, "403 403 403 403 403 403"),
    ("decide_on_leave", "", {"outcome": "approved"}, "403 403 200 403 403 200"),
    ("withdraw_leave", "", {}, "200 403 403 403 403 403"),
    ("cancel_leave", "", {"text": "x"}, "409 403 409 403 403 409"),
    ("list_attendance", "", None, "200 200 200 200 200 200"),
    ("list_attendance", "?agent_id={holder}", None, "200 403 200 403 403 200"),
    ("list_attendance_of_day", "", None, "403 403 200:0 403 403 200:0"),
    ("correct_attendance", "", MENDED, "403 403 404 403 403 404"),
    ("list_attendance_sums", "", None, "200:0 200:0 200:2 200:0 200:1 200:5"),
    ("list_attendance_sums", "?agent_id={holder}", None, "200:1 403 200:1 403 403 200:1"),
    ("read_attendance_csv", "", None, "200 200 200 200 200 200"),
    ("read_leave_settings", "", None, "403 403 403 403 403 200"),
    ("change_leave_settings", "", {"back_days": 9}, "403 403 403 403 403 200"),
    ("grant_leave", "", GRANT, "403 403 403 403 403 201"),
    ("recount_attendance", "", {}, "403 403 403 403 403 200"),
]
