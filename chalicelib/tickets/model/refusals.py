"""What can stand in the way of a ticket's next step."""

from __future__ import annotations

from typing import Any

from chalicelib.core.errors import Conflict, members


class TicketChanged(Conflict):
    """Somebody changed it since it was read; ``entries`` say what and by whom, ``version`` is the one it has now."""

    code = "ticket_changed"
    title = "Somebody else changed this ticket meanwhile"
    beside = members(version=int, state=str, entries=list[dict[str, Any]])


class MoveNotAllowed(Conflict):
    """No way leads there from the state it is in; ``ways`` are those that there are."""

    code = "move_not_allowed"
    title = "The ticket cannot go there from where it is"
    beside = members(state=str, ways=list[str])


class TicketOver(Conflict):
    """It is closed; whoever wants more opens it again or makes another."""

    code = "ticket_closed"
    title = "The ticket is closed"


class ReopenedTooLate(Conflict):
    """The days in which it could be opened again are over; a new one may be made."""

    code = "reopened_too_late"
    title = "It was closed too long ago to be opened again"
    beside = members(days=int)


class NotMergeable(Conflict):
    """The two are no pair: not of one customer, the same, or one was merged before."""

    code = "not_mergeable"
    title = "These two tickets cannot become one"


class AlreadyHandler(Conflict):
    """They work on it already."""

    code = "already_handler"
    title = "They have this ticket already"


class NobodyThere(Conflict):
    """Nobody of the group could be given it; ``candidates``: agent → why not."""

    code = "nobody_there"
    title = "Nobody of the group is there"
    beside = members(candidates=dict[str, str])


class TooManyWords(Conflict):
    """Its history has as many entries as one may have."""

    code = "history_full"
    title = "Nothing more can be added to this ticket"
