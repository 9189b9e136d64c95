"""The duty log 值班日志 (B8): checks that are due, faults, requests for instruction, minutes of meetings.

A group's log is its members'; what somebody asked is between them and those who lead. Check lists are data; each plans
its own next check, which is due work, filled with what was found, or missed. A fault becomes a ticket of the department
that sees to it, once. A request for instruction goes up level by level: each answers in time, or passes it up with an
opinion; what was skipped is recorded and told. Minutes are a draft until they are confirmed, and only added to then.

Table ``logbook``, hash ``key``, range ``order``:

- an id and ``record``: an entry of any kind, with a version; a check list's id and ``next``: when it is due next.
- ``in#<list>``, a moment and an id: the lists of a group, of who asked, of a level, the newest last; what is open, late
  or faulty has a list of its own, so that no list grows with what is settled.
- ``open-to#<agent>#<group>`` and ``open-to``: the one hand-over of theirs that is open to the group.
- ``word#<group>#<word>``, a moment and an id: where a word stands in a group's log.
- ``settings``: how long people have.

A check costs four requests when it is due, whatever the desk has; whoever lists asks each of their groups once.
"""
