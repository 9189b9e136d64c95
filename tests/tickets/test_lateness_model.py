"""What time brings to deadlines, whatever befalls their ticket: each step once, in order, and none of what is met."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from chalicelib.conversations.model.conversation import OPEN, Header
from chalicelib.core.authors import Author
from chalicelib.plans.model.survey import CALENDAR
from chalicelib.tickets.model.deadlines import Allowance, Calendar
from chalicelib.tickets.model.lateness import (
    BREACH,
    BREACHED,
    ESCALATE,
    EXPLAINED,
    REASON,
    RUNNING,
    SOLUTION,
    WARN,
    WARNED,
    Deadline,
    Wanted,
    answered,
    kept,
    next_due,
    next_look,
    passed,
)
from chalicelib.tickets.model.owed import advanced, followed, wanted_in
from chalicelib.tickets.model.policies import Policies, Policy
from chalicelib.tickets.model.ticket import CONVERSATION
from tests.plans.weeks import utc

ALWAYS, MINUTE, HOUR = Calendar(None, "UTC"), timedelta(minutes=1), Allowance(3600)
LATER = timedelta(minutes=45)
NAMES = st.sampled_from(EXPLAINED)
ACTS = st.one_of(
    st.tuples(st.just("wait"), st.integers(1, 300)),
    st.tuples(st.just("want"), st.tuples(NAMES, st.sampled_from("ab"), st.integers(1, 200), st.booleans())),
    st.tuples(st.just("drop"), NAMES),
    st.tuples(st.just("explain"), st.none()),
)


@given(acts=st.lists(ACTS, max_size=25))
@settings(max_examples=150, deadline=None)
def test_each_step_is_taken_once_and_in_order_whatever_befalls_a_ticket(acts: list[tuple[str, Any]]) -> None:
    now, wanted, deadlines = utc("2026-11-27T00:00"), dict[str, Wanted](), tuple[Deadline, ...]()
    taken: Counter[tuple[str, str]] = Counter()
    for act, what in acts:
        if act == "wait":
            now += what * MINUTE
            deadlines, steps = passed(deadlines, now, HOUR, LATER, ALWAYS)
            again, none = passed(deadlines, now, HOUR, LATER, ALWAYS)
            assert (again, none) == (deadlines, []), "a second look does nothing"
            for step in steps:
                taken[step.deadline.name, step.kind] += 1
                assert step.deadline.met_at is None
        elif act == "want":
            name, about, minutes, waits = what
            wanted[name] = Wanted(about, Allowance(minutes * 60, CALENDAR), waits=waits)
            deadlines = kept(deadlines, wanted, now, ALWAYS, others=True)
        elif act == "drop":
            wanted.pop(what, None)
            deadlines = kept(deadlines, wanted, now, ALWAYS, others=True)
        else:
            deadlines = answered(deadlines, REASON, now)

        running = [each for each in deadlines if each.met_at is None]
        look = next_look(deadlines)
        assert len({each.name for each in deadlines}) == len(deadlines)
        assert {each.name for each in running} - {REASON} == wanted.keys() - {
            each.name for each in deadlines if each.met_at is not None
        }
        assert all(
            each.warned_at is None or each.breached_at is None or each.warned_at <= each.breached_at for each in running
        )
        if act == "wait":
            assert look is None or look > now, "what is due now was done"
            assert next_due(deadlines) is None or any(each.state for each in running)
    for name in EXPLAINED:
        assert taken[name, ESCALATE] <= taken[name, BREACH]


def test_what_is_late_before_anybody_looked_is_not_warned_of_any_more() -> None:
    start = utc("2026-11-27T00:00")
    deadlines = kept((), {SOLUTION: Wanted("", HOUR)}, start, ALWAYS, others=False)

    late, steps = passed(deadlines, start + 9 * HOUR.whole, HOUR, LATER, ALWAYS)
    still, more = passed(late, start + 9 * HOUR.whole + LATER, HOUR, LATER, ALWAYS)
    explained = answered(still, REASON, start + 10 * HOUR.whole)

    assert [(each.kind, each.deadline.name) for each in steps] == [(BREACH, SOLUTION)]
    assert [(each.kind, each.deadline.name) for each in more] == [(ESCALATE, SOLUTION)]
    assert [each.name for each in late] == [SOLUTION, REASON]
    assert next_look(explained) is None
    assert WARN not in {each.kind for each in (*steps, *more)}


@given(
    allowed=st.integers(1, 40),
    acts=st.dictionaries(
        st.integers(1, 60), st.sampled_from(["leave", "return", "transfer", "look", "answer"]), max_size=8
    ),
)
@settings(max_examples=100, deadline=None)
def test_a_first_answer_in_a_conversation_is_late_when_a_clock_read_each_minute_says_so(
    allowed: int, acts: dict[int, str]
) -> None:
    start = utc("2026-11-27T00:00")
    policies = Policies((Policy({}, (CONVERSATION,), first_answer=Allowance(allowed * 60, CALENDAR)),))
    header = Header("cnv_1", "demo", "vis_1", OPEN, start, "en", agent=Author("agent", "a"), state_at=start)
    deadline, spent, near = followed(None, wanted_in(header, policies), start, ALWAYS), 0, False

    for minute in range(1, 62):
        at = start + minute * MINUTE
        spent += header.released_at is None
        changes: dict[str, dict[str, Any]] = {
            "leave": {"released_at": at},
            "return": {"released_at": None},
            "transfer": {"agent": Author("agent", str(minute)), "state_at": at},
            "answer": {"first_reply_at": at},
        }
        header = replace(header, **changes.get(acts.get(minute, ""), {}))
        deadline = followed(deadline, wanted_in(header, policies), at, ALWAYS)
        if header.first_reply_at is not None:
            assert deadline is None
            return
        assert deadline is not None
        deadline, steps = advanced(deadline, at, LATER, ALWAYS)
        is_late = spent >= allowed and (header.released_at is None or deadline.breached_at is not None)
        assert (deadline.breached_at is not None) == is_late
        near = near or any(step.kind == WARN for step in steps)
        assert deadline.state in ((BREACHED,) if is_late else (WARNED,) if near else (RUNNING,)) or (
            deadline.state is None and header.released_at is not None
        )
