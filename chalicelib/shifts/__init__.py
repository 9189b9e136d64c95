"""Who is on duty: rosters of shifts, what they bind, and what agents know of theirs (B8).

Table ``shifts``, hash ``key``, range ``order``:

- ``settings``: every kind of shift and every rotation, which are few; one query.
- ``group#…``: a group's ``rules`` (whether its shifts bind, rest, hours, cover), and its publications.
- ``week#<group>#<Monday>``: a group's week, an item for each agent: their draft, and what is published of it. Whoever
  plans writes one line on condition of the version they saw, so nobody's plan is overwritten unseen.
- ``agent#…``: what an agent was told, an item for each week and group (a copy, written with the publication of their
  line), their approved leave, and the address of their calendar. So a month of an agent is one query, and so is a week
  of a group.

Shifts are kept by the wall clock of the desk, and what they are in real time is computed when it is asked: a time has
one moment, in the order of the clock (``model/clock``), also where the clock is changed or the desk moves to another
zone.

A publication is a record with the versions that were seen, and due work that tells agent by agent: each line is
published as it was seen, or left for the next time if somebody has changed it since.

What binds stands with the agent (``people.model.duty``): the next stretches in which nothing is given to them. It is
written anew with each change and at each boundary; the decision at a moment looks at the stretches themselves, so a
late tick lets nobody be given anything.
"""
