"""What a plan asks before the first message: it is checked, it routes, and it is known afterwards (A6)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.conversations import service
from chalicelib.conversations.api.views import BY_VISITORS, show_page
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.conversations.model.prechat import Answers, FilledForm, Reader, checked_answers
from chalicelib.conversations.service import reading
from chalicelib.core import work
from chalicelib.core.errors import Invalid
from chalicelib.people import service as people
from chalicelib.people.model.forms import CreateGroup
from chalicelib.plans import service as plans
from chalicelib.plans.model.prechat import Prechat
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.visitor import Visitor
from infra.bench.crowd import everybody_waiting
from tests.worlds import World, counted

CONSENT = {"en": "We keep what you write.", "zh-CN": "我们会保存您填写的内容。"}
CASES = json.loads((Path(__file__).parents[2] / "chalicelib/web/pages/form/contacts.json").read_text(encoding="utf-8"))


def choice(choice_id: str, group_id: str | None = None) -> dict[str, Any]:
    return {"choice_id": choice_id, "texts": {"en": choice_id.title(), "zh-CN": "投诉"}, "group_id": group_id}


def ask(world: World, **prechat: Any) -> int:
    """The plan asks this; the version of its consent text."""
    plans.update_plan(world.desk, "demo", {"prechat": {"active": True, **prechat}}, None)
    return plans.read_plan(world.desk, "demo").prechat.consent_version


def start(world: World, visitor: Any, client_id: str = "c", **form: Any) -> str:
    filled = FilledForm(**form) if form else None
    first = StartConversation(text="hello", client_id=client_id, form=filled)
    return service.start_conversation(world.desk, visitor, "demo", first).conversation_id


def wrong(refused: pytest.ExceptionInfo[Invalid]) -> list[str]:
    return [each.field for each in refused.value.errors]


def complaints(world: World) -> tuple[Any, str]:
    """An agent who is there, and the group of theirs that the plan does not name."""
    agent = world.agent()
    group = people.create_group(
        world.desk, CreateGroup(name="Complaints", leader_id=agent.agent_id, member_ids=[agent.agent_id])
    )
    world.online(agent)
    return agent, group.group_id


def card(world: World, visitor: Any) -> Visitor:
    return visitors.read(world.desk, visitor)


def test_a_choice_leads_to_the_agents_of_its_group_and_another_to_the_plans_own(world: World) -> None:
    (usual,) = world.found(agents=1)
    world.online(usual)
    agent, group_id = complaints(world)
    ask(world, choices=[choice("complaint", group_id), choice("enquiry")])

    complaint = start(world, world.visitor(), choice="complaint")
    enquiry = start(world, world.visitor(), choice="enquiry")

    held = {each.conversation_id: each for each in service.headers(world.desk, [complaint, enquiry])}
    assert (held[complaint].agent_id, held[enquiry].agent_id) == (agent.agent_id, usual.agent_id)
    assert (held[complaint].group_ids, held[complaint].agent_ids) == ((group_id,), ())


def test_a_choice_waits_for_its_group_until_somebody_comes_or_the_plan_says_otherwise(world: World) -> None:
    (usual,) = world.found(agents=1)
    world.online(usual)
    agent, group_id = complaints(world)
    world.online(agent, "offline")
    ask(world, choices=[choice("complaint", group_id)])
    conversation_id = start(world, world.visitor(), choice="complaint")
    (waiting,) = everybody_waiting(world.desk)

    ask(world, choices=[choice("complaint")])
    while work.run_due(world.desk):
        pass

    (header,) = service.headers(world.desk, [conversation_id])
    assert waiting.pools == (group_id,)
    assert (header.state, header.agent_id) == ("open", usual.agent_id)


def test_what_is_demanded_is_refused_where_it_is_missing_with_every_field_named(world: World) -> None:
    world.found()
    ask(world, name="required", email="required", mobile="optional", choices=[choice("enquiry")], consent=CONSENT)
    visitor = world.visitor()

    with pytest.raises(Invalid) as refused:
        start(world, visitor)
    with pytest.raises(Invalid) as hostile:
        start(world, visitor, name="\u202e\n", email="a@b", mobile="12", choice="nonsense", consent=77)

    assert wrong(refused) == ["form.name", "form.email", "form.choice", "form.consent"]
    assert wrong(hostile) == ["form.name", "form.email", "form.mobile", "form.choice", "form.consent"]
    assert card(world, visitor).open_conversation_id is None


def test_what_was_filled_in_begins_the_transcript_for_agents_and_is_on_the_visitors_card(world: World) -> None:
    (agent,) = world.found(agents=1)
    world.online(agent)
    version = ask(world, name="required", mobile="required", choices=[choice("enquiry")], consent=CONSENT)
    visitor = world.visitor()

    conversation_id = start(
        world, visitor, name="  Wang  Li ", mobile="138 0013 8000", choice="enquiry", consent=version
    )

    page = reading.read_transcript(world.desk, world.now(agent), conversation_id, 0, 100)
    first, message = page.entries[:2]
    assert (first.kind, first.text, message.kind) == ("form", "Enquiry · Wang Li · +8613800138000", "message")
    assert first.form is not None
    assert (first.form.consent_version, first.form.consent) == (version, CONSENT["en"])
    known = card(world, visitor)
    assert (known.name, known.mobile, message.author.name) == ("Wang Li", "+8613800138000", "Wang Li")
    assert known.agreed is not None
    assert known.agreed.version == version
    assert known.first_seen_at < known.agreed.at < world.desk.now()


def test_nobody_but_agents_is_shown_what_was_filled_in(world: World) -> None:
    world.found()
    ask(world, name="required")
    visitor = world.visitor()

    conversation_id = start(world, visitor, name="Wang Li")

    page = service.read_entries(world.desk, visitor, "demo", conversation_id, 0, 100)
    shown = show_page(page, world.desk.now(), 1000, BY_VISITORS)
    assert [each.kind for each in shown.entries] == ["message", "waiting"]
    assert all(each.form is None for each in shown.entries)


def test_the_plans_welcome_is_said_to_the_first_message_behind_the_form_as_without_one(world: World) -> None:
    world.found()
    plans.update_plan(world.desk, "demo", {"texts": {"en": {"welcome": "Welcome, {name}"}}}, None)
    ask(world, name="required")
    visitor = world.visitor()

    conversation_id = start(world, visitor, name="Wang Li")

    page = service.read_entries(world.desk, visitor, "demo", conversation_id, 0, 100)
    assert [each.text for each in page.entries if each.kind == "auto_reply"] == ["Welcome, Wang Li"]


def test_who_has_answered_is_asked_for_nothing_but_the_choice_until_the_text_changes(world: World) -> None:
    world.found()
    version = ask(world, name="required", choices=[choice("enquiry")], consent=CONSENT)
    visitor = world.visitor()
    service.close_by_visitor(world.desk, visitor, "demo", start(world, visitor, name="W", choice="enquiry", consent=1))

    second = start(world, visitor, "d", choice="enquiry")
    service.close_by_visitor(world.desk, visitor, "demo", second)
    ask(world, consent={"en": "We keep it for a year."})
    with pytest.raises(Invalid) as refused:
        start(world, visitor, "e", choice="enquiry")

    assert version == 1
    assert wrong(refused) == ["form.consent"]


def test_the_same_start_twice_is_one_also_after_the_form_was_changed(world: World) -> None:
    world.found()
    ask(world, consent=CONSENT)
    visitor = world.visitor()
    first = start(world, visitor, consent=1)
    service.close_by_visitor(world.desk, visitor, "demo", first)
    ask(world, consent={"en": "Another text."})

    again = start(world, visitor, consent=1)

    assert again == first


def test_a_name_that_is_known_stays_and_an_address_is_the_visitors_own_word(world: World) -> None:
    (agent,) = world.found(agents=1)
    world.online(agent)
    ask(world, name="optional", email="optional")
    visitor = world.visitor()
    first = start(world, visitor, name="Wang", email="w@mail.example.com")
    service.close_by_visitor(world.desk, visitor, "demo", first)

    start(world, visitor, "d", name="Emperor", email="other@mail.example.com")

    assert (card(world, visitor).name, card(world, visitor).email) == ("Wang", "other@mail.example.com")


def test_while_the_plan_is_closed_nothing_is_demanded_and_what_is_said_is_kept(world: World) -> None:
    world.found()
    ask(world, name="required", mobile="optional")
    plans.update_plan(world.desk, "demo", {"open": False}, None)
    visitor, silent = world.visitor(), world.visitor()

    start(world, visitor, mobile="13800138000")
    start(world, silent)

    assert (card(world, visitor).mobile, card(world, silent).mobile) == ("+8613800138000", None)


def test_a_message_into_what_is_open_needs_no_form(world: World) -> None:
    world.found()
    visitor = world.visitor()
    first = start(world, visitor)
    ask(world, name="required")

    again = start(world, visitor, "d")

    assert again == first


def test_a_start_with_a_form_asks_for_nothing_more_of_the_database_but_for_an_address(world: World) -> None:
    (agent,) = world.found(agents=1)
    world.online(agent)
    ask(world, name="optional", email="optional", mobile="optional")
    plain, named, reached = world.visitor(), world.visitor(), world.visitor()

    with counted() as without:
        start(world, plain)
    with counted() as with_name:
        start(world, named, name="Wang", mobile="13800138000")
    with counted() as with_email:
        start(world, reached, email="w@mail.example.com")

    assert len(with_name) == len(without)
    assert len(with_email) == len(without) + 1


@pytest.mark.parametrize("case", CASES, ids=lambda case: ascii(case["typed"]))
def test_an_address_is_checked_as_in_the_form_for_leaving_a_message(world: World, case: dict[str, Any]) -> None:
    reader = Reader(Visitor("v", "demo", 1, world.desk.now(), world.desk.now()), "en", "CN")
    asked = Prechat(active=True, name="optional", email="optional", mobile="optional")
    stored: str | None = None

    try:
        sent = FilledForm(**{case["field"]: case["normal"] or case["typed"]})
        answers: Answers = checked_answers(asked, sent, reader, world.desk.now())
        stored = getattr(answers.learned, case["field"])
    except Invalid as refused:
        assert [each.field for each in refused.errors] == [f"form.{case['field']}"]

    assert stored == case["stored"]


def test_what_the_plan_does_not_ask_is_not_taken(world: World) -> None:
    reader = Reader(Visitor("v", "demo", 1, world.desk.now(), world.desk.now()), "en", "CN")
    form = FilledForm(name="\x00", email="nonsense", consent=9)

    silent = checked_answers(Prechat(), form, reader, world.desk.now())
    other = checked_answers(
        Prechat(active=True, mobile="optional"), form, replace(reader, must=False), world.desk.now()
    )

    assert (silent, other) == (Answers(), Answers())
