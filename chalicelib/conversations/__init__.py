"""Message intake, the transcript, polling, closing (A1, A3; law 5).

Table ``conversations``: hash ``conversation_id``, range ``seq`` (a number).

- ``1 … n``: the entries, numbered without a gap; each says the state after it.
- ``HEADER`` (10^15), behind them all: the header. One query ``seq > after`` brings what is new and the header with it.
  Every change of a conversation appends an entry, so ``last_seq`` is its version, and the condition
  ``last_seq = seen`` guards every write.
- ``HEADER + 1``: when the visitor's page last gave a sign, written at most once a minute beside the signs of waiting.
- hash ``line``: those who wait, each a copy of the header, written and deleted with it. The range orders them: who
  came first is first. It is a base table's partition and not an index, because whoever frees a place must see, with a
  strongly consistent read, everybody who began to wait before.

Indexes ``by_agent`` and ``by_state`` list conversations; they hold keys only, so that a message costs them nothing.
"""
