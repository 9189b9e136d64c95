"""The desk's process dies in the middle of traffic, and is started again: nothing acknowledged is lost or doubled."""

from __future__ import annotations

import http.client
import itertools
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from infra.local.folder import FILE
from infra.local.ministack import free_port
from tests.served import ROOT, Api, ServedDesk, call

pytestmark = [pytest.mark.served, pytest.mark.long]

PATIENCE = 45.0
KILLS = int(os.environ.get("DESKBELL_KILLS", "5"))
BETWEEN_KILLS = 25  # acknowledged messages


@pytest.fixture
def own_desk(tmp_path: Path) -> Iterator[ServedDesk]:
    """A desk of the test's own, which the test may kill; whatever it did, no process of it is left."""
    served = ServedDesk(tmp_path)
    served.start()
    yield served
    if served.process is not None and served.process.poll() is None:
        served.stop()


@dataclass
class Talker:
    """Somebody who writes numbered messages one after the other, and each again until it is acknowledged."""

    name: str
    send: Callable[[dict[str, str]], tuple[int, Any]]
    said: list[str] = field(default_factory=list)
    tries: int = 0
    replays: int = 0

    def body(self, number: int) -> dict[str, str]:
        """Message ``number``, the same every time."""
        return {"text": f"{self.name} says {number} 茶", "client_id": f"{self.name}-{number}"}

    def say(self) -> None:
        """The next message, as often as it needs."""
        body = self.body(len(self.said))
        status, _ = self._insist(body)
        self.replays += status == 200
        self.said.append(body["text"])

    def say_all_again(self) -> list[int]:
        """Every message once more; the statuses."""
        return [self.send(self.body(number))[0] for number in range(len(self.said))]

    def _insist(self, body: dict[str, str]) -> tuple[int, Any]:
        deadline = time.monotonic() + PATIENCE
        while True:
            self.tries += 1
            try:
                status, answer = self.send(body)
            except (OSError, http.client.HTTPException):
                status, answer = 0, "no answer"
            if status in (200, 201):
                return status, answer
            assert status in (0, 429) or status >= 500, f"{body['client_id']}: {status} {answer}"
            assert time.monotonic() < deadline, (status, answer)
            time.sleep(0.05)


class Guest:
    """A visitor; registers and opens the conversation with the first message, whenever that succeeds."""

    def __init__(self, url: str, name: str) -> None:
        self.url = url
        self.talker = Talker(name, self.send)
        self.token: str | None = None
        self.conversation_id: str | None = None

    @property
    def root(self) -> str:
        return "/v1/widget/demo/conversations"

    def send(self, body: dict[str, str]) -> tuple[int, Any]:
        if self.token is None:
            status, answer, _ = call(self.url, "POST", "/v1/widget/demo/visitors", None, {"locale": "zh-CN"})
            if status != 201:
                return status, answer
            self.token = answer["token"]
        path = f"{self.root}/{self.conversation_id}/messages" if self.conversation_id else self.root
        status, answer, _ = call(self.url, "POST", path, self.token, body)
        if status in (200, 201) and self.conversation_id is None:
            self.conversation_id = answer["conversation_id"]
        return status, answer

    def entries(self) -> list[dict[str, Any]]:
        return transcript(self.url, f"{self.root}/{self.conversation_id}", self.token)


def transcript(url: str, path: str, token: str | None) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    while True:
        status, page, _ = call(url, "GET", f"{path}/entries?after={len(found)}", token)
        assert status == 200, page
        found += page["entries"]
        if not page["more"]:
            return found


class Console:
    """An agent who answers in each conversation they have, all the time; ``talkers``: themselves in each of them."""

    def __init__(self, url: str, token: str) -> None:
        self.url = url
        self.token = token
        self.talkers: dict[str | None, Talker] = {}

    def answer_everybody(self) -> None:
        """A heartbeat, and one message in each conversation that is theirs now."""
        try:
            call(self.url, "PUT", "/v1/desk/presence", self.token, {"status": "online"})
            status, inbox, _ = call(self.url, "GET", "/v1/desk/inbox", self.token)
        except (OSError, http.client.HTTPException):
            return
        if status != 200:
            return
        for item in inbox["items"]:
            if item["state"] == "open":
                self._talker(item["conversation_id"]).say()

    def _talker(self, conversation_id: str) -> Talker:
        def send(body: dict[str, str]) -> tuple[int, Any]:
            path = f"/v1/desk/conversations/{conversation_id}/messages"
            return call(self.url, "POST", path, self.token, body)[:2]

        return self.talkers.setdefault(conversation_id, Talker(f"agent-{conversation_id}", send))


class Traffic:
    """Threads that talk until told to stop; what broke in one of them is raised at the end."""

    def __init__(self) -> None:
        self.stop = threading.Event()
        self.guests: list[Guest] = []
        self._threads: list[threading.Thread] = []
        self._broken: list[BaseException] = []
        self._acted = threading.Condition()  # told of whatever one of the threads has done

    def repeat(self, act: Callable[[], None], pause: float) -> None:
        def work() -> None:
            try:
                while not self.stop.is_set():
                    act()
                    self._tell()
                    self.stop.wait(pause)
            except BaseException as error:
                self._broken.append(error)
                self._tell()

        thread = threading.Thread(target=work, daemon=True)
        thread.start()
        self._threads.append(thread)

    def welcome(self, guest: Guest) -> None:
        self.guests.append(guest)
        self.repeat(guest.talker.say, pause=0.02)

    def flow(self, messages: int) -> None:
        """Wait until so many more of the guests' messages are acknowledged."""
        wanted = self._acknowledged() + messages
        self.until(lambda: self._acknowledged() >= wanted)

    def until(self, reached: Callable[[], bool]) -> None:
        with self._acted:
            assert self._acted.wait_for(lambda: self._broken or reached(), PATIENCE), "the traffic stands still"

    def _tell(self) -> None:
        with self._acted:
            self._acted.notify_all()

    def end(self) -> None:
        self.stop.set()
        for thread in self._threads:
            thread.join(PATIENCE + 5)
        if self._broken:
            raise self._broken[0]

    def _acknowledged(self) -> int:
        return sum(len(guest.talker.said) for guest in self.guests)


def texts_of(entries: list[dict[str, Any]], kind: str) -> list[str]:
    return [each["text"] for each in entries if each["kind"] == "message" and each["author"]["kind"] == kind]


def cut_short(desk: ServedDesk, folder: Path, chance: random.Random) -> ServedDesk:
    """A copy of a desk that is dead, as if the power had gone before all of its log was on the disk."""
    shutil.copytree(desk.folder, folder)
    log = folder / f"{FILE}-wal"
    os.truncate(log, chance.randrange(log.stat().st_size // 2, log.stat().st_size))
    return ServedDesk(folder)


def test_killed_in_the_middle_of_traffic_the_desk_loses_and_doubles_nothing(own_desk: ServedDesk) -> None:
    api, url, traffic, numbers = Api(own_desk.url), own_desk.url, Traffic(), itertools.count()
    chance, console = random.Random(KILLS), Console(url, api.agent_token())
    for _ in range(3):
        traffic.welcome(Guest(url, f"guest-{next(numbers)}"))
    traffic.repeat(console.answer_everybody, pause=0.1)

    for kill in range(KILLS):
        traffic.flow(chance.randrange(1, BETWEEN_KILLS))
        if kill < 2:
            traffic.welcome(Guest(url, f"guest-{next(numbers)}"))  # arrives in the moment in which the desk dies
        own_desk.kill()
        own_desk.start()
    traffic.flow(BETWEEN_KILLS)
    traffic.until(lambda: all(guest.conversation_id in console.talkers for guest in traffic.guests))
    traffic.end()

    transcripts = {str(guest.conversation_id): guest.entries() for guest in traffic.guests}
    assert len(transcripts) == len(traffic.guests)
    assert console.talkers.keys() == transcripts.keys()
    for guest in traffic.guests:
        entries = transcripts[str(guest.conversation_id)]
        answered = console.talkers[str(guest.conversation_id)]
        assert [each["seq"] for each in entries] == list(range(1, len(entries) + 1))
        assert texts_of(entries, "visitor") == guest.talker.said
        assert texts_of(entries, "agent") == answered.said
        assert [each["kind"] for each in entries].count("assigned") == 1, entries
        assert set(guest.talker.say_all_again() + answered.say_all_again()) == {200}
        assert guest.entries() == entries
        desk_side = transcript(url, f"/v1/desk/conversations/{guest.conversation_id}", console.token)
        assert [each["seq"] for each in desk_side] == [each["seq"] for each in entries]
    assert sum(guest.talker.tries - len(guest.talker.said) for guest in traffic.guests) > 0  # it really was away
    assert own_desk.stop() == 0
    own_desk.start()
    assert {str(guest.conversation_id): guest.entries() for guest in traffic.guests} == transcripts


def test_a_log_cut_short_by_a_power_cut_leaves_the_beginning_of_every_conversation(
    own_desk: ServedDesk, tmp_path_factory: pytest.TempPathFactory
) -> None:
    traffic = Traffic()
    for number in range(3):
        traffic.welcome(Guest(own_desk.url, f"guest-{number}"))
    traffic.flow(60)
    traffic.end()
    own_desk.kill()

    cut = cut_short(own_desk, tmp_path_factory.mktemp("cut") / "state", random.Random(3))
    cut.start()

    for guest in traffic.guests:
        assert guest.conversation_id is not None
        status, page, _ = call(cut.url, "GET", f"{guest.root}/{guest.conversation_id}/entries?after=0", guest.token)
        entries = page["entries"] if status == 200 else []
        texts = texts_of(entries, "visitor")
        assert status in (200, 404), page
        assert [each["seq"] for each in entries] == list(range(1, len(entries) + 1))
        assert texts == [guest.talker.body(number)["text"] for number in range(len(texts))]
    assert cut.stop() == 0


def command(folder: Path, name: str, *arguments: str, **variables: str) -> str:
    """What a command of an operator prints, asked about the desk in this folder."""
    done = subprocess.run(
        [sys.executable, "-m", f"infra.operate.{name}", *arguments],
        cwd=ROOT,
        env={**os.environ, "DESKBELL_STAGE": "", "ENV": "local", "STATE": str(folder), **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_after_ctrl_c_a_second_start_finds_everything_and_commands_work_meanwhile(
    own_desk: ServedDesk,
) -> None:
    api, guest = Api(own_desk.url), Guest(own_desk.url, "guest")
    guest.talker.say()
    guest.talker.say()
    console_token, before = api.agent_token(), guest.entries()
    beside_it = command(own_desk.folder, "accounts", "unlock", EMAIL="mei@example.com")

    stopped = own_desk.stop()
    beside = [each.name for each in own_desk.folder.glob(f"{FILE}-*")]
    without_it = command(own_desk.folder, "archive", "export", str(own_desk.folder / "export"))
    own_desk.start()

    assert (stopped, beside) == (0, [])
    assert "mei@example.com may sign in now." in beside_it
    assert "items of" in without_it
    assert guest.entries()[: len(before)] == before
    guest.talker.say()
    assert texts_of(guest.entries(), "visitor") == guest.talker.said
    assert call(own_desk.url, "GET", "/v1/desk/inbox", console_token)[0] == 200
    output = (own_desk.folder / "output.log").read_text()
    assert "found the data of an earlier run" in output
    assert "Traceback" not in output


def start_in_vain(folder: Path, port: int) -> tuple[int, str]:
    """Start a desk that must not start: its exit code and everything it printed."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "DESKBELL_"))}
    process = subprocess.Popen(
        [sys.executable, "-m", "infra.local"],
        cwd=ROOT,
        env={**environment, "PORT": str(port), "STATE": str(folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        output, _ = process.communicate(timeout=30)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGINT)
        output, _ = process.communicate(timeout=60)
    return process.returncode, output


def test_a_taken_port_is_a_clear_error(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        code, output = start_in_vain(tmp_path / "state", port)

    assert code == 1
    assert f"Port {port} is taken" in output
    assert "Traceback" not in output
    assert not (tmp_path / "state" / FILE).exists()


def test_two_desks_on_one_folder_are_refused_and_the_first_goes_on(own_desk: ServedDesk) -> None:
    guest = Guest(own_desk.url, "guest")
    guest.talker.say()

    code, output = start_in_vain(own_desk.folder, free_port())

    assert code == 1
    assert f"Another desk is running on {own_desk.folder}" in output
    assert "Traceback" not in output
    guest.talker.say()
    assert texts_of(guest.entries(), "visitor") == guest.talker.said
