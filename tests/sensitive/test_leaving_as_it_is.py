"""Whoever is shown numbers in part and saves a form leaves them as they are (F8)."""

from __future__ import annotations

from chalicelib.conversations.service import editing
from chalicelib.core.sensitive import hidden, restored
from chalicelib.people.model.rights import SUPERVISOR
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.visitor import EditVisitor
from tests.sensitive.test_showing import Stage
from tests.worlds import World


def test_what_comes_back_as_it_was_shown_stays_as_it_was(world: World) -> None:
    stage = Stage(world, "Hello")
    desk, anna, visitor_id = world.desk, world.now(stage.anna), stage.visitor.visitor_id
    editing.edit_visitor(
        desk, anna, visitor_id, EditVisitor(name="Li", email="li.lei@example.com", mobile="13812345678")
    )
    path = f"/v1/desk/conversations/{stage.conversation_id}"
    token = stage.tokens[anna.agent_id]
    shown = stage.ask("GET", path, token).said["visitor"]

    body = {"name": "Li Lei", "email": shown["email"], "mobile": shown["mobile"]}
    saved = stage.ask("PUT", f"/v1/desk/visitors/{visitor_id}", token, body)

    after = visitors.whole(desk, visitor_id)
    assert (shown["email"], shown["mobile"]) == ("l*****@example.com", "+86138****5678")
    assert saved.status == 200
    assert (after.name, after.email, after.mobile) == ("Li Lei", "li.lei@example.com", "+8613812345678")


def test_one_s_own_words_are_edited_without_losing_the_number_in_them(world: World) -> None:
    stage = Stage(world, "Hello")
    token, path = stage.tokens[stage.anna.agent_id], f"/v1/desk/conversations/{stage.conversation_id}"
    seq = stage.ask("POST", f"{path}/messages", token, {"text": "Ring 13812345678", "client_id": "r"}).said["seq"]

    body = {"seq": seq, "text": "Please ring 138****5678", "client_id": "e"}
    edited = stage.ask("POST", f"{path}/messages/change", token, body)

    told = str(stage.ask("GET", f"{path}/entries", stage.sign_in(world.agent(role=SUPERVISOR))).said)
    assert edited.status == 201, edited
    assert "Please ring 13812345678" in told


def test_only_what_was_there_comes_back() -> None:
    before = "Call 13812345678, card 6222 0212 3456 7890 128"

    assert restored("Ring 138****5678", before) == "Ring 13812345678"
    assert restored("Ring 139****5678 and 6222 **** **** ***0 128", before) == (
        "Ring 139****5678 and 6222 0212 3456 7890 128"
    )
    assert restored("5 * 3 is **bold**", before) == "5 * 3 is **bold**"
    assert restored("138****5678", None) == "138****5678"


def test_of_several_that_are_shown_alike_each_stays_what_it_was() -> None:
    before = "Write to wangwei@x.example, wanglei@x.example, or 13811115678, then 13822225678."

    shown = hidden(before)

    assert shown.count("w******@x.example") == shown.count("138****5678") == 2
    assert restored(f"{shown} Not 138****5678!", before) == f"{before} Not 13822225678!"
