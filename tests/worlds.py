"""What tests are made of: a clock, ids, a desk, people."""

from __future__ import annotations

import atexit
import itertools
import logging
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from chalicelib import directory
from chalicelib.campaigns.service import carrying as campaigns
from chalicelib.core import desk as desks
from chalicelib.core.database import Answer, Database
from chalicelib.core.desk import Desk, Settings
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, DeskRecord, Group
from chalicelib.people.model.forms import CreateAgent, CreateGroup
from chalicelib.people.model.rights import AGENT
from chalicelib.plans import service as plans
from chalicelib.plans.model.plan import Plan
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.identity import RegisterVisitor
from chalicelib.visitors.model.visitor import Learned
from infra.bench.around import Watchable
from infra.local.filing import Folder
from tests.letters import Post

KEYS = (("k1", "a secret of at least thirty-two characters"),)
UNWATCHED = dict.fromkeys(["warn_seconds", "move_seconds", "absent_seconds", "left_seconds"])
FILES = Path(tempfile.gettempdir()) / f"deskbell-files-{os.getpid()}"  # made where a test sends one
FOLDERS = itertools.count()
atexit.register(shutil.rmtree, FILES, ignore_errors=True)
MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@dataclass
class Clock:
    """Time that moves when told to (and a microsecond at each look, so that no two moments are the same)."""

    at: datetime = MORNING
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self) -> datetime:
        with self.lock:
            self.at += timedelta(microseconds=1)
            return self.at

    def forward(self, **how_far: float) -> None:
        with self.lock:
            self.at += timedelta(**how_far)


@dataclass
class Ids:
    """1, 2, 3 … with the prefix asked for; they sort by time like the real ones."""

    numbers: Iterator[int] = field(default_factory=itertools.count)

    def __call__(self, prefix: str) -> str:
        return f"{prefix}_{next(self.numbers):026d}"


def desk_with(
    clock: Callable[[], datetime],
    database: Database,
    *,
    sleep: Callable[[float], None] = lambda _: None,
    senders: Mapping[str, Any] | None = None,
) -> Desk:
    """A desk with everybody listening, passwords that cost little, and these outside things; its database is one that
    can be watched.

    Letters go to a ``Post`` of their own, unless other ``senders`` are given.
    """
    return Desk(
        Settings(stage="test", token_keys=KEYS, password_work="cheap"),
        Watchable(database),
        now=clock,
        new_id=Ids(),
        sleep=sleep,
        subscriptions=directory.known().subscriptions,
        handlers=directory.handlers(),
        answerers=directory.answerers(),
        senders=senders or {"email": Post(), "sms": Post()},
        files=Folder(FILES / str(next(FOLDERS)), "http://127.0.0.1:8000", KEYS[0][1], clock),
    )


class Nowhere:
    """The database of a desk that has nothing to ask it."""

    def call(self, operation: str, _: Mapping[str, Any]) -> Answer:
        raise AssertionError(f"{operation} was not to be asked")


@dataclass
class World:
    """A desk that is set up: people, a group, the plan ``demo``; and ways to make more of them."""

    desk: Desk
    clock: Any
    made: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    tokens: dict[str, people.Caller] = field(default_factory=dict)
    plan: Plan | None = None
    group: Group | None = None

    def found(self, *, agents: int = 0, capacity: int = 5, seats: int = 1000) -> list[Agent]:
        people.bootstrap_desk(self.desk, DeskRecord("Desk", seats, "Asia/Shanghai"))
        members = [self.agent(capacity=capacity) for _ in range(agents)]
        if members:
            self.group = people.create_group(
                self.desk,
                CreateGroup(
                    name="Sales", leader_id=members[0].agent_id, member_ids=[member.agent_id for member in members]
                ),
            )
        groups = [self.group.group_id] if self.group else []
        # a day to answer, and nothing watched: tests of something else let minutes go by
        fields = {"name": "Demo", "group_ids": groups, "accept_seconds": 86_400, "watch": UNWATCHED}
        self.plan = plans.create_plan(self.desk, "demo", fields)
        campaigns.bring_up(self.desk, campaigns.BringUp())  # there was no version before
        return members

    def agent(self, *, capacity: int = 5, role: str = AGENT) -> Agent:
        number = next(self.made)
        return people.create_agent(
            self.desk,
            CreateAgent(
                email=f"agent{number}@example.com",
                name=f"Agent {number}",
                number=str(1000 + number),
                password="correct horse",
                role=role,
                capacity=capacity,
                temporary=False,
            ),
        )

    def signed_in(self, agent: Agent) -> people.Caller:
        token, _ = people.sign_in(self.desk, agent.email, "correct horse")
        self.tokens[agent.agent_id] = people.signed_in(self.desk, token)
        return self.tokens[agent.agent_id]

    def online(self, agent: Agent, status: str = "online") -> people.Caller:
        """Signed in (if they were not) and with this status; as they are afterwards."""
        known, now = self.tokens.get(agent.agent_id), people.read_agent(self.desk, agent.agent_id)
        if known is None or (known.session_id not in now.session_ids and now.active):
            known = self.signed_in(agent)
        before, now = known, people.Caller(people.read_agent(self.desk, agent.agent_id), known.session_id)
        people.set_presence(self.desk, now, status)
        return people.Caller(people.read_agent(self.desk, agent.agent_id), before.session_id)

    def seated(self) -> frozenset[str]:
        """Who has a seat; the desk's number says the same."""
        seated = frozenset(each.agent_id for each in people.list_agents(self.desk) if each.seated)
        assert people.read_desk(self.desk).taken == len(seated)
        return seated

    def now(self, agent: Agent) -> Agent:
        return people.read_agent(self.desk, agent.agent_id)

    def visitor(self, locale: str = "en") -> visitors.Caller:
        _, token, _ = visitors.register(self.desk, None, "demo", None, RegisterVisitor(locale=locale))
        return visitors.recognised(self.desk, token)

    def known(self, caller: visitors.Caller) -> visitors.Caller:
        """The same visitor, once they have said something."""
        tx = Transaction(self.desk)
        visitors.learn(tx, visitors.read(self.desk, caller), Learned())
        tx.commit()
        return caller


class Requests:
    """The names of the DynamoDB calls made while counting."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def __len__(self) -> int:
        return len(self.names)

    def note(self, operation: str, _: Mapping[str, Any]) -> None:
        self.names.append(operation)


def in_use() -> Watchable:
    """The database of the desk that the test at hand is about."""
    database = desks.current().database
    assert isinstance(database, Watchable), "no test made this desk"
    return database


@contextmanager
def counted() -> Iterator[Requests]:
    """Count the requests to DynamoDB made in this block."""
    requests = Requests()
    with in_use().watching(before=requests.note):
        yield requests


@contextmanager
def logged() -> Iterator[list[dict[str, Any]]]:
    """The lines logged in this block, with their ``message``; there when it ends."""
    said: list[logging.LogRecord] = []
    found: list[dict[str, Any]] = []
    listener, logger = logging.Handler(), logging.getLogger("deskbell")
    listener.emit = said.append  # type: ignore[method-assign]
    level = logger.level
    logger.addHandler(listener)
    logger.setLevel(logging.INFO)
    try:
        yield found
    finally:
        logger.setLevel(level)
        logger.removeHandler(listener)
        found += [vars(record) | {"message": record.getMessage()} for record in said]


@contextmanager
def gauged() -> Iterator[list[dict[str, Any]]]:
    """The lines of metrics written in this block, as the alarms' side reads them; there when it ends."""
    found: list[dict[str, Any]] = []
    with logged() as lines:
        yield found
    found += [line for line in lines if line["message"] == "metrics"]


def at_once(calls: list[Callable[[], Any]]) -> list[Any]:
    """Run all calls at the same moment, each in a thread of its own; what each gave or raised, in order."""
    gate = threading.Barrier(len(calls))

    def run(call: Callable[[], Any]) -> Any:
        gate.wait(timeout=30)
        try:
            return call()
        except Exception as error:
            return error

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def patient(seconds: float) -> None:
    """A real pause, for races that are real."""
    time.sleep(seconds)
