"""Who reaches channels. Lines of the table in ``tests/reach.py``."""

from __future__ import annotations

CHANNEL = {"kind": "app", "name": "Our app", "plan_key": "tea"}

# of the desk:                       holder colleague leader outsider other_leader everywhere
LINES = [
    ("list_channels", "", None, "403 403 403 403 403 200:0"),
    ("create_channel", "", CHANNEL, "403 403 403 403 403 201"),
    ("read_channel", "", None, "403 403 403 403 403 404"),
    ("change_channel", "", {"name": "App"}, "403 403 403 403 403 404"),
    ("add_channel_key", "", {}, "403 403 403 403 403 404"),
    ("retire_channel_key", "", {}, "403 403 403 403 403 404"),
    ("list_channel_failures", "", None, "403 403 403 403 403 404"),
    ("list_mails", "", None, "403 403 403 403 403 200:0"),
    ("take_in_mail", "", {}, "403 403 403 403 403 404"),
    ("drop_mail", "", {}, "403 403 403 403 403 404"),
    ("unfold_letter", "", None, "404 403 404 403 403 404"),
    ("read_conversation_channel", "", None, "404 403 404 403 403 404"),
    ("send_again", "", {"seq": 1}, "409 403 409 403 403 409"),
]
