"""What a deployment, and the start of a local desk, do with data of the version before. It stands above all rooms."""

from __future__ import annotations

from chalicelib.conversations import service as conversations
from chalicelib.core.desk import Desk
from chalicelib.people import service as people
from chalicelib.plans import service as plans


def carry_over(desk: Desk) -> int:
    """Bring everything into the places where this version looks for it, while the desk runs; how many agents it was.

    Twice is once, and it may stop anywhere; where nothing is left to do it costs a few queries, and a read for each
    agent and each plan.
    """
    plans.ask_for_pools(desk)
    number = people.carry_over(desk)
    plans.carry_over(desk)
    conversations.leave_line(desk)
    return number
