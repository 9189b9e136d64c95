"""Links in letters: short, ours, and nobody else's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from chalicelib.core import links
from chalicelib.core.desk import Desk
from chalicelib.core.errors import NotFound
from tests.worlds import Clock, Nowhere, desk_with

DESK = desk_with(Clock(), Nowhere())
NAME = "01k0000000000000000000000a"


def with_keys(*keys: tuple[str, str]) -> Desk:
    return replace(DESK, settings=replace(DESK.settings, token_keys=keys))


def test_a_link_leads_back_to_what_it_names_and_fits_into_an_sms() -> None:
    token = links.sign(DESK, "survey", NAME)

    assert links.read(DESK, "survey", token) == NAME
    assert len(token) <= 43


def test_a_link_for_something_else_or_of_another_desk_leads_nowhere() -> None:
    other = with_keys(("k9", "another secret of thirty-two characters"))

    for desk, purpose in ((DESK, "ticket"), (other, "survey")):
        with pytest.raises(NotFound):
            links.read(DESK, "survey", links.sign(desk, purpose, NAME))


def test_a_link_stays_good_while_its_key_is_being_replaced() -> None:
    token = links.sign(DESK, "survey", NAME)
    rotated = with_keys(("k2", "a newer secret of at least thirty-two"), *DESK.settings.token_keys)

    assert links.read(rotated, "survey", token) == NAME
    assert links.sign(rotated, "survey", NAME) != token


@given(st.text(max_size=60))
def test_nothing_made_up_is_a_link(token: str) -> None:
    with pytest.raises(NotFound):
        links.read(DESK, "survey", token)


@given(st.integers(0, 42), st.characters())
def test_a_link_with_one_other_character_leads_nowhere(place: int, character: str) -> None:
    token = links.sign(DESK, "survey", NAME)
    changed = token[:place] + character + token[place + 1 :]

    if changed != token:
        with pytest.raises(NotFound):
            links.read(DESK, "survey", changed)
