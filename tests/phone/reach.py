"""Who reaches calls. Lines of the table in ``tests/reach.py``."""

from __future__ import annotations

CALL = {"plan_key": "tea", "direction": "in", "number": "13800138000", "seconds": 60}
JOINED = CALL | {"conversation_id": "mine"}

# of the desk:                       holder colleague leader outsider other_leader everywhere
LINES = [
    ("list_phone_calls", "", None, "200:0 200:0 200:0 200:0 200:0 200:0"),
    ("register_phone_call", "", CALL, "201 201 201 201 201 201"),
    ("register_phone_call", "", JOINED, "201 403 201 403 403 201"),
    ("suggest_for_call", "?plan_key=tea&number=13800138000", None, "200 200 200 200 200 200"),
    ("read_phone_call", "", None, "404 404 404 404 404 404"),
    ("correct_phone_call", "", {"notes": "Tea"}, "404 404 404 404 404 404"),
    ("play_recording", "", {}, "404 404 404 404 404 404"),
    ("ask_for_recording", "", {"name": "call.mp3", "size": 9}, "201 201 201 201 201 201"),
    ("recording_arrived", "", {}, "404 404 404 404 404 404"),
]
