"""Leave, exchanges of shifts, and what was planned against what was 请假、调班、考勤 (B8).

Whoever asks for leave has it reserved with the request and taken with the approval; whoever leads them approves, and
never themselves. An exchange of shifts is accepted by the colleague before whoever leads sees it. What is approved is
in the roster by the same transaction. Each published shift has a record: what the facts of presence come to against
it, once it is over; it is corrected with a reason, and what was found stays.

Table ``attendance``, hash ``key``, range ``order``:

- a request: its id and ``request``. ``by_agent``, ``by_colleague``, ``by_month`` (of its first day) and ``by_list``
  (what waits for somebody to decide) list them; an index names them, the table says how they stand.
- ``agent#<id>``: ``account``, what they have of leave and what is open of theirs; and a record for each shift,
  ``day#<day>#<group>#<number>``. ``by_place`` lists the records of a group's day.
- ``presence#<id>`` and a moment: what they were from then on, until when; what was told twice is one.
- ``sums#<agent>`` and a month: what the records come to; changed in the transaction of the record that changes it, and
  counted anew by hand.
- ``settings`` and ``settings``: kinds of leave, who approves how much, what is let pass.

Whatever changes (a roster, leave, presence that was told late, a correction) has the days around it made anew from the
facts as they then stand: twice, late or out of order comes to the same.
"""
