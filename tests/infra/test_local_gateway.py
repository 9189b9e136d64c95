"""What the local run takes from Chalice has the shape it relies on, and its gateway answers as the cloud's does."""

from __future__ import annotations

import ast
from typing import Any

import pytest
from chalice.app import Blueprint, Chalice, Request, Response

import app
from infra.local.gateway import Gateway
from tests.in_process import ROOT
from tests.sources import nodes_of


def small_app() -> tuple[Chalice, list[Any]]:
    """An app with a place for a name, and what its middleware was given."""
    given: list[Any] = []
    routes = Blueprint(__name__)

    @routes.route("/things/{name}", methods=["GET", "POST"])
    def show(name: str) -> Response:
        return Response(body=name, headers={"X-One": "1", "X-Two": ["2", "3"]}, status_code=201)

    @routes.route("/things/all", methods=["GET"])
    def show_all() -> Response:
        return Response(body=b"all")

    def keep(event: Any, get_response: Any) -> Any:
        given.append(event)
        return get_response(event)

    made = Chalice(app_name="small")
    made.register_middleware(keep, "http")
    made.register_blueprint(routes)
    return made, given


def test_chalice_gives_its_middleware_the_request_with_all_that_our_routes_read() -> None:
    made, given = small_app()

    reply = Gateway(made).ask("POST", "/things/a%20b?x=1&x=2&y=", {"X-Name": "n"}, b"\xff{}", "10.0.0.1")

    (request,) = given
    assert isinstance(request, Request)
    assert (request.method, request.path) == ("POST", "/things/{name}")
    assert request.headers["x-name"] == request.headers["X-NAME"] == "n"
    assert request.query_params is not None
    assert (request.query_params.getlist("x"), request.query_params["y"]) == (["1", "2"], "")
    assert request.raw_body == b"\xff{}"
    assert request.context["identity"]["sourceIp"] == "10.0.0.1"
    assert request.context["path"] == "/things/a%20b"
    assert (reply.status, reply.body) == (201, b"a%20b")
    assert (reply.headers["X-One"], reply.headers["X-Two"]) == ("1", ["2", "3"])


def test_a_path_written_out_goes_before_one_with_a_place_for_a_name() -> None:
    made, _ = small_app()

    reply = Gateway(made).ask("GET", "/things/all", {})

    assert reply.body == b"all"


def test_a_path_that_begins_as_one_and_goes_on_as_another_is_the_other() -> None:
    made = Chalice(app_name="paths")
    for path in ("/{kind}", "/things/all/old", "/things/{name}/new", "/{kind}/{name}/{part}"):
        made.route(path, name=path)(lambda **names: Response(body=repr(sorted(names.items()))))
    gateway = Gateway(made)

    asked = ["/things", "/things/all/old", "/things/all/new", "/things/{}/{name}", "/things/a/old", "/a/all/old"]
    found = [gateway.ask("GET", each, {}).body.decode() for each in asked]

    assert found == [
        "[('kind', 'things')]",
        "[]",
        "[('name', 'all')]",
        "[('kind', 'things'), ('name', '{}'), ('part', '{name}')]",
        "[('kind', 'things'), ('name', 'a'), ('part', 'old')]",
        "[('kind', 'a'), ('name', 'all'), ('part', 'old')]",
    ]
    assert gateway.ask("GET", "/things/all", {}).status == 404


@pytest.mark.parametrize("target", ["/things", "/things/a/b", "/", "//", "/things/a//", "/other/a", ""])
def test_a_path_that_nobody_declared_reaches_no_route(target: str) -> None:
    made, given = small_app()

    reply = Gateway(made).ask("GET", target, {})

    assert (reply.status, given) == (404, [])
    assert reply.headers["Access-Control-Allow-Origin"] == "*"


def test_an_address_written_whole_is_read_by_its_path() -> None:
    made, _ = small_app()

    reply = Gateway(made).ask("GET", "http://desk.example/things/all?x=1", {})

    assert reply.body == b"all"


def test_chalice_knows_every_route_by_path_and_method_with_what_browsers_may_ask() -> None:
    declared = {path: list(methods) for path, methods in app.app.routes.items()}

    preflight = Gateway(app.app).ask("OPTIONS", "/v1/desk/session", {"Origin": "https://shop.example"})

    assert {"GET", "POST", "DELETE"} <= set(declared["/v1/desk/session"])
    assert preflight.status == 200
    assert {"GET", "POST", "DELETE"} <= set(str(preflight.headers["Access-Control-Allow-Methods"]).split(","))
    assert preflight.headers["Access-Control-Allow-Origin"] == "*"


def test_nothing_of_ours_uses_chalices_local_server_or_the_request_that_threads_share() -> None:
    guilty, modules, shared = [], ("chalice.local", "chalice.test"), ("current_request", "lambda_context")
    for folder in ("chalicelib", "infra", "tests"):
        for file in (ROOT / folder).rglob("*.py"):
            source = file.read_text()
            for node in nodes_of(source) if any(each in source for each in modules + shared) else ():
                names = [node.module] if isinstance(node, ast.ImportFrom) else []
                names += [each.name for each in node.names] if isinstance(node, ast.Import) else []
                guilty += [(file, name) for name in names if name in modules]
                if isinstance(node, ast.Attribute) and node.attr in shared:
                    guilty.append((file, node.attr))

    assert guilty == []
