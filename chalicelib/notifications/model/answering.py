"""Letters to customers, which they answer. Pure."""

from __future__ import annotations

import msgspec

# what they are about is a message left, a ticket, a conversation
ANSWERED = frozenset({"offline_answer", "ticket_opened", "ticket_news", "ticket_delayed"})


class AnswersSought(msgspec.Struct, frozen=True):
    """Asked of a letter to a customer of this plan: the address at which what it is ``about`` is answered, or None."""

    plan_key: str
    about: str
