"""Who sees an inspection, and as what (F7, law 8)."""

from __future__ import annotations

from chalicelib.core.desk import Desk
from chalicelib.core.errors import existing
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.reach import EVERYWHERE, NEAR, Act, NotYours, Thing
from chalicelib.people.model.reach import may as tie_of
from chalicelib.people.model.rights import refuse_without
from chalicelib.quality.model.inspection import Inspection
from chalicelib.quality.model.inspectors import DECIDE, INSPECT, SEE, took_part
from chalicelib.quality.store import inspections as store

INSPECTOR, INSPECTED, OVERSEER = "inspector", "inspected", "overseer"
REACHED = frozenset({NEAR, EVERYWHERE})
OVERSEE = Act("oversee_inspection", REACHED, (SEE, DECIDE))
HAND_OUT = Act("hand_out_inspection", REACHED, (INSPECT, DECIDE))
JUDGE = Act("decide_on_inspection", REACHED, (DECIDE,))


def find(desk: Desk, inspection_id: str) -> Inspection:
    """One inspection; one read. Raises ``NotFound``."""
    return existing(store.inspection(desk, inspection_id), "no such inspection")


def role_in(desk: Desk, agent: Agent, inspection: Inspection) -> str:
    """As what they see it: its inspector; the one whose work it is about, once it is submitted; or who oversees them.

    One request for a group's scope. Raises ``NotYours``.
    """
    if agent.agent_id == inspection.agent_id:
        if inspection.is_submitted and inspection.calibration_id is None:
            return INSPECTED
        raise NotYours("it is about your own work")
    if agent.agent_id == inspection.inspector_id:
        return INSPECTOR
    people.allowed(desk, agent, OVERSEE, Thing(inspection.agent_id), "it is about somebody beyond your reach")
    return OVERSEER


def sees(agent: Agent, act: Act, about_id: str, around: people.Surroundings) -> bool:
    """Whether they may do this with what is about somebody else's work."""
    return agent.agent_id != about_id and tie_of(agent, act, Thing(about_id), around) is not None


def refuse_to_inspect(agent: Agent, inspection: Inspection) -> None:
    """Raises ``NotYours`` for whoever does not have it, or took part; ``Forbidden`` for who may inspect no more."""
    if agent.agent_id != inspection.inspector_id:
        raise NotYours("another inspector has it")
    if took_part(agent.agent_id, inspection):
        raise NotYours("it is about your own work")
    refuse_without(INSPECT, agent.rights.permissions)


def may_decide(desk: Desk, agent: Agent, inspection: Inspection) -> bool:
    """The same as ``refuse_to_decide``, asked."""
    apart = agent.agent_id != inspection.inspector_id and not took_part(agent.agent_id, inspection)
    return apart and tie_of(agent, JUDGE, Thing(inspection.agent_id), people.Surroundings(desk, agent)) is not None


def refuse_to_decide(desk: Desk, agent: Agent, inspection: Inspection) -> None:
    """Raises ``NotYours``: who inspected, or took part, does not decide; one's role must reach its agent."""
    if agent.agent_id == inspection.inspector_id or took_part(agent.agent_id, inspection):
        raise NotYours("somebody else decides on this")
    people.allowed(desk, agent, JUDGE, Thing(inspection.agent_id), "it is about somebody beyond your reach")
