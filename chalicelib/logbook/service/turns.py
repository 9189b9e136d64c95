"""Whose turn it is to accept: the next shift of a group, where its shifts are binding (B8)."""

from __future__ import annotations

from datetime import timedelta

from chalicelib.core.desk import Desk
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.duty import ShiftTurned
from chalicelib.shifts import service as shifts
from chalicelib.shifts.model.roster import OnDuty

SOON = timedelta(hours=1)  # who comes then may accept before
GOES_ON = timedelta(minutes=15)  # a shift that begins so soon after another is the same stretch of work
TODAY = timedelta(hours=12)


def is_next(desk: Desk, agent: Agent, group_id: str) -> bool:
    """Whether somebody of the group is of those who accept: everybody, where its shifts are not binding; else whoever
    is on duty, or comes within the hour; where nobody does, everybody of it. One request, or up to eight."""
    if not shifts.is_binding(desk, group_id):
        return True
    now = desk.now()
    there = {each.agent_id for each in shifts.on_duty(desk, group_id, now)}
    if agent.agent_id in there:
        return True
    coming = {each.agent_id for each in shifts.begins_next(desk, group_id, now) if each.since <= now + SOON}
    return agent.agent_id in coming or not there | coming


def ended(desk: Desk, turned: ShiftTurned) -> str | None:
    """What the shift that is over is called; None: they work on. Two requests."""
    spans = shifts.published_spans(desk, turned.agent_id, turned.since, turned.until + GOES_ON)
    if any(each.since < turned.until + GOES_ON and each.until > turned.until for each in spans):
        return None
    return next((each.name for each in spans if each.until == turned.until), "")


def ends_today(desk: Desk, agent_id: str) -> OnDuty | None:
    """The shift of theirs that ended within the hour, or ends within hours; two requests."""
    now = desk.now()
    spans = shifts.published_spans(desk, agent_id, now - SOON, now + TODAY)
    return next((each for each in spans if now - SOON <= each.until <= now + TODAY), None)
