"""Who reaches what of tickets: rows of the table of all routes (``tests/test_reach.py``), which says what they mean."""

from __future__ import annotations

from typing import Any

TICKET = {"client_id": "9", "type": "aftersale", "subject": "It is cold", "email": "w@example.com"}

OF_TICKETS: list[tuple[str, str, Any, str]] = [
    ("list_tickets", "?view=all", None, "200:1 200:0 200:1 200:0 200:0 200:1"),
    ("list_tickets", "?about={mine}", None, "200:1 200:0 200:1 200:0 200:0 200:1"),
    ("list_tickets", "?visitor_id={visitor}", None, "200:1 200:0 200:1 200:0 200:0 200:1"),
    ("create_ticket", "", TICKET, "201 201 201 201 201 201"),
    ("create_ticket", "", {**TICKET, "visitor_id": "visitor"}, "201 403 201 403 403 201"),
    ("read_ticket", "", None, "200 403 200 403 403 200"),
    ("change_ticket", "", {"version": 2, "level": "vip"}, "200 403 200 403 403 200"),
    ("read_ticket_history", "", None, "200 403 200 403 403 200"),
    ("write_ticket_entry", "", {"client_id": "1", "text": "x"}, "200 403 200 403 403 200"),
    ("move_ticket", "", {"version": 2, "to": "in_progress"}, "200 403 200 403 403 200"),
    ("assign_ticket", "", {"version": 2, "agent_id": "colleague"}, "200 403 200 403 403 200"),
    ("escalate_ticket", "", {"client_id": "1", "reason": "x"}, "200 403 200 403 403 200"),
    ("merge_tickets", "", {"version": 2, "other_id": "job"}, "409 403 409 403 403 409"),
    ("change_tickets", "", {"act": "close", "ticket_ids": ["job"], "text": "x"}, "200 200 200 200 200 200"),
    ("read_ticket_settings", "", None, "200 200 200 200 200 200"),
    ("change_ticket_settings", "", {"close_days": 3}, "403 403 403 403 403 200"),
    ("list_ticket_ways", "", None, "200 403 200 403 403 200"),
    ("give_ticket_reason", "", {"client_id": "1", "reason": "x", "plan": "y"}, "409 403 409 403 403 409"),
    ("tell_ticket_delay", "", {"client_id": "1", "until": "2026-11-24T09:00:00Z"}, "200 403 200 403 403 200"),
    ("list_deadlines", "?scope=all", None, "200:1 200:0 200:1 200:0 200:0 200:1"),
    ("read_ticket_policies", "", None, "200 200 200 200 200 200"),
    ("change_ticket_policies", "", {"reason_minutes": 30}, "403 403 403 403 403 200"),
    ("list_flows", "", None, "200:8 200:8 200:8 200:8 200:8 200:8"),
    ("read_flow_version", "", None, "200 200 200 200 200 200"),
    ("read_flow", "", None, "403 403 403 403 403 200"),
    ("save_flow_draft", "", {"draft": {"names": {}, "stages": []}}, "403 403 403 403 403 200"),
    ("discard_flow_draft", "", None, "403 403 403 403 403 204"),
    ("publish_flow", "", {"version": 0}, "403 403 403 403 403 409"),
]
