"""Who reaches what of performance: a part of the table in ``tests/reach.py``."""

from __future__ import annotations

# operation, what it is about, body, and the answers: holder colleague leader outsider other_leader everywhere
LINES = [
    ("read_performance", "", None, "200 200 200 200 200 200"),
    ("read_performance_of", "", None, "200 403 200 403 403 200"),
    ("list_performance_ranking", "", None, "200:1 200:1 200:3 200:1 200:2 200:6"),
    ("list_performance_ranking", "?group_id={group_tea}", None, "403 403 200:3 403 403 200:3"),
    ("read_performance_csv", "", None, "200 200 200 200 200 200"),
    ("list_performance_sources", "", None, "403 403 403 403 403 200"),
    ("list_performance_schemes", "", None, "403 403 403 403 403 200:1"),
    ("read_performance_scheme", "", None, "403 403 403 403 403 200"),
    ("read_performance_scheme_version", "", None, "403 403 403 403 403 200"),
    ("save_performance_draft", "", {"draft": {"names": {}}, "version": 2}, "403 403 403 403 403 200"),
    ("discard_performance_draft", "", None, "403 403 403 403 403 204"),
    ("publish_performance_scheme", "", {"version": 2, "first_month": "2026-11"}, "403 403 403 403 403 409"),
    ("preview_performance_scheme", "", {"version": 2}, "403 403 403 403 403 409"),
    ("list_performance_preview", "", None, "403 403 403 403 403 404"),
    ("list_performance_months", "", None, "403 403 403 403 403 200:1"),
    ("read_performance_month", "", None, "403 403 403 403 403 200"),
    ("compute_performance", "", {}, "403 403 403 403 403 200"),
    ("confirm_performance", "", {"run_id": "prn_nothing"}, "403 403 403 403 403 409"),
    ("list_performance_values", "", None, "200:1 200:1 200:3 200:1 200:2 200:6"),
    ("enter_performance_value", "", {"key": "a", "value": 5, "reason": "So"}, "200 403 200 403 403 200"),
]
