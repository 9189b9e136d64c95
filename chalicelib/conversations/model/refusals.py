"""What cannot be done with a conversation as it stands now."""

from __future__ import annotations

from chalicelib.core.errors import Conflict, members


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


class NotYourWords(Conflict):
    """Only whoever wrote a message edits or withdraws it, and only messages are edited."""

    code = "not_your_words"
    title = "Only one's own messages can be changed"


class TooLateToChange(Conflict):
    """What was said longer ago stays as it was said."""

    code = "too_late_to_change"
    title = "It was said too long ago to be changed"


class WasWithdrawn(Conflict):
    """There is nothing left to edit or withdraw."""

    code = "was_withdrawn"
    title = "It was withdrawn"


class NotSnoozed(Conflict):
    """There is nothing to come back from."""

    code = "not_snoozed"
    title = "It is not snoozed"


class TooManyAside(Conflict):
    """Somebody keeps as many conversations without a slot as may be."""

    code = "too_many_aside"
    title = "Too many conversations are put aside"


class NotClosed(Conflict):
    """Only what is over can be reopened."""

    code = "not_closed"
    title = "It is not closed"


class TooLateToReopen(Conflict):
    """It ended longer ago than the plan allows; the visitor may begin another one."""

    code = "too_late_to_reopen"
    title = "It was closed too long ago to be reopened"


class VisitorElsewhere(Conflict):
    """Its visitor has another conversation that is not over (``conversation_id``)."""

    code = "visitor_elsewhere"
    title = "The visitor has another open conversation"
    beside = members(conversation_id=str)
