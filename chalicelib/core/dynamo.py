"""DynamoDB behind the seam: by our own requests, or by a client of botocore's.

The first is what every environment takes; ``DESKBELL_TRANSPORT=botocore`` takes the other, should it give trouble.
"""

from __future__ import annotations

import base64
import os
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from chalicelib.core import aws, batches
from chalicelib.core.database import Answer, Database, Unavailable, refusal
from chalicelib.core.wire import CONNECT_TIMEOUT, READ_TIMEOUT

_encode = msgspec.json.Encoder().encode  # bytes become base64, as DynamoDB has them
_decode = msgspec.json.Decoder(dict[str, Any]).decode


def of_environment(environ: Mapping[str, str] = os.environ) -> Database:
    """The environment's DynamoDB. Raises ``ValueError`` for a transport that is none."""
    if aws.is_lean(environ):
        return Dynamo(aws.client(aws.DYNAMODB, aws.REGION, environ))
    return Botocore(botocore_client())


class Dynamo:
    """DynamoDB by our own requests."""

    def __init__(self, service: aws.Json, new_token: Callable[[], str] = lambda: os.urandom(16).hex()) -> None:
        self._service = service
        self._new_token = new_token

    def call(self, operation: str, arguments: Mapping[str, Any]) -> Answer:
        """The answer of one operation. Raises a ``DatabaseError``."""
        if operation == "TransactWriteItems" and "ClientRequestToken" not in arguments:
            # the same for every try, so that one whose answer was lost is not done twice
            arguments = {**arguments, "ClientRequestToken": self._new_token()}
        answer = self._asked(operation, arguments)
        undone = batches.LEFT.get(operation)
        return answer if undone is None or not answer.get(undone) else self._rest(operation, arguments, answer, undone)

    def _rest(self, operation: str, arguments: Mapping[str, Any], answer: Answer, undone: str) -> Answer:
        """The answer with what the store had left undone of a batch, asked for again a little later each time; what
        still is undone then is named as before."""
        attempt = 1
        while answer.get(undone) and self._service.wait(attempt):
            more = self._asked(operation, {**arguments, "RequestItems": answer[undone]})
            for table, items in answer.get("Responses", {}).items():
                more["Responses"].setdefault(table, [])[:0] = items
            answer, attempt = more, attempt + 1
        return answer

    def _asked(self, operation: str, arguments: Mapping[str, Any]) -> Answer:
        try:
            return self._service.ask(operation, _encode(arguments), _answer)
        except aws.Refusal as error:
            raise refusal(operation, error.status, error.code, _with_bytes(error.body)) from None
        except OSError as error:
            raise Unavailable(type(error).__name__, str(error), operation) from error


class Botocore:
    """DynamoDB by a client of botocore's: what moto plays, and whatever else hooks into it."""

    def __init__(self, client: Any) -> None:
        self.client = client

    def call(self, operation: str, arguments: Mapping[str, Any]) -> Answer:
        """The answer of one operation. Raises a ``DatabaseError``."""
        from botocore.exceptions import ClientError, HTTPClientError
        from botocore.exceptions import ConnectionError as NotConnected

        try:
            answer: Answer = self.client._make_api_call(operation, arguments)
        except ClientError as error:
            told: dict[str, Any] = dict(error.response)
            status = int(told.get("ResponseMetadata", {}).get("HTTPStatusCode", 400))
            body = {**told, "message": told["Error"].get("Message", "")}
            raise refusal(operation, status, str(told["Error"].get("Code", "")), body) from error
        except (HTTPClientError, NotConnected) as error:
            raise Unavailable(type(error).__name__, str(error), operation) from error
        answer.pop("ResponseMetadata", None)
        return answer


def botocore_client(endpoint: str | None = None, region: str = aws.REGION) -> Any:
    """A client of botocore's as the desk uses one: ``endpoint``, or else the environment's DynamoDB."""
    import botocore.session
    from botocore.config import Config

    config = Config(
        connect_timeout=CONNECT_TIMEOUT,
        read_timeout=READ_TIMEOUT,
        max_pool_connections=64,
        retries={"mode": "standard", "max_attempts": aws.ATTEMPTS},
        # our models shape every request; checking each against the service description again costs a fifth of a call
        parameter_validation=False,
    )
    return botocore.session.get_session().create_client("dynamodb", region, endpoint_url=endpoint, config=config)


def _answer(body: bytes) -> Answer:
    answer = _decode(body)
    # only what has values of bytes is looked through; in a text the quotes would be escaped
    return _with_bytes(answer) if b'"B":' in body or b'"BS":' in body else answer


def _with_bytes(value: Any) -> Any:
    """Bytes where the answer has a value of type B or BS (an attribute of that name holds an object, not text)."""
    if isinstance(value, list):
        return [_with_bytes(each) for each in value]
    if not isinstance(value, dict):
        return value
    if len(value) == 1:
        ((kind, held),) = value.items()
        if kind == "B" and isinstance(held, str):
            return {kind: base64.b64decode(held)}
        if kind == "BS" and isinstance(held, list):
            return {kind: [base64.b64decode(each) for each in held]}
    return {name: _with_bytes(each) for name, each in value.items()}
