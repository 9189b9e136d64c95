"""What visitors, agents and the rooms above do with conversations (A1, A3).

``intake``: starting and writing, exactly once. ``reading``: transcripts, lists, the inbox. ``transitions``: what
changes a conversation's state: assigned, told to wait, put back, closed. ``access``: who may do what with which
conversation. ``spreading``: copies of what is changed elsewhere.
"""

from chalicelib.conversations.service.access import may_reach, may_take, thing
from chalicelib.conversations.service.intake import Started, post_message, reply, start_conversation
from chalicelib.conversations.service.leaving import has_left, watch_idle
from chalicelib.conversations.service.reading import open_ones, read_conversation, read_entries, read_inbox
from chalicelib.conversations.service.together import hold, invite, resume
from chalicelib.conversations.service.transitions import (
    ask_for_rating,
    assign,
    close_by_visitor,
    end_conversation,
    end_waiting,
    find,
    position_of,
    queue,
    remind,
    requeue,
    tell_to_wait,
    transfer,
    turn_away,
)
from chalicelib.conversations.store import HeaderMoved

__all__ = [
    "HeaderMoved",
    "Started",
    "ask_for_rating",
    "assign",
    "close_by_visitor",
    "end_conversation",
    "end_waiting",
    "find",
    "has_left",
    "hold",
    "invite",
    "may_reach",
    "may_take",
    "open_ones",
    "position_of",
    "post_message",
    "queue",
    "read_conversation",
    "read_entries",
    "read_inbox",
    "remind",
    "reply",
    "requeue",
    "resume",
    "start_conversation",
    "tell_to_wait",
    "thing",
    "transfer",
    "turn_away",
    "watch_idle",
]
