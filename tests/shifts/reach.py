"""Who reaches the routes of rosters: lines of the table in ``tests/reach.py``."""

from __future__ import annotations

from typing import Any

SEEN_SHIFTS = {"group_id": "group_tea", "week": "2026-11-23", "version": 1}
SHIFT_KIND = {"name": "K", "color": "#2f6fde", "start_minute": 480, "end_minute": 960}
LAID_OUT = {"pattern_id": "nothing", "agent_ids": ["holder"], "first": "2026-11-23", "last": "2026-11-24"}

# of the desk:                       holder colleague leader outsider other_leader everywhere
LINES: list[tuple[str, str, Any, str]] = [
    # shifts: one's own, and those of whose roster one plans
    ("read_own_shifts", "?from=2026-11-23", None, "200 200 200 200 200 200"),
    ("read_shifts_today", "", None, "200 200 200 200 200 200"),
    ("see_shifts", "", SEEN_SHIFTS, "204 204 204 204 204 204"),
    ("read_calendar_address", "", None, "200 200 200 200 200 200"),
    ("make_calendar_address", "", {}, "200 200 200 200 200 200"),
    ("take_back_calendar_address", "", None, "204 204 204 204 204 204"),
    ("grant_duty", "", {"until": None}, "422 403 200 403 403 200"),
    ("read_shift_settings", "", None, "200 200 200 200 200 200"),
    ("create_shift_kind", "", SHIFT_KIND, "201 201 201 201 201 201"),
    ("update_shift_kind", "", {"name": "K"}, "404 404 404 404 404 404"),
    ("create_rotation", "", {"name": "R", "days": [None]}, "201 201 201 201 201 201"),
    ("update_rotation", "", {"name": "R"}, "404 404 404 404 404 404"),
    ("read_shift_rules", "", None, "403 403 200 403 403 200"),
    ("update_shift_rules", "", {"per_hour": 9}, "403 403 200 403 403 200"),
    ("read_roster", "?from=2026-11-23", None, "403 403 200 403 403 200"),
    ("plan_week", "", {"shifts": [], "version": 0}, "403 403 200 403 403 200"),
    ("lay_out_rotation", "", LAID_OUT, "403 403 404 403 403 404"),
    ("copy_roster_week", "", {"to": "2026-11-30", "agent_ids": ["holder"]}, "403 403 200 403 403 200"),
    ("publish_week", "", {"versions": {}}, "403 403 422 403 403 422"),
]
