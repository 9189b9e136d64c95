"""How orders stand: each state is news once, none backwards, whoever saw it and in whatever order (A11)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.orders.model.states import MOST_MARKS, OrderKnown, Sight, seen

NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)
WORDS = st.sampled_from(["", "paid", "Packed ", "shipped", "delivered"])
SIGHTS = st.builds(
    Sight,
    number=st.just("T-1"),
    at=st.integers(0, 300).map(lambda minutes: NOON + timedelta(minutes=minutes)),
    state=WORDS,
    parcel=WORDS,
    refund=WORDS,
    is_news=st.booleans(),
)


@given(st.lists(SIGHTS, max_size=30))
def test_whatever_is_seen_in_whatever_order_each_state_is_news_once_and_none_is_older_than_what_was_known(
    sights: list[Sight],
) -> None:
    known: OrderKnown | None = None
    news: list[tuple[str, str]] = []
    for sight in sights:
        before = known
        after, changed = seen(known, sight)
        again, nothing = seen(after, sight)

        assert (again.aspects, nothing) == (after.aspects, ())
        for name in changed:
            _, at = sight.aspects[name]
            assert before is None or name not in before.aspects or at >= before.aspects[name].at
            news.append((name, sight.marks[name]))
        known = after if after.version else None

    assert len(news) == len(set(news))


def test_what_was_never_known_is_news_only_to_whom_it_happens_and_an_order_never_grows() -> None:
    looked, told = Sight("T-1", NOON, "paid"), Sight("T-1", NOON, "paid", is_news=True)
    assert (seen(None, looked)[1], seen(None, told)[1]) == ((), ("state",))

    known = seen(None, looked)[0]
    for number in range(200):
        known, _ = seen(known, Sight("T-1", NOON + timedelta(minutes=number), f"step {number}"))

    assert known.step == 200 and len(known.marks) == MOST_MARKS


def test_the_number_of_a_parcel_alone_says_nothing_once_more_is_known_of_it() -> None:
    known, _ = seen(None, Sight("T-1", NOON, parcel="on its way", parcel_number="SF 1", is_news=True))

    after, news = seen(known, Sight("T-1", NOON + timedelta(hours=1), parcel_number="sf 1", is_news=True))
    other = seen(known, Sight("T-1", NOON + timedelta(hours=1), parcel_number="SF 2", is_news=True))[1]

    assert (after, news, other) == (known, (), ("parcel",))
