"""Another route's answer, asked for inside a request: as its own caller would get it, with their rights and reach.

Which route an operation is says the directory, which stands above all rooms: ``find_by`` is given it at the start.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from chalicelib.core import decoding
from chalicelib.core.callers import Choosy, is_one
from chalicelib.core.desk import ulid
from chalicelib.core.errors import NotFound
from chalicelib.core.http import Call, Route, View, bearer

Named = Callable[[str], tuple[Route, View] | None]
OF_STAFF = ("/v1/desk/", "/v1/admin/")

_named: Named | None = None


def find_by(named: Named) -> None:
    """How the route of an operation is found."""
    global _named  # noqa: PLW0603
    _named = named


def what_is_shown(call: Call[Any], operation: str, names: Mapping[str, str], query: Mapping[str, str]) -> Any:
    """The body that this route of the desk shows whoever calls, with nothing hidden in it; ``names``: of its path.

    Asks what the route asks, also of rights and reach, and raises what it raises; ``NotFound`` for what is no such
    route, and for one that hides nothing.
    """
    found = _named(operation) if _named is not None else None
    if found is None or found[0].method != "GET" or not found[0].path.startswith(OF_STAFF) or found[0].of_desk:
        raise NotFound("no such operation")
    route, view = found
    if {f"{{{each}}}" for each in names} != {part for part in route.path.split("/") if part.startswith("{")}:
        raise NotFound("no such thing")
    token = call.headers.get("authorization")
    caller: Any = route.caller(call.desk, bearer(token)) if route.caller else None
    if is_one(caller.__class__, Choosy):
        caller.refuse_route(route)
    asked: Call[Any] = Call(
        desk=call.desk,
        caller=caller,
        body=None,
        query=decoding.query(query, route.query),
        headers={},
        request_id=call.request_id or ulid("req"),
        source_ip=call.source_ip,
        target="#".join([route.operation, *names.values()]),
    )
    return view(asked, **names).body
