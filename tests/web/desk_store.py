"""The store of a served desk, for what no test can wait for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from boto3.dynamodb.types import TypeSerializer

from infra.local.folder import FILE
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
