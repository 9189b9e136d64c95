"""What visitors, agents and the rooms above do with conversations (A1, A3).

``intake``: starting and writing, exactly once. ``reading``: transcripts, lists, the inbox. ``moves``: what changes a
conversation's state: assigned, told to wait, put back, closed. ``access``: who may do what with which conversation.
``spreading``: copies of what is changed elsewhere.
"""

from chalicelib.conversations.service.access import by_agent, may_reach, may_take, thing
from chalicelib.conversations.service.editing import edit_visitor
from chalicelib.conversations.service.intake import Started, post_message, reply, start_conversation
from chalicelib.conversations.service.leaving import IDLE_WATCH, has_left, look_at_idle, watch_idle
from chalicelib.conversations.service.moves import (
    ask_for_rating,
    assign,
    close_by_visitor,
    end_conversation,
    end_waiting,
    find,
    give,
    give_back,
    line,
    place_of,
    remind,
    still_here,
    tell_to_wait,
    turn_away,
)
from chalicelib.conversations.service.reading import (
    Inbox,
    list_conversations,
    open_ones,
    read_conversation,
    read_entries,
    read_inbox,
    read_transcript,
)
from chalicelib.conversations.service.spreading import KEYWORDS, begin_to_answer_keywords, rename_agent
from chalicelib.conversations.service.together import hold, invite, leave, resume
from chalicelib.conversations.store import HeaderMoved

__all__ = [
    "IDLE_WATCH",
    "KEYWORDS",
    "HeaderMoved",
    "Inbox",
    "Started",
    "ask_for_rating",
    "assign",
    "begin_to_answer_keywords",
    "by_agent",
    "close_by_visitor",
    "edit_visitor",
    "end_conversation",
    "end_waiting",
    "find",
    "give",
    "give_back",
    "has_left",
    "hold",
    "invite",
    "leave",
    "line",
    "list_conversations",
    "look_at_idle",
    "may_reach",
    "may_take",
    "open_ones",
    "place_of",
    "post_message",
    "read_conversation",
    "read_entries",
    "read_inbox",
    "read_transcript",
    "remind",
    "rename_agent",
    "reply",
    "resume",
    "start_conversation",
    "still_here",
    "tell_to_wait",
    "thing",
    "turn_away",
    "watch_idle",
]
