"""A customer who asks for their data is answered within thirty days: who sees to that hears when it runs out (F6)."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import timedelta

from chalicelib.core import work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.times import moment
from chalicelib.core.transactions import Transaction
from chalicelib.notifications import service as notifications
from chalicelib.notifications.model.notice import Matter
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.rights import ALL
from chalicelib.plans import service as plans
from chalicelib.privacy import store
from chalicelib.privacy.model.requests import REMINDED, Request

MAY = "privacy.manage"
MOST_TOLD = 20
KINDS = {"export": ("导出个人数据", "have their data"), "erase": ("删除个人数据", "have their data erased")}


class Remind(Due, frozen=True):
    """So many days before a customer's request is to be answered."""

    kind = "privacy.remind"

    request_id: str
    days: int


def plan_reminders(tx: Transaction, request: Request) -> None:
    """Add to the transaction that keeps a customer's request."""
    if request.due_at is not None:
        for days in REMINDED:
            work.put(tx, Remind(request.request_id, days), at=request.due_at - timedelta(days=days))


def remind(desk: Desk, due: Remind) -> None:
    """Whoever sees to people's data is written to, if it is still to be answered; once for each of these days."""
    request = store.request(desk, due.request_id)
    if request is None or request.due_at is None or not request.is_open:
        return
    plan = plans.read_plan(desk, request.plan_key)
    language = plan.languages[0]
    words = {
        "kind": KINDS[request.kind][language != "zh-CN"],
        "days": due.days,
        "plan": plan.name,
        "person": request.visitor_id,
        "due": moment(request.due_at, plan.time_zone, language),
    }
    matter = Matter(what="privacy_due", about=request.request_id, words=words, plan_key=request.plan_key)
    told = _responsible(people.directory(desk).agents.values())
    tx = Transaction(desk)
    notifications.tell_colleagues(tx, told, language, matter, once=f"privacy_due#{request.request_id}#{due.days}")
    with suppress(notifications.ToldBefore):
        tx.commit_and_tell()


def _responsible(agents: Iterable[Agent]) -> list[Agent]:
    able = [each for each in agents if each.active and MAY in each.rights.permissions and each.rights.scope == ALL]
    return sorted(able, key=lambda each: each.agent_id)[:MOST_TOLD]
