"""The local run answers each caller with their own: many threads, one process (A5)."""

from __future__ import annotations

import http.client
import json
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import pytest
from chalice.app import Chalice

import app
from chalicelib.core import http as house
from chalicelib.core.desk import Desk
from chalicelib.core.http import Answer, Call, Routes
from infra.local.gateway import Gateway
from infra.local.server import Server, in_background, serve
from tests.in_process import Asking
from tests.small_apps import register
from tests.worlds import World

pytestmark = pytest.mark.long

CALLERS, EACH = 8, 400


class Words(house.Empty):
    """A body that says something."""

    text: str = ""


class Where(house.Empty):
    """A query that says something."""

    text: str = ""


def bearer(desk: Desk, token: str | None) -> str | None:
    """Whoever brings a word is the one of that name."""
    return token


def echo() -> Chalice:
    """An app that says who asked for what, and does nothing else: all the time goes into what is tried here."""
    routes = Routes(__name__)

    @routes.post("/echo/{name}", caller=bearer, body=Words, query=Where)
    def say_it_again(call: Call[str], name: str) -> Answer:
        return Answer([call.caller, name, call.body.text, call.query.text, call.headers["x-name"]])

    made = Chalice(app_name="echo")
    made.register_middleware(house.each_request, "http")
    register(made, routes)
    return made


@pytest.fixture
def many_threads() -> Iterator[None]:
    """Threads take turns as often as the interpreter can, so that each lets the others in at every line."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@dataclass
class Line:
    """A kept-open connection."""

    server: Server

    def __post_init__(self) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", self.server.server_port, timeout=60)

    def ask(self, method: str, path: str, token: str, body: Any = None, **headers: str) -> tuple[int, Any]:
        """Status and JSON."""
        had = {"Authorization": f"Bearer {token}", "Content-Type": "application/json", **headers}
        self._connection.request(method, path, None if body is None else json.dumps(body), had)
        answer = self._connection.getresponse()
        return answer.status, json.loads(answer.read())


@pytest.fixture
def served() -> Iterator[Callable[[Chalice], Server]]:
    """Serves an app until the test is over."""
    running: list[tuple[Server, threading.Thread]] = []

    def start(made: Chalice) -> Server:
        server = serve(Gateway(made), "127.0.0.1", 0)
        running.append((server, in_background(server)))
        return server

    yield start
    for server, thread in running:
        server.shutdown()
        server.server_close()
        thread.join(timeout=10)


def all_at_once(callers: list[Callable[[], list[Any]]]) -> list[Any]:
    """What all of them got that they should not have got."""
    gate = threading.Barrier(len(callers))

    def run(caller: Callable[[], list[Any]]) -> list[Any]:
        gate.wait(timeout=30)
        return caller()

    with ThreadPoolExecutor(len(callers)) as pool:
        return [each for foreign in pool.map(run, callers) for each in foreign]


def test_thousands_of_requests_at_once_are_each_answered_with_their_own(
    desk: Desk, served: Callable[[Chalice], Server], many_threads: None
) -> None:
    server = served(echo())

    def caller(name: str) -> Callable[[], list[Any]]:
        def call() -> list[Any]:
            line, foreign = Line(server), []
            for number in range(EACH):
                own = f"{name}-{number}"
                answer = line.ask("POST", f"/echo/{own}?text={own}", own, {"text": own}, **{"X-Name": own})
                if answer != (200, [own] * 5):
                    foreign.append((own, answer))
            return foreign

        return call

    foreign = all_at_once([caller(f"caller{number}") for number in range(CALLERS)])

    assert foreign == []


def test_two_people_at_once_see_their_own_sessions_and_write_into_their_own_conversations(
    atomic_world: World, served: Callable[[Chalice], Server], many_threads: None
) -> None:
    asking, lines = Asking(), []
    for agent in atomic_world.found(agents=2, capacity=1):
        token = asking.come_online(agent)
        conversation_id = asking.begin(asking.visit())
        lines.append((agent, token, f"/v1/desk/conversations/{conversation_id}"))
    server = served(app.app)

    def console(agent: Any, token: str, path: str) -> Callable[[], list[Any]]:
        def work() -> list[Any]:
            line, foreign = Line(server), []
            for number in range(30):
                status, who = line.ask("GET", "/v1/desk/session", token)
                if (status, who.get("agent", {}).get("agent_id")) != (200, agent.agent_id):
                    foreign.append((agent.name, status, who))
                body = {"text": agent.name, "client_id": f"{agent.agent_id}-{number}"}
                status, entry = line.ask("POST", f"{path}/messages", token, body)
                if status != 201:
                    foreign.append((agent.name, status, entry))
            return foreign

        return work

    foreign = all_at_once([console(*each) for each in lines])

    assert foreign == []
    for agent, token, path in lines:
        entries = asking.ask("GET", f"{path}/entries", token).said["entries"]
        written = [entry["text"] for entry in entries if entry.get("client_id", "").startswith("agt")]
        assert set(written) == {agent.name}
        assert len(written) == 30


def test_half_a_body_is_refused_and_reaches_nobody(served: Callable[[Chalice], Server]) -> None:
    asked: list[bytes] = []

    def keep(event: Any, get_response: Any) -> Any:
        asked.append(event.raw_body)
        return get_response(event)

    made = Chalice(app_name="half")
    made.register_middleware(keep, "http")
    made.route("/form", methods=["POST"], content_types=["application/x-www-form-urlencoded"])(lambda: "taken")
    server = served(made)

    with socket.create_connection(("127.0.0.1", server.server_port), timeout=10) as connection:
        head = "POST /form HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        connection.sendall(f"{head}Content-Length: 40\r\n\r\nscore=5&comment=very ".encode())
        connection.shutdown(socket.SHUT_WR)
        answer = connection.makefile("rb").readline()

    assert answer.startswith(b"HTTP/1.1 400 ")
    assert asked == []


@pytest.mark.parametrize(("error", "told"), [(ConnectionResetError(104, "reset by peer"), False), (KeyError(), True)])
def test_only_a_fault_of_ours_reaches_the_terminal(
    served: Callable[[Chalice], Server], capsys: pytest.CaptureFixture[str], error: Exception, told: bool
) -> None:
    server = served(echo())

    try:
        raise error
    except Exception:
        server.handle_error(None, ("127.0.0.1", 1))

    assert ("Traceback" in capsys.readouterr().err) is told
