"""Afterwards: callbacks after low scores, return visits (回访) by hand, by rule and in campaigns (D2, D3; G2).

Table ``followups``, hash ``key``, range ``order``:

- a follow-up: its id and ``followup``. ``by_owner``, ``by_state`` and ``by_campaign`` list them by when they are due
  and count them; an index names them, the table says how they stand.
- ``campaigns`` and ``rules``: the definitions, one query each.
- a campaign's id and ``run#<local date>``: one run of it, with what each agent was given so far.

Whatever is due is a piece of due work written with what makes it due. A callback is opened in the transaction of the
score that asks for it, under an id derived from the survey's, so there is never a second one. A run plans each
follow-up in a transaction over three things: the customer (not followed up within the period), the follow-up (not
there), and the run as it was read (nobody over their quota); so any number of runners, dying anywhere, plan it once.
"""
