"""Nobody who reads the contract may be surprised: what breaks it is refused, unless the changelog says so.

``python -m infra.deploy.contract`` compares the contract as it now stands with the last one that was released
(``tests/released/openapi.json``) and names every break; ``python -m infra.deploy.contract release`` makes the present
one the released one, as part of a release. A break that is meant stands in CHANGELOG.md, below ``### Breaks`` of what
is unreleased, as the very line that this prints.

What may grow is no break: paths, methods, fields of answers, values of an answer's enumeration, problem codes, optional
fields of requests.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
RELEASED = ROOT / "tests/released/openapi.json"
CHANGELOG = ROOT / "CHANGELOG.md"
WORDS_ONLY = frozenset({"example", "description", "summary", "title"})  # what breaks nothing, whatever becomes of it
HIGHEST = ("maxLength", "maxItems", "maximum", "exclusiveMaximum")
LOWEST = ("minLength", "minItems", "minimum", "exclusiveMinimum")
ANYTHING = "anything"

Schema = dict[str, Any]


def breaks(before: Schema, now: Schema) -> list[str]:
    """Every way in which a client of the first contract could be disappointed by the second, a line each."""
    found: list[str] = []
    for path, operations in before["paths"].items():
        for method, operation in operations.items():
            asked = f"{method.upper()} {path}"
            present = now["paths"].get(path, {}).get(method)
            if present is None:
                found.append(f"{asked}: is gone")
            else:
                found += [f"{asked}: {each}" for each in _of_operation(_Pair(before, now), operation, present)]
    return list(dict.fromkeys(found))


@dataclass(frozen=True)
class _Pair:
    """The two documents, to look up what is referred to."""

    before: Schema
    now: Schema


def _of_operation(both: _Pair, before: Schema, now: Schema) -> Iterator[str]:
    yield from _of_parameters(both, before.get("parameters", []), now.get("parameters", []))
    if before.get("security") == [] and now.get("security") != []:
        yield "needs a token now"
    if "requestBody" in before or "requestBody" in now:
        yield from _of_body(both, before.get("requestBody", {}), now.get("requestBody", {}))
    for status, answer in before["responses"].items():
        present = now["responses"].get(status)
        if present is None:
            yield f"answer {status} is gone"
        else:
            yield from _of_answer(both, status, _resolved(answer, both.before), _resolved(present, both.now))


def _of_parameters(both: _Pair, before: list[Schema], now: list[Schema]) -> Iterator[str]:
    known = {(each["in"], each["name"]): each for each in before}
    present = {(each["in"], each["name"]): each for each in now}
    for (place, name), parameter in known.items():
        if (place, name) not in present:
            yield f"{place} {name} is gone"
        else:
            compare = _Comparison(both, asked=True)
            yield from compare.of(parameter["schema"], present[place, name]["schema"], f"{place} {name}")
    for (place, name), parameter in present.items():
        if parameter.get("required") and not known.get((place, name), {}).get("required"):
            yield f"{place} {name} is needed now"


def _of_body(both: _Pair, before: Schema, now: Schema) -> Iterator[str]:
    if not now:
        yield "takes no body now"
        return
    if now.get("required") and not before.get("required"):
        yield "body is needed now"
    if before:
        for _, schema, present in _contents(before, now):
            yield from _Comparison(both, asked=True).of(schema, present, "body")


def _of_answer(both: _Pair, status: str, before: Schema, now: Schema) -> Iterator[str]:
    where = f"answer {status}"
    for media_type, schema, present in _contents(before, now):
        if present is None:
            yield f"{where} is no {media_type} now"
        elif "problem" in media_type:
            yield from _of_problems(both, where, schema, present)
        else:
            yield from _Comparison(both, asked=False).of(schema, present, where)


def _contents(before: Schema, now: Schema) -> Iterator[tuple[str, Schema, Any]]:
    for media_type, content in before.get("content", {}).items():
        yield media_type, content["schema"], now.get("content", {}).get(media_type, {}).get("schema")


def _of_problems(both: _Pair, where: str, before: Schema, now: Schema) -> Iterator[str]:
    """Problems are known by their codes."""
    known, present = _by_code(before, both.before), _by_code(now, both.now)
    for code, problem in known.items():
        if code not in present:
            yield f"{where}: code {code} is gone"
        else:
            yield from _Comparison(both, asked=False).of(problem, present[code], f"{where} {code}")


def _by_code(schema: Schema, document: Schema) -> dict[str, Schema]:
    problems = [_resolved(each, document) for each in schema.get("oneOf", [schema])]
    return {each["properties"]["code"]["const"]: each for each in problems}


def _resolved(schema: Schema, document: Schema) -> Schema:
    while "$ref" in schema:
        named: Any = document
        for part in schema["$ref"].removeprefix("#/").split("/"):
            named = named[part]
        schema = named
    return schema


class _Comparison:
    """Of one schema as it was and as it is, ``asked`` of clients or served to them."""

    def __init__(self, both: _Pair, *, asked: bool) -> None:
        self._both = both
        self._asked = asked
        self._under_way: set[tuple[str, str]] = set()

    def of(self, before: Schema, now: Schema, where: str) -> Iterator[str]:
        pair = (str(before.get("$ref")), str(now.get("$ref")))
        if "$ref" in before and "$ref" in now:
            if pair in self._under_way:
                return
            self._under_way.add(pair)
        known, present = _kinds(before, self._both.before), _kinds(now, self._both.now)
        wider, narrower = (known, present) if self._asked else (present, known)
        lost = sorted(kind for kind in wider if not _takes(narrower, kind))
        if lost:
            verb = "does not take" if self._asked else "may be"
            yield f"{where} {verb} {', '.join(lost)} now"
        for kind in known.keys() & present.keys():
            yield from self._of_kind(known[kind], present[kind], where)
        self._under_way.discard(pair)

    def _of_kind(self, before: Schema, now: Schema, where: str) -> Iterator[str]:
        yield from self._of_values(before, now, where)
        if self._asked:
            yield from _of_limits(before, now, where)
        if "properties" in before or "properties" in now:
            yield from self._of_fields(before, now, where)
        for word, sign in (("items", "[]"), ("additionalProperties", "{}")):
            old, new = before.get(word), now.get(word)
            if isinstance(old, dict) and isinstance(new, dict):
                yield from self.of(old, new, f"{where}{sign}")

    def _of_values(self, before: Schema, now: Schema, where: str) -> Iterator[str]:
        known, present = before.get("enum"), now.get("enum")
        if known is not None and present is not None:
            gone = [json.dumps(each, ensure_ascii=False) for each in known if each not in present]
            if gone:
                yield f"{where} is not {', '.join(gone)} any more"
        elif present is not None and self._asked:
            yield f"{where} takes certain values only"
        elif known is not None and not self._asked:
            yield f"{where} may have any value now"

    def _of_fields(self, before: Schema, now: Schema, where: str) -> Iterator[str]:
        known, present = before.get("properties", {}), now.get("properties", {})
        needed, needed_now = before.get("required", []), now.get("required", [])
        for name, schema in known.items():
            if name not in present:
                yield f"{where}.{name} is gone"
                continue
            if self._asked and name in needed_now and name not in needed:
                yield f"{where}.{name} is needed now"
            if not self._asked and name in needed and name not in needed_now:
                yield f"{where}.{name} may be left out now"
            yield from self.of(schema, present[name], f"{where}.{name}")
        if self._asked:
            yield from (f"{where}.{name} is needed now" for name in needed_now if name not in known)


def _kinds(schema: Schema, document: Schema) -> dict[str, Schema]:
    """The JSON types this may be, and its schema as that."""
    schema = _resolved(schema, document)
    for word in ("anyOf", "oneOf"):
        if word in schema:
            return {kind: each for option in schema[word] for kind, each in _kinds(option, document).items()}
    named = schema.get("type", ANYTHING)
    return dict.fromkeys(named if isinstance(named, list) else [named], schema)


def _takes(kinds: Mapping[str, Schema], kind: str) -> bool:
    return kind in kinds or ANYTHING in kinds or (kind == "integer" and "number" in kinds)


def _of_limits(before: Schema, now: Schema, where: str) -> Iterator[str]:
    for word in HIGHEST:
        if word in now and now[word] < before.get(word, float("inf")):
            yield f"{where} has a {word} of {now[word]} now"
    for word in LOWEST:
        if word in now and now[word] > before.get(word, 0 if word.endswith(("Length", "Items")) else float("-inf")):
            yield f"{where} has a {word} of {now[word]} now"
    for word in ("pattern", "format"):
        if word in now and now[word] != before.get(word):
            yield f"{where} has another {word} now"


def allowed(changelog: str) -> frozenset[str]:
    """The breaks that the changelog admits for what is unreleased."""
    unreleased = re.split(r"^## ", changelog, flags=re.MULTILINE)[1]
    _, _, named = unreleased.partition("### Breaks\n")
    return frozenset(re.findall(r"^- (.+)$", named.partition("\n### ")[0], flags=re.MULTILINE))


def plain(document: Any) -> Any:
    """The same document without its words and examples, which break nothing."""
    if isinstance(document, list):
        return [plain(each) for each in document]
    if isinstance(document, dict):
        return {name: _plain_part(name, each) for name, each in document.items() if name not in WORDS_ONLY}
    return document


def _plain_part(name: str, part: Any) -> Any:
    if name == "properties":  # a field may be called like a word
        return {field: plain(schema) for field, schema in part.items()}
    return plain(part)


def _present() -> Schema:
    from chalicelib.contract import contract

    return contract()


def main(arguments: list[str]) -> int:
    if arguments == ["release"]:
        RELEASED.write_text(json.dumps(plain(_present()), ensure_ascii=False, indent=1) + "\n")
        return 0
    admitted = allowed(CHANGELOG.read_text())
    found = breaks(json.loads(RELEASED.read_text()), _present())
    wrong = [each for each in found if each not in admitted]
    for each in wrong:
        print(f"- {each}")
    if wrong:
        print(
            "Clients of the last release would break. Undo that, or write these lines below ### Breaks in CHANGELOG.md."
        )
    for each in admitted - set(found):
        print(f"CHANGELOG.md admits a break that there is not: {each}")
    return 1 if wrong or admitted - set(found) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
