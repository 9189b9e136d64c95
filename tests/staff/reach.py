"""Who reaches which staff file, and the agreement: lines of the table in ``tests/reach.py``."""

from __future__ import annotations

INSTEAD = {"client_id": "9", "kind_id": "praise", "reason": "Kind"}
ENTRY = {**INSTEAD, "agent_id": "holder"}

# of the desk:                 holder colleague leader outsider other_leader everywhere
LINES = [
    ("read_own_agreement", "", None, "200 200 200 200 200 200"),
    ("accept_agreement", "", {"version": 1, "digest": "x", "language": "en"}, "409 409 409 409 409 409"),
    ("read_agreement", "", None, "403 403 403 403 403 200"),
    ("save_agreement_draft", "", {"draft": {}}, "403 403 403 403 403 200"),
    ("discard_agreement_draft", "", None, "403 403 403 403 403 204"),
    ("publish_agreement", "", {"version": 0}, "403 403 403 403 403 409"),
    ("end_agreement", "", {"version": 0}, "403 403 403 403 403 409"),
    ("list_agreement_versions", "", None, "403 403 403 403 403 200:0"),
    ("list_acceptances", "?version=1", None, "403 403 403 403 403 200:0"),
    ("list_not_accepted", "?version=1", None, "403 403 403 403 403 200:6"),
    ("list_staff_kinds", "", None, "200 200 200 200 200 200"),
    ("list_staff_entries", "?view=own", None, "200:1 200:0 200:0 200:0 200:0 200:0"),
    ("list_staff_entries", "?view=unseen", None, "200:1 200:0 200:0 200:0 200:0 200:0"),
    ("list_staff_entries", "?view=month", None, "200:0 200:0 200:1 200:0 200:0 200:1"),
    ("list_staff_entries", "?view=agent&agent_id={holder}", None, "200:0 200:0 200:1 200:0 200:0 200:1"),
    ("list_staff_entries", "?view=waiting", None, "200:0 200:0 200:0 200:0 200:0 200:0"),
    ("count_unseen_entries", "", None, "200 200 200 200 200 200"),
    ("list_staff_sums", "", None, "200:0 200:0 200:2 200:0 200:1 200:5"),
    ("list_staff_sums", "?agent_id={holder}", None, "200:1 403 200:1 403 403 200:1"),
    ("enter_in_staff_file", "", ENTRY, "403 403 201 403 403 201"),
    ("read_staff_entry", "", None, "200 403 200 403 403 200"),
    ("correct_staff_entry", "", INSTEAD, "403 403 201 403 403 201"),
    ("withdraw_staff_entry", "", {"client_id": "9", "reason": "x"}, "403 403 201 403 403 201"),
    ("decide_on_staff_entry", "", {"outcome": "approved"}, "403 403 403 403 403 409"),
    ("mark_staff_entry_seen", "", None, "200 403 403 403 403 403"),
    ("state_to_staff_entry", "", {"text": "x"}, "200 403 403 403 403 403"),
    ("read_staff_settings", "", None, "403 403 403 403 403 200"),
    ("change_staff_settings", "", {"second_person": True}, "403 403 403 403 403 200"),
    ("recount_staff", "", {}, "403 403 403 403 403 200"),
]
