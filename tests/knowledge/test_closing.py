"""What a conversation was about and what was done in it: at its end, afterwards, and as it was kept before."""

from __future__ import annotations

import json
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from chalicelib.campaigns.service import definitions
from chalicelib.conversations import service as conversations
from chalicelib.conversations import store
from chalicelib.conversations.model.conversation import Header
from chalicelib.core import audit, work
from chalicelib.core.tables import table_name
from chalicelib.knowledge import service as knowledge
from chalicelib.knowledge.model.categories import EARLIER
from chalicelib.operations import service as operations
from chalicelib.people.model.rights import ADMINISTRATOR, SUPERVISOR
from chalicelib.plans import service as plans
from tests.crashes import Death, at_each_write
from tests.followups.stage import boss, caller, settle, theirs
from tests.in_process import Asking, named_in
from tests.stored import put_item
from tests.worlds import World, at_once, counted

STORED = Path(__file__).parent / "stored" / "former.jsonl"
RECORD = {"problem": "Late parcel", "steps": "Asked the carrier", "result": "Found", "next": "Arrives tomorrow"}


class Talk(Asking):
    """An agent, and a conversation that they have answered."""

    def __init__(self, world: World) -> None:
        super().__init__()
        self.world = world
        (self.agent,) = world.found(agents=1)
        self.token = self.come_online(self.agent)
        self.visitor = self.visit()
        self.id = self.begin(self.visitor)
        self.path = f"/v1/desk/conversations/{self.id}"
        assert self.ask("POST", f"{self.path}/messages", self.token, {"text": "Hi", "client_id": "r"}).status == 201

    @property
    def header(self) -> Header:
        return conversations.find(self.world.desk, self.id)

    def close(self, **body: Any) -> Any:
        return self.ask("POST", f"{self.path}/close", self.token, body)

    def entries(self, token: str, path: str) -> list[dict[str, Any]]:
        return list(self.ask("GET", path, token).said["entries"])


@pytest.fixture
def talk(world: World) -> Talk:
    return Talk(world)


def test_closing_files_it_under_a_category_with_its_record_in_the_same_write(talk: Talk) -> None:
    with counted() as requests:
        closed = talk.close(category_id="delivery", record=RECORD)
    read = talk.ask("GET", talk.path, talk.token)

    assert (closed.status, closed.said["category"], closed.said["category_id"]) == (200, "Delivery", "delivery")
    assert read.said["record"] == {**RECORD, "version": 1}
    assert requests.names[:4] == ["GetItem", "GetItem", "GetItem", "TransactWriteItems"]


def test_closing_without_a_category_costs_what_it_did(talk: Talk) -> None:
    with counted() as requests:
        assert talk.close(record=RECORD).status == 200

    assert requests.names[:3] == ["GetItem", "GetItem", "TransactWriteItems"]


@pytest.mark.parametrize(("words", "category_id"), [("refund", "refund"), ("垃圾消息", "spam"), ("Something", None)])
def test_words_that_the_tree_knows_are_filed_there_and_others_stay_words(
    talk: Talk, words: str, category_id: str | None
) -> None:
    closed = talk.close(category=f" {words} ")

    assert closed.said["category_id"] == category_id
    assert closed.said["category"] == {"refund": "Refund", "垃圾消息": "Spam"}.get(words, words)


def test_a_plan_that_wants_it_filed_has_no_conversation_closed_without(world: World, talk: Talk) -> None:
    plans.update_plan(world.desk, "demo", {"needs_category": True}, None)
    second = talk.begin(talk.visit(), client_id="second")
    path = f"/v1/desk/conversations/{second}"

    refused = talk.ask("POST", f"{path}/close", talk.token, {"category": "Something", "record": RECORD})
    closed = talk.ask("POST", f"{path}/close", talk.token, {"category_id": "other"})

    assert talk.ask("GET", path, talk.token).said["needs_category"] is True
    assert (refused.status, refused.said["code"], named_in(refused)) == (422, "category_needed", ["category_id"])
    assert closed.said["state"] == "closed"
    assert talk.close().status == 200  # it began before the plan wanted it


def test_nothing_is_filed_where_there_is_nothing_or_where_it_is_archived(world: World, talk: Talk) -> None:
    admin = talk.sign_in(world.agent(role=ADMINISTRATOR))
    talk.ask("PUT", "/v1/admin/categories/enquiry", admin, {"archived": True})

    answers = [talk.close(category_id=each) for each in ("nothing", "enquiry", "delivery")]
    long = talk.close(record={"steps": "x" * 501})

    assert [(each.status, named_in(each)) for each in answers] == [(422, ["category_id"])] * 3
    assert (long.status, named_in(long)) == (422, ["record.steps"])
    assert talk.header.state == "open"


@pytest.mark.also_on_moto
def test_what_the_visitor_closed_first_is_filed_once_by_its_agent(talk: Talk) -> None:
    assert talk.ask("POST", f"/v1/widget/demo/conversations/{talk.id}/close", talk.visitor, {}).status == 200

    first = talk.close(category_id="refund", record=RECORD)
    again = talk.close(category_id="price", record={"problem": "Other"})

    assert (first.said["category_id"], again.said["category_id"]) == ("refund", "refund")
    assert talk.header.wrap.record is not None
    assert talk.header.wrap.record.problem == "Late parcel"


def test_it_can_be_filed_elsewhere_later_and_the_transcript_says_so_to_agents_alone(talk: Talk) -> None:
    early = talk.ask("PUT", f"{talk.path}/category", talk.token, {"category_id": "refund"})
    talk.close(category_id="refund")

    filed, twice = (talk.ask("PUT", f"{talk.path}/category", talk.token, {"category_id": "price"}) for _ in range(2))

    ours = talk.entries(talk.token, f"{talk.path}/entries")
    visitors = talk.entries(talk.visitor, f"/v1/widget/demo/conversations/{talk.id}/entries")
    assert (early.status, early.said["code"]) == (409, "not_over")
    assert (filed.said["category_id"], twice.said["category_id"]) == ("price", "price")
    assert [(each["kind"], each["note"]) for each in ours if each["kind"] == "filed"] == [
        ("filed", "Refund → Price and offers")
    ]
    assert [each["seq"] for each in ours] == list(range(1, len(ours) + 1))
    assert "filed" not in {each["kind"] for each in visitors}


def test_its_record_is_changed_later_in_parts_by_whoever_reaches_it(world: World, talk: Talk) -> None:
    early = talk.ask("PUT", f"{talk.path}/record", talk.token, {"problem": "A"})
    talk.close()
    stranger, lead = talk.sign_in(world.agent()), talk.sign_in(world.agent(role=SUPERVISOR))

    first = talk.ask("PUT", f"{talk.path}/record", talk.token, {"problem": "A", "version": 0})
    at_once([partial(talk.ask, "PUT", f"{talk.path}/record", lead, {each: each}) for each in ("steps", "result")])
    stale = talk.ask("PUT", f"{talk.path}/record", talk.token, {"problem": "B", "version": 1})
    foreign = talk.ask("PUT", f"{talk.path}/record", stranger, {"problem": "B"})

    read = talk.ask("GET", talk.path, talk.token).said["record"]
    assert (early.status, first.status, stale.status, foreign.status) == (409, 200, 409, 403)
    assert read == {"problem": "A", "steps": "steps", "result": "result", "next": "", "version": 3}
    acts = [each for each in audit.whole_month(world.desk, "2026-11") if each.act == "edit_record"]
    assert [each.after["version"] for each in acts] == [1, 2, 3]


def test_whoever_dies_while_closing_and_tries_again_has_filed_it_once(world: World) -> None:
    talk = Talk(world)

    def story(death: Death) -> None:
        said = {"category_id": "delivery", "record": RECORD}
        conversation_id = talk.begin(talk.visit(), client_id=f"{death.number}{death.written}")
        path = f"/v1/desk/conversations/{conversation_id}"
        with death():
            talk.ask("POST", f"{path}/close", talk.token, said)
            talk.ask("PUT", f"{path}/category", talk.token, {"category_id": "price"})
            talk.ask("PUT", f"{path}/record", talk.token, {"next": "Nothing"})
        talk.ask("POST", f"{path}/close", talk.token, said)
        talk.ask("PUT", f"{path}/category", talk.token, {"category_id": "price"})
        talk.ask("PUT", f"{path}/record", talk.token, {"next": "Nothing"})

        header = conversations.find(world.desk, conversation_id)
        filed = [each for each in talk.entries(talk.token, f"{path}/entries") if each["kind"] == "filed"]
        assert (header.wrap.category_id, len(filed)) == ("price", 1)
        assert header.wrap.record is not None
        assert (header.wrap.record.problem, header.wrap.record.next) == ("Late parcel", "Nothing")

    at_each_write(story, least=3)


def test_a_phrase_is_filled_for_this_visitor_by_who_answers_them(world: World, talk: Talk) -> None:
    plans.update_plan(world.desk, "demo", {"time_zone": "UTC"}, None)
    asked = {"text": "{greeting}, {name}! {agent} No. {number}, {plan}", "language": "en"}

    filled = talk.ask("POST", f"{talk.path}/phrase", talk.token, asked)
    wrong = talk.ask("POST", f"{talk.path}/phrase", talk.token, {"text": "{order}"})
    foreign = talk.ask("POST", f"{talk.path}/phrase", talk.sign_in(world.agent()), asked)

    agent = talk.agent
    assert filled.said == {"text": f"Good morning! {agent.name} No. {agent.number}, Demo"}
    assert (wrong.status, named_in(wrong), foreign.status) == (422, ["text"], 403)


def test_managers_read_the_records_in_reach_with_what_fills_itself_in(world: World, talk: Talk) -> None:
    talk.close(category_id="delivery", record=RECORD)
    survey = f"/v1/widget/demo/surveys/srv_{talk.id.partition('_')[2]}"
    work.run_due(world.desk)
    answered = talk.ask("POST", f"{survey}/answer", talk.visitor, {"score": 5, "client_id": "s"})
    lead = talk.sign_in(world.agent(role=SUPERVISOR))

    with counted() as requests:
        listed = talk.ask("GET", "/v1/admin/records", lead)
    again = talk.ask("GET", "/v1/admin/records", lead)

    (sheet,) = listed.said["items"]
    assert answered.status in (200, 201)
    assert {name: sheet[name] for name in RECORD} == RECORD
    assert (sheet["score"], sheet["zh"], sheet["en"]) == (5, ["咨询", "物流配送"], ["Enquiry", "Delivery"])
    assert (sheet["agent"]["number"], sheet["source"], sheet["plan_key"]) == (talk.agent.number, "web", "demo")
    assert listed.said == again.said
    assert len(requests) == 6
    assert [each.act for each in audit.whole_month(world.desk, "2026-11")].count("read_records") == 1
    assert talk.ask("GET", "/v1/admin/records", talk.token).status == 403


def test_a_rule_is_for_what_stands_under_its_category_in_either_language(world: World) -> None:
    talk = Talk(world)
    for name, category in (("under", "售后"), ("same", "Refund"), ("other", "物流配送")):
        definitions.create_rule(
            world.desk, caller(boss(world)), {"name": name, "categories": [category], "after_days": 1}
        )

    talk.close(category_id="refund")
    world.clock.forward(days=2)
    settle(world)

    assert len(theirs(world, talk.agent)) == 2


# --- as it was kept before -----------------------------------------------------------------------------------------


def as_it_was(world: World) -> None:
    """Nine conversations that are over, as the version before filed them, and one that goes on."""
    for line in STORED.read_text().splitlines():
        row = json.loads(line)
        put_item(table_name(row["table"]), row["item"])
    world.desk.new_id.numbers = count(1_000)  # type: ignore[attr-defined]


def filed(world: World) -> dict[str, str | None]:
    """The words of each conversation that is over, and where it is filed."""
    ids, _ = store.list_in_state(world.desk, "closed", 100, None)
    headers = store.headers(world.desk, ids)
    return {str(each.category): each.wrap.category_id for each in headers}


def test_words_of_before_are_in_the_tree_after_a_start_and_their_conversations_are_filed_there(world: World) -> None:
    as_it_was(world)

    for _ in range(2):
        operations.bring_up(world.desk)
        settle(world)
        world.clock.forward(minutes=20)

    tree, there = knowledge.read_tree(world.desk), filed(world)
    earlier = [each for each in tree.categories if each.parent_id == EARLIER]
    assert [each.zh for each in sorted(earlier, key=lambda each: each.zh)] == ["VIP  客户", "x" * 80, "物流"]
    assert (there["Refund"], there["refund"], there["spam"], there["垃圾消息"]) == ("refund", "refund", "spam", "spam")
    assert there["物流"] == next(each.category_id for each in earlier if each.zh == "物流")
    assert there["None"] is None
    assert not work.dead(world.desk)


def test_a_start_that_dies_at_any_write_files_each_of_them_once_started_again(world: World) -> None:
    def story(death: Death) -> None:
        as_it_was(world)
        with death():
            operations.bring_up(world.desk)
            work.run_due(world.desk)
        operations.bring_up(world.desk)
        world.clock.forward(minutes=20)
        settle(world)

        names = [each.zh for each in knowledge.read_tree(world.desk).categories]
        assert len(names) == len(set(names))
        assert [words for words, category_id in filed(world).items() if category_id is None] == ["None"]

    at_each_write(story, sides=(False,), step=4, least=4)
