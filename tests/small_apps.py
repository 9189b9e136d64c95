"""Apps of a test's own."""

from __future__ import annotations

from typing import Any

from chalice.app import Chalice, Response

from chalicelib.core.http import BODIES, CORS, READ, Route, Routes, current_request, serve


def register(made: Chalice, routes: Routes) -> None:
    """The app answers these routes, as Chalice calls views."""
    for route in routes.declared:
        methods = READ if route.method == "GET" else [route.method]
        made.route(route.path, name=route.operation, methods=methods, cors=CORS, content_types=BODIES)(_view(route))


def _view(route: Route) -> Any:
    def asked(**names: str) -> Response:
        return serve(route, route.view, current_request(), names)

    return asked
