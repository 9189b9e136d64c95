"""The import rule of the house, as one table and one function: which kind of file may use what.

``violations(path, source)`` says in sentences what a file of ``chalicelib`` does against it, ``patches(source)`` what a
test does that patches. Both read the code as text, so that an import inside a function counts like any other.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePath

from tests.sources import nodes_of

FLOORS = ["core", "files", "people", "plans", "visitors", "notifications", "knowledge", "announcements"]
FLOORS += ["conversations", "orders"]
FLOORS += [
    "routing",
    "shifts",
    "attendance",
    "monitoring",
    "tickets",
    "followups",
    "notices",
    "questionnaires",
    "campaigns",
    "surveys",
    "records",
    "quality",
    "offline",
    "channels",
    "sensitive",
    "phone",
    "staff",
    "handover",
    "search",
    "suggestions",
    "logbook",
    "training",
    "touchpoints",
    "oncall",
    "incidents",
    "costs",
    "reports",
    "performance",
    "bulletins",
    "webhooks",
    "exchange",
    "privacy",
]
FLOORS += ["operations", "web"]
# they stand above all rooms, and say who is there
ABOVE = ("subscriptions", "everything", "contract", "directory", "environment")

OWN, LOWER = "own", "lower"

# kind of file → the kinds it may use, of its own room and of lower ones; ``core`` besides, where "core" is named
TABLE: dict[str, dict[str, tuple[str, ...]]] = {
    "__init__": {OWN: (), LOWER: ()},
    "model": {OWN: ("model",), LOWER: ("model",)},
    "store": {OWN: ("model", "store"), LOWER: ("core",)},
    "service": {
        OWN: ("model", "store", "service", "rendering", "replay", "persons"),
        LOWER: ("core", "model", "service", "persons"),
    },
    "api": {
        OWN: ("api", "service", "model", "replay", "assets", "headers", "survey", "ticket", "declining", "password"),
        LOWER: ("core", "service", "model"),
    },
    "persons": {OWN: ("model", "store", "service"), LOWER: ("core", "model", "service", "persons")},
    "work": {OWN: ("service", "model"), LOWER: ("core", "model")},  # of the models their events alone
    "core": {OWN: ("core",), LOWER: ()},
    "senders": {OWN: ("model", "mime", "smtp"), LOWER: ("core",)},
    "smtp": {OWN: ("model", "mime"), LOWER: ("core",)},
    "confirming": {OWN: ("model",), LOWER: ("core",)},
    "mime": {OWN: ("model",), LOWER: ()},
    "rendering": {OWN: ("model",), LOWER: ()},
    "headers": {OWN: (), LOWER: ()},
    "silent": {OWN: ("assets", "headers"), LOWER: ("core",)},
    "replay": {OWN: ("model",), LOWER: ("model",)},
    "assets": {OWN: (), LOWER: ()},
    "survey": {OWN: ("survey_words", "rendering"), LOWER: ("core", "model")},
    "ticket": {OWN: ("rendering",), LOWER: ("core", "model")},
    "declining": {OWN: ("rendering",), LOWER: ("model",)},
    "calls": {OWN: ("rendering", "assets", "headers", "password"), LOWER: ("core", "model", "service")},
    "leaving": {OWN: ("rendering", "assets", "headers"), LOWER: ("core", "model", "service")},
    "protected": {OWN: ("rendering", "assets", "headers", "password"), LOWER: ("core", "model", "service")},
    "handing": {OWN: ("rendering", "assets", "headers", "password"), LOWER: ("core", "model", "service")},
    "help": {OWN: ("helping", "assets", "headers"), LOWER: ("core", "model", "service")},
    "helping": {OWN: ("rendering",), LOWER: ("core", "model")},
    "password": {OWN: ("rendering",), LOWER: ("core",)},
    "survey_words": {OWN: (), LOWER: ()},
    "asking": {
        OWN: ("questionnaire", "survey", "rendering", "assets", "headers"),
        LOWER: ("core", "model", "service"),
    },
    "questionnaire": {OWN: ("questionnaire_words", "survey", "rendering"), LOWER: ("core", "model")},
    "questionnaire_words": {OWN: (), LOWER: ()},
}

# what decides may lean on nothing that changes from one call to the next: no clock, chance, files or network
MODEL_MAY = {
    "__future__", "base64", "binascii", "bisect", "codecs", "collections", "Crypto", "csv", "dataclasses", "datetime",
    "decimal", "difflib", "email", "email_validator", "enum", "fractions", "functools", "hashlib", "heapq", "hmac",
    "holidays", "html", "html.parser", "idna", "ipaddress", "itertools", "json", "markdown_it", "math", "msgspec",
    "operator", "phonenumbers", "re", "regex", "statistics", "string", "struct", "textwrap", "types", "typing",
    "unicodedata", "urllib.parse", "zoneinfo",
}  # fmt: skip
MODEL_MAY_OF_CORE = {
    "authors",
    "former",
    "errors",
    "text",
    "contacts",
    "i18n",
    "masks",
    "sensitive",
    "shapes",
    "tallies",
    "times",
    "words",
    "questions",
}
MODEL_EXCEPTIONS = {
    ("core/contacts.py", "importlib"): "reads the list of disposable addresses that a library ships",
    ("plans/model/replies.py", "time"): "bounds how long an expression may take; decides nothing by the hour",
}
BELONGS = {
    "chalice": lambda room, kind: kind == "api" or room == "web" or (room, kind) == ("core", "core"),
    "pynamodb": lambda room, kind: kind == "store" or room == "core",
    "boto3": lambda room, kind: room == "core" or (room, kind) == ("notifications", "senders"),
    "botocore": lambda room, kind: room == "core" or (room, kind) == ("notifications", "senders"),
}
# what still reaches sideways, until it has moved where both may have it
KNOWN = {
    ("routing/api/assignment.py", "conversations", "api"),
    ("routing/api/groups.py", "people", "api"),
    ("routing/api/presence.py", "people", "api"),
    ("offline/api.py", "surveys", "api"),
}
# what a version before had in another room's table: used there until it is moved
SHARED = {("campaigns", "followups")}
CLOCKS = {("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"), ("time", "time")}
ENVIRONMENT = {"setenv", "delenv", "chdir"}  # what surrounds a process is an input like any other
DYNAMIC = {"__import__", "eval", "exec", "import_module"}


@dataclass(frozen=True)
class Place:
    """A file of ``chalicelib``: its path from there, its room, and what kind of file it is."""

    path: str
    room: str
    kind: str

    @classmethod
    def of(cls, path: PurePath) -> Place:
        parts = path.with_suffix("").parts
        room = parts[0]
        kind = parts[1] if len(parts) > 1 else "__init__"
        kind = "store" if kind.startswith("store_") else kind  # of a part of what the room keeps
        return cls(path.as_posix(), room, "core" if room == "core" and kind != "__init__" else kind)


def imported(nodes: Iterable[ast.AST]) -> Iterator[str]:
    """Every name these nodes import; ``from a import b`` gives a.b, a relative one begins with a dot."""
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = "." * node.level + (node.module or "")
            yield from (f"{base}.{alias.name}" for alias in node.names)


def violations(path: PurePath, source: str) -> list[str]:
    """What this file does against the rule, a sentence each; ``path`` is relative to ``chalicelib``."""
    place = Place.of(path)
    if place.room in ABOVE or (path.name == "__init__.py" and len(path.parts) == 1):
        return []
    tree = nodes_of(source)
    wrong: list[str] = []
    for name in imported(tree):
        wrong += _of_import(place, name)
    wrong += _of_names(place, tree)
    return [f"{place.path} {each}" for each in wrong]


def _of_import(place: Place, name: str) -> Iterator[str]:
    if name.startswith("."):
        yield f"imports relatively: {name}"
        return
    parts = name.split(".")
    if parts[0] == "chalicelib":
        yield from _of_room(place, parts)
        return
    where = BELONGS.get(parts[0])
    if where is not None and not where(place.room, place.kind):
        yield f"imports {parts[0]}, which does not belong there"
    if place.kind == "model":
        allowed = parts[0] in MODEL_MAY or ".".join(parts[:2]) in MODEL_MAY
        if not allowed and (place.path, parts[0]) not in MODEL_EXCEPTIONS:
            yield f"imports {parts[0]}, which no model may"
    elif parts[0] in ("importlib", "imp", "pkgutil") and (place.path, parts[0]) not in MODEL_EXCEPTIONS:
        yield f"imports {parts[0]}: what is used is named"


def _of_room(place: Place, parts: list[str]) -> Iterator[str]:
    if len(parts) < 2:
        yield "imports the whole house"
        return
    room = parts[1]
    kind = "core" if room == "core" else parts[2] if len(parts) > 2 else "__init__"
    kind = "store" if kind.startswith("store_") else kind
    if room in ABOVE:
        yield f"imports {room}, which stands above all rooms"
        return
    if room not in FLOORS:
        yield f"imports {room}, which is no room"
        return
    if FLOORS.index(room) > FLOORS.index(place.room):
        yield f"imports {room}, which is above {place.room}"
        return
    if room != place.room and any(part.startswith("_") and not part.startswith("__") for part in parts[2:]):
        yield f"imports what is {room}'s own: {'.'.join(parts[2:])}"
    if place.kind == "model" and room == "core":
        if len(parts) < 3 or parts[2] not in MODEL_MAY_OF_CORE:
            yield f"imports core.{'.'.join(parts[2:])}, which no model may"
        return
    row = TABLE.get(place.kind)
    if row is None:
        yield f"is of a kind that the table does not know: {place.kind}"
        return
    if kind not in row[OWN if room == place.room else LOWER] and (place.path, room, kind) not in KNOWN:
        whose = "its own" if room == place.room else room
        yield f"is {place.kind} and uses the {kind} of {whose}"


def _of_names(place: Place, nodes: Iterable[ast.AST]) -> Iterator[str]:
    foreign = _modules_of_others(place, nodes)
    for node in nodes:
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            owner, name = node.value.id, node.attr
            if owner in foreign and name.startswith("_"):
                yield f"reaches for what is {foreign[owner]}'s own: {owner}.{name}"
            if (owner, name) in CLOCKS and place.path != "core/desk.py":
                yield f"reads the clock: {owner}.{name}; time comes from the desk"
        if isinstance(node, ast.Call):
            called = node.func
            name = (
                called.id if isinstance(called, ast.Name) else called.attr if isinstance(called, ast.Attribute) else ""
            )
            if name in DYNAMIC:
                yield f"calls {name}: what is used is named"


def _modules_of_others(place: Place, nodes: Iterable[ast.AST]) -> dict[str, str]:
    """Names by which this file knows things of other rooms, and whose they are."""
    known = {}
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("chalicelib."):
            room = str(node.module).split(".")[1]
            if room not in (place.room, "core"):
                known.update({alias.asname or alias.name: room for alias in node.names})
    return known


def tables_named(source: str) -> set[str]:
    """The tables whose items this file describes."""
    return {
        str(node.args[0].value)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "table_name"
        and isinstance(node.args[0], ast.Constant)
    }


def patches(source: str) -> list[str]:
    """What this test does that replaces a part of the product behind its back."""
    tree = nodes_of(source)
    wrong = [
        f"imports {name}" for name in imported(tree) if name.split(".")[0] == "mock" or "unittest" in name.split(".")
    ]
    modules = {
        alias.asname or alias.name
        for node in tree
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(("chalicelib", "infra"))
        for alias in node.names
        if (alias.asname or alias.name).islower()
    }
    for node in tree:
        if isinstance(node, ast.arg) and node.arg == "mocker":
            wrong.append("takes mocker")
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.attr not in ENVIRONMENT:
            wrong += [f"calls monkeypatch.{node.attr}"] if node.value.id == "monkeypatch" else []
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("setattr", "delattr"):
            first = node.args[0] if node.args else None
            if isinstance(first, ast.Name) and first.id in modules:
                wrong.append(f"sets an attribute of {first.id}")
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                if (
                    isinstance(target, ast.Attribute)
                    and isinstance(target.value, ast.Name)
                    and target.value.id in modules
                ):
                    wrong.append(f"sets {target.value.id}.{target.attr}")
    return wrong


def loops_over_races(source: str, lost: Iterable[str]) -> list[str]:
    """The optimistic loops of this file: what tries again, by itself, after one of these was ``lost``."""
    wrong: list[str] = []
    for loop in ast.walk(ast.parse(source)):
        if isinstance(loop, ast.While) or (isinstance(loop, ast.For) and _counts(loop.iter)):
            caught = {name for node in ast.walk(loop) if isinstance(node, ast.ExceptHandler) for name in _names(node)}
            wrong += [f"line {loop.lineno}: tries again after {name}" for name in sorted(caught.intersection(lost))]
    return wrong


def _counts(iterated: ast.expr) -> bool:
    """Whether a loop goes through numbers, and not through things."""
    called = iterated.func if isinstance(iterated, ast.Call) else None
    name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", None)
    return name in ("range", "count", "repeat")


def _names(handler: ast.ExceptHandler) -> Iterator[str]:
    """What it catches, without the modules that these are in."""
    caught = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    for each in caught:
        yield each.attr if isinstance(each, ast.Attribute) else getattr(each, "id", "everything")
