"""What somebody's record says they have to read is what it would be made anew, whatever happened (law 7)."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.announcements.model.announcement import AnnouncementOver, EditionMoved
from chalicelib.announcements.service import reading, spreading
from chalicelib.core.errors import Invalid
from chalicelib.people import service as people
from chalicelib.people.model.forms import UpdateGroup
from chalicelib.people.model.reach import NotYours
from tests.announcements.stage import Stage
from tests.worlds import World

ACTS = ("announce", "later", "urgent", "edition", "again", "move", "withdraw", "confirm", "join", "leave", "hour")


class History:
    """One thing after the other; ``number`` chooses what it is done with."""

    def __init__(self, stage: Stage) -> None:
        self.stage, self.made = stage, list[str]()
        self.people = (stage.agent, stage.outsider, stage.leader)
        self.audiences = (
            {"everybody": True},
            {"group_ids": [stage.sales.group_id]},
            {"group_ids": [stage.tech.group_id]},
            {"role_ids": ["agent"]},
        )

    def act(self, name: str, number: int) -> None:
        try:
            getattr(self, name)(number)
        except (AnnouncementOver, EditionMoved, NotYours, Invalid):
            return

    def announce(self, number: int, **fields: object) -> None:
        audience = self.audiences[number % len(self.audiences)]
        self.made.append(self.stage.publish(self.stage.draft(audience=audience, **fields)).key)

    def later(self, number: int) -> None:
        self.announce(number, effective_at=self.stage.later(minutes=30), expires_at=self.stage.later(hours=2))

    def urgent(self, number: int) -> None:
        self.announce(number, priority="urgent", expires_at=self.stage.later(minutes=90))

    def edition(self, number: int, **fields: object) -> None:
        if self.made:
            boss = self.stage.now(self.stage.boss)
            held = reading.read_kept(self.stage.desk, boss, self.made[number % len(self.made)])
            self.stage.edition(held, **({"title": f"T{number}"} | fields))

    def again(self, number: int) -> None:
        self.edition(number, read_again=True)

    def move(self, number: int) -> None:
        self.edition(number, audience=self.audiences[number % len(self.audiences)])

    def withdraw(self, number: int) -> None:
        if self.made:
            boss = self.stage.now(self.stage.boss)
            held = reading.read_kept(self.stage.desk, boss, self.made[number % len(self.made)])
            self.stage.withdraw(held)

    def confirm(self, number: int) -> None:
        agent = self.people[number % len(self.people)]
        waiting = self.stage.ids(agent)
        if waiting:
            boss = self.stage.now(self.stage.boss)
            self.stage.confirm(agent, reading.read_kept(self.stage.desk, boss, waiting[number % len(waiting)]))

    def join(self, number: int) -> None:
        self._members(self.stage.outsider.agent_id)

    def leave(self, number: int) -> None:
        self._members()

    def _members(self, *others: str) -> None:
        form = UpdateGroup(member_ids=[*self.stage.sales.member_ids, *others])
        people.update_group(self.stage.desk, self.stage.sales.group_id, form)

    def hour(self, number: int) -> None:
        self.stage.forward(minutes=10 + 20 * (number % 4))


@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 11)), min_size=3, max_size=14))
def test_a_record_that_grew_is_the_one_that_is_made_anew(
    new_world: Callable[[], World], acts: list[tuple[str, int]]
) -> None:
    history = History(Stage.set(new_world()))
    stage = history.stage

    for name, number in acts:
        history.act(name, number)
    stage.forward(seconds=10)

    for agent in history.people:
        grown = stage.waiting(agent)
        spreading.renew(stage.desk, agent.agent_id)
        assert grown == stage.waiting(agent)
