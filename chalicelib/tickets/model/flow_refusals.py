"""What can stand in the way of a ticket's next stage, and of a flow's next version (D6)."""

from __future__ import annotations

from chalicelib.core.errors import Conflict, Forbidden, members


class NothingToPublish(Conflict):
    """There is no draft."""

    code = "no_draft"
    title = "There is no draft of this flow"


class FollowsNoFlow(Conflict):
    """It has no stages, but goes the way that all tickets go."""

    code = "follows_no_flow"
    title = "This ticket follows no flow"


class FollowsFlow(Conflict):
    """It is solved and closed by the stages of its flow alone."""

    code = "follows_flow"
    title = "This ticket goes by the stages of its flow"
    beside = members(stage=str | None)


class NoSuchWay(Conflict):
    """The flow leads from this stage to others only; ``ways`` names those that lie open to who asks."""

    code = "move_not_in_flow"
    title = "The flow does not lead there from this stage"
    beside = members(stage=str, ways=list[str])


class NotYourMove(Forbidden):
    """The flow leads there, for others."""

    code = "not_your_move"
    title = "Others may make this move"
    beside = members(stage=str, ways=list[str])


class NotYourField(Forbidden):
    """Others set this field."""

    code = "not_your_field"
    title = "Others may set this field"
    beside = members(field=str)


class BeyondYourLimit(Forbidden):
    """More than this role may grant; somebody with a higher limit approves it in the field ``approved_in``."""

    code = "beyond_your_limit"
    title = "This is more than you may grant"
    beside = members(field=str, limit=float | None, approved_in=str | None)
