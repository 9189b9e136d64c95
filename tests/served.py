"""The desk as a process of its own, and a client of its HTTP API, as users have them."""

from __future__ import annotations

import itertools
import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from infra.local.ministack import free_port
from tests import contract
from tests.local_desk import AHEAD

ROOT = Path(__file__).resolve().parent.parent
ADMIN = ("admin@example.com", "deskbell-demo")
UP_WITHIN = 60.0
DEPLOYED = "/_aws/execute-api/"  # in the address of what the embedded AWS serves
MEMORY = Path("/dev/shm")  # where Linux has files that are on no disk
ROOM = 1_000_000_000  # bytes that a folder there takes at most


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder for as long as the block goes on: in memory, if that has the room."""
    roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM
    with tempfile.TemporaryDirectory(dir=MEMORY if roomy else None, ignore_cleanup_errors=True) as place:
        yield Path(place)


class ServedDesk:
    """``make run`` without make: the same process, on a folder and a port of its own. ``module`` is what is run."""

    def __init__(self, folder: Path, port: int | None = None, module: str = "infra.local") -> None:
        self.folder = folder
        self.module = module
        self.port = port or free_port()
        self.process: subprocess.Popen[bytes] | None = None
        self.ahead = 0.0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it and wait until it answers."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "DESKBELL_"))}
        environment |= {"PORT": str(self.port), "STATE": str(self.folder)}
        with open(self.folder / "output.log", "ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", self.module], cwd=ROOT, env=environment, stdout=output, stderr=output
            )
        deadline = time.monotonic() + UP_WITHIN
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(f"{self.url}/v1/widget/demo/config", timeout=5) as answer:
                    if answer.status == 200:
                        return
            except OSError:
                if self.process.poll() is not None:
                    raise RuntimeError((self.folder / "output.log").read_text()) from None
                time.sleep(0.1)
        raise RuntimeError("the desk did not start: " + (self.folder / "output.log").read_text())

    def let_pass(self, seconds: float) -> None:
        """So much later it is for the desk from now on (if it is ``tests.local_desk``)."""
        self.ahead += seconds
        new = self.folder / "ahead.new"
        new.write_text(str(self.ahead))
        new.replace(self.folder / AHEAD)  # whole: the desk may be reading

    def kill(self) -> None:
        """kill -9: all that belongs to the desk is gone in the middle of whatever it did."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def start_over(self) -> None:
        """The same desk as it was when it first started: nothing of what it was told is there, and it is now again."""
        self.kill()
        for each in self.folder.iterdir():
            if each.is_dir():
                shutil.rmtree(each)
            else:
                each.unlink()
        self.ahead = 0.0
        self.start()

    def stop(self) -> int:
        """Ctrl-C; its exit code."""
        assert self.process is not None
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=90)


def call(
    url: str,
    method: str,
    path: str,
    token: str | None = None,
    body: Any = None,
    headers: dict[str, str] | None = None,
    timeout: float = 30,
) -> tuple[int, Any, dict[str, str]]:
    """One request: status, JSON (or None), headers with small letters. Raises ``OSError`` without an answer."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url + path, data=data, method=method)
    request.add_header("Content-Type", "application/json")
    if token:
        request.add_header("Authorization", f"Bearer {token}")
    for name, value in (headers or {}).items():
        request.add_header(name, value)
    try:
        with urllib.request.urlopen(request, timeout=timeout) as answer:
            status, raw, had = answer.status, answer.read(), answer.headers
    except urllib.error.HTTPError as error:
        status, raw, had = error.code, error.read(), error.headers
    small = {name.lower(): value for name, value in had.items()}
    body = json.loads(raw) if raw and "json" in small.get("content-type", "") else None
    if "x-request-id" in small:  # a route answered, not what stands before it
        contract.check(method, path, status, small if raw else _of_nothing(url, small), body)
    return status, body, small


def _of_nothing(url: str, headers: dict[str, str]) -> dict[str, str]:
    """Headers of an answer without a body; API Gateway names a type for it, which no route of ours does."""
    if DEPLOYED not in url:
        return headers
    return {name: value for name, value in headers.items() if name != "content-type"}


@dataclass
class Visitor:
    """Somebody with a widget."""

    url: str
    token: str
    visitor_id: str
    plan: str = "demo"
    conversation_id: str | None = None
    numbers: Any = field(default_factory=itertools.count)

    @property
    def root(self) -> str:
        return f"/v1/widget/{self.plan}/conversations"

    def say(self, text: str, client_id: str | None = None) -> dict[str, Any]:
        """Start the conversation or go on with it; the entry."""
        body = {"text": text, "client_id": client_id or f"{self.visitor_id}-{next(self.numbers)}"}
        if self.conversation_id is None:
            status, answer, _ = call(self.url, "POST", self.root, self.token, body)
            assert status in (200, 201), answer
            self.conversation_id = answer["conversation_id"]
            # of a long conversation that is still open the answer has the first page, the message stands on the last
            known = [*answer["entries"], *(self.entries(answer["last_seq"]) if answer["more"] else [])]
            return next(entry for entry in known if entry.get("client_id") == body["client_id"])
        status, answer, _ = call(self.url, "POST", f"{self.root}/{self.conversation_id}/messages", self.token, body)
        assert status in (200, 201), answer
        return answer

    def entries(self, after: int = 0) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        while True:
            path = f"{self.root}/{self.conversation_id}/entries?after={after}"
            status, answer, _ = call(self.url, "GET", path, self.token)
            assert status == 200, answer
            found += answer["entries"]
            after = answer["last_seq"]
            if not answer["more"]:
                return found


class Api:
    """The HTTP API from an administrator's chair."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._admin: str | None = None
        self._made: list[str] = []
        self._online: dict[str, str] | None = None

    def call(self, method: str, path: str, token: str | None = None, body: Any = None) -> tuple[int, Any]:
        status, answer, _ = call(self.url, method, path, token, body)
        return status, answer

    @property
    def admin(self) -> str:
        """An administrator's token; the desk has seats for everybody the tests make."""
        if self._admin is None:
            self._admin = self.sign_in(*ADMIN)
            status, _ = self.call("PUT", "/v1/admin/desk", self._admin, {"seats": 1000})
            assert status == 200
        return self._admin

    def sign_in(self, email: str, password: str) -> str:
        status, answer = self.call("POST", "/v1/desk/session", None, {"email": email, "password": password})
        assert status == 201, answer
        return str(answer["token"])

    def new_agent(self, capacity: int = 5, role: str = "agent") -> dict[str, Any]:
        """A fresh agent of the demo plan's group, not signed in."""
        mark = secrets.token_hex(4)
        body = {
            "email": f"agent-{mark}@example.com",
            "name": f"客服 {mark}",
            "number": mark,
            "password": f"password {mark}",
            "role": role,
            "capacity": capacity,
            "temporary": False,
        }
        status, agent = self.call("POST", "/v1/admin/agents", self.admin, body)
        assert status == 201, agent
        self._made.append(agent["agent_id"])
        _, plan = self.call("GET", "/v1/admin/plans/demo", self.admin)
        _, group = self.call("GET", f"/v1/admin/groups/{plan['group_ids'][0]}", self.admin)
        members = [*group["member_ids"], agent["agent_id"]]
        status, answer = self.call("PUT", f"/v1/admin/groups/{group['group_id']}", self.admin, {"member_ids": members})
        assert status == 200, answer
        return {**agent, "password": body["password"]}

    def agent_token(self) -> str:
        """The token of an agent who is online now."""
        if self._online is None:
            agent = self.new_agent(capacity=50)
            self._online = {"token": self.sign_in(agent["email"], agent["password"])}
        status, answer = self.call("PUT", "/v1/desk/presence", self._online["token"], {"status": "online"})
        assert status == 200, answer
        return self._online["token"]

    def visitor(self, locale: str = "zh-CN") -> Visitor:
        status, answer = self.call("POST", "/v1/widget/demo/visitors", None, {"locale": locale})
        assert status == 201, answer
        return Visitor(self.url, answer["token"], answer["visitor_id"])

    def tidy_up(self) -> None:
        """Everybody this made is disabled, and every conversation that is not closed is closed."""
        for agent_id in self._made:
            self.call("PUT", f"/v1/admin/agents/{agent_id}", self.admin, {"active": False})
        _, group = self.call("GET", "/v1/admin/groups", self.admin)
        for each in group["items"]:
            members = [member for member in each["member_ids"] if member not in self._made]
            if members != each["member_ids"]:
                self.call("PUT", f"/v1/admin/groups/{each['group_id']}", self.admin, {"member_ids": members})
        for state in ("waiting", "open"):
            while True:
                _, page = self.call("GET", f"/v1/desk/conversations?view=all&state={state}", self.admin)
                for each in page["items"]:
                    self.call("POST", f"/v1/desk/conversations/{each['conversation_id']}/close", self.admin, {})
                if not page["next"]:
                    break
