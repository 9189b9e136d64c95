"""Who leads which incident (law 8): what is done about it is done with the visitors of all plans that it is about."""

from __future__ import annotations

from collections.abc import Sequence

from chalicelib.core.desk import Desk
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.plans import service as plans


def refuse_to_lead(desk: Desk, agent: Agent, plan_keys: Sequence[str]) -> None:
    """Raises ``BeyondYourRights`` unless the agent reaches everybody who receives these plans, or (none: all) the whole
    desk; ``UnknownPlan`` for one that there is not. A read a plan where the role does not reach everything."""
    if plan_keys:
        plans.refuse_beyond(desk, agent, plan_keys)
    else:
        people.refuse_unless_all(agent, "it is about the whole desk")
