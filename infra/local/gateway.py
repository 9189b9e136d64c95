"""API Gateway, as the local run and the tests have it: a request becomes the event that the cloud sends the app.

This is all that the house takes from Chalice besides what ``app.py`` and the rooms declare: the table of routes, and
the app called with an event as Lambda calls it. Chalice's own local server and test client are not used: the one keeps
the request in an attribute that all threads share, the other swaps the environment of the process while it asks.

A gateway has no state of its own, so any number of threads may ask it at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

from chalice.app import Chalice

from chalicelib.core import http
from chalicelib.core.desk import ulid
from chalicelib.core.errors import DeskError, NotFound
from chalicelib.core.paths import Paths
from infra.local import shapes

LOOPBACK = "127.0.0.1"
Headers = dict[str, str | list[str]]


@dataclass(frozen=True)
class Reply:
    """What goes back over the wire."""

    status: int
    headers: Headers
    body: bytes = b""


class Gateway:
    """The app behind a gateway."""

    def __init__(self, app: Chalice) -> None:
        shapes.prepare()
        self._app = app
        self._paths = Paths(app.routes)

    def ask(
        self, method: str, target: str, headers: Mapping[str, str], body: bytes = b"", source_ip: str = LOOPBACK
    ) -> Reply:
        """The app's answer to one request. ``target`` is path and query as they stand in the request line."""
        path, query = _path_and_query(target)
        resource, names = self._paths.find(path)
        if resource is None:
            return refused(NotFound("There is no such path."))
        preflight = self._preflight(resource) if method == "OPTIONS" else None
        if preflight is not None:
            return Reply(200, {**preflight, "Content-Length": "0"})
        event = {
            "requestContext": {
                "httpMethod": method,
                "resourcePath": resource,
                "path": path,
                "identity": {"sourceIp": source_ip},
            },
            "headers": {name.lower(): value for name, value in headers.items()},
            "pathParameters": names,
            "multiValueQueryStringParameters": parse_qs(query, keep_blank_values=True) or None if query else None,
            "stageVariables": {},
            "body": body,
        }
        return _reply(self._app(event, None))

    def _preflight(self, resource: str) -> Headers | None:
        """What API Gateway tells a browser that asks whether it may ask; None for pages, which are open to none."""
        routes = self._app.routes[resource]
        shared = [method for method, route in routes.items() if route.cors is not None]
        if not shared:
            return None
        return {
            **routes[shared[0]].cors.get_access_control_headers(),
            "Access-Control-Allow-Methods": ",".join([*shared, "OPTIONS"]),
        }


def refused(error: DeskError) -> Reply:
    """What the gateway refuses before the app sees it, in the form of every other refusal."""
    response = http.problem(error, ulid("req"))
    http.protect(response, secure=False)
    return Reply(response.status_code, dict(response.headers), _bytes(response.body))


def _path_and_query(target: str) -> tuple[str, str]:
    if target.startswith("/"):
        path, _, query = target.partition("?")
        return path, query
    try:
        whole = urlsplit(target)  # a proxy writes the whole address
    except ValueError:
        return "", ""
    return (whole.path or "/", whole.query) if whole.netloc else ("", "")


def _reply(answer: Mapping[str, Any]) -> Reply:
    return Reply(answer["statusCode"], {**answer["headers"], **answer["multiValueHeaders"]}, _bytes(answer["body"]))


def _bytes(text: str | bytes) -> bytes:
    return text.encode() if isinstance(text, str) else text
