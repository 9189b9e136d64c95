"""A start imports no room: the directory says where each is, and it says what the rooms declare."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from chalice.app import Chalice

from chalicelib import directory, subscriptions
from chalicelib.core import events, http, straight
from chalicelib.core.http import CORS, READ
from chalicelib.everything import PAGES, ROUTES
from infra.deploy import package
from infra.local.gateway import Gateway
from tests.floors import ABOVE, FLOORS
from tests.worlds import logged

ABOVE_CONVERSATIONS = set(FLOORS[FLOORS.index("conversations") + 1 :])
POLL = "/v1/widget/{plan_key}/conversations/{conversation_id}/entries"

# In a process of its own: what was there after the start, and after each of the requests; whose code ran twice.
FRESH = """
import json, os, sys, threading
ran = []
sys.addaudithook(lambda event, about: event == "exec" and ran.append(about[0].co_filename))
import app

def asked(path):
    names = {word[1:-1]: "x" for word in path.split("/") if word.startswith("{")}
    meant = path.replace("{", "").replace("}", "")
    event = {"requestContext": {"httpMethod": "GET", "resourcePath": path, "path": meant}, "headers": {},
             "pathParameters": names, "multiValueQueryStringParameters": None, "stageVariables": None, "body": None}
    return app.app(event, None)["statusCode"]

def there():
    return [name for name in sys.modules if name.startswith("chalicelib.")]

steps = [[200, there()]]
for path in sys.argv[1].split():
    steps.append([asked(path), there()])
together = threading.Barrier(8)
statuses = []

def first(path):
    together.wait()
    statuses.append(asked(path))

others = sys.argv[2].split()
threads = [threading.Thread(target=first, args=[others[number % len(others)]]) for number in range(8)]
[each.start() for each in threads]
[each.join(60) for each in threads]
ours = [each for each in ran if each.startswith(os.getcwd())]
twice = sorted({each for each in ours if ours.count(each) > 1})
print(json.dumps({"steps": steps, "statuses": statuses, "twice": twice}))
"""


def rooms_of(modules: list[str]) -> set[str]:
    """The rooms of which anything is there."""
    return {name.split(".")[1] for name in modules} - {*ABOVE}


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is shipped of ours, as a function finds it."""
    copy = tmp_path_factory.mktemp("shipped")
    package.lay_out(copy)
    return copy


def test_a_start_imports_no_room_and_each_request_only_what_it_needs(shipped: Path) -> None:
    environment = {
        **os.environ,
        "PYTHONPATH": "",
        "DESKBELL_TOKEN_KEYS": "k1:a secret of at least thirty-two characters",
        "DESKBELL_PUBLIC_URL": "http://desk.example",
        "AWS_REGION": "eu-central-1",
        "AWS_ACCESS_KEY_ID": "x",
        "AWS_SECRET_ACCESS_KEY": "x",
    }
    command = [sys.executable, "-B", "-c", FRESH, POLL, "/v1/desk/tickets /v1/desk/inbox"]

    done = subprocess.run(
        command, cwd=shipped, env=environment, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    (_, start), (poll, talk) = told["steps"]

    pieces = {tuple(name.split(".")[1:3]) for name in start if not name.startswith("chalicelib.core.")}
    assert [piece for _, *piece in pieces if piece and piece[0] in ("api", "service", "store", "work")] == []
    assert rooms_of(start) <= {"core", "files", "notifications"}  # who carries letters and looks at files
    assert "chalicelib.everything" not in talk and "chalicelib.subscriptions" not in talk
    assert (poll, rooms_of(talk) & ABOVE_CONVERSATIONS) == (401, set())
    assert "chalicelib.conversations.api.widget" in talk
    assert (told["statuses"], told["twice"]) == ([401] * 8, [])


def test_the_directory_that_is_shipped_says_what_the_rooms_declare(shipped: Path) -> None:
    file = shipped / directory.FILE.relative_to(package.ROOT)

    read = msgspec.json.decode(file.read_bytes(), type=directory.Directory)

    assert read == directory.computed()
    assert not directory.FILE.exists(), "only what is shipped has one: here it would outlive what it was made of"


def test_every_route_and_page_is_in_the_directory_where_it_is_declared() -> None:
    entries = directory.known().routes
    declared = {
        (route.path, method, route.operation)
        for routes in ROUTES
        for route in routes.declared
        for method in (READ if route.method == "GET" else [route.method])
    }

    listed = {
        (each.path, method, each.name) for each in entries if each.content_types is None for method in each.methods
    }

    assert listed == declared
    assert {directory.imported(each.module).routes for each in entries} == {*ROUTES, *PAGES}


def test_of_several_who_hear_of_one_event_the_lower_room_does_first() -> None:
    kinds = [each.kind for each in subscriptions.LISTENERS]

    for heard in directory.known().subscriptions.values():
        assert list(heard) == sorted(heard, key=kinds.index)
    assert {each for heard in directory.known().subscriptions.values() for each in heard} == set(kinds)


def test_every_answer_that_a_room_gives_is_among_all_answers() -> None:
    given = {events.name_of(each.question) for each in subscriptions.ANSWERING}

    assert set(directory.known().answerers) == given


@pytest.fixture
def broken() -> Iterator[Gateway]:
    """An app of which one route, and one page, cannot be imported, and another page can."""
    entries = [
        directory.Entry("/v1/lost", ["POST"], "chalicelib.cellar.api", "find_lost"),
        directory.Entry("/lost", READ, "chalicelib.cellar.api", "show_lost", ["application/json"], False),
        directory.Entry("/openapi.json", READ, "chalicelib.contract", "show_contract", ["application/json"]),
    ]
    shown = directory.Shown(entries)
    app = Chalice(app_name="deskbell")
    app.register_middleware(http.each_request, "http")
    app.register_middleware(straight.way_to(shown.declared), "http")
    shown.register(app)
    yield Gateway(app)


@pytest.mark.parametrize(
    ("method", "path", "content_type"),
    [("POST", "/v1/lost", "application/json"), ("POST", "/v1/lost", "text/xml, text/plain"), ("GET", "/lost", "")],
)
def test_a_route_that_cannot_be_imported_is_refused_and_the_log_says_why(
    broken: Gateway, method: str, path: str, content_type: str
) -> None:
    headers = {"Content-Type": content_type} if content_type else {}

    with logged() as lines:
        answers = [broken.ask(method, path, headers, b"{}") for _ in range(2)]
    other = broken.ask("GET", "/openapi.json", {})

    for answer in answers:
        assert (answer.status, answer.headers["Content-Type"]) == (500, http.PROBLEM)
        assert answer.headers["Access-Control-Allow-Origin"] == CORS.allow_origin
        assert json.loads(answer.body)["request_id"]
    assert len(lines) == 2
    assert all("chalicelib.cellar" in str(line["exc_info"][1]) for line in lines)
    assert other.status == 200
