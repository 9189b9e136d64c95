"""Who reaches webhooks, and API keys. Lines of the table in ``tests/reach.py``."""

from __future__ import annotations

WEBHOOK = {"url": "https://hooks.example.com/", "description": "Shop", "events": ["*"]}

KEY = {"name": "Shop", "permissions": ["people.see"]}

# of the desk:                             holder colleague leader outsider other_leader everywhere
LINES = [
    ("list_api_keys", "", None, "403 403 403 403 403 200:0"),
    ("make_api_key", "", KEY, "403 403 403 403 403 201"),
    ("read_api_key", "", None, "403 403 403 403 403 404"),
    ("change_api_key", "", {"name": "Books"}, "403 403 403 403 403 404"),
    ("revoke_api_key", "", None, "403 403 403 403 403 404"),
    ("rotate_api_key", "", {}, "403 403 403 403 403 404"),
    ("list_webhook_events", "", None, "403 403 403 403 403 200:53"),
    ("list_webhooks", "", None, "403 403 403 403 403 200:0"),
    ("create_webhook", "", WEBHOOK, "403 403 403 403 403 201"),
    ("read_webhook", "", None, "403 403 403 403 403 404"),
    ("change_webhook", "", {"personal": True}, "403 403 403 403 403 404"),
    ("delete_webhook", "", None, "403 403 403 403 403 404"),
    ("rotate_webhook_secret", "", {}, "403 403 403 403 403 404"),
    ("test_webhook", "", {}, "403 403 403 403 403 404"),
    ("list_webhook_deliveries", "", None, "403 403 403 403 403 404"),
    ("replay_webhook_deliveries", "", {"delivery": "some"}, "403 403 403 403 403 404"),
]
