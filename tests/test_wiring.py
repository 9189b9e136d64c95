"""What is published is heard, what is heard is published, and all due work has a handler."""

from __future__ import annotations

import ast
import importlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from chalicelib import directory
from chalicelib.core import duties, events, work
from chalicelib.core.desk import Desk
from chalicelib.core.events import Listener, subscriptions
from chalicelib.core.transactions import Transaction
from chalicelib.subscriptions import ANSWERING, DUTIES, LISTENERS
from tests.crashes import crash_at
from tests.sources import nodes_of
from tests.worlds import World

ROOT = Path(__file__).resolve().parent.parent
METERING = ROOT / "chalicelib/core/metering.py"  # the ground floor hands on what it counted, and asks nothing else
FILES = [file for file in sorted((ROOT / "chalicelib").rglob("*.py")) if file.parent.name != "core"] + [METERING]

# what versions before this one wrote, a piece of each kind and shape: these may be waiting in some desk's table
STORED = [json.loads(line) for line in (ROOT / "tests/released/due_work.jsonl").read_text().splitlines()]


def calls(name: str) -> Iterator[tuple[Path, ast.expr]]:
    """Every call of ``name`` (as in ``events.publish``) in the rooms: its file, and its second argument; of
    several, what each of them is."""
    of, _, verb = name.partition(".")
    for file in FILES:
        source = file.read_text()
        for node in nodes_of(source) if verb in source else ():
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            if node.func.attr == verb and isinstance(node.func.value, ast.Name) and node.func.value.id == of:
                made = node.args[1]
                several = isinstance(made, ast.Starred) and isinstance(made.value, ast.GeneratorExp)
                yield file, made.value.elt if several else made


def meaning(file: Path, name: str) -> Any:
    """What a name stands for in this file."""
    module = ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    return getattr(importlib.import_module(module), name)


def made_for(verb: str) -> set[type]:
    """The class of everything that is made for this call somewhere."""
    classes = set()
    for file, made in calls(verb):
        assert isinstance(made, ast.Call), f"{file}: make it where it is told, so that its class is seen"
        assert isinstance(made.func, ast.Name), f"{file}: name its class"
        classes.add(meaning(file, made.func.id))
    return classes


def test_every_published_event_is_heard_and_every_subscription_is_published() -> None:
    heard = {listener.event for listener in LISTENERS}

    assert made_for("events.publish") | made_for("events.publish_later") == heard
    assert {events.name_of(event) for event in heard} == set(directory.known().subscriptions)
    assert all(issubclass(event, msgspec.Struct) for event in heard)


def test_every_question_is_answered_by_one_room_and_every_answer_is_asked_for() -> None:
    answered = [each.question for each in ANSWERING]

    assert made_for("events.ask") == set(answered)
    assert {events.name_of(each) for each in answered} == set(directory.answerers())
    assert len(answered) == len(set(answered))


def test_all_due_work_is_somebodys_and_every_duty_has_work() -> None:
    duties = [duty.due for duty in DUTIES]

    assert made_for("work.put") | made_for("work.put_alone") == set(duties)
    assert len(duties) == len(set(duties))
    assert list(calls("work.put_payload")) == []


def test_every_kind_of_work_has_a_name_of_its_own() -> None:
    kinds = [each.kind for each in (*LISTENERS, *DUTIES)]

    assert len(kinds) == len(set(kinds))
    assert set(kinds) == set(directory.handlers())


def test_kinds_of_work_keep_their_names() -> None:
    stored = {kind for kind, _ in STORED}

    kinds = set(directory.handlers())
    assert stored == kinds, "of a new kind, a piece as it is written goes to due_work.jsonl; none leaves it"


@pytest.mark.parametrize(("kind", "payload"), STORED)
def test_what_an_older_version_wrote_is_read_with_all_its_fields(kind: str, payload: dict[str, Any]) -> None:
    duty = next((duty for duty in DUTIES if duty.kind == kind), None)
    event = next((listener.event for listener in LISTENERS if listener.kind == kind), None)

    if duty is not None:
        written = duties.payload_of(msgspec.convert(payload, duty.due))
    else:
        written = msgspec.to_builtins(msgspec.convert(payload, event))

    assert plain(written) == plain(payload)


def plain(payload: dict[str, Any]) -> Any:
    """A payload as JSON has it, without what is not there."""
    there = {name: value for name, value in payload.items() if value is not None}
    return msgspec.json.decode(msgspec.json.encode(there))


@pytest.mark.parametrize(("kind", "payload"), STORED)
def test_what_an_older_version_wrote_still_runs(world: World, kind: str, payload: dict[str, Any]) -> None:
    tx = Transaction(world.desk)
    work.put_payload(tx, kind, payload)
    tx.commit()

    work.run_due(world.desk)

    # of nothing that it names is anything there: it has nothing to do, or waits for it
    left = [str(each.last_error) for each in work.waiting(world.desk) if each.kind == kind and each.last_error]
    assert all(error.startswith(("NotFound: ", "UnknownPlan: ")) for error in left), left


@dataclass(frozen=True)
class Happened:
    """Something of a test; ``often`` came later."""

    what: str
    names: tuple[str, ...]
    often: int = 1


def listening(desk: Desk, heard: list[Happened]) -> Desk:
    """A desk on which one room listens to it."""
    listener = Listener(Happened, "room.on_happened", lambda _, event: heard.append(event))
    return msgspec.structs.replace(desk, subscriptions=subscriptions([listener]), handlers={listener.kind: listener})


def test_a_listener_is_handed_the_event_as_it_was_published(desk: Desk) -> None:
    heard: list[Happened] = []
    there = listening(desk, heard)
    tx = Transaction(there)

    events.publish(tx, Happened("rain", ("a", "b"), 3))
    tx.commit_and_tell()

    assert heard == [Happened("rain", ("a", "b"), 3)]


def test_a_piece_that_an_older_version_stored_is_heard_by_this_one(world: World) -> None:
    heard: list[Happened] = []
    there = listening(world.desk, heard)
    tx = Transaction(there)

    work.put_payload(tx, "room.on_happened", {"what": "rain", "names": ["a"]})
    tx.commit()
    ran = work.run_due(there)

    assert (ran, heard) == (1, [Happened("rain", ("a",))])


def test_an_event_of_another_shape_is_not_lost(world: World) -> None:
    heard: list[Happened] = []
    there = listening(world.desk, heard)
    tx = Transaction(there)

    work.put_payload(tx, "room.on_happened", {"what": 7})
    tx.commit()
    work.run_due(there)

    (kept,) = work.waiting(there)
    assert (heard, "ValidationError" in str(kept.last_error)) == ([], True)


@pytest.mark.parametrize("written", [False, True])
def test_an_event_of_a_request_that_died_is_heard_later(world: World, written: bool) -> None:
    heard: list[Happened] = []
    there = listening(world.desk, heard)
    tx = Transaction(there)
    events.publish(tx, Happened("rain", ()))

    with crash_at(0, written=written):
        tx.commit_and_tell()
    world.clock.forward(seconds=timedelta(minutes=1).total_seconds())
    work.run_due(there)

    assert heard == [Happened("rain", ())] * written
