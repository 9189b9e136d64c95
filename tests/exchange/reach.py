"""Who reaches imports and exports. Lines of the table in ``tests/reach.py``."""

from __future__ import annotations

FILE = {"kind": "customers", "name": "file.csv", "choices": {"plan_key": "tea"}}

# of the desk:                             holder colleague leader outsider other_leader everywhere
LINES: list[tuple[str, str, object, str]] = [
    ("list_exchange_kinds", "", None, "200:6 200:6 200:6 200:6 200:6 200:6"),
    ("read_exchange_template", "", None, "403 403 403 403 403 404"),
    ("begin_import", "", FILE, "403 403 403 403 403 201"),
    ("list_imports", "", None, "403 403 403 403 403 200:0"),
    ("read_import", "", None, "403 403 403 403 403 404"),
    ("change_import", "", {"mapping": {}}, "403 403 403 403 403 404"),
    ("import_arrived", "", {}, "403 403 403 403 403 404"),
    ("sample_import", "", None, "403 403 403 403 403 404"),
    ("act_on_import", "", {"act": "check"}, "403 403 403 403 403 404"),
    ("list_told_rows", "", None, "403 403 403 403 403 404"),
    ("read_told_csv", "", None, "403 403 403 403 403 404"),
    ("begin_export", "", {"kind": "agents"}, "201 201 201 201 201 201"),
    ("list_exports", "", None, "200:0 200:0 200:0 200:0 200:0 200:0"),
    ("read_export", "", None, "404 404 404 404 404 404"),
    ("act_on_export", "", {"act": "stop"}, "404 404 404 404 404 404"),
    ("link_to_export", "", {"number": 1}, "404 404 404 404 404 404"),
]
