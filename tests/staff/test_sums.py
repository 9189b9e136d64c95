"""Whatever becomes of entries, what months come to is what their entries say, counted one by one (F12)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.core.authors import Author
from chalicelib.staff.model.entry import (
    APPROVED,
    CORRECTION,
    PENDING,
    REFUSED,
    Entry,
    Signed,
    Written,
    decided,
    followed,
    new_entry,
    refuse_to_follow,
    unfollowed,
    withdrawal_of,
)
from chalicelib.staff.model.settings import Settings
from chalicelib.staff.model.sums import NOTHING, Sums, steps, sums_of, with_entry

AT, TODAY = datetime(2026, 11, 23, tzinfo=UTC), date(2026, 11, 23)
AGENT, LEADER, BOSS = (Author("agent", name) for name in ("a", "l", "b"))
RULES = Settings(second_person=True, second_person_from=300)


@dataclass
class Book:
    """Entries as they stand, and what was kept of months with each change."""

    entries: dict[str, Entry] = field(default_factory=dict)
    months: dict[str, Sums] = field(default_factory=dict)

    def put(self, *changes: Entry) -> None:
        for after in changes:
            for entry, times in steps(self.entries.get(after.entry_id), after):
                self.months[entry.month] = with_entry(self.months.get(entry.month, NOTHING), entry, times)
            self.entries[after.entry_id] = after

    @property
    def signed(self) -> Signed:
        return Signed(f"e{len(self.entries)}", AGENT, LEADER, AT)

    def one(self, number: int, may: Callable[[Entry], bool]) -> Entry | None:
        """One of those with which it can be done."""
        able = [each for each in self.entries.values() if may(each)]
        return able[number % len(able)] if able else None


def stands(entry: Entry) -> bool:
    try:
        refuse_to_follow(entry)
    except Exception:
        return False
    return True


def written(number: int, month: int) -> Written:
    kinds = [Written("praise", "x", number % 7), Written("deduction", "x", 1 + number % 9)]
    kinds += [Written("fine", "x", money=1 + 100 * (number % 6)), Written("reward", "x", 2, 50)]
    kind = kinds[number % 4]
    return Written(kind.kind_id, "x", kind.points, kind.money, date(2026, month, 1 + number % 20))


def act(book: Book, what: str, number: int, month: int) -> None:
    if what == "enter":
        book.put(new_entry(book.signed, written(number, month), RULES, TODAY))
    elif what == "decide":
        waits = book.one(number, lambda each: each.state == PENDING)
        if waits is None:
            return
        after = decided(waits, APPROVED if number % 3 else REFUSED, "x", BOSS, AT)
        about = book.entries.get(after.about_id or "")
        changed = [] if about is None else [followed(about, after) if after.state != REFUSED else unfollowed(about)]
        book.put(after, *changed if after.act == CORRECTION else [])
    else:
        before = book.one(number, stands)
        if before is None:
            return
        if what == "correct":
            after = new_entry(book.signed, written(number, month), RULES, TODAY, corrects=before)
        else:
            after = withdrawal_of(before, book.signed, "x")
        book.put(followed(before, after), after)


ACTS = st.tuples(
    st.sampled_from(["enter", "enter", "correct", "withdraw", "decide"]), st.integers(0, 99), st.integers(9, 11)
)


@given(st.lists(ACTS, max_size=40))
def test_what_is_kept_is_what_the_entries_come_to(acts: list[tuple[str, int, int]]) -> None:
    book = Book()

    for what, number, month in acts:
        act(book, what, number, month)

    for month in {each.month for each in book.entries.values()}:
        naive = sums_of(each for each in book.entries.values() if each.month == month)
        assert book.months.get(month, NOTHING) == naive
        assert all(each.count > 0 and each.points >= 0 for each in naive.kinds.values())
        assert naive.points == sum(
            each.points if each.effect == "reward" else -each.points
            for each in book.entries.values()
            if each.counts and each.month == month
        )
