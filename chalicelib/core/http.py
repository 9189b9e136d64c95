"""The one wrapper around every route.

It decodes path parameters, query strings and bodies (msgspec), finds out who calls, gives the request an id, maps
errors to problem+json, and writes one log line: operation, status, time, never what was said.

    routes = Routes(__name__)

    @routes.post("/v1/widget/{plan_key}/conversations", caller=visitor, body=StartConversation, statuses=(200, 201))
    def start_conversation(call: Call[Visitor], plan_key: str) -> Answer[BegunView]: ...

``openapi`` makes the contract of that: of the docstring, the types of body, query and answer, statuses and errors.

Chalice never sees an exception: a view's exception would reach no middleware. ``each_request`` is a middleware of the
whole app, pages included. It puts what Chalice refuses by itself (method, content type) into the same form, adds the
headers that every answer has, answers ``HEAD`` like ``GET`` without the body, and leads an address with a slash at its
end to the one without. It also keeps the request for the view: Chalice's own ``current_request`` is one attribute of
the app, which in a server with threads is whichever request came last, from anybody.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from typing import Any, Generic, TypeVar
from urllib.parse import quote, unquote, urlencode

import msgspec
from chalice.app import CORSConfig, Request, Response

from chalicelib.core import deadlines, decoding, metering
from chalicelib.core.callers import Choosy, OfWebsite, is_one, reads_all
from chalicelib.core.desk import Desk, built, current, ulid
from chalicelib.core.errors import (
    DeskError,
    Invalid,
    MethodNotAllowed,
    NotFound,
    TooLarge,
    UnsupportedMediaType,
)
from chalicelib.core.failing import refusal_of
from chalicelib.core.log import tell
from chalicelib.core.once import Once
from chalicelib.core.text import LONGEST_NAME
from chalicelib.core.text import Id as Id
from chalicelib.core.veil import refuse_masks, veiled

log = logging.getLogger("deskbell")

C = TypeVar("C")
T = TypeVar("T")
Headers = dict[str, str | list[str]]

PROBLEM = "application/problem+json"
CORS = CORSConfig(
    allow_origin="*",  # callers bring bearer tokens, never cookies; a plan's own origins bind its visitors' tokens
    allow_headers=["Authorization", "Content-Type", "Idempotency-Key", "If-None-Match"],
    expose_headers=["ETag", "Retry-After", "X-Request-Id"],
    max_age=86400,
)
READ = ["GET", "HEAD"]  # the methods of what is only shown
BODIES = ["application/json", "text/plain", "application/x-www-form-urlencoded"]
STRICT_TRANSPORT = "max-age=31536000"


class Empty(msgspec.Struct, forbid_unknown_fields=True):
    """A body or query in which nothing can be said."""


class Call(msgspec.Struct, Generic[C]):
    """One request, decoded: who calls, with what.

    ``foreign_origin``: the website whose page asks, or None: a page of the desk itself, or no page at all.
    """

    desk: Desk
    caller: C
    body: Any
    query: Any
    headers: Mapping[str, str]
    request_id: str
    source_ip: str
    target: str = ""  # what was asked for, without its query: the name of a list
    foreign_origin: str | None = None
    notes: dict[str, object] = msgspec.field(default_factory=dict)

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


class Answer(msgspec.Struct, Generic[T], frozen=True):
    """What a route gives back: a body of the type its view is annotated with, and one of the statuses it declares."""

    body: T | None = None
    status: int = 200
    headers: Mapping[str, str] = msgspec.field(default_factory=dict)


class Ready(Response):
    """An answer in text, with one value for each header: Chalice need not look for bytes and lists in it."""

    def to_dict(self, binary_types: list[str] | None = None) -> dict[str, Any]:
        """What the function gives back to the gateway."""
        return {
            "headers": self.headers,
            "multiValueHeaders": {},
            "statusCode": self.status_code,
            "body": self.body,
        }


Authenticate = Callable[[Desk, str | None], C]
View = Callable[..., Answer[Any]]


class Route(msgspec.Struct, frozen=True):
    """A declared route, as documentation and tests want to read it. ``statuses``: of what it does; ``raises``: what it
    may refuse besides what every route of its plane may; ``keyed``: it takes an ``Idempotency-Key``. ``of_desk``: it
    shows the desk's own words and settings, nothing of its customers: no number in it is hidden from anybody (F8).
    ``restores``: what it changes was shown in part to who may read no numbers, and it puts back what they left so."""

    method: str
    path: str
    operation: str
    caller: Authenticate[Any] | None
    body: type | None
    query: type
    most_bytes: int | None = None  # of the body; None: as everywhere
    statuses: tuple[int, ...] = (200,)
    raises: tuple[type[DeskError], ...] = ()
    keyed: bool = False
    of_desk: bool = False
    restores: bool = False
    view: View | None = None


class Routes:
    """The routes that a ``module`` declares: it has them as ``routes``, where the directory finds them. ``of_desk``:
    of each that does not say otherwise."""

    def __init__(self, name: str, *, of_desk: bool = False) -> None:
        self.module = name
        self._usual = {"of_desk": of_desk}
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
        **declared: Any,
    ) -> Callable[[View], View]:
        def declare(view: View) -> View:
            self.declared.append(
                Route(method, path, view.__name__, caller, body, query, view=view, **self._usual | declared)
            )
            return view

        return declare


def serve(route: Route, view: View, request: Request, path_parameters: Mapping[str, str]) -> Response:
    """The view's answer, or the problem that was met."""
    started = time.perf_counter()
    context = request.context or {}
    request_id = context.get("requestId") or ulid("req")
    notes: dict[str, object] = {}
    about, counts = {"operation": route.operation, "request_id": request_id}, None
    caller: Any = None
    try:
        desk = current().on_behalf_of(request_id)
        counts = metering.asked(desk, route.path, route.operation, path_parameters)
        headers, origin = request.headers, _foreign_origin(request.headers)
        caller = route.caller(desk, bearer(headers.get("authorization"))) if route.caller else None
        if is_one(caller.__class__, OfWebsite):
            caller.refuse_elsewhere(origin)
        if is_one(caller.__class__, Choosy):
            caller.refuse_route(route)
        names = {name: _name(value) for name, value in path_parameters.items()}
        notes.update({name: value for name, value in names.items() if name.endswith("_id")})
        call: Call[Any] = Call(
            desk=desk,
            caller=caller,
            body=_body(route, request, desk),
            query=decoding.query(request.query_params or {}, route.query),
            headers=headers,
            request_id=request_id,
            source_ip=(context.get("identity") or {}).get("sourceIp", ""),
            target="#".join([route.operation, *names.values()]),
            foreign_origin=origin,
            notes=notes,
        )
        veils = not (route.of_desk or reads_all(caller))
        if route.method == "PUT" and veils and not route.restores:
            refuse_masks(call.body)
        response = _response(view(call, **names), veils=veils)
    except DeskError as error:
        notes["code"] = error.code
        response = problem(error, request_id, veils=not reads_all(caller))
    except Exception as error:
        refusal = refusal_of(error, about)
        notes["code"] = refusal.code
        response = problem(refusal, request_id)
    response.headers["X-Request-Id"] = request_id
    metering.answered(counts, response.status_code, notes.get("conversation_id"))
    tell(
        "request",
        {
            **about,
            "method": request.method,
            "path": route.path,
            "status": response.status_code,
            "milliseconds": round((time.perf_counter() - started) * 1000, 1),
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


def bearer(header: str | None) -> str | None:
    """The token of an ``Authorization`` header."""
    scheme, _, token = (header or "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" and token.strip() else None


def _body(route: Route, request: Request, desk: Desk) -> Any:
    if route.body is None:
        return None
    raw = request.raw_body or b""
    raw = raw.encode() if isinstance(raw, str) else raw
    most = route.most_bytes or desk.settings.body_limit
    if len(raw) > most:
        raise TooLarge.beyond(most)
    return decoding.body(raw, route.body)


def _response(answer: Answer[Any], *, veils: bool) -> Response:
    if any("\n" in value for value in answer.headers.values()):
        raise ValueError("a header of two lines")
    headers: Headers = {"Cache-Control": "no-store", **answer.headers}
    if answer.body is None:
        return Ready(body="", status_code=answer.status, headers=headers)
    headers["Content-Type"] = "application/json"
    body = veiled(answer.body) if veils else answer.body
    return Ready(msgspec.json.encode(body).decode(), headers, answer.status)


def problem(error: DeskError, request_id: str, *, veils: bool = False) -> Response:
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
    shown = msgspec.json.encode(veiled(body) if veils else body).decode()
    return Response(body=shown, status_code=error.status, headers=headers)


_request: ContextVar[Request] = ContextVar("request")
_REFUSALS: dict[int, type[DeskError]] = {405: MethodNotAllowed, 415: UnsupportedMediaType, 500: DeskError}


def current_request() -> Request:
    """The request that is being answered here, in this thread."""
    return _request.get()


def each_request(request: Request, get_response: Callable[[Request], Response]) -> Response:
    """Middleware of every route and page."""
    kept = _request.set(request)
    try:
        with deadlines.within(deadlines.REQUEST):
            response = _without_slash(request) or get_response(request)
    finally:
        _request.reset(kept)
    if response.status_code in _REFUSALS and isinstance(response.body, Mapping):
        response = _in_our_form(response, request.method)
    protect(response, secure=_is_secure(request))
    return _without_body(response) if request.method == "HEAD" else response


def protect(response: Response, *, secure: bool) -> None:
    """Add what every answer says to browsers; a refusal may be read by every page, whatever was refused."""
    headers = response.headers
    headers["X-Content-Type-Options"] = "nosniff"
    if secure:
        headers["Strict-Transport-Security"] = STRICT_TRANSPORT
    if response.status_code >= 300 and "Content-Security-Policy" not in headers:
        for name, value in CORS.get_access_control_headers().items():
            headers.setdefault(name, value)


def _is_secure(request: Request) -> bool:
    """Whether the desk is reached by https; a page that came before anything needed the desk is asked itself."""
    desk = built()
    if desk is None:
        return str(request.headers.get("x-forwarded-proto", "")) == "https"
    return desk.settings.public_url.startswith("https://")


def _without_slash(request: Request) -> Response | None:
    """An address with a slash at its end leads to the one without, its query kept; None for any other.

    API Gateway takes both for the same route, but what a page names beside itself would be elsewhere. The address is
    relative, whatever stage path stands before it.
    """
    path = str(request.context.get("path", ""))
    if not path.endswith("/") or request.path == "/":
        return None
    name = quote(unquote(path[:-1].rpartition("/")[2]), safe="")
    if not name:
        return problem(NotFound("There is no such path."), ulid("req"))
    asked = request.query_params
    pairs = [(each, value) for each in asked for value in asked.getlist(each)] if asked else []
    location = f"../{name}?{urlencode(pairs)}" if pairs else f"../{name}"
    return Response("", {"Location": location, "Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}, 308)


def _in_our_form(response: Response, method: str) -> Response:
    """What Chalice refuses by itself, as problem+json."""
    headers = dict(response.headers)
    if "Allow" in headers:
        headers["Allow"] = f"{headers['Allow']}, OPTIONS"
    if method == "OPTIONS" and response.status_code == 405:  # of a page; of all others the gateway answers it
        return Response("", {"Allow": headers["Allow"], "Cache-Control": "no-store"}, 204)
    ours = problem(_REFUSALS[response.status_code](), ulid("req"))
    headers |= ours.headers
    return Response(ours.body, headers, response.status_code)


def _without_body(response: Response) -> Response:
    """The answer to HEAD: as long as it would be, and nothing after the headers."""
    if response.body:
        body = response.body
        response.headers["Content-Length"] = str(len(body if isinstance(body, bytes) else body.encode()))
        response.body = ""
    return response
