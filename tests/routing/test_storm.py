"""Everything at once, and everything in any order. On an engine that is atomic."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.core import work
from chalicelib.core.errors import DeskError
from chalicelib.people import service as people
from chalicelib.people.model.forms import UpdateAgent
from chalicelib.people.model.rights import ADMINISTRATOR, AGENT, ANSWER, BUILT_IN, SUPERVISOR
from chalicelib.people.service import roles
from chalicelib.routing import service as routing
from chalicelib.routing.model import Transfer
from infra.bench.storm import LAWFUL, Storm, disagreements
from tests.atomic import Atomic
from tests.worlds import Clock, World, desk_with

MAY = BUILT_IN[AGENT].permissions

ENOUGH = {"start": 150, "reply": 5, "end": 5, "presence": 5}  # of each in one storm, however fast the machine is

pytestmark = [pytest.mark.race, pytest.mark.long]


def test_64_visitors_and_8_agents_who_do_everything_at_once_leave_no_disagreement(atomic_world: World) -> None:
    world = atomic_world
    agents = world.found(agents=8, capacity=4)
    callers = [world.online(agent) for agent in agents]

    storm = Storm(world.desk, callers, world.visitor)
    storm.rage(60, 64, ENOUGH)

    assert storm.faults == []
    assert disagreements(world.desk, storm.started) == []
    assert min(storm.done[each] for each in ENOUGH) > 0


def test_whatever_is_done_in_any_order_the_desk_agrees_with_itself(atomic_store: Atomic) -> None:
    class AnyOrder(RuleBasedStateMachine):
        conversations = Bundle("conversations")

        @initialize(allocation=st.sampled_from(["rotation", "balanced"]), patience=st.sampled_from([0, 60]))
        def open_the_desk(self, allocation: str, patience: int) -> None:
            desk = desk_with(Clock(), atomic_store.start_over())
            self.world = World(desk, desk.now)
            self.agents = self.world.found(agents=3, capacity=1)
            from chalicelib.plans import service as plans

            wishes = {"prefer_last_agent": patience > 0, "wait_for_last_agent_seconds": patience}
            watch = {"warn_seconds": 10, "move_seconds": 40, "absent_seconds": 50, "left_seconds": 120}
            plans.update_plan(desk, "demo", {"allocation": allocation, "watch": watch, **wishes}, None)
            world = self.world
            world.agent(role=ADMINISTRATOR)  # one stays, whatever becomes of the others
            self.role = roles.create_role(desk, name="Clerk", permissions=sorted(MAY), scope="own").role_id
            self.made: list[str] = []
            self.who: dict[str, Any] = {}

        def lawfully(self, act: Any) -> None:
            try:
                act()
            except DeskError as error:
                assert error.code in LAWFUL, error.code

        @rule(target=conversations)
        def arrive(self) -> str:
            visitor = self.world.visitor()
            begun = conversations.start_conversation(
                self.world.desk, visitor, "demo", StartConversation(text="hi", client_id="c")
            )
            self.made.append(begun.conversation_id)
            self.who[begun.conversation_id] = visitor
            return begun.conversation_id

        def choose(self, n: int, status: str) -> None:
            """As the API lets them."""
            if ANSWER in self.world.now(self.agents[n]).rights.permissions:
                self.world.online(self.agents[n], status)

        @rule(n=st.integers(0, 2), status=st.sampled_from(["online", "online", "busy", "break", "offline"]))
        def change_presence(self, n: int, status: str) -> None:
            self.choose(n, status)

        @rule(n=st.integers(0, 2), role=st.sampled_from([AGENT, SUPERVISOR, ADMINISTRATOR, None]))
        def change_role(self, n: int, role: str | None) -> None:
            form = UpdateAgent(role=role or self.role)
            people.update_agent(self.world.desk, self.agents[n].agent_id, form)

        @rule(may=st.booleans())
        def change_what_a_role_allows(self, may: bool) -> None:
            permissions = sorted(MAY if may else MAY - {ANSWER})
            roles.update_role(self.world.desk, self.role, name=None, permissions=permissions, scope=None)

        @rule(conversation_id=consumes(conversations))
        def visitor_leaves(self, conversation_id: str) -> None:
            conversations.close_by_visitor(self.world.desk, self.who[conversation_id], "demo", conversation_id)

        @rule(target=conversations, conversation_id=consumes(conversations))
        def come_again(self, conversation_id: str) -> str:
            visitor = self.who[conversation_id]
            conversations.close_by_visitor(self.world.desk, visitor, "demo", conversation_id)
            begun = conversations.start_conversation(
                self.world.desk, visitor, "demo", StartConversation(text="hi", client_id=f"c{len(self.made)}")
            )
            self.made.append(begun.conversation_id)
            self.who[begun.conversation_id] = visitor
            return begun.conversation_id

        @rule(conversation_id=conversations, text=st.sampled_from(["And?", "Hello?"]))
        def ask(self, conversation_id: str, text: str) -> None:
            caller = self.who[conversation_id]
            self.lawfully(
                lambda: conversations.post_message(self.world.desk, caller, "demo", conversation_id, text, text)
            )

        @rule(conversation_id=conversations)
        def look_at_the_page(self, conversation_id: str) -> None:
            conversations.read_entries(self.world.desk, self.who[conversation_id], "demo", conversation_id, 0, 100)

        @rule(conversation_id=conversations, n=st.integers(0, 2))
        def answer(self, conversation_id: str, n: int) -> None:
            agent = self.world.now(self.agents[n])
            self.lawfully(lambda: conversations.reply(self.world.desk, agent, conversation_id, "yes", f"r{n}"))

        @rule(conversation_id=consumes(conversations), n=st.integers(0, 2))
        def end(self, conversation_id: str, n: int) -> None:
            agent = self.world.now(self.agents[n])
            self.lawfully(lambda: conversations.end_conversation(self.world.desk, agent, conversation_id))

        @rule(conversation_id=conversations, n=st.integers(0, 2))
        def take(self, conversation_id: str, n: int) -> None:
            agent = self.world.now(self.agents[n])
            self.lawfully(lambda: routing.take_conversation(self.world.desk, agent, conversation_id))

        @rule(conversation_id=conversations, n=st.integers(0, 2), m=st.integers(0, 2))
        def transfer(self, conversation_id: str, n: int, m: int) -> None:
            agent, goal = self.world.now(self.agents[n]), self.agents[m].agent_id
            self.lawfully(lambda: routing.transfer(self.world.desk, agent, conversation_id, Transfer(agent_id=goal)))

        @rule(conversation_id=conversations, n=st.integers(0, 2), anyway=st.booleans())
        def transfer_to_the_group(self, conversation_id: str, n: int, anyway: bool) -> None:
            agent, group_id = self.world.now(self.agents[n]), self.world.group.group_id if self.world.group else ""
            to = {"agent_id": None, "group_id": group_id, "note": None, "anyway": anyway}
            self.lawfully(lambda: routing.transfer(self.world.desk, agent, conversation_id, Transfer(**to)))

        @rule(seconds=st.sampled_from([5, 30, 65]))
        def time_goes_by(self, seconds: int) -> None:
            self.world.clock.forward(seconds=seconds)
            while work.run_due(self.world.desk):
                pass

        @rule(n=st.integers(0, 2))
        def minutes_go_by_while_one_agent_stays(self, n: int) -> None:
            for _ in range(4):
                self.choose(n, "online")
                self.world.clock.forward(seconds=40)
                while work.run_due(self.world.desk):
                    pass

        @invariant()
        def the_desk_agrees_with_itself(self) -> None:
            if hasattr(self, "world"):
                assert disagreements(self.world.desk, self.made) == []
                for each in map(self.world.now, self.agents):
                    assert ANSWER in each.rights.permissions or each.status == "offline"

    run_state_machine_as_test(
        AnyOrder,
        settings=settings(
            phases=[Phase.generate],  # shrinking a story of 25 steps on a real engine takes longer than reading it
            max_examples=6,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_rotation_keeps_those_who_were_there_all_the_time_level(atomic_world: World) -> None:
    world = atomic_world
    agents = world.found(agents=4, capacity=100)
    for agent in agents:
        world.online(agent)

    from functools import partial

    from tests.worlds import at_once

    for _ in range(3):
        visitors = [world.visitor() for _ in range(17)]
        starts = [
            partial(
                conversations.start_conversation,
                world.desk,
                visitor,
                "demo",
                StartConversation(text="hi", client_id="c"),
            )
            for visitor in visitors
        ]
        assert not [each for each in at_once(starts) if isinstance(each, Exception)]

    totals = [people.read_agent(world.desk, agent.agent_id).assigned_total for agent in agents]
    assert sum(totals) == 51
    assert max(totals) - min(totals) <= 1
