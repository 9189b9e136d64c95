"""Several rooms' writes as one, and which condition was lost."""

from __future__ import annotations

import pytest

from chalicelib.core.desk import Desk
from chalicelib.core.errors import Lost
from chalicelib.core.once import AlreadyDone, KeyReused, MarkerRow, Once, mark, recall
from chalicelib.core.transactions import Transaction
from chalicelib.visitors.store.visitors import VisitorRow
from tests.worlds import counted


class Nope(Lost):
    def __init__(self, what: str, seen: str | None) -> None:
        super().__init__(what)
        self.what, self.seen = what, seen


def put_marker(tx: Transaction, key: str, what: str) -> None:
    def losing(item: object) -> Exception:
        return Nope(what, item["fingerprint"]["S"] if item else None)  # type: ignore[index]

    row = MarkerRow(key=key, fingerprint=what, answer=what, expires_at=0)
    tx.put(row, condition=MarkerRow.key.does_not_exist(), losing=losing)


@pytest.mark.also_on_moto
def test_all_or_nothing_is_written(desk: Desk) -> None:
    first = Transaction(desk)
    put_marker(first, "b", "earlier")
    first.commit()

    second = Transaction(desk)
    put_marker(second, "a", "later a")
    put_marker(second, "b", "later b")
    with pytest.raises(Nope) as lost:
        second.commit()

    assert (lost.value.what, lost.value.seen) == ("later b", "earlier")
    assert MarkerRow.find(desk.database, "a") is None


def test_the_first_lost_condition_in_the_order_of_adding_is_told(desk: Desk) -> None:
    first = Transaction(desk)
    put_marker(first, "a", "one")
    put_marker(first, "b", "two")
    first.commit()

    second = Transaction(desk)
    put_marker(second, "b", "mine b")
    put_marker(second, "a", "mine a")
    with pytest.raises(Nope) as lost:
        second.commit()

    assert (lost.value.what, lost.value.seen) == ("mine b", "two")


def test_one_write_costs_no_transaction(desk: Desk) -> None:
    tx = Transaction(desk)
    put_marker(tx, "a", "alone")

    with counted() as requests:
        tx.commit()

    assert requests.names == ["PutItem"]


def test_what_comes_afterwards_does_not_run_when_the_commit_is_lost(desk: Desk) -> None:
    ran: list[str] = []
    for _ in range(2):
        tx = Transaction(desk)
        put_marker(tx, "a", "x")
        tx.after_commit(lambda: ran.append("ran"))
        try:
            tx.commit_and_tell()
        except Nope:
            ran.append("lost")

    assert ran == ["ran", "lost"]


@pytest.mark.also_on_moto
def test_a_request_that_comes_twice_gets_the_first_answer(desk: Desk) -> None:
    once = Once.of("scope", "key", {"text": "你好"})
    first = Transaction(desk)
    mark(first, once, {"seq": 1})
    first.commit()

    again = Transaction(desk)
    mark(again, Once.of("scope", "key", {"text": "你好"}), {"seq": 2})
    with pytest.raises(AlreadyDone) as done:
        again.commit()

    assert done.value.answer == {"seq": 1}
    assert recall(desk, once, desk.now().timestamp()) == {"seq": 1}


def test_the_same_key_with_another_body_is_refused(desk: Desk) -> None:
    first = Transaction(desk)
    mark(first, Once.of("scope", "key", ["a"]), 1)
    first.commit()

    other = Transaction(desk)
    mark(other, Once.of("scope", "key", ["b"]), 2)
    with pytest.raises(KeyReused) as refused:
        other.commit()

    assert (refused.value.status, refused.value.code) == (422, "idempotency_key_reused")


def test_a_marker_older_than_a_day_counts_as_gone(desk: Desk) -> None:
    first = Transaction(desk)
    mark(first, Once.of("scope", "key", ["a"]), 1)
    first.commit()

    desk.now.forward(hours=25)  # type: ignore[attr-defined]
    later = Transaction(desk)
    mark(later, Once.of("scope", "key", ["b"]), 2)
    later.commit()

    assert recall(desk, Once.of("scope", "key", ["b"]), desk.now().timestamp()) == 2


def test_who_commits_without_telling_is_stopped_before_anything_is_written(desk: Desk) -> None:
    tx = Transaction(desk)
    put_marker(tx, "a", "x")
    tx.after_commit(lambda: None)

    with counted() as requests, pytest.raises(RuntimeError):
        tx.commit()

    assert requests.names == []


def test_a_lost_marker_is_told_before_anything_else_that_was_lost(desk: Desk) -> None:
    once = Once.of("scope", "key", ["a"])
    for attempt in range(2):
        tx = Transaction(desk)
        mark(tx, once, "first")
        row = VisitorRow("v", plan_key="demo", first_seen_at=desk.now(), last_seen_at=desk.now(), locale="en")
        tx.put(row, condition=VisitorRow.visitor_id.does_not_exist())
        if attempt == 0:
            tx.commit()
            continue
        with pytest.raises(AlreadyDone):
            tx.commit()
