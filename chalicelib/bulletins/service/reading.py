"""Reports are read again, as they were compiled; and one is shown before it is sent to anybody (F2)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import timedelta

from chalicelib.bulletins import store
from chalicelib.bulletins.model.bulletin import Bulletin, Kept
from chalicelib.bulletins.model.schedule import Period, before, period_of
from chalicelib.bulletins.model.subscriptions import Recipient
from chalicelib.bulletins.model.views import View, may_read
from chalicelib.bulletins.service.compiling import Wish, compiled
from chalicelib.bulletins.service.sending import wish_of, write_letters
from chalicelib.core import limits, times
from chalicelib.core.cursors import seal, unseal
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, existing
from chalicelib.core.limits import Limit
from chalicelib.core.once import AlreadyDone, Once, mark
from chalicelib.core.transactions import Transaction
from chalicelib.followups.model.days import local_date
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.reach import NotYours
from chalicelib.people.model.rights import BeyondYourRights

FIRST_YEAR = 2026  # in which there were bulletins
PREVIEWS = Limit("bulletin_preview", most=60, within=timedelta(hours=1))


def list_bulletins(desk: Desk, agent: Agent, cursor: str | None, *, mine: bool) -> tuple[list[Kept], str | None]:
    """A page of those that the agent was sent or, with a role that reaches everything and not only ``mine``, of all;
    the latest first. What they may not read any more is left out: a page may be short, or empty, while others follow.

    One query, and one request where their groups matter. Raises ``Invalid``.
    """
    everything = agent.reaches_all and not mine
    purpose = f"bulletins#{agent.agent_id}#{everything}"
    year, place = unseal(desk, purpose, cursor) if cursor else (desk.now().year, None)
    if everything:
        found, more = store.kept_in(desk, year, place)
    else:
        found, more = store.sent_to(desk, agent.agent_id, place)
    sees = _sees(desk, agent)
    following = _following(desk, purpose, year, found[-1][0] if more and found else None, turns=everything)
    return [kept for _, kept in found if sees(kept.view)], following


def _following(desk: Desk, purpose: str, year: int, place: str | None, *, turns: bool) -> str | None:
    """Where the next page begins: behind this place, or in the year before."""
    if place is not None:
        return seal(desk, purpose, [year, place])
    return seal(desk, purpose, [year - 1, None]) if turns and year > FIRST_YEAR else None


def read_bulletin(desk: Desk, agent: Agent, bulletin_id: str) -> Bulletin:
    """One, as it was compiled. One read, and one where their groups matter. Raises ``NotFound``, ``NotYours``."""
    bulletin = existing(store.bulletin(desk, bulletin_id), "no such report")
    if not _sees(desk, agent)(bulletin.view):
        raise NotYours("it says more than your role reaches")
    return bulletin


def _sees(desk: Desk, agent: Agent) -> Callable[[View], bool]:
    around = people.Surroundings(desk, agent)
    group_ids = tuple(each.group_id for each in around.memberships)
    colleagues = around.colleague_ids
    return lambda view: may_read(agent, group_ids, colleagues, view)


def preview(desk: Desk, agent: Agent, every: str, group_id: str | None) -> Bulletin:
    """The report of the last such days that are over, as it would be for this agent; kept nowhere. As many requests as
    to compile it. Raises ``Invalid``, ``BeyondYourRights``, ``LimitReached``."""
    limits.spend_now(desk, PREVIEWS, "agent", agent.agent_id)
    wish = _wished(desk, agent, every, group_id)
    return compiled(desk, wish, f"preview_{wish.bulletin_id}")


def send_test(
    desk: Desk, caller: people.Caller, every: str, group_id: str | None, to: Recipient, once: Once | None
) -> Bulletin:
    """The same, sent to oneself: its letter is as every other's, and it stands in nobody's list. Raises as above."""
    agent = caller.agent
    limits.spend_now(desk, PREVIEWS, "agent", agent.agent_id)
    wish = _wished(desk, agent, every, group_id)
    about = f"{wish.bulletin_id}#{agent.agent_id}#{times.stored(desk.now())}"
    bulletin = compiled(desk, wish, f"bul_{hashlib.sha256(about.encode()).hexdigest()[:26]}")
    tx = Transaction(desk)
    mark(tx, once, {"bulletin_id": bulletin.bulletin_id})
    store.put_bulletin(tx, bulletin, listed=False)
    write_letters(tx, bulletin, agent, to, "", once=None)
    try:
        tx.commit()
    except AlreadyDone as done:
        return existing(store.bulletin(desk, str(done.answer["bulletin_id"])), "no such report")
    return bulletin


def _wished(desk: Desk, agent: Agent, every: str, group_id: str | None) -> Wish:
    record = people.read_desk(desk)
    known = {each.department_id for each in record.departments}
    if group_id is not None and group_id not in known and people.find_group(desk, group_id) is None:
        raise Invalid.field("group_id", "no such group")
    today = local_date(desk.now(), record.time_zone)
    period: Period = before(every, period_of(every, today))
    wish = wish_of(desk, agent, every, period, group_id)
    if wish is None:
        raise BeyondYourRights("your role sees no figures of that")
    return wish
