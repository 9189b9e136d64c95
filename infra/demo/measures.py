"""What is counted while the dialogues are played, and the report of it."""

from __future__ import annotations

import threading
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

PERCENTILES = (0.5, 0.9, 0.99)
EXAMPLES = 5


@dataclass(frozen=True)
class Failure:
    """A dialogue that did not come over as it was said. ``number`` is its line in the file."""

    number: int
    what: str


@dataclass
class Measures:
    """Counts and latencies of all threads. Latencies are kept to three digits, so that they need no more room later."""

    counts: Counter[str] = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list)
    seconds: dict[str, Counter[float]] = field(default_factory=lambda: defaultdict(Counter))
    lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self, what: str) -> None:
        """One more of it."""
        with self.lock:
            self.counts[what] += 1

    def took(self, operation: str, seconds: float) -> None:
        """One answered request."""
        with self.lock:
            self.seconds[operation][float(f"{seconds:.2e}")] += 1

    def failed(self, number: int, what: str) -> None:
        """A dialogue went wrong; the first few are kept as examples."""
        with self.lock:
            self.counts["failed"] += 1
            if len(self.failures) < EXAMPLES:
                self.failures.append(Failure(number, what))

    @property
    def all_well(self) -> bool:
        """Whether every dialogue that was begun came over."""
        return not self.counts["failed"]


def percentile(seconds: Counter[float], share: float) -> float:
    """The time within which this share of the requests was answered (nearest rank)."""
    wanted, so_far = share * seconds.total(), 0
    for value in sorted(seconds):
        so_far += seconds[value]
        if so_far >= wanted:
            return value
    return 0.0


def report(measures: Measures, mended: Counter[str], playable: int, elapsed: float) -> Iterator[str]:
    """The lines to print at the end."""
    counts = measures.counts
    played, messages = counts["played"], counts["say"] + counts["reply"]
    yield f"Dialogues    {played} of {playable} played in {elapsed:.1f} s"
    yield f"Messages     {counts['say']} from visitors, {counts['reply']} from agents"
    yield f"Throughput   {messages / elapsed:.1f} messages/s, {played / elapsed:.2f} dialogues/s"
    yield f"Retries      {counts['retries']}, of which {counts['replays']} were answered as replays"
    for what, number in sorted(mended.items()):
        if number:
            yield f"Mended       {number} {what}"
    if counts["foreign"]:
        yield f"Foreign      {counts['foreign']} conversations of other plans came to our agents, unanswered"
    yield ""
    yield from _latencies(measures)


def _latencies(measures: Measures) -> Iterator[str]:
    yield (
        f"{'Milliseconds':<27}{'count':>8}"
        + "".join(f"{f'p{share * 100:.0f}':>9}" for share in PERCENTILES)
        + f"{'max':>9}"
    )
    for operation, seconds in sorted(measures.seconds.items()):
        times = [*(percentile(seconds, share) for share in PERCENTILES), max(seconds)]
        yield f"{operation:<27}{seconds.total():>8}" + "".join(f"{each * 1000:>9.1f}" for each in times)


def verdict(measures: Measures, playable: int, interrupted: bool) -> Iterator[str]:
    """Whether every text arrived, and what differs if not."""
    if interrupted:
        missing = playable - measures.counts["played"] - measures.counts["failed"]
        yield f"Interrupted: {missing} dialogues were not played to their end."
    if measures.all_well:
        which = "Every text of those played" if interrupted else "Every text"
        yield f"{which} arrived at the other side unchanged, exactly once and in order."
        return
    yield f"NOT every text arrived as it was said: {measures.counts['failed']} dialogues went wrong."
    for failure in measures.failures:
        yield f"  line {failure.number}: {failure.what}"
    if measures.counts["failed"] > len(measures.failures):
        yield f"  … and {measures.counts['failed'] - len(measures.failures)} more"
