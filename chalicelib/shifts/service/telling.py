"""Agents are told what was published for them, and what is other than they knew, with the reason (B8)."""

from __future__ import annotations

from chalicelib.core.transactions import Transaction
from chalicelib.notifications import service as notifications
from chalicelib.notifications.model.notice import Matter
from chalicelib.people.model.agents import Agent
from chalicelib.shifts.model.publishing import Publication
from chalicelib.shifts.model.roster import Told
from chalicelib.shifts.model.wording import changes_in, shifts_in, week_in

LANGUAGE = "zh-CN"  # of letters to the desk's own people


def tell_of_week(tx: Transaction, agent: Agent, told: Told, publication: Publication) -> None:
    """Add to the transaction: a letter with the agent's week, or with what is changed of it."""
    is_changed = bool(told.changes)
    words = {
        "group": told.group_name,
        "week": week_in(told.week, LANGUAGE),
        "shifts": shifts_in(told.shifts, LANGUAGE),
        "changes": changes_in(told.changes, LANGUAGE),
        "reason": publication.reason,
        "by": publication.by_name,
    }
    what = "roster_changed" if is_changed else "roster_published"
    matter = Matter(what=what, words=words, about=publication.publication_id, holder_id=agent.agent_id)
    notifications.tell_colleagues(tx, [agent], LANGUAGE, matter)
