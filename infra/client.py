"""The pages' client of the HTTP API: ``make client`` makes ``pages/desk/operations.ts`` of the contract.

Every operation is a constant with its method, path and types, every shape a type. A page that names an operation which
is not there any more cannot be built; one that asks otherwise than the contract says does not pass ``deno check``.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from typing import Any

from infra import pages

FILE = pages.ROOT / pages.PAGES / "desk/operations.ts"
HEAD = """/** Made of the contract by `make client`; nothing is written here by hand. */
import type { Operation } from "./client.ts";

export type Nothing = Record<never, never>;
"""
SCALARS = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean", "null": "null"}
PLAIN = re.compile(r"[A-Za-z_]\w*")

Schema = Mapping[str, Any]


def text_of(contract: Schema) -> str:
    """The whole file."""
    shapes = {name: schema for name, schema in contract["components"]["schemas"].items() if "." not in name}
    types = (f"export type {name} = {type_of(schema)};\n" for name, schema in sorted(shapes.items()))
    return "\n".join([HEAD, "".join(types), *_operations(contract["paths"])])


def _operations(paths: Schema) -> Iterator[str]:
    for path, methods in sorted(paths.items()):
        for method, operation in sorted(methods.items()):
            name = _camel(operation["operationId"])
            types = ", ".join(
                [_named(operation, "path"), _named(operation, "query"), _body(operation), _answer(operation)]
            )
            value = f'{{ method: "{method.upper()}", path: "{path.lstrip("/")}" }}'
            yield f"/** {operation['summary']}. */\nexport const {name}: Operation<{types}> = {value};\n"


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def _named(operation: Schema, place: str) -> str:
    fields = [
        f"{_key(each['name'])}{'' if each.get('required') else '?'}: {type_of(each['schema'])}"
        for each in operation.get("parameters", ())
        if each.get("in") == place
    ]
    return f"{{ {'; '.join(fields)} }}" if fields else "Nothing"


def _body(operation: Schema) -> str:
    return _json(operation["requestBody"]) if "requestBody" in operation else "undefined"


def _answer(operation: Schema) -> str:
    good = (answer for status, answer in operation["responses"].items() if status[0] == "2" or status == "303")
    return " | ".join(dict.fromkeys(_json(answer) if "content" in answer else "null" for answer in good))


def _json(media: Schema) -> str:
    return type_of(next(iter(media["content"].values())).get("schema", {}))


def _key(name: str) -> str:
    return name if PLAIN.fullmatch(name) else f'"{name}"'


def type_of(schema: Schema) -> str:
    """A schema in TypeScript. Raises ``KeyError`` for a kind that no shape of ours has yet."""
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    if "const" in schema:
        return _literal(schema["const"])
    if "enum" in schema:
        return " | ".join(map(_literal, schema["enum"]))
    if "anyOf" in schema:
        return " | ".join(dict.fromkeys(map(type_of, schema["anyOf"])))
    kinds = schema.get("type", ())
    if isinstance(kinds, list):
        return " | ".join(dict.fromkeys(type_of({**schema, "type": kind}) for kind in kinds))
    if kinds == "array":
        return f"Array<{type_of(schema.get('items', {}))}>"
    if kinds == "object":
        return _object(schema)
    return SCALARS[kinds] if kinds else "unknown"


def _object(schema: Schema) -> str:
    needed = schema.get("required", ())
    fields = [
        f"{_key(name)}{'' if name in needed else '?'}: {type_of(each)}"
        for name, each in schema.get("properties", {}).items()
    ]
    if fields:
        return f"{{ {'; '.join(fields)} }}"
    others = schema.get("additionalProperties")
    return f"Record<string, {type_of(others)}>" if isinstance(others, Mapping) else "Nothing"


def _literal(value: Any) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value).lower()


def main() -> int:
    """0 when the file is what the contract says."""
    from chalicelib.contract import contract

    FILE.write_text(text_of(contract()), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
