"""What visitors, agents and the rooms above do with conversations (A1, A3).

``intake``: starting and writing, exactly once. ``reading``: transcripts, lists, the inbox. ``moves``: what changes a
conversation's state: assigned, told to wait, put back, closed. ``access``: who may do what with which conversation.
"""

from chalicelib.conversations.service.intake import Started, post_message, reply, start_conversation
from chalicelib.conversations.service.moves import (
    assign,
    close_by_visitor,
    end_conversation,
    find,
    line,
    put_back_unanswered,
    tell_to_wait,
)
from chalicelib.conversations.service.reading import (
    Inbox,
    list_conversations,
    read_conversation,
    read_entries,
    read_inbox,
    read_transcript,
)
from chalicelib.conversations.store import HeaderMoved

__all__ = [
    "HeaderMoved",
    "Inbox",
    "Started",
    "assign",
    "close_by_visitor",
    "end_conversation",
    "find",
    "line",
    "list_conversations",
    "post_message",
    "put_back_unanswered",
    "read_conversation",
    "read_entries",
    "read_inbox",
    "read_transcript",
    "reply",
    "start_conversation",
    "tell_to_wait",
]
