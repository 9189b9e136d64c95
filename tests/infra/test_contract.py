"""What breaks the contract is found, whichever kind of break it is, and what merely grows is not."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

from chalicelib.contract import contract
from infra.deploy.contract import RELEASED, allowed, breaks, plain

Change = Callable[[dict[str, Any]], Any]

SHOP = "GET /things/{name}"


def document() -> dict[str, Any]:
    """A small contract with one of everything that can break."""
    problem = {"type": "object", "properties": {"code": {"const": "gone_away"}, "until": {"type": "string"}}}
    return {
        "paths": {
            "/things/{name}": {
                "get": {
                    "security": [],
                    "parameters": [
                        {"in": "path", "name": "name", "required": True, "schema": {"type": "string"}},
                        {"in": "query", "name": "view", "schema": {"type": "string", "enum": ["mine", "all"]}},
                    ],
                    "responses": {
                        "200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}},
                        "409": {"$ref": "#/components/responses/gone"},
                    },
                },
                "put": {
                    "security": [{"agent": []}],
                    "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/New"}}}},
                    "responses": {"204": {}},
                },
            },
            "/things": {"get": {"security": [], "responses": {"200": {}}}},
        },
        "components": {
            "schemas": {
                "Thing": {
                    "type": "object",
                    "properties": {
                        "name": {"type": "string"},
                        "state": {"type": "string", "enum": ["open", "closed"]},
                        "parts": {"type": "array", "items": {"$ref": "#/components/schemas/Thing"}},
                        "owner": {"anyOf": [{"$ref": "#/components/schemas/Owner"}, {"type": "null"}]},
                    },
                    "required": ["name", "state", "parts", "owner"],
                },
                "Owner": {"type": "object", "properties": {"id": {"type": "string"}}, "required": ["id"]},
                "New": {
                    "type": "object",
                    "properties": {
                        "name": {"type": ["string", "null"], "maxLength": 80},
                        "kind": {"type": "string", "enum": ["a", "b"]},
                        "size": {"type": "integer", "minimum": 1},
                    },
                    "required": ["kind"],
                },
                "Gone": problem,
            },
            "responses": {
                "gone": {"content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Gone"}}}}
            },
        },
    }


def thing(made: dict[str, Any]) -> dict[str, Any]:
    return made["components"]["schemas"]["Thing"]["properties"]


def new(made: dict[str, Any]) -> dict[str, Any]:
    return made["components"]["schemas"]["New"]["properties"]


def operation(made: dict[str, Any], method: str = "get") -> dict[str, Any]:
    return made["paths"]["/things/{name}"][method]


def needing(made: dict[str, Any], *names: str) -> None:
    made["components"]["schemas"]["New"]["required"] = list(names)


PUT = "PUT /things/{name}"
BREAKS: dict[str, tuple[Change, str]] = {
    "a path": (lambda made: made["paths"].pop("/things"), "GET /things: is gone"),
    "a method": (lambda made: made["paths"]["/things/{name}"].pop("put"), f"{PUT}: is gone"),
    "an open door": (
        lambda made: operation(made).update(security=[{"agent": []}]),
        f"{SHOP}: needs a token now",
    ),
    "a parameter": (lambda made: operation(made)["parameters"].pop(), f"{SHOP}: query view is gone"),
    "a parameter's value": (
        lambda made: operation(made)["parameters"][1]["schema"].update(enum=["all"]),
        f'{SHOP}: query view is not "mine" any more',
    ),
    "a new parameter that is needed": (
        lambda made: operation(made)["parameters"].append(
            {"in": "query", "name": "at", "required": True, "schema": {"type": "string"}}
        ),
        f"{SHOP}: query at is needed now",
    ),
    "a status": (lambda made: operation(made, "put")["responses"].pop("204"), f"{PUT}: answer 204 is gone"),
    "a field of an answer": (lambda made: thing(made).pop("name"), f"{SHOP}: answer 200.name is gone"),
    "a field within": (
        lambda made: made["components"]["schemas"]["Owner"]["properties"].pop("id"),
        f"{SHOP}: answer 200.owner.id is gone",
    ),
    "a field that may be left out": (
        lambda made: made["components"]["schemas"]["Thing"]["required"].remove("name"),
        f"{SHOP}: answer 200.name may be left out now",
    ),
    "a field that may be null": (
        lambda made: thing(made)["name"].update(type=["string", "null"]),
        f"{SHOP}: answer 200.name may be null now",
    ),
    "a field of another type": (
        lambda made: thing(made)["name"].update(type="integer"),
        f"{SHOP}: answer 200.name may be integer now",
    ),
    "a value of an answer": (
        lambda made: thing(made)["state"].update(enum=["open"]),
        f'{SHOP}: answer 200.state is not "closed" any more',
    ),
    "a code": (
        lambda made: made["components"]["schemas"]["Gone"]["properties"]["code"].update(const="other"),
        f"{SHOP}: answer 409: code gone_away is gone",
    ),
    "a member of a problem": (
        lambda made: made["components"]["schemas"]["Gone"]["properties"].pop("until"),
        f"{SHOP}: answer 409 gone_away.until is gone",
    ),
    "a field of a request": (lambda made: new(made).pop("size"), f"{PUT}: body.size is gone"),
    "a field that is needed now": (
        lambda made: needing(made, "kind", "size"),
        f"{PUT}: body.size is needed now",
    ),
    "a new field that is needed": (
        lambda made: (new(made).update(at={"type": "string"}), needing(made, "kind", "at")),
        f"{PUT}: body.at is needed now",
    ),
    "a value of a request": (
        lambda made: new(made)["kind"].update(enum=["a"]),
        f'{PUT}: body.kind is not "b" any more',
    ),
    "a type that is narrower": (
        lambda made: new(made)["name"].update(type="string"),
        f"{PUT}: body.name does not take null now",
    ),
    "a limit that is lower": (
        lambda made: new(made)["name"].update(maxLength=40),
        f"{PUT}: body.name has a maxLength of 40 now",
    ),
    "a limit that is new": (
        lambda made: new(made)["size"].update(minimum=2),
        f"{PUT}: body.size has a minimum of 2 now",
    ),
    "a pattern": (
        lambda made: new(made)["name"].update(pattern="^a"),
        f"{PUT}: body.name has another pattern now",
    ),
}

GROWTH: dict[str, Change] = {
    "a path": lambda made: made["paths"].update({"/more": {"get": {"responses": {}}}}),
    "a status": lambda made: operation(made)["responses"].update({"404": {}}),
    "a field of an answer": lambda made: thing(made).update(more={"type": "string"}),
    "a value of an answer": lambda made: thing(made)["state"]["enum"].append("held"),
    "an answer that is never null any more": lambda made: thing(made).update(
        owner={"$ref": "#/components/schemas/Owner"}
    ),
    "a field of a request": lambda made: new(made).update(more={"type": "string"}),
    "a field that may be left out": needing,
    "a value of a request": lambda made: new(made)["kind"]["enum"].append("c"),
    "a wider limit": lambda made: new(made)["name"].update(maxLength=200),
    "a wider type": lambda made: new(made)["size"].update(type="number"),
    "a parameter": lambda made: operation(made)["parameters"].append(
        {"in": "query", "name": "more", "schema": {"type": "string"}}
    ),
    "another name for a schema": lambda made: (
        made["components"]["schemas"].update(Item=made["components"]["schemas"]["Thing"])
        or operation(made)["responses"]["200"]["content"]["application/json"].update(
            schema={"$ref": "#/components/schemas/Item"}
        )
    ),
}


@pytest.mark.parametrize(("change", "line"), BREAKS.values(), ids=BREAKS)
def test_what_breaks_is_found_and_named(change: Change, line: str) -> None:
    now = document()

    change(now)

    assert line in breaks(document(), now)


@pytest.mark.parametrize("change", GROWTH.values(), ids=GROWTH)
def test_what_grows_is_no_break(change: Change) -> None:
    now = document()

    change(now)

    assert breaks(document(), now) == []


def test_the_present_contract_breaks_nothing_of_itself_and_every_removal_from_it_is_found() -> None:
    whole = contract()
    fewer = copy.deepcopy(plain(whole))
    del fewer["components"]["schemas"]["AgentView"]["properties"]["capacity"]

    found = breaks(plain(whole), fewer)

    assert breaks(whole, plain(whole)) == []
    assert "GET /v1/admin/agents: answer 200.items[].capacity is gone" in found
    assert "POST /v1/desk/session: answer 201.agent.capacity is gone" in found


def test_the_changelog_admits_breaks_of_what_is_unreleased_only() -> None:
    former = "## 1\n\n### Breaks\n\n- GET /b: is gone\n"
    changelog = f"# Log\n\n## Unreleased\n\n- New.\n\n### Breaks\n\n- GET /a: is gone\n\n{former}"

    admitted = allowed(changelog)

    assert admitted == {"GET /a: is gone"}
    assert allowed(f"## Unreleased\n\n- New.\n\n{former}") == frozenset()


def test_the_released_contract_is_kept_without_words() -> None:
    released = json.loads(RELEASED.read_text())

    assert released == plain(released)
    assert len(released["paths"]) > 70
