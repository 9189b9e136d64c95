"""What belongs to an incident: conversations, tickets, answers to surveys, messages left (F9). Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated

import msgspec

from chalicelib.core.text import among
from chalicelib.incidents.model.incident import WAYS

SHARES = 8  # of what is counted and linked, so that no partition takes all of a burst
FINEST = timedelta(minutes=10)  # in which contacts are counted together
SPANS = (FINEST, timedelta(hours=1), timedelta(days=1))
MOST_SPANS = 288  # two days of ten minutes, twelve of hours; then days

CONVERSATION, TICKET, SURVEY, MESSAGE = "conversation", "ticket", "survey", "message"
THINGS = (CONVERSATION, TICKET, SURVEY, MESSAGE)
_BY_PREFIX = {"cnv": CONVERSATION, "tkt": TICKET, "srv": SURVEY, "off": MESSAGE}


class Link(msgspec.Struct, frozen=True):
    """Something that belongs to an incident: the id of what it is, since when, in which ``way``.

    ``leads_to``: the conversation or ticket that an answer to a survey is about.
    """

    about: str
    at: datetime
    way: Annotated[str, among(*WAYS)]
    leads_to: str | None = None

    @property
    def kind(self) -> str | None:
        """What it is; None: nothing that can be linked."""
        return kind_of(self.about)

    @property
    def conversation_id(self) -> str | None:
        """The conversation that it is, or leads to."""
        return self.names if kind_of(self.names) == CONVERSATION else None

    @property
    def names(self) -> str:
        """What is looked at for it: what it leads to, or it itself."""
        return self.leads_to or self.about


def kind_of(about: str) -> str | None:
    """What this id names; None: nothing that can be linked."""
    return _BY_PREFIX.get(about.partition("_")[0])


def span_of(at: datetime, span: timedelta = FINEST) -> datetime:
    """When the ten minutes, the hour or the day (of UTC) begin in which this is counted."""
    seconds = span.total_seconds()
    return datetime.fromtimestamp(at.timestamp() // seconds * seconds, at.tzinfo)


def span_for(long: timedelta) -> timedelta:
    """In what contacts of an incident that is so long are shown: there are never many of them to read."""
    return next((each for each in SPANS if long <= each * MOST_SPANS), SPANS[-1])
