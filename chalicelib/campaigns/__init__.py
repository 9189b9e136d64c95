"""Return visits (回访) planned by themselves: campaigns, rules, and their runs (D3; G2).

This room decides whom, when and by whom; the follow-ups that it plans are ``followups``', and so is what becomes of
them. Table ``campaigns``, hash ``key``, range ``order``:

- ``campaigns`` and a campaign's id, ``rules`` and a rule's id: the definitions, one query each. Behind the last of each
  ``~`` says that a version before, which had all of this in the table ``followups`` under the same keys, left none
  there: until then it is used where it lies. Due work moves it (``service/carrying``).
- a campaign's id and ``run#<local date>``: one run of it, with what each agent was given so far; one query for the runs
  of a day or week.

- ``customer#<id>`` and ``standing``: how a customer stands: level, when they were last spoken to or called, dates.
- ``date#<plan>#<field>#<MM-DD>`` and ``<YYYY>#<customer>``: who has such a date, and what campaigns planned for it;
  ``level#<plan>#<level>#<share>`` and ``<moment>#<customer>``: who of a level was not called since when.

A campaign by date or by level reads those places and nobody else. They follow a customer by due work that is written
with what changes them (``CareChanged``), and are made of the customer as they stand: ``make recount`` makes them anew.
What is planned for a date is noted at its place in the same transaction, so that a date which changes meanwhile wins,
or finds what was planned and moves or cancels it.

The kinds of its due work begin with ``followups`` where they are older than the room: pieces outlive the code that
wrote them.

A run plans each follow-up in a transaction over three things: the customer (not followed up within the period), the
follow-up (not there), and the run as it was read (nobody over their quota); so any number of runners, dying anywhere,
plan it once. What a rule plans has an id derived from the rule's and the conversation's, so there is never a second.
"""
