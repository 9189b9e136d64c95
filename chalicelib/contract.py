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
        "description": (
            "The token of somebody who works here, from `sign_in`; or, where an operation names a permission, the API "
            "key of a server (`dbk_…`), which does not do what is for people."
        ),
    },
}
HEADERS_SENT = {
    "webhook-id": "The id of the event, the same at each try.",
    "webhook-timestamp": "Seconds since 1970 of this try; what is older than five minutes is refused.",
    "webhook-signature": (
        "Signatures with a space between them, one for each secret that is valid: `v1,` and the base64 of the "
        "HMAC-SHA256 of `webhook-id.webhook-timestamp.body`, keyed with what follows `whsec_`, decoded (Standard "
        "Webhooks)."
    ),
}


def _planes() -> tuple[Plane, ...]:
    from chalicelib.core.openapi import Plane
    from chalicelib.core.tokens import TokenExpired
    from chalicelib.people.model.keys import NotForServers
    from chalicelib.people.model.sessions import SessionEnded

    refused = (Unauthorized, TokenExpired)
    agents = (*refused, SessionEnded, NotForServers)
    return (
        Plane("/v1/widget/", "visitor", (*refused, OriginNotAllowed)),
        Plane("/v1/desk/", "agent", agents),
        Plane("/v1/admin/", "agent", agents),
        Plane("/v1/channels/", None, ()),
    )


@cache
def contract() -> dict[str, Any]:
    """The document."""
    from chalicelib.core.openapi import Hook, document
    from chalicelib.everything import ROUTES
    from chalicelib.visitors.service import perhaps
    from chalicelib.webhooks.model.catalogue import CATALOGUE

    declared = [route for room in ROUTES for route in room.declared]
    sent = [
        Hook(each.name, each.about, each.version, each.data, each.personal, HEADERS_SENT, "webhooks")
        for each in CATALOGUE.values()
    ]
    return document(INFO, _planes(), declared, SCHEMES, optional=(perhaps,), hooks=sent)


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
