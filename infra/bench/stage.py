"""The desk that is measured, and what is done on it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from msgspec.structs import replace

from chalicelib import directory
from chalicelib.campaigns.service import carrying as campaigns
from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.conversations.model.queue import WINDOW
from chalicelib.conversations.service import queue
from chalicelib.core import times, work
from chalicelib.core.database import Database
from chalicelib.core.desk import Desk, Settings, clock
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import DeskRecord
from chalicelib.people.model.forms import CreateAgent, CreateGroup
from chalicelib.people.model.rights import AGENT
from chalicelib.plans import service as plans
from chalicelib.reports.store import summing as reports
from chalicelib.reports.store.keys import SHARES
from chalicelib.routing import store as decisions
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.identity import RegisterVisitor
from infra.bench.around import Watchable
from infra.bench.crowd import hire, wait_in_queue
from infra.bench.meter import Operation
from infra.bench.storm import Storm

PASSWORD = "correct horse"
ZONE = "Asia/Shanghai"
TEXT = "您好，请问这款茶叶什么时候发货？ When will it be sent?"
MONTH = 31 * 24 * 3600
LATER = (timedelta(minutes=2), timedelta(minutes=20), timedelta(days=1), timedelta(days=9))


@dataclass(frozen=True)
class Serving:
    """An agent with a plan of their own, so that a plan's visitors come to nobody else."""

    plan: str
    agent_id: str
    token: str


@dataclass(frozen=True)
class Talk:
    """A visitor and their conversation."""

    plan: str
    token: str
    conversation_id: str


def desk_on(database: Database, now: Callable[[], datetime] = clock) -> Desk:
    """A desk on this database, whose agents stay signed in."""
    keys = (("k1", "a secret of at least thirty-two characters"),)
    lasting = dict.fromkeys(("presence_lease", "seat_lease", "session_idle", "session_life"), MONTH)
    settings = replace(Settings(stage="bench", token_keys=keys, password_work="cheap"), **lasting)
    return Desk(
        settings,
        database,
        now,
        subscriptions=directory.known().subscriptions,
        handlers=directory.handlers(),
        answerers=directory.answerers(),
    )


class Stage:
    """A small desk: one agent talks with one visitor, one serves five, one takes newcomers, one has nothing to do."""

    def __init__(self, database: Database, now: Callable[[], datetime] = clock) -> None:
        self.database = Watchable(database)
        self.desk = desk_on(self.database, now)
        self._numbers = itertools.count(1)
        people.bootstrap_desk(self.desk, DeskRecord("Desk", 100, ZONE))
        campaigns.bring_up(self.desk, campaigns.BringUp())  # there was no version before
        self.talker, self.busy, self.newcomers, self.idle = (
            self._serving(name) for name in ("talker", "busy", "newcomers", "idle")
        )
        self.talk = self.begin(self.talker)
        for _ in range(5):
            self.begin(self.busy)

    def _serving(self, plan: str) -> Serving:
        agent = people.create_agent(
            self.desk,
            CreateAgent(
                email=f"{plan}@example.com",
                name=f"Agent {plan}",
                number=plan,
                password=PASSWORD,
                role=AGENT,
                capacity=20,
                temporary=False,
            ),
        )
        agent_id = agent.agent_id
        group = people.create_group(self.desk, CreateGroup(name=plan, leader_id=agent_id, member_ids=[agent_id]))
        plans.create_plan(self.desk, plan, {"group_ids": [group.group_id]})
        token, _ = people.sign_in(self.desk, agent.email, PASSWORD)
        people.set_presence(self.desk, people.signed_in(self.desk, token), "online")
        return Serving(plan, agent_id, token)

    def storm(self) -> Storm:
        """Eight agents of one group who do everything at once with whoever comes."""
        crew = [self._serving(f"storm{number}") for number in range(8)]
        ids = [each.agent_id for each in crew]
        group = people.create_group(self.desk, CreateGroup(name="storm", leader_id=ids[0], member_ids=ids))
        plans.create_plan(self.desk, "storm", {"group_ids": [group.group_id]})
        callers = [people.signed_in(self.desk, each.token) for each in crew]

        def newcomer() -> visitors.Caller:
            return visitors.recognised(self.desk, self.visit("storm"))

        return Storm(self.desk, callers, newcomer)

    # each of these is what a route does, from the token on

    def visit(self, plan: str) -> str:
        """A new visitor's token."""
        _, token, _ = visitors.register(self.desk, None, plan, None, RegisterVisitor(locale="zh-CN"))
        return token

    def start(self, plan: str, token: str) -> conversations.Started:
        """A visitor's first message."""
        caller = visitors.recognised(self.desk, token)
        return conversations.start_conversation(
            self.desk, caller, plan, StartConversation(text=TEXT, client_id=self.new_name())
        )

    def begin(self, with_whom: Serving) -> Talk:
        """A new visitor's conversation with this agent."""
        token = self.visit(with_whom.plan)
        begun = self.start(with_whom.plan, token)
        if len(decisions.decisions(self.desk, begun.conversation_id)) != 1:
            raise RuntimeError("the conversation was not assigned, so nothing would be measured")
        return Talk(with_whom.plan, token, begun.conversation_id)

    def post(self, talk: Talk) -> None:
        """A visitor's message."""
        caller = visitors.recognised(self.desk, talk.token)
        conversations.post_message(self.desk, caller, talk.plan, talk.conversation_id, TEXT, self.new_name())

    def entries(self, talk: Talk, after: int) -> Any:
        """A visitor's poll."""
        caller = visitors.recognised(self.desk, talk.token)
        return conversations.read_entries(self.desk, caller, talk.plan, talk.conversation_id, after, 100)

    def reply(self, who: Serving, talk: Talk) -> None:
        """An agent's message."""
        caller = people.signed_in(self.desk, who.token)
        conversations.reply(self.desk, caller.agent, talk.conversation_id, TEXT, self.new_name())

    def inbox(self, who: Serving, cursor: str | None) -> str:
        """An agent's poll; the next cursor."""
        caller = people.signed_in(self.desk, who.token)
        return conversations.read_inbox(self.desk, caller.agent, cursor).cursor

    def beat(self, who: Serving) -> None:
        """An agent's heartbeat."""
        people.beat(self.desk, people.signed_in(self.desk, who.token))

    def close(self, who: Serving, conversation_id: str) -> None:
        """An agent ends a conversation."""
        caller = people.signed_in(self.desk, who.token)
        conversations.end_conversation(self.desk, caller.agent, conversation_id)

    def whole_conversation(self, messages: int = 6, polls: int = 240) -> None:
        """A visitor comes, is answered, and goes; their page asks all the while."""
        talk = self.begin(self.newcomers)
        for _ in range(messages):
            self.reply(self.newcomers, talk)
            self.post(talk)
        last = self.entries(talk, 0).last_seq
        for _ in range(polls):
            self.entries(talk, last)
        self.close(self.newcomers, talk.conversation_id)

    def agents_minutes(self, seconds: int, *, beat: int = 20, poll: int = 3) -> None:
        """An agent's console with nobody to serve."""
        cursor, began, passed = None, self.desk.now(), timedelta()
        desk = replace(self.desk, now=lambda: began + passed)
        for second in range(seconds):
            passed = timedelta(seconds=second)
            if second % beat == 0:
                people.beat(desk, people.signed_in(desk, self.idle.token))
            if second % poll == 0:
                caller = people.signed_in(desk, self.idle.token)
                cursor = conversations.read_inbox(desk, caller.agent, cursor).cursor

    def crew(self, number: int, capacity: int) -> tuple[str, list[str]]:
        """A plan of so many agents who are all there, and their ids."""
        who = self._serving("crowded")
        (group_id,) = plans.read_plan(self.desk, who.plan).group_ids
        people.set_presence(self.desk, people.signed_in(self.desk, who.token), "break")
        return who.plan, [each.agent_id for each in hire(self.desk, number, group_id, capacity=capacity)]

    def totals(self, agent_ids: Sequence[str]) -> list[int]:
        """How often each of these was given a conversation."""
        return [each.assigned_total for each in people.read_agents(self.desk, agent_ids).values()]

    def see_to_all_that_is_due(self) -> None:
        """What follows in the days after, as the schedule does it."""
        began = self.desk.now()
        for passed in LATER:
            desk = replace(self.desk, now=lambda passed=passed: began + passed)
            while work.run_due(desk):
                pass

    def plan_this_hour(self) -> None:
        """This hour is to be summed, but nobody does it: its sums are made for all who talk in it, not for each."""
        tx = Transaction(self.desk)
        name = reports.hour_name(times.hour(self.desk.now(), ZONE))
        for share in range(SHARES):
            reports.put_planned(tx, name, self.desk.now() + LATER[-1], share)
        tx.commit()

    def queue_up(self, who: Serving) -> None:
        """More wait for this agent's group than anybody looks at."""
        wait_in_queue(self.desk, 2 * WINDOW, plans.read_plan(self.desk, who.plan).group_ids)

    def waited(self) -> Talk:
        """Somebody who waits behind these, for an agent who is busy."""
        who = self._serving("waited")
        people.set_presence(self.desk, people.signed_in(self.desk, who.token), "busy")
        self.queue_up(who)
        token = self.visit(who.plan)
        return Talk(who.plan, token, self.start(who.plan, token).conversation_id)

    def wait_minutes(self, talk: Talk, minutes: int, *, sign: int = 15) -> None:
        """The signs of a page that waits, and the looks at it."""
        caller, began, passed = visitors.recognised(self.desk, talk.token), self.desk.now(), timedelta()
        desk = replace(self.desk, now=lambda: began + passed)
        for second in range(sign, minutes * 60 + 1, sign):
            passed = timedelta(seconds=second)
            queue.still_here(desk, caller, talk.plan, talk.conversation_id)
            if second % 60 == 0:
                work.run_due(desk)

    def new_name(self) -> str:
        """A client id."""
        return f"request-{next(self._numbers)}"

    def operations(self) -> list[Operation]:
        """Everything hot."""
        last_seq = self.entries(self.talk, 0).last_seq
        while last_seq < 30:
            self.post(self.talk)
            last_seq += 1
        read = self.begin(self.talker)
        for _ in range(24):
            self.post(read)
        read_to = self.entries(read, 0).last_seq
        newcomers = self.newcomers

        def began(token: str) -> None:
            begun = self.start(newcomers.plan, token)
            tokens[token] = begun.conversation_id

        tokens: dict[str, str] = {}
        return [
            Operation("post_message", lambda _: self.post(self.talk)),
            Operation("read_entries, nothing new", lambda _: self.entries(read, read_to)),
            Operation("read_entries, 20 new", lambda _: self.entries(read, read_to - 20)),
            Operation(
                "read_inbox, nobody to serve",
                lambda cursor: self.inbox(self.idle, cursor),
                prepare=lambda: self.inbox(self.idle, None),
            ),
            Operation(
                "read_inbox, serving five",
                lambda cursor: self.inbox(self.busy, cursor),
                prepare=lambda: self.inbox(self.busy, None),
            ),
            Operation(
                "start_conversation, assigned",
                began,
                prepare=lambda: self.visit(newcomers.plan),
                tidy=lambda token: self.close(newcomers, tokens.pop(token)),
            ),
            Operation("reply", lambda _: self.reply(self.talker, self.talk)),
            Operation("heartbeat", lambda _: self.beat(self.idle)),
            Operation(
                "close",
                lambda talk: self.close(newcomers, talk.conversation_id),
                prepare=lambda: self.begin(newcomers),
            ),
        ]
