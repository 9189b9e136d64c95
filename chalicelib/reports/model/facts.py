"""A fact that a figure needs (F1): what happened when, to whom, and how many seconds it took. Pure."""

from __future__ import annotations

from datetime import datetime

import msgspec

STARTED, QUEUED, ASSIGNED, MISSED = "started", "queued", "assigned", "missed"
WELCOMED, GREETED, FIRST_ANSWER, ANSWER = "welcomed", "greeted", "first_answer", "answer"
TRANSFERRED, HELD, SERVED, ENDED, REOPENED = "transferred", "held", "served", "ended", "reopened"
CONTACT = "contact"
ASKED, RATED = "asked", "rated"
LEFT_MESSAGE, ANSWERED_MESSAGE = "left_message", "answered_message"
TICKET_CREATED, TICKET_SOLVED = "ticket_created", "ticket_solved"
TICKET_CLOSED, TICKET_REOPENED = "ticket_closed", "ticket_reopened"
DEADLINE = "deadline"
CALLBACK_PLANNED, CALLBACK_DUE, CALLBACK_DONE = "callback_planned", "callback_due", "callback_done"
FOLLOWUP_PLANNED, FOLLOWUP_DUE, FOLLOWUP_DONE = "followup_planned", "followup_due", "followup_done"
PROMISE_MADE, PROMISE_OVER = "promise_made", "promise_over"
PRESENT = "present"
NOTICE = "notice"
INSPECTED = "inspected"

KINDS = (
    *(STARTED, QUEUED, ASSIGNED, MISSED, WELCOMED, GREETED, FIRST_ANSWER, ANSWER),
    *(TRANSFERRED, HELD, SERVED, ENDED, REOPENED, CONTACT),
    *(ASKED, RATED, LEFT_MESSAGE, ANSWERED_MESSAGE),
    *(TICKET_CREATED, TICKET_SOLVED, TICKET_CLOSED, TICKET_REOPENED, DEADLINE),
    *(CALLBACK_PLANNED, CALLBACK_DUE, CALLBACK_DONE, FOLLOWUP_PLANNED, FOLLOWUP_DUE, FOLLOWUP_DONE),
    *(PROMISE_MADE, PROMISE_OVER, PRESENT, NOTICE, INSPECTED),
)


class Fact(msgspec.Struct, frozen=True):
    """``about``: the conversation, survey, message, ticket, follow-up, notice or agent; ``number`` and ``part`` tell
    its facts of one kind apart.

    ``plan_key``, ``source``, ``level``: None where it has none. ``seconds``: how long it took, where it took time.
    ``agent_id``: whose it counts for. ``category_id``: what a conversation that ended was filed under, ``why``: why it
    ended, which presence it was, or what became of a notice. ``visitor_messages``, ``agent_messages``: what was written
    in what ended, or by whoever served; ``answered``: an agent had written by then. ``alone``: it began, was served by
    one agent and ended, and that once. ``score``: 1 to 5; ``resolved``: what the visitor said of that. ``in_time``:
    before its reminder, or when it was due. ``came_back``: its customer did, about the same; ``repeats``: it is such a
    return. ``type``, ``priority``: of a ticket. ``void``: it did not happen after all, and counts nothing.
    ``points``: what an inspection came to, in tenths of a point; ``fatal``: with a fatal error.
    """

    kind: str
    about: str
    number: int
    at: datetime
    plan_key: str | None
    source: str | None = "web"
    level: str | None = "normal"
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
    part: str = ""
    type: str | None = None
    priority: str | None = None
    came_back: bool = False
    repeats: bool = False
    void: bool = False
    points: int | None = None
    fatal: bool = False

    @property
    def name(self) -> str:
        """What tells it apart from every other fact; the same however often it is told."""
        return f"{self.about}#{self.kind}#{self.number}" + (f"#{self.part}" if self.part else "")
