"""Who answers: allocation, the queue, transfer and reassignment, those whose agent left (A8, B1-B6, B9).

Every way to an agent goes through one claim: a transaction over the conversation (still waiting) and the agent (still
there, still a place free). Whoever adds somebody to the queue, and whoever frees a place, writes first and then looks
at both with strongly consistent reads; so at least one of two who do so at once sees the other, and nobody waits while
somebody they may be served by has room.

Table ``assignment``: hash ``conversation_id``, range ``seq`` of the entry that says who was assigned: the decision,
with every candidate, their figures, and why each was passed over (kept for explaining, never read to decide).
"""
