"""Nobody stores a mask over a number that they were shown in part (F8)."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from msgspec import inspect

from chalicelib.core.errors import Invalid
from chalicelib.core.http import Route
from chalicelib.core.sensitive import hidden
from chalicelib.core.veil import refuse_masks
from chalicelib.everything import ROUTES
from chalicelib.people.model.rights import SUPERVISOR
from tests.sensitive.test_showing import Stage
from tests.worlds import World

WORDS = "Ring 13812345678 or 021-5555 1234, card 6222 0212 3456 7890 128, wang@example.com"
RESTORING = {"edit_note", "fill_in_fields", "edit_visitor", "edit_record", "correct_phone_call"}


def test_every_change_of_what_is_shown_in_part_puts_it_back_or_refuses_it_by_name() -> None:
    every = [each for room in ROUTES for each in room.declared]
    changing = [each for each in every if each.method == "PUT" and each.body is not None and not each.of_desk]
    texts = {each.operation: list(texts_of(each)) for each in changing if not each.restores}

    assert {each.operation for each in changing if each.restores} == RESTORING
    assert sum(map(len, texts.values())) >= 15
    for each in changing:
        for name in texts.get(each.operation, ()):
            with pytest.raises(Invalid) as refused:
                refuse_masks(each.body(**{name: hidden(WORDS)}) if is_loose(each.body) else holding(each.body, name))
            assert [field.field for field in refused.value.errors] == [name]


def texts_of(route: Route) -> Any:
    """The fields of its body that are a text."""
    for field in inspect.type_info(route.body).fields:  # type: ignore[union-attr]
        kinds = field.type.types if isinstance(field.type, inspect.UnionType) else (field.type,)
        if any(isinstance(each, inspect.StrType) for each in kinds):
            yield field.name


def is_loose(body: Any) -> bool:
    """Whether one field alone makes one."""
    return all(not each.required for each in msgspec.structs.fields(body))


def holding(body: Any, name: str) -> Any:
    return body(**{each.name: hidden(WORDS) if each.name == name else None for each in msgspec.structs.fields(body)})


def test_a_customers_note_and_the_record_keep_the_numbers_that_were_left_as_they_were_shown(world: World) -> None:
    stage = Stage(world, "Hello")
    token, path = stage.tokens[stage.anna.agent_id], f"/v1/desk/conversations/{stage.conversation_id}"
    boss = stage.sign_in(world.agent(role=SUPERVISOR))
    note = stage.ask("POST", f"{path}/customer-notes", token, {"text": WORDS, "client_id": "n"}).said
    one = f"{path}/customer-notes/{note['note_id']}"

    body = {"text": f"Mornings: {note['text']}", "version": note["version"]}
    edited = stage.ask("PUT", one, token, body)
    record = {"problem": WORDS, "steps": "", "result": "", "next": ""}
    stage.ask("POST", f"{path}/close", token, {"record": record})
    shown = hidden(WORDS)
    saved = stage.ask("PUT", f"{path}/record", token, {"problem": f"Solved. {shown}"})
    refused = stage.ask("PUT", "/v1/desk/signature", token, {"text": "I am 138****5678"})

    assert note["text"] == shown
    assert (edited.status, saved.status) == (200, 200), (edited, saved)
    assert refused.status in (200, 422)
    told = str(stage.ask("GET", f"{path}/customer-notes", boss).said)
    assert f"Mornings: {WORDS}" in told
    seen = stage.ask("GET", path, boss).said
    assert f"Solved. {WORDS}" in str(seen)
