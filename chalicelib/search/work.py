"""What this room does when something happened below, and when something is due."""

from __future__ import annotations

from chalicelib.conversations.model.telling import Written
from chalicelib.conversations.model.words import WordsChanged
from chalicelib.core.duties import Duty
from chalicelib.core.events import Listener
from chalicelib.followups.model.followup import FollowUpWritten
from chalicelib.offline.model.message import MessageWritten
from chalicelib.search.service import indexing, rebuilding
from chalicelib.search.service.indexing import NameConversations
from chalicelib.search.service.rebuilding import Rebuild
from chalicelib.tickets.model.origins import TicketWritten
from chalicelib.visitors.model.visitor import CustomerChanged

LISTENERS = (
    Listener(Written, "search.on_written", indexing.find_what_was_said),
    Listener(WordsChanged, "search.on_words_changed", indexing.find_as_changed),
    Listener(CustomerChanged, "search.on_customer_changed", indexing.find_customer),
    Listener(FollowUpWritten, "search.on_follow_up_written", indexing.find_follow_up),
    Listener(MessageWritten, "search.on_message_written", indexing.find_message),
    Listener(TicketWritten, "search.on_ticket_written", indexing.find_ticket),
)

DUTIES = (
    Duty(Rebuild, rebuilding.rebuild),
    Duty(NameConversations, indexing.name_conversations),
)
