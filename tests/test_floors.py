"""The import rule of the house holds, and the test of it can fail."""

from __future__ import annotations

from pathlib import Path, PurePath

import pytest

from tests.floors import (
    FLOORS,
    KNOWN,
    MODEL_EXCEPTIONS,
    SHARED,
    imported,
    loops_over_races,
    patches,
    tables_named,
    violations,
)
from tests.sources import nodes_of

ROOT = Path(__file__).resolve().parent.parent
HOUSE = ROOT / "chalicelib"
FILES = sorted(HOUSE.rglob("*.py"))


def test_every_file_of_the_house_keeps_the_rule() -> None:
    wrong = [each for file in FILES for each in violations(file.relative_to(HOUSE), file.read_text())]

    assert wrong == []


def test_every_room_is_on_a_floor() -> None:
    rooms = {file.relative_to(HOUSE).parts[0] for file in FILES if len(file.relative_to(HOUSE).parts) > 1}

    assert rooms <= set(FLOORS)


def test_a_table_is_one_rooms_but_for_what_lies_in_anothers() -> None:
    rooms: dict[str, set[str]] = {}
    for file in FILES:
        for table in tables_named(file.read_text()):
            rooms.setdefault(table, set()).add(file.relative_to(HOUSE).parts[0])

    guests = {(room, table) for room, table in SHARED if room in rooms[table]}
    owners = {table: there - {room for room, at in SHARED if at == table} for table, there in rooms.items()}

    assert guests == SHARED
    assert {table: there for table, there in owners.items() if len(there) != 1} == {}
    assert len(owners) >= 12


def test_no_exception_outlives_what_it_is_for() -> None:
    used = {
        (path, name.split(".")[1], name.split(".")[2]) if name.startswith("chalicelib.") else (path, name.split(".")[0])
        for path in {each[0] for each in KNOWN} | {path for path, _ in MODEL_EXCEPTIONS}
        for name in imported(nodes_of((HOUSE / path).read_text()))
    }

    assert used >= KNOWN
    assert used >= set(MODEL_EXCEPTIONS)


def test_no_test_patches_anything() -> None:
    files = sorted((ROOT / "tests").rglob("*.py"))

    guilty = {str(file.relative_to(ROOT)): patches(file.read_text()) for file in files}

    assert {name: wrong for name, wrong in guilty.items() if wrong} == {}


def test_every_operation_has_a_name_of_its_own() -> None:
    from chalicelib.everything import ROUTES

    operations = [route.operation for routes in ROUTES for route in routes.declared]

    assert len(operations) == len(set(operations))
    assert len(operations) >= 30


@pytest.mark.parametrize(
    ("what", "where"),
    [
        ("email_validator", "core/contacts.py"),  # what an e-mail address is
        ("BatchGetItem", "core/batches.py"),  # reading many items at once
        ("BRACES.sub", "core/text.py"),  # filling a template
    ],
)
def test_what_all_rooms_need_is_there_once(what: str, where: str) -> None:
    import re

    files = {file.relative_to(HOUSE).as_posix() for file in FILES if re.search(rf"{what}\b(?!`)", file.read_text())}

    assert files == {where}


def kinds_of(error: type[Exception]) -> set[str]:
    """The names of this error and of all its kinds."""
    return {error.__name__}.union(*map(kinds_of, error.__subclasses__()))


def test_whoever_loses_a_race_tries_again_in_one_place() -> None:
    from chalicelib import directory, everything
    from chalicelib.core.errors import Lost

    lost = kinds_of(Lost)
    loops = {file.relative_to(ROOT).as_posix(): loops_over_races(file.read_text(), lost) for file in FILES}

    assert {directory.handlers().keys() > set(), len(everything.TABLES) > 0, len(lost) > 20} == {True}
    assert {path for path, wrong in loops.items() if wrong} == {
        "chalicelib/core/races.py",
        "chalicelib/routing/service/queue.py",  # no second try: it goes on with whoever else waits
    }


@pytest.mark.parametrize(
    "source",
    [
        "for attempt in range(20):\n    try: go()\n    except store.NoticeMoved: desk.pause(attempt)",
        "while True:\n    try: go()\n    except (Refused, NoticeMoved): continue",
        "while not done:\n    for each in things:\n        try: go()\n        except NoticeMoved: pass",
        "for look in itertools.count():\n    try: go()\n    except NoticeMoved as lost: before = lost",
    ],
)
def test_each_way_of_trying_again_by_oneself_is_found(source: str) -> None:
    wrong = loops_over_races(source, {"NoticeMoved"})

    assert len(wrong) == 1


def test_going_through_things_of_which_one_is_lost_is_no_second_try() -> None:
    source = "for each in things:\n    try: go(each)\n    except NoticeMoved: continue"

    wrong = loops_over_races(source, {"NoticeMoved"})

    assert wrong == []


# one of each kind: where it stands, what it says, and what is to be found wrong with it
AGAINST_THE_RULE = [
    # floors
    ("people/service/x.py", "from chalicelib.plans import service", "above people"),
    ("core/x.py", "from chalicelib.people import model", "above core"),
    ("people/service/x.py", "def f():\n    from chalicelib.plans import service", "above people"),
    ("web/x/y.py", "from chalicelib.everything import ROUTES", "stands above all rooms"),
    ("surveys/service/x.py", "import chalicelib", "whole house"),
    ("surveys/service/x.py", "from chalicelib.cellar import x", "no room"),
    ("surveys/service/x.py", "from ..model import x", "relatively"),
    ("surveys/service/x.py", "from . import y", "relatively"),
    # other rooms' insides
    ("surveys/service/x.py", "from chalicelib.people import store", "uses the store of people"),
    ("surveys/service/x.py", "from chalicelib.people.store.rows import AgentRow", "uses the store of people"),
    ("surveys/service/x.py", "import chalicelib.people.store", "uses the store of people"),
    ("surveys/service/x.py", "from chalicelib.people.work import HANDLERS", "uses the work of people"),
    ("surveys/api.py", "from chalicelib.people.api.views import by", "uses the api of people"),
    ("surveys/api.py", "from chalicelib.people import store", "uses the store of people"),
    (
        "surveys/service/x.py",
        "from chalicelib.people.service.sessions import _count_try",
        "own: service.sessions._count_try",
    ),
    ("surveys/service/x.py", "from chalicelib.people import service as p\np._count_try()", "own: p._count_try"),
    # own pieces the wrong way round
    ("surveys/store.py", "from chalicelib.surveys import service", "uses the service of its own"),
    ("surveys/store.py", "from chalicelib.people import service", "uses the service of people"),
    ("surveys/store.py", "from chalicelib.surveys.api import routes", "uses the api of its own"),
    ("surveys/service/x.py", "from chalicelib.surveys.api import routes", "uses the api of its own"),
    ("surveys/service/x.py", "from chalicelib.surveys.work import HANDLERS", "uses the work of its own"),
    ("surveys/api.py", "from chalicelib.surveys import store", "uses the store of its own"),
    ("surveys/work.py", "from chalicelib.surveys import store", "uses the store of its own"),
    ("surveys/work.py", "from chalicelib.people import service", "uses the service of people"),
    ("surveys/model.py", "from chalicelib.surveys import store", "uses the store of its own"),
    ("surveys/model/x.py", "from chalicelib.surveys.service import asking", "uses the service of its own"),
    ("surveys/__init__.py", "from chalicelib.surveys import service", "is __init__"),
    ("surveys/pantry.py", "from chalicelib.surveys import model", "does not know: pantry"),
    # what no model may
    ("surveys/model.py", "from chalicelib.core import desk", "which no model may"),
    ("surveys/model.py", "from chalicelib.core.work import put", "which no model may"),
    ("surveys/model.py", "import random", "imports random"),
    ("surveys/model.py", "import secrets", "imports secrets"),
    ("surveys/model.py", "import uuid", "imports uuid"),
    ("surveys/model.py", "import time", "imports time"),
    ("surveys/model.py", "import os", "imports os"),
    ("surveys/model.py", "from pathlib import Path", "imports pathlib"),
    ("surveys/model.py", "import urllib.request", "imports urllib"),
    ("surveys/model.py", "import socket", "imports socket"),
    ("surveys/model.py", "import pynamodb", "imports pynamodb"),
    ("surveys/model.py", "import importlib", "imports importlib"),
    ("surveys/model.py", "from datetime import datetime\ndatetime.now()", "reads the clock"),
    ("surveys/model.py", "from datetime import date\ndate.today()", "reads the clock"),
    # what stays where it belongs
    ("surveys/service/x.py", "from datetime import UTC, datetime\nx = datetime.now(UTC)", "reads the clock"),
    ("surveys/service/x.py", "import time\ntime.time()", "reads the clock"),
    ("surveys/service/x.py", "from pynamodb.models import Model", "pynamodb, which does not belong"),
    ("surveys/service/x.py", "import boto3", "boto3, which does not belong"),
    ("surveys/store.py", "import botocore.session", "botocore, which does not belong"),
    ("surveys/service/x.py", "from chalice.app import Response", "chalice, which does not belong"),
    ("surveys/store.py", "import chalice", "chalice, which does not belong"),
    # by the back door
    ("surveys/service/x.py", "import importlib", "imports importlib"),
    ("surveys/service/x.py", "__import__('chalicelib.offline')", "calls __import__"),
    ("surveys/service/x.py", "loader.import_module('chalicelib.offline')", "calls import_module"),
    ("surveys/service/x.py", "exec('import chalicelib.offline')", "calls exec"),
]


@pytest.mark.parametrize(
    ("path", "source", "reason"), AGAINST_THE_RULE, ids=[f"{p}: {s}" for p, s, _ in AGAINST_THE_RULE]
)
def test_each_kind_of_violation_is_found(path: str, source: str, reason: str) -> None:
    wrong = violations(PurePath(path), source)

    assert len(wrong) >= 1
    assert any(reason in each for each in wrong), wrong


@pytest.mark.parametrize(
    "source",
    [
        "from unittest import mock",
        "import unittest.mock",
        "from unittest.mock import patch",
        "import mock",
        "def test_x(monkeypatch):\n    monkeypatch.setattr(thing, 'part', None)",
        "def test_x(monkeypatch):\n    monkeypatch.setitem(thing, 'part', None)",
        "def test_x(mocker): ...",
        "from chalicelib.core import tables\ntables.database = None",
        "from chalicelib.core import tables as t\nt.database = None",
        "from chalicelib.core import tables\nsetattr(tables, 'database', None)",
        "def test_x():\n    from infra import deploy\n    deploy.wait = None",
    ],
)
def test_each_way_of_patching_is_found(source: str) -> None:
    wrong = patches(source)

    assert wrong != []


def test_what_keeps_the_rule_is_left_alone() -> None:
    lawful = {
        "surveys/service/x.py": "from chalicelib.people import service as people\nfrom chalicelib.core import work",
        "surveys/store.py": "from pynamodb.models import Model\nfrom chalicelib.surveys.model.survey import Survey",
        "surveys/model/x.py": "from datetime import timedelta\nfrom chalicelib.core.errors import Invalid",
        "surveys/api.py": "from chalicelib.surveys import service\nfrom chalicelib.core.http import Routes",
        "core/http.py": "import time\nfrom chalice.app import Blueprint\ntime.perf_counter()",
    }

    wrong = [each for path, source in lawful.items() for each in violations(PurePath(path), source)]

    assert wrong == []
