"""Return visits (回访) planned by themselves: campaigns, rules, and their runs (D3; G2).

This room decides whom, when and by whom; the follow-ups that it plans are ``followups``', and so is what becomes of
them. Its items lie in the table ``followups`` (hash ``key``, range ``order``), where desks have had them all along, for
a deployment moves no data:

- ``campaigns`` and a campaign's id, ``rules`` and a rule's id: the definitions, one query each.
- a campaign's id and ``run#<local date>``: one run of it, with what each agent was given so far; one query for the runs
  of a day or week.

For the same reason the kinds of its due work begin with ``followups``: pieces outlive the code that wrote them.

A run plans each follow-up in a transaction over three things: the customer (not followed up within the period), the
follow-up (not there), and the run as it was read (nobody over their quota); so any number of runners, dying anywhere,
plan it once. What a rule plans has an id derived from the rule's and the conversation's, so there is never a second.
"""
