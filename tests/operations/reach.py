"""Who reaches what keeps the whole desk running: lines of the table in ``tests/reach.py``."""

from __future__ import annotations

# of the desk:                 holder colleague leader outsider other_leader everywhere
LINES = [
    ("list_sealed", "", None, "403 403 403 403 403 200"),
    ("verify_day", "", None, "403 403 403 403 403 404"),
    ("recount", "", {}, "403 403 403 403 403 200"),
    ("list_work", "", None, "403 403 403 403 403 200"),
    ("read_work", "", None, "403 403 403 403 403 404"),
    ("redrive_work", "", {}, "403 403 403 403 403 404"),
    ("drop_work", "", {}, "403 403 403 403 403 404"),
    ("check_setup", "", None, "403 403 403 403 403 200:4"),
    ("read_scanner", "", None, "403 403 403 403 403 200"),
    ("change_scanner", "", {"scanner_url": "https://scanner.example/"}, "403 403 403 403 403 200"),
    ("read_notice_settings", "", None, "403 403 403 403 403 200"),
    ("update_notice_settings", "", {"sender_name": "Tea"}, "403 403 403 403 403 200"),
    ("read_sms_account", "", None, "403 403 403 403 403 200"),
    ("top_up_sms", "", {"amount_fen": 100, "client_id": "1"}, "403 403 403 403 403 201"),
    ("read_sms_statement", "", None, "403 403 403 403 403 200"),
    ("preview_sms", "", {"text": "Tea"}, "403 403 403 403 403 200"),
    ("list_undeliverable_addresses", "", None, "403 403 403 403 403 200"),
    ("lift_address", "", {"address": "w@example.com"}, "403 403 403 403 403 200"),
]
