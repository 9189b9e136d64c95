"""What visitors, agents and the rooms above do with conversations (A1, A3).

``starting``, ``intake``: beginning and writing, exactly once. ``reading``: transcripts, lists, the inbox.
``transitions``: what changes a conversation's state: assigned, told to wait, put back, closed. ``queue``: windows of
pools, places, other receivers. ``composing``: notes, and one's own words changed. ``snoozing``, ``reopening``: put
aside, and going on. ``blocking``: visitors who are not let in. ``attendance``: who waits while nobody is there.
``access``: who may do what with which conversation. ``spreading``: copies of what is changed elsewhere. ``filing``:
what they were about, and their records. ``ticketing``: that they became tickets. ``telephoning``: calls. ``telling``:
what all visitors of a plan are told while something goes wrong.
"""

from chalicelib.conversations.service.access import (
    customer_in_reach,
    may_answer,
    may_note,
    may_reach,
    may_see,
    may_take,
    same_visitor,
    thing,
)
from chalicelib.conversations.service.attendance import tell_attendance
from chalicelib.conversations.service.attending import look_after, mark_absent, mark_awaited, mark_present, take_back
from chalicelib.conversations.service.blocking import end_for_good
from chalicelib.conversations.service.customers import customer_of, list_earlier
from chalicelib.conversations.service.filing import file_earlier_later, said_at_end
from chalicelib.conversations.service.history import list_of
from chalicelib.conversations.service.intake import post_message, reply
from chalicelib.conversations.service.leaving import watch_idle
from chalicelib.conversations.service.looking_back import list_closed
from chalicelib.conversations.service.past import put_past, seal_past, sees_of
from chalicelib.conversations.service.queue import (
    find_waiting,
    forget,
    leave_line,
    leave_line_later,
    nobody_waits,
    note_wait,
    present,
    receive_anew,
    rows_after,
    standing_of,
    window,
)
from chalicelib.conversations.service.reading import (
    open_ones,
    read_conversation,
    read_entries,
    read_inbox,
    under_way,
)
from chalicelib.conversations.service.reopening import elsewhere, refuse_to_reopen, reopen
from chalicelib.conversations.service.snoozing import give_slot, snooze
from chalicelib.conversations.service.starting import Arrived, Invited, Started, start_conversation
from chalicelib.conversations.service.telephoning import add_call, correct_call, log_call
from chalicelib.conversations.service.telling import tell_holding
from chalicelib.conversations.service.ticketing import say_ticket
from chalicelib.conversations.service.together import hold, invite, resume
from chalicelib.conversations.service.transitions import (
    Also,
    ask_for_rating,
    assign,
    close_by_visitor,
    end_conversation,
    end_waiting,
    find,
    hand_on,
    remind,
    requeue,
    tell_to_wait,
    transfer,
    turn_away,
)
from chalicelib.conversations.service.verifying import stamp_verified
from chalicelib.conversations.service.written import entries_after, latest, messages_at
from chalicelib.conversations.store import HeaderMoved, headers, wanted
from chalicelib.conversations.store import list_in_state as ids_in_state

__all__ = [
    "Also",
    "Arrived",
    "HeaderMoved",
    "Invited",
    "Started",
    "add_call",
    "ask_for_rating",
    "assign",
    "close_by_visitor",
    "correct_call",
    "customer_in_reach",
    "customer_of",
    "elsewhere",
    "end_conversation",
    "end_for_good",
    "end_waiting",
    "entries_after",
    "file_earlier_later",
    "find",
    "find_waiting",
    "forget",
    "give_slot",
    "hand_on",
    "headers",
    "hold",
    "ids_in_state",
    "invite",
    "latest",
    "leave_line",
    "leave_line_later",
    "list_closed",
    "list_earlier",
    "list_of",
    "log_call",
    "look_after",
    "mark_absent",
    "mark_awaited",
    "mark_present",
    "may_answer",
    "may_note",
    "may_reach",
    "may_see",
    "may_take",
    "messages_at",
    "nobody_waits",
    "note_wait",
    "open_ones",
    "post_message",
    "present",
    "put_past",
    "read_conversation",
    "read_entries",
    "read_inbox",
    "receive_anew",
    "refuse_to_reopen",
    "remind",
    "reopen",
    "reply",
    "requeue",
    "resume",
    "rows_after",
    "said_at_end",
    "same_visitor",
    "say_ticket",
    "seal_past",
    "sees_of",
    "snooze",
    "stamp_verified",
    "standing_of",
    "start_conversation",
    "take_back",
    "tell_attendance",
    "tell_holding",
    "tell_to_wait",
    "thing",
    "transfer",
    "turn_away",
    "under_way",
    "wanted",
    "watch_idle",
    "window",
]
