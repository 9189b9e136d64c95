"""Who is calling: a visitor's permanent identity for one plan, and how often they came (A5).

Table ``visitors``: hash ``visitor_id``. The item carries the visitor's one open conversation, so that claiming "mine
is the only one" is a condition on it.
"""
