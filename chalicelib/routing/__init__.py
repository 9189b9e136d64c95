"""Who answers: allocation, the queue, transfer and reassignment, those whose agent left (A8, B1-B6, B9).

Every way to an agent goes through one claim: a transaction over the conversation (still waiting) and the agent (still
there, still a place free). Whoever adds somebody to the queue, and whoever frees a slot, writes first and then looks
at both with strongly consistent reads; so at least one of two who do so at once sees the other, and nobody waits while
somebody they may be served by has room.

Whoever comes while somebody has room, beside those who wait before them, is claimed in the very transaction that begins
the conversation (``service.beginning``), and never stands in the queue. Of many who come at once, whoever loses an
agent to another asks for any other whose claim is as good, of more and more of them, and then begins to wait like
everybody else. What lost races tell of agents may leave one who was read behind others who were not: nobody is given to
them then without a fresh look, since a turn that is not theirs would be taken.

Nobody looks further than the first of a pool's queue (``conversations.model.queue.WINDOW``). That holds because any
member of a pool may serve anybody who waits in it:

- whoever frees a slot, or comes to a pool, serves the first of their pools' queues until a fresh look finds nobody
  more whom somebody free may serve; so does whoever leaves a queue by another door, for those behind them;
- who begins to wait gives up only when nobody of their pools has room but for those before them who wait in the very
  same pools: each of these takes such a slot away, or leaves and has the queue looked at. While somebody before them
  who waits in other pools too, or whom the window does not show, might be given another agent, they look again.

A transfer to a group without room is the same: first it is written that it waits and that its slot is free, and then
both are looked at. Whoever handed it on is no candidate for it: so for those beside it it counts as of other pools.

Table ``assignment`` (of assignments; the due work of this room, too, keeps the name it has had in tables for ever:
``assignment.…``): hash ``conversation_id``, range ``seq`` of the entry that says who was assigned: the decision,
with every candidate, their figures, and why each was passed over (kept for explaining, never read to decide).
"""
