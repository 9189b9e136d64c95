"""Agents of whom nobody could hear while the desk itself was not reachable: they are there still, for a lease (B6)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from chalicelib.conversations import service as conversations
from chalicelib.core import work
from chalicelib.core.database import Unavailable
from chalicelib.people.model.agents import is_present
from tests.in_process import Asking
from tests.worlds import World, in_use


class Gone:
    """A store that nobody reaches."""

    def call(self, operation: str, arguments: Any) -> Any:
        raise Unavailable("ConnectionRefusedError", "nobody there", operation)


class Shift:
    """An agent at her console with a question that waits for her, and the minute's ticks."""

    def __init__(self, world: World) -> None:
        self.world, self.asking = world, Asking()
        (self.anna, self.ben) = world.found(agents=2)
        self.token = self.asking.come_online(self.anna)
        self.conversation_id = self.asking.begin(self.asking.visit(), text="Hello?", client_id="0")
        self.asking.come_online(self.ben)

    def silent(self, seconds: int, *, gone: bool) -> None:
        """So long no console is heard of; the store is ``gone``, or not."""
        database = in_use()
        for _ in range(seconds // 10):
            self.world.clock.forward(seconds=10)
            if gone:
                with database.instead(Gone()):
                    work.run_due(self.world.desk)
            else:
                self.tick()

    def tick(self) -> None:
        while work.run_due(self.world.desk):
            pass

    def beats(self) -> None:
        assert self.asking.ask("POST", "/v1/desk/heartbeat", self.token, {}).status == 200

    @property
    def is_there(self) -> bool:
        return is_present(self.world.now(self.anna), self.world.desk.now())

    @property
    def holder(self) -> str | None:
        return conversations.find(self.world.desk, self.conversation_id).agent_id


def test_who_was_there_before_the_desk_was_gone_keeps_what_is_theirs_and_beats_again(world: World) -> None:
    shift = Shift(world)

    shift.silent(180, gone=True)
    shift.tick()

    assert (shift.is_there, shift.holder) == (True, shift.anna.agent_id)
    world.clock.forward(seconds=20)
    shift.beats()
    world.clock.forward(seconds=50)
    shift.tick()
    assert (shift.is_there, shift.holder) == (True, shift.anna.agent_id)


def test_who_does_not_come_back_has_one_lease_and_no_more(world: World) -> None:
    shift = Shift(world)
    shift.silent(180, gone=True)
    shift.tick()

    world.clock.forward(seconds=world.desk.settings.presence_lease + 1)
    shift.tick()

    assert not shift.is_there
    assert shift.holder != shift.anna.agent_id


def test_while_the_desk_is_reachable_a_silent_console_is_gone_at_once(world: World) -> None:
    shift = Shift(world)

    shift.silent(int(timedelta(seconds=world.desk.settings.presence_lease).total_seconds()) + 10, gone=False)

    assert not shift.is_there
    shift.silent(60, gone=True)  # who was gone before is not there again
    shift.tick()
    assert not shift.is_there


def test_what_was_silent_long_ago_grants_nothing(world: World) -> None:
    shift = Shift(world)
    shift.silent(60, gone=True)
    shift.tick()
    shift.beats()

    world.clock.forward(minutes=5)
    shift.tick()

    assert not shift.is_there
