"""Engines that are atomic, for tests of races: the embedded store, in memory, or another DynamoDB by its address."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from typing import Protocol

from chalicelib.core import dynamo, tables
from chalicelib.core.database import Database
from chalicelib.everything import TABLES
from infra.local.store import dynamodb
from infra.local.store.engine import Store


class Atomic(Protocol):
    """An engine that many threads may use at once."""

    def start_over(self, *, expiring: bool = True) -> Database:
        """All tables, there and empty. Without ``expiring`` no item goes by the clock of the engine itself."""


@dataclass
class Embedded:
    """The embedded store, in memory; it takes away what has expired only when it is told to."""

    store: Store = field(default_factory=Store)
    database: Database | None = None

    def start_over(self, *, expiring: bool = True) -> Database:
        if self.database is not None:
            self.store.reset()
            return self.database
        self.database = dynamodb.client(self.store)
        tables.create_tables(self.database, TABLES)
        return self.database


@dataclass(frozen=True)
class Elsewhere:
    """An engine at an address."""

    endpoint: str

    def start_over(self, *, expiring: bool = True) -> Database:
        client = dynamo.botocore_client(self.endpoint)
        database = dynamo.Botocore(client)
        for model in TABLES:
            with suppress(client.exceptions.ResourceNotFoundException):
                client.delete_table(TableName=model.Meta.table_name)
        if expiring:
            tables.create_tables(database, TABLES)
            return database
        for model in TABLES:
            client.create_table(**tables.describe(model))
        return database
