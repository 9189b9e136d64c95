"""Tickets 工单: work that outlives a conversation, and belongs to somebody until it is done (D4, D7, D9; F6).

Table ``tickets``, hash ``key``, range ``order``:

- a ticket: its id; its history as entries ``e#00000001`` …, numbered without a gap, and the ticket itself behind them
  at ``~``, so that one query brings what is new and how it stands (law 5). Indexes list tickets by handler, owner and
  customer, and, each in a few shares so that no partition takes everything, by group and over the whole desk. An index
  names them, the table says how they stand.
- ``numbers#<yymmdd>#<block>`` and a number: which ticket has it; ``numbers#<yymmdd>`` and ``block``: where the day's
  numbers are by now, written once for each block, so that no item is written by everybody.
- ``complaints#<mark>`` and when it was made: the complaints of one customer, by each that they are known by, and for
  one cause; a mark tells nobody which.
- ``link#<kind>#<id>`` and a ticket's id: the tickets that were made from a thing, kept from the thing's end.
- ``d#<name>`` beside a ticket: where one of its deadlines stands in lists, in partitions ``due#…`` of the same indexes.
  A conversation's id and a message's with ``d#first_answer``: the first answer that is owed there, in the same lists.
- ``policies``: how soon tickets are answered and solved. ``flow#<type>``: ``record`` has the draft of a flow and what
  is published, ``v#00000001`` … its versions, which never change; version 1 of what is shipped is in the code.

What a ticket goes through is a table in ``model/states``; every change writes one entry with the ticket, on condition
that it still has the ``version`` it was read with.
"""
