"""Routing gives nothing to whoever is off duty: in any order, while 64 arrive at once, however late looks are."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.core import work
from chalicelib.core.errors import DeskError, Unavailable
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.plans import service as plans
from chalicelib.routing import service as routing
from chalicelib.routing import store as decisions_kept
from chalicelib.routing.model import Transfer
from chalicelib.shifts.model.closed import Bound, Leave
from chalicelib.shifts.model.kinds import Break
from chalicelib.shifts.service import changing, looking, own
from infra.bench.storm import disagreements
from tests.atomic import Atomic
from tests.shifts.stage import A_DAY, MONDAY, Roster, at
from tests.shifts.test_duty import reason
from tests.worlds import Clock, World, at_once, counted, desk_with

BY_ITSELF = ("rotation", "balanced", "last_agent", "not_accepted", "not_answered")
LAWFUL = {"off_duty", "agent_away", "agent_full", "conversation_closed", "conversation_taken", "not_yours", "not_taken"}
LAWFUL |= {"already_theirs", "invalid_body", "changed_meanwhile", "nobody_free", "nobody_else"}
TUESDAY = MONDAY + A_DAY


class Known:
    """What holds for each agent, as the test itself knows it: what is published, what binds, leave, grants."""

    def __init__(self, roster: Roster) -> None:
        self.roster = roster
        self.binds = False
        self.last = 0
        self.is_published = False
        self.leaves: dict[str, list[Leave]] = {}
        self.granted: dict[str, datetime] = {}

    def why(self, agent_id: str, moment: datetime) -> str | None:
        """Why nothing may be given to the agent then."""
        desk = self.roster.world.desk
        week = (MONDAY,) if self.binds and self.is_published else ()
        spans = looking.published_spans(desk, agent_id, at(MONDAY, 0), at(MONDAY, 24 * 8))
        bound = Bound(week, self.last, self.binds)
        return reason(bound, spans, self.leaves.get(agent_id, []), moment, self.granted.get(agent_id))


def test_nothing_is_given_to_anybody_off_duty_in_any_order_of_things(atomic_store: Atomic) -> None:
    class AnyOrder(RuleBasedStateMachine):
        @initialize(allocation=st.sampled_from(["rotation", "balanced"]))
        def open_the_desk(self, allocation: str) -> None:
            desk = desk_with(Clock(), atomic_store.start_over())
            self.world = World(desk, desk.now)
            self.roster = Roster(self.world, agents=3)
            plans.update_plan(desk, "demo", {"allocation": allocation}, None)
            self.roster.kind("早班", 8, 16, Break(12 * 60, 14 * 60, 30, at_once=1))
            self.roster.kind("晚班", 14, 23)
            self.known = Known(self.roster)
            self.made: list[str] = []
            self.who: dict[str, Any] = {}
            self.seen: set[tuple[str, int]] = set()
            self.allowed_before: dict[str, bool] = {}

        def lawfully(self, act: Any) -> None:
            try:
                act()
            except DeskError as error:
                assert error.code in LAWFUL, error.code

        def tick(self) -> None:
            while work.run_due(self.world.desk, limit=500):
                pass

        def beat_all(self) -> None:
            for agent in self.roster.members:
                caller = self.world.tokens.get(agent.agent_id)
                if caller is not None:
                    with suppress(DeskError):
                        people.beat(self.world.desk, people.Caller(self.world.now(agent), caller.session_id))

        def before_a_change(self) -> None:
            """Whoever was allowed something may still be given it while the change is on its way to them."""
            now = self.world.clock()
            ids = [each.agent_id for each in self.roster.members]
            self.allowed_before = {each: self.known.why(each, now) is None for each in ids}

        @rule()
        def arrive(self) -> None:
            visitor = self.world.visitor()
            form = StartConversation(text="hi", client_id="c")
            begun = conversations.start_conversation(self.world.desk, visitor, "demo", form)
            self.made.append(begun.conversation_id)
            self.who[begun.conversation_id] = visitor

        @rule(n=st.integers(0, 2), status=st.sampled_from(["online", "online", "busy", "break", "offline"]))
        def choose(self, n: int, status: str) -> None:
            self.lawfully(lambda: self.world.online(self.roster.members[n], status))

        @rule(pick=st.integers(0, 9), n=st.integers(0, 2))
        def end_one(self, pick: int, n: int) -> None:
            if self.made:
                conversation_id = self.made[pick % len(self.made)]
                agent = self.world.now(self.roster.members[n])
                self.lawfully(lambda: conversations.end_conversation(self.world.desk, agent, conversation_id))

        @rule(pick=st.integers(0, 9), n=st.integers(0, 2), m=st.integers(0, 2))
        def hand_one(self, pick: int, n: int, m: int) -> None:
            if self.made:
                conversation_id = self.made[pick % len(self.made)]
                agent, to = self.world.now(self.roster.members[n]), Transfer(agent_id=self.roster.members[m].agent_id)
                self.lawfully(lambda: routing.transfer(self.world.desk, agent, conversation_id, to))

        @rule(minutes=st.sampled_from([1, 5, 14, 14, 14]), times=st.integers(1, 5), ticks=st.booleans())
        def time_goes_by(self, minutes: int, times: int, ticks: bool) -> None:
            for _ in range(times):
                self.world.clock.forward(minutes=minutes)
                self.beat_all()
                if ticks:
                    self.tick()

        @rule(n=st.integers(0, 2), late=st.booleans(), free=st.booleans())
        def publish(self, n: int, late: bool, free: bool) -> None:
            self.before_a_change()
            agent, kind = self.roster.members[n], self.roster.kinds["晚班" if late else "早班"]
            days = [] if free else [(TUESDAY, kind), (TUESDAY + A_DAY, kind)]
            evening = [] if free else [(MONDAY, self.roster.kinds["晚班"])]
            self.roster.plan(agent, *evening, *days)
            with suppress(DeskError):  # it is so already
                self.roster.publish(reason="调整")
            self.known.is_published = any(each.published is not None for each in self.roster.board().values())

        @rule(binds=st.sampled_from([True, True, False]), last=st.sampled_from([0, 20]))
        def bind(self, binds: bool, last: int) -> None:
            self.before_a_change()
            self.known.binds, self.known.last = binds, last
            self.roster.binds(binding=binds, last_minutes=last)

        @rule(n=st.integers(0, 2), hours=st.integers(-1, 3))
        def grant_leave(self, n: int, hours: int) -> None:
            self.before_a_change()
            agent_id, now = self.roster.members[n].agent_id, self.world.clock()
            begin = now + timedelta(hours=hours)
            leave = Leave(f"lev_{len(self.made)}", agent_id, begin, begin + timedelta(hours=3))
            self.known.leaves.setdefault(agent_id, []).append(leave)
            tx = Transaction(self.world.desk)
            changing.put_leave(tx, leave)
            tx.commit_and_tell()

        @rule(n=st.integers(0, 2), minutes=st.sampled_from([10, 90]))
        def let_them_be_there(self, n: int, minutes: int) -> None:
            agent_id, until = self.roster.members[n].agent_id, self.world.clock() + timedelta(minutes=minutes)

            def grant() -> None:
                own.grant(self.world.desk, self.roster.planner, agent_id, until, "替班")
                self.known.granted[agent_id] = until

            self.before_a_change()
            self.lawfully(grant)

        @invariant()
        def nothing_was_given_to_anybody_off_duty(self) -> None:
            if not hasattr(self, "world"):
                return
            for conversation_id in self.made:
                for each in decisions_kept.decisions(self.world.desk, conversation_id):
                    place = (each.conversation_id, each.seq)
                    if place not in self.seen and each.how in BY_ITSELF:
                        why = self.known.why(each.agent_id, each.at)
                        assert why is None or self.allowed_before.get(each.agent_id), (each, why)
                    self.seen.add(place)
            self.allowed_before = {}

        @invariant()
        def the_desk_agrees_with_itself_once_it_is_looked_at(self) -> None:
            if hasattr(self, "world"):
                self.tick()
                assert disagreements(self.world.desk, self.made) == []
                assert people.recount_pools(self.world.desk) == 0

    run_state_machine_as_test(
        AnyOrder,
        settings=settings(
            phases=[Phase.generate],
            max_examples=6,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.race
def test_64_who_arrive_while_shifts_change_are_given_to_nobody_off_duty(atomic_store: Atomic) -> None:
    desk = desk_with(Clock(), atomic_store.start_over())
    world = World(desk, desk.now)
    roster = Roster(world, agents=6)
    early, late = roster.kind("早班", 8, 16), roster.kind("晚班", 16, 24)
    for number, agent in enumerate(roster.members):
        roster.plan(agent, (TUESDAY, late if number % 2 else early))
    roster.publish()
    roster.binds(last_minutes=5)
    roster.go_to(at(TUESDAY, 15, 53))
    for agent in roster.members[::2]:
        world.online(agent)
    for agent in roster.members[1::2]:
        own.grant(world.desk, roster.planner, agent.agent_id, at(TUESDAY, 15, 57), "早到")
        world.online(agent)
    visitors = [world.visitor() for _ in range(64)]
    form = StartConversation(text="hi", client_id="c")
    over = threading.Event()

    def keep_consoles_alive() -> None:
        """Everybody's console beats; what is due is looked at now and then only."""
        for number in itertools.count():
            for agent in roster.members:
                caller = people.Caller(world.now(agent), world.tokens[agent.agent_id].session_id)
                with suppress(DeskError):
                    people.beat(world.desk, caller)
            if number % 6 == 5:
                work.run_due(world.desk, limit=30)
            if over.is_set():
                return

    def arrive_one_after_the_other(some: Sequence[Any]) -> list[Any]:
        """Some seconds apart; sixteen do so at once, and time goes over both boundaries."""
        begun = []
        for each in some:
            world.clock.forward(seconds=6)
            with suppress(Unavailable):
                begun.append(conversations.start_conversation(world.desk, each, "demo", form).conversation_id)
        return begun

    beating = threading.Thread(target=keep_consoles_alive)
    beating.start()
    outcomes = at_once([partial(arrive_one_after_the_other, visitors[n::16]) for n in range(16)])
    over.set()
    beating.join()
    roster.settle()

    faults = [each for each in outcomes if isinstance(each, Exception)]
    ids = [each for some in outcomes if not isinstance(some, Exception) for each in some]
    kept = [each for conversation_id in ids for each in decisions_kept.decisions(world.desk, conversation_id)]
    spans = {
        each.agent_id: looking.published_spans(world.desk, each.agent_id, at(TUESDAY, 0), at(TUESDAY, 24))
        for each in roster.members
    }
    bound = Bound((MONDAY,), 5, True)
    granted = at(TUESDAY, 15, 57)
    grants = {each.agent_id: granted for each in roster.members[1::2]}
    wrong = [
        (each.agent_id, each.at, why)
        for each in kept
        if each.how in BY_ITSELF
        and (why := reason(bound, spans[each.agent_id], [], each.at, grants.get(each.agent_id))) is not None
    ]
    assert faults == []
    assert wrong == []
    assert kept
    assert disagreements(world.desk, ids) == []


def test_beginning_a_conversation_takes_as_many_requests_as_where_no_shifts_bind(world: World) -> None:
    roster = Roster(world, agents=2)
    early = roster.kind("早班", 8, 16)
    visitors = [world.visitor() for _ in range(2)]
    form = StartConversation(text="hi", client_id="c")
    world.online(roster.members[0])
    with counted() as without:
        conversations.start_conversation(world.desk, visitors[0], "demo", form)
    for agent in roster.members:
        roster.plan(agent, (TUESDAY, early))
    roster.publish()
    roster.binds(last_minutes=10)
    roster.go_to(at(TUESDAY, 9))
    world.online(roster.members[0])

    with counted() as bound:
        begun = conversations.start_conversation(world.desk, visitors[1], "demo", form)

    assert conversations.find(world.desk, begun.conversation_id).agent_id == roster.members[0].agent_id
    assert bound.names == without.names
