"""The contract: what every operation of the desk takes and gives, as ``/openapi.json``.

It stands above all rooms, like ``everything``, for it speaks of all of them. The document is made when it is first
asked for, once in a container.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from chalice.app import Blueprint, Response

from chalicelib.core.errors import OriginNotAllowed, Unauthorized
from chalicelib.core.etags import etag_of, matches
from chalicelib.core.http import CORS, READ, Headers, current_request

if TYPE_CHECKING:
    from chalicelib.core.openapi import Plane

routes = Blueprint(__name__)

INFO = {
    "title": "Deskbell",
    "version": "1",
    "description": (
        "An online customer-service desk. Bodies are JSON in snake_case, times RFC 3339 in UTC; unknown fields are "
        "refused. Every refusal is a problem (RFC 9457) with a stable `code`. `HEAD` works where `GET` does. Answers "
        "may grow fields at any time; what is here stays."
    ),
}
SCHEMES = {
    "visitor": {
        "type": "http",
        "scheme": "bearer",
        "description": "The token of a visitor, from `register_visitor`; it holds for one plan.",
    },
    "agent": {
        "type": "http",
        "scheme": "bearer",
        "description": "The token of somebody who works here, from `sign_in`.",
    },
}


def _planes() -> tuple[Plane, ...]:
    from chalicelib.core.openapi import Plane
    from chalicelib.core.tokens import TokenExpired
    from chalicelib.people.model.sessions import SessionEnded

    refused = (Unauthorized, TokenExpired)
    agents = (*refused, SessionEnded)
    return (
        Plane("/v1/widget/", "visitor", (*refused, OriginNotAllowed)),
        Plane("/v1/desk/", "agent", agents),
        Plane("/v1/admin/", "agent", agents),
        Plane("/v1/channels/", None, ()),
    )


@cache
def contract() -> dict[str, Any]:
    """The document."""
    from chalicelib.core.openapi import document
    from chalicelib.everything import ROUTES
    from chalicelib.visitors.service import perhaps

    declared = [route for room in ROUTES for route in room.declared]
    return document(INFO, _planes(), declared, SCHEMES, optional=(perhaps,))


@cache
def _served() -> tuple[str, str]:
    import msgspec

    text = msgspec.json.encode(contract())
    return text.decode(), etag_of(text)


@routes.route("/openapi.json", methods=READ, cors=CORS)
def show_contract() -> Response:
    """The document as it is; a client that has it is told so."""
    text, tag = _served()
    headers: Headers = {"Content-Type": "application/json", "ETag": tag, "Cache-Control": "public, max-age=300"}
    if matches(tag, current_request().headers.get("if-none-match")):
        return Response("", headers, 304)
    return Response(text, headers)
