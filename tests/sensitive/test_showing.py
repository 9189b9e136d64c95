"""One number in full, for a reason (F8)."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.core import audit, times
from chalicelib.sensitive.service.showing import SHOWN
from tests.in_process import Answered, Asking
from tests.worlds import World

URL = "/v1/desk/sensitive/shown"


class Stage(Asking):
    """An agent who does not see numbers in full, with a conversation, and another agent."""

    def __init__(self, world: World, text: str) -> None:
        super().__init__()
        self.world = world
        self.anna, self.bert = world.found(agents=2)
        world.online(self.anna)
        self.visitor = world.visitor()
        first = StartConversation(text=text, client_id="1")
        self.conversation_id = conversations.start_conversation(world.desk, self.visitor, "demo", first).conversation_id
        self.tokens = {each.agent_id: self.sign_in(each) for each in (self.anna, self.bert)}

    def show(self, agent: Any = None, **fields: Any) -> Answered:
        names = {"conversation_id": self.conversation_id}
        body = {"operation": "read_transcript", "names": names, "shown": "138****5678", "reason": "Call back", **fields}
        return self.ask("POST", URL, self.tokens[(agent or self.anna).agent_id], body)

    def read(self, agent: Any = None) -> str:
        path = f"/v1/desk/conversations/{self.conversation_id}/entries"
        return str(self.ask("GET", path, self.tokens[(agent or self.anna).agent_id]).said)

    def audited(self) -> list[audit.Audited]:
        acts, _ = audit.read(self.world.desk, times.month(self.world.desk.now()), act="show_number")
        return list(acts)


@pytest.fixture
def stage(world: World) -> Stage:
    return Stage(world, "Call 13812345678, or 13912345678")


def test_one_number_is_shown_to_who_says_why_and_that_is_noted_without_it(stage: Stage) -> None:
    before = stage.read()

    answer = stage.show()

    assert "138****5678" in before and "13812345678" not in before
    assert (answer.status, answer.said) == (200, {"value": "13812345678", "kind": "phone"})
    (entry,) = stage.audited()
    assert (entry.by, entry.about) == (stage.anna.agent_id, stage.conversation_id)
    assert entry.after["reason"] == "Call back" and entry.after["place"].endswith("/text")
    assert "13812345678" not in str(entry)


def test_one_of_several_in_a_text_is_shown_by_its_place(stage: Stage) -> None:
    text = "Call 138****5678, or 139****5678"

    answers = [stage.show(shown=text, number=number) for number in (0, 1, 2)]

    assert [each.said.get("value") for each in answers] == ["13812345678", "13912345678", None]


def test_whoever_does_not_reach_where_it_stands_is_shown_nothing(stage: Stage) -> None:
    others = stage.show(stage.bert)
    nothing = stage.show(shown="137****5678")
    nowhere = stage.show(names={"conversation_id": "cnv_nothing"})
    wrong = [stage.show(operation=each) for each in ("reply", "list_phrases", "read_own_survey", "nothing")]
    other_names = stage.show(names={"visitor_id": "x"})

    assert (others.status, nothing.status, nowhere.status) == (403, 404, 404)
    assert {each.status for each in (*wrong, other_names)} == {404}
    assert stage.audited() == []


@pytest.mark.parametrize("reason", ["", "  ", "\n", "since it is 13812345678", "x" * 201])
def test_a_reason_is_needed_and_is_not_the_number(stage: Stage, reason: str) -> None:
    answer = stage.show(reason=reason)

    assert (answer.status, answer.said["errors"][0]["field"]) == (422, "reason")
    assert stage.audited() == []


def test_numbers_that_look_alike_are_not_guessed_at(world: World) -> None:
    stage = Stage(world, "Call 13812345678 or 13899995678")

    answer = stage.show()

    assert (answer.status, answer.said["code"]) == (409, "several_alike")
    assert stage.audited() == []


def test_who_asks_for_too_many_has_to_wait(stage: Stage) -> None:
    answers = [stage.show() for _ in range(SHOWN.most + 1)]

    assert [each.status for each in answers[-2:]] == [200, 429]
    assert len(stage.audited()) == SHOWN.most
