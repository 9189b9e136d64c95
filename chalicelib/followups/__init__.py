"""Afterwards: callbacks after low scores, return visits (回访) by hand, and all that becomes of those (D2, D3; G2).

Table ``followups``, hash ``key``, range ``order``:

- a follow-up: its id and ``followup``. ``by_owner``, ``by_state`` and ``by_campaign`` list them by when they are due
  and count them; an index names them, the table says how they stand.
- ``campaigns``, ``rules``, and a campaign's id with ``run#…``: what ``campaigns``, a floor above, keeps beside what it
  plans. This room reads none of it; for the list of a campaign it asks whether there is an item of that key.

Whatever is due is a piece of due work written with what makes it due. A callback is opened in the transaction of the
score that asks for it, under an id derived from the survey's, so there is never a second one.
"""
