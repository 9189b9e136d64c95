"""What cannot be done with a conversation as it stands now."""

from __future__ import annotations

from chalicelib.core.errors import Conflict


class NotTaken(Conflict):
    """It waits for an agent still."""

    code = "not_taken"
    title = "Take the conversation first"


class AlreadyTheirs(Conflict):
    """It would be given to the agent who has it."""

    code = "already_theirs"
    title = "They have it already"


class AlreadyHeld(Conflict):
    """It would be put on hold twice."""

    code = "already_held"
    title = "It is on hold already"


class NotHeld(Conflict):
    """There is nothing to resume."""

    code = "not_held"
    title = "It is not on hold"


class NotAnswered(Conflict):
    """A hold never stands for a first answer (B6)."""

    code = "not_answered"
    title = "Answer first, then put it on hold"


class AlreadyThere(Conflict):
    """Somebody would be invited who is in it."""

    code = "already_there"
    title = "They are in the conversation already"


class TooManyGuests(Conflict):
    """As many as may be are in it."""

    code = "too_many_guests"
    title = "No more guests can be in the conversation"


class NotAGuest(Conflict):
    """Only guests leave; whose it is hands it on."""

    code = "not_a_guest"
    title = "You are no guest here"
