"""Engines to compare, and stores on disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from botocore.config import Config
from botocore.session import get_session
from moto import mock_aws

from infra import store as stores
from infra.local.store import dynamodb
from infra.local.store.engine import Store
from tests.local.engines import Engine
from tests.local.known import DIFFERENCES

_CONFIG = Config(retries={"max_attempts": 1}, max_pool_connections=32, parameter_validation=False)


def _client(endpoint: str | None) -> Any:
    return get_session().create_client("dynamodb", "eu-central-1", endpoint_url=endpoint, config=_CONFIG)


@pytest.fixture(scope="session")
def ministack() -> Iterator[Any]:
    """A client of a ministack that has the table."""
    running = stores.start()
    client = _client(running.endpoint)
    Engine("ministack", client).create()
    yield client
    running.stop()


@pytest.fixture(scope="module")
def moto() -> Iterator[Any]:
    """A client of a moto that has the table."""
    with mock_aws():
        client = _client(None)
        Engine("moto", client).create()
        yield client


@pytest.fixture
def embedded() -> Iterator[Engine]:
    """The table on an embedded store in memory."""
    store = Store()
    engine = Engine("embedded", dynamodb.client(store))
    engine.create()
    yield engine
    store.close()


@pytest.fixture(params=["embedded", "ministack", "moto"])
def engine(request: pytest.FixtureRequest) -> Engine:
    """The same table on each engine; where one is known to differ from DynamoDB, the test is expected to fail."""
    name: str = request.param
    test, _, case = request.node.name.removesuffix("]").partition(f"[{name}")
    if case.removeprefix("-") in DIFFERENCES.get(name, {}).get(test, ()):
        request.applymarker(pytest.mark.xfail(reason=f"{name} differs from DynamoDB here", strict=True))
    made = request.getfixturevalue(name)
    return made if isinstance(made, Engine) else Engine(name, made)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a store may have its file."""
    return tmp_path / "desk.db"
