"""The straight way from a request to the route that answers it.

Between a middleware and a view Chalice looks up the route, compares the types of both bodies with lists and works out
the headers for other origins, each time anew: a quarter of the handler's work for a poll. What a declared route takes
and answers is known beforehand, so it is asked here. Whatever is not as it should be (another method, a type that no
route reads) goes on to Chalice, which refuses it, and so do pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from chalice.app import Request, Response

from chalicelib.core.http import BODIES, CORS, READ, Route, Routes, View, serve

GetResponse = Callable[[Request], Response]


def way_to(rooms: Iterable[Routes]) -> Callable[[Request, GetResponse], Response]:
    """A middleware, the last one, that answers what these rooms have declared."""
    declared: dict[tuple[str, str], tuple[Route, View]] = {}
    for route in (route for routes in rooms for route in routes.declared):
        for method in READ if route.method == "GET" else [route.method]:
            if route.view is not None:
                declared[route.path, method] = route, route.view
    shared = CORS.get_access_control_headers()

    def straight(request: Request, get_response: GetResponse) -> Response:
        known = declared.get((request.path, request.method))
        if known is None or not _is_read(request.headers.get("content-type")):
            return get_response(request)
        response = serve(*known, request, request.uri_params or {})
        response.headers = {**shared, **response.headers}
        return response

    return straight


def _is_read(content_type: str | None) -> bool:
    """Whether routes surely read bodies of this type; one without a type counts as JSON."""
    return content_type is None or content_type.partition(";")[0].strip().lower() in BODIES
