"""The pages ask as the contract says."""

from __future__ import annotations

import re

from chalicelib.contract import contract
from infra import client
from tests.web.sources import source


def test_the_client_of_the_pages_is_made_of_the_contract_as_it_is() -> None:
    present = client.text_of(contract())

    kept = source("desk/operations.ts")

    assert kept == present, "make client"


def test_every_operation_has_a_method_a_path_and_types() -> None:
    operations = {
        each["operationId"]: path for path, methods in contract()["paths"].items() for each in methods.values()
    }

    told = re.findall(
        r'^export const (\w+): Operation<.+> = \{ method: "[A-Z]+", path: "(.+)" \};$',
        source("desk/operations.ts"),
        re.M,
    )

    assert len(told) == len(operations)
    assert {f"/{path}" for _, path in told} == set(operations.values())


def test_a_schema_becomes_the_type_that_it_describes() -> None:
    shape = {
        "type": "object",
        "properties": {
            "kind": {"enum": ["a", "b"]},
            "at": {"type": ["string", "null"]},
            "x-y": {"type": "array", "items": {"$ref": "#/components/schemas/Thing"}},
            "texts": {"type": "object", "additionalProperties": {"type": "string"}},
        },
        "required": ["kind"],
    }

    described = client.type_of(shape)

    assert described == '{ kind: "a" | "b"; at?: string | null; "x-y"?: Array<Thing>; texts?: Record<string, string> }'
