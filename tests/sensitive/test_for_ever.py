"""A plan that keeps some numbers from everybody: what is written is stored without them (F8)."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest

from chalicelib.channels.model.inbound import Sender
from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.conversations.service import composing
from chalicelib.conversations.service import customers as customer_notes
from chalicelib.core import backlog
from chalicelib.core.errors import Invalid
from chalicelib.everything import TABLES
from chalicelib.followups.model.forms import PlanFollowUp, RecordCall
from chalicelib.followups.service import calling, planning
from chalicelib.notices.service import subscribing
from chalicelib.offline.model.form import LeaveMessage
from chalicelib.offline.service import leaving, transitions
from chalicelib.people import service as people
from chalicelib.phone.model.call import CorrectCall
from chalicelib.phone.model.forms import NewCall
from chalicelib.phone.service import correcting, registering
from chalicelib.plans import service as plans
from chalicelib.plans.model.limits import checked_limits
from chalicelib.questionnaires.service import answering as questionnaires
from chalicelib.surveys.model.survey import survey_id_of
from chalicelib.surveys.service import answering
from chalicelib.tickets import service as tickets
from chalicelib.tickets.model.forms import ChangeTicket, CreateTicket, WriteTicketEntry, WriteWords
from chalicelib.tickets.service import changing, creating, customers
from tests.channels.mails import MailStage, written
from tests.channels.stage import Stage
from tests.notices.stage import BOSS, PROOF, customer, open_notices
from tests.questionnaires.stage import definition, follow_up, published, question
from tests.stored import every_item
from tests.worlds import World

CARD, ID, PHONE = "6222021234567890128", "11010519491231002X", "13812345678"
WORDS = f"Card {CARD}, ID {ID}, call {PHONE}"
HIDDEN = f"Card 6222***********0128, ID 110***********002X, call {PHONE}"


def everything_stored() -> str:
    return str([item for table in TABLES for item in every_item(table.Meta.table_name)])


def test_numbers_of_the_plans_kinds_are_nowhere_whatever_was_written_by_whom(world: World) -> None:
    stage = Stage(world)
    desk, anna = stage.world.desk, stage.online().agent
    plans.update_plan(
        desk, "demo", {"limits": {"replaces": ["id_card", "bank_card"]}, "survey": {"ask": "always"}}, None
    )
    visitor = world.visitor()
    form = msgspec.convert({"text": WORDS, "client_id": "1"}, StartConversation)
    cid = conversations.start_conversation(desk, visitor, "demo", form).conversation_id
    for name in ("2", "2"):  # twice is once, also of what is kept otherwise
        conversations.post_message(desk, visitor, "demo", cid, f"Again: {WORDS}", name)
    conversations.reply(desk, people.read_agent(desk, anna.agent_id), cid, f"You wrote {WORDS}", "3")
    composing.write_note(desk, people.read_agent(desk, anna.agent_id), cid, f"Note {WORDS}", "4")
    composing.change_message(desk, visitor, "demo", cid, 1, f"Rather {WORDS}", "5")
    came = stage.says(f"Elsewhere {WORDS}", sender=Sender("u-9", "Wang"))
    left = LeaveMessage(name="Wang", text=WORDS, email="wang@example.com", client_id="6")
    message = leaving.leave_message(desk, world.visitor(), "demo", None, left).message
    agent = people.read_agent(desk, anna.agent_id)
    transitions.answer_message(desk, agent, message.message_id, f"Yours is {WORDS}", ["widget"], "7")
    conversations.end_conversation(desk, agent, cid)
    answering.answer(desk, visitor, "demo", survey_id_of(cid), client_id="8", score=2, comment=WORDS)
    for _ in range(3):
        world.clock.forward(seconds=30)
        while backlog.tick(desk):
            pass

    stored = everything_stored()

    assert [each for each in (CARD, ID) if each in stored] == []
    texts = [each.text for each in stage.entries(cid) if each.kind == "message"]
    assert texts == [HIDDEN, f"Again: {HIDDEN}", f"You wrote {HIDDEN}"]
    assert stage.words(came.conversation_id) == [f"Elsewhere {HIDDEN}"]
    assert PHONE in stored  # of a kind that the plan does not name


def test_a_plan_that_names_no_kind_keeps_what_was_written(world: World) -> None:
    stage = Stage(world)
    cid = stage.says(WORDS).conversation_id

    assert stage.words(cid) == [WORDS]


@pytest.mark.parametrize("name", ["replaces", "stops"])
def test_kinds_that_there_are_not_are_refused(name: str) -> None:
    with pytest.raises(Invalid) as refused:
        checked_limits({name: ["email", "shoes"]})

    assert [each.field for each in refused.value.errors] == [f"limits.{name}"]
    assert getattr(checked_limits({name: ["email", "id_card"]}), name) == ("id_card", "email")


def test_nor_are_they_in_needs_in_tickets_and_in_answers_to_questionnaires(world: World) -> None:
    agent, desk = open_notices(world)[0], world.desk
    plans.update_plan(desk, "demo", {"limits": {"replaces": ["id_card", "bank_card"]}}, None)
    wanted, who = subscribing.SaidNeed(WORDS), customer(world)
    for _ in range(2):  # twice is once
        need, _ = subscribing.record_need(desk, who, wanted, PROOF, BOSS, "1")
    ticket = tickets.find(desk, need.ticket_id or "")
    for _ in range(2):
        customers.write_words(desk, ticket, WriteWords("2", WORDS))
    published(world, definition(question("why", "text")))
    one = follow_up(world, agent)

    first, again = (
        questionnaires.save_in_call(desk, agent, one.followup_id, {"why": WORDS}, done=False, version=None)
        for _ in range(2)
    )

    stored = everything_stored()
    assert [each for each in (CARD, ID) if each in stored] == []
    assert first == again and first.answers == {"why": HIDDEN}
    assert (need.text, ticket.text) == (HIDDEN, HIDDEN)
    assert tickets.find(desk, ticket.ticket_id).version > ticket.version


def test_nor_in_what_agents_write_in_tickets_calls_records_and_notes_nor_in_subjects_of_mails(world: World) -> None:
    mails = MailStage(world)
    mails.online()
    desk, anna = world.desk, world.now(mails.anna)
    plans.update_plan(desk, "demo", {"limits": {"replaces": ["id_card", "bank_card"]}}, None)
    caller = people.Caller(anna, "ses_1")
    form = {"client_id": "1", "type": "complaint", "subject": f"On {CARD}", "text": WORDS, "plan_key": "demo"}
    form |= {"email": "w@example.com", "priority": "urgent", "summary": WORDS, "reason": WORDS, "visitor_name": "Wang"}
    ticket, _ = creating.create_ticket(desk, caller, msgspec.convert(form, CreateTicket))
    for _ in range(2):  # twice is once
        entry = msgspec.convert({"client_id": "2", "text": f"He said {WORDS}"}, WriteTicketEntry)
        changing.write_entry(desk, caller, ticket.ticket_id, entry)
    changed = msgspec.convert(
        {"subject": f"Rather {ID}", "version": tickets.find(desk, ticket.ticket_id).version}, ChangeTicket
    )
    changing.change_ticket(desk, caller, ticket.ticket_id, changed)
    said = {"plan_key": "demo", "direction": "in", "number": "138 0013 8000", "seconds": 180, "notes": WORDS}
    call = registering.register(desk, anna, msgspec.convert(said | {"record": {"problem": WORDS}}, NewCall), "req")
    correcting.correct(desk, anna, call.call_id, CorrectCall(notes=f"Rather {WORDS}"))
    visit = {"kind": "care", "visitor_id": call.visitor_id, "script": WORDS, "client_id": "3"}
    visit["due_at"] = (desk.now() + timedelta(hours=9)).isoformat()
    planned, _ = planning.plan_follow_up(desk, caller, msgspec.convert(visit, PlanFollowUp))
    outcome = msgspec.convert({"outcome": "solved", "text": WORDS, "client_id": "4"}, RecordCall)
    calling.record_call(desk, anna, planned.followup_id, outcome)
    customer_notes.add_note(desk, anna, call.conversation_id, WORDS, "5")
    posted = mails.comes(written(f"Hello {WORDS}", subject=f"About {CARD}"))
    mails.run()

    stored = everything_stored()

    assert posted.conversation_id is not None
    assert [each for each in (CARD, ID) if each in stored] == []
    assert tickets.find(desk, ticket.ticket_id).subject == "Rather 110***********002X"
    assert PHONE in stored
