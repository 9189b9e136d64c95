"""The one wrapper around every route.

It decodes path parameters, query strings and bodies (msgspec), finds out who calls, gives the request an id, maps
errors to problem+json, adds CORS, and writes one log line: operation, status, time, never what was said.

    routes = Routes(__name__)

    @routes.post("/v1/widget/{plan_key}/conversations", caller=visitor, body=StartConversation)
    def start_conversation(call: Call[Visitor], plan_key: str) -> Answer: ...

Chalice never sees an exception: a view's exception would reach no middleware. What it refuses by itself (method,
content type) is put into the same form by ``as_problem``, a middleware of the whole app.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Generic, Protocol, TypeVar, runtime_checkable
from urllib.parse import unquote

import msgspec
from chalice.app import Blueprint, CORSConfig, Request, Response

from chalicelib.core.desk import Desk, current, ulid
from chalicelib.core.errors import BadJson, DeskError, FieldError, Invalid, NotFound, TooLarge
from chalicelib.core.once import Once

log = logging.getLogger("deskbell")

C = TypeVar("C")
Headers = dict[str, str | list[str]]

LONGEST_NAME = 100
# an id or key in a body or query, of ours or a client's own; DynamoDB refuses keys of more than 1024 bytes
Id = Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST_NAME)]
PROBLEM = "application/problem+json"
CORS = CORSConfig(
    allow_origin="*",  # callers bring bearer tokens, never cookies; a plan's own origins bind its visitors' tokens
    allow_headers=["Authorization", "Content-Type", "Idempotency-Key", "If-None-Match"],
    expose_headers=["ETag", "Retry-After", "X-Request-Id"],
    max_age=86400,
)
_AT = re.compile(r"^(?P<what>.*?)(?: - at `\$(?P<path>[^`]*)`)?$", re.DOTALL)
_UNKNOWN = re.compile(r"unknown field `(?P<field>[^`]*)`|missing required field `(?P<missing>[^`]*)`")


class Empty(msgspec.Struct, forbid_unknown_fields=True):
    """A body or query in which nothing can be said."""


@dataclass
class Call(Generic[C]):
    """One request, decoded: who calls, with what."""

    desk: Desk
    caller: C
    body: Any
    query: Any
    headers: Mapping[str, str]
    request_id: str
    source_ip: str
    notes: dict[str, object] = field(default_factory=dict)

    @property
    def foreign_origin(self) -> str | None:
        """The website whose page asks, or None: a page of the desk itself, or no page at all."""
        return _foreign_origin(self.headers)

    def once(self, scope: str) -> Once | None:
        """The request's idempotency marker, if it brought an ``Idempotency-Key``."""
        key = self.headers.get("idempotency-key", "").strip()
        if not key:
            return None
        if len(key) > 200:
            raise Invalid.field("Idempotency-Key", "at most 200 characters")
        asked = msgspec.to_builtins(self.body)
        if isinstance(asked, dict):
            asked.pop("password", None)  # not even as part of a hash
        return Once.of(scope, key, asked)


@dataclass(frozen=True)
class Answer:
    """What a route gives back: anything msgspec can encode, with a status."""

    body: Any = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


@runtime_checkable
class OfWebsite(Protocol):
    """A caller whose token may hold on the pages of one website only."""

    def refuse_elsewhere(self, origin: str | None) -> None:
        """Raises for a page of another one."""


Authenticate = Callable[[Desk, str | None], C]
View = Callable[..., Answer]


@dataclass(frozen=True)
class Route:
    """A declared route, as documentation and tests want to read it."""

    method: str
    path: str
    operation: str
    caller: Authenticate[Any] | None
    body: type | None
    query: type
    most_bytes: int | None = None  # of the body; None: as everywhere


class Routes:
    """The routes of one room; ``blueprint`` is what app.py registers."""

    def __init__(self, name: str) -> None:
        self.blueprint = Blueprint(name)
        self.declared: list[Route] = []

    def get(self, path: str, **how: Any) -> Callable[[View], View]:
        """A GET route."""
        return self._route("GET", path, **how)

    def post(self, path: str, **how: Any) -> Callable[[View], View]:
        """A POST route."""
        return self._route("POST", path, **how)

    def put(self, path: str, **how: Any) -> Callable[[View], View]:
        """A PUT route."""
        return self._route("PUT", path, **how)

    def delete(self, path: str, **how: Any) -> Callable[[View], View]:
        """A DELETE route."""
        return self._route("DELETE", path, **how)

    def _route(
        self,
        method: str,
        path: str,
        *,
        caller: Authenticate[Any] | None = None,
        body: type | None = None,
        query: type = Empty,
        most_bytes: int | None = None,
    ) -> Callable[[View], View]:
        def declare(view: View) -> View:
            operation = view.__name__
            route = Route(method, path, operation, caller, body, query, most_bytes)
            self.declared.append(route)

            def serve(**path_parameters: str) -> Response:
                request = self.blueprint.current_request
                return _serve(route, view, request, path_parameters)

            serve.__name__ = operation
            content_types = ["application/json", "text/plain", "application/x-www-form-urlencoded"]
            self.blueprint.route(path, name=operation, methods=[method], cors=CORS, content_types=content_types)(serve)
            return view

        return declare


def _serve(route: Route, view: View, request: Request, path_parameters: Mapping[str, str]) -> Response:
    started = time.perf_counter()
    context = request.context or {}
    request_id = context.get("requestId") or ulid("req")
    notes: dict[str, object] = {}
    try:
        desk = current().on_behalf_of(request_id)
        headers = request.headers
        caller = route.caller(desk, _bearer(headers.get("authorization"))) if route.caller else None
        if isinstance(caller, OfWebsite):
            caller.refuse_elsewhere(_foreign_origin(headers))
        call: Call[Any] = Call(
            desk=desk,
            caller=caller,
            body=_body(route, request, desk),
            query=_query(route, request),
            headers=headers,
            request_id=request_id,
            source_ip=(context.get("identity") or {}).get("sourceIp", ""),
            notes=notes,
        )
        answer = view(call, **{name: _name(value) for name, value in path_parameters.items()})
        response = _response(answer)
    except DeskError as error:
        notes["code"] = error.code
        response = problem(error, request_id)
    except Exception:
        log.exception("request_failed", extra={"operation": route.operation, "request_id": request_id})
        notes["code"] = "error"
        response = problem(DeskError("The error has been recorded under this request id."), request_id)
    response.headers["X-Request-Id"] = request_id
    log.info(
        "request",
        extra={
            "operation": route.operation,
            "method": route.method,
            "path": route.path,
            "status": response.status_code,
            "milliseconds": round((time.perf_counter() - started) * 1000, 1),
            "request_id": request_id,
            **notes,
        },
    )
    return response


def _foreign_origin(headers: Mapping[str, str]) -> str | None:
    origin, host = headers.get("origin"), headers.get("host", "")
    return None if origin and host and origin.partition("://")[2].lower() == host.lower() else origin


def _name(value: str) -> str:
    """A path parameter as it was meant. Nothing we name is empty, or longer than a key may be."""
    value = unquote(value)
    if not 1 <= len(value) <= LONGEST_NAME:
        raise NotFound("no such thing")
    return value


def _bearer(header: str | None) -> str | None:
    scheme, _, token = (header or "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" and token.strip() else None


def _body(route: Route, request: Request, desk: Desk) -> Any:
    if route.body is None:
        return None
    raw = request.raw_body or b""
    raw = raw.encode() if isinstance(raw, str) else raw
    most = route.most_bytes or desk.settings.body_limit
    if len(raw) > most:
        raise TooLarge(f"at most {most} bytes", errors=[FieldError("body", f"at most {most} bytes")])
    try:
        return msgspec.json.decode(raw or b"{}", type=route.body)
    except msgspec.ValidationError as error:
        raise _invalid(error) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadJson(str(error)) from None


def _query(route: Route, request: Request) -> Any:
    try:
        return msgspec.convert(dict(request.query_params or {}), type=route.query, strict=False)
    except msgspec.ValidationError as error:
        raise _invalid(error) from None


def _invalid(error: msgspec.ValidationError) -> Invalid:
    """msgspec's words, with the field taken out of them."""
    match = _AT.match(str(error))
    what, path = (match["what"], match["path"] or "") if match else (str(error), "")
    named = _UNKNOWN.search(what)
    name = (named["field"] or named["missing"]) if named else ""
    place = ".".join(part for part in (path.strip("."), name) if part) or "body"
    return Invalid(f"{place}: {what}", errors=[FieldError(place, what)])


def _response(answer: Answer) -> Response:
    headers: Headers = {"Cache-Control": "no-store", **answer.headers}
    if answer.body is None:
        return Response(body="", status_code=answer.status, headers=headers)
    headers["Content-Type"] = "application/json"
    body = msgspec.json.encode(answer.body).decode()
    return Response(body=body, status_code=answer.status, headers=headers)


def problem(error: DeskError, request_id: str) -> Response:
    """RFC 9457, with our stable ``code``, the field errors and the request id."""
    body: dict[str, object] = {
        "type": f"urn:deskbell:problem:{error.code}",
        "title": error.title,
        "status": error.status,
        "code": error.code,
        "request_id": request_id,
    }
    if error.detail:
        body["detail"] = error.detail
    if error.errors:
        body["errors"] = [{"field": each.field, "message": each.message} for each in error.errors]
    body.update(error.extra)
    headers: Headers = {"Content-Type": PROBLEM, "Cache-Control": "no-store"}
    if error.retry_after is not None:
        headers["Retry-After"] = str(error.retry_after)
    return Response(body=msgspec.json.encode(body).decode(), status_code=error.status, headers=headers)


class MethodNotAllowed(DeskError):
    """The path exists, the method does not."""

    status = 405
    code = "method_not_allowed"
    title = "This path does not take that method"


class UnsupportedMediaType(DeskError):
    """The body is of a kind no route reads."""

    status = 415
    code = "unsupported_media_type"
    title = "The body must be JSON"


_REFUSALS: dict[int, type[DeskError]] = {405: MethodNotAllowed, 415: UnsupportedMediaType}


def as_problem(event: Any, get_response: Callable[[Any], Response]) -> Response:
    """Middleware: what Chalice refuses by itself, in the form of every other error."""
    response = get_response(event)
    refusal = _REFUSALS.get(response.status_code)
    if refusal is None or PROBLEM in str(response.headers.get("Content-Type", "")):
        return response
    ours = problem(refusal(), ulid("req"))
    return Response(ours.body, {**response.headers, **ours.headers}, response.status_code)
