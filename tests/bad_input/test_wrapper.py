"""One function stands before every route: what it refuses, it refuses everywhere alike."""

from __future__ import annotations

import app
from chalicelib import directory
from tests.bad_input.shop import EVERY_ROUTE, KINDS, KINDS_WITH_BODY, KINDS_WITH_CALLER


def test_every_declared_route_is_served_by_one_and_the_same_wrapper() -> None:
    views = [app.app.routes[route.path][route.method].view_function for route in EVERY_ROUTE]
    serving = [app.routes.declared(route.path, route.method) for route in EVERY_ROUTE]

    (wrapper,) = {view.__code__ for view in views}
    assert wrapper.co_filename == directory.__file__
    assert "serve" in wrapper.co_names
    assert all(served == (route, route.view) for served, route in zip(serving, EVERY_ROUTE, strict=True))


def test_every_way_to_ask_is_among_the_kinds_of_routes() -> None:
    assert {route.query for route in KINDS} == {route.query for route in EVERY_ROUTE}
    assert {route.method for route in KINDS} == {route.method for route in EVERY_ROUTE}
    assert len(KINDS_WITH_BODY) >= 5
    assert len(KINDS_WITH_CALLER) >= 10
