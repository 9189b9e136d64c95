"""Phrases as they are said in a conversation (E1)."""

from __future__ import annotations

from chalicelib.conversations.service import transitions
from chalicelib.conversations.service.access import may_answer
from chalicelib.core.desk import Desk
from chalicelib.knowledge.model.phrases import checked_phrase
from chalicelib.knowledge.model.placeholders import Occasion, as_said
from chalicelib.people.model.agents import Agent
from chalicelib.plans import service as plans
from chalicelib.plans.model.hours.clock import holiday_on


def fill_phrase(desk: Desk, agent: Agent, conversation_id: str, text: str, language: str) -> str:
    """The phrase as this agent says it to this visitor now; two reads.

    Raises ``NotFound``, ``NotYours``, ``NotTaken`` while nobody has it, ``Invalid`` for a text that is no phrase.
    """
    header = transitions.find(desk, conversation_id)
    may_answer(desk, agent, header)
    text, plan, now = checked_phrase(text), plans.read_plan(desk, header.plan_key), desk.now()
    holiday = holiday_on(plan.hours, plan.time_zone, now)
    names = agent.name, agent.number, plan.name
    return as_said(text, language, Occasion(header.visitor_name, *names, plan.time_zone, now, holiday))
