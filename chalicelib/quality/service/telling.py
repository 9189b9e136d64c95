"""Who is told what about inspections; each letter is written with what it tells of."""

from __future__ import annotations

from collections.abc import Sequence

from chalicelib.core.times import moment
from chalicelib.core.transactions import Transaction
from chalicelib.notifications import service as notifications
from chalicelib.notifications.model.notice import Matter
from chalicelib.people.model.agents import Agent, Roster
from chalicelib.quality.model.inspection import CHANGED, Inspection
from chalicelib.quality.model.inspectors import deciders
from chalicelib.quality.model.scoring import Score

RESULT, APPEAL, DECISION = "quality_result", "quality_appeal", "quality_decision"
MOST_TOLD = 20
LANGUAGE = "zh-CN"  # of what the desk's own people are told


def tell_of_result(tx: Transaction, inspection: Inspection, roster: Roster) -> None:
    """Its agent, what the sheet came to, and until when they may disagree."""
    _tell(tx, inspection, RESULT, _those(roster, inspection.agent_id), roster, inspection.filled.text)


def tell_of_appeal(tx: Transaction, inspection: Inspection, roster: Roster) -> None:
    """Those who can decide on it, and its inspector."""
    text = inspection.appeal.text if inspection.appeal is not None else ""
    to = [*deciders(roster, inspection, MOST_TOLD), *_those(roster, inspection.inspector_id)]
    _tell(tx, inspection, APPEAL, to, roster, text)


def tell_of_decision(tx: Transaction, inspection: Inspection, roster: Roster) -> None:
    """Its agent and its inspector."""
    text = inspection.decision.text if inspection.decision is not None else ""
    _tell(tx, inspection, DECISION, _those(roster, inspection.agent_id, inspection.inspector_id), roster, text)


def _those(roster: Roster, *agent_ids: str | None) -> list[Agent]:
    known = (roster.agents.get(each) for each in dict.fromkeys(agent_ids) if each is not None)
    return [each for each in known if each is not None and each.active]


def _tell(tx: Transaction, inspection: Inspection, what: str, to: Sequence[Agent], roster: Roster, text: str) -> None:
    decision, zone = inspection.decision, roster.desk.time_zone
    outcome = {None: "", CHANGED: "改分 · changed"}.get(decision.outcome if decision else None, "维持原分 · upheld")
    words = {
        "agent": inspection.agent.name or "",
        "inspector": inspection.inspector.name or "" if inspection.inspector is not None else "",
        "score": _total(inspection.score),
        "final": _total(inspection.final),
        "outcome": outcome,
        "until": moment(inspection.appeal_until, zone, LANGUAGE) if inspection.appeal_until is not None else "",
        "text": text,
    }
    about = inspection.inspection_id
    matter = Matter(what=what, words=words, about=about, plan_key=inspection.plan_key, holder_id=inspection.agent_id)
    notifications.tell_colleagues(tx, to, LANGUAGE, matter)


def _total(score: Score | None) -> str:
    return f"{score.total:g}" if score is not None else ""
