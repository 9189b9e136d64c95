"""A desk whose day ends at six: what is open with its agents, and who was told what."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from typing import Any

import msgspec

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.core import work
from chalicelib.followups.model.followup import FollowUp
from chalicelib.followups.model.forms import PlanFollowUp
from chalicelib.followups.service import planning
from chalicelib.handover.model.days import Note
from chalicelib.handover.model.forms import NoteUnfinished
from chalicelib.handover.service import lists, noting
from chalicelib.notifications import service as notifications
from chalicelib.notifications.model.notice import Notice
from chalicelib.offline.model.form import LeaveMessage
from chalicelib.offline.model.message import Message
from chalicelib.offline.service import leaving, watch
from chalicelib.offline.service.leaving import Allocate
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.plans import service as plans
from chalicelib.tickets.model.forms import CreateTicket
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.service import creating
from tests.worlds import MORNING, World

MADE = itertools.count()
MONDAY = date(2026, 11, 23)  # the clock of a world shows five in the afternoon in Shanghai
UNTIL_SIX = {"weekly": {day: [["09:00", "18:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}}


def day_until(closing: str, *days: str) -> dict[str, Any]:
    """Hours of these weekdays, from nine until then."""
    return {"weekly": {day: [["09:00", closing]] for day in days or ("mon", "tue", "wed", "thu", "fri")}}


def opened(world: World, *, agents: int = 2, hours: dict[str, Any] | None = None) -> list[Agent]:
    """A desk with one group, led by its first agent, and a plan that closes at six."""
    members = world.found(agents=agents)
    change_plan(world, hours=hours or UNTIL_SIX)
    return members


def change_plan(world: World, key: str = "demo", **fields: Any) -> None:
    """The plan has other fields."""
    plans.update_plan(world.desk, key, fields, None)


def caller(agent: Agent) -> people.Caller:
    """The agent, as a request brings them."""
    return people.Caller(agent, "ses_1")


def settle(world: World) -> int:
    """Run what is due until nothing is; how many pieces."""
    ran, some = 0, 1
    while some:
        some = work.run_due(world.desk, limit=1000)
        ran += some
    return ran


def go_to(world: World, hour: int, minute: int = 0, *, day: date = MONDAY) -> None:
    """It is so late in Shanghai on that day; the schedule has run until then, each quarter of an hour near the end."""
    minutes = (day - MONDAY).days * 1440 + (hour - 17) * 60 + minute
    end = MORNING + timedelta(minutes=minutes)
    while world.clock() < end:
        ahead = (end - world.clock()).total_seconds()
        world.clock.forward(seconds=7200 if ahead > 10_800 else min(900, max(ahead, 1)))
        settle(world)


def conversation(world: World, agent: Agent, text: str = "Where is my tea?") -> str:
    """A conversation that the agent has and has answered; its id."""
    world.online(agent)
    visitor = world.visitor()
    form = StartConversation(text=text, client_id="c")
    started = conversations.start_conversation(world.desk, visitor, "demo", form)
    settle(world)
    conversations.reply(world.desk, world.now(agent), started.conversation_id, "I shall look", "r")
    return started.conversation_id


def waiting(world: World, text: str = "Is anybody there?") -> str:
    """A conversation that waits for whoever comes; its id."""
    form = StartConversation(text=text, client_id="w")
    return conversations.start_conversation(world.desk, world.visitor(), "demo", form).conversation_id


def ticket(world: World, agent: Agent, **fields: Any) -> Ticket:
    """A ticket of this agent's."""
    said = {
        "client_id": f"made-{next(MADE)}",
        "type": "aftersale",
        "subject": "The kettle leaks",
        "email": "mei@example.com",
    }
    made, _ = creating.create_ticket(world.desk, caller(world.now(agent)), msgspec.convert(said | fields, CreateTicket))
    return made


def message(world: World, text: str = "Do you have tea?", *, given: bool = True) -> Message:
    """A message that a visitor left; given to somebody of the plan."""
    form = LeaveMessage(name="Wang Fang", email="wang@example.com", text=text)
    left = leaving.leave_message(world.desk, world.visitor(), "demo", None, form).message
    if given:
        watch.allocate(world.desk, Allocate(left.message_id))
    return leaving.find(world.desk, left.message_id)


def follow_up(world: World, agent: Agent, conversation_id: str, **fields: Any) -> FollowUp:
    """A visit to the customer of this conversation, due in an hour unless something else is said."""
    header = conversations.find(world.desk, conversation_id)
    due_at = world.clock() + timedelta(hours=1)
    said = {"kind": "care", "visitor_id": header.visitor_id, "due_at": due_at, "client_id": f"planned-{next(MADE)}"}
    form = msgspec.convert(msgspec.to_builtins(said | fields), PlanFollowUp)
    planned, _ = planning.plan_follow_up(world.desk, caller(world.now(agent)), form)
    return planned


def noted(world: World, agent: Agent, kind: str, thing_id: str, what: str = "knows", **fields: Any) -> Note:
    """What the agent noted of something."""
    said = {"client_id": f"noted-{next(MADE)}", "kind": kind, "thing_id": thing_id, "what": what}
    said |= {"note": "I have called"} if what == "knows" else {}
    form = msgspec.convert(said | fields, NoteUnfinished)
    return noting.note(world.desk, caller(world.now(agent)), form)


def still_open(world: World, agent: Agent) -> list[str]:
    """What is open with the agent, by kind."""
    return sorted(each.kind for each in lists.unfinished(world.desk, world.now(agent)).things)


def letters(world: World, *whats: str) -> list[Notice]:
    """The letters of these kinds, oldest first."""
    found: list[Notice] = []
    cursor: str | None = None
    while True:
        items, cursor = notifications.list_notices(world.desk, "", cursor)
        found += [each for each in items if each.what in (whats or ("unfinished", "left_open"))]
        if cursor is None:
            return found[::-1]


def told(world: World) -> list[tuple[str, str]]:
    """(what, to whom), oldest first."""
    return [(each.what, each.to) for each in letters(world)]


def left(world: World, reader: Agent, day: date = MONDAY) -> dict[str, tuple[int, int]]:
    """What the reader is shown of a day: whose → (how much, how much of it without a note)."""
    days, _ = lists.left_open(world.desk, world.now(reader), day, None)
    return {
        (each.agent.name or "" if each.agent else each.plan_name): (len(each.left), len(each.unnoted)) for each in days
    }
