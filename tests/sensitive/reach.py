"""Who reaches customers' numbers. Lines of the table in ``tests/reach.py``."""

from __future__ import annotations

SHOWN = {"operation": "read_conversation", "names": {"conversation_id": "mine"}, "shown": "1****", "reason": "x"}
WORDS = {"conversation_id": "mine", "text": "4111 1111 1111 1111", "client_id": "p", "way": "once"}

# of the desk:                 holder colleague leader outsider other_leader everywhere
LINES = [
    ("show_number", "", SHOWN, "404 403 404 403 403 404"),  # no such number there, for whoever may read it
    ("protect_words", "", WORDS, "201 403 201 403 403 201"),
]
