"""Engines to compare, and stores on disk."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from botocore.config import Config
from botocore.session import get_session
from moto import mock_aws

from chalicelib.core import aws, dynamo
from chalicelib.core.database import Database
from chalicelib.core.signing import Credentials
from infra.local import ministack as stores
from infra.local.store import dynamodb
from infra.local.store.engine import Store
from tests.local.engines import Engine
from tests.local.known import DIFFERENCES


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A failure that is expected is told in a line: its frames with their sources, read by nobody, take longer than
    the test.
    """
    option = item.config.option
    style = option.tbstyle
    if item.get_closest_marker("xfail"):
        option.tbstyle = "line"
    try:
        return (yield)
    finally:
        option.tbstyle = style


KEYS = Credentials("local", "local")
_CONFIG = Config(retries={"max_attempts": 1}, max_pool_connections=32, parameter_validation=False)


def _botocore(endpoint: str | None) -> Database:
    return dynamo.Botocore(
        get_session().create_client("dynamodb", "eu-central-1", endpoint_url=endpoint, config=_CONFIG)
    )


@pytest.fixture(scope="session")
def ministack_at() -> Iterator[str]:
    """Where a ministack is that has the table."""
    running = stores.start()
    Engine("ministack", _botocore(running.endpoint)).create()
    yield running.endpoint
    running.stop()


@pytest.fixture(scope="session")
def ministack(ministack_at: str) -> Database:
    """A ministack that has the table, asked by botocore."""
    return _botocore(ministack_at)


@pytest.fixture(scope="session")
def lean(ministack_at: str) -> Iterator[Database]:
    """The same one, asked by our own requests."""
    service = aws.client(aws.DYNAMODB, "eu-central-1", {"AWS_ENDPOINT_URL": ministack_at}, lambda: KEYS)
    yield dynamo.Dynamo(service)
    service.close()


@pytest.fixture(scope="module")
def moto() -> Iterator[Database]:
    """A moto that has the table."""
    with mock_aws():
        database = _botocore(None)
        Engine("moto", database).create()
        yield database


@pytest.fixture
def embedded() -> Iterator[Engine]:
    """The table on an embedded store in memory."""
    store = Store()
    engine = Engine("embedded", dynamodb.client(store))
    engine.create()
    yield engine
    store.close()


BY_MINISTACK = pytest.mark.ministack


@pytest.fixture(
    params=[
        "embedded",
        pytest.param("ministack", marks=BY_MINISTACK),
        pytest.param("lean", marks=BY_MINISTACK),
        pytest.param("moto", marks=pytest.mark.moto),
    ]
)
def engine(request: pytest.FixtureRequest) -> Engine:
    """The same table on each engine; where one is known to differ from DynamoDB, the test is expected to fail."""
    name: str = request.param
    test, _, case = request.node.name.removesuffix("]").partition(f"[{name}")
    behind = "ministack" if name == "lean" else name
    if case.removeprefix("-") in DIFFERENCES.get(behind, {}).get(test, ()):
        request.applymarker(pytest.mark.xfail(reason=f"{behind} differs from DynamoDB here", strict=True))
    made = request.getfixturevalue(name)
    return made if isinstance(made, Engine) else Engine(name, made)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a store may have its file."""
    return tmp_path / "desk.db"
