"""A desk for follow-ups: customers of long ago, low scores, and who was told what."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.filing import Filing
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.core import work
from chalicelib.core.transactions import Transaction
from chalicelib.followups import service
from chalicelib.followups.model.callbacks import Callback, Said, callback_id_of
from chalicelib.followups.model.followup import FollowUp
from chalicelib.followups.model.forms import PlanFollowUp
from chalicelib.followups.service import access, lists, planning
from chalicelib.notifications import service as notifications
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.rights import SUPERVISOR
from chalicelib.plans import service as plans
from chalicelib.visitors.model.visitor import Customer
from chalicelib.visitors.store.visitors import VisitorRow
from tests.stored import put_rows
from tests.worlds import World


def caller(agent: Agent) -> people.Caller:
    """The agent, as a request brings them."""
    return people.Caller(agent, "ses_1")


def boss(world: World) -> Agent:
    """A supervisor."""
    return world.agent(role=SUPERVISOR)


def customers(world: World, number: int, *, days: float = 100, prefix: str = "old", **more: Any) -> list[str]:
    """So many whose last conversation ended about so long ago, the first one longest ago; their ids."""
    ids = [f"vis_{prefix}{each:05d}" for each in range(number)]
    now = world.clock()
    rows = []
    for place, visitor_id in enumerate(ids):
        ended = now - timedelta(days=days) + timedelta(seconds=place)
        row = VisitorRow(visitor_id, plan_key="demo", visits=1, first_seen_at=ended, last_seen_at=ended)
        row.locale, row.contacted_at = "en", ended
        for name, value in more.items():
            setattr(row, name, value)
        rows.append(row)
    put_rows(rows)
    return ids


def low_score(
    world: World,
    owner: Agent,
    about: str = "srv_00000001",
    *,
    minutes: int = 120,
    first: Callable[[Transaction], None] = lambda _: None,
) -> FollowUp:
    """A callback, opened as a survey's answer does; ``first``: what else is written, before it."""
    tx = Transaction(world.desk)
    first(tx)
    plan, due_at = plans.read_plan(world.desk, "demo"), world.clock() + timedelta(minutes=minutes)
    customer = Customer(visitor_id="vis_1", visitor_name="Li Lei", email="li@example.com", mobile="+8613800138000")
    service.open_callback(tx, Callback(about, plan, customer, Said(1, "Never again", version=2), due_at, owner))
    tx.commit()
    return access.find(world.desk, callback_id_of(about))


def settle(world: World) -> int:
    """Run what is due until nothing is; how many pieces."""
    ran, some = 0, 1
    while some:
        some = work.run_due(world.desk, limit=1000)
        ran += some
    return ran


def catch_up(world: World) -> None:
    """What the schedule does once the dead one's lease is over."""
    world.clock.forward(seconds=90)
    settle(world)


def let_go_by(world: World, *, step: float = 6 * 3600, **how_long: float) -> None:
    """Let time go by, the schedule running every ``step`` seconds."""
    for _ in range(int(timedelta(**how_long).total_seconds() / step)):
        world.clock.forward(seconds=step)
        settle(world)


def told(world: World) -> list[tuple[str, str]]:
    """(what, to whom), oldest first."""
    found: list[tuple[str, str]] = []
    cursor: str | None = None
    while True:
        items, cursor = notifications.list_notices(world.desk, "", cursor)
        found += [(each.what, each.to) for each in items]
        if cursor is None:
            return found[::-1]


def served(world: World, agent: Agent, category: str | None = "refund") -> str:
    """A conversation that the agent has answered and closed; its id."""
    conversation_id = answered(world, agent)
    conversations.end_conversation(world.desk, world.now(agent), conversation_id, Filing(words=category))
    return conversation_id


def answered(world: World, agent: Agent) -> str:
    """A conversation that the agent (who is there alone) has answered; its id."""
    desk = world.desk
    world.online(agent)
    visitor = world.visitor()
    started = conversations.start_conversation(desk, visitor, "demo", StartConversation(text="Hi", client_id="c"))
    conversations.reply(desk, world.now(agent), started.conversation_id, "Hello", "r")
    return started.conversation_id


def theirs(world: World, agent: Agent, view: str = "mine") -> list[FollowUp]:
    """The first page of what they see."""
    return list(lists.list_follow_ups(world.desk, agent, view)[0])


def by_hand(world: World, agent: Any, visitor_id: str, **values: Any) -> Any:
    """What an agent plans for a customer themselves, due tomorrow."""
    due_at = (world.clock.at + timedelta(days=1)).replace(microsecond=0).isoformat()
    asked = {"kind": "after_sale", "due_at": due_at, "client_id": "c", **values}
    return planning.plan_follow_up(world.desk, caller(agent), PlanFollowUp(visitor_id=visitor_id, **asked))
