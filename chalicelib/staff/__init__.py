"""Agents' staff files 奖惩: rewards and penalties, each with its reason and what it is about (F12).

Who may enter does so for those whom their role reaches, never for themselves. What is entered is never edited: it is
withdrawn or corrected by a further entry with a reason, and both stay. Penalties in money wait for a second person
where the desk says so. Whoever it is about is told of it, says that they have seen it, and may write a statement,
once. What it comes to by agent and month is there for the rooms above (``service.sums_of``).

Table ``staff``, hash ``key``, range ``order``:

- an entry: its id and ``entry``. ``by_agent``, ``by_month`` and ``by_list`` (what waits for a second person, what its
  agent has not seen) list them; an index names them, the table says how they stand.
- ``sums#<agent>`` and a month: what the entries of that month come to, by kind; changed in the transaction of the entry
  that changes it, and counted anew from the entries by hand.
- ``settings`` and ``settings``: the kinds, the currency, what takes a second person.
"""
