"""Letters about training: to learners, to who judges, to who ordered, to who leads (F11)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from fractions import Fraction

from chalicelib.core import times
from chalicelib.core.desk import Desk
from chalicelib.core.transactions import Transaction
from chalicelib.notifications import service as notifications
from chalicelib.notifications.model.notice import Matter
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, Roster
from chalicelib.people.model.reach import reaches
from chalicelib.people.model.rights import ADMINISTRATOR
from chalicelib.training.model.attempts import PASSED, Attempt
from chalicelib.training.model.certificates import Certificate
from chalicelib.training.model.orders import Order
from chalicelib.training.model.rights import LEAD
from chalicelib.training.model.scoring import percent

LANGUAGE = "zh-CN"  # in which the desk writes to its own people
MOST_TOLD = 10
ORDERED, LATE, CANCELLED = "training_ordered", "training_late", "training_cancelled"
RESULT, WAITS, LACKS = "training_result", "training_waits", "training_lacks"
ENDS, ENDED, REVOKED = "certificate_ends", "certificate_ended", "certificate_revoked"


def leaders_of(roster: Roster, agent_id: str) -> list[Agent]:
    """Who judges and hears of what somebody does not do: the leaders of their groups who may, or else whoever may and
    reaches them; administrators only where there is nobody else. By id."""
    groups = list(roster.groups.values())
    able = [
        each
        for each in roster.agents.values()
        if each.active
        and each.agent_id != agent_id
        and LEAD in each.rights.permissions
        and reaches(each, agent_id, (), groups)
    ]
    leading = {each.leader_id for each in groups if agent_id in each.member_ids}
    near = [each for each in able if each.agent_id in leading]
    others = [each for each in able if each.role != ADMINISTRATOR]
    return sorted(near or others or able, key=lambda each: each.agent_id)[:MOST_TOLD]


def _write(tx: Transaction, to: Iterable[Agent | None], what: str, about: str, words: Mapping[str, object]) -> None:
    known = {each.agent_id: each for each in to if each is not None and each.active}
    if known:
        matter = Matter(what=what, words=dict(words), about=about, holder_id=next(iter(known)))
        notifications.tell_colleagues(tx, known.values(), LANGUAGE, matter)


def day_of(desk: Desk, at: datetime) -> str:
    """A moment as letters say it: its day on the desk's calendar; one read."""
    return str(times.hour(at, people.read_desk(desk).time_zone)[:10])


def tell_of_lack(tx: Transaction, agent: Agent, lacks_from: datetime) -> None:
    """Whoever lacks something, from when on."""
    now = tx.desk.now() >= lacks_from
    when = "现在起 · from now on" if now else day_of(tx.desk, lacks_from)
    _write(tx, [agent], LACKS, agent.agent_id, {"agent": agent.name, "when": when})


def tell_of_order(tx: Transaction, order: Order, agent: Agent) -> None:
    """Of whom it is ordered."""
    _write(tx, [agent], ORDERED, order.order_id, _of(order))


def tell_cancelled(tx: Transaction, order: Order, agent: Agent | None) -> None:
    """Of whom it was ordered."""
    _write(tx, [agent], CANCELLED, order.order_id, {**_of(order), "why": order.why_cancelled})


def tell_late(tx: Transaction, order: Order, roster: Roster) -> None:
    """Of whom it is ordered, who ordered it, and who leads them."""
    known = roster.agents
    to = [known.get(order.agent_id), known.get(str(order.author.id)), *leaders_of(roster, order.agent_id)]
    _write(tx, to, LATE, order.order_id, _of(order))


def _of(order: Order) -> dict[str, object]:
    return {
        "agent": order.agent.name or "",
        "author": order.author.name or "",
        "title": order.title,
        "reason": order.reason,
        "due": str(order.due_on),
    }


def tell_waits(tx: Transaction, attempt: Attempt, roster: Roster) -> None:
    """Who judges free text."""
    words = {"agent": attempt.agent.name or "", "title": attempt.title}
    _write(tx, leaders_of(roster, attempt.agent_id), WAITS, attempt.attempt_id, words)


def tell_result(tx: Transaction, attempt: Attempt, agent: Agent | None) -> None:
    """Whose attempt people judged, or the clock ended; who sees it come out is not told."""
    score = attempt.fraction or Fraction(0)
    outcome = "通过 · passed" if attempt.state == PASSED else "未通过 · not passed"
    words = {"title": attempt.title, "score": f"{percent(score):g}", "outcome": outcome}
    _write(tx, [agent], RESULT, attempt.attempt_id, words)


def tell_of_end(tx: Transaction, certificate: Certificate, agent: Agent | None, what: str) -> None:
    """Whose certificate ends soon, has ended, or was revoked."""
    expires_at = certificate.expires_at or tx.desk.now()
    words = {"title": certificate.title, "agent": certificate.agent.name or "", "due": day_of(tx.desk, expires_at)}
    if certificate.revoked is not None:
        words |= {"reason": certificate.revoked.reason, "author": certificate.revoked.by.name or ""}
    _write(tx, [agent], what, certificate.certificate_id, words)


def tell_ended(tx: Transaction, certificate: Certificate, roster: Roster) -> None:
    """A certificate has ended: whose it was, and who leads them."""
    words = {
        "title": certificate.title,
        "agent": certificate.agent.name or "",
        "due": day_of(tx.desk, certificate.expires_at or tx.desk.now()),
    }
    to = [roster.agents.get(certificate.agent_id), *leaders_of(roster, certificate.agent_id)]
    _write(tx, to, ENDED, certificate.certificate_id, words)
