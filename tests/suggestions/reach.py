"""Who reaches which proposal, and articles at the side of a conversation: lines of the table in ``tests/reach.py``."""

from __future__ import annotations

PROPOSED = {"conversation_id": "ended", "title": "Tea", "answer": "Eighty degrees."}
DECLINED = {"outcome": "declined", "reason": "Known"}

# of the desk:                 holder colleague leader outsider other_leader everywhere
LINES = [
    ("propose_article", "", PROPOSED, "201 403 201 403 403 201"),
    ("list_own_proposals", "", None, "200:1 200:0 200:0 200:0 200:0 200:0"),
    ("mark_proposal_seen", "", None, "200 403 403 403 403 403"),
    ("read_proposal_of_conversation", "", None, "200 403 200 403 403 200"),
    ("list_proposals", "", None, "200:1 200:0 200:1 200:0 200:0 200:1"),
    ("read_proposal", "", None, "200 403 200 403 403 200"),
    ("decide_on_proposal", "", DECLINED, "200 403 200 403 403 200"),
]
