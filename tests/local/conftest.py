"""Engines to compare, and stores on disk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
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


@dataclass
class Others:
    """The engines to compare with, started when they are needed."""

    running: stores.Store | None = None
    ministack: Engine | None = None
    moto: Any = None

    def on_ministack(self) -> Engine:
        if self.ministack is None:
            self.running = stores.start()
            self.ministack = Engine("ministack", _client(self.running.endpoint))
            self.ministack.create()
        return Engine("ministack", self.ministack.client)

    def on_moto(self) -> Engine:
        if self.moto is None:
            self.moto = _client(None)
        engine = Engine("moto", self.moto)
        engine.create()
        return engine


@pytest.fixture(scope="session")
def others() -> Iterator[Others]:
    made = Others()
    yield made
    if made.running is not None:
        made.running.stop()


@pytest.fixture
def embedded() -> Iterator[Engine]:
    """The table on an embedded store in memory."""
    store = Store()
    engine = Engine("embedded", dynamodb.client(store))
    engine.create()
    yield engine
    store.close()


@pytest.fixture(params=["embedded", "ministack", "moto"])
def engine(request: pytest.FixtureRequest, others: Others) -> Iterator[Engine]:
    """The same table on each engine; where one is known to differ from DynamoDB, the test is expected to fail."""
    name = request.param
    reason = DIFFERENCES[name].get(request.node.name.replace(f"{name}-", "").replace(f"[{name}]", ""))
    if reason is not None:
        request.applymarker(pytest.mark.xfail(reason=reason, strict=True))
    if name == "embedded":
        yield request.getfixturevalue("embedded")
    elif name == "ministack":
        yield others.on_ministack()
    else:
        with mock_aws():
            yield others.on_moto()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a store may have its file."""
    return tmp_path / "desk.db"
