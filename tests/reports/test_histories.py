"""Whatever happens in whatever order: figures equal those that one counts from the transcripts, and agree (F1)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import permutations
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import Entry
from chalicelib.core.errors import DeskError
from chalicelib.reports.model.figures import Sums, added
from chalicelib.reports.model.spreads import spread_of, together
from chalicelib.routing.model import Transfer
from chalicelib.routing.service import manual, reopening
from tests.reports.shops import Shop
from tests.worlds import World

ACTS = ("ask", "ask_again", "answer", "end", "reopen", "pass_on", "hold", "away", "count", "later", "return")
# a failing history is not made smaller: each takes a third of a second
QUICK = (Phase.explicit, Phase.reuse, Phase.generate)
histories = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 2), st.integers(1, 5_000)), max_size=25)


def live(shop: Shop, ids: list[str], act: str, number: int, seconds: int) -> None:
    """Something happens; what is refused does not."""
    desk = shop.world.desk
    if act == "ask" or not ids:
        ids.append(shop.ask())
        return
    conversation_id = ids[number % len(ids)]
    holder = shop.holder(conversation_id) or shop.agents[0]
    other = next(each for each in shop.agents if each.agent_id != holder.agent_id)
    if act == "return":
        with suppress(DeskError):
            ids += {shop.ask(again_of=conversation_id)} - {*ids}  # who has one open goes on with that
        return
    acts: dict[str, Callable[[], Any]] = {
        "ask_again": lambda: shop.ask_again(conversation_id),
        "answer": lambda: conversations.reply(desk, holder, conversation_id, "Yes", f"{act}{number}{seconds}"),
        "end": lambda: conversations.end_conversation(desk, holder, conversation_id),
        "reopen": lambda: reopening.reopen_conversation(desk, holder, conversation_id),
        "pass_on": lambda: manual.transfer(desk, holder, conversation_id, Transfer(agent_id=other.agent_id)),
        "hold": lambda: conversations.hold(desk, holder, conversation_id),
        "away": lambda: shop.world.online(holder, "offline"),
        "count": shop.counted,
        "later": lambda: shop.later(seconds),
    }
    with suppress(DeskError):
        acts[act]()
    for each in shop.agents:
        if act in ("count", "later", "away"):
            shop.world.online(each)


def ends_of(entries: list[Entry]) -> list[tuple[datetime, datetime]]:
    """From when to when it went on, each time."""
    ends, begun = list[tuple[datetime, datetime]](), entries[0].at
    is_open = True
    for entry in entries:
        if entry.kind == "reopened":
            begun, is_open = entry.at, True
        if entry.state == "closed" and is_open:
            ends.append((begun, entry.at))
            is_open = False
    return ends


def returns_of(ends: list[tuple[datetime, datetime]]) -> Counter[str]:
    """How many of one visitor's were the last for a week, and how many came after another."""
    week = timedelta(days=7)
    came_back = [any(end <= begun <= end + week for begun, _ in ends) for _, end in ends]
    repeats = [any(end <= begun <= end + week for _, end in ends) for begun, _ in ends]
    return Counter(contact=len(ends), first_contact=came_back.count(False), repeated=repeats.count(True))


def by_hand(entries: list[Entry]) -> tuple[Counter[str], float]:
    """How often which thing happened in a transcript, and how long its answers took together."""
    counts, asked, spent, is_open, said = Counter[str](started=1), None, 0.0, True, Counter[str]()
    answered = False
    for entry in entries:
        if entry.kind == "reopened":
            counts["reopened"] += 1
            is_open, asked, answered = True, None, answered or bool(said["agent_messages"])
            said = Counter[str]()
        if entry.kind == "message" and entry.author.kind == "visitor":
            asked = asked or entry.at
            said["visitor_messages"] += 1
        if entry.kind == "message" and entry.author.kind == "agent":
            said["agent_messages"] += 1
            if asked is not None:
                spent += (entry.at - asked).total_seconds()
                counts["answers"] += 1
            asked = None
        counts["held"] += entry.kind == "held"
        if entry.state == "closed" and is_open:
            is_open, asked = False, None
            counts["ended"] += 1
            counts["answered" if answered or said["agent_messages"] else "dropped"] += 1
            counts.update(said)
    return counts, spent


def without_staff(sums: Sums) -> Sums:
    """Without who was there, which is of people alone."""
    names = [name for name in sums.counts if name == "present" or name.endswith("_time")]
    return replace(sums, counts={name: each for name, each in sums.counts.items() if name not in names})


@settings(
    max_examples=12,
    deadline=None,
    phases=QUICK,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(history=histories)
def test_figures_equal_what_the_transcripts_say_and_each_other(
    new_world: Callable[[], World], history: list[tuple[str, int, int]]
) -> None:
    shop, ids = Shop.opened(new_world()), list[str]()
    for act, number, seconds in history:
        live(shop, ids, act, number, seconds)

    shop.counted()

    counts, spent = Counter[str](), 0.0
    ends: defaultdict[str, list[tuple[datetime, datetime]]] = defaultdict(list)
    for each in ids:
        entries = conversations.entries_after(shop.world.desk, each, 0, 1_000).entries
        more, longer = by_hand(list(entries))
        counts, spent = counts + more, spent + longer
        ends[shop.visitors[each].visitor_id] += ends_of(list(entries))
    for each_of in ends.values():
        counts += returns_of(each_of)
    total = shop.total()
    answers = total.count("first_answer") + total.count("answer")
    assert answers == counts.pop("answers", 0)
    assert {name: total.count(name) for name in counts} == dict(counts)
    assert abs(sum(total.spread(name).seconds for name in ("first_answer", "answer")) - spent) < 0.1
    for by in ("hour", "week", "month", "clock"):
        assert added(line.sums for line in shop.report(by).lines) == total, by
    for by in ("plan", "source", "level"):
        assert without_staff(added(line.sums for line in shop.report(by).lines)) == without_staff(total), by
    people = added(line.sums for line in shop.report("agent").lines)
    assert {**people.counts, "started": 0, "queued": 0} == {**total.counts, "started": 0, "queued": 0}
    assert added(line.sums for line in shop.report("department").lines) == people


@given(times=st.lists(st.floats(0, 10**6), min_size=1, max_size=60), cut=st.integers(0, 60))
def test_times_can_be_added_in_any_grouping_and_a_percentile_is_off_by_a_twentieth(
    times: list[float], cut: int
) -> None:
    whole = spread_of(times)

    parts = [spread_of(times[:cut]), spread_of(times[cut:])]

    for some in permutations(parts):
        joined = together(some)
        assert (joined.number, joined.most, joined.bins) == (whole.number, whole.most, whole.bins)
    for share in (0.5, 0.9, 0.95, 1.0):
        exact = sorted(times)[max(0, -(-int(share * 100) * len(times) // 100) - 1)]
        shown = whole.percentile(share)
        assert shown is not None
        assert abs(shown - exact) <= max(1.0, exact / 20)
