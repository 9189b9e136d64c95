"""Whose rosters somebody may see and plan."""

from __future__ import annotations

from chalicelib.core.desk import Desk
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, Group
from chalicelib.people.model.reach import STEER, Receivers, Thing
from chalicelib.shifts import store
from chalicelib.shifts.model.clock import Clock
from chalicelib.shifts.model.rules import Rules

BEYOND = "the roster of a group that is not yours"
IN_CHINA = ("Asia/Shanghai", "Asia/Urumqi", "Asia/Chongqing", "Asia/Harbin")


def group_of(desk: Desk, agent: Agent, group_id: str) -> Group:
    """The group, for somebody whose role reaches it. Raises ``NotFound``, ``NotYours``. One request."""
    group = people.read_group(desk, group_id)
    people.allowed(desk, agent, STEER, Thing(receivers=Receivers(group_ids=(group_id,))), BEYOND)
    return group


def clock_of(desk: Desk) -> Clock:
    """The desk's clock; one read."""
    return Clock.of(people.read_desk(desk))


def rules_of(desk: Desk, group_id: str) -> Rules:
    """A group's rules, or those of every group that has none of its own; one request, and one more for these."""
    return store.rules(desk, group_id) or Rules(group_id, country=_country(clock_of(desk).zone))


def _country(zone: str) -> str | None:
    return "CN" if zone in IN_CHINA else None
