"""A provider is asked about a sender, and nobody waits for one that is slow."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from chalicelib.notifications.confirming import KEPT, Patient
from tests.letters import Post


@dataclass
class Slow(Post):
    """Says nothing of a sender before it ``may``; ``asked`` counts."""

    may: threading.Event = field(default_factory=threading.Event)
    asked: int = 0

    def confirms(self, sender: str) -> bool | None:
        self.asked += 1
        self.may.wait(10)
        return self.confirmed


class Broken(Post):
    def confirms(self, sender: str) -> bool | None:
        raise ValueError("no answer")


def test_an_answer_holds_for_a_minute() -> None:
    post, now = Slow(confirmed=False), [0.0]
    patient = Patient(post, seconds=lambda: now[0])
    post.may.set()

    first, again = patient.confirms("a@x.example"), patient.confirms("a@x.example")
    now[0] += KEPT
    post.confirmed = True

    assert (first, again, post.asked) == (False, False, 1)
    assert (patient.confirms("a@x.example"), patient.confirms("b@x.example"), post.asked) == (True, True, 3)


def test_who_looks_waits_briefly_once_and_the_late_answer_is_there_for_the_next() -> None:
    post, now = Slow(), [0.0]
    patient = Patient(post, patience=0.01, seconds=lambda: now[0])

    slow = [patient.confirms("a@x.example") for _ in range(2)]
    asked = post.asked
    post.may.set()
    for _ in range(1000):  # its thread may need a moment
        now[0] += KEPT
        late = patient.confirms("a@x.example")
        if late is not None:
            break

    assert (slow, asked, late) == ([None, None], 1, True)


def test_a_provider_that_fails_says_nothing() -> None:
    assert Patient(Broken()).confirms("a@x.example") is None
