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
        "DESKBELL_TRANSPORT": "botocore",  # moto plays what botocore asks; the other way has tests of its own
    }
)
os.environ.pop("AWS_ENDPOINT_URL", None)

import copy
import gc
import shutil
import urllib.request
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from moto import mock_aws
from moto.core import DEFAULT_ACCOUNT_ID
from moto.dynamodb.models import dynamodb_backends

from chalicelib.core import desk as desks
from chalicelib.core import dynamo, tables
from chalicelib.core.aws import REGION
from chalicelib.core.database import Database
from chalicelib.core.desk import Desk, clock
from chalicelib.everything import TABLES
from infra import pages
from infra.environments.cloud import Refused
from infra.local import shapes
from tests import order
from tests.atomic import Atomic, Elsewhere, Embedded
from tests.served import Api, ServedDesk, scratch
from tests.window import ONE_PROCESS, PATIENCE_MS, SIGHT, Window, shown
from tests.worlds import Clock, World, desk_with, patient

ENDPOINT = "DESKBELL_TEST_ENDPOINT"  # another DynamoDB endpoint to run the atomic tests on


BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


gc.disable()  # until all tests are known: of what is read for them nothing is garbage


@dataclass
class Moto:
    """One database for all tests on moto, and its tables as they are when nothing is in them.

    Making both anew for each test would cost more than most tests.
    """

    database: Database | None = None
    empty: Any = None

    def start_over(self) -> Database:
        backend = dynamodb_backends[DEFAULT_ACCOUNT_ID][REGION]
        if self.database is None:
            self.database = dynamo.Botocore(dynamo.botocore_client())
            tables.create_tables(self.database, TABLES)
            self.empty = copy.deepcopy(backend.tables)
        backend.tables = copy.deepcopy(self.empty)
        return self.database


@pytest.fixture(scope="session")
def moto() -> Moto:
    """What tests on moto share."""
    return Moto()


@pytest.fixture
def engine(request: pytest.FixtureRequest) -> str:
    """What a test's tables are on: ``embedded``; with the mark ``also_on_moto`` once more on ``moto``."""
    return str(getattr(request, "param", "embedded"))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Tests that are marked so run on both engines."""
    if "engine" in metafunc.fixturenames and metafunc.definition.get_closest_marker("also_on_moto"):
        second = pytest.param("moto", marks=pytest.mark.moto)
        metafunc.parametrize("engine", ["embedded", second], indirect=True)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Files of which this run wants nothing are not read."""
    return order.leaves_out(config.option.markexpr, collection_path) or None


def pytest_collection_finish() -> None:
    """From now on there is garbage; what was read for the tests is never looked through for it.

    To do so again and again while hundreds of files are read took a third of the time of reading them.
    """
    gc.freeze()
    gc.enable()


@pytest.hookimpl(tryfirst=True)
def pytest_collection(session: pytest.Session) -> None:
    """Workers share what there is to compile."""
    worker, of = os.environ.get("PYTEST_XDIST_WORKER"), os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")
    if worker is not None:
        asked = [Path(each.partition("::")[0]).resolve() for each in session.config.args]
        files = [file for place in asked for file in (sorted(place.rglob("test_*.py")) if place.is_dir() else [place])]
        wanted = [file for file in files if not order.leaves_out(session.config.option.markexpr, file)]
        order.read_in_turns(wanted, session.config.rootpath, int(worker.removeprefix("gw")), int(of))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what a test needs, by its fixtures; and lets the files that take longest begin first."""
    order.mark(items)
    order.longest_first(items)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, Any]:
    """A failure in a browser tells what the pages showed."""
    report = yield
    browser = getattr(item, "funcargs", {}).get("chromium") if call.when == "call" and report.failed else None
    if browser is not None:
        report.sections.append(("what the pages show", shown(browser)))
    return report


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """What was wrong at the first try of a test that got a second one, whatever came of that."""
    for report in terminalreporter.stats.get("rerun", []):
        terminalreporter.section(f"first try of {report.nodeid}")
        terminalreporter.write_line(report.longreprtext)
        for name, content in report.sections:
            terminalreporter.write_line(f"{name}:\n{content}")


@pytest.fixture
def aws() -> Iterator[None]:
    """Amazon's services, as moto plays them."""
    with mock_aws():
        yield


@pytest.fixture
def start_over(engine: str, request: pytest.FixtureRequest) -> Callable[[], Database]:
    """Empties the tables, or makes them; where they are."""
    if engine == "embedded":
        store: Atomic = request.getfixturevalue("atomic_store")
        return partial(store.start_over, expiring=False)
    request.getfixturevalue("aws")
    moto: Moto = request.getfixturevalue("moto")
    return moto.start_over


@pytest.fixture
def new_world(start_over: Callable[[], Database]) -> Iterator[Callable[[], World]]:
    """Makes world after world, each with nothing of the one before: for what dies in many ways."""

    def make() -> World:
        made = desk_with(Clock(), start_over())
        desks.use(made)
        return World(made, made.now)

    yield make
    desks.use(None)


@pytest.fixture
def world(new_world: Callable[[], World]) -> World:
    """A world whose clock only the test moves; the test says who is in it."""
    return new_world()


@pytest.fixture
def desk(world: World) -> Desk:
    """The same without people."""
    return world.desk


@pytest.fixture(scope="session")
def atomic_store() -> Atomic:
    """An engine that is atomic: the embedded store, or whatever the environment names."""
    endpoint = os.environ.get(ENDPOINT)
    return Elsewhere(endpoint) if endpoint else Embedded()


@pytest.fixture
def atomic_desk(atomic_store: Atomic) -> Iterator[Desk]:
    """A desk on an atomic engine, with real time and real pauses."""
    shapes.prepare()
    made = desk_with(clock, atomic_store.start_over(), sleep=patient)
    desks.use(made)
    yield made
    desks.use(None)


@pytest.fixture
def atomic_world(atomic_desk: Desk) -> World:
    """A world on an atomic engine."""
    return World(atomic_desk, atomic_desk.now)


@pytest.fixture(scope="session")
def desk_of_many() -> Iterator[ServedDesk]:
    """The whole desk, started as ``make run`` starts it, on a folder of its own; only passwords cost less.

    Its file is in memory: nobody kills this desk, and each of its writes would wait for the disk.
    """
    with scratch() as folder:
        served = ServedDesk(folder, module="tests.local_desk")
        served.start()
        yield served
        served.stop()


@pytest.fixture
def served_desk(desk_of_many: ServedDesk, request: pytest.FixtureRequest) -> ServedDesk:
    """The desk that one test after another uses; who is tried again begins on a fresh one."""
    if order.is_tried_again(request.node):
        desk_of_many.start_over()
    return desk_of_many


@pytest.fixture
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

    expect.set_options(timeout=PATIENCE_MS)

    quick = "--js-flags=--single-threaded --no-opt"  # nothing runs long enough to be worth a second compilation
    options = [
        "--disable-gpu",
        quick,
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        ONE_PROCESS,
    ]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path,
            args=[*options, "--disable-component-update", "--disable-sync", "--no-sandbox"],
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def window_of_many(chromium: Any) -> Window:
    """The window in which pages of tests are opened."""
    return Window(chromium)


@pytest.fixture
def window(window_of_many: Window, request: pytest.FixtureRequest) -> Window:
    """The same; for who is tried again it is another one, whatever became of that of the first try."""
    if order.is_tried_again(request.node):
        window_of_many.start_over()
    return window_of_many


@pytest.fixture
def chromium_page(window: Window) -> Iterator[Any]:
    """A fresh page, in a window in which nothing of another test is left."""
    yield window.new_page()
    window.tidy_up()


@pytest.fixture
def page_alone(chromium: Any) -> Iterator[Any]:
    """A page in a window of its own: of somebody else, or for a test that changes the window itself."""
    context = chromium.new_context(**SIGHT)
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    yield page
    if not page.is_closed():
        page.unroute_all(behavior="ignoreErrors")  # what still asks when a test is over concerns nobody
    context.close()


@pytest.fixture
def dialogues() -> Path:
    """A few real dialogues, one a line."""
    return Path(__file__).parent / "dialogues.jsonl"


def pytest_configure(config: pytest.Config) -> None:
    """The pages are built once, by whoever starts the workers; who only tests something else can do without."""
    if not hasattr(config, "workerinput"):
        try:
            pages.build()
        except Refused as error:
            print(f"\n{error}.\n")


def pytest_sessionstart() -> None:
    """No test may reach anything but this machine: a proxy that is not there catches what tries."""
    urllib.request.install_opener(urllib.request.build_opener(urllib.request.ProxyHandler({})))
