"""The part of botocore's DynamoDB client that the desk uses, in front of an embedded store.

The same calls, answers, errors (``ClientError``) and events; no HTTP, no signature, no serialising.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Mapping
from types import SimpleNamespace
from typing import Any

from botocore.exceptions import ClientError
from botocore.hooks import HierarchicalEmitter

from infra.local.store.engine import OPERATIONS, Store
from infra.local.store.errors import ConditionFailed, StoreError, TransactionCancelled

_WORDS = re.compile(r"(?<!^)(?=[A-Z])")
_METHODS = {_WORDS.sub("_", operation).lower(): operation for operation in OPERATIONS}
_MODELS = {operation: SimpleNamespace(name=operation) for operation in OPERATIONS}


def client(store: Store) -> Client:
    """A client for ``chalicelib.core.tables.use``."""
    return Client(store)


class Client:
    """Calls a store as botocore's client calls DynamoDB. Other methods than the store's operations it does not have."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.meta = SimpleNamespace(events=HierarchicalEmitter(), endpoint_url="embedded:", region_name="local")
        self.exceptions = Exceptions()
        self._request_signer = None  # PynamoDB looks for credentials here

    def __getattr__(self, name: str) -> Any:
        operation = _METHODS.get(name)
        if operation is None:
            raise AttributeError(f"the embedded store's client has no {name}")
        return lambda **arguments: self._make_api_call(operation, arguments)

    def _make_api_call(self, operation: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """One request, with the events that botocore sends around it. Raises a ``ClientError``."""
        model, events = _MODELS.get(operation) or SimpleNamespace(name=operation), self.meta.events
        context: dict[str, Any] = {}
        names = {"model": model, "context": context}
        for _, changed in events.emit(f"provide-client-params.dynamodb.{operation}", params=arguments, **names):
            arguments = arguments if changed is None else changed
        for _, answer in events.emit(f"before-call.dynamodb.{operation}", params={"body": arguments}, **names):
            if answer is not None:
                return self._answered(operation, answer[1], None, names)
        fault: StoreError | None = None
        try:
            parsed = self.store.call(operation, arguments)
        except StoreError as error:
            parsed, fault = _parsed(error), error
        return self._answered(operation, parsed, fault, names)

    def _answered(
        self, operation: str, parsed: dict[str, Any], fault: StoreError | None, names: Mapping[str, Any]
    ) -> dict[str, Any]:
        status = 200 if "Error" not in parsed else 500 if parsed["Error"]["Code"] == "InternalServerError" else 400
        request_id = str(uuid.uuid4())
        parsed["ResponseMetadata"] = {
            "RequestId": request_id,
            "HTTPStatusCode": status,
            "HTTPHeaders": {"x-amzn-requestid": request_id},
            "RetryAttempts": 0,
        }
        response = SimpleNamespace(status_code=status)
        self.meta.events.emit(f"after-call.dynamodb.{operation}", http_response=response, parsed=parsed, **names)
        if "Error" in parsed:
            raise self.exceptions.from_code(parsed["Error"]["Code"])(parsed, operation) from fault
        return parsed

    def get_waiter(self, name: str) -> Waiter:
        """Waits for what is so at once."""
        if name not in ("table_exists", "table_not_exists"):
            raise ValueError(f"Waiter does not exist: {name}")
        return Waiter()

    def get_paginator(self, name: str) -> Paginator:
        """All pages of ``scan``, ``query`` or ``list_tables``."""
        return Paginator(self, name)

    def close(self) -> None:
        """Nothing is open here; the store is closed by whoever made it."""


class Waiter:
    """Tables are there, or gone, when the call that made or deleted them returns."""

    def wait(self, **_: Any) -> None:
        """Return at once."""


class Paginator:
    """Asks for one page after another."""

    _MARKS: Mapping[str, tuple[str, str]] = {
        "scan": ("LastEvaluatedKey", "ExclusiveStartKey"),
        "query": ("LastEvaluatedKey", "ExclusiveStartKey"),
        "list_tables": ("LastEvaluatedTableName", "ExclusiveStartTableName"),
    }

    def __init__(self, asked: Client, name: str) -> None:
        self._call = getattr(asked, name)
        self._last, self._start = self._MARKS[name]

    def paginate(self, **arguments: Any) -> Iterator[dict[str, Any]]:
        """The pages, as they are needed."""
        while True:
            page = self._call(**arguments)
            yield page
            if not page.get(self._last):
                return
            arguments[self._start] = page[self._last]


class Exceptions:
    """``ClientError`` by code, as ``client.exceptions.ResourceNotFoundException``."""

    def __init__(self) -> None:
        self._by_code: dict[str, Any] = {}

    def from_code(self, code: str) -> Any:
        """The class for errors of this code."""
        if code not in self._by_code:
            self._by_code[code] = type(code, (ClientError,), {})
        return self._by_code[code]

    def __getattr__(self, code: str) -> Any:
        return self.from_code(code)


def _parsed(error: StoreError) -> dict[str, Any]:
    """What botocore makes of an answer that is an error."""
    parsed: dict[str, Any] = {"Error": {"Code": error.code, "Message": error.message}, "message": error.message}
    if isinstance(error, ConditionFailed) and error.item is not None:
        parsed["Item"] = error.item
    if isinstance(error, TransactionCancelled):
        parsed["CancellationReasons"] = error.reasons
    return parsed
