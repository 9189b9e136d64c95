"""Engines that are atomic, for tests of races: the embedded store, in memory, or another DynamoDB by its address."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Protocol

from chalicelib.core import tables
from chalicelib.everything import TABLES
from infra.local.store import dynamodb
from infra.local.store.engine import Store


class Atomic(Protocol):
    """An engine that many threads may use at once."""

    def start_over(self, *, expiring: bool = True) -> None:
        """Let all tables be there and empty, and used; without ``expiring`` no item goes by the engine's own clock."""


@dataclass
class Embedded:
    """The embedded store, in memory; it takes away what has expired only when it is told to."""

    store: Store = field(default_factory=Store)
    client: Any = None

    def start_over(self, *, expiring: bool = True) -> None:
        if self.client is not None:
            tables.use(self.client)
            self.store.reset()
            return
        self.client = dynamodb.client(self.store)
        tables.use(self.client)
        tables.create_tables(TABLES)


@dataclass(frozen=True)
class Elsewhere:
    """An engine at an address."""

    endpoint: str

    def start_over(self, *, expiring: bool = True) -> None:
        client = tables.connect(self.endpoint)
        for model in TABLES:
            with suppress(client.exceptions.ResourceNotFoundException):
                client.delete_table(TableName=model.Meta.table_name)
        if expiring:
            tables.create_tables(TABLES)
            return
        for model in TABLES:
            client.create_table(**tables.describe(model))
