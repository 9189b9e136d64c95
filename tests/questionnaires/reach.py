"""Who reaches questionnaires, their report and what is asked in follow-ups: lines of the table in ``tests/reach.py``,
and what there is in its town."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from chalicelib.core import audit
from chalicelib.core.desk import Desk
from chalicelib.core.transactions import Transaction
from chalicelib.followups import store
from chalicelib.people.model.agents import Agent
from chalicelib.questionnaires.model.questions import QuestionnaireDefinition
from chalicelib.questionnaires.service import answering, definitions

DRAFT = {"draft": {"names": {"en": "Q"}}}
BOTH = {"zh-CN": "问题", "en": "Question"}
ASKS = {"names": BOTH, "questions": [{"key": "happy", "kind": "scale", "texts": BOTH}]}


def asked(desk: Desk, holder: Agent, followup_id: str) -> dict[str, str]:
    """A questionnaire that is asked in this follow-up, and was answered in part; its id."""
    record = definitions.save_draft(desk, audit.SYSTEM, "tea", msgspec.convert(ASKS, QuestionnaireDefinition), 0)
    definitions.publish(desk, audit.SYSTEM, "tea", record.version)
    before = store.followup(desk, followup_id)
    assert before is not None
    tx = Transaction(desk)
    store.write(tx, before, replace(before, questionnaire_id="tea", version=before.version + 1))
    tx.commit()
    answering.save_in_call(desk, holder, followup_id, {"happy": 5}, done=False, version=None)
    return {"questionnaire": "tea"}


# of the desk:                 holder colleague leader outsider other_leader everywhere
LINES = [
    ("list_questionnaires", "", None, "200:1 200:1 200:1 200:1 200:1 200:1"),
    ("read_questionnaire", "", None, "200 200 200 200 200 200"),
    ("save_questionnaire_draft", "", DRAFT, "403 403 403 403 403 200"),
    ("publish_questionnaire", "", {"version": 0}, "403 403 403 403 403 409"),
    ("read_questionnaire_report", "", None, "200 200 200 200 200 200"),
    ("list_questionnaire_responses", "", None, "200:1 200:0 200:1 200:0 200:0 200:1"),
    ("read_questions", "", None, "200 403 200 403 403 200"),
    ("save_answers", "", {"answers": {"happy": 4}}, "200 403 200 403 403 200"),
    ("send_questionnaire", "", {}, "200 403 200 403 403 200"),
]
