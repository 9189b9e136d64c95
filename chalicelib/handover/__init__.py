"""Unfinished work 未完事项: nothing stays overnight unnoticed (F3).

So long before the end of their working time as the desk says, agents are told what is still open with them; for each
thing they note what becomes of it: a colleague has it, tomorrow (and how the customer knows), or they finish it. What
is open then at the end, and what is nobody's, reaches those who lead, with the notes or without.

Table ``handover``, hash ``key``, range ``order``:

- ``plan#<key>``, ``next``: the day of a plan that is looked at next, and when it closes; with it, in the same
  transaction, the due work that looks.
- ``pool#<pool>`` and ``<day>#<moment>#<plan>``: when the plans that this pool receives for close on a day, so that the
  last one is one item of one query, however many plans there are (``service/hours.working_time_ends``).
- ``agent#<id>`` and a day: what was noted and what was left open, with a version; ``nobody#<plan>`` and a day: what was
  nobody's when the plan closed.
- ``desk#<day>``, ``group#<id>``, ``leader#<id>``: which of these there are, for lists and for the leader's one letter;
  ``leader#<id>`` with the day alone: which of them their letters told of.

Whatever is due is a piece of due work, planned by plan and day: nobody looks through all agents to find out whose day
ends. A day costs each plan some seven requests, one page of work for 25 agents, and each agent some forty with letters.
"""
