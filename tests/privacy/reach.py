"""Who reaches people's data: lines of the table in ``tests/reach.py``."""

from __future__ import annotations

ASKED = {"kind": "export", "visitor_id": "visitor", "reason": "asked"}
PERIODS = {"days": {"letters": 0}, "version": 0}
SETTINGS = {"wait_days": 1, "second_person": True}

# of the desk:                 holder colleague leader outsider other_leader everywhere
LINES = [
    ("list_privacy_requests", "", None, "403 403 403 403 403 200:0"),
    ("make_privacy_request", "", ASKED, "403 403 403 403 403 201"),
    ("read_privacy_request", "", None, "403 403 403 403 403 404"),
    ("accept_privacy_request", "", {}, "403 403 403 403 403 404"),
    ("confirm_erasing", "", {"typed": "x"}, "403 403 403 403 403 404"),
    ("cancel_privacy_request", "", {"reason": "x"}, "403 403 403 403 403 404"),
    ("open_archive", "", {}, "403 403 403 403 403 404"),
    ("find_persons", "", None, "403 403 403 403 403 200:0"),
    ("revoke_tokens", "", {}, "403 403 403 403 403 200"),
    ("list_revocations", "", None, "403 403 403 403 403 200:0"),
    ("hold_person", "", {"reason": "x"}, "403 403 403 403 403 200"),
    ("end_hold", "", None, "403 403 403 403 403 404"),
    ("list_holds", "", None, "403 403 403 403 403 200:0"),
    ("read_privacy", "", None, "403 403 403 403 403 200"),
    ("change_privacy", "", SETTINGS, "403 403 403 403 403 200"),
    ("read_retention", "", None, "403 403 403 403 403 200"),
    ("change_retention", "", PERIODS, "403 403 403 403 403 200"),
    ("list_retention_of_plans", "", None, "403 403 403 403 403 200:0"),
    ("read_retention_of_plan", "", None, "403 403 403 403 403 200"),
    ("change_retention_of_plan", "", PERIODS, "403 403 403 403 403 200"),
    ("foresee_removal", "", None, "403 403 403 403 403 200"),
    ("list_removed", "", None, "403 403 403 403 403 200:0"),
    ("list_held_things", "", None, "403 403 403 403 403 200:0"),
    ("hold_thing", "", {"reason": "x"}, "403 403 403 403 403 404"),
    ("end_hold_of_thing", "", None, "403 403 403 403 403 404"),
    ("list_erased_agents", "", None, "403 403 403 403 403 200:0"),
    ("erase_agent", "", {"agent_id": "colleague", "reason": "left"}, "403 403 403 403 403 409"),
    ("read_erased_agent", "", None, "403 403 403 403 403 404"),
    ("confirm_erasing_agent", "", {"typed": "x"}, "403 403 403 403 403 404"),
    ("cancel_erasing_agent", "", {"reason": "x"}, "403 403 403 403 403 404"),
    # of visitors: author stranger foreigner
    ("list_own_requests", "", None, "200:0 200:0 401"),
    ("open_own_data", "", {"request_id": "prv_nothing"}, "404 404 401"),
    ("ask_for_own_data", "", {"kind": "export", "client_id": "1"}, "409 404 401"),
]
