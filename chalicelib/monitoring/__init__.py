"""Who is on the website at this moment, whom the desk invites, and what a supervisor sees (A3, A4, A7, 监控区).

A page that may (its plan says so, and the visitor consented) says once a minute, and on a change of page, that
somebody is there: a beat. Whoever gave none for two minutes is gone. Nothing is asked of a page besides: an invitation
comes with the answer to a beat.

Table ``live``: hash ``hash``, range ``key``.

- ``visitor#<visitor>``, ``now``: where somebody is, and what they were invited to last. The index ``by_place`` has
  those of a plan in a few shards (``<plan>#<shard>``) by their last beat: who is there now is read from its end, a page
  at a time, and whoever left is not read at all. Each change is on condition of its ``version``.
- ``invited#<plan>#<month>#<shard>``, an invitation: that it was shown, and what became of it. The fact.
- ``counts#<plan>#<month>``, a rule and a shard: how many were shown, accepted, dismissed; counted in the transactions
  of the facts, and rebuilt from them (``service.figures``).
"""
