"""One shape, one definition: views of what a value has, forms in which all of another may be left out."""

from __future__ import annotations

from typing import Annotated

import msgspec
import pytest
from msgspec import UNSET, UnsetType

from chalicelib.core import decoding
from chalicelib.core.errors import Invalid
from chalicelib.core.shapes import partly, showing, shown


class Tea(msgspec.Struct, frozen=True):
    name: str
    grams: int = 100
    secret: str = "the supplier"

    @property
    def heavy(self) -> bool:
        return self.grams > 500


class TeaView(msgspec.Struct):
    name: str
    heavy: bool
    price: int


class NewTea(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    grams: Annotated[int, msgspec.Meta(ge=1)] = 100


@partly(NewTea)
class ChangeTea(msgspec.Struct):
    """What is left out stays."""

    version: int | None = None


@partly(NewTea, unsaid=UNSET)
class ReplaceTea(msgspec.Struct):
    pass


def test_a_view_has_what_the_value_has_by_its_names_and_what_is_said_besides() -> None:
    view = shown(TeaView, Tea("Oolong", 1_000), price=7)

    assert view == TeaView("Oolong", heavy=True, price=7)


def test_a_view_of_what_no_value_has_is_refused() -> None:
    with pytest.raises(AttributeError):
        shown(TeaView, Tea("Oolong"))


def test_a_form_that_is_another_in_part_takes_any_of_its_fields_or_none() -> None:
    nothing, some = decoding.body(b"{}", ChangeTea), decoding.body(b'{"grams": 5, "version": 2}', ChangeTea)

    assert (nothing.name, nothing.grams, nothing.version) == (None, None, None)
    assert (some.name, some.grams, some.version) == (None, 5, 2)
    assert ChangeTea.__doc__ == "What is left out stays."
    assert msgspec.to_builtins(decoding.body(b'{"name": "x"}', ReplaceTea)) == {"name": "x"}
    assert isinstance(ReplaceTea().grams, UnsetType)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("raw", "field"), [(b'{"grams": 0}', "grams"), (b'{"color": "red"}', "color"), (b'{"name": 1}', "name")]
)
def test_such_a_form_holds_the_others_bounds_and_refuses_what_neither_knows(raw: bytes, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        decoding.body(raw, ChangeTea)

    assert [each.field for each in refused.value.errors] == [field]


@showing(Tea, "name grams")
class ShownTea(msgspec.Struct):
    """As it is on the shelf."""

    grams: float
    heavy: bool
    sold: int = 0


def test_a_view_has_the_named_fields_of_the_model_and_always_says_them() -> None:
    view = shown(ShownTea, Tea("Longjing", 600), sold=3)

    assert msgspec.to_builtins(view) == {"grams": 600, "heavy": True, "name": "Longjing", "sold": 3}
    assert {each.name: each.required for each in msgspec.structs.fields(ShownTea)} == {
        "name": True,
        "grams": True,
        "heavy": True,
        "sold": False,
    }
    assert ShownTea.__doc__ == "As it is on the shelf."


def test_what_a_view_says_of_a_field_itself_holds() -> None:
    types = {each.name: each.type for each in msgspec.structs.fields(ShownTea)}

    assert (types["name"], types["grams"]) == (str, float)
