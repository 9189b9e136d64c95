"""Who is on a plan's website now, as its agents see it, and inviting somebody by hand (A3, A7)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

import msgspec
from msgspec.structs import replace

from chalicelib.conversations.model.conversation import checked_text
from chalicelib.core import races
from chalicelib.core.cursors import seal, unseal
from chalicelib.core.desk import Desk
from chalicelib.core.once import AlreadyDone, Once, mark, recall
from chalicelib.core.text import Line
from chalicelib.core.transactions import Transaction
from chalicelib.monitoring import store
from chalicelib.monitoring.model.live import (
    GONE,
    AlreadyTalking,
    Crowd,
    Live,
    by_agent,
    country_of,
    offered,
    refuse_uninvitable,
)
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.agents import by_agent as author_of
from chalicelib.people.model.reach import SEE, NotYours, Receivers, Thing
from chalicelib.people.model.reach import may as tie_of
from chalicelib.plans import service as plans
from chalicelib.plans.model.plan import Plan
from chalicelib.plans.model.receiving import all_pools
from chalicelib.routing.model import why_not
from chalicelib.visitors import service as visitors

PAGE = 50  # of each of a plan's places
PLANS = 10  # whose numbers are read at once
COUNTED = 25  # of each of a plan's places


class Wished(msgspec.Struct, frozen=True):
    """Whom of those on the website an agent looks for: by their language, or country of it, a piece of the page's
    address or title, and how many visits at least."""

    language: Annotated[Line, msgspec.Meta(max_length=35)] = ""
    page: Annotated[Line, msgspec.Meta(max_length=200)] = ""
    visits: int = 0

    def fits(self, live: Live) -> bool:
        """Whether this is one of them."""
        wanted, spoken = self.language.casefold(), live.language.casefold()
        country = (country_of(live.language) or "").casefold()
        if wanted and wanted not in (country, spoken) and not spoken.startswith(f"{wanted}-"):
            return False
        piece = self.page.casefold()
        return live.visits >= self.visits and (piece in live.page.casefold() or piece in live.title.casefold())


def list_live(
    desk: Desk, agent: Agent, plan_key: str, wished: Wished, cursor: str | None
) -> tuple[list[Live], str | None]:
    """A page of who is on the plan's website now, whose last beat came last first; a page may be short, or empty, while
    others follow.

    One read of the plan, and a query for each of its places, however many are there. Raises ``UnknownPlan``,
    ``NotYours`` for a plan whose visitors are others'.
    """
    plan = plans.read_plan(desk, plan_key)
    _may_see(desk, agent, plan)
    name = f"live#{agent.agent_id}#{plan.key}"
    starts: dict[str, Any] = unseal(desk, name, cursor) if cursor else {str(n): None for n in range(store.PLACES)}
    since, seen, following = desk.now() - GONE, list[Live](), dict[str, Any]()
    for shard, start in starts.items():
        page, key = store.seen_since(desk, plan.key, int(shard), since, PAGE, start)
        seen += [each for each in page if wished.fits(each)]
        if key is not None:
            following[shard] = key
    seen.sort(key=lambda each: (each.seen_at, each.visitor_id), reverse=True)
    return seen, seal(desk, name, following) if following else None


def watched_by(desk: Desk, agent: Agent) -> Callable[[Plan], bool]:
    """Asks of one plan after another whether it shows who is on its website, and the agent receives its visitors; a
    request for the agent's groups at most."""
    around = people.Surroundings(desk, agent)

    def is_watched(plan: Plan) -> bool:
        shows = plan.monitoring.active and not plan.archived
        return shows and tie_of(agent, SEE, _visitors_of(plan), around) is not None

    return is_watched


def plans_after(
    desk: Desk, is_watched: Callable[[Plan], bool], after: str | None
) -> tuple[list[tuple[Plan, bool]], bool]:
    """The next plans behind this ``plan_id``, and of each whether it is watched, up to the tenth that is; and whether
    others follow. One query, of whatever plans: there may be none that is watched while others follow."""
    page, more = plans.some_plans(desk, after)
    known = list[tuple[Plan, bool]]()
    for each in page:
        if sum(watched for _, watched in known) == PLANS:
            return known, True
        known.append((each, is_watched(each)))
    return known, more


def crowd(desk: Desk, plan: Plan) -> Crowd:
    """How many are on the plan's website; a short query for each of its places, however many are there."""
    since = desk.now() - GONE
    pages = [store.seen_since(desk, plan.key, shard, since, COUNTED, None) for shard in range(store.PLACES)]
    first = [page[0].seen_at for page, _ in pages if page]
    count, more = sum(len(page) for page, _ in pages), any(key is not None for _, key in pages)
    return Crowd(plan.key, plan.name, count, more, max(first, default=None))


def invite(desk: Desk, agent: Agent, visitor_id: str, text: str, once: Once | None = None) -> Live:
    """An agent invites somebody whom they see; their page shows it with its next beat. As the visitor then stands.

    Four requests, and one to know a request that comes twice. Raises ``VisitorGone``, ``AlreadyInvited`` (of two who
    invite at once only one does), ``InvitationDeclined``, ``AlreadyTalking``, ``NotYours`` for whom the agent does not
    receive, ``AgentAway`` and ``AgentFull`` for an agent who could not serve them.
    """
    words, now = checked_text(text), desk.now()
    there = store.live(desk, visitor_id)
    if there is not None and recall(desk, once, now.timestamp()) is not None:
        return there
    live = refuse_uninvitable(there, now)
    plan = plans.read_plan(desk, live.plan_key)
    if set(agent.pools).isdisjoint(all_pools(plan)):
        raise NotYours("you do not receive this plan's visitors")
    refused = why_not(agent, now)
    if refused is not None:
        raise refused
    if visitors.has_open(desk, visitor_id):
        raise AlreadyTalking("they have an open conversation")

    try:
        return offer(desk, live, agent, words, once)
    except AlreadyDone:
        return store.live(desk, visitor_id) or live


def offer(desk: Desk, live: Live | None, agent: Agent, words: str, once: Once | None = None) -> Live:
    """Write down that the agent invites somebody who was read as this. Raises as ``refuse_uninvitable``."""

    def write(before: Live | None) -> Live:
        here = refuse_uninvitable(before, desk.now())
        invitation = by_agent(author_of(agent), desk.new_id("inv"), words, desk.now())
        after = replace(offered(here, invitation), version=here.version + 1)
        tx = Transaction(desk)
        mark(tx, once, {"visitor_id": here.visitor_id})
        store.put(tx, here, after)
        tx.commit()
        return after

    return races.follow(desk, live, write, store.LiveMoved)


def _may_see(desk: Desk, agent: Agent, plan: Plan) -> None:
    people.allowed(desk, agent, SEE, _visitors_of(plan), "you do not receive this plan's visitors")


def _visitors_of(plan: Plan) -> Thing:
    return Thing(receivers=Receivers(plan.group_ids, plan.agent_ids, nobody=plan.reaches_nobody), free=True)
