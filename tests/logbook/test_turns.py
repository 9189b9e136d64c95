"""Shifts hand over by themselves when they end, to those who are on duty next; nothing is asked for twice (B8, F3)."""

from __future__ import annotations

import pytest

from chalicelib.logbook.model.handing import AcceptThing, NotNextShift, ShiftHandover
from chalicelib.logbook.model.settings import ChangeDutySettings
from chalicelib.logbook.service import accepting, handing, keeping
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.duty import ShiftTurned
from chalicelib.people.model.rights import ADMINISTRATOR
from chalicelib.people.service import Caller
from chalicelib.tickets import service as tickets
from tests.handover import stage as day
from tests.shifts.stage import MONDAY, Roster, at
from tests.worlds import World


class Relay(Roster):
    """The first works until six, the second from then on, the third not at all; it is five."""

    def __init__(self, world: World, *, by_shift: bool = True) -> None:
        super().__init__(world, agents=3)
        self.first, self.second, self.third = self.members
        day.change_plan(world, hours=day.day_until("23:00"))
        self.boss = world.agent(role=ADMINISTRATOR)
        groups = (self.group_id,) if by_shift else ()
        form = ChangeDutySettings(shift_groups=groups)
        keeping.change_settings(world.desk, Caller(self.boss, "ses_1"), form)

    def planned(self, *more: tuple[Agent, int, int]) -> None:
        """The shifts of today, and these."""
        every = [(self.first, 9, 18), (self.second, 18, 24), *more]
        for agent in {each.agent_id: each for each, _, _ in every}.values():
            kinds = [self.kind(f"{start}", start, end) for each, start, end in every if each is agent]
            self.plan(agent, *((MONDAY, kind) for kind in kinds))
        self.publish()
        self.binds()

    def handovers(self, view: str = "all") -> list[ShiftHandover]:
        boss = self.world.now(self.boss)
        found, _ = handing.list_handovers(self.world.desk, boss, view, self.group_id, None)  # type: ignore[arg-type]
        return [each for _, each in found]


@pytest.fixture
def relay(world: World) -> Relay:
    return Relay(world)


def test_at_the_end_of_a_shift_what_is_open_is_handed_over_to_who_is_on_duty_then(relay: Relay) -> None:
    relay.planned()
    ticket = day.ticket(relay.world, relay.first)

    relay.go_to(at(MONDAY, 18, 1))
    (handover,) = relay.handovers()
    relay.world.online(relay.second)
    form = AcceptThing("ticket", ticket.ticket_id)
    with pytest.raises(NotNextShift):
        accepting.accept(relay.world.desk, relay.world.now(relay.third), handover.handover_id, form)
    accepting.accept(relay.world.desk, relay.world.now(relay.second), handover.handover_id, form)

    assert (handover.shift, handover.shift_until) == ("9", at(MONDAY, 18))
    assert handover.leaver.id == relay.first.agent_id
    assert tickets.find(relay.world.desk, ticket.ticket_id).handler_id == relay.second.agent_id


def test_what_goes_with_the_shift_is_not_asked_for_before_one_goes_and_nobody_is_told_twice(relay: Relay) -> None:
    relay.planned()
    day.ticket(relay.world, relay.first)

    relay.go_to(at(MONDAY, 23, 30))

    letters = relay.letters("unfinished", "left_open", "shift_not_accepted")
    assert [each.what for each in letters] == ["shift_not_accepted"]
    assert len(relay.handovers("late")) == 1


def test_where_a_group_does_not_hand_over_by_shift_it_is_asked_for_as_before(world: World) -> None:
    relay = Relay(world, by_shift=False)
    relay.planned()
    day.ticket(relay.world, relay.first)

    relay.go_to(at(MONDAY, 23, 30))

    assert relay.handovers() == []
    assert [each.what for each in relay.letters("unfinished", "left_open")] == ["unfinished", "left_open"]


def test_who_works_on_hands_nothing_over_until_they_go(relay: Relay) -> None:
    relay.planned((relay.first, 18, 21))
    day.ticket(relay.world, relay.first)

    relay.go_to(at(MONDAY, 20))
    before = relay.handovers()
    relay.go_to(at(MONDAY, 21, 1))

    assert before == [] and [each.shift for each in relay.handovers()] == ["18"]


def test_late_ticks_and_doubled_events_hand_over_once_and_what_was_begun_by_hand_is_added_to(relay: Relay) -> None:
    relay.planned()
    day.ticket(relay.world, relay.first)
    begun = handing.hand_over(relay.world.desk, relay.world.now(relay.first), handing.HandOverShift(), None)
    day.ticket(relay.world, relay.first)

    relay.go_to(at(MONDAY, 18, 20), ticks=False)
    for _ in range(3):
        relay.settle()
        turned = ShiftTurned(relay.first.agent_id, relay.group_id, at(MONDAY, 9), at(MONDAY, 18), began=False)
        handing.on_shift_turned(relay.world.desk, turned)
    boss = relay.world.now(relay.boss)

    assert [each.handover_id for each in relay.handovers()] == [begun.handover_id]
    assert len(handing.read_handover(relay.world.desk, boss, begun.handover_id).things) == 2


def test_where_nobody_comes_the_whole_group_may_accept(relay: Relay) -> None:
    relay.plan(relay.first, (MONDAY, relay.kind("9", 9, 18)))
    relay.publish()
    relay.binds()
    day.ticket(relay.world, relay.first)

    relay.go_to(at(MONDAY, 18, 1))
    (handover,) = relay.handovers()
    seen = [
        handing.read_handover(relay.world.desk, relay.world.now(each), handover.handover_id) for each in relay.members
    ]

    assert [each.may_accept for each in seen] == [False, True, True]
