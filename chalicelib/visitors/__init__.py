"""Who is calling: a visitor's permanent identity for one plan, and how often they came (A5).

Table ``visitors``: hash ``visitor_id``. The item carries the visitor's one open conversation, so that claiming "mine
is the only one" is a condition on it. Who they are (name, level, addresses) counts in its ``version``; visits, the open
conversation and when they were last asked are attributes of their own, which no edit puts back.
"""
