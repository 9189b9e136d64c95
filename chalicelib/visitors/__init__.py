"""Who is calling: a visitor's permanent identity for one plan, and how often they came (A5).

A floor above ``plans``: whoever comes is let in by the plan's origins and limits, and spoken to in its languages. What
agents see and write down of a visitor goes by the conversations they have, so those routes are in ``conversations``.

Table ``visitors``: hash ``visitor_id``. The item carries the visitor's one open conversation, so that claiming "mine
is the only one" is a condition on it. Who they are (name, level, addresses) counts in its ``version``; visits, the open
conversation and when they were last asked are attributes of their own, which no edit puts back. ``user#<plan>#<id>``:
which visitor a user of the plan's website is. ``block`` is one of its own too: whoever is blocked is in the index
``by_block``. ``joined_to``: it is proved whose past it is; ``merged_into``: colleagues say so, for the desk alone (F6).

Table ``records``: hash ``visitor_id``, range ``order``. ``visit#<place>``: the last visits, on a ring, until they
expire; ``note#<id>``: what was written of them; ``merge#<id>``: who was merged into them, by whom, and what was
known of them before. One query each.
"""
