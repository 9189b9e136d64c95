"""No path leads outside the table, and a ticket is somebody's at any time (D4, D7)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from chalicelib.core.authors import Author
from chalicelib.core.errors import Conflict
from chalicelib.tickets.model import states
from chalicelib.tickets.model.refusals import MoveNotAllowed, ReopenedTooLate, TicketOver
from chalicelib.tickets.model.states import WAYS
from chalicelib.tickets.model.ticket import CLOSED, REOPENED, SOLVED, STATES, WAITING, Awaited, Entry, Ticket

MORNING = datetime(2026, 11, 23, 9, tzinfo=UTC)
PEOPLE = [Author("agent", f"agt_{each}", f"Agent {each}") for each in range(4)]
MEI = Author("visitor", "vis_1")
DAYS = 7


def ticket(**more: Any) -> Ticket:
    """A ticket as it is before its first entry."""
    first = PEOPLE[0]
    whose: dict[str, Any] = {"owner": first, "handler": first, "created_by": first, "visitor_id": "vis_1"}
    about = {"ticket_id": "tkt_1", "number": "T-261123-0001", "type": "repair", "subject": "It leaks"}
    return Ticket(**about, **whose, created_at=MORNING, time_zone="Asia/Shanghai", **more)


def test_the_table_names_every_state_and_leads_only_to_such() -> None:
    assert set(WAYS) == set(STATES)
    assert {to for ways in WAYS.values() for to in ways} <= set(STATES)
    assert [state for state, ways in WAYS.items() if REOPENED in ways] == [SOLVED, CLOSED]


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("to", STATES)
def test_a_move_goes_where_the_table_says_and_nowhere_else(state: str, to: str) -> None:
    before = ticket(state=state, version=5)

    if to in WAYS[state]:
        after, entry = states.moved(before, to, PEOPLE[0], "", MORNING)
        assert (after.state, after.version, entry.seq, entry.state) == (to, 6, 6, to)
    else:
        with pytest.raises(MoveNotAllowed) as refused:
            states.moved(before, to, PEOPLE[0], "", MORNING)
        assert refused.value.extra == {"state": state, "ways": list(WAYS[state])}


def test_it_is_opened_again_for_some_days_and_then_no_more() -> None:
    closed = ticket(state=CLOSED, closed_at=MORNING, version=3)

    again, _ = states.opened_again(closed, MEI, "It leaks", MORNING + timedelta(days=DAYS), states.Again(DAYS))

    assert (again.state, again.closed_at, again.reopened) == (REOPENED, None, 1)
    with pytest.raises(ReopenedTooLate):
        states.opened_again(closed, MEI, "", MORNING + timedelta(days=DAYS, seconds=1), states.Again(DAYS))


class Life(RuleBasedStateMachine):
    """Whatever is tried with a ticket in whatever order by whomever."""

    def __init__(self) -> None:
        super().__init__()
        self.now = MORNING
        self.ticket, self.entries = states.begun(ticket(), [], MORNING)

    def attempt(self, act: Any) -> None:
        """Do it, or have it refused; the way it went is one of the table's."""
        self.now += timedelta(hours=5)
        before = self.ticket
        try:
            made = act(before)
        except Conflict:
            return
        if made is None:
            return
        after, entry = made
        assert after.state == before.state or after.state in WAYS[before.state]
        self.ticket = after
        self.entries.append(entry)

    @rule(to=st.sampled_from(STATES), who=st.sampled_from(PEOPLE))
    def move(self, to: str, who: Author) -> None:
        self.attempt(lambda each: states.moved(each, to, who, "so", self.now))

    @rule(who=st.sampled_from(PEOPLE), group=st.sampled_from([None, "grp_1", "grp_2"]))
    def give(self, who: Author, group: str | None) -> None:
        self.attempt(lambda each: states.handed(each, who, group, PEOPLE[0], "", self.now))

    @rule(who=st.sampled_from(PEOPLE))
    def take_over(self, who: Author) -> None:
        self.attempt(lambda each: states.owned_by(each, who, "", self.now))

    @rule(who=st.sampled_from(PEOPLE), kind=st.sampled_from(["step", "note"]))
    def write(self, who: Author, kind: str) -> None:
        self.attempt(lambda each: states.said_of(each, kind, who, "words", self.now, "c"))

    @rule()
    def wait(self) -> None:
        self.attempt(lambda each: states.awaiting_customer(each, PEOPLE[0], Awaited("Send a picture"), "", self.now))

    @rule()
    def customer_writes(self) -> None:
        self.attempt(lambda each: states.customer_said(each, MEI, "words", self.now, "c"))

    @rule(solved=st.booleans())
    def customer_judges(self, solved: bool) -> None:
        again = states.Again(DAYS)
        self.attempt(lambda each: states.customer_judged(each, MEI, "", self.now, solved=solved, again=again))

    @rule()
    def escalate(self) -> None:
        self.attempt(lambda each: states.escalated(each, PEOPLE[1], [PEOPLE[2]], "late", self.now))

    @invariant()
    def it_is_somebodys(self) -> None:
        assert self.ticket.owner_id in {each.id for each in PEOPLE}
        assert self.ticket.handler_id in {each.id for each in PEOPLE}

    @invariant()
    def its_history_is_whole(self) -> None:
        assert [each.seq for each in self.entries] == list(range(1, self.ticket.version + 1))
        assert self.entries[-1].state == self.ticket.state

    @invariant()
    def it_waits_for_something_or_does_not_wait(self) -> None:
        assert (self.ticket.state == CLOSED) == (self.ticket.closed_at is not None)
        assert self.ticket.awaited is None or self.ticket.state == WAITING


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)


@given(st.sampled_from(STATES))
def test_what_is_over_is_given_to_nobody(state: str) -> None:
    before = ticket(state=state)

    if before.is_over:
        with pytest.raises(TicketOver):
            states.handed(before, PEOPLE[1], None, PEOPLE[0], "", MORNING)
    else:
        after, entry = states.handed(before, PEOPLE[1], None, PEOPLE[0], "", MORNING)
        assert (after.handler_id, after.owner_id, entry.agent) == ("agt_1", "agt_0", PEOPLE[1])
        assert isinstance(entry, Entry)
