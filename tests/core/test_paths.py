"""Many paths that come as one resource of the gateway are told apart by the app (A10)."""

from __future__ import annotations

import json
from typing import Any

import pytest
from chalice.app import Response

from chalicelib.core.paths import GREEDY, App

ADMIN = "/v1/admin/"


@pytest.fixture
def made() -> App:
    app = App(app_name="gathered")
    for path, methods in (
        ("/v1/admin/plans", ["GET"]),
        ("/v1/admin/plans/{key}", ["GET", "HEAD"]),
        ("/v1/admin/plans/{key}/hours", ["PUT"]),
        ("/v1/desk/inbox", ["GET"]),
        ("/v1/desk/quality/sheets/{sheet_id}", ["GET"]),
    ):
        app.route(path, name=path, methods=methods)(lambda path=path, **names: Response({"path": path, **names}))
    return app


def event(method: str, resource: str, names: dict[str, str] | None) -> dict[str, Any]:
    context = {"httpMethod": method, "resourcePath": resource, "path": "/api/…", "requestId": "r1"}
    asked = {"requestContext": context, "pathParameters": names, "headers": {}, "body": None}
    return {**asked, "multiValueQueryStringParameters": None, "stageVariables": None, "isBase64Encoded": False}


def gathered(made: App, method: str, proxy: str) -> tuple[int, Any]:
    answer = made(event(method, ADMIN + GREEDY, {"proxy": proxy}), None)
    return answer["statusCode"], json.loads(answer["body"])


@pytest.mark.parametrize(
    ("method", "proxy", "shown"),
    [
        ("GET", "plans", {"path": "/v1/admin/plans"}),
        ("GET", "plans/", {"path": "/v1/admin/plans"}),
        ("GET", "plans/tea%20shop", {"path": "/v1/admin/plans/{key}", "key": "tea%20shop"}),
        ("PUT", "plans/tea/hours", {"path": "/v1/admin/plans/{key}/hours", "key": "tea"}),
    ],
)
def test_what_is_gathered_is_shown_by_its_own_route(made: App, method: str, proxy: str, shown: Any) -> None:
    assert gathered(made, method, proxy) == (200, shown)


@pytest.mark.parametrize("proxy", ["", "/", "plan", "plans/a/b", "plans/a/hours/x", "../desk/inbox"])
def test_what_nobody_declared_is_refused_in_the_form_of_every_other_refusal(made: App, proxy: str) -> None:
    answer = made(event("GET", ADMIN + GREEDY, {"proxy": proxy}), None)

    problem = json.loads(answer["body"])
    assert (answer["statusCode"], problem["code"], problem["request_id"]) == (404, "not_found", "r1")
    assert answer["headers"]["Access-Control-Allow-Origin"] == "*"


def test_a_method_that_is_not_taken_is_refused_and_other_resources_come_as_they_are(made: App) -> None:
    refused = gathered(made, "DELETE", "plans")[0]
    inbox = made(event("GET", "/v1/desk/inbox", None), None)
    without = made(event("GET", ADMIN + GREEDY, None), None)

    assert (refused, inbox["statusCode"], without["statusCode"]) == (405, 200, 404)


def test_each_resource_leads_only_to_what_lies_under_it(made: App) -> None:
    asked = [
        ("/v1/desk/quality/", "sheets/s1"),
        (ADMIN, "sheets/s1"),
        ("/v1/desk/quality/", "plans"),
        ("/v1/x/", "plans"),
    ]

    answers = [made(event("GET", start + GREEDY, {"proxy": proxy}), None) for start, proxy in asked]

    assert [answer["statusCode"] for answer in answers] == [200, 404, 404, 405]
    assert json.loads(answers[0]["body"]) == {"path": "/v1/desk/quality/sheets/{sheet_id}", "sheet_id": "s1"}
