"""Afterwards: callbacks after low scores, return visits (回访) by hand, and all that becomes of those (D2, D3; G2).

A promise (承诺, D10) is a follow-up too, of a kind of its own: it is kept or broken, and broken by itself once it is
missed; what an agent writes is looked through for one (``model/promising``), and proposed, never written down by that.

Table ``followups``, hash ``key``, range ``order``:

- a follow-up: its id and ``followup``. ``by_owner``, ``by_state`` and ``by_campaign`` list them by when they are due
  and count them; an index names them, the table says how they stand.

Whether there is a campaign, for the list of what it planned, is asked of ``campaigns``, a floor above.

Whatever is due is a piece of due work written with what makes it due. A callback is opened in the transaction of the
score that asks for it, under an id derived from the survey's, so there is never a second one.
"""
