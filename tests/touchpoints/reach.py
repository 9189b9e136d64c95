"""Who reaches the map of touch points, and whose figures: lines of the table in ``tests/reach.py``."""

from __future__ import annotations

DRAFT = {"draft": {"steps": [{"zh": "问候"}]}}
CSV = {"csv": "brand,channel,business\nA,WEB,01\n"}

# of the desk:                 holder colleague leader outsider other_leader everywhere
LINES = [
    ("read_touchpoint_map", "", None, "200 200 200 200 200 200"),
    ("change_touchpoint_map", "", {}, "403 403 403 403 403 200"),
    ("read_touchpoint", "", None, "200 200 200 200 200 200"),
    ("change_touchpoint", "", DRAFT, "403 403 403 403 403 200"),
    ("publish_touchpoint_flow", "", {"version": 0}, "403 403 403 403 403 409"),
    ("list_touchpoint_versions", "", None, "200:0 200:0 200:0 200:0 200:0 200:0"),
    ("read_touchpoints_csv", "", None, "200 200 200 200 200 200"),
    ("import_touchpoints", "", CSV, "403 403 403 403 403 200"),
    ("read_touchpoint_beside", "", None, "200 403 200 403 403 200"),
    ("read_touchpoint_beside", "job", None, "200 403 200 403 403 200"),
    ("correct_touchpoint", "", {"code": "WEB-A-02"}, "200 403 200 403 403 200"),
    ("correct_touchpoint", "job", {"code": "WEB-A-02"}, "200 403 200 403 403 200"),
    ("list_touchpoint_agents", "", None, "200:1 200:1 200:3 200:1 200:2 200:6"),
    ("read_touchpoint_results", "?agent_id={holder}", None, "200 403 200 403 403 200"),
    ("read_touchpoint_results", "?cell=WEB-A-01", None, "200 200 200 200 200 200"),
    ("list_touchpoint_contacts", "?agent_id={holder}", None, "200:2 403 200:2 403 403 200:2"),
    ("list_touchpoint_contacts", "?cell=none", None, "200:2 200:0 200:2 200:0 200:0 200:2"),
]
