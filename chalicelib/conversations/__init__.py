"""Message intake, the transcript, polling, closing (A1, A3; law 5).

Table ``conversations``: hash ``conversation_id``, range ``seq`` (a number).

- ``1 … n``: the entries, numbered without a gap; each says the state after it. What edits or withdraws a message is an
  entry, too; ``revision``, beside the message and beside every edit of it, is what it is by now (``model.words``).
- ``HEADER`` (10^15), behind them all: the header. One query ``seq > after`` brings what is new and the header with it.
  Every change of a conversation appends an entry, so ``last_seq`` is its version, and the condition
  ``last_seq = seen`` guards every write.
- ``HEADER + 1``: when the visitor's page last gave a sign, written at most once a minute beside the signs of waiting.
- hash ``queue#<pool>``: those who wait for agents of this pool (``people.model.pools``), one small row for each of a
  conversation's pools, written and deleted with its header. The range orders them: by rank, within it whoever was
  transferred to the group before all others, then who came first. It is a base table's partition and not an index,
  because whoever frees a place must see, with a strongly consistent read, who began to wait before. Nobody reads a
  whole queue: the first ``WINDOW`` of each pool, for a visitor those up to them, for an agent those of their pools.
  How many wait in all is counted at most once in some seconds for all who may take the same ones (``core.kept``).
  In front of it (``0``) stands how long those lately served have waited, so that who reads the queue knows what to
  expect; it is written once in a few seconds at most.
- hash ``line``: where the version before kept everybody who waits; emptied by due work (``queue.leave_line``).

Indexes ``by_agent`` and ``by_state`` list conversations; they hold keys only, so that a message costs them nothing.
"""
