"""Over HTTP: what an operation asks of DynamoDB, authentication included, and what hostile visitors send."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.core.transactions import Transaction
from chalicelib.offline import store
from chalicelib.offline.model.message import allocated
from chalicelib.people.model.agents import by_agent
from chalicelib.people.model.rights import SUPERVISOR
from tests.in_process import Answered, Asking, named_in
from tests.offline.night import FORM, Night
from tests.worlds import World, counted

OWN, ALL = "/v1/widget/demo/offline-messages", "/v1/desk/offline-messages"


@dataclass(repr=False)
class Shop(Asking):
    """A shop at night, asked over HTTP by a visitor, an agent and a supervisor."""

    world: World
    names: Iterator[int] = field(default_factory=itertools.count)

    def __post_init__(self) -> None:
        super().__init__()
        self.night = Night(self.world).fall(agents=1)
        self.visitor = self.visit()
        self.agent = self.sign_in(self.night.agents[0])
        self.supervisor = self.sign_in(self.world.agent(role=SUPERVISOR))

    def leave(self, token: str | None = None, **values: Any) -> Answered:
        return self.ask("POST", OWN, token or self.visitor, {**FORM, "client_id": str(next(self.names)), **values})

    def given(self) -> str:
        """A new message that the agent was given; its id."""
        return self.night.given().message_id

    def costs(self, method: str, path: str, token: str, body: Any = None) -> int:
        with counted() as requests:
            answer = self.ask(method, path, token, body)
        assert answer.status in (200, 201), answer
        return len(requests)

    def stock(self, number: int) -> None:
        """So many more messages of as many visitors, which the agent has, written directly."""
        model, holder = self.night.leave(), by_agent(self.night.agents[0])
        for start in range(0, number, 25):
            tx = Transaction(self.world.desk)
            for each in range(start, min(start + 25, number)):
                at = model.created_at - timedelta(hours=1, seconds=each)
                one = replace(model, message_id=self.world.desk.new_id("off"), created_at=at, visitor_id=f"vis_{each}")
                tx.put(store.row_of(allocated(one, holder)))
            tx.commit()


@pytest.fixture
def shop(world: World) -> Shop:
    return Shop(world)


# --- what it costs --------------------------------------------------------------------------------------------------


def test_operations_cost_the_same_with_ten_messages_and_with_two_hundred(shop: Shop) -> None:
    def costs() -> dict[str, int]:
        visitor = shop.visit()
        said = {"text": "Yes", "by": ["email", "sms", "widget"], "client_id": "a"}
        path = f"{ALL}/{shop.given()}"
        return {
            "leave": shop.costs("POST", OWN, visitor, {**FORM, "client_id": "c", "conversation_id": "cnv_x"}),
            "list_own": shop.costs("GET", OWN, visitor),
            "mine": shop.costs("GET", f"{ALL}?view=mine&state=new", shop.agent),
            "all_mine": shop.costs("GET", f"{ALL}?view=mine", shop.agent),
            "new": shop.costs("GET", f"{ALL}?view=new", shop.agent),
            "all": shop.costs("GET", f"{ALL}?view=all", shop.supervisor),
            "claim": shop.costs("POST", f"{path}/claim", shop.agent, {}),
            "answer": shop.costs("POST", f"{path}/answer", shop.agent, said),
            "read": shop.costs("GET", path, shop.agent),
            "close": shop.costs("POST", f"{path}/close", shop.agent, {}),
        }

    shop.stock(10)
    few = costs()
    shop.stock(190)
    many = costs()

    assert few == many
    assert many == {
        "leave": 4,  # two of them: whether we write from the address they left, and how many left one from there
        "list_own": 3,
        "mine": 3,
        "all_mine": 6,
        "new": 5,
        "all": 6,
        "claim": 3,
        "answer": 5,  # two of them: whether letters to their address came back, and what this one ends with
        "read": 4,
        "close": 7,  # and whoever was answered is asked how it went
    }


# --- hostile visitors -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"name": "王\r\nBcc: all@example.com"}, ["name"]),
        ({"name": ""}, ["name"]),
        ({"name": "x" * 81}, ["name"]),
        ({"email": "wang@mail.example.com\nBcc: x@example.com"}, ["email"]),
        ({"email": "nobody"}, ["email"]),
        ({"email": "x" * 5_000 + "@example.com"}, ["email"]),
        ({"mobile": "12"}, ["mobile"]),
        ({"mobile": "1" * 5_000}, ["mobile"]),
        ({"email": None, "mobile": None}, ["email", "mobile"]),
        ({"email": " ", "mobile": ""}, ["email", "mobile"]),
        ({"text": ""}, ["text"]),
        ({"text": "\u3000\n"}, ["text"]),
        ({"text": "x" * 4_001}, ["text"]),
        ({"category": "x" * 81, "page": "x" * 2_001}, ["category"]),
        ({"name": "", "email": "no", "mobile": "no", "text": ""}, ["name", "email", "mobile", "text"]),
        ({"conversation_id": "x" * 101}, ["conversation_id"]),
        ({"client_id": ""}, ["client_id"]),
        ({"colour": "red"}, ["colour"]),
    ],
)
def test_a_form_that_does_not_hold_is_refused_by_field(shop: Shop, values: dict[str, Any], named: list[str]) -> None:
    answer = shop.leave(**values)

    assert answer.status == 422
    assert named_in(answer) == named
    assert shop.ask("GET", OWN, shop.visitor).said == {"items": [], "next": None}


def test_a_hundred_kilobytes_are_too_large(shop: Shop) -> None:
    answer = shop.leave(text="x" * 100_000)

    assert answer.status == 413
    assert shop.night.told("offline_message") == []


def test_a_script_is_a_text_like_any_other_and_reaches_nobody_as_markup(shop: Shop) -> None:
    script = "<script>alert(1)</script>"

    answer = shop.leave(name=script, text=script, page="javascript:alert(1)")
    shop.night.time_goes_by()

    stored = shop.ask("GET", f"{ALL}/{answer.said['message_id']}", shop.supervisor).said
    (mail,) = shop.night.letters("email", "mei@shop.example.com")
    assert (stored["name"], stored["text"]) == (script, script)
    assert script not in mail.html and "&lt;script&gt;" in mail.html  # type: ignore[union-attr]
    assert 'href="javascript' not in mail.html.lower()  # type: ignore[union-attr]


def test_a_strangers_token_sees_and_does_nothing(shop: Shop) -> None:
    message_id = shop.leave().said["message_id"]
    stranger = shop.visit()

    assert shop.ask("GET", OWN, stranger).said["items"] == []
    assert shop.ask("GET", OWN).status == 401
    assert shop.ask("GET", OWN, shop.agent).status == 401
    assert shop.ask("GET", f"{ALL}/{message_id}", shop.visitor).status == 401
    assert shop.ask("GET", OWN.replace("demo", "other"), shop.visitor).status == 401
    assert shop.ask("POST", f"{ALL}/{message_id}/assign", shop.agent, {"agent_id": "x"}).status == 403


def test_a_cursor_of_another_list_is_refused(shop: Shop) -> None:
    shop.stock(30)
    cursor = shop.ask("GET", f"{ALL}?view=mine", shop.agent).said["next"]

    following = shop.ask("GET", f"{ALL}?view=mine&cursor={cursor}", shop.agent)
    foreign = shop.ask("GET", f"{ALL}?view=all&cursor={cursor}", shop.supervisor)

    assert (following.status, len(following.said["items"]), following.said["next"]) == (200, 10, None)
    assert (foreign.status, named_in(foreign)) == (422, ["cursor"])


def test_whoever_reaches_a_message_reads_how_its_answer_was_rated_and_nobody_else(shop: Shop) -> None:
    message_id = shop.given()
    path = f"{ALL}/{message_id}/survey"
    other = shop.sign_in(shop.world.agent())

    before = shop.ask("GET", path, shop.agent)
    answer = {"text": "Tomorrow", "by": ["email"], "client_id": "1"}
    shop.ask("POST", f"{ALL}/{message_id}/answer", shop.agent, answer)
    shop.ask("POST", f"{ALL}/{message_id}/close", shop.agent, {})
    with counted() as requests:
        mine = shop.ask("GET", path, shop.agent)

    assert (before.status, mine.status, shop.ask("GET", path, shop.supervisor).status) == (404, 200, 200)
    assert (mine.said["about"], mine.said["state"], mine.said["answer"]) == (message_id, "asked", None)
    assert shop.ask("GET", path, other).status == 403
    assert shop.ask("GET", path, shop.visitor).status == 401
    assert requests.names == ["GetItem"] * len(requests.names)
    assert len(requests) <= 3  # who asks, the message, its survey


# --- what comes twice, and from where -------------------------------------------------------------------------------


def test_a_message_without_a_name_of_its_own_is_named_by_the_header_or_refused(shop: Shop) -> None:
    named = {"Idempotency-Key": "k-1"}

    first = shop.ask("POST", OWN, shop.visitor, FORM, headers=named)
    again = shop.ask("POST", OWN, shop.visitor, FORM, headers=named)
    nameless = shop.ask("POST", OWN, shop.visitor, FORM)
    long = shop.ask("POST", OWN, shop.visitor, FORM, headers={"Idempotency-Key": "k" * 101})

    assert (first.status, again.status) == (201, 200)
    assert first.said["message_id"] == again.said["message_id"]
    assert (nameless.status, named_in(nameless)) == (422, ["client_id"])
    assert (long.status, named_in(long)) == (422, ["Idempotency-Key"])
    assert len(shop.ask("GET", OWN, shop.visitor).said["items"]) == 1


def test_an_answer_by_sms_is_measured_for_whoever_may_answer(shop: Shop) -> None:
    path = f"{ALL}/{shop.given()}/sms-preview"

    with counted() as requests:
        found = shop.ask("POST", path, shop.agent, {"text": "Yes"})
    foreign = shop.ask("POST", path, shop.visitor, {"text": "Yes"})

    assert (found.status, found.said["segments"], found.said["cost_fen"], found.said["limit"]) == (200, 1, 10, 1400)
    assert len(requests) == 3
    assert foreign.status == 401
