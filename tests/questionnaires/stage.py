"""A desk with a questionnaire, follow-ups in which it is asked, and letters that lead to it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import msgspec

from chalicelib.core import audit
from chalicelib.core.transactions import Transaction
from chalicelib.followups import service as followups
from chalicelib.followups.model.followup import FollowUp
from chalicelib.people.model.agents import Agent
from chalicelib.plans import service as plans
from chalicelib.questionnaires.model.questions import QuestionnaireDefinition
from chalicelib.questionnaires.service import definitions
from chalicelib.visitors.model.visitor import Customer
from tests.campaigns.dated import people
from tests.worlds import World

NAME = "after_sale"
BOTH = {"zh-CN": "问题", "en": "Question"}


def question(key: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"key": key, "kind": kind, "texts": {"zh-CN": f"问{key}", "en": f"Ask {key}"}, **more}


def choice(key: str) -> dict[str, Any]:
    return {"key": key, "texts": {"zh-CN": f"选{key}", "en": f"Choose {key}"}}


QUESTIONS: list[dict[str, Any]] = [
    question("happy", "scale", required=True, low={"at_most": 2}),
    question("why", "text", shown_if={"key": "happy", "at_most": 2}),
    question("used", "many", page=2, choices=[choice("tea"), choice("cup"), choice("pot")]),
    question("friend", "nps", page=2, required=True),
    question("again", "one", page=3, choices=[choice("yes"), choice("no")], low={"any_of": ["no"]}),
    question("when", "date", page=3),
    question("spent", "number", page=3, lowest=0),
]


def definition(*questions: dict[str, Any], **more: Any) -> QuestionnaireDefinition:
    """What a questionnaire asks: these, or all of the usual ones."""
    asked = {"names": BOTH, "questions": list(questions or QUESTIONS), **more}
    return msgspec.convert(asked, QuestionnaireDefinition)


def published(world: World, asks: QuestionnaireDefinition | None = None, name: str = NAME) -> None:
    """A questionnaire, or the next version of it."""
    record = definitions.save_draft(world.desk, audit.SYSTEM, name, asks or definition(), _version(world, name))
    definitions.publish(world.desk, audit.SYSTEM, name, record.version)


def _version(world: World, name: str) -> int:
    known = [each for each in definitions.list_questionnaires(world.desk) if each.questionnaire_id == name]
    return known[0].version if known else 0


def follow_up(world: World, owner: Agent, number: int = 0, **more: Any) -> FollowUp:
    """One in which it is asked."""
    (visitor_id,) = people(world, 1, prefix=f"ask{number:03}")
    plan, now = plans.read_plan(world.desk, "demo"), world.clock()
    customer = Customer(visitor_id=visitor_id, visitor_name="Mei", email=f"mei{number}@example.com", locale="zh-CN")
    planned = {"followup_id": world.desk.new_id("flw"), "kind": "care", "questionnaire_id": NAME, **more}
    one = followups.new_follow_up(plan, customer, owner, now + timedelta(days=1), now, **planned)
    tx = Transaction(world.desk)
    followups.write_planned(tx, one)
    tx.commit()
    return one
