"""The store of a served desk, for what no test can wait for."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from boto3.dynamodb.types import TypeSerializer

from chalicelib.core.database import Answer
from chalicelib.core.desk import Desk, Settings
from chalicelib.core.tables import STAGE
from infra.local.folder import FILE
from infra.local.store import dynamodb
from infra.local.store.engine import Store
from tests.served import ServedDesk


@contextmanager
def file_of(served_desk: ServedDesk) -> Iterator[Store]:
    """Its file, open beside it."""
    store = Store(served_desk.folder / FILE)
    yield store
    store.close()


def typed(plain: Mapping[str, Any]) -> dict[str, Any]:
    """Values as DynamoDB has them."""
    return {name: TypeSerializer().serialize(value) for name, value in plain.items()}


@contextmanager
def desk_of(served_desk: ServedDesk) -> Iterator[Desk]:
    """The desk itself, for what it does by itself minutes later: its tables are those of ``make run``."""
    with file_of(served_desk) as store:
        yield Desk(Settings(stage="local"), _Renamed(store))


class _Renamed(dynamodb.Embedded):
    """Tables are called here as they are in this process."""

    def call(self, operation: str, arguments: Mapping[str, Any]) -> Answer:
        here, there = f"deskbell-{STAGE}-", "deskbell-local-"
        answer = super().call(operation, json.loads(json.dumps(arguments).replace(here, there)))
        told: Answer = json.loads(json.dumps(answer).replace(there, here))
        return told
