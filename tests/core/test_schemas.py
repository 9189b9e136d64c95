"""Schemas say of our types what is asked for and what is served."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Generic, Literal, TypeVar

import msgspec
import pytest

from chalicelib.core.examples import example
from chalicelib.core.schemas import Schemas
from chalicelib.core.text import among

V = TypeVar("V")


class Part(msgspec.Struct):
    """A part, named ``so``,
    on two lines."""

    name: str
    size: Annotated[int, msgspec.Meta(ge=1)] = 3


class Lean(msgspec.Struct, omit_defaults=True):
    name: str
    note: str | None = None


class Many(msgspec.Struct, Generic[V]):
    items: list[V]


class Ask(msgspec.Struct, forbid_unknown_fields=True):
    part: Part | None
    when: datetime | msgspec.UnsetType = msgspec.UNSET
    key: Annotated[str, msgspec.Meta(pattern=r"\A[a-z]+\Z")] = "a"


class Tree(msgspec.Struct):
    branches: list[Tree]


def made(shape: Any, *, served: bool) -> dict[str, Any]:
    """The schema of this struct."""
    schemas = Schemas()
    name = schemas.of(shape, served=served)["$ref"].rpartition("/")[2]
    return schemas.components[name]


def test_a_field_with_a_default_may_be_left_out_of_what_is_asked_and_is_in_all_that_is_served() -> None:
    asked, served = made(Part, served=False), made(Part, served=True)

    assert asked["required"] == ["name"]
    assert asked["properties"]["size"] == {"type": "integer", "minimum": 1, "default": 3}
    assert served["required"] == ["name", "size"]


def test_what_leaves_out_its_defaults_may_do_so_when_it_is_served() -> None:
    assert made(Lean, served=True)["required"] == ["name"]


def test_unknown_fields_are_refused_in_what_is_asked_and_may_come_in_what_is_served() -> None:
    assert made(Part, served=False)["additionalProperties"] is False
    assert "additionalProperties" not in made(Part, served=True)


def test_docstrings_are_running_text_with_names_marked() -> None:
    assert made(Part, served=True)["description"] == "A part, named `so`, on two lines."


def test_a_type_that_is_asked_and_served_has_two_names() -> None:
    schemas = Schemas()

    names = [schemas.of(Part, served=served)["$ref"].rpartition("/")[2] for served in (False, True, False)]

    assert names == ["Part", "PartShown", "Part"]


def test_a_list_of_something_is_named_after_it() -> None:
    schemas = Schemas()

    schemas.of(Many[Part], served=True)

    assert list(schemas.components) == ["PartMany", "Part"]


def test_times_nothing_and_pythons_words_for_the_ends_of_a_text_are_said_in_json_schemas_words() -> None:
    fields = made(Ask, served=False)["properties"]

    assert fields["when"] == {"type": "string", "format": "date-time"}
    assert fields["part"]["anyOf"][1] == {"type": "null"}
    assert fields["key"] == {"type": "string", "pattern": "^[a-z]+$", "default": "a"}


SIMPLE: list[tuple[Any, dict[str, Any]]] = [
    (str | None, {"type": ["string", "null"]}),
    (Literal["a", "b"], {"type": "string", "enum": ["a", "b"]}),
    (Annotated[str, among("x", "y")], {"type": "string", "enum": ["x", "y"]}),
    (dict[str, int], {"type": "object", "additionalProperties": {"type": "integer"}}),
    (tuple[str, ...], {"type": "array", "items": {"type": "string"}}),
    (Any, {}),
]


@pytest.mark.parametrize(("shape", "schema"), SIMPLE, ids=str)
def test_a_simple_type_is_said_where_it_stands(shape: Any, schema: dict[str, Any]) -> None:
    assert Schemas().of(shape, served=True) == schema


def test_what_is_within_itself_has_a_schema_and_an_example() -> None:
    schemas = Schemas()

    tree = schemas.of(Tree, served=True)

    assert schemas.components["Tree"]["properties"]["branches"]["items"] == tree
    assert example(tree, schemas.components) == {"branches": [{}]}


def test_a_type_that_no_contract_knows_is_refused() -> None:
    with pytest.raises(TypeError, match="no contract"):
        Schemas().of(bytes, served=True)
