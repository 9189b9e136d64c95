"""A fact that a figure needs (F1): what happened when, to whom, and how many seconds it took. Pure."""

from __future__ import annotations

from datetime import datetime

import msgspec

STARTED, QUEUED, ASSIGNED, MISSED = "started", "queued", "assigned", "missed"
FIRST_ANSWER, ANSWER = "first_answer", "answer"
TRANSFERRED, HELD, SERVED, ENDED, REOPENED = "transferred", "held", "served", "ended", "reopened"
ASKED, RATED = "asked", "rated"
LEFT_MESSAGE, ANSWERED_MESSAGE = "left_message", "answered_message"
INSPECTED = "inspected"

KINDS = (
    *(STARTED, QUEUED, ASSIGNED, MISSED, FIRST_ANSWER, ANSWER, TRANSFERRED, HELD, SERVED, ENDED, REOPENED),
    *(ASKED, RATED, LEFT_MESSAGE, ANSWERED_MESSAGE, INSPECTED),
)


class Fact(msgspec.Struct, frozen=True):
    """``about``: the conversation, survey or message; ``number``: tells its facts of one kind apart.

    ``seconds``: how long it took, where it took time. ``agent_id``: whose it counts for. ``category_id``: what a
    conversation that ended was filed under, ``why``: why it ended. ``visitor_messages``, ``agent_messages``: what was
    written in what ended, or by whoever served; ``answered``: an agent had written by then. ``alone``: it began, was
    served by one agent and ended, and that once. ``score``: 1 to 5; ``resolved``: what the visitor said of that.
    ``in_time``: before its reminder was due. ``points``: what an inspection came to, in tenths of a point; ``fatal``:
    with a fatal error.
    """

    kind: str
    about: str
    number: int
    at: datetime
    plan_key: str
    source: str = "web"
    level: str = "normal"
    agent_id: str | None = None
    seconds: float | None = None
    category_id: str | None = None
    why: str | None = None
    visitor_messages: int = 0
    agent_messages: int = 0
    answered: bool = False
    alone: bool = False
    score: int | None = None
    resolved: bool | None = None
    in_time: bool | None = None
    points: int | None = None
    fatal: bool = False

    @property
    def name(self) -> str:
        """What tells it apart from every other fact; the same however often it is told."""
        return f"{self.about}#{self.kind}#{self.number}"
