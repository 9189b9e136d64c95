"""A crowd that does everything at once, and the questions that must have good answers when it has gone quiet.

Visitors arrive, write and leave; agents come, go, answer, transfer, take, hold and close, each at random. At a quiet
point nobody may be over capacity, no conversation may have two owners, and nobody who has room may be idle while
somebody waits whom they may serve.
"""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import Header
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.conversations.model.queue import waiting_as
from chalicelib.core import work
from chalicelib.core.desk import Desk
from chalicelib.core.errors import DeskError
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, Roster, is_present, may_be_assigned
from chalicelib.people.model.availability import candidate_of
from chalicelib.routing import service as routing
from chalicelib.routing.model import Transfer, waits_for
from chalicelib.visitors import service as visitors
from infra.bench.crowd import everybody_waiting, queue_rows

# What a person may be told when somebody else was quicker; everything else a storm meets is a fault.
LAWFUL = {
    "agent_away",
    "agent_full",
    "already_held",
    "already_theirs",
    "already_there",
    "conversation_closed",
    "conversation_taken",
    "nobody_else",
    "nobody_free",
    "not_answered",
    "not_a_guest",
    "not_held",
    "not_taken",
    "not_yours",
    "too_many_guests",
}


class Storm:
    """Visitors and agents on this desk; ``faults`` is what should not have happened."""

    def __init__(self, desk: Desk, callers: list[people.Caller], newcomer: Callable[[], visitors.Caller]) -> None:
        self.desk = desk
        self.callers = callers
        self.newcomer = newcomer
        self.done: Counter[str] = Counter()
        self.faults: list[str] = []
        self.started: list[str] = []
        self.groups = [each.group_id for each in people.list_groups(desk)]

    def rage(self, seconds: float, number: int, enough: Mapping[str, int] | None = None, seed: int = 1) -> None:
        """Let so many visitors and all agents loose, wait until they have stopped, and let the schedule catch up.

        It is over after so many ``seconds``, or before that once ``enough`` of each of these has been done.
        """
        until = time.monotonic() + seconds

        def goes_on() -> bool:
            is_enough = enough is not None and all(self.done[name] >= least for name, least in enough.items())
            return time.monotonic() < until and not is_enough

        threads = [
            threading.Thread(target=self._visit, args=(random.Random(f"{seed}v{n}"), goes_on)) for n in range(number)
        ]
        threads += [
            threading.Thread(target=self._serve, args=(random.Random(f"{seed}a{n}"), caller, goes_on))
            for n, caller in enumerate(self.callers)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.quieten()

    def quieten(self) -> None:
        """What the schedule does, until nothing is due."""
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            ran = work.run_due(self.desk)
            late = [each for each in work.waiting(self.desk) if each.due_at <= self.desk.now()]
            if not ran and not late:
                return
            time.sleep(0.2)
        self.faults.append("due work did not come to an end")

    def _try(self, name: str, act: Callable[[], Any]) -> Any:
        try:
            result = act()
            self.done[name] += 1
            return result
        except DeskError as error:
            if error.code not in LAWFUL:
                self.faults.append(f"{name}: {error.code} {error.detail}")
            self.done[f"{name}: {error.code}"] += 1
        except Exception as error:
            self.faults.append(f"{name}: {type(error).__name__} {error}")
        return None

    def _visit(self, chance: random.Random, goes_on: Callable[[], bool]) -> None:
        visitor = self.newcomer()
        number = 0
        while goes_on():
            number += 1
            begun = self._try("start", lambda: self._start(visitor, f"c{number}"))  # noqa: B023 - run at once
            if begun is None:
                continue
            self.started.append(begun)
            for _ in range(chance.randrange(4)):
                time.sleep(chance.random() * 0.3)
                number += 1
                self._try("post", lambda: self._post(visitor, begun, f"c{number}"))  # noqa: B023 - run at once
            time.sleep(chance.random() * 0.5)
            if chance.random() < 0.5:
                self._try("leave", lambda: self._close(visitor, begun))  # noqa: B023 - run at once

    def _start(self, visitor: visitors.Caller, name: str) -> str:
        begun = conversations.start_conversation(
            self.desk, visitor, visitor.plan_key, StartConversation(text="hello", client_id=name)
        )
        return begun.conversation_id

    def _post(self, visitor: visitors.Caller, conversation_id: str, name: str) -> None:
        conversations.post_message(self.desk, visitor, visitor.plan_key, conversation_id, "and more", name)

    def _close(self, visitor: visitors.Caller, conversation_id: str) -> None:
        conversations.close_by_visitor(self.desk, visitor, visitor.plan_key, conversation_id)

    def _serve(self, chance: random.Random, caller: people.Caller, goes_on: Callable[[], bool]) -> None:
        agent_id, number = caller.agent.agent_id, 0
        others = [each.agent.agent_id for each in self.callers if each is not caller]
        while goes_on():
            number += 1
            agent = people.read_agent(self.desk, agent_id)
            fresh = people.Caller(agent, caller.session_id)
            wish = chance.random()
            if wish < 0.12:
                status = chance.choice(["online", "online", "busy", "break", "offline"])
                self._try("presence", lambda: people.set_presence(self.desk, fresh, status))  # noqa: B023 - run at once
            elif wish < 0.2:
                self._take(agent)
            elif agent.serving:
                mine = chance.choice(sorted(agent.serving))
                self._work_on(chance, agent, mine, chance.choice(others), f"{agent_id}{number}")
            time.sleep(chance.random() * 0.1)
        agent = people.read_agent(self.desk, agent_id)
        last = people.Caller(agent, caller.session_id)
        # one more beat and no change: going online anew would look at the queue, and hide that somebody forgot to
        self._try("presence", lambda: people.beat(self.desk, last))

    def _take(self, agent: Agent) -> None:
        queue = everybody_waiting(self.desk)
        if queue:
            last = queue[-1].conversation_id
            self._try("take", lambda: routing.take_conversation(self.desk, agent, last))

    def _work_on(self, chance: random.Random, agent: Agent, mine: str, other: str, name: str) -> None:
        desk = self.desk
        acts: list[tuple[str, Callable[[], Any]]] = [
            ("reply", lambda: conversations.reply(desk, agent, mine, "answer", name)),
            ("end", lambda: conversations.end_conversation(desk, agent, mine)),
            (
                "transfer",
                lambda: routing.transfer(desk, agent, mine, Transfer(agent_id=other, note="please")),
            ),
            (
                "to a group",
                lambda: routing.transfer(desk, agent, mine, Transfer(group_id=chance.choice(self.groups), anyway=True)),
            ),
            ("hold", lambda: conversations.hold(desk, agent, mine)),
            ("resume", lambda: conversations.resume(desk, agent, mine)),
            ("invite", lambda: conversations.invite(desk, agent, mine, other, None)),
        ]
        self._try(*chance.choices(acts, weights=[4, 4, 3, 2, 1, 1, 1])[0])


def disagreements(desk: Desk, conversation_ids: list[str]) -> list[str]:
    """What is wrong at a quiet point, in words; nothing, if all is well."""
    now, roster, wrong = desk.now(), people.roster(desk), []
    headers = {each: conversations.find(desk, each) for each in set(conversation_ids)}
    for agent in roster.agents.values():
        if len(agent.serving) > agent.capacity:
            wrong.append(f"{agent.name} is over capacity: {len(agent.serving)} of {agent.capacity}")
    for conversation_id, header in headers.items():
        holders = [agent.agent_id for agent in roster.agents.values() if conversation_id in agent.serving]
        keepers = [agent.agent_id for agent in roster.agents.values() if conversation_id in agent.parked]
        theirs = [header.agent_id] if header.state == "open" else []
        expected = ([], theirs) if header.released_at is not None else (theirs, [])
        if (holders, keepers) != expected:
            wrong.append(f"{conversation_id} is {header.state} with {header.agent_id}, but held by {holders} {keepers}")
        holder = roster.agents.get(header.agent_id or "") if header.state == "open" else None
        if holder is not None and header.absent_since is not None and is_present(holder, now):
            wrong.append(f"{conversation_id} says that its agent is away, who is there")
        if holder is not None and header.absent_since is None and holder.status == "offline":
            wrong.append(f"{conversation_id} is with an agent who has left")
    queue = everybody_waiting(desk)
    here = {each.conversation_id for each in queue}
    if here & set(headers) != {each for each, header in headers.items() if header.state == "waiting"}:
        wrong.append("the index and the conversations that wait differ")
    if queue_rows(desk) != {(pool, waiting_as(header)) for header in queue for pool in header.pools or ()}:
        wrong.append("the queues and the conversations that wait differ")
    wrong += _waiting_in_vain(desk, roster, queue)
    for drift in routing.recount(desk):
        wrong.append(f"drift of {drift.name}: {drift}")
    return wrong


def _waiting_in_vain(desk: Desk, roster: Roster, queue: Sequence[Header]) -> Iterator[str]:
    """Whoever waits while somebody has room who may serve them, and by nobody's wish."""
    now, candidates = desk.now(), {each.agent_id: candidate_of(each) for each in roster.agents.values()}
    for header in queue:
        if waits_for(waiting_as(header), candidates, now) is not None:
            preferred = roster.agents[str(header.preferred_agent_id)]
            if may_be_assigned(preferred, now) is None:
                yield f"{header.conversation_id} waits for {preferred.name}, who has room"
            continue  # by their plan's wish, for nobody else
        wanted = set(header.pools or ())
        handed_from = header.handed.from_id if header.handed is not None else None
        others = [each for each in roster.agents.values() if each.agent_id != handed_from]
        members = [each for each in others if not wanted.isdisjoint(each.pools)]
        idle = [each.name for each in members if may_be_assigned(each, now) is None]
        if idle:
            yield f"{header.conversation_id} waits while {idle} have room"
