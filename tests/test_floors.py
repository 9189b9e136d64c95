"""The import rule of the house holds, and the test of it can fail."""

from __future__ import annotations

from pathlib import Path, PurePath

import pytest

from tests.floors import FLOORS, KNOWN, MODEL_EXCEPTIONS, imported, patches, violations
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
