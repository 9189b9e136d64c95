"""JSON Schema (2020-12) of our types, as a contract wants it.

msgspec makes schemas of what it would decode. A contract also says what is served: a field with a default may be left
out of a request and is there in every answer, times are RFC 3339, and an answer may grow fields without a break.
"""

from __future__ import annotations

import inspect
from typing import Any

import msgspec
from msgspec import inspect as described

Schema = dict[str, Any]
REFERENCE = "#/components/schemas/"

_SIMPLE: dict[type, Schema] = {
    described.AnyType: {},
    described.RawType: {},
    described.NoneType: {"type": "null"},
    described.BoolType: {"type": "boolean"},
    described.DateTimeType: {"type": "string", "format": "date-time"},
    described.DateType: {"type": "string", "format": "date"},
}
_BOUNDS = {"ge": "minimum", "gt": "exclusiveMinimum", "le": "maximum", "lt": "exclusiveMaximum"}
_LENGTHS = {"min_length": "minLength", "max_length": "maxLength", "pattern": "pattern"}
_COUNTS = {"min_length": "minItems", "max_length": "maxItems"}


def words_of(documented: Any) -> str:
    """An own docstring as running text, names marked as Markdown does; empty without one."""
    text = documented.__dict__.get("__doc__") if isinstance(documented, type) else documented.__doc__
    paragraphs = inspect.cleandoc(text or "").replace("``", "`").split("\n\n")
    return "\n\n".join(" ".join(each.split()) for each in paragraphs)


class Schemas:
    """The schemas of one document: ``components`` has what has a name, everything else refers to it.

    A type that is both asked for and served has two, for they differ; the served one is called ``…Shown``.
    """

    def __init__(self) -> None:
        self.components: dict[str, Schema] = {}
        self._names: dict[tuple[Any, bool], str] = {}

    def of(self, shape: Any, *, served: bool) -> Schema:
        """The schema of a type, ``served`` or asked for."""
        name = self._names.get((shape, served))  # to describe a type takes longer than all the rest
        return {"$ref": REFERENCE + name} if name else self._schema(described.type_info(shape), served)

    def of_fields(self, shape: type) -> dict[str, Schema]:
        """The schemas of a query's fields, by the name each is asked by."""
        known: Any = described.type_info(shape)
        return {field.encode_name: self._of_field(field, served=False) for field in known.fields}

    def _schema(self, known: described.Type, served: bool) -> Schema:
        if isinstance(known, described.Metadata):
            return {**self._schema(known.type, served), **(known.extra_json_schema or {})}
        if isinstance(known, described.StructType | described.DataclassType):
            return {"$ref": REFERENCE + self._named(known, served)}
        if isinstance(known, described.UnionType):
            return _either([self._schema(each, served) for each in known.types])
        if isinstance(known, described.LiteralType):
            return {"type": "string", "enum": list(known.values)}
        if isinstance(known, described.StrType):
            return _text(known)
        if isinstance(known, described.IntType | described.FloatType):
            kind = "integer" if isinstance(known, described.IntType) else "number"
            return {"type": kind, **_limits(known, _BOUNDS)}
        if isinstance(known, described.CollectionType):
            return {"type": "array", "items": self._schema(known.item_type, served), **_limits(known, _COUNTS)}
        if isinstance(known, described.DictType):
            return {"type": "object", "additionalProperties": self._schema(known.value_type, served)}
        if type(known) not in _SIMPLE:
            raise TypeError(f"no contract says what {known} is")
        return dict(_SIMPLE[type(known)])

    def _named(self, known: described.StructType | described.DataclassType, served: bool) -> str:
        key = (known.cls, served)
        if key not in self._names:
            self._names[key] = self._free_name(known.cls, served)
            self.components[self._names[key]] = {}  # in its place, and known to itself
            self.components[self._names[key]] = self._of_struct(known, served)
        return self._names[key]

    def _free_name(self, shape: Any, served: bool) -> str:
        name = _name_of(shape)
        if served and (shape, False) in self._names:
            name += "Shown"
        if name in self.components:
            room = getattr(shape, "__origin__", shape).__module__.split(".")[1]
            name = room.capitalize() + name
        return name

    def _of_struct(self, known: described.StructType | described.DataclassType, served: bool) -> Schema:
        lean = served and isinstance(known, described.StructType) and _leaves_out(known.cls)
        needed = [field.encode_name for field in known.fields if field.required or (served and not lean)]
        made: Schema = {"type": "object"}
        if words := words_of(getattr(known.cls, "__origin__", known.cls)):
            made["description"] = words
        made["properties"] = {field.encode_name: self._of_field(field, served=served) for field in known.fields}
        if needed:
            made["required"] = needed
        if not served:
            made["additionalProperties"] = False
        return made

    def _of_field(self, field: described.Field, *, served: bool) -> Schema:
        made = self._schema(field.type, served)
        if not served and field.default not in (msgspec.NODEFAULT, msgspec.UNSET, None):
            made["default"] = msgspec.json.decode(msgspec.json.encode(field.default))
        return made


def _name_of(shape: Any) -> str:
    origin = getattr(shape, "__origin__", None)
    if origin is None:
        return str(shape.__name__)
    return "".join(_name_of(each) for each in shape.__args__) + str(origin.__name__).removesuffix("Of")


def _leaves_out(shape: Any) -> bool:
    return bool(getattr(shape, "__origin__", shape).__struct_config__.omit_defaults)


def _text(known: described.StrType) -> Schema:
    made = {"type": "string", **_limits(known, _LENGTHS)}
    if "pattern" in made:  # Python's words for both ends are not JSON Schema's
        made["pattern"] = made["pattern"].replace(r"\A", "^").replace(r"\Z", "$")
    return made


def _limits(known: Any, names: dict[str, str]) -> Schema:
    limits = {word: getattr(known, name) for name, word in names.items()}
    return {word: limit for word, limit in limits.items() if limit is not None}


def _either(options: list[Schema]) -> Schema:
    """Any of these; what may be null and is simple stays one schema."""
    others = [each for each in options if each != {"type": "null"}]
    if len(others) != 1:
        return {"anyOf": options}
    only = others[0]
    if len(others) == len(options):
        return only
    if "type" not in only or "enum" in only:
        return {"anyOf": options}
    return {**only, "type": [only["type"], "null"]}
