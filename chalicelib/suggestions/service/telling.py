"""Who proposed something is told what became of it (E2)."""

from __future__ import annotations

from collections.abc import Mapping

from chalicelib.core.transactions import Transaction
from chalicelib.notifications import service as notifications
from chalicelib.notifications.model.notice import Matter
from chalicelib.people.model.agents import Agent
from chalicelib.suggestions.model.proposals import DECLINED, DRAFTED, JOINED, Proposal

LANGUAGE = "zh-CN"  # of what the desk's own people are told
_DONE = {
    DRAFTED: "已写成知识草稿 · now a draft of an article",
    JOINED: "已并入已有知识 · joined to an article",
    DECLINED: "未采纳 · declined",
}


def tell_author(tx: Transaction, proposal: Proposal, agents: Mapping[str, Agent]) -> None:
    """Add to the transaction: a letter to who proposed it, unless they decided on it themselves."""
    author, decision = agents.get(proposal.author_id), proposal.decision
    if author is None or not author.active or decision is None or decision.by.id == author.agent_id:
        return
    words = {
        "title": proposal.title,
        "editor": decision.by.name or "",
        "done": _DONE[decision.outcome],
        "reason": decision.reason,
    }
    matter = Matter(what="proposal_decided", words=words, about=proposal.proposal_id, holder_id=author.agent_id)
    notifications.tell_colleagues(tx, [author], LANGUAGE, matter)
