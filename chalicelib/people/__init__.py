"""The people of the desk: agents, groups, roles, seats, sign-in, presence (B1, B4, B6, B7; F7).

Table ``people``: hash ``shelf``, range ``key``.

- ``roster``: ``agent#…``, ``group#…``, ``role#…`` and ``desk``. One strongly consistent query brings everything an
  assignment must know of people; one GetItem authenticates an agent. An agent's load is not a number but the set of
  the conversations they are serving, so that it cannot be counted twice or drift. Which groups they are in stands in
  the groups, and as a copy in their record, so that what they reach is known without reading everybody; so do the keys
  of the plans that name them, which the room of plans writes with the plan. Both together are their pools.
  What people change about agents, groups, roles and the desk counts in a ``version``, which every such write is
  conditioned on. Presence, sessions, turns and the conversations somebody has do not: those writes set attributes of
  their own, on conditions of their own, and put back nothing that they read of the rest; so a heartbeat or a claim
  never stands in an administrator's way, nor the other way round.
- ``email``, ``number``: which agent has it; a conditional put keeps both unique.
- ``password``: argon2 hashes, apart, so that no list ever carries them.
- ``tries#…``: for an account (a digest of its address), place by place: failed sign-ins, the time of the next one
  allowed, and until when the place is one that the account is used from. ``limits`` counts tries from other places.
"""
