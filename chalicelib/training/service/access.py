"""Who may do what with a learner's attempts, certificates and orders (F7, law 8)."""

from __future__ import annotations

from typing import TypeVar

from chalicelib.core.desk import Desk
from chalicelib.core.errors import existing
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.reach import Act, NotYours, Thing
from chalicelib.people.model.reach import may as tie_of
from chalicelib.people.model.rights import refuse_without
from chalicelib.training.model.attempts import Attempt
from chalicelib.training.model.certificates import Certificate
from chalicelib.training.model.courses import Course, CourseRecord, CourseUnpublished
from chalicelib.training.model.orders import Order
from chalicelib.training.model.rights import GUIDE, LEAD, MANAGE, SEE
from chalicelib.training.store import things
from chalicelib.training.store.courses import COURSES

BEYOND = "they are beyond your reach"
T = TypeVar("T", Attempt, Certificate, Order)
_NOUNS: dict[type, str] = {Attempt: "attempt", Certificate: "certificate", Order: "order"}


def find(desk: Desk, kind: type[T], name: str) -> T:
    """An attempt, a certificate or an order; one read. Raises ``NotFound``."""
    return existing(things.find(desk, kind, name), f"no such {_NOUNS[kind]}")


def refuse_to_read(desk: Desk, agent: Agent, thing: Attempt | Certificate | Order) -> None:
    """Whose it is reads it, and who leads them. One request for a group's scope. Raises ``NotYours``."""
    if agent.agent_id != thing.agent_id:
        people.allowed(desk, agent, SEE, Thing(thing.agent_id), BEYOND)


def refuse_to_guide(desk: Desk, agent: Agent, agent_id: str) -> None:
    """Nobody judges, orders or revokes for themselves, nor beyond their reach. Raises ``NotYours``."""
    refuse_without(LEAD, agent.rights.permissions)
    if agent.agent_id == agent_id:
        raise NotYours("somebody else has to do this")
    people.allowed(desk, agent, GUIDE, Thing(agent_id), BEYOND)


def guides(agent: Agent, agent_id: str, around: people.Surroundings) -> bool:
    """The same, asked."""
    return agent.agent_id != agent_id and sees(agent, GUIDE, agent_id, around)


def sees(agent: Agent, act: Act, agent_id: str, around: people.Surroundings) -> bool:
    """Whether they may do this with what is another's."""
    return agent.agent_id != agent_id and tie_of(agent, act, Thing(agent_id), around) is not None


def refuse_without_any(agent: Agent) -> None:
    """Raises ``PermissionNeeded`` for who sees nobody's training but their own."""
    if MANAGE not in agent.rights.permissions:
        refuse_without(LEAD, agent.rights.permissions)


def record_of(desk: Desk, course_id: str) -> CourseRecord:
    """A course; one read. Raises ``NotFound``."""
    record = COURSES.record(desk, course_id)
    return existing(record if record.version else None, "no such course")


def published(desk: Desk, course_id: str) -> tuple[CourseRecord, Course]:
    """A course that somebody can learn by, and its present version; one read. Raises ``NotFound``,
    ``CourseUnpublished``."""
    record = record_of(desk, course_id)
    if record.published is None:
        raise CourseUnpublished("no version of it is published")
    return record, record.published


def version_of(desk: Desk, course_id: str, number: int) -> Course:
    """A version, which never changes; one read. Raises ``NotFound``."""
    return existing(COURSES.version(desk, course_id, number), "no such version")
