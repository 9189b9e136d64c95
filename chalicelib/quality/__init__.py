"""Quality inspection 质检: which conversations are looked at, by whom, with what sheet, and what came of it (F4).

Rules say which conversations; whether one is drawn follows from the seed and its id (``model/rules``). A conversation
that is over, or rated, is looked at by due work written in the same transaction; nothing is ever looked for. What is
drawn is given to the inspector who has fewest, never to who took part. A sheet is filled in, submitted once, appealed
against once, decided on by somebody else; each of these is in the audit log, and told to whom it concerns.

Table ``quality``, hash ``key``, range ``order``:

- an inspection: its id, which follows from the conversation's, and ``inspection``. ``by_inspector``, ``by_agent``,
  ``by_list`` (nobody has it, appealed, to be compared) and ``by_month`` list them; an index names them, the table says
  how they stand. A calibration: its id and ``calibration``, with the ids of the inspections that it compares.
- ``load#<agent>`` and ``load``: how many an inspector has open.
- ``week#<rule>#<agent>#<week>`` and ``week``: those of an agent's week that a rule draws next, as many as it wants
  and some in reserve.
- ``cell#<dimension>#<key>`` and a month: what the inspections of that month come to for one agent, group, plan or
  inspector. An inspection says what of it was counted (``counted``), and changes that and the sums in one transaction:
  twice is once, and a recount finds the same.
- ``settings`` and ``settings``: rules, seed, days to appeal. ``sheets`` and a sheet's id: its draft and what is
  published; ``sheet#<id>`` and ``v#00000001`` …: its versions, which never change. What is shipped is in the code.
"""
