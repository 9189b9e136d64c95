"""Leaving a message, and what follows from it: recipients told, somebody given it, leaders reminded (C2, C3)."""

from __future__ import annotations

from collections import Counter

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.core import work
from chalicelib.core.errors import Invalid, NotFound, Unauthorized
from chalicelib.core.once import KeyReused
from chalicelib.notifications.model.email import EmailLetter
from chalicelib.offline import store
from chalicelib.offline.model.form import LeaveMessage
from chalicelib.offline.service import leaving, reading, transitions, watch
from chalicelib.offline.service.leaving import Allocate
from chalicelib.offline.service.saving import CheckDeadline
from chalicelib.people import service as people
from chalicelib.people.model.forms import UpdateAgent
from chalicelib.people.model.rights import ADMINISTRATOR
from chalicelib.plans import service as plans
from chalicelib.visitors import service as visitors
from infra.bench.crowd import everybody_waiting
from tests.offline.night import FORM, MEI, TOM, Night
from tests.worlds import MORNING, World, counted


@pytest.fixture
def night(world: World) -> Night:
    return Night(world).fall()


@pytest.mark.also_on_moto
def test_a_message_is_stored_and_every_recipient_told_by_mail_and_sms(night: Night) -> None:
    message = night.leave(category="价格", page="https://shop.example.com/tea?a=1", mobile="13800138002")

    night.time_goes_by()

    stored = night.now(message)
    assert (stored.name, stored.text, stored.mobile) == ("王芳", "茶还有货吗？", "+8613800138002")
    assert Counter((each.channel, each.to) for each in night.told("offline_message")) == Counter(
        (channel, each[field]) for each in (MEI, TOM) for channel, field in (("email", "email"), ("sms", "mobile"))
    )
    (mail,) = night.letters("email", MEI["email"])
    (sms,) = night.letters("sms", MEI["mobile"])
    assert message.number in mail.subject
    assert all(word in mail.text for word in ("茶还有货吗？", "+86138****8002", "价格", "shop.example.com/tea"))
    assert message.number in sms.text and sms.text.startswith("【山岚茶铺】")


def test_leaving_takes_two_requests_and_a_read_for_an_address_however_many_are_told(night: Night) -> None:
    crowd = [{**TOM, "email": f"r{n}@shop.example.com", "mobile": f"+861380013800{n}"} for n in range(10)]
    night.change_plan(offline={"recipients": crowd, "remind_after_minutes": 60})
    visitor = night.world.visitor()

    with counted() as requests:
        night.leave(visitor, conversation_id="cnv_nothing", client_id="c")
        night.leave(visitor, email=None, client_id="d")

    assert requests.names == [
        "BatchGetItem",
        "BatchGetItem",
        "TransactWriteItems",
        "BatchGetItem",
        "TransactWriteItems",
    ]
    assert len(night.told("offline_message")) == 40


@pytest.mark.parametrize("email", ["desk@shop.example.com", "Desk+x@shop.example.com", "no-reply@mail.example.com"])
def test_an_address_that_no_answer_could_go_to_is_refused(night: Night, email: str) -> None:
    with pytest.raises(Invalid) as refused:
        night.leave(email=email)

    assert [each.field for each in refused.value.errors] == ["email"]
    assert night.told("offline_message") == []


def test_recipients_hear_nothing_of_who_was_there_and_answer_at_the_desk(night: Night) -> None:
    night.leave()
    night.leave(email=None)

    night.time_goes_by()

    letters = night.letters("email", TOM["email"])
    in_chinese = night.letters("email", MEI["email"])[0].text
    assert "Nobody was there" not in letters[0].text and "没有客服在线" not in in_chinese
    assert {each.reply_to for each in letters if isinstance(each, EmailLetter)} == {""}
    assert not any(FORM["email"] in each.text for each in letters)


@pytest.mark.also_on_moto
def test_the_same_request_again_gets_the_first_ones_answer(night: Night) -> None:
    visitor = night.world.visitor()

    first = leaving.leave_message(night.world.desk, visitor, "demo", None, LeaveMessage(**FORM, client_id="c"))
    second = leaving.leave_message(night.world.desk, visitor, "demo", None, LeaveMessage(**FORM, client_id="c"))

    assert (first.again, second.again) == (False, True)
    assert second.message == first.message
    assert len(night.told("offline_message")) == 4
    with pytest.raises(KeyReused):
        night.leave(visitor, text="Something else", client_id="c")


def test_another_visitors_key_is_another_key(night: Night) -> None:
    ids = {night.leave(client_id="c").message_id for _ in range(3)}

    assert len(ids) == 3


def test_a_plans_country_decides_what_a_number_means(night: Night) -> None:
    night.change_plan(time_zone="Europe/Berlin")

    message = night.leave(mobile="0151 23456789")

    assert message.mobile == "+4915123456789"


def test_only_a_visitor_of_the_plan_leaves_a_message(night: Night) -> None:
    plans.create_plan(night.world.desk, "other", {"name": "Other"})
    ours = night.world.visitor()

    with pytest.raises(Unauthorized):
        leaving.leave_message(night.world.desk, ours, "other", None, LeaveMessage(**FORM))
    with pytest.raises(NotFound):
        leaving.leave_message(
            night.world.desk, visitors.Caller("vis_x", "gone", "en"), "gone", None, LeaveMessage(**FORM)
        )
    with pytest.raises(Invalid):
        night.leave(ours, client_id="a\nb")
    assert night.told("offline_message") == []


# --- waiting --------------------------------------------------------------------------------------------------------


def begin(night: Night, visitor: visitors.Caller) -> str:
    started = conversations.start_conversation(
        night.world.desk, visitor, "demo", StartConversation(text="Anybody?", client_id="c")
    )
    return started.conversation_id


def test_whoever_leaves_a_message_leaves_the_line(night: Night) -> None:
    visitor = night.world.visitor()
    conversation_id = begin(night, visitor)

    night.leave(visitor, conversation_id=conversation_id)
    night.time_goes_by()

    entries = conversations.read_entries(night.world.desk, visitor, "demo", conversation_id, 0, 100).entries
    assert conversations.find(night.world.desk, conversation_id).state == "closed"
    assert "message" in entries[-1].text
    assert everybody_waiting(night.world.desk) == []


def test_who_asks_after_leaving_a_message_waits_on_however_late_its_work_is_done(night: Night) -> None:
    visitor = night.world.visitor()
    night.leave(visitor)
    night.world.clock.forward(seconds=1)

    begun = begin(night, visitor)
    night.time_goes_by()

    assert conversations.find(night.world.desk, begun).state == "waiting"
    assert [each.conversation_id for each in everybody_waiting(night.world.desk)] == [begun]


def test_nobody_ends_anothers_waiting_nor_what_is_being_answered(night: Night) -> None:
    waiting, talking = night.world.visitor(), night.world.visitor()
    waits = begin(night, waiting)

    night.leave(talking, conversation_id=waits)
    night.leave(waiting, conversation_id="cnv_nothing")
    night.time_goes_by(hours=0.01)

    assert conversations.find(night.world.desk, waits).state == "waiting"
    night.world.online(night.agents[0])
    assert conversations.find(night.world.desk, waits).state == "open"
    night.leave(waiting, conversation_id=waits)
    night.time_goes_by(hours=0.01)
    assert conversations.find(night.world.desk, waits).state == "open"


# --- who is given it ------------------------------------------------------------------------------------------------


def test_messages_go_round_among_agents_who_are_at_home_and_they_are_told(night: Night) -> None:
    given = [night.given() for _ in range(6)]

    night.time_goes_by()

    totals = Counter(each.agent_id for each in given)
    assert totals == {agent.agent_id: 3 for agent in night.agents}
    assert {each.state for each in given} == {"new"}
    assert {each.email: len(night.letters("email", each.email)) for each in night.agents} == {
        each.email: 3 for each in night.agents
    }


def test_balanced_gives_to_whoever_has_the_fewest_unanswered(night: Night) -> None:
    night.change_plan(allocation="balanced")
    first, second = night.given(), night.given()
    busy = people.read_agent(night.world.desk, str(second.agent_id))
    free = people.read_agent(night.world.desk, str(first.agent_id))

    transitions.answer_message(night.world.desk, free, first.message_id, "Yes", ["widget"], "a")
    next_ones = [night.given().agent_id for _ in range(2)]

    assert next_ones[0] == free.agent_id != busy.agent_id
    assert {each: load.unanswered for each, load in store.loads(night.world.desk).items()}[busy.agent_id] <= 2


def test_the_visitors_last_agent_goes_first_where_the_plan_prefers_them(night: Night) -> None:
    night.change_plan(prefer_last_agent=True)
    last = night.agents[1]
    visitor = night.world.visitor()
    night.world.online(last)
    conversation_id = begin(night, visitor)
    conversations.end_conversation(night.world.desk, night.world.now(last), conversation_id)

    given = [night.given(visitor).agent_id for _ in range(3)]

    assert given == [last.agent_id] * 3


def test_with_nobody_who_may_it_stays_new_and_everybody_of_the_plan_sees_it(world: World) -> None:
    night = Night(world).fall(agents=2)
    for each in night.agents:
        people.update_agent(world.desk, each.agent_id, UpdateAgent(hidden=True))

    message = night.given()

    listed, _ = reading.list_messages(world.desk, world.now(night.agents[0]), "new", None, None)
    assert (message.state, message.agent) == ("new", None)
    assert [each.message_id for each in listed] == [message.message_id]
    assert night.told("offline_assigned") == []


def test_giving_it_out_twice_gives_it_once(night: Night) -> None:
    message = night.given()

    watch.allocate(night.world.desk, Allocate(message.message_id))
    watch.allocate(night.world.desk, Allocate("off_nothing"))

    assert night.now(message) == message
    assert len(night.told("offline_assigned")) == 1


# --- reminders ------------------------------------------------------------------------------------------------------


def test_leaders_are_reminded_again_and_each_wait_is_twice_the_one_before(night: Night) -> None:
    for _ in range(3):
        night.leave()

    night.time_goes_by(hours=7.5, step=600)

    reminders = night.told("offline_reminder")
    hours = [round((each.at - MORNING).total_seconds() / 3600) for each in reversed(reminders)]
    assert [each.to for each in reminders] == [night.agents[0].email] * 3
    assert {each.words["count"] for each in reminders} == {3}
    assert hours == [1, 3, 7]


def test_leaders_hear_of_a_new_message_while_an_old_one_is_forgotten(night: Night) -> None:
    night.leave()
    night.time_goes_by(hours=8, step=600)
    before = len(night.told("offline_reminder"))
    night.leave()

    night.time_goes_by(hours=1.2, step=600)

    newest, *earlier = night.told("offline_reminder")
    assert (before, len(earlier), newest.words["count"]) == (3, 3, 2)


def test_whoever_was_answered_or_closed_is_not_reminded_of(night: Night) -> None:
    answered, closed = night.given(), night.given()
    agent = people.read_agent(night.world.desk, str(answered.agent_id))
    transitions.answer_message(night.world.desk, agent, answered.message_id, "Yes", ["widget"], "a")
    transitions.close_message(night.world.desk, people.Caller(night.supervisor, ""), closed.message_id)

    night.time_goes_by(hours=2.5, step=600)

    assert night.told("offline_reminder") == []
    assert [each.kind for each in work.waiting(night.world.desk) if not each.kind.startswith("reports.")] == []


def test_without_groups_supervisors_and_administrators_are_reminded(world: World) -> None:
    night = Night(world).fall(agents=0, recipients=[])
    told = {night.supervisor.email, world.agent(role=ADMINISTRATOR).email}
    night.leave()

    night.time_goes_by(hours=1.2, step=600)

    assert {each.to for each in night.told("offline_reminder")} == told


def test_where_the_look_at_the_oldest_is_lost_another_one_tells(night: Night) -> None:
    lost, other = night.given(), night.given()
    night.world.clock.forward(minutes=61)
    watch.check_deadline(night.world.desk, CheckDeadline(other.message_id, other.look_at))
    before = len(night.told("offline_reminder"))
    night.world.clock.forward(minutes=61)

    watch.check_deadline(night.world.desk, CheckDeadline(other.message_id, night.now(other).look_at))

    assert (before, len(night.told("offline_reminder"))) == (0, 1)
    assert night.now(lost).remind_at == lost.remind_at


def test_a_look_that_is_made_twice_is_made_once(night: Night) -> None:
    message = night.given()
    at = message.look_at
    night.world.clock.forward(minutes=61)

    for _ in range(3):
        watch.check_deadline(night.world.desk, CheckDeadline(message.message_id, at))

    looks = [each for each in work.waiting(night.world.desk) if each.kind == CheckDeadline.kind]
    assert len(night.told("offline_reminder")) == 1
    assert len(looks) == 2  # the one that came with the message, and the next
    assert night.now(message).remind_at > message.remind_at
