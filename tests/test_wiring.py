"""What is published is heard, what is heard is published, and all due work has a handler."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from chalicelib.core import events, work
from chalicelib.core.desk import Desk
from chalicelib.core.events import Listener, subscriptions
from chalicelib.core.transactions import Transaction
from chalicelib.subscriptions import HANDLERS, LISTENERS, SUBSCRIPTIONS
from tests.crashes import crash_at
from tests.sources import nodes_of
from tests.worlds import World

ROOT = Path(__file__).resolve().parent.parent
FILES = [file for file in sorted((ROOT / "chalicelib").rglob("*.py")) if file.parent.name != "core"]

# Pieces of these kinds may be waiting in some desk's table: whoever renames one leaves them without a handler.
KINDS_OF_EVENTS = {
    "assignment.on_agent_available",
    "assignment.on_agent_left",
    "assignment.on_assigned_by_hand",
    "assignment.on_conversation_ended",
    "assignment.on_conversation_started",
    "assignment.on_place_changed",
    "conversations.on_agent_renamed",
    "conversations.on_keywords_added",
    "followups.on_agent_renamed",
    "followups.on_conversation_ended",
    "offline.on_agent_renamed",
    "offline.on_notice_given_up",
    "offline.on_rights_changed",
    "surveys.on_conversation_ended",
    "surveys.on_follow_up_done",
}


def calls(name: str) -> Iterator[tuple[Path, ast.expr]]:
    """Every call of ``name`` (as in ``events.publish``) in the rooms: its file, and its second argument."""
    of, _, verb = name.partition(".")
    for file in FILES:
        source = file.read_text()
        for node in nodes_of(source) if verb in source else ():
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            if node.func.attr == verb and isinstance(node.func.value, ast.Name) and node.func.value.id == of:
                yield file, node.args[1]


def meaning(file: Path, name: str) -> Any:
    """What a name stands for in this file."""
    module = ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    return getattr(importlib.import_module(module), name)


def published() -> set[type]:
    """The class of every event that is published somewhere."""
    classes = set()
    for file, event in calls("events.publish"):
        assert isinstance(event, ast.Call), f"{file}: publish an event where it is made, so that its class is seen"
        assert isinstance(event.func, ast.Name), f"{file}: name the event's class"
        classes.add(meaning(file, event.func.id))
    return classes


def put() -> set[str]:
    """The kind of every piece of due work that is put somewhere."""
    kinds = set()
    for file, kind in calls("work.put"):
        assert isinstance(kind, ast.Name), f"{file}: name the kind by a constant"
        kinds.add(meaning(file, kind.id))
    return kinds


def test_every_published_event_is_heard_and_every_subscription_is_published() -> None:
    heard = {listener.event for listener in LISTENERS}

    assert published() == heard
    assert heard == set(SUBSCRIPTIONS)
    assert all(issubclass(event, msgspec.Struct) for event in heard)


def test_all_due_work_has_a_handler_and_every_handler_has_work() -> None:
    told = {listener.kind for listener in LISTENERS}

    assert put() | told == set(HANDLERS)
    assert not put() & told
    assert len(told) == len(LISTENERS)


def test_kinds_of_work_keep_their_names() -> None:
    told = {listener.kind for listener in LISTENERS}

    assert told >= KINDS_OF_EVENTS


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
    tx.commit()

    assert heard == [Happened("rain", ("a", "b"), 3)]


def test_a_piece_that_an_older_version_stored_is_heard_by_this_one(world: World) -> None:
    heard: list[Happened] = []
    there = listening(world.desk, heard)
    tx = Transaction(there)

    work.put(tx, "room.on_happened", {"what": "rain", "names": ["a"]})
    tx.commit()
    ran = work.run_due(there)

    assert (ran, heard) == (1, [Happened("rain", ("a",))])


def test_an_event_of_another_shape_is_not_lost(world: World) -> None:
    heard: list[Happened] = []
    there = listening(world.desk, heard)
    tx = Transaction(there)

    work.put(tx, "room.on_happened", {"what": 7})
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
        tx.commit()
    world.clock.forward(seconds=timedelta(minutes=1).total_seconds())
    work.run_due(there)

    assert heard == [Happened("rain", ())] * written
