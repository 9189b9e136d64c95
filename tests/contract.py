"""Whether an answer is one that the contract declares: status, code, and every field, none missing and none besides.

Every way by which tests ask the API comes through here, so that the whole run holds what is declared equal to what is
served. The validators are compiled when they are first needed, and are native code: an answer costs microseconds.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import jsonschema_rs

from chalicelib.contract import contract

SCHEMAS, RESPONSES = "#/components/schemas/", "#/components/responses/"
REDIRECTED = 308  # an address with a slash at its end


class Undeclared(AssertionError):
    """An answer that no reader of the contract expects."""


def check(method: str, target: str, status: int, headers: dict[str, Any], body: Any) -> None:
    """Raises ``Undeclared``. ``target`` is path and query as they were asked for, ``headers`` have small letters, and
    ``body`` is the JSON that came (None: none). What is no operation of the contract's planes, a page, is passed over.
    """
    path = target.partition("?")[0]
    if status == REDIRECTED or method == "OPTIONS" or not path.startswith("/v1/"):
        return
    asked = f"{method} {path[:150]} -> {status} {json.dumps(body, ensure_ascii=False)[:1500]}"
    declared = _declared(path)
    if declared is None:
        return _hold_refusal(asked, "not_found", body)
    operation = contract()["paths"][declared].get("get" if method == "HEAD" else method.lower())
    if operation is None:
        return _hold_refusal(asked, "method_not_allowed", body)
    validator = _validator(declared, "get" if method == "HEAD" else method.lower(), str(status))
    if validator is None:
        raise Undeclared(f"{asked}: {operation['operationId']} does not declare {status}")
    media_type, valid = validator
    if method == "HEAD":
        return None
    came = str(headers.get("content-type", "")).partition(";")[0]
    if came != media_type and (came or media_type):
        raise Undeclared(f"{asked}: is {came!r}, declared is {media_type!r}")
    if valid is not None:
        _hold(valid, asked, body)
    return None


def _hold_refusal(asked: str, code: str, body: Any) -> None:
    if body is not None:
        _hold(_of_problem(code), asked, body)


def _hold(valid: Any, asked: str, body: Any) -> None:
    if not valid.is_valid(body):
        wrong = "; ".join(f"{list(error.instance_path)} {error.message[:600]}" for error in valid.iter_errors(body))
        raise Undeclared(f"{asked}: {wrong}")


def _declared(path: str) -> str | None:
    """The declared path that this one is; what is written out comes before a place for a name."""
    parts = path.split("/")
    for declared, names in _paths():
        if len(names) == len(parts) and all(n.startswith("{") or n == p for n, p in zip(names, parts, strict=True)):
            return declared
    return None


@cache
def _paths() -> list[tuple[str, list[str]]]:
    # as text: a name sorts before "{"
    return [(path, path.split("/")) for path in sorted(contract()["paths"])]


@cache
def _validator(path: str, method: str, status: str) -> tuple[str, Any] | None:
    """The media type and the validator of this answer; None: it is not declared."""
    response = contract()["paths"][path][method]["responses"].get(status)
    if response is None:
        return None
    if "$ref" in response:
        response = contract()["components"]["responses"][response["$ref"].removeprefix(RESPONSES)]
    for media_type, content in response.get("content", {}).items():
        return media_type, compiled(content["schema"])
    return "", None


@cache
def _of_problem(code: str) -> Any:
    return compiled({"$ref": f"{SCHEMAS}Problem.{code}"})


def compiled(schema: dict[str, Any]) -> Any:
    """A validator of this part of the contract, which also refuses every field that is not in it."""
    known = contract()["components"]["schemas"]
    needed, due = {}, _named_in(schema)
    while due:
        name = due.pop()
        if name not in needed:
            needed[name] = {**known[name], "additionalProperties": False}
            due |= _named_in(known[name])
    whole = {**schema, "components": {"schemas": needed}}
    return jsonschema_rs.Draft202012Validator(whole, validate_formats=True)


def _named_in(schema: Any) -> set[str]:
    """The schemas that this one refers to."""
    if isinstance(schema, list):
        return {name for each in schema for name in _named_in(each)}
    if not isinstance(schema, dict):
        return set()
    named = {str(schema["$ref"]).removeprefix(SCHEMAS)} if "$ref" in schema else set()
    return named | _named_in(list(schema.values()))
