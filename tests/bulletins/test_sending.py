"""Reports arrive: each once, on their day, with what their reader may see then (F2, laws 1, 2, 8, 9)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from chalicelib.bulletins import store
from chalicelib.bulletins.model.schedule import Period
from chalicelib.bulletins.model.subscriptions import FINISHED, Recipient
from chalicelib.bulletins.service import reading, sending, subscriptions
from chalicelib.bulletins.service.sending import SendOn, wish_of
from chalicelib.bulletins.service.subscriptions import SendWhenDue
from chalicelib.core import work
from chalicelib.core.errors import Invalid
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.forms import UpdateAgent
from chalicelib.people.model.reach import NotYours
from chalicelib.people.model.rights import AGENT, GROUP_LEADER, SUPERVISOR
from chalicelib.tickets.model.ticket import COMPLAINT
from tests.bulletins.stage import Office, numbers_in
from tests.crashes import BEFORE, Death, at_each_write
from tests.followups.stage import catch_up, let_go_by, settle
from tests.tickets.stage import given, made
from tests.worlds import World, at_once, counted


@pytest.fixture
def office(world: World) -> Office:
    return Office.founded(world)


def test_a_daily_report_has_the_days_figures_beside_those_before_and_its_headline_by_sms(office: Office) -> None:
    office.subscribed(office.supervisor, mobile="13800138000", at="08:00")
    office.a_day_of_work()

    office.at("2026-11-24T00:00:01")  # eight o'clock in Shanghai

    (letter,) = office.letters(office.supervisor)
    (text,) = office.texts()
    assert letter.subject == "Daily report Mon 23 Nov: Everybody"
    assert "First answer" in letter.html
    assert "20 s" in letter.html
    assert "<script" not in letter.html
    assert "http" not in letter.html.replace("http://127", "")
    assert "Answer rate" in letter.text
    assert text.text.startswith("【山岚茶铺】Daily report Mon 23 Nov (Everybody): Conversations started 1, ")
    kept, _ = reading.list_bulletins(office.world.desk, office.world.now(office.supervisor), None, mine=True)
    bulletin = reading.read_bulletin(office.world.desk, office.supervisor, kept[0].bulletin_id)
    assert numbers_in(bulletin.headline) | {"started": 1, "ended": 1, "first_answer": 20.0} == numbers_in(
        bulletin.headline
    )
    assert {each.name: each.target for each in bulletin.headline if each.target} == {"greeting": 30, "handling": 180}
    assert [each.values["started"] for each in bulletin.over_time] == [0, 0, 0, 0, 0, 0, 1]
    assert [each.name for each in bulletin.by_group] == ["Sales"]
    assert [each.values["served"] for each in bulletin.by_agent] == [1]


def test_one_that_is_due_at_midnight_has_all_of_the_day(office: Office) -> None:
    office.subscribed(office.supervisor, at="00:00")
    office.just_at("2026-11-23T15:58:00")
    for agent in office.agents:
        office.world.online(agent)
    office.answer(office.ask())

    for moment in ("2026-11-23T16:00:00", "2026-11-23T16:06:00", "2026-11-23T16:16:00"):
        office.just_at(moment)

    (kept,) = reading.list_bulletins(office.world.desk, office.supervisor, None, mine=True)[0]
    bulletin = reading.read_bulletin(office.world.desk, office.supervisor, kept.bulletin_id)
    assert numbers_in(bulletin.headline)["started"] == 1


def test_after_an_outage_a_report_waits_until_its_days_are_counted(office: Office) -> None:
    office.subscribed(office.supervisor, at="08:00")
    for agent in office.agents:
        office.world.online(agent)
    conversation_id = office.ask()
    office.later(20)
    office.answer(conversation_id)
    office.end(conversation_id)

    office.later(24 * 3600)  # in which nothing was done
    settle(office.world)
    early = office.letters(office.supervisor)
    office.wait()
    (letter,) = office.letters(office.supervisor)

    assert early == []
    assert "20 s" in letter.html
    kept, _ = reading.list_bulletins(office.world.desk, office.world.now(office.supervisor), None, mine=True)
    bulletin = reading.read_bulletin(office.world.desk, office.supervisor, kept[0].bulletin_id)
    assert numbers_in(bulletin.headline)["started"] == 1


def test_what_was_compiled_stays_as_it_was(office: Office) -> None:
    office.subscribed(office.supervisor)
    office.a_day_of_work()
    office.at("2026-11-24T00:00:01")
    kept, _ = reading.list_bulletins(office.world.desk, office.supervisor, None, mine=False)
    before = reading.read_bulletin(office.world.desk, office.supervisor, kept[0].bulletin_id)

    office.a_day_of_work()
    made = store.subscriptions(office.world.desk)[0]
    sending.send_on(office.world.desk, SendOn(made.subscription_id, "2026-11-23"))

    after = reading.read_bulletin(office.world.desk, office.supervisor, kept[0].bulletin_id)
    assert after == before


def test_a_leader_hears_of_their_groups_an_agent_of_themselves_and_nobody_of_more(office: Office) -> None:
    agent = office.agents[0]
    office.subscribed(office.supervisor, office.leader, agent)
    office.a_day_of_work()

    office.at("2026-11-24T00:00:01")

    assert "Agent 1" in office.letters(office.supervisor)[0].html
    (letter,) = office.letters(office.leader)
    assert letter.subject == "Daily report Mon 23 Nov: Repairs"
    assert "Sales" not in letter.html
    assert "Agent 1<" not in letter.html
    assert office.letters(agent)[0].subject == "Daily report Mon 23 Nov: Agent 1"
    everything, _ = reading.list_bulletins(office.world.desk, office.supervisor, None, mine=False)
    assert len(everything) == 3
    (of_all,) = [each for each in everything if each.view.scope == "all"]
    for stranger in (office.leader, agent):
        with pytest.raises(NotYours):
            reading.read_bulletin(office.world.desk, office.world.now(stranger), of_all.bulletin_id)
        mine, _ = reading.list_bulletins(office.world.desk, office.world.now(stranger), None, mine=False)
        assert len(mine) == 1


def test_rights_hold_as_they_are_when_it_is_sent_and_when_it_is_read(office: Office) -> None:
    gone, lowered = office.world.agent(role=SUPERVISOR), office.world.agent(role=SUPERVISOR)
    made = office.subscribed(office.supervisor, gone, lowered)
    office.world.clock.at = made.next_at or office.world.clock.at
    desk = office.world.desk
    sending.send_when_due(desk, SendWhenDue(made.subscription_id, office.world.clock.at))

    people.update_agent(desk, gone.agent_id, UpdateAgent(active=False))
    people.update_agent(desk, lowered.agent_id, UpdateAgent(role=AGENT))
    let_go_by(office.world, step=300, minutes=15)  # until all that happened by then is counted

    assert [office.told_to(each) for each in (office.supervisor, gone, lowered)] == [1, 0, 1]
    assert office.letters(lowered)[0].subject == f"Daily report Mon 23 Nov: {lowered.name}"
    run = office.run(made)
    assert (run.state, run.sent, run.left_out) == (FINISHED, 2, 1)
    kept, _ = reading.list_bulletins(desk, office.supervisor, None, mine=True)
    people.update_agent(desk, office.supervisor.agent_id, UpdateAgent(role=AGENT))
    with pytest.raises(NotYours):
        reading.read_bulletin(desk, office.world.now(office.supervisor), kept[0].bulletin_id)
    assert reading.list_bulletins(desk, office.world.now(office.supervisor), None, mine=True)[0] == []


def test_whoever_is_taken_off_while_it_is_sent_gets_none(office: Office) -> None:
    made = office.subscribed(office.supervisor, office.leader)
    office.world.clock.at = made.next_at or office.world.clock.at
    sending.send_when_due(office.world.desk, SendWhenDue(made.subscription_id, office.world.clock.at))

    office.changed(made, recipients=(Recipient(office.supervisor.agent_id, "en"),))
    settle(office.world)

    assert (office.told_to(office.supervisor), office.told_to(office.leader)) == (1, 0)


def test_it_dies_at_any_write_and_everybody_has_it_once(office: Office) -> None:
    days = iter(range(24, 400))
    others = [office.supervisor, office.leader, office.agents[0]]
    sent = 0
    made = office.subscribed(*others)

    def story(death: Death) -> None:
        nonlocal sent
        next(days)
        office.world.clock.at = store.subscriptions(office.world.desk)[0].next_at or office.world.clock.at
        with death():
            settle(office.world)
        catch_up(office.world)
        office.wait()
        sent += 1

        assert [office.told_to(each) for each in others] == [sent] * 3
        assert office.run(made).state == FINISHED

    at_each_write(story, sides=(BEFORE,), step=4, least=12, most=120)


def test_told_twice_at_once_and_out_of_order_it_is_sent_once(office: Office) -> None:
    made = office.subscribed(office.supervisor, office.leader)
    due = SendWhenDue(made.subscription_id, made.next_at or office.world.clock.at)
    office.world.clock.at = due.at
    desk, on = office.world.desk, SendOn(made.subscription_id, "2026-11-23")
    sending.send_on(desk, on)

    at_once([lambda: sending.send_when_due(desk, due)] * 3)
    at_once([lambda: sending.send_on(desk, on)] * 3)
    settle(office.world)
    sending.send_when_due(desk, due)
    sending.send_on(desk, on)
    settle(office.world)

    assert (office.told_to(office.supervisor), office.told_to(office.leader)) == (1, 1)
    waiting = [each for each in work.waiting(desk) if each.kind == SendWhenDue.kind]
    assert len(waiting) == 1


def test_days_that_were_missed_are_made_good_but_the_old_ones_are_only_mentioned(office: Office) -> None:
    office.subscribed(office.supervisor)

    office.at("2026-12-03T00:00:01")  # nothing ran for nine days

    subjects = [each.subject for each in office.letters(office.supervisor)]
    assert sorted(subjects) == [f"Daily report {day}: Everybody" for day in ("Mon 30 Nov", "Tue 1 Dec", "Wed 2 Dec")]
    newest = next(each for each in office.letters(office.supervisor) if "2 Dec" in each.subject)
    assert "No report was sent for 23–29 Nov" in newest.text
    assert all("No report" not in each.text for each in office.letters(office.supervisor) if each != newest)


def test_an_hour_that_is_changed_sends_no_day_twice_and_leaves_none_out(office: Office) -> None:
    made = office.subscribed(office.supervisor, at="08:00")
    office.at("2026-11-24T00:00:01")

    office.changed(made, at="09:00")
    office.at("2026-11-24T02:00:00")
    once = office.told_to(office.supervisor)
    office.changed(made, at="07:00")
    office.at("2026-11-24T23:30:00")
    office.changed(made, at="06:00")
    office.at("2026-11-25T23:59:00")

    assert once == 1
    assert office.told_to(office.supervisor) == 3


def test_one_that_becomes_weekly_is_sent_of_a_week_whose_monday_was_sent_as_a_day(office: Office) -> None:
    made = office.subscribed(office.supervisor)
    office.at("2026-11-24T00:00:01")

    office.changed(made, every="weekly")
    office.at("2026-11-30T00:00:01")
    office.changed(made, every="monthly", group_ids=(office.group_of(office.leader),))
    office.at("2026-12-31T00:00:01")
    office.changed(made, every="daily", group_ids=())
    office.at("2027-01-01T00:00:01")

    subjects = [each.subject for each in office.letters(office.supervisor)]
    assert subjects == [
        "Daily report Mon 23 Nov: Everybody",
        "Weekly report 23–29 Nov: Everybody",
        "Monthly service report Nov 2026: Repairs",
        "Daily report Thu 31 Dec: Everybody",
    ]
    assert (office.run(made).every, office.run(made).state) == ("daily", FINISHED)


def test_one_that_is_paused_is_not_made_good(office: Office) -> None:
    made = office.subscribed(office.supervisor)
    office.changed(made, active=False)
    office.at("2026-12-01T00:00:01")

    office.changed(made, active=True)
    office.at("2026-12-02T00:00:01")

    assert [each.subject for each in office.letters(office.supervisor)] == ["Daily report Tue 1 Dec: Everybody"]


def test_a_month_has_a_report_for_each_responsible_group_to_whom_reaches_it(office: Office) -> None:
    sales, repairs = office.group_of(office.agents[0]), office.group_of(office.leader)
    office.subscribed(office.supervisor, office.leader, every="monthly", group_ids=(sales, repairs))
    office.a_day_of_work()

    office.at("2026-12-01T00:00:01")

    subjects = sorted(each.subject for each in office.letters(office.supervisor))
    assert subjects == [f"Monthly service report Nov 2026: {name}" for name in ("Repairs", "Sales")]
    assert [each.subject for each in office.letters(office.leader)] == ["Monthly service report Nov 2026: Repairs"]


def test_a_weeks_report_names_tickets_that_went_between_groups(office: Office) -> None:
    office.subscribed(office.supervisor, every="weekly", weekday=0)
    repairs = office.group_of(office.leader)
    office.world.online(office.leader)
    ticket = made(office.world, office.agents[0], group_id=office.group_of(office.agents[0]), subject="It hums")
    made(office.world, office.agents[0], subject="Of one group")
    complaint = made(office.world, office.agents[0], type=COMPLAINT, subject="Rude")
    given(office.world, office.agents[0], ticket, group_id=repairs)
    settle(office.world)

    office.at("2026-11-30T00:00:01")

    (kept,) = reading.list_bulletins(office.world.desk, office.supervisor, None, mine=True)[0]
    bulletin = reading.read_bulletin(office.world.desk, office.supervisor, kept.bulletin_id)
    assert [(each.number, each.groups, each.handed) for each in bulletin.crossed or ()] == [
        (ticket.number, ("Sales", "Repairs"), 1)
    ]
    assert [each.number for each in bulletin.complaints or ()] == [complaint.number]
    assert bulletin.unfinished is not None
    assert bulletin.unfinished.tickets is not None
    assert bulletin.unfinished.tickets.number == 3
    (html,) = [each.html for each in office.letters(office.supervisor) if each.subject.startswith("Weekly")]
    assert "Sales → Repairs" in html
    assert html.index("Across departments") < html.index("It hums", html.index("Across departments"))


def test_a_thousand_recipients_are_told_ten_at_a_time(office: Office) -> None:
    made = office.subscribed(office.supervisor)
    many = tuple(Recipient(f"agt_none{number}", "en") for number in range(990))
    real = tuple(Recipient(office.world.agent(role=SUPERVISOR).agent_id, "en") for _ in range(10))
    before = store.subscriptions(office.world.desk)[0]
    tx = Transaction(office.world.desk)
    store.write_subscription(tx, before, replace(before, recipients=(*real, *many), revision=before.revision + 1))
    tx.commit()
    at = made.next_at or office.world.clock.at
    office.world.clock.at = at - timedelta(minutes=1)
    settle(office.world)  # nothing of before still waits
    office.world.clock.at = at
    sending.send_when_due(office.world.desk, SendWhenDue(made.subscription_id, at))

    with counted() as first:
        sending.send_on(office.world.desk, SendOn(made.subscription_id, "2026-11-23", 0))
    with counted() as second:
        sending.send_on(office.world.desk, SendOn(made.subscription_id, "2026-11-23", 10))
    let_go_by(office.world, step=60, minutes=20)  # the hour in which the agents came is summed first

    assert len(second) <= 22  # sixteen of them ask whether all of the day is counted
    assert len(first) <= 100
    run = office.run(made)
    assert (run.done, run.sent, run.left_out, run.state) == (1000, 10, 990, FINISHED)


def test_to_compile_one_takes_as_many_requests_with_much_stored_as_with_little(office: Office) -> None:
    wish = wish_of(office.world.desk, office.supervisor, "daily", Period(date(2026, 11, 23), date(2026, 11, 23)), None)
    assert wish is not None
    office.a_day_of_work()
    with counted() as few:
        sending.compiled(office.world.desk, wish, "bul_1")
    for _ in range(5):
        made(office.world, office.agents[0])
        office.a_day_of_work()

    with counted() as many:
        sending.compiled(office.world.desk, wish, "bul_1")

    assert len(many) <= len(few) + 2
    assert len(few) <= 55


def test_what_makes_no_sense_is_refused_by_its_field(office: Office) -> None:
    wrong = [
        ({"at": "24:00"}, "at"),
        ({"name": " "}, "name"),
        ({"recipients": (Recipient("agt_nobody"),)}, "recipients.0.agent_id"),
        ({"recipients": (Recipient(office.leader.agent_id, "en", "12"),)}, "recipients.0.mobile"),
        ({"group_ids": ("grp_1",)}, "group_ids"),
        ({"every": "monthly"}, "group_ids"),
    ]

    for values, field in wrong:
        with pytest.raises(Invalid) as refused:
            office.subscribed(office.supervisor, **values)
        assert refused.value.errors[0].field == field
    assert subscriptions.list_subscriptions(office.world.desk) == []


def test_a_leader_without_a_group_hears_of_themselves(office: Office) -> None:
    other = office.world.agent(role=GROUP_LEADER)
    office.subscribed(other)

    office.at("2026-11-24T00:00:01")

    assert office.letters(other)[0].subject == f"Daily report Mon 23 Nov: {other.name}"
