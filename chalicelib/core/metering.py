"""What requests and due work use, counted while they run, so that somebody can say what it costs.

    database = Metered(of_environment())        # tells whatever is being counted what each of its requests consumed
    counts = begin(desk, "reports.sum_hour", {"plan_key": "demo"})
    …                                            # nested: due work that is tried in the same request counts by itself
    finish(counts)

A container keeps its counts in its ``Meter`` and writes them down in one request (``Counted``, which a room above
answers) when they come to ``MOST_HELD`` requests, or are a minute old and ten: so counting costs less than a hundredth
of what it counts. What a container that ends had not written is lost: at most so much. The answer says which
``paces`` are slower for now (``Desk.paced``): they reach every container with its next writing, and no request asks.
A desk without a meter counts nothing.
"""

from __future__ import annotations

import logging
import math
import threading
import time
from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from chalicelib.core.database import Answer, ConditionFailed, Database, TransactionCancelled
from chalicelib.core.tallies import Cell, Counted, OfConversation, Tally
from chalicelib.core.text import LONGEST_NAME

if TYPE_CHECKING:
    from chalicelib.core.desk import Desk

SLOT = timedelta(minutes=15)  # every zone's days begin with one
MOST_HELD = 100  # requests or pieces of work that a container may hold before it writes them down
FEWEST, OLDEST = 10, timedelta(minutes=1)  # so many are written down when they are so old
MOST_UNWRITTEN = 5  # writings that failed and are tried again; what is beyond is lost

QUERY = "Query"
CREATED, REFUSED = 201, 400
NOTHING: Mapping[str, Any] = {}

T = TypeVar("T")

log = logging.getLogger("deskbell")


class Counts(msgspec.Struct):
    """What is being counted: of which ``kind``, for which plan and conversation, as far as these are known by now;
    ``is_there``: the conversation was read, and is more than a name that somebody asked by."""

    desk: Desk
    kind: str
    plan_key: str
    conversation_id: str | None
    tally: Tally
    began: float
    outer: Counts | None
    token: Any = None
    within: float = 0.0  # milliseconds of what was counted by itself meanwhile
    is_there: bool = False


_counting: ContextVar[Counts | None] = ContextVar("counting", default=None)


class Meter:
    """What one container counted and has not written down yet. Any number of threads may count."""

    def __init__(self) -> None:
        self.paces: Mapping[str, float] = {}
        self._lock = threading.Lock()
        self._cells: dict[tuple[datetime, str, str], Tally] = {}
        self._conversations: dict[str, tuple[str, Tally]] = {}
        self._unwritten: list[Counted] = []
        self._held = 0
        self._since: datetime | None = None

    def pace(self, of: str) -> float:
        """How many times as long as usual is waited."""
        return self.paces.get(of, 1.0)

    def add(self, counts: Counts, now: datetime) -> None:
        """Keep what was counted."""
        slot = now - timedelta(minutes=now.minute % 15, seconds=now.second, microseconds=now.microsecond)
        with self._lock:
            self._cells.setdefault((slot, counts.plan_key, counts.kind), Tally()).add(counts.tally)
            if counts.conversation_id is not None:
                known = self._conversations.get(counts.conversation_id)
                plan_key, tally = known or ("", Tally())
                tally.add(counts.tally)
                self._conversations[counts.conversation_id] = (plan_key or counts.plan_key, tally)
            if counts.outer is None:
                self._held += 1
                self._since = self._since or now

    def is_due(self, now: datetime) -> bool:
        """Whether it is worth a request to write it down."""
        aged = self._since is not None and now - self._since >= OLDEST
        return self._held >= MOST_HELD or (aged and self._held >= FEWEST)

    def take(self, count_id: str) -> list[Counted]:
        """All that is to be written down, each under its name; the meter begins anew."""
        with self._lock:
            cells = [Cell(*place, tally) for place, tally in self._cells.items()]
            some = [OfConversation(name, *held) for name, held in self._conversations.items()]
            taken = [*self._unwritten, *([Counted(count_id, cells, some)] if cells else [])]
            self._cells, self._conversations, self._unwritten = {}, {}, []
            self._held, self._since = 0, None
        return taken

    def put_back(self, counted: Sequence[Counted]) -> None:
        """They could not be written down: the newest are tried again."""
        with self._lock:
            self._unwritten = [*self._unwritten, *counted][-MOST_UNWRITTEN:]


def begin(desk: Desk, kind: str, names: Mapping[str, Any] = NOTHING, *, invoked: bool = False) -> Counts | None:
    """From here on, what this thread uses is of this kind; None: nobody counts.

    ``names`` may have the ``plan_key`` and the ``conversation_id`` it is for; what is begun within another is for the
    same ones, unless it says otherwise. ``invoked``: a function was, for this.
    """
    if desk.meter is None:
        return None
    outer = _counting.get()
    plan_key, conversation_id = str(names.get("plan_key") or ""), names.get("conversation_id") or None
    if outer is not None and not plan_key and conversation_id in {None, outer.conversation_id}:
        plan_key, conversation_id = outer.plan_key, outer.conversation_id
    tally = Tally(invocations=int(invoked))
    counts = Counts(desk, kind, plan_key, conversation_id, tally, time.perf_counter(), outer)
    counts.token = _counting.set(counts)
    return counts


def asked(desk: Desk, path: str, operation: str, names: Mapping[str, Any]) -> Counts | None:
    """A request from outside begins to be counted, by its plane and operation."""
    plane, _, _ = path.removeprefix("/v1/").partition("/")
    able = {name: value for name, value in names.items() if len(value) <= LONGEST_NAME}  # others name nothing
    counts = begin(desk, f"{plane}/{operation}", able, invoked=True)
    if counts is not None:
        counts.tally.requests = 1
    return counts


def answered(counts: Counts | None, status: int, conversation_id: object) -> None:
    """The request has been answered; this conversation, where its path named another or none, began by it.

    What was refused is for nobody unless its conversation was read: anybody may ask by any name.
    """
    if counts is None:
        return
    if status >= REFUSED and not counts.is_there:
        counts.plan_key, counts.conversation_id = "", None
    if status == CREATED and conversation_id is not None and conversation_id != counts.conversation_id:
        counts.conversation_id = str(conversation_id)
        counts.tally.conversations += 1
    finish(counts)


def finish(counts: Counts | None) -> None:
    """It has ended. The outermost writes down what the container holds, if that is due; nothing is raised."""
    if counts is None or counts.desk.meter is None:
        return
    desk, meter = counts.desk, counts.desk.meter
    _counting.reset(counts.token)
    taken = (time.perf_counter() - counts.began) * 1000
    if counts.tally.invocations:
        taken = math.ceil(taken)  # as functions are billed
    counts.tally.milliseconds += max(0.0, taken - counts.within)
    if counts.outer is not None:
        counts.outer.within += taken
    now = desk.now()
    meter.add(counts, now)
    if counts.outer is None and meter.is_due(now):
        write_down(desk)


def write_down(desk: Desk) -> None:
    """Hand what the container holds to the room that keeps it; what cannot be written now is tried again with the
    next. Nothing is raised: no request fails for what is only counted."""
    meter = desk.meter
    if meter is None:
        return
    from chalicelib.core import events  # whose work is counted here

    taken = meter.take(desk.new_id("cnt"))
    for number, each in enumerate(taken):
        try:
            meter.paces = events.ask(desk, Counted(each.count_id, each.cells, each.conversations)) or {}
        except Exception:
            log.exception("counts_not_written")
            meter.put_back(taken[number:])
            return


def about(thing: T) -> T:
    """What has a ``conversation_id`` and a ``plan_key``: whoever counts something for that conversation knows now of
    which plan it is. The same thing."""
    counts = _counting.get()
    if counts is not None and not counts.plan_key and counts.conversation_id == getattr(thing, "conversation_id", None):
        counts.plan_key = getattr(thing, "plan_key", "")
    return thing


def sent(plan_key: str | None, *, letters: int = 0, segments: int = 0) -> None:
    """A letter or an SMS went out, for this plan."""
    counts = _counting.get()
    if counts is not None:
        counts.plan_key = plan_key or counts.plan_key
        counts.tally.letters += letters
        counts.tally.segments += segments


class Metered:
    """A database whose requests are counted by whatever runs; it asks for what each consumed, which costs nothing.

    A write that was refused is counted by what the least of it consumes: its answer does not say.
    """

    def __init__(self, behind: Database) -> None:
        self.behind = behind

    def call(self, operation: str, arguments: Mapping[str, Any]) -> Answer:
        """The answer of one operation. Raises a ``DatabaseError``."""
        counts = _counting.get()
        if counts is None or not (operation == QUERY or operation.endswith(("Item", "Items"))):
            return self.behind.call(operation, arguments)
        tally = counts.tally
        tally.calls += 1
        try:
            answer = self.behind.call(operation, {**arguments, "ReturnConsumedCapacity": "TOTAL"})
        except ConditionFailed:
            tally.write_units += 1
            raise
        except TransactionCancelled as error:
            tally.write_units += 2 * len(error.reasons)
            raise
        units = _units(answer.pop("ConsumedCapacity", None))
        if operation == QUERY or "Get" in operation:
            tally.read_units += units
        else:
            tally.write_units += units
        return answer


def _units(consumed: Any) -> float:
    """A request of several tables says it for each of them."""
    each = consumed if isinstance(consumed, list) else [consumed] if consumed else []
    return float(sum(table.get("CapacityUnits", 0.0) for table in each))
