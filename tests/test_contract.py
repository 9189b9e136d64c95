"""The contract is a valid document, says everything of every route, and holds whatever is answered."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis

import app
from chalicelib.contract import contract
from chalicelib.everything import ROUTES
from infra.local.gateway import Gateway
from tests.contract import Undeclared, check, compiled

ROOT = Path(__file__).resolve().parent.parent
DECLARED = [route for room in ROUTES for route in room.declared]
PROBLEM = {"content-type": "application/problem+json"}
JSON = {"content-type": "application/json"}
COLLEAGUES = "/v1/desk/colleagues"


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every operation with its method and path."""
    for path, declared in contract()["paths"].items():
        for method, operation in declared.items():
            yield method.upper(), path, operation


def contents() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every body that is asked for or served, and what it belongs to."""
    for name, response in contract()["components"]["responses"].items():
        yield from ((name, content) for content in response["content"].values())
    for _, _, operation in operations():
        for body in (operation.get("requestBody", {}), *operation["responses"].values()):
            yield from ((operation["operationId"], content) for content in body.get("content", {}).values())


def test_the_document_is_openapi() -> None:
    schemathesis.openapi.from_dict(contract()).validate()


def test_every_declared_route_is_one_operation_and_every_operation_one_route() -> None:
    shown = [(method, path, operation["operationId"]) for method, path, operation in operations()]

    assert sorted(shown) == sorted((route.method, route.path, route.operation) for route in DECLARED)
    assert len({operation_id for _, _, operation_id in shown}) == len(shown) > 90


def test_every_path_that_the_app_answers_below_v1_is_in_the_document() -> None:
    answered = {path for path in app.app.routes if path.startswith("/v1/")}

    assert answered == set(contract()["paths"])


def test_what_varies_in_a_path_has_one_name_at_one_place() -> None:
    names: dict[tuple[str, ...], set[str]] = {}
    for path in app.app.routes:
        parts = path.strip("/").split("/")
        for place, part in enumerate(parts):
            if part.startswith("{"):
                names.setdefault(tuple(parts[:place]), set()).add(part)

    # the gateway takes one variable for the children of a resource, and no second one by another name
    assert {place: each for place, each in names.items() if len(each) > 1} == {}


def test_every_operation_says_what_it_is_for_and_what_it_answers() -> None:
    for _, _, operation in operations():
        name, answers = operation["operationId"], operation["responses"]

        assert 5 < len(operation["summary"]) < 120, name
        assert operation["tags"], name
        assert "security" in operation, name
        for status in answers.keys() - {"204", "304"}:
            assert "content" in answers[status] or "$ref" in answers[status], (name, status)
        assert not any(status.startswith("5") for status in answers.keys() - {"503"}), name


def test_every_list_is_items_and_next() -> None:
    schemas = contract()["components"]["schemas"]
    lists = {name for name, schema in schemas.items() if "items" in schema.get("properties", {})}

    for name in lists - {"InboxView"}:  # what changed is no list
        assert {"items", "next"} <= set(schemas[name]["properties"]), name
    assert len(lists) > 15


def test_every_example_is_what_its_schema_allows() -> None:
    for name, content in contents():
        validator = compiled(content["schema"])

        assert validator.is_valid(content["example"]), (name, next(validator.iter_errors(content["example"])).message)


def test_the_document_is_served_once_and_then_known_by_its_tag() -> None:
    gateway = Gateway(app.app)

    whole = gateway.ask("GET", "/openapi.json", {})
    known = gateway.ask("GET", "/openapi.json", {"If-None-Match": str(whole.headers["ETag"])})

    assert json.loads(whole.body) == contract()
    assert (known.status, known.body) == (304, b"")


def test_nothing_of_the_document_is_loaded_before_it_is_asked_for() -> None:
    code = "import app, sys; print([name for name in sys.modules if 'openapi' in name or 'examples' in name])"

    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)

    assert said.stdout == "[]\n"


# --- the check of every answer can fail -----------------------------------------------------------------------------


def colleague(**more: Any) -> dict[str, Any]:
    """A page with one of them."""
    shown = {"agent_id": "a", "name": "n", "number": "1", "status": "online", "serving": 0, "capacity": 5}
    shown |= {"away_since": None, "away_too_long": False, "picture": None}
    return {"items": [{**shown, **more}], "next": None}


def problem(status: int, code: str, **more: Any) -> dict[str, Any]:
    return {
        "type": f"urn:deskbell:problem:{code}",
        "title": "t",
        "status": status,
        "code": code,
        "request_id": "r",
        **more,
    }


def test_what_is_declared_may_be_answered() -> None:
    check("GET", COLLEAGUES, 200, JSON, colleague())
    check("GET", COLLEAGUES, 401, PROBLEM, problem(401, "session_ended"))
    check("GET", COLLEAGUES, 403, PROBLEM, problem(403, "forbidden", permission="people.see"))
    check("PATCH", COLLEAGUES, 405, PROBLEM, problem(405, "method_not_allowed"))
    check("GET", "/v1/no/such/path", 404, PROBLEM, problem(404, "not_found"))


MISSING = {"items": [{"agent_id": "a"}], "next": None}
UNDECLARED = {
    "a status": (201, JSON, colleague()),
    "an error": (500, PROBLEM, problem(500, "error")),
    "a code": (401, PROBLEM, problem(401, "wrong_credentials")),
    "a field too few": (200, JSON, MISSING),
    "a field too many": (200, JSON, colleague(email="a@example.com")),
    "a list without next": (200, JSON, {"items": []}),
    "a field of another type": (200, JSON, colleague(serving="none")),
    "a member of a problem": (401, PROBLEM, problem(401, "unauthorized", reason="x")),
    "a media type": (200, {"content-type": "text/html"}, colleague()),
}


@pytest.mark.parametrize("answer", UNDECLARED.values(), ids=UNDECLARED)
def test_what_is_not_declared_is_found(answer: tuple[int, dict[str, str], Any]) -> None:
    with pytest.raises(Undeclared):
        check("GET", COLLEAGUES, *answer)
