"""The people of the desk: agents, groups, roles, seats, sign-in, presence (B1, B4, B6, B7; F7).

Table ``people``: hash ``shelf``, range ``key``.

- ``agent#…``, ``record``: all of one agent, in a partition of their own, since each of their requests reads it and each
  heartbeat and conversation writes it. Their load is not a number but the set of the conversations they are serving, so
  that it cannot be counted twice or drift. Which groups they are in, and which plans name them, stands there as a copy;
  both together are their pools. What people change about agents, groups, roles and the desk counts in a ``version``,
  which every such write is conditioned on. Presence, sessions and conversations do not: those writes set attributes of
  their own, and put back nothing that they read of the rest; so a heartbeat never stands in an administrator's way.
- ``pool#<pool>#<allocation>``: the members of a pool in the order in which they would be given a conversation: who is
  free, then the full, the busy, and who is away. Whoever looks for somebody reads the first few. A place depends on all
  that an allocation asks of the agent: it is written in the transaction that changes any of that, and ``placed``
  counts those changes, so that nobody is claimed by a place that is not theirs any more. Only what plans ask for is
  kept (``uses``); an agent has at most 22 places.
- ``agent#…``, ``signature``: what their letters end with, apart from what each of their requests reads.
- ``roster``: the directory: ``agent#…`` (names and rights, for who only asks for these), ``group#…``, ``role#…``,
  ``pools`` (which allocations are asked for) and ``desk``, with how many seats are taken. A seat that is not used is
  freed by a piece of due work.
- ``agreement``: the confidentiality agreement: ``record`` with its draft, and ``asks``, what must be accepted from when
  on; each agent's record has a copy of that and says what they accepted, so that no request asks more for it (F12).
  ``agreement#versions``: what was published, which never changes; ``accepted#<version>``: who accepted it, when.
- ``email``, ``number``: which agent has it; a conditional put keeps both unique.
- ``password``: argon2 hashes, apart, so that no list ever carries them.
- ``tries#…``: for an account (a digest of its address), place by place: failed sign-ins, the time of the next one
  allowed, and until when the place is one that the account is used from. ``limits`` counts tries from other places.
"""
