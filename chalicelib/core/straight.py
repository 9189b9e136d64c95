"""The straight way from a request to the route that answers it.

Between a middleware and a view Chalice looks up the route, compares the types of both bodies with lists and works out
the headers for other origins, each time anew: a quarter of the handler's work for a poll. What a declared route takes
and answers is known beforehand, so it is asked here. Whatever is not as it should be (another method, a type that no
route reads) goes on to Chalice, which refuses it, and so do pages.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from chalice.app import Request, Response

from chalicelib.core.desk import ulid
from chalicelib.core.errors import DeskError
from chalicelib.core.http import BODIES, CORS, Route, View, problem, serve

log = logging.getLogger("deskbell")

Declared = tuple[Route, View]  # a route, and who answers it
GetResponse = Callable[[Request], Response]
# the route that is declared for a path and a method; it may have to be imported
Find = Callable[[str, str], Declared | None]


def way_to(find: Find) -> Callable[[Request, GetResponse], Response]:
    """A middleware, the last one, that answers what is declared."""
    shared = CORS.get_access_control_headers()

    def straight(request: Request, get_response: GetResponse) -> Response:
        try:
            known = find(request.path, request.method)
        except Exception:
            return _failed(request)
        if known is None or not _is_read(request.headers.get("content-type")):
            return get_response(request)
        response = serve(*known, request, request.uri_params or {})
        response.headers = {**shared, **response.headers}
        return response

    return straight


def _failed(request: Request) -> Response:
    """The next request tries again."""
    request_id = (request.context or {}).get("requestId") or ulid("req")
    log.exception("route_not_imported", extra={"path": request.path, "request_id": request_id})
    response = problem(DeskError("The error has been recorded under this request id."), request_id)
    response.headers["X-Request-Id"] = request_id
    return response


def _is_read(content_type: str | None) -> bool:
    """Whether routes surely read bodies of this type; one without a type counts as JSON."""
    return content_type is None or content_type.partition(";")[0].strip().lower() in BODIES
