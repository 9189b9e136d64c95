"""Fixtures. The environment is set before anything of the project is imported: its tables' names depend on it."""

from __future__ import annotations

import os

os.environ.update(
    {
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "AWS_DEFAULT_REGION": "eu-central-1",
        "AWS_REGION": "eu-central-1",
        "AWS_ACCOUNT_ID_ENDPOINT_MODE": "disabled",
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "DESKBELL_STAGE": "test",
        "DESKBELL_TOKEN_KEYS": "k1:a secret of at least thirty-two characters",
        "DESKBELL_PUBLIC_URL": "http://127.0.0.1:8000",
        "DESKBELL_LOG_LEVEL": "CRITICAL",
    }
)
os.environ.pop("AWS_ENDPOINT_URL", None)

import copy
import shutil
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from moto import mock_aws
from moto.core import DEFAULT_ACCOUNT_ID
from moto.dynamodb.models import dynamodb_backends

from chalicelib.core import desk as desks
from chalicelib.core import tables
from chalicelib.core.desk import Desk, clock
from chalicelib.everything import TABLES
from infra import store as stores
from tests.served import Api, ServedDesk
from tests.worlds import Clock, World, desk_with, patient

ENDPOINT = "DESKBELL_TEST_ENDPOINT"  # another DynamoDB endpoint to run the atomic tests on


BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


@dataclass
class Moto:
    """One client for all tests on moto, and its tables as they are when nothing is in them.

    Making both anew for each test would cost more than most tests.
    """

    client: Any = None
    empty: Any = None

    def start_over(self) -> None:
        backend = dynamodb_backends[DEFAULT_ACCOUNT_ID][tables.REGION]
        if self.client is None:
            self.client = tables.connect()
            tables.create_tables(TABLES)
            self.empty = copy.deepcopy(backend.tables)
        tables.use(self.client)
        backend.tables = copy.deepcopy(self.empty)


@pytest.fixture(scope="session")
def moto() -> Moto:
    """What tests on moto share."""
    return Moto()


@pytest.fixture
def desk(moto: Moto) -> Iterator[Desk]:
    """A desk on moto."""
    with mock_aws():
        moto.start_over()
        made = desk_with(Clock())
        desks.use(made)
        yield made
        desks.use(None)


@pytest.fixture
def world(desk: Desk) -> World:
    """A world on moto; the test says who is in it."""
    return World(desk, desk.now)


@pytest.fixture(scope="session")
def atomic_store() -> Iterator[str]:
    """The address of an engine that is atomic: ministack, or whatever the environment names."""
    if os.environ.get(ENDPOINT):
        yield os.environ[ENDPOINT]
        return
    store = stores.start()
    yield store.endpoint
    store.stop()


def _empty_tables(endpoint: str, *, expiring: bool = True) -> None:
    """Without ``expiring`` the engine, which knows the real time only, takes nothing away."""
    client = tables.connect(endpoint)
    for model in TABLES:
        with suppress(client.exceptions.ResourceNotFoundException):
            client.delete_table(TableName=model.Meta.table_name)
    if expiring:
        tables.create_tables(TABLES)
    else:
        for model in TABLES:
            client.create_table(**tables.describe(model))


@pytest.fixture
def timed_world(atomic_store: str) -> Iterator[World]:
    """A world on the atomic engine, whose clock only the test moves: for long stories, since moto's get slower."""
    _empty_tables(atomic_store, expiring=False)
    desk = desk_with(Clock())
    desks.use(desk)
    yield World(desk, desk.now)
    desks.use(None)


@pytest.fixture
def atomic_desk(atomic_store: str) -> Iterator[Desk]:
    """A desk on an atomic engine, with real time and real pauses."""
    _empty_tables(atomic_store)
    made = desk_with(clock, sleep=patient)
    desks.use(made)
    yield made
    desks.use(None)


@pytest.fixture
def atomic_world(atomic_desk: Desk) -> World:
    """A world on an atomic engine."""
    return World(atomic_desk, atomic_desk.now)


@pytest.fixture(scope="session")
def served_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedDesk]:
    """The whole desk, started as ``make run`` starts it, on a folder of its own."""
    served = ServedDesk(tmp_path_factory.mktemp("desk"))
    served.start()
    yield served
    served.stop()


@pytest.fixture(scope="session")
def desk_url(served_desk: ServedDesk) -> str:
    """Where the served desk is, without a slash at the end."""
    return served_desk.url


@pytest.fixture
def api(served_desk: ServedDesk) -> Iterator[Api]:
    """The served desk's HTTP API; whoever a test made is signed out after it, and nobody is left waiting."""
    made = Api(served_desk.url)
    yield made
    made.tidy_up()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Debian's Chromium, without its windows if that is there (it takes a third less); else such tests are skipped."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("no Chromium here: in CI nothing may be skipped")
        pytest.skip("NO BROWSER: install Chromium to run the tests of the pages")
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=15_000)  # a busy machine is no reason to fail

    options = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path,
            args=[*options, "--disable-component-update", "--disable-sync", "--no-sandbox"],
        )
        yield browser
        browser.close()


@pytest.fixture
def chromium_page(chromium: Any) -> Iterator[Any]:
    """A fresh page with storage of its own."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, locale="zh-CN")
    page = context.new_page()
    page.set_default_timeout(15_000)
    yield page
    context.close()


@pytest.fixture
def dialogues() -> Path:
    """A few real dialogues, one a line."""
    return Path(__file__).parent / "dialogues.jsonl"


def pytest_sessionstart() -> None:
    """No test may reach anything but this machine: a proxy that is not there catches what tries."""
    urllib.request.install_opener(urllib.request.build_opener(urllib.request.ProxyHandler({})))
