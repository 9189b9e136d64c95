"""The contract as a document: OpenAPI 3.1, made from the declared routes and their types.

Nothing is written down twice: an operation's id is its view's name, its words the view's docstring, its parameters,
bodies and answers are the types that decode and encode them, its refusals the errors it declares and those that every
route of its plane may give.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any, get_args, get_type_hints

import msgspec

from chalicelib.core.errors import (
    BadJson,
    DeskError,
    FieldError,
    Invalid,
    MethodNotAllowed,
    NotFound,
    TooLarge,
    TooManyRequests,
    Unavailable,
    UnsupportedMediaType,
)
from chalicelib.core.examples import example
from chalicelib.core.failing import StoreSilent
from chalicelib.core.http import PROBLEM, Route
from chalicelib.core.once import KeyReused
from chalicelib.core.schemas import REFERENCE, Schema, Schemas, words_of
from chalicelib.core.text import LONGEST_NAME

VERSION = "3.1.0"
JSON = "application/json"
BODILESS = (204, 304)
OUTSIDE: tuple[type[DeskError], ...] = (MethodNotAllowed, NotFound)  # of what is no operation at all
EVERYWHERE: tuple[type[DeskError], ...] = (Invalid, UnsupportedMediaType, Unavailable, StoreSilent)
WITH_BODY: tuple[type[DeskError], ...] = (BadJson, TooLarge)
KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": "The request's own name: sent again within a day, it is answered as the first time.",
    "schema": {"type": "string", "maxLength": 200},
    "example": "b7e0c5f2-4d0a-4a53-9d5c-1f6a0a9c1d11",
}
HEADERS: dict[str, Any] = {
    "X-Request-Id": {"description": "What the desk's log knows this request by.", "schema": {"type": "string"}},
    "Retry-After": {"description": "Seconds to wait before the next try.", "schema": {"type": "integer"}},
}


class Plane(msgspec.Struct, frozen=True):
    """The routes below one prefix: the name of their callers' security scheme (None: anybody), and what each of those
    with a caller may refuse."""

    prefix: str
    scheme: str | None
    raises: tuple[type[DeskError], ...]


class Hook(msgspec.Struct, frozen=True):
    """A request that the desk sends to other programs: an event by its name, in a sentence, in this version, with what
    it says and what comes with it where that is asked for; with these headers (name → what it is)."""

    name: str
    about: str
    version: int
    data: type
    personal: type | None
    headers: Mapping[str, str]
    tag: str


def document(
    info: Mapping[str, Any],
    planes: Iterable[Plane],
    routes: Iterable[Route],
    schemes: Mapping[str, Any],
    optional: Iterable[Any] = (),
    hooks: Iterable[Hook] = (),
) -> dict[str, Any]:
    """The whole document. ``schemes`` are OpenAPI's security schemes; ``optional``: callers that may bring no token;
    ``hooks``: what the desk sends.

    Raises ``TypeError`` for a route whose view does not say what it answers.
    """
    return _Document(tuple(planes), frozenset(optional)).of(info, tuple(routes), schemes, tuple(hooks))


def raised_by(route: Route, plane: Plane) -> frozenset[type[DeskError]]:
    """Every error that this route may answer with."""
    errors = {*EVERYWHERE, *route.raises}
    errors.update(WITH_BODY if route.body is not None else ())
    errors.update(plane.raises if route.caller is not None else ())
    errors.update(getattr(route.caller, "raises", ()))
    errors.update((NotFound,) if "{" in route.path else ())
    errors.update((KeyReused,) if route.keyed else ())
    return frozenset(errors)


def room_of(route: Route) -> str:
    """Whose the route is."""
    return str(getattr(route.view, "__module__", "")).split(".")[1]


class _Document:
    def __init__(self, planes: tuple[Plane, ...], optional: frozenset[Any]) -> None:
        self._planes = planes
        self._optional = optional
        self._schemas = Schemas()
        self._responses: dict[str, Any] = {}
        self._of_code: dict[str, set[type[DeskError]]] = {}

    def of(
        self, info: Mapping[str, Any], routes: tuple[Route, ...], schemes: Mapping[str, Any], hooks: tuple[Hook, ...]
    ) -> dict[str, Any]:
        raised = [raised_by(route, self._plane(route)) for route in routes]
        for error in {*OUTSIDE, *(error for errors in raised for error in errors)}:
            self._of_code.setdefault(error.code, set()).add(error)
        for route in routes:  # what is asked for first: it gets the plain names
            if route.body is not None:
                self._schemas.of(route.body, served=False)
        for error in OUTSIDE:
            self._problem(error.code, error.status)
        paths: dict[str, dict[str, Any]] = {}
        for route in routes:
            paths.setdefault(route.path, {})[route.method.lower()] = self._operation(route)
        sent = {each.name: {"post": self._sent(each)} for each in hooks}
        made = {
            "openapi": VERSION,
            "info": dict(info),
            "servers": [{"url": "."}],
            "tags": [{"name": name} for name in dict.fromkeys(map(room_of, routes))],
            "paths": paths,
            "webhooks": sent,
            "components": {
                "schemas": self._schemas.components,
                "responses": self._responses,
                "headers": HEADERS,
                "securitySchemes": dict(schemes),
            },
        }
        _add_examples(made)
        return made

    def _sent(self, hook: Hook) -> dict[str, Any]:
        """A request that the desk sends: its schema has the version in its name, and stays as it is."""
        parts = "".join(each.capitalize() for part in hook.name.split(".") for each in part.split("_"))
        name = f"Event{parts}V{hook.version}"
        properties: dict[str, Schema] = {
            "id": {"type": "string", "description": "The same at each try: what was received before is known by it."},
            "type": {"type": "string", "const": hook.name},
            "version": {"type": "integer", "const": hook.version},
            "timestamp": {"type": "string", "format": "date-time", "description": "When it happened."},
            "subject": {"type": "string", "description": "The id of what it happened to."},
            "number": {"type": "integer", "description": "Of what happens to one subject, later is higher."},
            "data": self._schemas.of(hook.data, served=True),
        }
        required = list(properties)
        if hook.personal is not None:
            properties["personal"] = self._schemas.of(hook.personal, served=True)
        self._schemas.components[name] = {
            "type": "object",
            "properties": properties,
            "required": required,
        }
        return {
            "summary": hook.about.removesuffix("."),
            "tags": [hook.tag],
            "security": [],
            "parameters": [
                {"name": each, "in": "header", "required": True, "description": words, "schema": {"type": "string"}}
                for each, words in hook.headers.items()
            ],
            "requestBody": {"required": True, "content": {JSON: {"schema": {"$ref": REFERENCE + name}}}},
            "responses": {
                "2XX": {"description": "It arrived. Any other status is tried again; 410 disables the endpoint."}
            },
        }

    def _plane(self, route: Route) -> Plane:
        return next(plane for plane in self._planes if route.path.startswith(plane.prefix))

    def _operation(self, route: Route) -> dict[str, Any]:
        plane = self._plane(route)
        summary, _, more = words_of(route.view).partition("\n\n")
        made: dict[str, Any] = {"operationId": route.operation, "summary": summary.removesuffix(".")}
        made["tags"] = [room_of(route)]
        if more:
            made["description"] = more
        made["security"] = self._security(route, plane)
        permission = getattr(route.caller, "permission", None)
        if permission is not None:
            made["x-permissions"] = [permission, *getattr(route.caller, "instead", ())]
        if parameters := self._parameters(route):
            made["parameters"] = parameters
        if route.body is not None:
            schema = self._schemas.of(route.body, served=False)
            needed = "required" in self._schemas.components[schema["$ref"].removeprefix(REFERENCE)]
            made["requestBody"] = {"required": needed, "content": {JSON: {"schema": schema}}}
        made["responses"] = {**self._answers(route), **self._refusals(route, plane)}
        return made

    def _security(self, route: Route, plane: Plane) -> list[dict[str, list[str]]]:
        if route.caller is None or plane.scheme is None:
            return []
        needed: list[dict[str, list[str]]] = [{plane.scheme: []}]
        return [{}, *needed] if route.caller in self._optional else needed

    def _parameters(self, route: Route) -> list[dict[str, Any]]:
        named = [part[1:-1] for part in route.path.split("/") if part.startswith("{")]
        text = {"type": "string", "minLength": 1, "maxLength": LONGEST_NAME}
        made: list[dict[str, Any]] = [{"name": name, "in": "path", "required": True, "schema": text} for name in named]
        for name, schema in self._schemas.of_fields(route.query).items():
            made.append({"name": name, "in": "query", "required": False, "schema": schema})
        return [*made, KEY] if route.keyed else made

    def _answers(self, route: Route) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for status in route.statuses:
            made[str(status)] = {"description": HTTPStatus(status).phrase, "headers": _headers("X-Request-Id")}
            if status not in BODILESS:
                made[str(status)]["content"] = {JSON: {"schema": self._schemas.of(answered(route), served=True)}}
        return made

    def _refusals(self, route: Route, plane: Plane) -> dict[str, Any]:
        by_status: dict[int, dict[str, type[DeskError]]] = {}
        for error in sorted(raised_by(route, plane), key=lambda error: (error.code, error.__name__)):
            by_status.setdefault(error.status, {})[error.code] = error
        return {str(status): self._refusal(status, errors) for status, errors in sorted(by_status.items())}

    def _refusal(self, status: int, errors: dict[str, type[DeskError]]) -> Schema:
        name = f"{status}.{'.'.join(errors)}"
        if name not in self._responses:
            shapes = [self._problem(code, status) for code in errors]
            waits = any(issubclass(error, TooManyRequests | Unavailable) for error in errors.values())
            self._responses[name] = {
                "description": "; ".join(error.title for error in errors.values()),
                "headers": _headers("X-Request-Id", *["Retry-After"] * waits),
                "content": {PROBLEM: {"schema": shapes[0] if len(shapes) == 1 else {"oneOf": shapes}}},
            }
        return {"$ref": f"#/components/responses/{name}"}

    def _problem(self, code: str, status: int) -> Schema:
        """The problem of this code; what only some of its errors show beside it may be left out."""
        name = f"Problem.{code}"
        if name not in self._schemas.components:
            errors = sorted(self._of_code[code], key=lambda error: error.__name__)
            general: Any = next(each for each in errors[0].__mro__ if "code" in each.__dict__)
            beside: dict[str, Schema] = {}
            for error in errors:
                beside.update({each: self._schemas.of(kind, served=True) for each, kind in error.beside.items()})
            self._schemas.components[name] = {
                "type": "object",
                "description": general.title,
                "properties": {
                    "type": {"type": "string", "const": f"urn:deskbell:problem:{code}"},
                    "title": {"type": "string"},
                    "status": {"type": "integer", "const": status},
                    "code": {"type": "string", "const": code},
                    "request_id": {"type": "string"},
                    "detail": {"type": "string"},
                    "errors": {"type": "array", "items": self._schemas.of(FieldError, served=True)},
                    **beside,
                },
                "required": ["type", "title", "status", "code", "request_id"],
            }
        return {"$ref": f"{REFERENCE}{name}"}


def answered(route: Route) -> Any:
    """The type of what this route answers, as its view is annotated. Raises ``TypeError`` where it is not."""
    arguments = get_args(get_type_hints(route.view)["return"])
    if not arguments:
        raise TypeError(f"{route.operation} does not say what it answers")
    return arguments[0]


def _headers(*names: str) -> dict[str, Any]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def _add_examples(made: dict[str, Any]) -> None:
    schemas = made["components"]["schemas"]
    for operations in (*made["paths"].values(), *made["webhooks"].values()):
        for operation in operations.values():
            for parameter in operation.get("parameters", ()):
                parameter.setdefault("example", example(parameter["schema"], schemas, parameter["name"]))
            bodies = [operation.get("requestBody", {}), *operation["responses"].values()]
            for content in (kind for body in bodies for kind in body.get("content", {}).values()):
                content["example"] = example(content["schema"], schemas)
    for response in made["components"]["responses"].values():
        for content in response["content"].values():
            content["example"] = example(content["schema"], schemas)
